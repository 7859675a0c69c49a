"""A case in the author's own words: “Số bản = 0, Mục đích = xin việc”."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.answers import labels
from engine.applicant import APPLICANT_FIELDS
from engine.definition import Definition
from engine.delegation import DELEGATION_FIELDS
from engine.expressions import Expression
from engine.fields import TYPES
from engine.fields.choice import label_of
from engine.proofs.trial import Case
from engine.proofs.variables import Variable, variable_of


class Telling:
    """Tells of the variables in `known`."""

    def __init__(self, definition: Definition, known: Mapping[str, Variable]) -> None:
        self.labels = labels(definition) | _labels_of_applicant()
        self._known = known

    def case(self, condition: Expression, case: Case) -> str:
        """The answers a condition met, those it does not depend on left out."""
        told: list[str] = []
        for name in dict.fromkeys(variable_of(name, self._known) for name in sorted(condition.names)):
            record, _, member = name.partition(".")
            value = case.get(record, {}).get(member) if member else case.get(record)
            if name in self._known and value is not None:
                told.append(f"{self.labels.get(name, name)} = {self.value(self._known[name], value)}")
        return ", ".join(told)

    def value(self, variable: Variable, value: Any) -> str:
        asked = variable.field
        if asked is None:
            return f"{value:%d/%m/%Y}" if variable.path == "today" else str(value)
        if asked.choices and isinstance(value, str):
            return label_of(asked, value, "vi")
        return TYPES[asked.type].show(asked, value, "vi")


def _labels_of_applicant() -> dict[str, str]:
    found: dict[str, str] = {}
    for field in (*APPLICANT_FIELDS, *DELEGATION_FIELDS):
        found[f"applicant.{field.id}"] = str(field.label)
        found |= {f"applicant.{field.id}.{choice.id}": str(choice.label) for choice in field.choices}
    return found
