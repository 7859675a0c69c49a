"""Pages, fields, choices and columns of the normal form → values of the Definition."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from engine.compile.lookup import compile_lookup
from engine.compile.reader import Names, Reader, items
from engine.compile.visibility import is_conditional, visibility
from engine.definition import Check, Choice, Field, Page, Section
from engine.expressions import BOOLEAN, Expression, Type
from engine.fields import TYPES
from engine.nodes import MapNode, Node, ScalarNode
from engine.reserved import RESERVED
from engine.text import Text

COMMON_KEYS = frozenset(
    {"id", "label", "type", "required", "hint", "example", "when", "check", "compute", "choices", "columns"}
    | {"cases", "prefill", "listable", "sensitive", "depends_on", "parts", "default", "was", "legal_basis"}
)


def declare_pages(reader: Reader, form: MapNode, names: Names) -> None:
    """Make every field of the form known to expressions, in whatever order they stand."""
    for page in items(form.get("pages")):
        for part in _parts(page):
            declare_fields(reader, part.get("fields"), names)


def _parts(page: MapNode) -> tuple[MapNode, ...]:
    """What holds questions: the page itself, then its sections."""
    return (page, *items(page.get("sections")))


def declare_fields(reader: Reader, fields: Node | None, names: Names) -> None:
    for node in items(fields):
        name = node.get("id")
        if not isinstance(name, ScalarNode):
            continue
        if name.text in RESERVED:
            reader.report("R008", name, name=name.text)
            reader.unknowable.add(name.text)
        elif name.text in names.scope or name.text in names.facts:
            reader.report("R009", name, name=name.text)
        elif (shell := _shell(reader, node)) is None:
            reader.unknowable.add(name.text)
        elif TYPES[shell.type].holds_value:
            names.scope[name.text] = _type(shell, is_conditional=True)


def compile_pages(reader: Reader, form: MapNode, names: Names, connectors: MapNode) -> tuple[Page, ...]:
    """The pages, with every expression checked. Fields learn on the way under which conditions they are
    there.
    """
    whens: list[tuple[MapNode, list[Expression | None]]] = []
    for page in items(form.get("pages")):
        when = visibility(reader, page, names)
        around = (when,) if is_conditional(page) else ()
        note_presence(reader, page.get("fields"), names, around)
        inner: list[Expression | None] = []
        for section in items(page.get("sections")):
            inner.append(visibility(reader, section, names, (when,)))
            within = (*around, inner[-1]) if is_conditional(section) else around
            note_presence(reader, section.get("fields"), names, within)
        whens.append((page, [when, *inner]))
    return tuple(_page(reader, page, names, own, connectors) for page, own in whens)


def _page(
    reader: Reader, page: MapNode, names: Names, whens: list[Expression | None], connectors: MapNode
) -> Page:
    """`whens`: of the page, then of each of its sections."""
    when, *inner = whens
    fields = compile_fields(reader, page.get("fields"), names, (when,))
    sections: list[Section] = []
    for node, own in zip(items(page.get("sections")), inner, strict=True):
        asked = compile_fields(reader, node.get("fields"), names, (when, own))
        fields += asked
        sections.append(
            Section(
                id=reader.word(node.get("id")),
                title=reader.required_label(node.get("title")),
                asks=tuple(field.id for field in asked),
                text=reader.prose(node.get("text")),
                when=own,
            )
        )
    return Page(
        id=reader.word(page.get("id")),
        title=reader.required_label(page.get("title")),
        fields=fields,
        text=reader.prose(page.get("text")),
        when=when,
        sections=tuple(sections),
        lookup=compile_lookup(reader, page.get("lookup"), names, connectors, when),
        legal_basis=reader.words(page.get("legal_basis")),
    )


def note_presence(
    reader: Reader, fields: Node | None, names: Names, page_conditions: tuple[Expression | None, ...]
) -> None:
    """A required or computed field is there whenever its conditions hold; with none it is always there. Of
    conditions that cannot be read only that is said: whether they guard enough is not known.
    """
    silent = Reader(unknowable=reader.unknowable)  # faults are reported where the field is compiled
    for node in items(fields):
        name = reader.word(node.get("id"))
        own = (visibility(silent, node, names, page_conditions),) if is_conditional(node) else ()
        conditions = (*page_conditions, *own)
        if name not in names.scope or not _is_sure(silent, node, names, conditions):
            continue
        if any(condition is None for condition in conditions) or not conditions:
            names.scope[name] = names.scope[name].surely()
        else:
            known = tuple(condition for condition in conditions if condition is not None)
            sure = [part for part, kind in names.scope[name].fields.items() if not kind.optional]
            inner = sure if names.scope[name].kind == "record" else []
            names.present |= dict.fromkeys((name, *(f"{name}.{part}" for part in inner)), known)


def _is_sure(reader: Reader, node: MapNode, names: Names, conditions: tuple[Expression | None, ...]) -> bool:
    """Whether the field has an answer on every complete form on which it shows."""
    if node.get("compute") is None:
        return reader.flag(node.get("required"))
    shell = _shell(reader, node)
    if shell is None:
        return False
    computed = reader.expression(node.get("compute"), names, _type(shell).maybe(), conditions)
    return computed is not None and not computed.type.optional


def compile_fields(
    reader: Reader, fields: Node | None, names: Names, around: tuple[Expression | None, ...] = ()
) -> tuple[Field, ...]:
    """`around`: the conditions of what the fields stand in."""
    return tuple(
        field for node in items(fields) if (field := _field(reader, node, names, around)) is not None
    )


def _field(
    reader: Reader, node: MapNode, names: Names, around: tuple[Expression | None, ...]
) -> Field | None:
    shell = _shell(reader, node)
    if shell is None:
        return None
    when = visibility(reader, node, names, around)
    assuming = (*around, when)
    words = reader.prose if shell.type == "note" else reader.label
    return replace(
        shell,
        label=(words(node.get("label")) or Text.of("")),
        hint=words(node.get("hint")),
        when=when,
        checks=_checks(reader, node.get("check"), names, shell.id, assuming),
        compute=reader.expression(node.get("compute"), names, _type(shell).maybe(), assuming),
        choices=_choices(reader, node.get("choices"), names, assuming),
        fields=_columns(reader, node, names),
        parts=compile_fields(reader, node.get("parts"), names),
        settings=_settings(reader, node, shell.type),
    )


def _shell(reader: Reader, node: MapNode) -> Field | None:
    """The field without words and expressions, enough to know the type of its answer. None when its kind is
    not known.
    """
    kind = reader.word(node.get("type"))
    if kind not in TYPES:
        return None
    choices = tuple(
        Choice(reader.word(choice.get("id")), Text.of(""), of=reader.word(choice.get("of")))
        for choice in items(node.get("choices"))
    )
    parts = tuple(shell for part in items(node.get("parts")) if (shell := _shell(reader, part)) is not None)
    columns = tuple(
        shell for column in items(node.get("columns")) if (shell := _shell(reader, column)) is not None
    )
    return Field(
        id=reader.word(node.get("id")),
        type=kind,
        label=Text.of(""),
        required=reader.flag(node.get("required")),
        example=reader.word(node.get("example")),
        choices=choices,
        fields=columns,
        prefill=reader.word(node.get("prefill")),
        listable=reader.flag(node.get("listable")),
        sensitive=reader.flag(node.get("sensitive")),
        parts=parts,
        depends_on=reader.word(node.get("depends_on")),
        default=reader.word(node.get("default")),
        was=reader.words(node.get("was")),
        legal_basis=reader.words(node.get("legal_basis")),
    )


def _type(field: Field, *, is_conditional: bool = False) -> Type:
    """The type of a field's answer; one that may be hidden may be absent until `note_presence` says
    otherwise.
    """
    found = TYPES[field.type].expression_type(field)
    return found.maybe() if is_conditional else found.surely()


def _checks(
    reader: Reader, node: Node | None, names: Names, field_id: str, assuming: tuple[Expression | None, ...]
) -> tuple[Check, ...]:
    """A late check is put to the answers whether its own field has one or not."""
    answered = _having_answer(names, field_id)
    found: list[Check] = []
    for check in items(node):
        is_late = reader.flag(check.get("late"))
        rule = reader.expression(check.get("rule"), names if is_late else answered, BOOLEAN, assuming)
        message = reader.label(check.get("message"))
        if rule is not None and message is not None:
            found.append(Check(rule, message, is_late))
    return tuple(found)


def _having_answer(names: Names, field_id: str) -> Names:
    """The same names, with the field's own answer there for sure: no rule is held against an empty answer."""
    inside = names.copy()
    row = inside.scope.get("item")
    if row is not None and field_id in row.fields:
        inside.scope["item"] = replace(row, fields={**row.fields, field_id: row.fields[field_id].surely()})
    elif field_id in inside.scope:
        inside.scope[field_id] = inside.scope[field_id].surely()
    return inside


