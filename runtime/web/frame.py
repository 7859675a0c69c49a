"""The surroundings of every page: the header's links, the visitor's name, one-time messages, display
settings.
"""

from __future__ import annotations

from flask import Flask, g, request, url_for

from renderer.frame import Frame, Link
from renderer.languages import gettext as _
from runtime.accounts.permissions import Access, allowed
from runtime.web import identity
from runtime.web.preferences import preferences


def install(app: Flask) -> None:
    app.context_processor(lambda: {"frame": frame(app)})
    app.jinja_env.globals["preferences"] = preferences


def frame(app: Flask) -> Frame:
    """Made once per request, because one-time messages may be taken only once."""
    if "frame" not in g:
        g.frame = _frame(app)
    made: Frame = g.frame
    return made


def _frame(app: Flask) -> Frame:
    who, display = identity.visitor(), preferences()
    return Frame(
        site_name=_("Dịch vụ công trực tuyến"),
        display_url=url_for("web.preferences"),
        here=request.full_path.rstrip("?") if request.method == "GET" else request.path,
        links=_links(app),
        account_links=_account_links(),
        full_name=who.full_name,
        sign_out_url="" if who.is_guest else url_for("account.sign_out"),
        notices=tuple(identity.take_messages()),
        text_size=display.size,
        contrast=display.contrast,
    )


def _links(app: Flask) -> tuple[Link, ...]:
    """The main links for this visitor; only to pages this program has, since the public one is without the
    console.
    """
    who = identity.visitor()
    wanted = [Link(_("Thủ tục"), "/thu-tuc"), Link(_("Tra cứu hồ sơ"), "/tra-cuu")]
    if who.is_citizen:
        wanted.append(Link(_("Hồ sơ của tôi"), "/ho-so"))
    if allowed(Access.OFFICER, who):
        wanted.append(Link(_("Xử lý hồ sơ"), "/can-bo/"))
    if allowed(Access.ANALYST, who) and "console" in app.blueprints:
        wanted.append(Link(_("Quản trị"), "/quan-tri/"))
    return tuple(Link(link.label, link.href, current=_is_here(link.href)) for link in wanted)


def _account_links() -> tuple[Link, ...]:
    if identity.visitor().is_guest:
        return (
            Link(_("Đăng nhập"), url_for("account.sign_in")),
            Link(_("Đăng ký"), url_for("account.register")),
        )
    return (Link(_("Tài khoản"), url_for("profile.home")),)


def _is_here(href: str) -> bool:
    return request.path == href or request.path.startswith(href.rstrip("/") + "/")
