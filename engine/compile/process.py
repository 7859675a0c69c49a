"""Steps of the normal form → a Process of the Definition. Whether the steps make sense together,
`engine.checks` proves.
"""

from __future__ import annotations

from engine.compile.calls import check_call
from engine.compile.form import compile_fields, declare_fields, note_presence
from engine.compile.reader import Names, Reader, items
from engine.compile.step_results import StepResults, every_step, step_results
from engine.definition import (
    STOP,
    Branch,
    Call,
    Consultation,
    Linked,
    Outcome,
    Payment,
    Process,
    Route,
    Step,
    StepKind,
    SupplementRule,
)
from engine.expressions import BOOLEAN, Expression
from engine.nodes import MapNode, Node
from engine.normal import as_map
from engine.processes import EMPTY, EXITS
from engine.spans import Span, Unit


def compile_process(reader: Reader, node: MapNode, names: Names, connectors: MapNode = EMPTY) -> Process:
    """`connectors`: those the procedure uses, with their operations."""
    for step in every_step(node):
        check_call(reader, step, connectors)
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


def _step(reader: Reader, node: MapNode, results: StepResults, names: Names, whole: str = "") -> Step:
    """`whole`: the consultation a party belongs to."""
    own = reader.word(node.get("id"))
    seen = results.at(whole or own, names)
    inside = seen.copy()
    declare_fields(reader, node.get("fields"), inside)
    note_presence(reader, node.get("fields"), inside, ())
    kind = StepKind(reader.word(node.get("kind"), StepKind.REVIEW))
    return Step(
        id=f"{whole}.{own}" if whole else own,
        kind=kind,
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
        exits=_exits(reader, node, kind),
        when=reader.expression(node.get("when"), seen, BOOLEAN),
        routes=_routes(reader, node, seen),
        consultation=_consultation(reader, node, results, names) if kind is StepKind.CONSULT else None,
        branches=tuple(_branch(reader, branch, results, names) for branch in items(node.get("branches"))),
        needs=reader.word(node.get("needs"), "all") if kind is StepKind.PARALLEL else "",
        payment=_payment(reader, node) if kind is StepKind.PAYMENT else None,
        call=_call(reader, node, seen) if kind is StepKind.CALL else None,
        linked=_linked(reader, node, seen) if kind is StepKind.LINKED else None,
    )


def _exits(reader: Reader, node: MapNode, kind: StepKind) -> dict[str, str]:
    found = {key: word for key in EXITS if (word := reader.word(node.get(key)))}
    return {"no_reply": STOP, **found} if kind is StepKind.PAYMENT else found


def _routes(reader: Reader, node: MapNode, names: Names) -> tuple[Route, ...]:
    """Where a route is tried, those before it did not hold; that they are no guard of it is let pass."""
    found = (
        (reader.expression(route.get("when"), names, BOOLEAN), reader.word(route.get("to")))
        for route in items(node.get("routes"))
    )
    return tuple(Route(when, target) for when, target in found if when is not None)


def _consultation(reader: Reader, node: MapNode, results: StepResults, names: Names) -> Consultation:
    whole = reader.word(node.get("id"))
    return Consultation(
        parties=tuple(_step(reader, party, results, names, whole) for party in items(node.get("parties"))),
        needs=reader.word(node.get("needs"), "all"),
        silence=reader.word(node.get("silence"), "consent"),
        wait_at_most=reader.span(node.get("wait_at_most")),
    )


def _branch(reader: Reader, node: MapNode, results: StepResults, names: Names) -> Branch:
    return Branch(
        id=reader.word(node.get("id")),
        title=reader.required_label(node.get("title")),
        steps=tuple(_step(reader, step, results, names) for step in items(node.get("steps"))),
    )


def _payment(reader: Reader, node: MapNode) -> Payment:
    within = reader.span(node.get("reply_within")) or Span(1, Unit.WORKING_DAYS)
    return Payment(within, restart=reader.flag(node.get("restart")))


def _call(reader: Reader, node: MapNode, names: Names) -> Call:
    return Call(
        connector=reader.word(node.get("connector")),
        timeout=reader.span(node.get("timeout")) or Span(1, Unit.WORKING_HOURS),
        send=_values(reader, node.get("send"), names),
        get={name: reader.word(kind) for name, kind in as_map(node.get("get")).entries.items()},
    )


def _linked(reader: Reader, node: MapNode, names: Names) -> Linked:
    return Linked(
        procedure=reader.word(node.get("procedure")),
        answers=_values(reader, node.get("answers"), names),
        wait=reader.flag(node.get("wait"), default=True),
    )


def _values(reader: Reader, node: Node | None, names: Names) -> dict[str, Expression]:
    found = {name: reader.expression(each, names, None) for name, each in as_map(node).entries.items()}
    return {name: each for name, each in found.items() if each is not None}


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
