"""What officers wrote at earlier steps, as names: `<step>.<field>`, and whether it is there at some place.

A result is surely there where every way to the place goes through its step. That is read off the nodes, before
any step is compiled: the expressions of a step need to know it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from engine.compile.form import declare_fields, note_presence
from engine.compile.reader import Names, Reader, items
from engine.definition import JOIN, Moment, StepKind
from engine.expressions import BOOLEAN, DATE, NUMBER, TEXT, Type
from engine.nodes import MapNode, ScalarNode
from engine.normal import as_map
from engine.processes import EXITS
from engine.reserved import RESERVED

GOT = {"text": TEXT, "number": NUMBER, "date": DATE, "boolean": BOOLEAN}
"""What a call may get, as expressions know it."""


@dataclass(frozen=True)
class StepResults:
    """Of one process. `types`: what each step that asks anything leaves behind, all of it sure."""

    types: Mapping[str, Type]
    first: str
    ways: Mapping[str, frozenset[str]]

    def at(self, step: str, names: Names) -> Names:
        """For the expressions of one step."""
        seen = self._with(names, self.passed(step))
        seen.ways_round = {other: way for other in self.types if (way := self._way_round(other, step))}
        return seen

    def passed(self, step: str) -> frozenset[str]:
        """The steps on every way from the first step to this one."""
        return frozenset(other for other in self.types if other != step and not self._way_round(other, step))

    def _with(self, names: Names, sure: frozenset[str]) -> Names:
        seen = names.copy()
        seen.scope |= self.seen_by(sure)
        return seen

    def seen_by(self, sure: frozenset[str]) -> dict[str, Type]:
        return {step: found if step in sure else _optional(found) for step, found in self.types.items()}

    def _way_round(self, step: str, place: str) -> tuple[str, ...]:
        """A shortest way from the first step to `place` that does not pass `step`; () when there is none."""
        if step == self.first:
            return () if place != step else (step,)
        chains: list[tuple[str, ...]] = [(self.first,)]
        met = {self.first, step} - {place}
        for chain in chains:
            if chain[-1] == place:
                return chain
            for target in sorted(self.ways.get(chain[-1], frozenset()) - met):
                met.add(target)
                chains.append((*chain, target))
        return ()


def step_results(reader: Reader, process: MapNode, names: Names) -> StepResults:
    """Findings are made for a step whose id is taken already."""
    types = {}
    for node in every_step(process):
        name = node.get("id")
        if not _leaves_something(node) or not isinstance(name, ScalarNode):
            continue
        if name.text in RESERVED or name.text in names.scope:
            reader.report("R008" if name.text in RESERVED else "R009", name, name=name.text)
            reader.unknowable.add(name.text)
            continue
        types[name.text] = _result(reader, node, names)
    listed = [reader.word(node.get("id")) for node in every_step(process)]
    return StepResults(types, listed[0] if listed else "", _ways(reader, process))


def names_when_paid(reader: Reader, procedure: MapNode, names: Names) -> Callable[[Moment], Names]:
    """What the lines of a fee may name, by when they are paid: a result is sure where every way to the step that
    takes the money goes through its step. What is paid before any step is decided waits in vain; a check says so.
    """
    silent = Reader(unknowable=reader.unknowable)
    own = (as_map(case.get("process")) for case in items(procedure.get("cases")))
    processes = [
        (process, step_results(silent, process, names))
        for process in (as_map(procedure.get("process")), *own)
    ]

    def at(moment: Moment) -> Names:
        seen = names.copy()
        for process, found in processes:
            ends = [moment.step] if moment.step else list(_handing_over(reader, process))
            sure = [found.passed(end) | ({end} if moment.step else set()) for end in ends]
            everywhere = frozenset.intersection(*map(frozenset, sure)) if sure else frozenset(found.types)
            seen.scope |= found.seen_by(everywhere)
        return seen

    return at


def _handing_over(reader: Reader, process: MapNode) -> Iterator[str]:
    for step in every_step(process):
        if reader.word(step.get("kind")) == StepKind.RETURN_RESULT:
            yield reader.word(step.get("id"))


def every_step(process: MapNode) -> Iterator[MapNode]:
    """The steps in the order of the file, those inside parallel branches after the step that opens them."""
    for step in items(process.get("steps")):
        yield step
        for branch in items(step.get("branches")):
            yield from items(branch.get("steps"))


def _leaves_something(step: MapNode) -> bool:
    parties = items(step.get("parties"))
    return any(each.get(key) is not None for each in (step, *parties) for key in ("fields", "get"))


def _ways(reader: Reader, process: MapNode) -> dict[str, frozenset[str]]:
    """Which steps may come right after each. What a branch leads to by joining comes after any of its steps that
    joins: other branches may have been cut short.
    """
    found = {reader.word(node.get("id")): set(_next(reader, node)) for node in every_step(process)}
    for step in items(process.get("steps")):
        for branch in items(step.get("branches")):
            inner = [reader.word(node.get("id")) for node in items(branch.get("steps"))]
            found[reader.word(step.get("id"))] |= set(inner[:1])
            for name in inner:
                if JOIN in found[name]:
                    found[name] = {*found[name] - {JOIN}, reader.word(step.get("to"))}
        if step.get("branches") is not None:
            found[reader.word(step.get("id"))].discard(reader.word(step.get("to")))
    return {name: frozenset(targets) for name, targets in found.items()}


def _next(reader: Reader, step: MapNode) -> Iterator[str]:
    for key in EXITS:
        yield from (word for word in (reader.word(step.get(key)),) if word)
    for part in ("outcomes", "routes"):
        yield from (word for each in items(step.get(part)) if (word := reader.word(each.get("to"))))


def _result(reader: Reader, step: MapNode, names: Names) -> Type:
    """What a step leaves behind once it is decided: its questions, those that need no answer optional; of a
    consultation a record for each party, of a call what it gets, all of it optional.
    """
    silent = Reader(unknowable=reader.unknowable)
    before = frozenset(names.scope)
    inside = names.copy()
    declare_fields(silent, step.get("fields"), inside)
    note_presence(silent, step.get("fields"), inside, ())
    found = {name: kind for name, kind in inside.scope.items() if name not in before}
    for party in items(step.get("parties")):
        if party.get("fields") is not None:
            found[reader.word(party.get("id"))] = _optional(_result(reader, party, names))
    for name, kind in as_map(step.get("get")).entries.items():
        found[name] = GOT[reader.word(kind, "text")].maybe()
    return Type("record", fields=found)


def _optional(record: Type) -> Type:
    """What may be absent, member by member, in records within it too."""
    fields = {
        name: _optional(kind) if kind.kind == "record" else kind.maybe()
        for name, kind in record.fields.items()
    }
    return Type("record", fields=fields)
