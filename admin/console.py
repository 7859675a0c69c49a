"""The console's blueprint and its navigation. Who may enter stands in `runtime.accounts.permissions.POLICY`."""

from __future__ import annotations

from flask import Blueprint, url_for

from renderer.frame import Link, NavigationGroup
from renderer.languages import gettext as _
from runtime.accounts.permissions import POLICY, allowed
from runtime.web.identity import visitor

blueprint = Blueprint("console", __name__, url_prefix="/quan-tri", template_folder="templates")

PAGES = (
    ("console.procedures", "Thủ tục"),
    ("console.deliveries", "Thư và tin nhắn"),
    ("console.people", "Cán bộ"),
)


def navigation(current: str) -> list[NavigationGroup]:
    """The side navigation, `current` being the endpoint shown; only what this visitor may open."""
    links = [
        Link(_(label), url_for(endpoint), current=endpoint == current)
        for endpoint, label in PAGES
        if allowed(POLICY[endpoint], visitor())
    ]
    return [NavigationGroup(_("Quản trị"), links)]
