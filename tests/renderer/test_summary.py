from decimal import Decimal

from engine.answers import read
from engine.definition import Document
from engine.text import Text
from renderer.slip_data import Line, Part
from renderer.summary import as_parts, document_rows, section, summary
from tests.renderer.samples import CIRCUMSTANCES, PLAIN, SAMPLE

RAW = {
    "full_name": "Nguyễn Thị Ánh",
    "test_date": "27/3/2026",
    "has_iso": "no",
    "purpose": "work",
    "copies": "12",
    "price": "1200000",
    "iso_no": "không được hiện",
    "members": [{"name": "An", "share": "50"}, {}, {"name": "Bình"}],
}
READING = read(SAMPLE, RAW, CIRCUMSTANCES)


def rows(sections):
    return {row.field_id: row for each in sections for row in each.rows}


def test_answers_are_shown_in_words_not_as_stored():
    shown = rows(summary(SAMPLE, READING.answers))
    assert shown["test_date"].value == "27/03/2026"
    assert shown["has_iso"].value == "Không"
    assert shown["purpose"].value == "Mục work"
    assert shown["price"].value.startswith("1.200.000")


def test_what_is_hidden_is_absent_and_what_was_left_empty_says_so():
    shown = rows(summary(SAMPLE, READING.answers, visible=READING.visible))
    assert "iso_no" not in shown
    assert shown["phone"].value == "Không cung cấp"
    assert "advice" not in shown


def test_a_stored_dossier_shows_only_what_was_answered():
    assert "phone" not in rows(summary(SAMPLE, READING.answers))


def test_each_answer_can_be_changed_except_what_is_worked_out():
    shown = rows(summary(SAMPLE, READING.answers, link=lambda page, field: f"/{page}#{field}"))
    assert shown["purpose"].href == "/all#purpose"
    assert shown["total"].href == ""
    assert shown["total"].value == "24"


def test_a_group_keeps_its_rows():
    row = rows(summary(SAMPLE, READING.answers))["members"]
    assert row.value == "2 dòng"
    assert row.rows == (
        (Line("Tên thành viên", "An"), Line("Tỷ lệ góp vốn", "50")),
        (Line("Tên thành viên", "Bình"),),
    )


def test_in_a_letter_a_group_is_one_line_a_row():
    people = as_parts(summary(SAMPLE, READING.answers))[-1]
    assert people == Part(
        "Thành viên",
        (
            Line("Thành viên (1)", "Tên thành viên: An; Tỷ lệ góp vốn: 50"),
            Line("Thành viên (2)", "Tên thành viên: Bình"),
        ),
    )


def test_papers_name_their_files_and_missing_ones_say_so():
    papers = (Document("a", Text.of("Đơn")), Document("b", Text.of("Bản vẽ")))
    shown = document_rows(SAMPLE, papers, {"a": ["đơn.pdf", "trang 2.jpg"]})
    assert [row.value for row in shown] == ["đơn.pdf\ntrang 2.jpg", "Không cung cấp"]


def test_any_list_of_fields_can_stand_under_a_title():
    found = section(
        "Người nộp", PLAIN[:2], {"full_name": "An"}, visible=frozenset({"applicant.birth"}), path="applicant"
    )
    assert [row.value for row in found.rows] == ["An", "Không cung cấp"]


def test_english_summaries_use_the_authors_english_words():
    shown = summary(SAMPLE, {"purpose": "work", "copies": Decimal(2)}, language="en")
    assert shown[0].title == "General"
    assert rows(shown)["purpose"].value == "Item work"
