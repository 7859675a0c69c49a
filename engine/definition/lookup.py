"""A register asked while a form is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.expressions import Expression
from engine.text import Text


class Must(StrEnum):
    """What the register has to say for the dossier to go on."""

    EXIST = "exist"
    NOT_EXIST = "not_exist"


class WhenUnavailable(StrEnum):
    """ASK_PAPER: the papers that the register would have spared are asked for, and filling in goes on; ALLOW:
    it goes on as if the register had nothing to say; STOP: the dossier waits until the register answers.
    """

    ASK_PAPER = "ask_paper"
    ALLOW = "allow"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Lookup:
    """`connector` is "population.person": a connector and one of its operations. `send` is what it is told, by the
    names of the operation; `fills` takes its answers into questions of the form, by their ids. `gets`: every
    answer of the operation with its kind (text, number, date, boolean). `timeout` in seconds.
    """

    connector: str
    source: Text
    send: Mapping[str, Expression] = field(default_factory=dict, hash=False)
    fills: Mapping[str, str] = field(default_factory=dict, hash=False)
    must: Must | None = None
    message: Text | None = None
    when_unavailable: WhenUnavailable = WhenUnavailable.ASK_PAPER
    gets: Mapping[str, str] = field(default_factory=dict, hash=False)
    timeout: int = 5
