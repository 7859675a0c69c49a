"""What is said to the citizen at each event of their dossier: the author's words or the stock ones, with
the places filled in.

No template language: `{placeholders}` from a closed list are replaced once, and what a person wrote is
never read again. Messages carry the dossier's number, its state and a link; identity numbers, addresses and
answers stay out of them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy.orm import Session

from engine.definition import Definition, Notice
from engine.text import DEFAULT_LANGUAGE, Text
from renderer import languages
from renderer.formats import date_words, datetime_words
from runtime import clock
from runtime.notifications import outbox
from runtime.world import World

EVENTS = (
    "submitted",
    "accepted",
    "supplement_requested",
    "supplement_received",
    "supplement_expired",
    "not_accepted",
    "refused",
    "payment_requested",
    "payment_received",
    "payment_expired",
    "deadline_passed",
    "step_done",
    "result_ready",
    "returned",
    "withdrawn",
    "stopped",
)
PLACEHOLDERS = frozenset(
    {"reference", "code", "procedure", "agency", "due", "deadline", "link", "reason", "name"}
)
LONGEST_NAME = 80
LONGEST_REASON = 2000

_FOLDER = Path(__file__).parent.parent / "templates" / "notifications"
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_LINK = re.compile(r"\S*(?:://|www\.)\S*|\S+\.\S+/\S*", re.IGNORECASE)


class Addressee(Protocol):
    """The account behind a dossier."""

    email: str | None
    phone: str | None
    language: str


class Announced(Protocol):
    """What a notice needs of a dossier. `revision` tells one act from the next, so that each is announced
    once.
    """

    id: int
    reference: str
    code: str | None
    token: str
    revision: int
    applicant: Mapping[str, Any]
    applicant_name: str
    due_at: datetime | None
    account: Addressee


@dataclass(frozen=True, slots=True)
class Words:
    """One notice in one language, its places not yet filled."""

    sms: str
    subject: str
    body: str


def announce(
    session: Session,
    world: World,
    *,
    event: str,
    dossier: Announced,
    definition: Definition,
    at: datetime,
    reason: str = "",
    deadline: datetime | None = None,
) -> int:
    """Promise the notices of one event in the caller's transaction and return how many are new.

    They go to the account's verified telephone and e-mail; where the account has none, to those given in
    the application. The same event of the same revision of a dossier is announced once.
    """
    language = dossier.account.language
    words = chosen_words(definition.notices.get(event), event, language)
    values = places(
        dossier, definition, language, base_url=world.settings.base_url, reason=reason, deadline=deadline
    )
    key = f"{dossier.id}/{event}/{dossier.revision}"
    phone = dossier.account.phone or str(dossier.applicant.get("phone", ""))
    email = dossier.account.email or str(dossier.applicant.get("email", ""))
    promised = 0
    if phone:
        text = {"to": phone, "text": fill_line(words.sms, values)}
        promised += outbox.put(
            session, "sms", text, key=f"{key}/sms", dossier_id=dossier.id, event=event, due_at=at
        )
    if email:
        mail = {
            "to": email,
            "subject": fill_line(words.subject, values),
            "body": fill_lines(words.body, values),
        }
        promised += outbox.put(
            session, "email", mail, key=f"{key}/email", dossier_id=dossier.id, event=event, due_at=at
        )
    return promised


def chosen_words(notice: Notice | None, event: str, language: str) -> Words:
    """The author's words where there are some, the stock words for the rest."""
    stock = stock_words(language)[event]
    if notice is None:
        return stock

    def either(own: Text | None, otherwise: str) -> str:
        return own.in_language(language) if own else otherwise

    return Words(
        sms=either(notice.sms, stock.sms),
        subject=either(notice.email_subject, stock.subject),
        body=either(notice.email_body, stock.body),
    )


@cache
def stock_words(language: str) -> Mapping[str, Words]:
    """Event to words; Vietnamese for a language the program has no words in."""
    if language not in languages.LANGUAGES:
        return stock_words(DEFAULT_LANGUAGE)
    written = tomllib.loads((_FOLDER / f"{language}.toml").read_text("utf-8"))
    return {event: Words(**words) for event, words in written.items()}


def places(
    dossier: Announced,
    definition: Definition,
    language: str,
    *,
    base_url: str,
    reason: str,
    deadline: datetime | None,
) -> Mapping[str, str]:
    """What stands in each place; "" where there is nothing to say. `code` is the reference until there is a
    code.
    """
    with languages.use(language):
        due = datetime_words(dossier.due_at) if dossier.due_at else ""
        until = date_words(clock.local(deadline).date()) if deadline else ""
    return {
        "reference": dossier.reference,
        "code": dossier.code or dossier.reference,
        "procedure": definition.name.in_language(language),
        "agency": definition.agency.name.in_language(language),
        "due": due,
        "deadline": until,
        "link": f"{base_url}/theo-doi/{dossier.token}",
        "reason": reason.strip()[:LONGEST_REASON],
        "name": plain_name(dossier.applicant_name),
    }


def plain_name(written: str) -> str:
    """A name as it may stand in a message from the state: one line, not long, and no link somebody called
    their name.
    """
    return " ".join(_LINK.sub(" ", written).split())[:LONGEST_NAME]


def fill_line(words: str, values: Mapping[str, str]) -> str:
    """One line with its places filled; a place that is not in the list stays as it is written."""
    filled = _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), words)
    return " ".join(filled.split())


def fill_lines(words: str, values: Mapping[str, str]) -> str:
    """Several lines with their places filled; a line that has nothing to say in one of its places is left
    out.
    """
    kept = [
        line
        for line in words.strip().splitlines()
        if all(values.get(name, name) for name in _PLACEHOLDER.findall(line))
    ]
    return (
        "\n".join(_PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), line) for line in kept)
        + "\n"
    )


# GSM 03.38: letters that fit 160 to a message. Vietnamese ones mostly do not, then 70 fit.
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_DOUBLE = frozenset("^{}\\[~]|€")


def segments(text: str) -> int:
    """How many short messages the telephone network makes of a text, each one paid for."""
    if set(text) <= _GSM | _GSM_DOUBLE:
        length, alone, together = len(text) + sum(letter in _GSM_DOUBLE for letter in text), 160, 153
    else:
        length, alone, together = len(text.encode("utf-16-le")) // 2, 70, 67
    return 1 if length <= alone else -(-length // together)
