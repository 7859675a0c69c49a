"""The reader's language, and the one catalogue of the program's own words.

Vietnamese is the language the program is written in: a sentence is its own message id. Other languages are
`translations/<code>.po`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from engine.text import DEFAULT_LANGUAGE, Text

LANGUAGES: Mapping[str, str] = {"vi": "Tiếng Việt", "en": "English"}

_TRANSLATIONS = Path(__file__).parent / "translations"
_current: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)


def current() -> str:
    """The language code of the page being made: a key of `LANGUAGES`."""
    return _current.get()


@contextmanager
def use(language: str) -> Iterator[None]:
    """Speak `language` inside the block; an unknown code means Vietnamese."""
    token = _current.set(language if language in LANGUAGES else DEFAULT_LANGUAGE)
    try:
        yield
    finally:
        _current.reset(token)


def gettext(sentence: str, /, **params: Any) -> str:
    """The sentence in the current language, with `%(name)s` filled from `params` (none given: nothing is
    filled).
    """
    translated = _sentences(current()).get(sentence, sentence)
    return translated % params if params else translated


def ngettext(singular: str, plural: str, count: int, /, **params: Any) -> str:
    """The form of the sentence that suits `count`; Vietnamese has one form only, so it always says
    `singular` there.
    """
    if current() == DEFAULT_LANGUAGE:
        chosen = singular
    else:
        one, many = _plurals(current()).get(singular, (singular, plural))
        chosen = one if count == 1 else many
    return chosen % params if params else chosen


def noted(sentence: str) -> str:
    """Mark a sentence for the translators where it stands in a table; it is translated when it is shown."""
    return sentence


def words(text: Text | str | None) -> str:
    """An author's text in the current language; "" for none. Plain strings pass through."""
    return text.in_language(current()) if isinstance(text, Text) else text or ""


@cache
def catalogue(language: str) -> Catalog:
    """The translations of one language as Babel reads them; empty for Vietnamese."""
    if language == DEFAULT_LANGUAGE:
        return Catalog(locale=language)
    with (_TRANSLATIONS / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


@cache
def _sentences(language: str) -> Mapping[str, str]:
    return {
        message.id: message.string
        for message in catalogue(language)
        if isinstance(message.id, str) and isinstance(message.string, str) and message.id and message.string
    }


@cache
def _plurals(language: str) -> Mapping[str, tuple[str, str]]:
    return {
        message.id[0]: (message.string[0], message.string[1])
        for message in catalogue(language)
        if isinstance(message.id, list | tuple)
        and isinstance(message.string, list | tuple)
        and all(message.string)
    }
