"""The HTML of each control. What stands around it (label, hint, error) is the macro `field` of
`templates/macros/fields.html`.

A control names its hint and its error by `aria-describedby`; its id is the field's id, so that the error
summary can lead to it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape
from wtforms.widgets import html_params

from renderer.languages import gettext as _

SELECT_FROM = 8  # so many options and more are a list to open, fewer stand open as radio buttons


@dataclass(frozen=True, slots=True)
class TextControl:
    """A one-line input. `width` in characters ("": full width); `suffix` stands behind it (a unit)."""

    type: str = "text"
    width: str = ""
    inputmode: str = ""
    autocapitalize: str = ""
    spellcheck: bool = True
    suffix: str = ""
    kind: str = ""

    def __call__(self, question: Any, **_kwargs: Any) -> Markup:
        box = Markup("<input {}>").format(
            attributes(
                question,
                type=self.type,
                value=question.data or "",
                class_="input" + (f" input--w{self.width}" if self.width else ""),
                inputmode=self.inputmode,
                autocapitalize=self.autocapitalize,
                autocomplete=question.autocomplete,
                spellcheck="" if self.spellcheck else "false",
                data_kind=self.kind,
            )
        )
        suffix = question.asked.settings.get("unit") or (_(self.suffix) if self.suffix else "")
        if not suffix:
            return box
        return Markup(
            '<span class="with-suffix">{}<span class="suffix" aria-hidden="true">{}</span></span>'
        ).format(box, suffix)


@dataclass(frozen=True, slots=True)
class AreaControl:
    """An input of several lines."""

    rows: int = 5

    def __call__(self, question: Any, **_kwargs: Any) -> Markup:
        filled = attributes(question, rows=self.rows, class_="input", autocomplete=question.autocomplete)
        # The parser drops the first line break of a textarea, so one is given for it to drop.
        return Markup("<textarea {}>\n{}</textarea>").format(filled, question.data or "")


@dataclass(frozen=True, slots=True)
class OneOfControl:
    """One choice of several: radio buttons, or a list when they are many."""

    inline: bool = False

    def __call__(self, question: Any, **_kwargs: Any) -> Markup:
        if len(question.options) >= SELECT_FROM or question.asked.depends_on:
            return _select(question)
        return _boxes(question, kind="radio", chosen={question.data}, inline=self.inline)


@dataclass(frozen=True, slots=True)
class ManyOfControl:
    """Any number of choices. The empty hidden input tells "none ticked" from "not on this page"."""

    def __call__(self, question: Any, **_kwargs: Any) -> Markup:
        boxes = _boxes(question, kind="checkbox", chosen=set(question.data), inline=False)
        return Markup('<input type="hidden" name="{}" value="">{}').format(question.name, boxes)


@dataclass(frozen=True, slots=True)
class ComputedControl:
    """A value the program works out; nothing is sent back."""

    def __call__(self, question: Any, **_kwargs: Any) -> Markup:
        shown = question.computed or _("Sẽ được tính khi bạn điền đủ các mục liên quan")
        quiet = "" if question.computed else " computed--empty"
        return Markup('<output class="computed{}" id="{}">{}</output>').format(quiet, question.id, shown)


def attributes(question: Any, **extra: Any) -> Markup:
    """The attributes every control has, and those of `extra` that are not empty."""
    given = {key: value for key, value in extra.items() if value != ""}
    if question.described_by:
        given["aria-describedby"] = question.described_by
    if question.errors:
        given["aria-invalid"] = "true"
    return Markup(html_params(id=question.id, name=question.name, **given))  # noqa: S704 - html_params escapes


def condition_attribute(tree: Any) -> Markup:
    """`data-when='…'`, what `conditions.js` evaluates; nothing for no condition."""
    return Markup(' data-when="{}"').format(compact_json(tree)) if tree else Markup("")


def compact_json(value: Any) -> str:
    """JSON without blanks, for an attribute (which escapes it)."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _select(question: Any) -> Markup:
    options = [Markup('<option value="">{}</option>').format(_("Chọn…")), *_grouped(question)]
    return Markup("<select {}>{}</select>").format(
        attributes(question, class_="input", data_hangs_on=question.hangs_on), Markup("").join(options)
    )


def _grouped(question: Any) -> list[Markup]:
    """The options; those that hang on another choice under a heading for each, so that they can be told apart without
    script too.
    """
    found = _options(question, (option for option in question.options if not option.of))
    by_parent: dict[str, list[Any]] = {}
    for option in question.options:
        if option.of:
            by_parent.setdefault(option.of, []).append(option)
    for parent, options in by_parent.items():
        found.append(
            Markup('<optgroup label="{}" data-of="{}">{}</optgroup>').format(
                question.headings.get(parent, parent), parent, Markup("").join(_options(question, options))
            )
        )
    return found


def _options(question: Any, options: Iterable[Any]) -> list[Markup]:
    return [
        Markup('<option value="{}"{}{}{}>{}</option>').format(
            option.id,
            " selected" if option.id == question.data else "",
            "" if option.offered else " hidden disabled",
            condition_attribute(option.when),
            option.label,
        )
        for option in options
    ]


def _boxes(question: Any, *, kind: str, chosen: Iterable[str], inline: bool) -> Markup:
    rows = [
        Markup(
            '<div class="choice"{hidden}{when}>'
            '<input type="{kind}" id="{id}" name="{name}" value="{value}"{checked}{invalid}>'
            '<label for="{id}">{label}</label></div>'
        ).format(
            kind=kind,
            id=question.id if place == 0 else f"{question.id}--{option.id}",
            name=question.name,
            value=option.id,
            label=option.label,
            checked=Markup(" checked") if option.id in chosen else "",
            invalid=Markup(' aria-invalid="true"') if question.errors and kind == "checkbox" else "",
            hidden="" if option.offered else Markup(" hidden"),
            when=condition_attribute(option.when),
        )
        for place, option in enumerate(question.options)
    ]
    classes = "choices choices--inline" if inline else "choices"
    return Markup('<div class="{}">{}</div>').format(escape(classes), Markup("").join(rows))
