"""How the visitor likes to read: language, size of letters, contrast. Three cookies without any person in
them.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass

from flask import Flask, g, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from renderer import languages
from runtime.web import identity, world
from runtime.web.addresses import own_path

ONE_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Preferences:
    size: str
    contrast: str
    language: str


@dataclass(frozen=True, slots=True)
class _Choice:
    cookie: str
    allowed: tuple[str, ...]
    default: str


_CHOICES: Mapping[str, _Choice] = {
    "size": _Choice("co-chu", ("small", "normal", "large"), "normal"),
    "contrast": _Choice("tuong-phan", ("normal", "high"), "normal"),
    "language": _Choice(identity.LANGUAGE_COOKIE, tuple(languages.LANGUAGES), ""),
}


def install(app: Flask) -> None:
    """Call after `identity.install`: the account's language counts where no cookie says otherwise."""
    app.before_request(_speak)
    app.teardown_request(_fall_silent)


def preferences() -> Preferences:
    """The choices of this browser. Language: the cookie, else the account's, else Vietnamese."""
    return Preferences(
        size=_chosen("size"),
        contrast=_chosen("contrast"),
        language=_chosen("language") or identity.visitor().language,
    )


def change() -> AnyResponse:
    """Set the choices named in the query or form and go back to `next`; anything unknown is ignored."""
    back = own_path(request.values.get("next"), otherwise="/")
    response = redirect(back, code=303)
    for name, choice in _CHOICES.items():
        wanted = request.values.get(name)
        if wanted in choice.allowed:
            secure = world().settings.secure_cookies
            response.set_cookie(
                choice.cookie, wanted, max_age=ONE_YEAR, samesite="Lax", httponly=True, secure=secure
            )
    return response


def _chosen(name: str) -> str:
    choice = _CHOICES[name]
    written = request.cookies.get(choice.cookie, "")
    return written if written in choice.allowed else choice.default


def _speak() -> None:
    g.speaking = ExitStack()
    g.speaking.enter_context(languages.use(preferences().language))


def _fall_silent(_error: BaseException | None) -> None:
    speaking: ExitStack | None = g.pop("speaking", None)
    if speaking is not None:
        speaking.close()
