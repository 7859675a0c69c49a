"""The schema as editors need it. They know neither our `yes` and `no` nor our formats, and would underline right files.

Editors read YAML 1.2, in which only `true` is true: every yes/no also takes the words. A format that only our validator
knows is left to its pattern.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from engine.validator import PROCEDURE, published

_YES_OR_NO = ["yes", "no", True, False]
_OWN_FORMATS = frozenset({"money", "span", "size", "time"})


def editor_schema() -> str:
    """`engine/editor.schema.json`, as text."""
    schema = {**_for_editors(published(PROCEDURE)), "$id": "https://thutuc.example/editor.schema.json"}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _for_editors(part: Any) -> Any:
    if isinstance(part, list):
        return [_for_editors(each) for each in part]
    if not isinstance(part, Mapping):
        return part
    kept = {
        key: value if key in {"examples", "default"} else _for_editors(value)
        for key, value in part.items()
        if not (key == "format" and value in _OWN_FORMATS)
    }
    if kept.get("type") == "boolean":
        del kept["type"]
        kept["enum"] = _YES_OR_NO
        for word in {"default", "examples"} & set(kept):
            kept[word] = _as_words(kept[word])
    return kept


def _as_words(value: Any) -> Any:
    """What an editor shows and fills in: the words people write."""
    if isinstance(value, list):
        return [_as_words(each) for each in value]
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
