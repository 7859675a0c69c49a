"""“Did you mean …?”: the known name nearest to a mistyped one."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable


def nearest(written: str, known: Iterable[str]) -> str:
    """The one of `known` that `written` most likely meant, or "" when none is near.

    Marks, case and the choice between "-" and "_" do not count as differences.
    """
    by_skeleton: dict[str, str] = {}
    for name in known:
        by_skeleton.setdefault(_skeleton(name), name)
    found = difflib.get_close_matches(_skeleton(written)[:100], by_skeleton, n=1, cutoff=0.6)
    return by_skeleton[found[0]] if found else ""


def _skeleton(name: str) -> str:
    folded = unicodedata.normalize("NFD", name.casefold()).replace("đ", "d").replace("_", "-")
    return "".join(letter for letter in folded if not unicodedata.combining(letter))
