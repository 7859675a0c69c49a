"""The data of a procedure's submission as JSON Schema 2020-12, for systems that send or receive dossiers.

Values are written as `engine.values.to_json` writes them. Conditions between answers are not in the schema:
what is asked only sometimes is optional here, and `engine.answers.read` decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from engine.applicant import applicant_fields
from engine.definition import Definition, Field
from engine.fields import TYPES

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DECIMAL = {
    "type": "object",
    "properties": {"$decimal": {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}},
    "required": ["$decimal"],
    "additionalProperties": False,
}
_DATE = {
    "type": "object",
    "properties": {"$date": {"type": "string", "format": "date"}},
    "required": ["$date"],
    "additionalProperties": False,
}
_YEAR = {
    "type": "object",
    "properties": {"$year": {"type": "integer"}},
    "required": ["$year"],
    "additionalProperties": False,
}


def submission_schema(definition: Definition, language: str = "vi") -> dict[str, Any]:
    """Of {"case" where there are cases, "channel", "receive", "applicant": {…}, "answers": {…}}."""
    every = [(field, page.guards(field.id)) for page in definition.pages for field in page.fields]
    always = [field for field, guards in every if not guards]
    sometimes = [field for field, guards in every if guards]
    return {
        "$schema": DIALECT,
        "$id": f"https://thutuc.example/{definition.id}/{definition.content_hash}.json",
        "title": definition.name.in_language(language),
        "type": "object",
        "properties": {
            **({"case": {"enum": list(definition.cases_by_id)}} if definition.cases else {}),
            "channel": {"enum": [str(channel) for channel in definition.submit]},
            "receive": {"enum": [str(channel) for channel in definition.receive]},
            "applicant": _record(applicant_fields(definition), (), language),
            "answers": _record(always, sometimes, language),
        },
        "required": [*(["case"] if definition.cases else []), "channel", "receive", "applicant", "answers"],
        "additionalProperties": False,
    }


def _record(always: Iterable[Field], sometimes: Iterable[Field], language: str) -> dict[str, Any]:
    shown = [field for field in always if TYPES[field.type].holds_value]
    hidden = [field for field in sometimes if TYPES[field.type].holds_value]
    return {
        "type": "object",
        "properties": {field.id: _field(field, language) for field in (*shown, *hidden)},
        "required": [field.id for field in shown if field.required and field.when is None],
        "additionalProperties": False,
    }


def _field(field: Field, language: str) -> dict[str, Any]:
    about = {"title": field.label.in_language(language)}
    if field.hint:
        about["description"] = field.hint.in_language(language)
    return {**about, **_value(field, language)}


def _value(field: Field, language: str) -> dict[str, Any]:
    options = [choice.id for choice in field.choices]
    if field.type == "birth_date":
        return {"oneOf": [_DATE, _YEAR]}
    match TYPES[field.type].expression_type(field).kind:
        case "number":
            return dict(_DECIMAL)
        case "date":
            return dict(_DATE)
        case "boolean":
            return {"type": "boolean"}
        case "choice":
            return {"enum": options}
        case "choices":
            return {"type": "array", "items": {"enum": options}, "uniqueItems": True}
        case "record":
            return _record(field.parts, (), language)
        case "records":
            return {"type": "array", "items": _record(field.fields, (), language)}
    longest = field.settings.get("max_length")
    return {"type": "string", "minLength": 1, **({"maxLength": int(longest)} if longest else {})}
