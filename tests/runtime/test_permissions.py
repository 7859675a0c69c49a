"""Who may do what: the table is complete, and every door of every program obeys it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

import admin.app
from runtime.accounts.permissions import (
    CITIZEN,
    CONSOLE,
    DESK,
    POLICY,
    Access,
    allowed,
    may_reassign,
    may_see_dossier,
    may_work,
)
from runtime.accounts.visitors import Visitor, guest
from runtime.db import Database
from runtime.web.identity import TOKEN_FIELD
from runtime.world import World
from tests import factories
from tests.client import Browser

ROLES = ("guest", "citizen", "officer", "supervisor", "analyst", "admin")

# Written out by hand, so that a slip in the code of the table shows here.
MAY_PASS: Mapping[Access, frozenset[str]] = {
    Access.PUBLIC: frozenset(ROLES),
    Access.SIGNED_IN: frozenset(ROLES) - {"guest"},
    Access.CITIZEN: frozenset({"citizen"}),
    Access.OFFICER: frozenset({"officer", "supervisor"}),
    Access.ANALYST: frozenset({"analyst", "admin"}),
    Access.ADMIN: frozenset({"admin"}),
}

# Something of the right shape for each converter and name of a URL; nothing of it exists.
STAND_IN = {
    "int": "987654",
    "any": None,
    "path": "khong/co",
    "default": "khong-co",
    "string": "khong-co",
    "float": "1.5",
}


@pytest.fixture
def whole(world: World) -> Flask:
    """The program with everything in it: public service and console."""
    made = admin.app.create_app(world)
    made.testing = True
    return made


def rules(app: Flask) -> list[Rule]:
    return sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint, rule.rule))


def address(rule: Rule) -> str:
    """A URL the rule matches."""
    made = re.sub(r"<any\(([^,)]+)[^)]*\):\w+>", r"\1", rule.rule)
    return re.sub(
        r"<(?:(\w+)(?:\([^)]*\))?:)?\w+>", lambda found: STAND_IN[found[1] or "default"] or "", made
    )


def visitors(app: Flask, database: Database) -> Iterator[tuple[str, Browser]]:
    for role in ROLES:
        browser = Browser(app)
        if role == "citizen":
            browser.sign_in(factories.citizen(database))
        elif role in {"officer", "supervisor"}:
            browser.sign_in(factories.staff(database, ("so-khcn/mot-cua", role)))
        elif role != "guest":
            browser.sign_in(factories.staff(database, ("*", role)))
        else:
            browser.open("/dang-nhap")
        yield role, browser


def test_every_endpoint_has_its_line_in_the_table(whole: Flask) -> None:
    missing = {rule.endpoint for rule in rules(whole)} - set(POLICY)
    assert missing == set()


def test_no_line_of_the_table_is_for_a_door_that_is_gone(whole: Flask) -> None:
    gone = set(POLICY) - {rule.endpoint for rule in rules(whole)}
    assert gone == set()


def test_the_sections_of_the_table_do_not_contradict_each_other() -> None:
    assert all(access is Access.OFFICER for access in DESK.values())
    assert set(CITIZEN.values()) <= {Access.PUBLIC, Access.CITIZEN}
    assert set(CONSOLE.values()) <= {Access.ANALYST, Access.ADMIN}


def test_every_door_opens_for_exactly_those_the_table_names(whole: Flask, database: Database) -> None:
    whole.testing = (
        False  # what is behind a door may not exist; who is let through to find out is the question
    )
    for role, browser in visitors(whole, database):
        for rule in rules(whole):
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                if rule.endpoint in {"account.sign_out", "profile.sign_out_everywhere"}:
                    continue
                passes = role in MAY_PASS[POLICY[rule.endpoint]]
                assert knock(browser, method, address(rule)) is passes, f"{role} {method} {rule.rule}"


def knock(browser: Browser, method: str, path: str) -> bool:
    """Whether the visitor gets past the door: neither sent to sign in nor told the page is not theirs."""
    form = {TOKEN_FIELD: browser.token()} if method == "POST" else None
    answer = browser.client.open(path, method=method, data=form)
    answer.close()
    assert answer.status_code < 500, f"{method} {path} answers {answer.status_code}"
    return not sent_to_sign_in(answer, path) and answer.status_code != 403


def sent_to_sign_in(answer: TestResponse, path: str) -> bool:
    """Whether a guest was asked who they are; the door's own pages lead there too, with nothing begun."""
    if path.startswith(("/quen-mat-khau", "/dang-nhap", "/dang-ky", "/gui-lai-ma")):
        return False
    return answer.status_code in {302, 303} and answer.headers["Location"].startswith("/dang-nhap")


