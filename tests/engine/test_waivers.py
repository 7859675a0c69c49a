"""Warnings that are kept with a reason."""

from engine.load import load_text
from tests.engine.examples import MINIMAL, library

REMARK = "documents: {remark: {name: Không phải nộp gì thêm}}\n"
KEPT = "waive: [{code: L020, at: documents, reason: Giấy này chỉ để nhắc người nộp.}]\n"


def test_a_warning_is_kept_with_its_reason_and_counted() -> None:
    loaded = load_text(MINIMAL + REMARK + KEPT, "f.yaml", library())
    assert loaded.problems == ()
    assert [problem.code for problem in loaded.waived] == ["L020"]


def test_a_warning_elsewhere_stays() -> None:
    loaded = load_text(MINIMAL + REMARK + KEPT.replace("at: documents", "at: form"), "f.yaml", library())
    assert [problem.code for problem in loaded.problems] == ["L020", "R072"]


def test_an_error_cannot_be_waived_and_both_are_shown() -> None:
    broken = MINIMAL.replace("ho-tich", "khong-co") + KEPT.replace("L020", "R002").replace(
        "documents", "sector"
    )
    assert [problem.code for problem in load_text(broken, "f.yaml", library()).problems] == ["R002", "R071"]


def test_a_waiver_of_what_is_not_there_is_a_warning_of_its_own() -> None:
    loaded = load_text(MINIMAL + KEPT, "f.yaml", library())
    assert [problem.code for problem in loaded.problems] == ["R072"]


def test_a_waiver_needs_a_reason() -> None:
    loaded = load_text(MINIMAL + REMARK + "waive: [{code: L020, at: documents}]\n", "f.yaml", library())
    assert "S003" in [problem.code for problem in loaded.problems]
