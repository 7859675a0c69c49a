"""Typed text that met an ended session: kept, shown again after signing in as the same person, and sent by
one press.
"""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from runtime.web import identity

# A form kept on the server for a guest must not become free storage.
MOST_KEPT_BYTES = 200_000


def posted_pairs() -> list[list[str]]:
    """What the form said, in order, without its token and passwords; files cannot be kept by a page."""
    return [
        [name, value]
        for name, values in request.form.lists()
        for value in values
        if name != identity.TOKEN_FIELD and "password" not in name
    ]


def keep_form(author: int) -> None:
    """Keep the posted form for this browser until `author`, and nobody else, has signed in again."""
    pairs = posted_pairs()
    if sum(len(name) + len(value) for name, value in pairs) <= MOST_KEPT_BYTES:
        identity.keep(kept_form={"author": author, "action": request.full_path.rstrip("?"), "pairs": pairs})


def resume() -> AnyResponse:
    """After signing in: show the kept form to its author."""
    form = identity.kept("kept_form")
    identity.keep(kept_form=None)
    if form is None or form["author"] != identity.visitor().account_id:
        return redirect(url_for("profile.home"))
    return offer(form["pairs"], action=form["action"], status=200)


def offer(pairs: list[list[str]], *, action: str, status: int = 409) -> AnyResponse:
    """A page that says what happened and sends the same text again, with a fresh token, when its button is
    pressed.
    """
    page = render_template("errors/resend.html", pairs=pairs, action=action, had_files=bool(request.files))
    return make_response(page, status)
