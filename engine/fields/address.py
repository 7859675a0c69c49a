"""An address in its levels. Since 1 July 2025 there are two (Nghị quyết 202/2025/QH15), older papers have three."""

from __future__ import annotations

from collections.abc import Mapping

from engine.definition import Field
from engine.expressions import Type
from engine.fields.base import MAX_RAW, FieldType, Parsed, problem
from engine.fields.record import RecordType
from engine.fields.text import TextType
from engine.text import Text
from engine.values import Value

PARTS = ("province", "district", "ward", "detail", "as_of")
"""What an address can have, from the largest; "as_of" is the day of the paper it is copied from."""

_LINE = TextType("address", longest=300)
_KINDS = ("tỉnh ", "thành phố ", "tp. ", "tp ", "tp.")


class AddressType(RecordType):
    """A record of `PARTS`. Without parts, as in versions stored before addresses had any, it is a line of text."""

    def __init__(self, part_types: Mapping[str, FieldType]) -> None:
        super().__init__("address", part_types)

    def expression_type(self, field: Field) -> Type:
        return super().expression_type(field) if field.parts else _LINE.expression_type(field)

    def parse(self, field: Field, raw: object) -> Parsed:
        if not field.parts:
            return _LINE.parse(field, raw)
        if isinstance(raw, str) and len(raw) > MAX_RAW:
            return None, problem("too_long", max=MAX_RAW)
        return super().parse(field, raw)

    def taken_apart(self, field: Field, line: str) -> dict[str, str]:
        """ "12 Lê Lợi, phường Kon Tum, tỉnh Quảng Ngãi": the last piece when it names a province, the one before it as
        the ward; what is not understood stays together in the detail.
        """
        pieces = [piece.strip() for piece in line.split(",") if piece.strip()]
        asked = {part.id: part for part in field.parts}
        found: dict[str, str] = {}
        if pieces and "province" in asked and (province := _choice(asked["province"], pieces[-1])):
            found["province"] = province
            pieces.pop()
            for level in ("district", "ward"):
                if pieces and level in asked and (named := _choice(asked[level], pieces[-1])):
                    found[level] = named
                    pieces.pop()
        rest = ", ".join(pieces)
        if rest:
            found["detail" if "detail" in asked else field.parts[-1].id] = rest
        return found

    def show(self, field: Field, value: Value, language: str) -> str:
        if not isinstance(value, Mapping) or not field.parts:
            return str(value)
        asked = {part.id: part for part in field.parts}
        shown = {name: self.show_part(asked[name], value[name], language) for name in asked if name in value}
        line = ", ".join(shown[name] for name in ("detail", "ward", "district", "province") if name in shown)
        label = asked["as_of"].label.in_language(language) if "as_of" in shown else ""
        return f"{line} ({label}: {shown['as_of']})" if label else line


def _choice(part: Field, written: str) -> str:
    """The value for what is written: the choice of that name, or the words themselves where no list is given."""
    if part.type != "choice":
        return written
    return next((each.id for each in part.choices if _bare(each.label) == _bare(Text.of(written))), "")


def _bare(name: Text) -> str:
    """ "Tỉnh Quảng Ngãi" and "quảng ngãi" are one place."""
    plain = str(name).casefold().strip(" .")
    return next((plain.removeprefix(kind).strip() for kind in _KINDS if plain.startswith(kind)), plain)
