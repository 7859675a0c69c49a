import re

import pytest

from admin.findings.pages import page, reference
from engine.problem_codes import CODES
from tests.admin.commands import said
from tests.engine.examples import PROCEDURES


def test_explaining_a_code_shows_what_is_wrong_and_how_to_put_it_right(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = said(capsys, "explain", "s015")
    assert code == 0
    assert CODES["S015"].vi in out
    assert out.index("copies: -1") < out.index("Đúng:") < out.index("copies: 1")
    _, english, _ = said(capsys, "explain", "S015", "--lang", "en")
    assert CODES["S015"].en in english


def test_an_unknown_code_is_a_wrong_call_with_a_suggestion(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, "explain", "S0155")
    assert (code, out) == (2, "")
    assert "S015" in err
    assert said(capsys, "explain")[0] == 2


def test_every_code_has_its_place_in_the_reference() -> None:
    assert sorted(re.findall(r"^### (\w+)$", reference(), flags=re.MULTILINE)) == sorted(CODES)
    assert all(page(code, "en") for code in CODES)


def test_the_published_reference_is_the_one_the_code_tables_give() -> None:
    published = (PROCEDURES.parent / "docs/reference/findings.md").read_text(encoding="utf-8")
    assert published == reference(), "chạy: thutuc explain --all > docs/reference/findings.md"
