"""Official prose as words a procedure file may hold: no markup of the source, nothing that reads as markup here."""

from __future__ import annotations

import re

_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,200}>|<!--.*?-->", re.DOTALL)
_OPENS = re.compile(r"<(?=/?[A-Za-z!])")
_ENTITY = re.compile(r"&(?=#|[A-Za-z])")
_MARKDOWN = re.compile(r"\*\*|__|\]\(|^#{1,6} ", re.MULTILINE)
_BRACES = str.maketrans({"{": "(", "}": ")"})
_ITEM = re.compile(r"^\s*[•●▪–—+*]\s*")
_CLAUSE = re.compile(r"[.;:](?=\s)|,\s")
LONGEST_LABEL = 300
LONGEST_PROSE = 20_000


def prose(text: str) -> str:
    """Paragraphs and lists as the source has them. Cut, with a mark, beyond what a file may hold."""
    lines = [_ITEM.sub("- ", " ".join(line.split())) for line in _harmless(text).split("\n")]
    kept: list[str] = []
    for line in lines:
        is_item = line.startswith("- ")
        if (line and kept and kept[-1] and is_item != kept[-1].startswith("- ")) or (
            line and kept and kept[-1] and not is_item
        ):
            kept.append("")
        kept.append(line)
    whole = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
    return whole if len(whole) <= LONGEST_PROSE else whole[: LONGEST_PROSE - 2].rstrip() + " …"


def label(text: str, longest: int = LONGEST_LABEL) -> tuple[str, str]:
    """(one line, the whole as prose when the line could not hold it, else "")."""
    line = " ".join(_MARKDOWN.sub(" ", _harmless(text)).split())
    if len(line) <= longest:
        return line, ""
    stops = [found.start() for found in _CLAUSE.finditer(line, longest // 3, longest - 1)]
    cut = stops[-1] if stops else line.rfind(" ", 0, longest - 1)
    return line[: cut if cut > 0 else longest - 1].rstrip(" ,;:.") + "…", prose(text)


def has_markup(text: str) -> bool:
    return _TAG.search(text) is not None


def _harmless(text: str) -> str:
    plain = _TAG.sub(" ", text).translate(_BRACES)
    return _ENTITY.sub("＆", _OPENS.sub("‹", plain))
