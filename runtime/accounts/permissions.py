"""Who may do what: one table from endpoint to access, and the rules about single dossiers and tasks.

Every endpoint of every program has one line here. An endpoint without a line is refused, so forgetting is
safe.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Protocol

from runtime.accounts.visitors import Visitor


class Access(StrEnum):
    """What an endpoint asks of the visitor."""

    PUBLIC = "public"
    CITIZEN = "citizen"
    SIGNED_IN = "signed_in"
    OFFICER = "officer"
    ANALYST = "analyst"
    ADMIN = "admin"


WEB: Mapping[str, Access] = {
    "static": Access.PUBLIC,
    "web.healthz": Access.PUBLIC,
    "web.readyz": Access.PUBLIC,
    "web.preferences": Access.PUBLIC,
    "web.resume": Access.SIGNED_IN,
}

ACCOUNT: Mapping[str, Access] = {
    "account.register": Access.PUBLIC,
    "account.register_code": Access.PUBLIC,
    "account.sign_in": Access.PUBLIC,
    "account.sign_in_code": Access.PUBLIC,
    "account.forgotten": Access.PUBLIC,
    "account.forgotten_code": Access.PUBLIC,
    "account.resend": Access.PUBLIC,
    "account.sign_out": Access.SIGNED_IN,
    "profile.home": Access.SIGNED_IN,
    "profile.change": Access.SIGNED_IN,
    "profile.password": Access.SIGNED_IN,
    "profile.sign_out_everywhere": Access.SIGNED_IN,
}

# The citizen's pages: catalogue, wizard, own dossiers, tracking (runtime/citizen/{site,wizard,mine}.py).
CITIZEN: Mapping[str, Access] = {
    "site.home": Access.PUBLIC,
    "site.catalogue": Access.PUBLIC,
    "site.procedure": Access.PUBLIC,
    "site.blank": Access.PUBLIC,
    "site.paper_form": Access.PUBLIC,
    "site.look_up": Access.PUBLIC,
    "site.track": Access.PUBLIC,
    "wizard.start": Access.CITIZEN,
    "wizard.discard": Access.CITIZEN,
    "wizard.move": Access.CITIZEN,
    "wizard.applicant": Access.CITIZEN,
    "wizard.case": Access.CITIZEN,
    "wizard.page": Access.CITIZEN,
    "wizard.documents": Access.CITIZEN,
    "wizard.file": Access.CITIZEN,
    "wizard.delivery": Access.CITIZEN,
    "wizard.review": Access.CITIZEN,
    "wizard.picture": Access.CITIZEN,
    "mine.dossiers": Access.CITIZEN,
    "mine.dossier": Access.CITIZEN,
    "mine.submitted": Access.CITIZEN,
    "mine.confirmation": Access.CITIZEN,
    "mine.declaration": Access.CITIZEN,
    "mine.slip": Access.CITIZEN,
    "mine.supplement": Access.CITIZEN,
    "mine.file": Access.CITIZEN,
    "mine.withdraw": Access.CITIZEN,
}

# The officer's desk (runtime/officer/desk.py).
DESK: Mapping[str, Access] = {
    "desk.queue": Access.OFFICER,
    "desk.take_next": Access.OFFICER,
    "desk.task": Access.OFFICER,
    "desk.claim": Access.OFFICER,
    "desk.release": Access.OFFICER,
    "desk.reassign": Access.OFFICER,
    "desk.decide": Access.OFFICER,
    "desk.attach_result": Access.OFFICER,
    "desk.remove_result": Access.OFFICER,
    "desk.collect": Access.OFFICER,
    "desk.file": Access.OFFICER,
    "desk.slip": Access.OFFICER,
    "desk.declaration": Access.OFFICER,
    "guides.screen": Access.OFFICER,
    "guides.paper": Access.OFFICER,
}

# The console (admin/*).
CONSOLE: Mapping[str, Access] = {
    "console.procedures": Access.ANALYST,
    "console.procedure_file": Access.ANALYST,
    "console.deliveries": Access.ADMIN,
    "console.resend": Access.ADMIN,
    "console.people": Access.ADMIN,
}

POLICY: Mapping[str, Access] = {**WEB, **ACCOUNT, **CITIZEN, **DESK, **CONSOLE}

_ROLES: Mapping[Access, frozenset[str]] = {
    Access.OFFICER: frozenset({"officer", "supervisor"}),
    Access.ANALYST: frozenset({"analyst", "admin"}),
    Access.ADMIN: frozenset({"admin"}),
}


def allowed(access: Access, visitor: Visitor) -> bool:
    """Whether this visitor passes this kind of door. Single objects behind the door have their own rules
    below.
    """
    match access:
        case Access.PUBLIC:
            return True
        case Access.SIGNED_IN:
            return not visitor.is_guest
        case Access.CITIZEN:
            return visitor.is_citizen
        case _:
            return visitor.is_staff and bool(_ROLES[access] & visitor.roles)


class Owned(Protocol):
    """A dossier or a draft: something that belongs to an account."""

    account_id: int


class Queued(Protocol):
    """A task: work lying in a queue."""

    queue: str


def owns(visitor: Visitor, thing: Owned) -> bool:
    """Whether the draft or dossier is this citizen's own."""
    return visitor.is_citizen and visitor.account_id is not None and thing.account_id == visitor.account_id


def may_see_dossier(visitor: Visitor, dossier: Owned, queues: Collection[str] = ()) -> bool:
    """Whether the visitor may read this dossier. `queues`: every queue the dossier's tasks have ever been in.

    Citizens see their own; officers what has passed through their queues or their unit; analysts and
    administrators, as such, see no dossier at all.
    """
    if visitor.is_citizen:
        return owns(visitor, dossier)
    return allowed(Access.OFFICER, visitor) and any(_covers(visitor, queue) for queue in queues)


def may_work(visitor: Visitor, task: Queued) -> bool:
    """Whether the visitor may claim and decide this task."""
    return allowed(Access.OFFICER, visitor) and _covers(visitor, task.queue)


def may_reassign(visitor: Visitor, task: Queued) -> bool:
    """Whether the visitor may hand this task to somebody else: supervisors, inside their own places."""
    return visitor.is_staff and "supervisor" in visitor.roles and _covers(visitor, task.queue)


def _covers(visitor: Visitor, queue: str) -> bool:
    """A place covers its own queue and, when it is a whole unit ("so-khcn"), the queues inside it
    ("so-khcn/phong-tdc").
    """
    return any(queue == place or queue.startswith(place + "/") for place in visitor.places)
