"""The door: registering, signing in and out, and a new password for whoever forgot theirs."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from flask import Blueprint, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from renderer.languages import gettext as _
from runtime import clock
from runtime.accounts import login, passwords, registration
from runtime.accounts.contacts import contact
from runtime.accounts.permissions import Access, allowed
from runtime.accounts.registration import Registration
from runtime.citizen import one_time_codes as one_time
from runtime.refusals import TooMany
from runtime.web import identity, world
from runtime.web.addresses import network, own_path
from runtime.web.preferences import preferences

blueprint = Blueprint("account", __name__)


@blueprint.route("/dang-ky", methods=["GET", "POST"])
def register() -> AnyResponse:
    """One page: name, address, password. What was typed comes back when the visitor returns to change the
    address.
    """
    if request.method == "GET":
        return _page("register", typed=identity.kept("register_typed"))
    typed = _typed("full_name", "contact")
    wanted, errors = _registration(typed, request.form.get("password", ""))
    if wanted is None:
        return _page("register", typed=typed, errors=errors)
    try:
        with world().database.transaction() as session:
            one_time.count_request(session)
            ticket = registration.begin(session, wanted, at=clock.now())
    except TooMany as refusal:
        return _page("register", typed=typed, errors={"contact": refusal.sentence}, status=429)
    identity.keep(register_typed=typed)
    return one_time.to_code_page(registration.PURPOSE, ticket)


@blueprint.route("/dang-ky/ma", methods=["GET", "POST"])
def register_code() -> AnyResponse:
    purpose = registration.PURPOSE
    if request.method == "GET":
        return one_time.code_page(purpose)
    with world().database.transaction() as session:
        one_time.count_try(session)
        account = registration.finish(
            session, one_time.ticket(purpose), request.form.get("code", ""), at=clock.now()
        )
        if account is not None:
            identity.sign_in(session, account)
    if account is None:
        return one_time.wrong_code(purpose)
    identity.notify(_("Tài khoản của bạn đã được lập và bạn đã đăng nhập."))
    return redirect(_landing(), code=303)


@blueprint.route("/dang-nhap", methods=["GET", "POST"])
def sign_in() -> AnyResponse:
    if request.method == "GET":
        return _page("sign_in") if identity.visitor().is_guest else redirect(_landing())
    if request.form.get("way") == "code":
        return _send_code(login.SIGN_IN, "sign_in", field="identifier")
    typed = _typed("identifier")
    errors = {
        "identifier": "" if typed["identifier"] else _("Nhập email, số điện thoại hoặc tên đăng nhập"),
        "password": "" if request.form.get("password") else _("Nhập mật khẩu"),
    }
    if any(errors.values()):
        return _page("sign_in", typed=typed, errors=errors)
    try:
        account_id = login.by_password(
            world().database,
            typed["identifier"],
            request.form["password"],
            network=network(request.remote_addr),
            secret=world().settings.secret,
            at=clock.now(),
        )
    except TooMany as refusal:
        return _page("sign_in", typed=typed, errors={"identifier": refusal.sentence}, status=429)
    if account_id is None:
        sentence = _("Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra lại, hoặc chọn Nhận mã đăng nhập")
        return _page("sign_in", typed=typed, errors={"identifier": sentence})
    with world().database.transaction() as session:
        identity.sign_in(session, login.account(session, account_id))
    return redirect(_landing(), code=303)


@blueprint.route("/dang-nhap/ma", methods=["GET", "POST"])
def sign_in_code() -> AnyResponse:
    purpose = login.SIGN_IN
    if request.method == "GET":
        return one_time.code_page(purpose)
    with world().database.transaction() as session:
        one_time.count_try(session)
        account = login.by_code(
            session, one_time.ticket(purpose), request.form.get("code", ""), at=clock.now()
        )
        if account is not None:
            identity.sign_in(session, account)
    return one_time.wrong_code(purpose) if account is None else redirect(_landing(), code=303)


@blueprint.route("/quen-mat-khau", methods=["GET", "POST"])
def forgotten() -> AnyResponse:
    if request.method == "GET":
        return _page("forgotten")
    return _send_code(login.RESET, "forgotten", field="contact")


@blueprint.route("/quen-mat-khau/ma", methods=["GET", "POST"])
def forgotten_code() -> AnyResponse:
    """The code and the new password, on one page."""
    purpose = login.RESET
    if request.method == "GET":
        return one_time.code_page(purpose)
    weakness = passwords.weakness(request.form.get("password", ""))
    if weakness:
        return one_time.code_page(purpose, errors={"password": weakness}, status=422)
    password_hash = passwords.hashed(request.form["password"])
    with world().database.transaction() as session:
        one_time.count_try(session)
        account = login.by_code(
            session, one_time.ticket(purpose), request.form.get("code", ""), at=clock.now()
        )
        if account is not None:
            login.set_password(session, account, password_hash, at=clock.now())
            identity.sign_in(session, account)
    if account is None:
        return one_time.wrong_code(purpose)
    identity.notify(_("Mật khẩu đã được đặt lại. Mọi thiết bị khác đã được đăng xuất."))
    return redirect(_landing(), code=303)


@blueprint.post("/gui-lai-ma/<any(register, sign_in, reset):purpose>")
def resend(purpose: str) -> AnyResponse:
    """Send the code of `purpose` again, to the same address."""
    send_again = registration.send_again if purpose == registration.PURPOSE else login.send_again
    try:
        with world().database.transaction() as session:
            one_time.count_request(session)
            fresh = send_again(session, one_time.ticket(purpose), at=clock.now())
    except TooMany as refusal:
        return one_time.code_page(purpose, errors={"code": refusal.sentence}, status=429)
    if fresh is None:
        return one_time.start_over(purpose)
    identity.notify(_("Đã gửi mã mới. Mã cũ không dùng được nữa."))
    return one_time.to_code_page(purpose, fresh)


@blueprint.post("/dang-xuat")
def sign_out() -> AnyResponse:
    identity.sign_out()
    identity.notify(_("Bạn đã đăng xuất."))
    return redirect("/", code=303)


def _send_code(purpose: str, page: str, *, field: str) -> AnyResponse:
    """Send a code to the address typed in `field` and go where it is typed in."""
    typed = _typed(field)
    destination = contact(typed[field])
    if destination is None:
        return _page(
            page, typed=typed, errors={field: _("Nhập địa chỉ email hoặc số điện thoại di động để nhận mã")}
        )
    try:
        with world().database.transaction() as session:
            one_time.count_request(session)
            ticket = login.send_code(session, purpose, destination, at=clock.now())
    except TooMany as refusal:
        return _page(page, typed=typed, errors={field: refusal.sentence}, status=429)
    return one_time.to_code_page(purpose, ticket)


def _registration(typed: Mapping[str, str], password: str) -> tuple[Registration | None, Mapping[str, str]]:
    """What to register, or the sentences that say what is still wrong, by input name."""
    destination = contact(typed["contact"])
    too_long = _("Họ và tên dài nhất là %(longest)d ký tự", longest=registration.LONGEST_NAME)
    errors = {
        "full_name": _("Nhập họ và tên")
        if not typed["full_name"]
        else too_long * (len(typed["full_name"]) > registration.LONGEST_NAME),
        "contact": ""
        if destination
        else _("Nhập địa chỉ email hoặc số điện thoại di động, ví dụ 0912 345 678"),
        "password": passwords.weakness(password),
    }
    if any(errors.values()) or destination is None:
        return None, errors
    language = preferences().language
    return Registration(typed["full_name"], destination, passwords.hashed(password), language), {}


def _typed(*names: str) -> dict[str, str]:
    """What was typed, without stray spaces and with each letter written one way (NFC)."""
    return {
        name: unicodedata.normalize("NFC", " ".join(request.form.get(name, "").split())) for name in names
    }


def _landing() -> str:
    """Where to go after signing in: the page that asked for it, else where this person usually works."""
    who = identity.visitor()
    usual = url_for("profile.home")
    if who.is_citizen:
        usual = url_for("mine.dossiers")
    elif allowed(Access.OFFICER, who):
        usual = url_for("desk.queue")
    elif allowed(Access.ANALYST, who) and "console" in current_app.blueprints:
        usual = url_for("console.procedures")
    return own_path(request.args.get("next"), otherwise=usual)


def _page(
    name: str,
    *,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    status: int = 422,
) -> AnyResponse:
    """One page of the door; with errors its answer says so (422, or `status`)."""
    said = {field: sentence for field, sentence in (errors or {}).items() if sentence}
    next_path = own_path(request.args.get("next"), otherwise="")
    page = render_template(
        f"citizen/account/{name}.html", typed=typed or {}, errors=said, has_errors=bool(said), next=next_path
    )
    return make_response(page, status if said else 200)
