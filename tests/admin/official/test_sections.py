"""The sections of an official record, each a table run together into one text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from admin.official.law import endings, read_law
from admin.official.outcomes import read_outcomes
from admin.official.papers import Paper, read_papers
from admin.official.ways import read_ways
from admin.official.words import label, prose
from engine.definition import Channel
from tests.admin.official.samples import LAW, PAGE, TABLE, WAYS


def faults(found: object) -> set[str]:
    return {fault.code for fault in found.faults}  # type: ignore[attr-defined]


# ---- ways, times, fees


def test_each_way_has_its_time_its_fee_and_its_remark() -> None:
    ways = read_ways(
        f"{WAYS}Trực tuyến3 Ngày làm việcMiễn phíQua cổng.Dịch vụ bưu chính5 Ngày20,000 VNĐ(Phí)Gửi thư."
    )
    online, post = ways.rows
    assert (online.channel, str(online.span), online.free, online.remark) == (
        Channel.ONLINE,
        "3 working days",
        True,
        "Qua cổng.",
    )
    assert (post.channel, str(post.span), post.remark) == (Channel.POST, "5 days", "Gửi thư.")
    assert [(each.amount, each.currency, each.words) for each in post.sums] == [
        (Decimal(20_000), "VND", "Phí")
    ]
    assert ways.rest == ""
    assert faults(ways) == set()


@pytest.mark.parametrize(
    ("cells", "span", "fault"),
    [
        ("12 ThángMiễn phí", "12 months", None),
        ("2 TuầnMiễn phí", "14 days", None),
        ("8 GiờMiễn phíTrong 8 giờ làm việc.", "8 working hours", None),
        ("8 GiờMiễn phí", None, "N008"),
        ("3Miễn phí", None, "N004"),
        ("0.5 Ngày làm việcMiễn phí", None, "N020"),
        ("Không có thông tin8,000 VNĐ", None, "N006"),
        ("5 NgàyMiễn phíTrong thời hạn 05 ngày làm việc.", "5 days", "N005"),
    ],
)
def test_a_time_is_a_whole_number_with_a_unit_or_stays_words(
    cells: str, span: str | None, fault: str | None
) -> None:
    ways = read_ways(f"{WAYS}Trực tiếp{cells}")
    assert (str(ways.rows[0].span) if ways.rows[0].span else None) == span
    assert faults(ways) == ({fault} if fault else set())


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("700 VNĐ(đồng)", "N001"),
        ("Miễn phí(Lệ phí 135.000 đồng/lần)", "N002"),
        ("VNĐ(Phí công bố)", "N003"),
        ("Miễn phí(Mức thu do Hội đồng nhân dân tỉnh quyết định)", "N019"),
    ],
)
def test_a_fee_that_cannot_be_meant_so_stays_words_and_is_reported(cell: str, fault: str) -> None:
    ways = read_ways(f"{WAYS}Trực tiếp1 Ngày{cell}")
    row = ways.rows[0]
    assert faults(ways) == {fault}
    assert row.sums == ()
    assert not row.free
    assert row.fee


def test_several_amounts_of_one_cell_are_told_apart_by_their_brackets() -> None:
    ways = read_ways(
        f"{WAYS}Trực tiếp1 Ngày2,500,000 VNĐ(lần đầu (cơ sở lớn))900,000 Việt Nam Đồng(cấp lại)Nộp tại bộ phận một cửa."
    )
    assert [(int(each.amount), each.words) for each in ways.rows[0].sums] == [
        (2_500_000, "lần đầu (cơ sở lớn)"),
        (900_000, "cấp lại"),
    ]
    assert ways.rows[0].remark == "Nộp tại bộ phận một cửa."


def test_a_way_named_inside_a_remark_begins_no_row() -> None:
    ways = read_ways(f"{WAYS}Trực tiếp1 NgàyMiễn phíTrực tiếp tại quầy hoặc Trực tuyến qua cổng.")
    assert [row.remark for row in ways.rows] == ["Trực tiếp tại quầy hoặc Trực tuyến qua cổng."]


def test_two_times_of_one_way_are_a_fault() -> None:
    assert faults(read_ways(f"{WAYS}Trực tiếp5 NgàyMiễn phíTrực tiếp2 NgàyMiễn phí")) == {"N007"}


# ---- papers


def test_a_paper_has_its_name_its_form_and_its_counts() -> None:
    papers = read_papers(
        f"--{TABLE}Đơn đề nghị theo mẫuMau 05.docx1 bản chính- Quyết định;0 bản chính,2 bản sao"
    )
    assert papers.groups[0].papers == (
        Paper("Đơn đề nghị theo mẫu", "Mau 05.docx", 1, 0),
        Paper("Quyết định", "", 0, 2),
    )


def test_groups_keep_their_headings_and_rows_without_counts_are_notes() -> None:
    papers = read_papers(
        f"Cấp mới:{TABLE}Đơn1 bản chínhSố lượng: 01 bộ0 bản chínhCấp lại:{TABLE}Đơn cấp lại1 bản chính"
    )
    assert [group.name for group in papers.groups] == ["Cấp mới", "Cấp lại"]
    assert [paper.is_note for paper in papers.groups[0].papers] == [False, True]
    assert faults(papers) == {"N011"}


def test_counts_inside_a_name_do_not_end_it() -> None:
    papers = read_papers(f"--{TABLE}Giấy chứng nhận (01 bản chính, 02 bản sao có chứng thực)1 bản chính")
    assert [paper.name for paper in papers.groups[0].papers] == [
        "Giấy chứng nhận (01 bản chính, 02 bản sao có chứng thực)"
    ]


def test_a_count_run_together_with_a_number_takes_its_last_digit() -> None:
    papers = read_papers(f"--{TABLE}Đơn theo Mẫu số 051 bản chính")
    assert papers.groups[0].papers == (Paper("Đơn theo Mẫu số 05", "", 1, 0),)


def test_several_forms_of_one_paper_are_listed() -> None:
    papers = read_papers(f"--{TABLE}Bản khaiMẫu 1.docxMẫu 2.docx1 bản chính")
    assert papers.groups[0].papers[0].form == "Mẫu 1.docx; Mẫu 2.docx"


# ---- results and law


def test_results_keep_their_codes_and_the_page_around_them_is_left_out() -> None:
    found = read_outcomes(f"- Giấy phép;Mã: KQ.G01.000271Văn bản từ chốiMã: KQ.G01.000272{PAGE}")
    assert [(each.name, each.code) for each in found.results] == [
        ("Giấy phép", "KQ.G01.000271"),
        ("Văn bản từ chối", "KQ.G01.000272"),
    ]
    assert found.keywords == ()
    assert found.description == ""
    assert found.faults == ()


def test_search_words_and_a_description_are_kept() -> None:
    found = read_outcomes("ThẻMã: KQ.G01.000001Từ khóathẻ, cấp lạiMô tảThẻ dùng cho thử nghiệm.")
    assert (found.keywords, found.description) == (("thẻ", "cấp lại"), "Thẻ dùng cho thử nghiệm.")


def test_a_record_without_results_says_so() -> None:
    assert faults(read_outcomes(PAGE)) == {"N018"}


def test_numbers_end_where_the_catalogue_shows_that_they_end() -> None:
    text = f"{LAW}Luật Hộ tịch60/2014/QH13Thông tư 04/2020/TT-BTP04/2020/TT-BTPQUY ĐỊNH chung85/2019/TT-BTCsửa đổi7/2025/NĐ-CP"
    known = endings(
        ["1/2020/TT-BTP.", "2/2020/TT-BTP", "3/2020/TT-BTC", "4/2020/TT-BTC", "5/2020/NĐ-CP", "6/2020/NĐ-CP"]
    )
    law = read_law(text, known)
    assert [row.number for row in law.instruments] == [
        "60/2014/QH13",
        "04/2020/TT-BTP",
        "85/2019/TT-BTC",
        "7/2025/NĐ-CP",
    ]
    assert [row.words for row in law.instruments] == [
        "Luật Hộ tịch (60/2014/QH13)", "Thông tư 04/2020/TT-BTP", "QUY ĐỊNH chung (85/2019/TT-BTC)", "sửa đổi (7/2025/NĐ-CP)",
    ]  # fmt: skip


def test_a_number_inside_a_name_does_not_end_it() -> None:
    law = read_law(f"{LAW}Nghị định số 21/2026/NĐ-CP ngày 16/01/2026 của Chính phủ21/2026/NĐ-CP", frozenset())
    assert [row.words for row in law.instruments] == [
        "Nghị định số 21/2026/NĐ-CP ngày 16/01/2026 của Chính phủ"
    ]


# ---- words


def test_what_reads_as_markup_is_made_harmless() -> None:
    assert prose("a <b>c</b> {d}\n• e\n• f") == "a c (d)\n\n- e\n- f"
    assert label("x " * 300)[0].endswith("…")
    assert len(label("x " * 300)[0]) <= 300
    assert label("ngắn") == ("ngắn", "")
