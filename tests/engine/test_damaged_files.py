"""Good files, damaged as a slip of the hand damages them: whatever is left is judged, and nothing breaks."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest

from engine.load import load_text
from engine.problem_codes import Severity
from tests.engine.examples import PROCEDURES, VALID, library

FILES = [path.read_text(encoding="utf-8") for path in (*VALID, *sorted(PROCEDURES.glob("*.yaml")))]


def without_a_line(lines: list[str], at: int, _: random.Random) -> None:
    del lines[at]


def with_a_slip(lines: list[str], at: int, dice: random.Random) -> None:
    words = list(re.finditer(r"\w+", lines[at]))
    if words:
        word = dice.choice(words)
        lines[at] = f"{lines[at][: word.start()]}{word[0][:-1]}q{lines[at][word.end() :]}"


def with_another_kind(lines: list[str], at: int, _: random.Random) -> None:
    lines[at] = re.sub(r"\[.*\]|\b(yes|no)\b", "3", lines[at])


def with_an_empty_list(lines: list[str], at: int, _: random.Random) -> None:
    lines[at] = re.sub(r"\[.*\]", "[]", lines[at])


DAMAGES: tuple[Callable[[list[str], int, random.Random], None], ...] = (
    without_a_line,
    with_a_slip,
    with_another_kind,
    with_an_empty_list,
)


@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_file_is_refused_or_read_but_never_breaks_the_checker(seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(40):
        lines = dice.choice(FILES).splitlines()
        for _ in range(dice.choice((1, 1, 2, 4))):
            dice.choice(DAMAGES)(lines, dice.randrange(len(lines)), dice)
        loaded = load_text("\n".join(lines), "f.yaml", library())
        errors = [problem for problem in loaded.problems if problem.severity is Severity.ERROR]
        assert (loaded.definition is None) is bool(errors)
        assert all(problem.place.line > 0 and problem.message() for problem in loaded.problems)
