"""A browser without a screen: follows links and fills in forms as the page offers them, and is strict about
every answer.

Each HTML answer is parsed by the rules of HTML and must have no error; a failure of the server fails the
test; after each request no database connection may be left in use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from html5lib.html5parser import ParseError
from html5lib.treebuilders import getTreeBuilder
from werkzeug.test import TestResponse

from runtime import clock
from runtime.accounts import sessions
from runtime.accounts.models import Account
from runtime.web import EXTENSION
from runtime.web.identity import COOKIE, TOKEN_FIELD
from runtime.world import World

Typed = Mapping[str, Any]


@dataclass(frozen=True)
class Form:
    """One form of a page: where it goes, and what it would send if nothing were touched."""

    action: str
    method: str
    values: Mapping[str, list[str]]


class Page:
    """One answer of the server."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.path = response.request.full_path.rstrip("?")
        self.body = response.get_data()
        self.tree = _parse(self.body) if response.mimetype == "text/html" and self.body else None

    @property
    def location(self) -> str:
        """Where a redirect leads."""
        return self.response.headers["Location"]

    @property
    def title(self) -> str:
        return self._only("title")

    @property
    def heading(self) -> str:
        return self._only("h1")

    @property
    def text(self) -> str:
        """What is read on the page, with single spaces."""
        assert self.tree is not None, "this answer is not a page"
        body = self.tree.find("body")
        assert body is not None
        return " ".join("".join(body.itertext()).split())

    @property
    def links(self) -> list[str]:
        return [link.get("href", "") for link in self.elements("a")]

    @property
    def errors(self) -> dict[str, str]:
        """The error summary: input id → sentence."""
        summary = next(
            (box for box in self.elements("div") if "error-summary" in (box.get("class") or "")), None
        )
        found = summary.iter("a") if summary is not None else ()
        return {(link.get("href") or "").removeprefix("#"): "".join(link.itertext()) for link in found}

    def elements(self, tag: str) -> Iterator[Element]:
        assert self.tree is not None, "this answer is not a page"
        return self.tree.iter(tag)

    def forms(self) -> list[Form]:
        return [self._read(form) for form in self.elements("form")]

    def form(self, action: str | None = None) -> Form:
        """The form that goes to `action`; without one, the only POST form inside the page's main part."""
        if action is not None:
            return next(form for form in self.forms() if form.action.split("?")[0] == action)
        main = next(self.elements("main"))
        forms = [form for form in map(self._read, main.iter("form")) if form.method == "post"]
        here = [form for form in forms if form.action == self.path]
        found = here if len(here) == 1 else forms
        assert len(found) == 1, f"{len(found)} forms to choose from: {[form.action for form in found]}"
        return found[0]

    def _only(self, tag: str) -> str:
        found = list(self.elements(tag))
        assert len(found) == 1, f"the page has {len(found)} <{tag}>"
        return " ".join("".join(found[0].itertext()).split())

    def _read(self, form: Element) -> Form:
        values: dict[str, list[str]] = {}
        for element in form.iter():
            name = element.get("name")
            if name is None or element.get("disabled") is not None:
                continue
            for value in _sent(element):
                values.setdefault(name, []).append(value)
        return Form(form.get("action") or self.path, (form.get("method") or "get").lower(), values)


class Browser:
    """One person's browser: keeps cookies, remembers nothing else."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()

    @property
    def world(self) -> World:
        world: World = self.app.extensions[EXTENSION]
        return world

    @property
    def cookie(self) -> str:
        found = self.client.get_cookie(COOKIE)
        return found.value if found else ""

    def get(self, path: str, **options: Any) -> Page:
        return self._page(self.client.get(path, **options))

    def post(self, path: str, data: Typed | None = None, *, token: str | None = None, **options: Any) -> Page:
        """POST as this site's own page would; `token=""` leaves the form token out."""
        sent = dict(data or {})
        if token is None:
            sent[TOKEN_FIELD] = self.token()
        elif token:
            sent[TOKEN_FIELD] = token
        return self._page(self.client.post(path, data=sent, **options))

    def submit(
        self, page: Page, typed: Typed | None = None, *, form: str | None = None, **options: Any
    ) -> Page:
        """Fill in the page's form (the one that goes to `form`) with `typed`, press its button and follow
        where it leads.
        """
        chosen = page.form(form)
        return self.follow(
            self._page(self.client.post(chosen.action, data={**chosen.values, **(typed or {})}, **options))
        )

    def open(self, path: str) -> Page:
        """GET and follow redirects."""
        return self.follow(self.get(path))

    def follow(self, page: Page) -> Page:
        for _turn in range(5):
            if page.status not in {301, 302, 303, 307, 308}:
                return page
            page = self.get(page.location)
        raise AssertionError("the server sends the browser round in circles")

    def sign_in(self, account: Account) -> None:
        """Be signed in from now on, without the way through the door: hashing passwords is slow."""
        with self.world.database.transaction() as session:
            token = sessions.begin(session, account=account, at=clock.now())
        self.client.set_cookie(COOKIE, token)

    def token(self) -> str:
        """A form token of this browser's present session."""
        with self.world.database.reading() as session:
            live = sessions.find(session, self.cookie, at=clock.now())
        assert live is not None, "this browser has no session, so it has seen no form"
        return sessions.form_token(live)

    def _page(self, response: TestResponse) -> Page:
        page = Page(response)
        response.close()
        checked_out = getattr(self.world.database.engine.pool, "checkedout", lambda: 0)()
        assert checked_out == 0, f"{page.path} left {checked_out} database connections in use"
        return page


def _parse(body: bytes) -> Element:
    parser = html5lib.HTMLParser(getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    try:
        tree: Element = parser.parse(body, transport_encoding="utf-8")
    except ParseError as error:
        (line, _column), code, details = parser.errors[-1]
        near = "\n".join(body.decode().splitlines()[max(line - 3, 0) : line + 1])
        raise AssertionError(f"not HTML: {code} {details} at line {line}:\n{near}") from error
    return tree


def _sent(element: Element) -> list[str]:
    """What a browser would send for this control, untouched."""
    if element.tag == "textarea":
        return [(element.text or "").removeprefix("\n")]
    if element.tag == "select":
        options = list(element.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None] or options[:1]
        return [option.get("value") or "" for option in chosen]
    if element.tag != "input":
        return []
    kind = element.get("type", "text")
    if kind in {"submit", "button", "file", "image", "reset"}:
        return []
    if kind in {"checkbox", "radio"}:
        return [element.get("value") or "on"] if element.get("checked") is not None else []
    return [element.get("value") or ""]
