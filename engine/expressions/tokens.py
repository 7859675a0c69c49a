"""Text of an expression -> tokens. Finds every unreadable character, not just the first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from engine.expressions.faults import Fault

MAX_LENGTH = 2000
KEYWORDS = frozenset({"and", "or", "not", "in", "if", "else", "yes", "no", "true", "false"})


class Kind(StrEnum):
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    NAME = "name"
    KEYWORD = "keyword"
    SYMBOL = "symbol"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """`text` as written, except that a TEXT token has lost its quotes; `column` is a 0-based offset."""

    kind: Kind
    text: str
    column: int


_PATTERN = re.compile(
    r"""(?P<space>[ \t\r\n]+)
    |(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9A-Za-z_]))
    |(?P<number>[0-9]+(?:\.[0-9]+)*)
    |(?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)
    |(?P<text>'[^'\x00-\x1f]*'|"[^"\x00-\x1f]*")
    |(?P<open>['"])
    |(?P<symbol>==|!=|<=|>=|\.\.|[-+*/<>()\[\],])
    |(?P<foreign>&&|\|\||=|!|&|\||[^\W\d_]+|.)""",
    re.VERBOSE | re.DOTALL,
)

# What people write who know another language, and typographic marks that word processors put in.
_INSTEAD: Mapping[str, str] = MappingProxyType(
    {
        "=": "==",
        "&&": "and",
        "&": "and",
        "||": "or",
        "|": "or",
        "!": "not",
        "≥": ">=",
        "≤": "<=",
        "≠": "!=",
        "×": "*",
    }
    | dict.fromkeys("“”„«»", '"')
    | dict.fromkeys("‘’‚", "'")
    | dict.fromkeys("–—−", "-")
)


def tokens(text: str) -> tuple[tuple[Token, ...], tuple[Fault, ...]]:
    """The tokens with an END at the close, and a fault for each thing that is no token."""
    if len(text) > MAX_LENGTH:
        return (), (Fault("X103", MAX_LENGTH, {"limit": MAX_LENGTH}),)
    found: list[Token] = []
    faults: list[Fault] = []
    for match in _PATTERN.finditer(text):
        written, column = match.group(), match.start()
        match match.lastgroup:
            case "space":
                continue
            case "foreign":
                faults.append(Fault("X101", column, {"found": written, "instead": _INSTEAD.get(written, "")}))
            case "open":
                faults.append(Fault("X102", column, {}))
                break
            case "text":
                found.append(Token(Kind.TEXT, unicodedata.normalize("NFC", written[1:-1]), column))
            case "name" if written in KEYWORDS:
                found.append(Token(Kind.KEYWORD, written, column))
            case group:
                found.append(Token(Kind(str(group)), written, column))
    found.append(Token(Kind.END, "", len(text)))
    return tuple(found), tuple(faults)
