"""The reference of fields has every kind, with an example of its own; that each checks clean, `test_documents` sees to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.fields import TYPES

REFERENCE = Path(__file__).parents[2] / "docs/reference/fields.md"
SECTIONS = dict(
    re.findall(
        r"^### `([a-z_]+)`\n(.*?)(?=^##|\Z)",
        REFERENCE.read_text(encoding="utf-8"),
        flags=re.DOTALL | re.MULTILINE,
    )
)


def test_every_kind_of_field_has_its_paragraph_of_reference_and_no_other() -> None:
    assert set(SECTIONS) == set(TYPES)


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_the_example_of_a_kind_is_of_that_kind_and_its_settings_are_named(kind: str) -> None:
    written = SECTIONS[kind]
    assert f"type: {kind}" in written
    assert [name for name in TYPES[kind].settings if name not in written] == []
