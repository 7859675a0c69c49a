"""Random well-typed expressions and environments, for the properties and for the vectors that bind server
and browser.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from engine.expressions import BOOLEAN, DATE, NUMBER, TEXT, Type

PURPOSES = ("work", "study", "marriage")
HOBBIES = ("tea", "chess", "music")

SCOPE: Mapping[str, Type] = {
    "copies": NUMBER,
    "area": NUMBER,
    "extra": NUMBER.maybe(),
    "start": DATE,
    "until": DATE.maybe(),
    "today": DATE,
    "urgent": BOOLEAN,
    "abroad": BOOLEAN.maybe(),
    "note": TEXT,
    "purpose": Type("choice", choices=PURPOSES),
    "hobbies": Type("choices", choices=HOBBIES),
    "applicant": Type(
        "record", fields={"kind": Type("choice", choices=("citizen", "organization")), "birth": DATE.maybe()}
    ),
    "members": Type("records", optional=True, fields={"age": NUMBER, "share": NUMBER.maybe(), "born": DATE}),
}
_NOTES = ("Hà Nội", "", "x", "đường số 5")


class Maker:
    """Draws from `random` only, so one seed gives one expression."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def of_any_kind(self, depth: int = 3) -> str:
        return self._one_of(self.number, self.boolean, self.boolean, self.day)(depth)

    def _one_of(self, *makers: Any) -> Any:
        return makers[self._random.randrange(len(makers))]

    # ---- expressions

    def number(self, depth: int) -> str:
        if depth <= 0:
            return self._one_of(self._literal, lambda: "copies", lambda: "area")()
        inner = depth - 1
        return self._one_of(
            lambda: f"({self.number(inner)} {self._one_of('+', '-', '*', '/')} {self.number(inner)})",
            lambda: f"-{self.number(0)}",
            lambda: f"({self.number(inner)} if {self.boolean(inner)} else {self.number(inner)})",
            lambda: "(extra if given(extra) else 0)",
            lambda: f"round({self.number(inner)}, {self._random.randrange(-4, 13)})",
            lambda: f"{self._one_of('abs', 'floor', 'ceiling', 'round')}({self.number(inner)})",
            lambda: f"{self._one_of('min', 'max')}({self.number(inner)}, {self.number(inner)})",
            lambda: f"{self._one_of('min', 'max')}(members.age, {self.number(inner)})",
            lambda: self._one_of("count(members)", "sum(members.age)", "sum(members.share)"),
            lambda: self._over_rows(inner),
            lambda: f"{self._between()}({self.day(inner)}, {self.day(inner)})",
        )()

    def _over_rows(self, depth: int) -> str:
        """A number out of what is worked out on each row; beside the row other answers may be named."""
        return str(
            self._one_of(
                lambda: f"count(members, {self._of_row()})",
                lambda: f"sum(members, item.age * {self._one_of('2', 'copies', '(item.age - 1)')})",
                lambda: "sum(members, item.share if given(item.share) else 0)",
                lambda: f"{self._one_of('min', 'max')}(members, item.age + copies, {self.number(depth)})",
                lambda: "max(members, days_between(item.born, today), 0)",
            )()
        )

    def _of_row(self) -> str:
        return str(
            self._one_of(
                "item.age < 18",
                "item.age in [0..17, 60, 90..200]",
                "given(item.share) and item.share > 0.2",
                "item.born > start and urgent",
                "copies / item.age > 1",
                "age_on(item.born, today) >= 18 or given(item.share)",
            )
        )

    def _between(self) -> str:
        return str(self._one_of("days_between", "months_between", "years_between", "age_on"))

    def boolean(self, depth: int) -> str:
        if depth <= 0:
            return str(self._one_of("urgent", "yes", "no", "note == 'x'", "'tea' in hobbies", "given(extra)"))
        inner = depth - 1
        return self._one_of(
            lambda: f"({self.boolean(inner)} {self._one_of('and', 'or')} {self.boolean(inner)})",
            lambda: f"not {self.boolean(0)}",
            lambda: f"({self.number(inner)} {self._comparison()} {self.number(inner)})",
            lambda: f"({self.day(inner)} {self._comparison()} {self.day(inner)})",
            lambda: f"(purpose {self._one_of('==', '!=')} '{self._one_of(*PURPOSES)}')",
            lambda: f"purpose in ['{self._one_of(*PURPOSES)}', 'work']",
            lambda: f"'{self._one_of(*HOBBIES)}' {self._one_of('in', 'not in')} hobbies",
            lambda: "(applicant.kind == 'citizen')",
            lambda: f"(given(extra) and extra > {self.number(inner)})",
            lambda: f"(not given(until) or until >= {self.day(inner)})",
            lambda: "(given(applicant.birth) and age_on(applicant.birth, today) >= 18)",
            lambda: "(abroad if given(abroad) else urgent)",
            lambda: f"(copies in [{self._literal()}, 1, 2])",
            lambda: (
                f"(area {self._one_of('in', 'not in')} [0..{self._literal()}, {self.number(0)} + 0..150000])"
            ),
            lambda: "start in [1960-01-01..1999-12-31, 2024-02-29]",
            lambda: f"{self._one_of('any', 'all', 'not any')}(members, {self._of_row()})",
        )()

    def day(self, depth: int) -> str:
        if depth <= 0:
            return str(self._one_of("start", "today", "2024-02-29", "2026-01-31"))
        inner = depth - 1
        return self._one_of(
            lambda: self.day(0),
            lambda: (
                f"{self._one_of('add_days', 'add_months', 'add_years')}({self.day(inner)}, {self._small()})"
            ),
            lambda: f"({self.day(inner)} if {self.boolean(inner)} else {self.day(inner)})",
            lambda: f"{self._one_of('min', 'max')}({self.day(inner)}, {self.day(inner)})",
            lambda: f"max(members.born, {self.day(inner)})",
        )()

    def _comparison(self) -> str:
        return str(self._one_of("==", "!=", "<", "<=", ">", ">="))

    def _small(self) -> str:
        return str(self._random.randrange(0, 40))

    def _literal(self) -> str:
        return str(
            self._one_of(
                "0", "1", "2", "7", "0.5", "0.3333", "150000", "9999999999999", "0.000000000001", "12.25"
            )
        )

    # ---- environments

    def environment(self) -> dict[str, Any]:
        """Values for the names of SCOPE; now and then one is missing, as on a form not yet filled in."""
        values: dict[str, Any] = {
            "copies": Decimal(self._random.randrange(0, 12)),
            "area": Decimal(self._random.randrange(-(10**6), 10**9)).scaleb(-self._random.randrange(0, 5)),
            "start": self._some_day(),
            "today": self._some_day(),
            "urgent": self._one_of(True, False),
            "note": self._one_of(*_NOTES),
            "purpose": self._one_of(*PURPOSES),
            "hobbies": [hobby for hobby in HOBBIES if self._random.randrange(2)],
            "applicant": {"kind": self._one_of("citizen", "organization")},
        }
        values["applicant"] |= {"birth": self._some_day()} if self._random.randrange(2) else {}
        values |= self._optional()
        if not self._random.randrange(4):
            del values[self._one_of(*values)]
        return values

    def _optional(self) -> dict[str, Any]:
        maybe = {
            "extra": Decimal(self._random.randrange(-5, 50)),
            "until": self._some_day(),
            "abroad": self._one_of(True, False),
            "members": [self._member() for _ in range(self._random.randrange(4))],
        }
        return {name: value for name, value in maybe.items() if self._random.randrange(2)}

    def _member(self) -> dict[str, Any]:
        member: dict[str, Any] = {"age": Decimal(self._random.randrange(100)), "born": self._some_day()}
        return member | ({"share": Decimal("0.25")} if self._random.randrange(2) else {})

    def _some_day(self) -> date:
        return self._one_of(
            date(2024, 2, 29),
            date(2026, 1, 31),
            date(1950, 1, 1) + timedelta(days=self._random.randrange(40000)),
        )
