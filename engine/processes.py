"""The steps of a process written out in full: a template filled in, and what each kind of step has without
being told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from engine import source
from engine.nodes import ListNode, MapNode, Node, ScalarNode, below, moved
from engine.problems import Problem
from engine.suggest import nearest, some_of

EMPTY = MapNode({}, {})
EXITS = ("to", "else", "agreed", "objected", "unanswered", "paid", "no_reply", "done", "failed")
"""Keys of a step, besides those of its outcomes and routes, that name the step that follows."""

_OF_INSPECTION = ("passed", "failed", "pending")
_FOLLOWING = ("accept", *_OF_INSPECTION)
_PARAMETER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


@dataclass(frozen=True, slots=True)
class Template:
    """`name` is "review-approve@1"; `root` the file's map, already found to be well formed."""

    name: str
    root: MapNode

    @property
    def parameters(self) -> MapNode:
        return _map(self.root.get("parameters"))

    @property
    def steps(self) -> MapNode:
        return _map(self.root.get("steps"))


def sample_steps(root: MapNode) -> MapNode:
    """A template's steps with each parameter's example in its place: what the shape check of the template
    looks at.
    """
    template = Template("", root)
    examples = {}
    for name, parameter in template.parameters.entries.items():
        example = _map(parameter).get("example")
        if isinstance(example, ScalarNode):
            examples[name] = example
    filled = _filled(template.steps, examples, set())
    return filled if isinstance(filled, MapNode) else EMPTY


def filled_in(template: Template, process: MapNode, problems: list[Problem]) -> MapNode:
    """The template's steps with the procedure's `with` laid over them and every parameter replaced."""
    steps = _map(moved(template.steps, "process.steps"))
    values: dict[str, ScalarNode] = {}
    overrides: dict[str, MapNode] = {}
    given = _map(process.get("with"))
    for name, value in given.entries.items():
        if isinstance(value, MapNode) and name in steps.entries:
            overrides[name] = value
        elif isinstance(value, ScalarNode) and name in template.parameters.entries:
            values[name] = value
        else:
            known = steps.entries if isinstance(value, MapNode) else template.parameters.entries
            params = {
                "name": name,
                "template": template.name,
                "known": some_of(known),
                "suggestion": nearest(name, known),
            }
            problems.append(Problem("R011", given.key_place(name), below("process.with", name), params))
    for name, override in overrides.items():
        _take_parameters(_map(steps.get(name)), override, values)
    merged = {name: _overlaid(_map(step), overrides.get(name, EMPTY)) for name, step in steps.entries.items()}
    for name, parameter in template.parameters.entries.items():
        default = _map(parameter).get("default")
        if isinstance(default, ScalarNode):
            values.setdefault(name, default)
    missing: set[str] = set()
    filled = _map(_filled(replace(steps, entries=merged), values, missing))
    use = process.get("use")
    for name in sorted(missing):
        description = _map(template.parameters.get(name)).get("description")
        words = description.text if isinstance(description, ScalarNode) else name
        params = {"parameter": name, "template": template.name, "description": words}
        problems.append(Problem("R012", use.place if use else process.place, "process.with", params))
    return filled


def _take_parameters(step: MapNode, override: MapNode, values: dict[str, ScalarNode]) -> None:
    """What a step is told in place of a parameter is the parameter's value for the other steps too, unless
    it has one.
    """
    for key, value in override.entries.items():
        written = step.get(key)
        found = _PARAMETER.fullmatch(written.text) if isinstance(written, ScalarNode) else None
        if found and isinstance(value, ScalarNode):
            values.setdefault(found[1], value)


def completed(steps: MapNode) -> MapNode:
    """The same steps with titles and outcomes of their kind where they have none, and the usual ends where
    one is named.
    """
    defaults = _defaults()
    kinds, ends = _map(defaults.get("kinds")), _map(defaults.get("ends"))
    entries = {name: _completed(name, _map(step), kinds, ends) for name, step in steps.entries.items()}
    keys = dict(steps.keys)
    for name in dict.fromkeys(_targets(entries.values())):
        if name not in entries and name in ends.entries:
            entries[name] = _map(moved(_map(ends.get(name)), below(steps.path, name)))
            keys[name] = ScalarNode(name, steps.place, below(steps.path, name))
    return replace(steps, entries=entries, keys=keys)


def _completed(name: str, step: MapNode, kinds: MapNode, ends: MapNode) -> MapNode:
    kind = step.get("kind")
    word = kind.text if isinstance(kind, ScalarNode) else "review"
    status = step.get("status")
    usual = (
        _map(ends.get(status.text))
        if word == "end" and isinstance(status, ScalarNode)
        else _map(kinds.get(word))
    )
    for key in ("title", "form"):
        if (value := usual.get(key)) is not None and step.get(key) is None:
            step = step.having(**{key: moved(value, below(step.path, key))})
    step = _with_parts(step, kinds, ends)
    if word == "inspect" and step.get("pending") is None:
        step = step.having(pending=ScalarNode(name, step.place, below(step.path, "pending")))
    step = _with_outcomes(step, word, usual)
    if word == "sign":
        step = _signing(step)
    return step.without("accept", *(_OF_INSPECTION if word == "inspect" else ()))


