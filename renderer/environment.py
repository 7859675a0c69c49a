"""What templates may use: filters, globals and the folder of layouts, for Flask's Jinja environment or a
bare one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from engine.text import Text
from renderer import formats, languages
from renderer.fee_words import (
    explain_absent,
    explain_charge,
    explain_undecided,
    kind_words,
    moment_words,
    refund_words,
)
from renderer.icons import icon
from renderer.markup import markdown
from renderer.process_picture import process_picture
from renderer.status_words import status_colour, status_next, status_words
from renderer.widgets import compact_json

TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"

_FILTERS: dict[str, Callable[..., Any]] = {
    "date": formats.date_words,
    "datetime": formats.datetime_words,
    "long_date": formats.long_date,
    "long_datetime": formats.long_datetime,
    "money": formats.money,
    "money_words": formats.money_words,
    "number": formats.number,
    "span": formats.span_words,
    "compact_json": compact_json,
    "file_size": formats.file_size,
    "local": formats.local,
    "text": languages.words,
}


def install(env: Environment, *, static_url: str = "/static/") -> None:
    """Give `env` the renderer's words, filters and templates; its own templates stay first.

    `static_url` is where the runtime serves the folder `STATIC`. The runtime adds `csrf_field()` and the
    context value `frame`.
    """
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(languages.gettext, languages.ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.filters.update(_FILTERS, markdown=_markdown_in_language)
    env.globals.update(
        language=languages.current,
        languages=languages.LANGUAGES,
        icon=icon,
        process_picture=process_picture,
        status_words=status_words,
        status_colour=status_colour,
        status_next=status_next,
        explain_charge=lambda charge: explain_charge(charge, languages.current()),
        explain_absent=lambda line: explain_absent(line, languages.current()),
        explain_undecided=lambda line: explain_undecided(line, languages.current()),
        moment_words=moment_words,
        kind_words=kind_words,
        refund_words=refund_words,
        static=lambda name: static_address(name, static_url=static_url),
    )
    env.trim_blocks = env.lstrip_blocks = True
    own: list[BaseLoader] = [env.loader] if env.loader else []
    env.loader = ChoiceLoader([*own, FileSystemLoader(TEMPLATES)])


def bare_environment() -> Environment:
    """An environment without a web framework, for letters: undefined names are errors, everything is
    escaped.
    """
    env = Environment(
        undefined=StrictUndefined, autoescape=select_autoescape(default=True, default_for_string=True)
    )
    install(env)
    return env


def static_address(name: str, *, static_url: str = "/static/") -> str:
    """The URL of a static file with its content's fingerprint, so that it may be cached for ever."""
    return f"{static_url}{name}?v={_fingerprint(name)}"


@cache
def _fingerprint(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def _markdown_in_language(source: Text | str | None) -> Markup:
    return markdown(languages.words(source))
