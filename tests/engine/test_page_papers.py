"""A paper asked for on a page of the form, from YAML to the list of papers."""

from __future__ import annotations

from datetime import date

from engine.answers import Circumstances, read
from engine.compile import definition_from_body
from engine.definition import Definition
from engine.load import load_text
from engine.papers import documents
from tests.engine.examples import MINIMAL, library

FORM = """form:
  pages:
    site:
      title: Địa điểm
      fields:
        rented: {label: Thuê mặt bằng?, type: yes_no, required: yes}
        plan: {label: Bản vẽ mặt bằng, type: file, required: yes, formats: [pdf], max_size: 2 MB, max_files: 3, hint: Vẽ theo tỷ lệ.}
      sections:
        rent:
          title: Thuê
          when: rented
          fields:
            long: {label: Thuê trên 5 năm?, type: yes_no, required: yes}
            contract: {label: Hợp đồng thuê, type: file, required: yes, when: long}
"""


def definition() -> Definition:
    found = load_text(MINIMAL + FORM, "f.yaml", library())
    assert found.definition is not None, found.problems
    assert definition_from_body(found.body) == found.definition
    return found.definition


def asked(**raw: str) -> list[str]:
    seen = Circumstances(date(2026, 2, 13), {"kind": "citizen"})
    whole = definition()
    return [paper.id for paper in documents(whole, read(whole, raw, seen).answers, seen)]


def test_a_file_of_a_page_is_a_paper_of_the_dossier_with_its_own_rules() -> None:
    plan = definition().documents_by_id["plan"]
    assert (str(plan.name), plan.page, plan.required, plan.copies) == ("Bản vẽ mặt bằng", "site", True, 1)
    assert (plan.formats, plan.max_size, plan.max_files) == (("pdf",), 2 * 1024 * 1024, 3)
    assert str(plan.hint) == "Vẽ theo tỷ lệ."


def test_it_is_asked_for_exactly_when_its_question_shows() -> None:
    assert asked(rented="no") == ["plan"]
    assert asked(rented="yes", long="no") == ["plan"]
    assert asked(rented="yes", long="yes") == ["plan", "contract"]


def test_it_has_no_answer_and_stands_in_nobody_s_way() -> None:
    whole = definition()
    reading = read(
        whole, {"rented": "no", "plan": "x"}, Circumstances(date(2026, 2, 13), {"kind": "citizen"})
    )
    assert reading.is_complete
    assert "plan" not in reading.answers
    assert "plan" in reading.visible


def test_a_size_or_a_list_where_the_type_has_none_is_told() -> None:
    for wrong in ("formats: [pdf]", "max_size: 2 MB", "max_files: 3"):
        form = MINIMAL + FORM.replace(
            "type: yes_no, required: yes}", f"type: yes_no, required: yes, {wrong}}}", 1
        )
        assert [each.code for each in load_text(form, "f.yaml", library()).problems] == ["S016"]
