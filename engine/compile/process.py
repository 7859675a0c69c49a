"""Steps of the normal form → a Process of the Definition. Whether the steps make sense together,
`engine.checks` proves.
"""

from __future__ import annotations

from engine.compile.form import compile_fields, declare_fields, note_presence
from engine.compile.reader import Names, Reader, items
from engine.compile.step_results import StepResults, step_results
from engine.definition import Outcome, Process, Step, StepKind, SupplementRule
from engine.nodes import MapNode
from engine.normal import as_map
from engine.spans import Span, Unit


def compile_process(reader: Reader, node: MapNode, names: Names) -> Process:
    supplement = as_map(node.get("supplement"))
    results = step_results(reader, node, names)
    return Process(
        steps=tuple(_step(reader, step, results, names) for step in items(node.get("steps"))),
        supplement=SupplementRule(
            reply_within=reader.span(supplement.get("reply_within")) or Span(1, Unit.WORKING_DAYS),
            no_reply=reader.word(supplement.get("no_reply"), "stop"),
            at_most=reader.whole(supplement.get("at_most"), 1),
        ),
        template=reader.word(node.get("template")),
    )


def _step(reader: Reader, node: MapNode, results: StepResults, names: Names) -> Step:
    inside = results.at(reader.word(node.get("id")), names)
    declare_fields(reader, node.get("fields"), inside)
    note_presence(reader, node.get("fields"), inside, ())
    return Step(
        id=reader.word(node.get("id")),
        kind=StepKind(reader.word(node.get("kind"), StepKind.REVIEW)),
        title=reader.required_label(node.get("title")),
        queue=reader.word(node.get("queue")),
        within=reader.span(node.get("within")),
        fields=compile_fields(reader, node.get("fields"), inside),
        outcomes=tuple(_outcome(reader, outcome) for outcome in items(node.get("outcomes"))),
        not_same_person_as=reader.words(node.get("not_same_person_as")),
        status=reader.word(node.get("status")),
        slip=reader.word(node.get("slip")),
        guidance=reader.prose(node.get("guidance")),
        was=reader.words(node.get("was")),
        legal_basis=reader.words(node.get("legal_basis")),
    )


def _outcome(reader: Reader, node: MapNode) -> Outcome:
    return Outcome(
        id=reader.word(node.get("id")),
        label=reader.required_label(node.get("label")),
        to=reader.word(node.get("to")),
        supplement=reader.flag(node.get("supplement")),
        reason_required=reader.word(node.get("reason")) == "required",
        attach_result=reader.flag(node.get("attach_result")),
        confirm=reader.flag(node.get("confirm")),
        legal_basis=reader.words(node.get("legal_basis")),
    )
