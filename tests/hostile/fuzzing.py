"""Random expressions, from plausible to absurd, made fast enough for runs of a million."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from tests.expression_maker import SCOPE, Maker

ESCAPES = (
    "__class__",
    "__import__('os')",
    "applicant.__class__.__mro__",
    "applicant.kind.__init__",
    "().__class__",
    "note.format(copies)",
    "'{0.__class__}'",
    "f'{copies}'",
    "lambda: 1",
    "copies ** copies",
    "9 ** 9 ** 9",
    "copies if",
    "[x for x in members]",
    "members[0]",
    "members.age.real",
    "eval('1')",
    "getattr(note, 'x')",
    "copies := 1",
    "note % note",
    "copies // 0",
    "~copies",
    "copies; copies",
    "{copies}",
    "copies # 1",
    "\\x41",
    "\uff1d",
    "с\u043epies",
    "\u202e",
    "1e999",
    "0x10",
    "1_000",
    "9" * 30,
    "2026-02-30",
    "0000-00-00",
    "9999-12-31",
)
TOKENS = (
    *SCOPE,
    *(
        "applicant.kind",
        "members.age",
        "members.share",
        "item.age",
        "'work'",
        '"x"',
        "0",
        "1",
        "2.5",
        "8.000",
    ),
    *(
        "and",
        "or",
        "not",
        "in",
        "if",
        "else",
        "yes",
        "no",
        "==",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
        "+",
        "-",
        "*",
        "/",
    ),
    *(
        "given(",
        "count(",
        "sum(",
        "any(",
        "all(",
        "any(members, item.age",
        "..",
        "item.share",
        "min(",
        "max(",
        "round(",
        "abs(",
        "add_days(",
        "age_on(",
        "(",
        ")",
        "[",
        "]",
        ",",
    ),
    *ESCAPES,
)
LETTERS = "abcxyz_019.'\"()[],+-*/<>=! \t\n\\{}:;@#$%^&|~`?éđ\u0301\u200b\uff08\U0001f642\x00"


def expressions(random: Random) -> Iterator[str]:
    """Texts without end: random letters, random tokens, right ones, and right ones spoiled in one place."""
    maker = Maker(random)
    while True:
        way = random.randrange(10)
        if way < 1:
            yield "".join(random.choices(LETTERS, k=random.randrange(1, 40)))
        elif way < 4:
            yield " ".join(random.choices(TOKENS, k=random.randrange(1, 14)))
        elif way < 7:
            yield maker.of_any_kind(random.randrange(1, 4))
        else:
            yield spoiled(maker.of_any_kind(random.randrange(1, 3)), random)


def spoiled(text: str, random: Random) -> str:
    """The same with a stretch cut out, doubled, or replaced by a token from anywhere."""
    start = random.randrange(len(text) + 1)
    end = min(len(text), start + random.randrange(8))
    between = (text[start:end] * 2, "", random.choice(TOKENS))[random.randrange(3)]
    return text[:start] + between + text[end:]
