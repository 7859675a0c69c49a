"""The legal basis of one part of a procedure, as the small print beside it."""

from __future__ import annotations

from collections.abc import Sequence

from renderer.languages import gettext as _


def basis_words(basis: Sequence[str]) -> str:
    """ "Căn cứ: Điều 5 Thông tư 28/2012/TT-BKHCN.", or "" where the part has none of its own."""
    return _("Căn cứ: %(basis)s.", basis="; ".join(basis)) if basis else ""
