"""The page of one's own account: who one is here, the password, and all the places one is signed in."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from renderer.forms import QuestionForm, fields_form
from renderer.languages import current
from renderer.languages import gettext as _
from runtime import clock
from runtime.accounts import login, passwords, profile, sessions
from runtime.accounts.contacts import Contact
from runtime.accounts.models import Account
from runtime.refusals import NotFound, TooMany
from runtime.web import identity, world
from runtime.web.addresses import network

blueprint = Blueprint("profile", __name__)


@blueprint.get("/tai-khoan")
def home() -> AnyResponse:
    return _page()


@blueprint.post("/tai-khoan/thong-tin")
def change() -> AnyResponse:
    """Keep what "Thông tin người nộp" is filled in with."""
    form = _profile_form(request.form)
    with world().database.transaction() as session:
        owner = login.account(session, _account_id())
        problems, warnings = profile.change(owner, form.raw(), today=clock.today())
    if problems:
        form.show(problems, warnings)
        return _page(form=form, errors=dict(form.error_list), status=422)
    identity.notify(_("Đã lưu thông tin của bạn."))
    return redirect(url_for("profile.home"), code=303)


@blueprint.post("/tai-khoan/mat-khau")
def password() -> AnyResponse:
    """Change the password. Guessing the present one here is counted like guessing it at the door."""
    try:
        errors = _password_errors()
    except TooMany as refusal:
        return _page(errors={"password": refusal.sentence}, status=429)
    if errors:
        return _page(errors=errors, status=422)
    password_hash, live = passwords.hashed(request.form["new_password"]), identity.live_session()
    with world().database.transaction() as session:
        owner = login.account(session, _account_id())
        login.set_password(session, owner, password_hash, at=clock.now(), keep=live.id if live else None)
    identity.notify(_("Mật khẩu đã được đổi. Mọi thiết bị khác đã được đăng xuất."))
    return redirect(url_for("profile.home"), code=303)


@blueprint.post("/tai-khoan/dang-xuat-moi-noi")
def sign_out_everywhere() -> AnyResponse:
    with world().database.transaction() as session:
        sessions.end_all(session, _account_id(), at=clock.now())
    identity.sign_out()
    identity.notify(_("Bạn đã đăng xuất trên mọi thiết bị."))
    return redirect("/", code=303)


def _password_errors() -> Mapping[str, str]:
    """Sentences by input name. Raises TooMany."""
    owner = _owner()
    known = login.by_password(
        world().database,
        owner.login or owner.email or owner.phone or "",
        request.form.get("password", ""),
        network=network(request.remote_addr),
        secret=world().settings.secret,
        at=clock.now(),
    )
    errors = {
        "password": "" if known == owner.id else _("Mật khẩu hiện tại chưa đúng"),
        "new_password": passwords.weakness(request.form.get("new_password", "")),
    }
    return {field: sentence for field, sentence in errors.items() if sentence}


def _account_id() -> int:
    account_id = identity.visitor().account_id
    if account_id is None:
        raise NotFound
    return account_id


def _owner() -> Account:
    with world().database.reading() as session:
        return login.account(session, _account_id())


def _contacts(owner: Account) -> Mapping[str, str]:
    """The addresses one signs in with, as their owner writes them."""
    return {
        "login": owner.login or "",
        "email": owner.email or "",
        "phone": Contact("phone", owner.phone).words if owner.phone else "",
    }


def _profile_form(sent: Mapping[str, str] | None, known: Mapping[str, str] | None = None) -> QuestionForm:
    return fields_form(profile.PROFILE_FIELDS, "", current())(sent, known)


def _page(
    *, form: QuestionForm | None = None, errors: Mapping[str, str] | None = None, status: int = 200
) -> AnyResponse:
    owner = _owner()
    page = render_template(
        "citizen/account/profile.html",
        owner=owner,
        contacts=_contacts(owner),
        form=form or _profile_form(None, {"full_name": owner.full_name, **owner.profile}),
        errors=errors or {},
        has_errors=bool(errors),
    )
    return make_response(page, status)
