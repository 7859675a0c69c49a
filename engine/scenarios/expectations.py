"""What was expected against what is so. One function a key of `expect`; the words are family K's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from engine.calendars import VIETNAM, local
from engine.codes.scenarios import EXPECTATIONS
from engine.fields import TYPES
from engine.money import Money
from engine.nodes import ListNode, Node, ScalarNode, plain
from engine.normal import as_map
from engine.problems import Problem
from engine.scenarios.shape import Expect
from engine.scenarios.situation import Situation
from engine.validator import TRUE
from engine.values import Value
from engine.workflow import OpenStep

NOTHING_THERE = "–"
_CONTAINS = re.compile(r'contains "(?P<part>.+)"')


@dataclass(frozen=True, slots=True)
class Difference:
    """`node` is what was expected, where it stands; `name` is what it is about, for keys that hold many."""

    node: Node
    expected: str
    actual: str
    name: str = ""


Comparison: TypeAlias = Callable[[Node, Situation], Iterable[Difference]]


def compare(expect: Expect, situation: Situation) -> Iterator[Problem]:
    """A finding for everything that is not as expected, in the order of the file."""
    for key, node in expect.node.entries.items():
        for difference in COMPARISONS[key](node, situation):
            place = difference.node.place if isinstance(difference.node, ScalarNode) else None
            yield Problem(
                EXPECTATIONS[key][0],
                place or expect.node.key_place(key),
                difference.node.path or node.path,
                {"name": difference.name, "expected": difference.expected, "actual": difference.actual},
            )


def _one(node: Node, actual: str) -> Iterator[Difference]:
    expected = _word(node)
    if expected != actual:
        yield Difference(node, expected, actual)


def _all(node: Node, actual: Iterable[str], *, in_order: bool) -> Iterator[Difference]:
    expected, found = _words(node), list(actual)
    if (expected if in_order else sorted(expected)) != (found if in_order else sorted(found)):
        yield Difference(node, _listed(expected), _listed(found))


# ---- money


def _fee(node: Node, situation: Situation) -> Iterator[Difference]:
    expected = Money.parse(_word(node))
    actual = situation.bill.total if situation.bill else None
    if actual != expected:
        yield Difference(node, str(expected), str(actual) if actual else NOTHING_THERE)


def _lines(node: Node, situation: Situation) -> Iterator[Difference]:
    actual: dict[str, Money] = {}
    for charge in situation.bill.charges if situation.bill else ():
        before = actual.get(charge.line_id, Money(0, charge.amount.currency))
        actual[charge.line_id] = before + charge.amount
    expected = as_map(node).entries
    for line, written in expected.items():
        wanted = Money.parse(_word(written))
        if actual.get(line) != wanted:
            found = str(actual[line]) if line in actual else NOTHING_THERE
            yield Difference(written, str(wanted), found, line)
    for line, amount in actual.items():
        if line not in expected:
            yield Difference(node, NOTHING_THERE, str(amount), line)


def _owed(node: Node, situation: Situation) -> Iterator[Difference]:
    """By moment; sums of several currencies stand side by side."""
    dues = situation.bill.dues if situation.bill else ()
    actual = {due.moment.key: _listed(str(total) for total in due.totals) for due in dues if due.charges}
    expected = {key: _word(written) for key, written in as_map(node).entries.items()}
    if expected != actual:
        yield Difference(node, paired(expected), paired(actual))


def _undecided(node: Node, situation: Situation) -> Iterator[Difference]:
    lines = situation.bill.undecided if situation.bill else ()
    return _all(node, (line.line_id for line in lines), in_order=False)


# ---- the form and the papers


def _pages(node: Node, situation: Situation) -> Iterator[Difference]:
    return _all(node, (page.id for page in situation.reading.pages), in_order=True)


def _visible(node: Node, situation: Situation) -> Iterator[Difference]:
    return _shown(node, situation, wanted=True)


def _hidden(node: Node, situation: Situation) -> Iterator[Difference]:
    return _shown(node, situation, wanted=False)


def _shown(node: Node, situation: Situation, *, wanted: bool) -> Iterator[Difference]:
    words = {True: "hiện", False: "ẩn"}
    for name in node if isinstance(node, ListNode) else ():
        if situation.shows(_word(name)) is not wanted:
            yield Difference(name, words[wanted], words[not wanted], _word(name))


def _documents(node: Node, situation: Situation) -> Iterator[Difference]:
    return _all(node, (paper.id for paper in situation.papers), in_order=False)


def _answers(node: Node, situation: Situation) -> Iterator[Difference]:
    for name, written in as_map(node).entries.items():
        field = situation.definition.fields[name]
        wanted = plain(written)
        found: Value | None = situation.reading.answers.get(name)
        expected, problems = TYPES[field.type].parse(field, wanted)
        if problems or expected != found:
            actual = NOTHING_THERE if found is None else str(TYPES[field.type].write(found))
            yield Difference(written, str(wanted), actual, name)


def _problems(node: Node, situation: Situation) -> Iterator[Difference]:
    expected = {name: _word(code) for name, code in as_map(node).entries.items()}
    if expected != dict(situation.obstacles):
        yield Difference(node, paired(expected), paired(situation.obstacles))


# ---- the dossier


def _status(node: Node, situation: Situation) -> Iterator[Difference]:
    return _one(node, str(situation.state.status) if situation.state else NOTHING_THERE)


def _ending(node: Node, situation: Situation) -> Iterator[Difference]:
    return _one(node, (situation.state.ending if situation.state else "") or "none")


def _code(node: Node, situation: Situation) -> Iterator[Difference]:
    has_code = situation.state is not None and situation.state.accepted_at is not None
    if (_word(node) in TRUE) is not has_code:
        yield Difference(node, _word(node), "yes" if has_code else "no")


def _step(node: Node, situation: Situation) -> Iterator[Difference]:
    return _one(node, ", ".join(opened.step for opened in _open(situation)) or "none")


def _queue(node: Node, situation: Situation) -> Iterator[Difference]:
    steps, agency = situation.definition.steps, situation.definition.agency.id
    actual = [steps[opened.step].queue for opened in _open(situation)]
    if actual not in ([_word(node)], [f"{agency}/{_word(node)}"]):
        yield Difference(node, _word(node), _listed(actual))


def _open(situation: Situation) -> tuple[OpenStep, ...]:
    return situation.state.open if situation.state else ()


# ---- time


def _due(node: Node, situation: Situation) -> Iterator[Difference]:
    clock = situation.state.clock if situation.state else None
    return _moment(node, clock.due_at if clock else None)


def _legal_due(node: Node, situation: Situation) -> Iterator[Difference]:
    clock = situation.state.clock if situation.state else None
    return _moment(node, clock.legal_due_at if clock else None)


def _step_due(node: Node, situation: Situation) -> Iterator[Difference]:
    opened = _open(situation)
    return _moment(node, opened[0].due_at if opened else None)


def _reply_by(node: Node, situation: Situation) -> Iterator[Difference]:
    waiting = situation.state.waiting if situation.state else None
    return _moment(node, waiting.due_at if waiting else None)


def _moment(node: Node, actual: datetime | None) -> Iterator[Difference]:
    written = _word(node)
    expected = datetime.fromisoformat(written).replace(tzinfo=VIETNAM)
    exact = " " in written
    found = None if actual is None else local(actual)
    is_same = found is not None and (found == expected if exact else found.date() == expected.date())
    if not is_same:
        yield Difference(node, clock_words(expected) if exact else f"{expected:%d/%m/%Y}", clock_words(found))


def _clock(node: Node, situation: Situation) -> Iterator[Difference]:
    clock = situation.state.clock if situation.state else None
    if clock is None:
        actual = "none"
    elif clock.stopped_at is not None:
        actual = "stopped"
    else:
        actual = "running" if clock.is_running else "paused"
    return _one(node, actual)


# ---- what was told and issued


def _notices(node: Node, situation: Situation) -> Iterator[Difference]:
    return _all(node, situation.events, in_order=True)


def _notice(node: Node, situation: Situation) -> Iterator[Difference]:
    own = [notice for event in situation.events if (notice := situation.definition.notices.get(event))]
    for medium, written in as_map(node).entries.items():
        texts = [str(text) for notice in own if (text := getattr(notice, medium))]
        part = _CONTAINS.fullmatch(_word(written))
        is_there = any(part["part"] in text if part else text == _word(written) for text in texts)
        if not is_there:
            yield Difference(written, _word(written), _listed(texts), medium)


def _slips(node: Node, situation: Situation) -> Iterator[Difference]:
    return _all(node, situation.slips, in_order=True)


# ---- words


def clock_words(moment: datetime | None) -> str:
    return f"{moment:%d/%m/%Y %H:%M}" if moment else NOTHING_THERE


def paired(found: Mapping[str, str]) -> str:
    """Path and code of each, in a line: "test_date: rule; documents.report: required"."""
    return "; ".join(f"{name}: {code}" for name, code in found.items()) or NOTHING_THERE


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or NOTHING_THERE


def _word(node: Node) -> str:
    return node.text if isinstance(node, ScalarNode) else ""


def _words(node: Node) -> list[str]:
    return [_word(item) for item in node] if isinstance(node, ListNode) else []


COMPARISONS: Mapping[str, Comparison] = {
    "fee": _fee,
    "lines": _lines,
    "owed": _owed,
    "undecided": _undecided,
    "pages": _pages,
    "visible": _visible,
    "hidden": _hidden,
    "documents": _documents,
    "answers": _answers,
    "problems": _problems,
    "status": _status,
    "ending": _ending,
    "due": _due,
    "legal_due": _legal_due,
    "step": _step,
    "queue": _queue,
    "step_due": _step_due,
    "reply_by": _reply_by,
    "clock": _clock,
    "notices": _notices,
    "notice": _notice,
    "slips": _slips,
    "code": _code,
}
