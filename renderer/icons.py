"""The few pictures beside words, drawn for this program on a 24 × 24 grid; decoration only, so hidden from
screen readers.
"""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

_SHAPES: Mapping[str, str] = {
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "check": '<path d="m4.5 12.5 5 5 10-11"/>',
    "warning": '<path d="M12 3.5 22 20.5H2Z"/><path d="M12 10v5"/><path d="M12 17.6v.4"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v6"/><path d="M12 7.2v.4"/>',
    "back": '<path d="m14.5 5-7 7 7 7"/>',
    "next": '<path d="m9.5 5 7 7-7 7"/>',
    "file": '<path d="M6 3h8l4 4v14H6Z"/><path d="M14 3v4h4"/>',
    "upload": '<path d="M12 16V4"/><path d="m7 9 5-5 5 5"/><path d="M4 17v3h16v-3"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.5l3.5 2"/>',
    "print": '<path d="M7 8V3h10v5"/><path d="M7 17H4V8h16v9h-3"/><path d="M7 14h10v7H7Z"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4 21c.8-4.5 4-6.5 8-6.5s7.2 2 8 6.5"/>',
}


def icon(name: str) -> Markup:
    """The named picture as inline SVG. Raises KeyError for a name that is not drawn."""
    return Markup(  # noqa: S704 - only the constant drawings above
        f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{_SHAPES[name]}</svg>'
    )
