"""What one line comes to by itself, before rounding: plain sums, tables, bands, rows of a repeating group.

Every function gives (đồng, or cents of a dollar, as exact as the file makes it; the reason). Bounds and
percentages of other lines are `engine.fees.assessment`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, TypeAlias

from engine.answers import labels
from engine.definition import Definition, Extra, FeeLine, FeeRow, Field, Tier, Tiers, Volume
from engine.expressions import Expression
from engine.fees.cell_words import cell_words
from engine.fees.charges import Explanation, explanation_json
from engine.money import Money, in_small_parts

LANGUAGES = ("vi", "en")
NONE, WHOLE = Decimal(0), Decimal(100)
_PARAMETER = "param."

Sum: TypeAlias = tuple[Decimal, Explanation]


class FeeUndecided(Exception):
    """The file does not say what this line costs: no row of its table matches, or lines refer in a circle."""

    def __init__(self, line_id: str, why: str) -> None:
        self.line_id = line_id
        self.why = why
        super().__init__(f"fee line {line_id}: {why}")


class Wording:
    """Expressions of one procedure in words, by language; the words for names are gathered once."""

    def __init__(self, definition: Definition) -> None:
        self._definition = definition
        self._labels: dict[tuple[str, str], dict[str, str]] = {}

    def of(self, expression: Expression, *, item: str = "") -> dict[str, str]:
        """`item`: the repeating group whose columns the expression names by "item.…"."""
        return {language: expression.words(language, self._known(language, item)) for language in LANGUAGES}

    def _known(self, language: str, item: str) -> dict[str, str]:
        if (language, item) not in self._labels:
            self._labels[language, item] = labels(self._definition, language, item=item)
        return self._labels[language, item]


def amount_of(definition: Definition, line: FeeLine, values: Mapping[str, Any], wording: Wording) -> Sum:
    """Raises ExpressionFailed when there is no number to work out, FeeUndecided when the file leaves it
    open.
    """
    one = _One(definition, line, values, wording)
    exact, why = one.for_each_row() if line.for_each else one.sum()
    if line.every is not None:
        why = Explanation("recurring", {"every": str(line.every), "how": explanation_json(why)})
    return exact, why


@dataclass(frozen=True, slots=True)
class _One:
    """One line under some values; within a repeating group, `values` hold the row as `item`."""

    definition: Definition
    line: FeeLine
    values: Mapping[str, Any]
    wording: Wording

    def for_each_row(self) -> Sum:
        rows = self.values.get(self.line.for_each, ())
        found = [replace(self, values={**self.values, "item": row}).sum() for row in rows]
        total = sum((exact for exact, _ in found), NONE)
        percent = _percent_for(self.line.volume, len(found))
        params = {
            "group": dict(self.definition.fields[self.line.for_each].label.by_language),
            "items": [
                {"amount": Money.rounded(exact).amount, "how": explanation_json(why)} for exact, why in found
            ],
            "sum": Money.rounded(total).amount,
            "percent": str(percent),
        }
        return total * percent / WHOLE, Explanation("per_item", params)

    def sum(self) -> Sum:
        line = self.line
        if line.per is None:
            return self._unit()
        unit, why = self._unit()
        # Fewer than none is none: a negative count must not pay for the other lines.
        quantity = max(line.per.evaluate(self.values), NONE)
        params = {"of": self._words(line.per), "quantity": str(quantity), "unit_amount": str(unit)}
        if line.rows or line.tiers:
            return unit * quantity, Explanation("times", {**params, "how": explanation_json(why)})
        return unit * quantity, Explanation("per_quantity", params)

    def _unit(self) -> Sum:
        line = self.line
        if line.rows:
            return self._with_extra(self._table(), line.extra) if line.extra else self._table()
        if line.tiers is not None:
            return self._tiers(line.tiers)
        if isinstance(line.amount, Expression):
            return self._computed(line.amount)
        if line.amount is None:
            raise FeeUndecided(line.id, "has no amount")
        return Decimal(line.amount.amount), Explanation("flat")

    def _computed(self, formula: Expression) -> Sum:
        amount = in_small_parts(formula.evaluate(self.values), self.line.currency)
        parameter = self.definition.parameters.get(formula.text.removeprefix(_PARAMETER))
        if parameter is None or not formula.text.startswith(_PARAMETER):
            return amount, Explanation("computed", {"formula": self._words(formula)})
        in_force = parameter.on(self.values["today"])
        params = {
            "name": dict(parameter.name.by_language),
            "since": in_force.since.isoformat() if in_force else None,
        }
        return amount, Explanation("parameter", params)

    # -- tables

    def _table(self) -> Sum:
        found = [expression.evaluate(self.values) for expression in self.line.match]
        for number, row in enumerate(self.line.rows, start=1):
            if all(cell.covers(value) for cell, value in zip(row.cells, found, strict=True)):
                params = {"row": number, "cells": self._cells(row)}
                return Decimal(row.amount.amount), Explanation("table_row", params)
        raise FeeUndecided(self.line.id, "no row of its table matches")

    def _with_extra(self, base: Sum, extra: Extra) -> Sum:
        quantity = max(extra.per.evaluate(self.values) - extra.above, NONE)
        if not quantity:
            return base
        params = {
            "of": self._words(extra.per),
            "above": str(extra.above),
            "quantity": str(quantity),
            "unit_amount": str(extra.amount.amount),
            "base": str(base[0]),
            "how": explanation_json(base[1]),
        }
        return base[0] + quantity * extra.amount.amount, Explanation("extra", params)

    def _cells(self, row: FeeRow) -> list[dict[str, Any]]:
        """The cells that decided, in words: the label of what is asked and the label of the answer."""
        return [
            {"name": self._asked(expression), "value": cell_words(cell, self._field(expression))}
            for expression, cell in zip(self.line.match, row.cells, strict=True)
            if cell.parts
        ]

    def _asked(self, expression: Expression) -> dict[str, str]:
        """The label of the question when the table looks at a plain answer, else the expression in words."""
        asked = self._field(expression)
        return dict(asked.label.by_language) if asked else self._words(expression)

    def _field(self, expression: Expression) -> Field | None:
        """The question, or the column of the row, that an expression is nothing but the name of."""
        if not self.line.for_each or not expression.text.startswith("item."):
            return self.definition.fields.get(expression.text)
        columns = self.definition.fields[self.line.for_each].fields
        return next((column for column in columns if f"item.{column.id}" == expression.text), None)

    # -- bands

    def _tiers(self, tiers: Tiers) -> Sum:
        measure = max(tiers.of.evaluate(self.values), NONE)
        bands = _reached(tiers.rows, measure) if tiers.whole else _filled(tiers.rows, measure)
        total = sum((Decimal(band["amount"]) for band in bands), NONE)
        limited = tiers.at_most is not None and total > tiers.at_most.amount
        params = {
            "of": self._words(tiers.of),
            "measure": str(measure),
            "whole": tiers.whole,
            "bands": bands,
            "limited": tiers.at_most.amount if tiers.at_most is not None and limited else None,
        }
        exact = Decimal(tiers.at_most.amount) if tiers.at_most is not None and limited else total
        return exact, Explanation("tiers", params)

    def _words(self, expression: Expression) -> dict[str, str]:
        return self.wording.of(expression, item=self.line.for_each)


def _filled(rows: tuple[Tier, ...], measure: Decimal) -> list[dict[str, Any]]:
    """The bands the measure reaches into, each with its own units."""
    bands, above = [], NONE
    for row in rows:
        if measure <= above:
            break
        until = measure if row.up_to is None else min(measure, row.up_to)
        bands.append(_band(row, above, until - above))
        above = until
    return bands


def _reached(rows: tuple[Tier, ...], measure: Decimal) -> list[dict[str, Any]]:
    """The one band the measure ends in, for all its units."""
    above = NONE
    for row in rows:
        if row.up_to is None or measure <= row.up_to:
            return [_band(row, above, measure)]
        above = row.up_to
    return []


def _band(row: Tier, above: Decimal, units: Decimal) -> dict[str, Any]:
    each = row.each.amount if row.each is not None else None
    amount = units * each if each is not None else Decimal(row.flat.amount if row.flat else 0)
    return {
        "above": str(above),
        "until": str(row.up_to) if row.up_to is not None else None,
        "units": str(units),
        "each": each,
        "amount": str(amount),
    }


def _percent_for(volume: tuple[Volume, ...], count: int) -> Decimal:
    return next((step.percent for step in reversed(volume) if count >= step.count), WHOLE)
