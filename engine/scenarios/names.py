"""The names a scenario file uses against the procedure it is for: steps, outcomes, fields, papers, lines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from engine.applicant import applicant_fields
from engine.calendars import VIETNAM
from engine.cases import variants
from engine.definition import Definition, Field, Step
from engine.nodes import ListNode, MapNode, Node, ScalarNode
from engine.normal import as_map
from engine.problems import Problem
from engine.suggest import nearest
from engine.workflow import NOTICE_EVENTS

OUTSIDE = ("paid", "call_answers", "call_fails", "linked")
"""What comes to a dossier from outside."""
MOVES = ("wait", "at", "answer_supplement", "withdraw", *OUTSIDE, "expect")
TOGETHER = frozenset({"with", "refused"})
"""What goes along with a move and is none itself."""
_MOMENTS = ("due", "legal_due", "step_due", "reply_by")


def check_names(usual: MapNode, scenarios: Iterable[MapNode], definition: Definition) -> Iterator[Problem]:
    """A finding for every name the procedure does not have, and for every move that is not just one."""
    check = _Check(definition)
    yield from check.submission(usual)
    steps = as_map(usual.get("steps"))
    for step_id, answers in steps.entries.items():
        if step_id in definition.steps:
            yield from check.keys(answers, _ids(definition.steps[step_id].fields))
        else:
            yield check.no_step(ScalarNode(step_id, steps.key_place(step_id), answers.path))
    for scenario in scenarios:
        yield from check.submission(as_map(scenario.get("submit")))
        yield from check.expectation(as_map(scenario.get("expect")))
        then = scenario.get("then")
        for move in then if isinstance(then, ListNode) else ():
            if isinstance(move, MapNode):
                yield from check.move(move)


@dataclass(frozen=True)
class _Check:
    definition: Definition

    @property
    def _steps(self) -> dict[str, list[Step]]:
        """Every step by id: cases with their own processes may have several of one name."""
        found: dict[str, list[Step]] = {}
        for variant in variants(self.definition):
            for step in variant.steps.values():
                found.setdefault(step.id, []).append(step)
        return found

    @property
    def _form(self) -> list[str]:
        return list(self.definition.fields)

    @property
    def _papers(self) -> list[str]:
        return list(self.definition.documents_by_id)

    @property
    def _shown(self) -> list[str]:
        return [*self._form, *self._papers, *(page.id for page in self.definition.pages)]

    def _moments(self) -> list[str]:
        fee = self.definition.fee
        return [fee.moment.key, *(line.moment.key for line in fee.lines)] if fee else []

    @property
    def _registers(self) -> list[str]:
        return [page.lookup.connector for page in self.definition.pages if page.lookup]

    def submission(self, node: MapNode) -> Iterator[Problem]:
        yield from self.keys(node.get("applicant"), _ids(applicant_fields(self.definition)))
        yield from self.keys(node.get("answers"), self._form)
        yield from self.items(node.get("documents"), self._papers)
        yield from self.keys(node.get("registers"), self._registers)
        case = node.get("case")
        if isinstance(case, ScalarNode):
            yield from _unknown([case], list(self.definition.cases_by_id), by_root=False)

    def move(self, node: MapNode) -> Iterator[Problem]:
        acts = [key for key in node.keys if key not in TOGETHER]
        if len(acts) != 1 or ("with" in node.keys and acts[0] in MOVES):
            yield Problem("K005", node.place, node.path, {"found": ", ".join(node.keys)})
            return
        act, value = acts[0], node.get(acts[0])
        if value is None:
            return  # the shape check spoke of it
        if act == "expect":
            yield from self.expectation(as_map(value))
        elif act == "answer_supplement":
            yield from self.submission(as_map(value))
        elif act in ("paid", "call_fails") and isinstance(value, ScalarNode):
            if value.text not in (*self.definition.steps, "fee"):
                yield self.no_step(value)
        elif act not in MOVES:
            yield from self._outcome(node, act, value)

    def _outcome(self, node: MapNode, step_id: str, value: Node) -> Iterator[Problem]:
        steps = self._steps.get(step_id)
        if steps is None:
            yield self.no_step(ScalarNode(step_id, node.key_place(step_id), value.path))
            return
        outcomes = [outcome.id for step in steps for outcome in step.outcomes]
        if isinstance(value, ScalarNode) and value.text not in outcomes:
            params = {"step": step_id, "name": value.text, "suggestion": nearest(value.text, outcomes)}
            yield Problem("K003", value.place, value.path, params)
        given = as_map(node.get("with"))
        yield from self.items(given.get("items"), [*self._form, *self._papers])
        yield from self.keys(given.get("answers"), [name for step in steps for name in _ids(step.fields)])

    def expectation(self, node: MapNode) -> Iterator[Problem]:
        lines = [line.id for line in self.definition.fee.lines] if self.definition.fee else []
        yield from self.keys(node.get("lines"), [*lines, "channel.submit", "channel.receive"])
        yield from self.items(node.get("undecided"), lines)
        yield from self.keys(node.get("owed"), self._moments())
        yield from self.items(node.get("pages"), [page.id for page in self.definition.pages])
        yield from self.items(node.get("visible"), self._shown, by_root=True)
        yield from self.items(node.get("hidden"), self._shown, by_root=True)
        yield from self.items(node.get("documents"), self._papers)
        yield from self.items(node.get("notices"), NOTICE_EVENTS)
        yield from self.keys(node.get("answers"), self._form)
        known = [*self._form, "applicant", "documents", "receive", "channel", "case", "opening"]
        yield from self.keys(node.get("problems"), known, by_root=True)
        step = node.get("step")
        if isinstance(step, ScalarNode) and step.text != "none" and step.text not in self.definition.steps:
            yield self.no_step(step)
        for key in _MOMENTS:
            yield from _moment(node.get(key))

    def keys(self, node: Node | None, known: Collection[str], *, by_root: bool = False) -> Iterator[Problem]:
        if isinstance(node, MapNode):
            yield from _unknown(node.keys.values(), known, by_root=by_root)

    def items(self, node: Node | None, known: Collection[str], *, by_root: bool = False) -> Iterator[Problem]:
        if isinstance(node, ListNode):
            yield from _unknown(
                (each for each in node if isinstance(each, ScalarNode)), known, by_root=by_root
            )

    def no_step(self, written: ScalarNode) -> Problem:
        known = [*self.definition.steps, *MOVES]
        params = {"name": written.text, "suggestion": nearest(written.text, known)}
        return Problem("K002", written.place, written.path, params)


def _unknown(names: Iterable[ScalarNode], known: Collection[str], *, by_root: bool) -> Iterator[Problem]:
    for name in names:
        if (name.text.partition(".")[0] if by_root else name.text) not in known:
            params = {"name": name.text, "suggestion": nearest(name.text, known)}
            yield Problem("K004", name.place, name.path, params)


def _moment(node: Node | None) -> Iterator[Problem]:
    if isinstance(node, ScalarNode):
        try:
            datetime.fromisoformat(node.text).replace(tzinfo=VIETNAM)
        except ValueError:
            yield Problem("K006", node.place, node.path, {"value": node.text})


def _ids(fields: Iterable[Field]) -> list[str]:
    return [field.id for field in fields]