def _choices(
    reader: Reader, node: Node | None, names: Names, assuming: tuple[Expression | None, ...]
) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            id=reader.word(choice.get("id")),
            label=reader.required_label(choice.get("label")),
            when=reader.expression(choice.get("when"), names, BOOLEAN, assuming),
            code=reader.word(choice.get("code")),
            of=reader.word(choice.get("of")),
            was=reader.words(choice.get("was")),
        )
        for choice in items(node)
    )


def _columns(reader: Reader, node: MapNode, names: Names) -> tuple[Field, ...]:
    """The columns of a repeating group; within them `item` is the row being filled in."""
    columns = node.get("columns")
    if columns is None:
        return ()
    cells: dict[str, Type] = {}
    for column in items(columns):
        if (shell := _shell(reader, column)) is not None:
            is_sure = shell.required and column.get("when") is None
            cells[shell.id] = _type(shell, is_conditional=not is_sure)
    inside = names.copy()
    inside.scope["item"] = Type("record", fields=cells)
    silent = Reader(unknowable=reader.unknowable)
    for column in items(columns):
        when = silent.expression(column.get("when"), inside, BOOLEAN)
        if when is not None and reader.flag(column.get("required")):
            inside.present[f"item.{reader.word(column.get('id'))}"] = (when,)
    return compile_fields(reader, columns, inside)


def _settings(reader: Reader, node: MapNode, kind: str) -> dict[str, Any]:
    """What this kind alone understands. A setting that belongs to another kind is a finding."""
    known = TYPES[kind].settings
    settings: dict[str, Any] = {}
    for key, value in node.entries.items():
        if key in COMMON_KEYS or isinstance(value, MapNode):
            continue
        if key not in known:
            reader.report("S016", value, key=key, type=kind, known=", ".join(known) or "–")
            continue
        try:
            settings[key] = known[key].read(value)
        except ValueError:
            reader.report("S013", value, value=reader.word(value))
    return settings
