"""The one full form of a procedure: shorthands written out, the process expanded, shared names looked up.

Maps whose order matters (pages, fields, choices, documents, fee lines, steps, outcomes, results) become
lists of maps with an `id`, so that the form survives any JSON store. `engine.compile` reads only this form,
whether it was just made from YAML or comes from a stored version.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from engine.addresses import with_parts
from engine.blocks import expanded
from engine.library import Library
from engine.lists import listed_choices, with_others
from engine.nodes import ListNode, MapNode, Node, ScalarNode, below, identified
from engine.normal_papers import papers
from engine.pages import written_out
from engine.problems import Problem
from engine.processes import EMPTY, completed, filled_in
from engine.suggest import nearest, some_of

ONE_STOP = "mot-cua"
_PARAMETER = re.compile(r"\bparam\.([a-z][a-z0-9_]*)")


@dataclass(frozen=True, slots=True)
class Normal:
    """`includes` holds what the procedure takes from the shared files: its agency and its sector, each with
    its id, and the dated amounts its fee names.
    """

    procedure: MapNode
    includes: MapNode
    problems: tuple[Problem, ...]


def normal_form(root: MapNode, library: Library) -> Normal:
    """Write out a well-shaped procedure. Names that are not in the library are reported and left as they
    are.
    """
    problems: list[Problem] = []
    root = expanded(root, library.blocks, problems)
    forms = _Forms(library.lists, problems)
    agency_id = _text(root.get("agency"))
    agency_id = agency_id if agency_id in library.agencies else ""
    entries = dict(root.entries)
    if isinstance(form := root.get("form"), MapNode):
        entries["form"] = _with_list(form, "pages", forms.page)
    if isinstance(facts := root.get("facts"), MapNode):
        entries["facts"] = _facts(facts)
    if isinstance(cases := root.get("cases"), MapNode):
        entries["cases"] = _cases(cases, agency_id, library, forms)
    entries |= papers(root, problems)
    if isinstance(fee := root.get("fee"), MapNode):
        entries["fee"] = _with_list(fee, "lines", _fee_line)
    entries.pop("result", None)
    entries["results"] = _results(root)
    if isinstance(process := root.get("process"), MapNode):
        entries["process"] = _process(process, agency_id, library, forms)
    includes = {
        "agency": _shared(root, "agency", "R001", library.agencies, problems),
        "sector": _shared(root, "sector", "R002", library.sectors, problems),
    }
    found = {key: node for key, node in includes.items() if node is not None}
    if used := _parameters(root.get("fee"), library.parameters, problems):
        found["parameters"] = MapNode(used, {})
    if asked := _connectors(root, library.connectors, problems):
        found["connectors"] = MapNode(asked, {})
    return Normal(replace(root, entries=entries), MapNode(found, {}), tuple(problems))


def as_map(node: Node | None) -> MapNode:
    """The node when it is a map, an empty one when it is missing."""
    return node if isinstance(node, MapNode) else EMPTY


def _cases(cases: MapNode, agency_id: str, library: Library, forms: _Forms) -> ListNode:
    """The cases with their processes and results written out, without their papers, which stand with all others."""
    listed = identified(cases)
    items: list[Node] = []
    for case in (as_map(item) for item in listed.items):
        full = case.without("documents", "result", "results")
        if "result" in case.entries or "results" in case.entries:
            full = full.having(results=_results(case))
        if isinstance(process := case.get("process"), MapNode):
            full = full.having(process=_process(process, agency_id, library, forms))
        items.append(full)
    return replace(listed, items=tuple(items))


def _facts(facts: MapNode) -> ListNode:
    listed = identified(facts)
    items: list[Node] = []
    for fact in (as_map(item) for item in listed.items):
        table = fact.get("table")
        if isinstance(table, MapNode) and isinstance(choices := table.get("choices"), MapNode):
            fact = fact.having(table=table.having(choices=identified(choices)))
        items.append(fact)
    return replace(listed, items=tuple(items))


# ---- form


@dataclass(frozen=True, slots=True)
class _Forms:
    """Writes out pages and fields; what is not on the shared lists is added to `problems`."""

    lists: Mapping[str, MapNode]
    problems: list[Problem]

    def page(self, page: MapNode) -> MapNode:
        sections = page.get("sections")
        listed = identified(sections) if isinstance(sections, MapNode) else None
        return written_out(page, listed, lambda part: self.fields(part, "fields"), self.problems)

    def fields(self, owner: MapNode, key: str, *, row: str = "") -> MapNode:
        """`owner` with the map at `key` as a list of fields written out. `row`: see `with_others`."""
        full = _with_list(owner, key, self._field)
        listed = full.get(key)
        return full.having(**{key: with_others(listed, row=row)}) if isinstance(listed, ListNode) else full

    def _field(self, field: MapNode) -> MapNode:
        check = field.get("check")
        if isinstance(check, MapNode):
            field = field.having(check=ListNode((check,), check.place, check.path))
        field = self.fields(field, "columns", row="item.")
        field = listed_choices(field, self.lists, self.problems)
        field = with_parts(field)
        if isinstance(parts := field.get("parts"), ListNode):
            full = tuple(self._field(as_map(part)) for part in parts.items)
            field = field.having(parts=replace(parts, items=full))
        if isinstance(choices := field.get("choices"), MapNode):
            field = field.having(choices=identified(choices))
        return field


def _fee_line(line: MapNode) -> MapNode:
    """An amount for each way of submitting is a table over `channel`."""
    ways = line.get("by_channel")
    if not isinstance(ways, MapNode) or "table" in line.entries:
        return line
    at = below(line.path, "table")
    match = ScalarNode("channel", ways.place, below(at, "match.0"))
    rows = tuple(
        ListNode(
            (replace(ways.keys[way], path=below(at, f"rows.{place}.0")), amount), amount.place, amount.path
        )
        for place, (way, amount) in enumerate(ways.entries.items())
    )
    table = {
        "match": ListNode((match,), ways.place, below(at, "match")),
        "rows": ListNode(rows, ways.place, below(at, "rows")),
    }
    return line.without("by_channel").having(table=MapNode(table, {}, ways.place, at))


def _results(root: MapNode) -> ListNode:
    if isinstance(results := root.get("results"), MapNode):
        return identified(results)
    if isinstance(result := root.get("result"), MapNode):
        name = ScalarNode("result", root.key_place("result"), below(result.path, "id"))
        return ListNode((result.having(id=name),), result.place, below(root.path, "results"))
    return ListNode((), root.place, below(root.path, "results"))


def _with_list(owner: MapNode, key: str, of_each: Callable[[MapNode], MapNode]) -> MapNode:
    value = owner.get(key)
    if not isinstance(value, MapNode):
        return owner
    listed = identified(value)
    return owner.having(**{key: replace(listed, items=tuple(of_each(as_map(item)) for item in listed.items))})


# ---- process


def _process(process: MapNode, agency_id: str, library: Library, forms: _Forms) -> MapNode:
    problems = forms.problems
    use = process.get("use")
    steps = as_map(process.get("steps"))
    if isinstance(use, ScalarNode):
        template = library.templates.get(use.text)
        if template is None:
            suggestion = nearest(use.text, library.templates)
            params = {"name": use.text, "suggestion": suggestion, "known": some_of(library.templates)}
            problems.append(Problem("R010", use.place, use.path, params))
            return process.without("use", "with", "steps")
        steps = filled_in(template, process, problems)
    full = completed(steps)
    listed = identified(full)
    known = tuple(library.queues())
    items = tuple(_step(as_map(step), agency_id, known, forms) for step in listed.items)
    kept = process.without("use", "with")
    kept = kept.having(steps=replace(listed, items=items))
    return (
        kept.having(template=replace(use, path="process.template")) if isinstance(use, ScalarNode) else kept
    )


def _step(step: MapNode, agency_id: str, known: tuple[str, ...], forms: _Forms) -> MapNode:
    queue = step.get("queue")
    if isinstance(queue, ScalarNode):
        name = f"{agency_id}/{ONE_STOP}" if queue.text == ONE_STOP else queue.text
        if name in known:
            step = step.having(queue=replace(queue, text=name))
        elif agency_id or queue.text != ONE_STOP:
            forms.problems.append(_unknown("R003", queue, known))
            step = step.without("queue")
    if isinstance(form := step.get("form"), MapNode):
        fields = forms.fields(form, "fields").get("fields")
        step = step.without("form")
        if fields is not None:
            step = step.having(fields=fields)
    separate = step.get("not_same_person_as")
    if isinstance(separate, ScalarNode):
        step = step.having(not_same_person_as=ListNode((separate,), separate.place, separate.path))
    if isinstance(outcomes := step.get("outcomes"), MapNode):
        step = step.having(outcomes=identified(outcomes))
    step = _with_list(step, "parties", lambda party: _step(party, agency_id, known, forms))
    return _with_list(
        step,
        "branches",
        lambda branch: _with_list(branch, "steps", lambda inner: _step(inner, agency_id, known, forms)),
    )


# ---- names of the shared lists


def _shared(
    root: MapNode, key: str, code: str, known: Mapping[str, Node], problems: list[Problem]
) -> MapNode | None:
    written = root.get(key)
    if not isinstance(written, ScalarNode):
        return None
    found = known.get(written.text)
    if found is None:
        problems.append(_unknown(code, written, known))
        return None
    named = (
        found if isinstance(found, MapNode) and key == "agency" else MapNode({"name": found}, {}, found.place)
    )
    return replace(named, entries={"id": written, **named.entries})


def _connectors(root: MapNode, known: Mapping[str, MapNode], problems: list[Problem]) -> dict[str, Node]:
    """The connectors that pages look up through and steps call, each with the operations they use."""
    used: dict[str, dict[str, Node]] = {}
    pages = as_map(as_map(root.get("form")).get("pages")).entries.values()
    users = (*(as_map(as_map(page).get("lookup")) for page in pages), *_steps_of(root))
    for written in (user.get("connector") for user in users):
        if not isinstance(written, ScalarNode):
            continue
        name, _, operation = written.text.partition(".")
        terms = as_map(as_map(known.get(name)).get("operations")).get(operation)
        if terms is None:
            problems.append(_unknown("R080", written, _operations(known)))
        else:
            used.setdefault(name, {})[operation] = terms
    return {
        name: known[name].having(operations=MapNode(dict(sorted(terms.items())), {}))
        for name, terms in sorted(used.items())
    }


def _steps_of(root: MapNode) -> Iterator[MapNode]:
    """The steps of every process as they are written, those inside branches too."""
    cases = (as_map(case) for case in as_map(root.get("cases")).entries.values())
    for owner in (root, *cases):
        for step in as_map(as_map(owner.get("process")).get("steps")).entries.values():
            yield as_map(step)
            for branch in as_map(as_map(step).get("branches")).entries.values():
                yield from map(as_map, as_map(as_map(branch).get("steps")).entries.values())


def _operations(connectors: Mapping[str, MapNode]) -> list[str]:
    return [
        f"{name}.{operation}"
        for name, each in connectors.items()
        for operation in as_map(each.get("operations")).entries
    ]


def _parameters(fee: Node | None, known: Mapping[str, MapNode], problems: list[Problem]) -> dict[str, Node]:
    """The dated amounts the fee names. An unknown one is reported once and left empty."""
    found: dict[str, Node] = {}
    for scalar in _expressions(fee):
        for name in sorted(set(_PARAMETER.findall(scalar.text)) - found.keys()):
            found[name] = known.get(name, EMPTY)
            if name not in known:
                params = {"name": name, "suggestion": nearest(name, known), "known": some_of(known)}
                at = scalar.place_of(scalar.text.index(f"param.{name}"))
                problems.append(Problem("R015", at, scalar.path, params))
    return dict(sorted(found.items()))


def _expressions(node: Node | None) -> Iterator[ScalarNode]:
    """Every scalar of the fee that may be an expression."""
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, ListNode):
        for item in node.items:
            yield from _expressions(item)
    elif isinstance(node, MapNode):
        for key, value in node.entries.items():
            if key not in {"name", "legal_basis", "proof"}:
                yield from _expressions(value)


def _unknown(code: str, written: ScalarNode, known: Iterable[str]) -> Problem:
    params = {"name": written.text, "suggestion": nearest(written.text, known), "known": some_of(known)}
    return Problem(code, written.place, written.path, params)


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, ScalarNode) else ""
