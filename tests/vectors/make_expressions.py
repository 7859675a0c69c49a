"""Writes expressions.json: `python -m tests.vectors.make_expressions`. The same seed always gives the same
file.

Each vector holds the text, its tree for the browser, an environment as the browser gets it, and what must
come out. The file changes only when the language changes; a test fails when it no longer says what the
server computes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from engine.definition import Field
from engine.expressions import ExpressionFailed, compile_expression
from engine.fields import TYPES
from engine.text import Text
from engine.values import YearOnly
from tests.expression_maker import SCOPE, Maker

PATH = Path(__file__).with_name("expressions.json")
SEED, HOW_MANY = 20260213, 400

BY_HAND = """
1/0 > 1
not urgent
extra > 2 if given(extra) else no
round(2.5)
round(-2.5)
round(0.125, 2)
7/2
1/3
2/3*3 == 2
0.1 + 0.2 == 0.3
months_between(2025-01-31, 2025-02-28)
months_between(start, today) <= 12
add_months(2024-01-31, 1)
add_years(2024-02-29, 1)
add_years(today, 9000)
add_days(start, 1/2)
age_on(2004-02-29, 2022-02-28)
age_on(2004-02-29, 2022-02-27)
floor(-0.5)
ceiling(-0.5)
9999999999999999 * 10
9999999999999 / 0.000000000001
0.0000005 * 0.000001
0.0000015 * 0.000001
1 - 0.000000000001
max(members.age, 0) > 3
copies > 0 and 10 / copies > 1
given(members)
given(applicant.birth)
note != 'Hà Nội'
any(members, item.age < 18)
all(members, item.age < 18)
all(members, given(item.share) and item.share > 0)
count(members, item.age in [0..17, 60])
sum(members, item.age * item.age)
min(members, item.born, today)
max(members, item.age * copies, 0) > 100
any(members, 10 / item.age > 1)
copies in [1..3, 7]
start not in [1990-01-01..2020-12-31]
""".strip().splitlines()
TYPED = {
    "number": "1.234|1.234,5|1234.5|1,5|0.125|0,125|12 345|1.23.4|abc|-3|- 3|1.2345|007|",
    "money": "8.000|8000 đồng|8.000đ|26.000 VND|8.00|150 000|₫",
    "date": "13/02/2026|13-2-2026|13.02.2026|13022026|2026-02-13|31/02/2026|13 2 2026|13/02/26|ngày mai",
    "birth_date": "1956|29/2/2004|29/2/2005|56",
    "yes_no": "yes|no|maybe|",
    "text": "  Hà   Nội |e\u0302",
}


def vectors() -> dict[str, Any]:
    random = Random(SEED)
    maker = Maker(random)
    texts = [*BY_HAND, *(maker.of_any_kind(random.randrange(1, 5)) for _ in range(HOW_MANY))]
    return {
        "expressions": [vector(text, maker.environment()) for text in texts],
        "typed": [typed_vector(kind, text) for kind, texts in TYPED.items() for text in texts.split("|")],
    }


def vector(text: str, environment: Mapping[str, Any]) -> dict[str, Any]:
    compiled = compile_expression(text, SCOPE, None)
    assert compiled.expression is not None, (text, compiled.faults)
    return {
        "text": text,
        "tree": compiled.expression.tree(),
        "environment": plain(environment),
        "result": outcome(compiled.expression, environment),
    }


def outcome(expression: Any, environment: Mapping[str, Any]) -> str:
    try:
        return written(expression.value(environment))
    except ExpressionFailed as failure:
        return f"failed {failure.code}"


def typed_vector(kind: str, text: str) -> dict[str, Any]:
    settings = {"decimals": 12} if kind == "number" else {}
    value, _problems = TYPES[kind].parse(Field("x", kind, Text.of("X"), settings=settings), text)
    if isinstance(value, YearOnly):
        value = date(value.year, 1, 1)
    field = Field("x", kind, Text.of("X"))
    return {"kind": TYPES[kind].expression_type(field).kind, "typed": text, "result": written(value)}


def written(value: Any) -> str:
    """A result so that Python and JavaScript write it alike."""
    match value:
        case None:
            return "absent"
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return f"number {value:f}"
        case date():
            return f"date {value.isoformat()}"
        case list() | tuple():
            return f"choices {','.join(value)}"
    return f"text {value}"


def plain(value: Any) -> Any:
    """As the page's `data-surroundings` holds it: numbers and days as text."""
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value if isinstance(value, bool | str) else str(value)


def main() -> None:
    parts = []
    for name, every in vectors().items():
        lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in every)
        parts.append(f'"{name}": [\n{lines}\n]')
    body = ",\n".join(parts)
    PATH.write_text(f"{{\n{body}\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
