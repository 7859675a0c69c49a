"""The console's staff list: who works where."""

from __future__ import annotations

from flask import render_template

from admin.console import blueprint, navigation
from runtime.accounts import staff
from runtime.web import world


@blueprint.get("/can-bo")
def people() -> str:
    with world().database.reading() as session:
        accounts = staff.everyone(session)
    return render_template(
        "admin/people.html", accounts=accounts, side_navigation=navigation("console.people")
    )
