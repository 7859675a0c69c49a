"""`type: address` written out: the parts it asks for, with the lists they are chosen from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.nodes import ListNode, MapNode, Node, ScalarNode, below

PROVINCES = "tinh-thanh@1"
"""The provinces of today, unless the author names another list."""

OWN_KEYS = ("levels", "detail", "as_of", "provinces_from", "wards_from")
_LONGEST = "200"
_WORDS: Mapping[str, tuple[str, str]] = {
    "province": ("Tỉnh, thành phố", "Province or city"),
    "district": ("Quận, huyện, thị xã", "District"),
    "ward": ("Phường, xã, đặc khu", "Ward, commune or special zone"),
    "old_ward": ("Phường, xã, thị trấn", "Ward, commune or township"),
    "detail": ("Số nhà, đường, thôn, tổ dân phố", "House number, street, hamlet"),
    "as_of": ("Theo giấy tờ cấp ngày", "As on the paper issued on"),
}


def with_parts(field: MapNode) -> MapNode:
    """The field with its `parts` in place of the keys that describe them."""
    kind = field.get("type")
    if not isinstance(kind, ScalarNode) or kind.text != "address" or field.get("parts") is not None:
        return field
    path = below(field.path, "parts")
    parts = ListNode(tuple(_parts(field, kind, path)), kind.place, path)
    return field.without(*OWN_KEYS).having(parts=parts)


def _parts(field: MapNode, kind: ScalarNode, path: str) -> Iterator[MapNode]:
    is_old = _word(field.get("levels")) == "3"
    provinces = field.get("provinces_from") or (None if is_old else ScalarNode(PROVINCES, kind.place))
    wards = field.get("wards_from")
    yield _part("province", kind, path, provinces)
    if is_old:
        yield _part("district", kind, path)
    ward = _part("ward", kind, path, wards, words="old_ward" if is_old else "ward")
    is_hanging = wards is not None and provinces is not None
    yield ward.having(depends_on=ScalarNode("province", kind.place)) if is_hanging else ward
    detail = _word(field.get("detail")) or "required"
    if detail != "none":
        yield _part("detail", kind, path, required=detail == "required")
    if _word(field.get("as_of")) in ("yes", "true"):
        past = ScalarNode("yes", kind.place, below(path, "as_of.past"))
        yield _part("as_of", kind, path, kind_name="date", required=False).having(past=past)


def _part(
    name: str,
    at: ScalarNode,
    path: str,
    choices_from: Node | None = None,
    *,
    words: str = "",
    required: bool = True,
    kind_name: str = "text",
) -> MapNode:
    here = below(path, name)
    vi, en = _WORDS[words or name]
    label = MapNode(
        {
            "vi": ScalarNode(vi, at.place, f"{here}.label.vi"),
            "en": ScalarNode(en, at.place, f"{here}.label.en"),
        },
        {},
        at.place,
        f"{here}.label",
    )
    kind = "choice" if choices_from is not None else kind_name
    entries: dict[str, Node] = {
        "id": ScalarNode(name, at.place, f"{here}.id"),
        "type": ScalarNode(kind, at.place, f"{here}.type"),
        "label": label,
        "required": ScalarNode("yes" if required else "no", at.place, f"{here}.required"),
        **({"choices_from": choices_from} if choices_from is not None else {}),
        **({"max_length": ScalarNode(_LONGEST, at.place, f"{here}.max_length")} if kind == "text" else {}),
    }
    return MapNode(entries, {}, at.place, here)


def _word(node: Node | None) -> str:
    return node.text if isinstance(node, ScalarNode) else ""
