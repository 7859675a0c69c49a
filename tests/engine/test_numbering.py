"""The pattern of official numbers."""

from __future__ import annotations

from datetime import date

import pytest

from engine.load import load_text
from engine.numbering import DEFAULT, before_sequence, is_well_formed, with_sequence
from tests.engine.examples import EXAMPLES, library

TEXT = (EXAMPLES / "valid" / "opening.yaml").read_text(encoding="utf-8")


def test_the_usual_number_is_a_pattern_like_any_other() -> None:
    before = before_sequence(DEFAULT, agency="H40.14", procedure="", day=date(2026, 2, 13))
    assert with_sequence(DEFAULT, before, 7) == "H40.14-260213-0007"
    assert with_sequence("{year}/{seq}", "2026/", 12) == "2026/12"


@pytest.mark.parametrize(
    "pattern",
    [
        "{seq:4}",
        "{year}{seq:4}",
        "{year}-{seq:9}",
        "{seq:2}-{seq:4}",
        "{year}-{seq:4}-X",
        "hs-{seq:4}",
        "{{year}-{seq}",
    ],
)
def test_a_pattern_whose_numbers_could_meet_is_refused(pattern: str) -> None:
    assert not is_well_formed(pattern)


def test_a_misspelt_placeholder_is_found_at_its_column() -> None:
    text = TEXT.replace("level: 3", 'numbering: {dossier: "{agency}-{yaer}-{seq:4}"}\nlevel: 3')
    [problem] = load_text(text, "f.yaml", library()).problems
    assert (problem.code, problem.place.line, problem.place.column) == ("T001", 6, 32)
