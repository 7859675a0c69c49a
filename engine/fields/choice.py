"""Yes or no, one of several, several of several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from engine.definition import Field
from engine.expressions import BOOLEAN, Type
from engine.fields.base import Parsed, Problems, SettingKind, SingleType, problem
from engine.values import Value

_WORDS = {"vi": {True: "Có", False: "Không"}, "en": {True: "Yes", False: "No"}}
_RAW = {"yes": True, "no": False}


class YesNoType(SingleType):
    """Required means that an answer is needed, not that it is yes."""

    name = "yes_no"
    kind = BOOLEAN

    def read(self, field: Field, text: str) -> Parsed:
        return (_RAW[text], ()) if text in _RAW else (None, problem("not_yes_or_no"))

    def show(self, field: Field, value: Value, language: str) -> str:
        return _WORDS.get(language, _WORDS["vi"])[value is True]

    def write(self, value: Value) -> str:
        return "yes" if value is True else "no"


class ChoiceType(SingleType):
    """The value is the id of a declared choice. Whether that choice is offered now, `engine.answers`
    decides.
    """

    name = "choice"

    def expression_type(self, field: Field) -> Type:
        return replace(
            super().expression_type(field), kind="choice", choices=tuple(each.id for each in field.choices)
        )

    def read(self, field: Field, text: str) -> Parsed:
        return (
            (text, ()) if any(each.id == text for each in field.choices) else (None, problem("not_a_choice"))
        )

    def show(self, field: Field, value: Value, language: str) -> str:
        return label_of(field, str(value), language)


class ChoicesType(SingleType):
    """Ids of declared choices, in declared order, each once. `min` and `max` bound how many."""

    name = "choices"
    settings = MappingProxyType({"min": SettingKind.WHOLE, "max": SettingKind.WHOLE})

    def expression_type(self, field: Field) -> Type:
        return replace(
            super().expression_type(field), kind="choices", choices=tuple(each.id for each in field.choices)
        )

    def parse(self, field: Field, raw: object) -> Parsed:
        ticked = [raw] if isinstance(raw, str) else raw
        if ticked is None:
            return None, ()
        if not isinstance(ticked, list) or not all(isinstance(each, str) for each in ticked):
            return None, problem("wrong_shape")
        chosen = {each for each in ticked if each}
        if not chosen:
            return None, ()
        declared = [each.id for each in field.choices]
        if not chosen <= {*declared}:
            return None, problem("not_a_choice")
        problems = how_many(field, len(chosen))
        return (None, problems) if problems else ([each for each in declared if each in chosen], ())

    def show(self, field: Field, value: Value, language: str) -> str:
        chosen = value if isinstance(value, list) else []
        return "; ".join(label_of(field, str(each), language) for each in chosen)

    def write(self, value: Value) -> Any:
        return list(value) if isinstance(value, list) else []


def belongs(field: Field, value: Value, siblings: Mapping[str, Value]) -> bool:
    """Whether what is chosen is offered under the choice it depends on."""
    if not field.depends_on:
        return True
    parent, chosen = siblings.get(field.depends_on), value if isinstance(value, list) else [value]
    return all(not each.of or each.of == parent for each in field.choices if each.id in chosen)


def label_of(field: Field, choice_id: str, language: str) -> str:
    """The words of a choice; the id itself for a choice the field does not have."""
    labels = (each.label.in_language(language) for each in field.choices if each.id == choice_id)
    return next(labels, choice_id)


def how_many(field: Field, count: int) -> Problems:
    """Against the settings `min` and `max` of a list."""
    fewest, most = field.settings.get("min"), field.settings.get("max")
    if fewest is not None and count < int(fewest):
        return problem("too_few", min=int(fewest))
    if most is not None and count > int(most):
        return problem("too_many", max=int(most))
    return ()
