"""Headings and points of the reading: a list in plain text, points within points by their margin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.text import Text
from renderer.languages import words


def section(heading: str, points: Iterable[str]) -> Iterator[str]:
    """Nothing for a heading without points."""
    written = list(points)
    if written:
        yield ""
        yield heading
        for point in written:
            inner = point.lstrip(" ")
            yield f"  {point[: len(point) - len(inner)]}- {inner}"


def with_remarks(name: str, remarks: Iterable[str]) -> str:
    said = "; ".join(remark.rstrip(".") for remark in remarks if remark)
    return f"{name} – {said}" if said else name


def prose(text: Text | str | None) -> str:
    """A passage on one line."""
    return " ".join(words(text).split())


def inner(points: Iterable[str]) -> Iterator[str]:
    """The same points, one level further in."""
    return (f"  {point}" for point in points)