def _with_outcomes(step: MapNode, kind: str, usual: MapNode) -> MapNode:
    """The usual outcomes, with the step's own over them, where it names what follows or has none."""
    outcomes = usual.get("outcomes")
    accept = step.get("accept")
    named = isinstance(accept, ScalarNode) or (kind == "inspect" and step.get("passed") is not None)
    if not isinstance(outcomes, MapNode) or not (
        named or (kind != "intake" and step.get("outcomes") is None)
    ):
        return step
    values = {key: each for key in _FOLLOWING if isinstance(each := step.get(key), ScalarNode)}
    filled = _map(_filled(_map(moved(outcomes, below(step.path, "outcomes"))), values, set()))
    own = _map(step.get("outcomes"))
    return step.having(
        outcomes=replace(
            filled,
            entries={**filled.entries, **own.entries},
            keys={**{key: replace(node, place=step.place) for key, node in filled.keys.items()}, **own.keys},
        )
    )


def _with_parts(step: MapNode, kinds: MapNode, ends: MapNode) -> MapNode:
    """Its parties as steps of their kind, and the steps of its branches written out."""
    parties = step.get("parties")
    if isinstance(parties, MapNode):
        kind = ScalarNode("party", parties.place)
        asked = {
            name: _completed(name, _map(party).having(kind=kind), kinds, ends)
            for name, party in parties.entries.items()
        }
        step = step.having(parties=replace(parties, entries=asked))
    branches = step.get("branches")
    if isinstance(branches, MapNode):
        inner: dict[str, Node] = {}
        for name, branch in branches.entries.items():
            steps = _map(_map(branch).get("steps"))
            each = {key: _completed(key, _map(node), kinds, ends) for key, node in steps.entries.items()}
            inner[name] = _map(branch).having(steps=replace(steps, entries=each))
        step = step.having(branches=replace(branches, entries=inner))
    return step


def _signing(step: MapNode) -> MapNode:
    """What is signed is the result: the first outcome carries it unless some outcome says so itself."""
    outcomes = _map(step.get("outcomes"))
    if not outcomes.entries or any(
        "attach_result" in _map(each).entries for each in outcomes.entries.values()
    ):
        return step
    first, outcome = next(iter(outcomes.entries.items()))
    signed = _map(outcome).having(attach_result=ScalarNode("yes", step.place))
    return step.having(outcomes=replace(outcomes, entries={**outcomes.entries, first: signed}))


def _targets(steps: Iterable[MapNode]) -> Iterator[str]:
    """The steps that outcomes, routes and exits lead to."""
    for step in steps:
        routes = step.get("routes")
        led = [*_map(step.get("outcomes")).entries.values()]
        led += routes.items if isinstance(routes, ListNode) else ()
        found = [*(_map(each).get("to") for each in led), *(step.get(key) for key in EXITS)]
        yield from (target.text for target in found if isinstance(target, ScalarNode))
        for branch in _map(step.get("branches")).entries.values():
            yield from _targets(_map(each) for each in _map(_map(branch).get("steps")).entries.values())


def _overlaid(step: MapNode, override: MapNode) -> MapNode:
    entries = dict(step.entries)
    for key, value in override.entries.items():
        entries[key] = moved(value, below(step.path, key))
    return replace(step, entries=entries, keys={**step.keys, **override.keys})


def _filled(node: Node, values: dict[str, ScalarNode], missing: set[str]) -> Node | None:
    """The node with each scalar "{name}" replaced; an entry whose parameter has no value is left out and
    noted.
    """
    if isinstance(node, ScalarNode):
        found = _PARAMETER.fullmatch(node.text)
        if found is None:
            return node
        if found[1] not in values:
            missing.add(found[1])
            return None
        return replace(values[found[1]], path=node.path)
    if isinstance(node, ListNode):
        items = (_filled(item, values, missing) for item in node.items)
        return replace(node, items=tuple(item for item in items if item is not None))
    filled = ((key, _filled(value, values, missing)) for key, value in node.entries.items())
    return replace(node, entries={key: value for key, value in filled if value is not None})


@cache
def _defaults() -> MapNode:
    path = Path(__file__).parent / "process_defaults.yaml"
    read = source.read(path.read_bytes(), path.name)
    return _map(read.root)


def _map(node: Node | None) -> MapNode:
    return node if isinstance(node, MapNode) else EMPTY
