"""Fees that can always be worked out and paid: kinds, bounds, currencies, moments, no line a percentage of
itself. Tables are `engine.checks.fee_tables`.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from engine.checks.proof import Subject
from engine.definition import FeeLine, PayAt, StepKind
from engine.expressions import Expression
from engine.money import VND, Money
from engine.problems import Problem
from engine.suggest import nearest, some_of

SMALLEST_USUAL = 1_000
_EARLY = (PayAt.SUBMISSION, PayAt.ACCEPTANCE)


def kinds(subject: Subject) -> Iterator[Problem]:
    """A charge is phí or lệ phí, each with its own receipt; a reduction follows what it reduces. Where nobody
    fills in a form, nothing is charged here, and the publication may leave it open.
    """
    for line in _lines(subject) if subject.definition.pages else ():
        if line.kind is None and not line.percent_of:
            yield subject.problem("M011", f"fee.lines.{line.id}", line=line.id)


def bounds(subject: Subject) -> Iterator[Problem]:
    for line in _lines(subject):
        path = f"fee.lines.{line.id}"
        if line.at_least and line.at_most and line.at_least > line.at_most:
            yield subject.problem("M012", f"{path}.at_most", least=str(line.at_least), most=str(line.at_most))
        if line.valid_from and line.valid_until and line.valid_from > line.valid_until:
            yield subject.problem("M013", f"{path}.valid", line=line.id)


def cycles(subject: Subject) -> Iterator[Problem]:
    lines = {line.id: line for line in _lines(subject)}
    for line in lines.values():
        met: set[str] = set()
        waiting = list(line.percent_of)
        while waiting:
            name = waiting.pop()
            if name not in met and name in lines:
                met.add(name)
                waiting.extend(lines[name].percent_of)
        if line.id in met:
            yield subject.problem("M010", f"fee.lines.{line.id}.percent_of", line=line.id)


def bands(subject: Subject) -> Iterator[Problem]:
    """Every quantity is in exactly one band, and every band has a price."""
    for line in _lines(subject):
        below = Decimal(0)
        for at, row in enumerate(line.tiers.rows if line.tiers else (), start=1):
            path = f"fee.lines.{line.id}.tiers.rows.{at - 1}"
            if (row.each is None) is (row.flat is None):
                yield subject.problem("M019", path, line=line.id, row=at)
            is_last = line.tiers is not None and at == len(line.tiers.rows)
            if (row.up_to is None) is not is_last or (row.up_to is not None and row.up_to <= below):
                case = f"{line.tiers.of.text} = {(row.up_to or below) + 1}" if line.tiers else ""
                yield subject.problem("M018", path, line=line.id, row=at, case=case)
                break
            below = row.up_to or below


def volumes(subject: Subject) -> Iterator[Problem]:
    for line in _lines(subject):
        counts = [step.count for step in line.volume]
        if counts != sorted(set(counts)):
            yield subject.problem("M020", f"fee.lines.{line.id}.volume", line=line.id)


def dated(subject: Subject) -> Iterator[Problem]:
    """An amount of the province is known from the procedure's first day on."""
    effective = subject.definition.effective
    for parameter in subject.definition.parameters.values():
        if effective and parameter.values and parameter.values[0].since > effective:
            since = f"{parameter.values[0].since:%d/%m/%Y}"
            yield subject.problem(
                "M021", "fee.lines", name=parameter.id, since=since, effective=f"{effective:%d/%m/%Y}"
            )


def amounts(subject: Subject) -> Iterator[Problem]:
    """“700 đồng” is nearly always 700.000 with three noughts lost."""
    for line in _lines(subject):
        sums = [("amount", line.amount)] if isinstance(line.amount, Money) else []
        sums += [(f"table.rows.{at}", row.amount) for at, row in enumerate(line.rows)]
        for where, money in sums:
            if money.currency == VND and 0 < money.amount < SMALLEST_USUAL:
                yield subject.problem("M016", f"fee.lines.{line.id}.{where}", value=str(money))


def currencies(subject: Subject) -> Iterator[Problem]:
    """All sums of a line are in its currency, and so is what it is a percentage of."""
    lines = {line.id: line for line in _lines(subject)}
    for line in lines.values():
        path = f"fee.lines.{line.id}"
        for where, money in _sums(line):
            if money.currency != line.currency:
                params = {"value": str(money), "line": line.id, "currency": line.currency}
                yield subject.problem("M022", f"{path}.{where}", **params)
        for target in line.percent_of:
            other = lines[target].currency if target in lines else line.currency
            if other != line.currency:
                yield subject.problem(
                    "M023",
                    f"{path}.percent_of.{target}",
                    line=line.id,
                    currency=line.currency,
                    target=target,
                    other=other,
                )
        if line.round_to is not None and line.round_to.amount <= 0:
            yield subject.problem("M029", f"{path}.round_to", value=str(line.round_to))


def _sums(line: FeeLine) -> Iterator[tuple[str, Money]]:
    """Every sum written in a line, and where."""
    if isinstance(line.amount, Money):
        yield "amount", line.amount
    for at, row in enumerate(line.rows):
        yield f"table.rows.{at}", row.amount
    if line.extra is not None:
        yield "table.extra.amount", line.extra.amount
    for at, tier in enumerate(line.tiers.rows if line.tiers else ()):
        each = tier.each or tier.flat
        if each is not None:
            yield f"tiers.rows.{at}", each
    bounds = (("at_least", line.at_least), ("at_most", line.at_most), ("round_to", line.round_to))
    yield from ((name, bound) for name, bound in bounds if bound is not None)
    if line.tiers is not None and line.tiers.at_most is not None:
        yield "tiers.at_most", line.tiers.at_most


def moments(subject: Subject) -> Iterator[Problem]:
    """Money is taken by a step there is, and not before the amount can be known."""
    steps = subject.definition.steps
    fee = subject.definition.fee
    if fee is not None and fee.step and not _takes_money(subject, fee.step):
        yield _no_step(subject, "fee.step", fee.step)
    for line in _lines(subject):
        path = f"fee.lines.{line.id}"
        if line.has_own_moment and line.moment.step and not _takes_money(subject, line.moment.step):
            yield _no_step(subject, f"{path}.step", line.moment.step)
        awaited = sorted({step for each in line.expressions() for step in _roots(each) & steps.keys()})
        if awaited and line.moment.at in _EARLY:
            yield subject.problem("M030", path, line=line.id, step=awaited[0])
        if line.pending_note is not None and not awaited:
            yield subject.problem("M028", f"{path}.pending_note", line=line.id)


def _takes_money(subject: Subject, step_id: str) -> bool:
    step = subject.definition.steps.get(step_id)
    return step is not None and step.kind is not StepKind.END


def _no_step(subject: Subject, path: str, name: str) -> Problem:
    known = [step.id for step in subject.definition.steps.values() if step.kind is not StepKind.END]
    return subject.problem("M025", path, name=name, suggestion=nearest(name, known), known=some_of(known))


def _roots(expression: Expression) -> set[str]:
    return {name.partition(".")[0] for name in expression.names}


def _lines(subject: Subject) -> tuple[FeeLine, ...]:
    return subject.definition.fee.lines if subject.definition.fee else ()
