"""The console's deliveries: mail and SMS that wait, that failed, that went out; failed ones can be sent again."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from admin.console import blueprint, navigation
from renderer.languages import gettext as _
from runtime import clock
from runtime.notifications import outbox
from runtime.web import world
from runtime.web.identity import notify

SHOWN = 100


@blueprint.get("/thu-tin")
def deliveries() -> str:
    with world().database.reading() as session:
        figures = outbox.figures(session, at=clock.now())
        rows = outbox.latest(session, limit=SHOWN)
    return render_template(
        "admin/deliveries.html", rows=rows, figures=figures, side_navigation=navigation("console.deliveries")
    )


@blueprint.post("/thu-tin/<int:row_id>/gui-lai")
def resend(row_id: int) -> Response:
    with world().database.transaction() as session:
        revived = outbox.revive(session, row_id, at=clock.now())
    if revived:
        world().bell.ring()
        notify(_("Đã đưa trở lại hàng chờ gửi."))
    else:
        notify(_("Tin này không ở trạng thái gửi hỏng, nên không gửi lại."))
    return redirect(url_for("console.deliveries"))