def test_every_form_without_its_token_is_refused_for_everybody(whole: Flask, database: Database) -> None:
    for role, browser in visitors(whole, database):
        for rule in rules(whole):
            if "POST" not in (rule.methods or set()):
                continue
            answer = browser.client.post(address(rule))
            refused = answer.status_code in {400, 403} or sent_to_sign_in(answer, rule.rule)
            nobody_to_sign_out = rule.endpoint == "account.sign_out" and role == "guest"
            assert refused or nobody_to_sign_out, f"{role} POST {rule.rule} answers {answer.status_code}"


def test_an_endpoint_without_a_line_is_refused_even_to_the_administrator(
    whole: Flask, database: Database
) -> None:
    whole.add_url_rule("/moi-them", "forgotten.page", lambda: "bí mật")
    browser = Browser(whole)
    browser.sign_in(factories.staff(database, ("*", "admin")))
    page = browser.get("/moi-them")
    assert page.status == 403
    assert "bí mật" not in page.text


def test_the_public_program_does_not_contain_the_console(app: Flask) -> None:
    assert not [rule for rule in rules(app) if rule.endpoint.startswith("console.")]


@dataclass
class Thing:
    account_id: int = 1
    queue: str = "so-khcn/phong-tdc"


def officer(*places: str, roles: frozenset[str] = frozenset({"officer"})) -> Visitor:
    return Visitor(9, "staff", "Trần Văn Bình", "vi", frozenset(places), roles)


def citizen(account_id: int) -> Visitor:
    return Visitor(account_id, "citizen", "Nguyễn Thị Hoa", "vi")


def test_citizens_see_their_own_dossiers_only() -> None:
    assert may_see_dossier(citizen(1), Thing())
    assert not may_see_dossier(citizen(2), Thing())
    assert not may_see_dossier(guest("vi"), Thing(), ["so-khcn/phong-tdc"])


def test_officers_see_what_has_passed_through_their_places() -> None:
    queues = ["so-khcn/mot-cua", "so-khcn/phong-tdc"]
    assert may_see_dossier(officer("so-khcn/phong-tdc"), Thing(), queues)
    assert may_see_dossier(officer("so-khcn"), Thing(), queues)
    assert not may_see_dossier(officer("so-tp/mot-cua"), Thing(), queues)
    assert not may_see_dossier(officer("so-khcn/phong-tdc"), Thing())


def test_an_officer_whose_own_account_number_is_the_owners_sees_nothing_by_that() -> None:
    assert not may_see_dossier(officer("so-tp/mot-cua"), Thing(account_id=9), ["so-khcn/phong-tdc"])


@pytest.mark.parametrize(
    ("place", "works"),
    [
        ("so-khcn/phong-tdc", True),
        ("so-khcn", True),
        ("so-khcn/phong-tdc-2", False),
        ("so-khcn/phong", False),
        ("so-kh", False),
        ("*", False),
        ("", False),
    ],
)
def test_a_place_covers_its_own_queue_and_a_unit_the_queues_inside(place: str, works: bool) -> None:
    assert may_work(officer(place), Thing()) is works


def test_only_supervisors_reassign_and_only_at_home() -> None:
    supervisor = frozenset({"supervisor"})
    assert may_reassign(officer("so-khcn", roles=supervisor), Thing())
    assert not may_reassign(officer("so-tp", roles=supervisor), Thing())
    assert not may_reassign(officer("so-khcn"), Thing())


def test_analysts_and_administrators_as_such_see_no_dossier_and_work_no_task() -> None:
    for role in ("analyst", "admin"):
        visitor = officer("so-khcn", roles=frozenset({role}))
        assert not may_see_dossier(visitor, Thing(), ["so-khcn/phong-tdc"])
        assert not may_work(visitor, Thing())


def test_a_citizen_is_never_staff_whatever_roles_are_claimed() -> None:
    forged = Visitor(1, "citizen", "x", "vi", frozenset({"so-khcn"}), frozenset({"officer", "admin"}))
    assert not allowed(Access.OFFICER, forged)
    assert not allowed(Access.ADMIN, forged)
    assert not may_work(forged, Thing())
