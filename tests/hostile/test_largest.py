"""The largest and most tangled files the language takes are checked in bounded time too.

Measured on one core of a small machine: the slowest takes under 4 s; the test leaves room for a busy one.
"""

from __future__ import annotations

import pytest

from tests.hostile.case import GOOD
from tests.hostile.course import process_of
from tests.hostile.measure import measured_alone

SECONDS = 8.0
MEGABYTES = 400
_BEGIN, _DONE = "a: {kind: intake, Q, accept: b}", "done: {kind: return_result, Q}"
_REVIEW = "{kind: review, title: T, Q, outcomes: {%s}}"


def _fields(lines: str) -> str:
    return GOOD.replace("        note: {label", f"{lines}        note: {{label")


def _questions() -> str:
    shown = "copies > {0} and purpose == 'work' or copies < {1} and purpose == 'study'"
    return _fields(
        "".join(
            f'        f{n}: {{label: L, type: text, when: "{shown.format(n % 40, n % 30 + 1)}"}}\n'
            for n in range(190)
        )
    )


def _switches() -> str:
    """Forty yes-or-no questions and papers that depend on many of them at once."""
    asked = "".join(f"        s{n}: {{label: L, type: yes_no, required: yes}}\n" for n in range(40))
    papers = "".join(
        f"  d{n}: {{name: D, originals: 1, when: '{' and '.join(f's{(n + k) % 40}' for k in range(20))}'}}\n"
        for n in range(100)
    )
    return _fields(asked).replace("documents:\n", f"documents:\n{papers}")


def _fee_table() -> str:
    rows = ", ".join(
        f"['{n % 50 + 1}', '>= {n % 7}', '< {n % 60 + 3}', '!= {n % 11}', any, any, {n + 1}.000 VND]"
        for n in range(299)
    )
    columns = ", ".join(f"copies + {n}" for n in range(4))
    last = "[any, any, any, any, any, any, 1.000 VND]"
    table = f"table: {{match: [copies, {columns}, purpose], rows: [{rows}, {last}]}}"
    return GOOD.replace("amount: 8.000 VND}", f"{table}}}")


def _decision_table() -> str:
    rows = ", ".join(f"['{n % 50 + 1}', '{('work', 'study')[n % 2]}', a]" for n in range(199))
    table = f"{{match: [copies, purpose], policy: first, choices: {{a: A, b: B}}, else: b, rows: [{rows}]}}"
    used = "  other: {name: D, originals: 1, when: \"x == 'a'\"}\n"
    whole = GOOD.replace("documents:\n", f"documents:\n{used}")
    return f"{whole}facts:\n  x: {{name: X, table: {table}}}\n"


def _cases() -> str:
    papers = ", ".join(f"d{{0}}_{n}: {{{{name: D, originals: 1}}}}" for n in range(10))
    cases = "".join(f"  c{n}: {{name: C{n}, documents: {{{papers.format(n)}}}}}\n" for n in range(30))
    return f"{GOOD}cases:\n{cases}"


def _parties(when: str) -> str:
    party = "p{0}: {{queue: mot-cua, within: 1 working day{1}}}"
    parties = ", ".join(party.format(n, when.format(n + 1)) for n in range(20))
    consult = f"b: {{kind: consult, title: B, parties: {{{parties}}}, agreed: done, objected: done}}"
    return _steps(_BEGIN, consult, _DONE)


def _parallel() -> str:
    going = "ok: {label: O, to: %s}"
    branches = []
    for branch in range(12):
        steps = [
            f"x{branch}_{n}: {_REVIEW % (going % (f'x{branch}_{n + 1}' if n < 3 else 'join'))}"
            for n in range(4)
        ]
        branches.append(f"x{branch}: {{title: X, steps: {{{', '.join(steps)}}}}}")
    parallel = f"b: {{kind: parallel, title: P, branches: {{{', '.join(branches)}}}, to: done}}"
    return _steps(_BEGIN, parallel, _DONE)


def _diamonds() -> str:
    """Fifty branch steps, each leading to both of the next two: more paths than can be counted."""
    targets = [f"b{n}" for n in range(50)] + ["done", "done"]
    steps = (
        f"{targets[n]}: {{kind: branch, routes: [{{when: copies > {n % 40 + 1}, to: {targets[n + 1]}}}], "
        f"else: {targets[n + 2]}}}"
        for n in range(50)
    )
    return _steps(_BEGIN.replace("accept: b", "accept: b0"), *steps, _DONE)


def _web() -> str:
    targets = [*(f"s{n}" for n in range(50)), "done"]

    def outcomes(at: int) -> str:
        return ", ".join(f"o{k}: {{label: O, to: {targets[(at + 1) * k % 51]}}}" for k in range(1, 12))

    steps = (f"s{at}: {_REVIEW % outcomes(at)}" for at in range(50))
    return _steps(_BEGIN.replace("accept: b", "accept: s0"), *steps, _DONE)


def _steps(*steps: str) -> str:
    text = process_of("", "", *steps).text
    assert isinstance(text, str)
    return text


LARGEST = {
    "190 conditional questions": _questions,
    "100 papers over 40 switches": _switches,
    "a fee table of 300 rows and 6 columns": _fee_table,
    "a decision table of 199 rows": _decision_table,
    "30 cases with 10 papers each": _cases,
    "20 parties": lambda: _parties(""),
    "20 parties, each asked or not": lambda: _parties(", when: copies > {0}"),
    "12 branches of 4 steps": _parallel,
    "50 branches in diamonds": _diamonds,
    "50 steps of 11 outcomes": _web,
}


@pytest.mark.parametrize("name", LARGEST)
def test_the_largest_files_are_checked_in_bounded_time(name: str) -> None:
    verdict = measured_alone(LARGEST[name]())
    assert "killed" not in verdict
    assert not [each for each in verdict["problems"] if each["code"].startswith(("S", "Y"))]
    assert verdict["seconds"] < SECONDS
    assert verdict["memory"] < MEGABYTES
