"""Every sentence the program can say, found as the translators' tools find it."""

from __future__ import annotations

from pathlib import Path

from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir

ROOT = Path(__file__).parents[2]
_KEYWORDS = {**DEFAULT_KEYWORDS, "noted": None, "ngettext": (1, 2)}
_METHODS = [("**/templates/**.html", "jinja2"), ("**/templates/**.txt", "jinja2"), ("**.py", "python")]


def sentences(*packages: str) -> dict[str | tuple[str, ...], str]:
    """Each message id (a pair for singular and plural) with the first place that says it."""
    found: dict[str | tuple[str, ...], str] = {}
    for package in packages:
        for file, line, message, _, _ in extract_from_dir(ROOT / package, _METHODS, keywords=_KEYWORDS):
            found.setdefault(message, f"{package}/{file}:{line}")
    return found
