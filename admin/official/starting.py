"""The first file of a procedure that starts from an official record."""

from __future__ import annotations

from typing import Any

from admin.official.procedure import Imported

_FIRST_FORM = {
    "pages": {
        "request": {
            "title": "Nội dung yêu cầu",
            "fields": {
                "content": {
                    "label": "Nội dung yêu cầu",
                    "type": "long_text",
                    "required": True,
                    "max_length": 1000,
                }
            },
        }
    }
}


def started(found: Imported, *, name: str, agency: str, sector: str, online: bool) -> dict[str, Any]:
    """The record's content under the ids of this installation. `online`: with a first form, as level 3; its
    process is the caller's. A fee of which the record does not say whether it is phí or lệ phí counts as phí.
    """
    body = {**found.body, "procedure": name, "agency": agency, "sector": sector}
    if not online:
        return body
    body["level"] = 3
    channels = body["channels"]
    body["channels"] = {
        "submit": {"online": {}, **channels["submit"]},
        "receive": {"counter": {}, **channels["receive"]},
    }
    if fee := body.get("fee"):
        lines = {key: {"kind": "phi", **line} for key, line in fee["lines"].items()}
        body["fee"] = {**fee, "lines": lines}
    # In the order of a publication: the form stands before the papers.
    parts = {key: body.pop(key) for key in ("documents", "cases", "fee") if key in body}
    return {**body, "form": _FIRST_FORM, **parts}
