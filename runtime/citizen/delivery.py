"""The questions of the step "Hình thức nộp và nhận kết quả": how the result is to reach the citizen, and
where by post.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from engine.definition import Channel, Choice, Definition, Field
from engine.expressions import BOOLEAN, Expression, Type, compile_expression
from engine.text import Text
from renderer.formats import money
from renderer.languages import LANGUAGES, use
from renderer.languages import gettext as _
from runtime.casework.submission import DELIVERY
from runtime.citizen.paper_rows import CHANNELS
from runtime.dossiers.models import Draft


def delivery_fields(definition: Definition) -> tuple[Field, ...]:
    """The ids are the keys of `Draft.raw["delivery"]`. The address is asked only when the post is among the
    ways.
    """
    choices = tuple(Choice(channel, _label(channel, definition)) for channel in definition.receive)
    receive = Field("receive", "choice", _text("Hình thức nhận kết quả"), required=True, choices=choices)
    if Channel.POST not in definition.receive:
        return (receive,)
    by_post = _by_post(tuple(definition.receive))
    return (
        receive,
        Field("address", "address_line", _text("Địa chỉ nhận kết quả"), required=True, when=by_post),
        Field("note", "text", _text("Lời nhắn cho bưu tá"), when=by_post),
    )


def suggested(definition: Definition, draft: Draft) -> Mapping[str, Any]:
    """What the form shows at first: the only way there is, and the applicant's own address."""
    only = next(iter(definition.receive)) if len(definition.receive) == 1 else ""
    ours = {"receive": str(only), "address": draft.raw["applicant"].get("address", "")}
    typed = {name: value for name, value in draft.raw["delivery"].items() if value}
    return {**ours, **typed}


@cache
def _by_post(channels: tuple[Channel, ...]) -> Expression:
    receive = Type("choice", choices=tuple(str(channel) for channel in channels))
    scope = {DELIVERY: Type("record", fields={"receive": receive})}
    expression = compile_expression("delivery.receive == 'post'", scope, BOOLEAN).expression
    if expression is None:
        raise ValueError(channels)
    return expression


def _label(channel: Channel, definition: Definition) -> Text:
    fee = definition.receive[channel].fee
    return _each_language(
        lambda: _(CHANNELS[channel]) + (f" ({_('cước %(fee)s', fee=money(fee))})" if fee else "")
    )


def _text(sentence: str) -> Text:
    return _each_language(lambda: _(sentence))


def _each_language(said: Any) -> Text:
    """A Text from our own catalogue, for these questions are the program's and not an author's."""
    spoken = {}
    for language in LANGUAGES:
        with use(language):
            spoken[language] = said()
    return Text(spoken)
