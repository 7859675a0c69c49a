"""A scenario file → scenarios, or every reason why not: source, shape, names, values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from engine import schema, source
from engine.calendars import VIETNAM
from engine.definition import Definition
from engine.nodes import ListNode, MapNode, Node, ScalarNode, below, plain
from engine.normal import as_map
from engine.problems import Place, Problem, has_errors, in_order
from engine.scenarios.names import TOGETHER, check_names
from engine.scenarios.shape import Expect, Happen, Leave, Move, Scenario, Submission, Supply, Take, Wait
from engine.spans import Span
from engine.validator import SCENARIO, TRUE

_NEVER = datetime(1, 1, 1, tzinfo=VIETNAM)


@dataclass(frozen=True, slots=True)
class ScenarioFile:
    """`scenarios` is empty when there is an error among the problems."""

    file: str
    text: str
    scenarios: tuple[Scenario, ...]
    problems: tuple[Problem, ...]


def load_scenarios(path: Path, definition: Definition) -> ScenarioFile:
    """Read the scenarios of one procedure; a file that cannot be opened is a finding too."""
    try:
        content = path.read_bytes()
    except OSError as error:
        problem = Problem("Y025", Place(str(path), 1, 1), params={"detail": error.strerror or ""})
        return ScenarioFile(str(path), "", (), (problem,))
    return load_scenarios_text(content, str(path), definition)


def load_scenarios_text(text: str | bytes, file: str, definition: Definition) -> ScenarioFile:
    """Read what is in an editor; `file` is only the name to show."""
    read = source.read(text, file)
    problems = list(read.problems)
    scenarios: tuple[Scenario, ...] = ()
    if read.root is not None:
        kind = "list" if isinstance(read.root, ListNode) else "file"
        shape = schema.check(read.root, file=SCENARIO, definition=kind, complete=read.complete)
        problems.extend(problem for problem in shape.problems if problem.place.line < read.sound_until)
        if read.complete:
            scenarios = _scenarios(shape.sound, definition, problems)
    return ScenarioFile(read.file, read.text, () if has_errors(problems) else scenarios, in_order(problems))


def _scenarios(root: Node, definition: Definition, problems: list[Problem]) -> tuple[Scenario, ...]:
    usual = as_map(root.get("usual")) if isinstance(root, MapNode) else as_map(None)
    listed = root.get("scenarios") if isinstance(root, MapNode) else root
    found = [item for item in (listed if isinstance(listed, ListNode) else ()) if isinstance(item, MapNode)]
    problems.extend(check_names(usual, found, definition))
    if definition.process is None:
        problems.append(Problem("K018", root.place, root.path))
    reader = _Reader(usual, problems)
    scenarios = tuple(reader.scenario(item) for item in found)
    first: dict[str, int] = {}
    for scenario in scenarios:
        line = first.setdefault(scenario.name, scenario.place.line)
        if line != scenario.place.line:
            params = {"name": scenario.name, "line": line}
            problems.append(Problem("K008", scenario.place, scenario.path, params))
    return scenarios


class _Reader:
    """Reads scenarios on the ground of what is usual. Faulty moments are reported and read as never."""

    def __init__(self, usual: MapNode, problems: list[Problem]) -> None:
        self.usual = usual
        self.problems = problems

    def scenario(self, node: MapNode) -> Scenario:
        moves: list[Move] = []
        if isinstance(expected := node.get("expect"), MapNode):
            moves.append(Expect(expected, node.key_place("expect"), expected.path))
        then = node.get("then")
        for item in then if isinstance(then, ListNode) else ():
            moves.extend(self._move(as_map(item)))
        name = node.get("name")
        return Scenario(
            name=_word(name),
            at=self._moment(node.get("at")),
            submission=self._submission(as_map(node.get("submit"))),
            moves=tuple(moves),
            place=name.place if name else node.place,
            path=node.path,
        )

    def _submission(self, node: MapNode) -> Submission:
        documents = node.get("documents") or self.usual.get("documents")
        return Submission(
            channel=_word(node.get("channel") or self.usual.get("channel")) or "online",
            receive=_word(node.get("receive") or self.usual.get("receive")) or "online",
            applicant={**_data(self.usual.get("applicant")), **_data(node.get("applicant"))},
            answers={**_data(self.usual.get("answers")), **_data(node.get("answers"))},
            documents=_words(documents),
            case=_word(node.get("case") or self.usual.get("case")),
            registers={**_data(self.usual.get("registers")), **_data(node.get("registers"))},
        )

    def _move(self, node: MapNode) -> tuple[Move, ...]:
        """One item of `then`; an item that says nothing or too much was reported with the names."""
        acts = [key for key in node.entries if key not in TOGETHER]
        if len(acts) != 1:
            return ()
        key = acts[0]
        value, place, path = node.entries[key], node.key_place(key), below(node.path, key)
        refused = _word(node.get("refused"))
        match key:
            case "expect":
                return (Expect(as_map(value), place, path),)
            case "wait":
                return (Wait(place, path, span=Span.parse(_word(value))),)
            case "at":
                return (Wait(place, path, until=self._moment(value)),)
            case "answer_supplement":
                answer = as_map(value)
                documents = _words(answer.get("documents"))
                return (Supply(place, path, _data(answer.get("answers")), documents, refused),)
            case "withdraw":
                return (Leave(place, path, _word(value), refused),)
            case "paid" | "call_fails":
                return (Happen(key, place, path, _word(value), refused=refused),)
            case "linked":
                return (Happen(key, place, path, ending=_word(value), refused=refused),)
            case "call_answers":
                return (Happen(key, place, path, answers=_data(value), refused=refused),)
        return (self._take(key, _word(value), as_map(node.get("with")), place, path, refused),)

    def _take(self, step: str, outcome: str, given: MapNode, place: Place, path: str, refused: str) -> Take:
        usual = _data(as_map(self.usual.get("steps")).get(step))
        return Take(
            step=step,
            outcome=outcome,
            place=place,
            path=path,
            by=_word(given.get("by")) or step,
            reason=_word(given.get("reason")),
            items=_words(given.get("items")),
            answers={**usual, **_data(given.get("answers"))},
            supervisor=_word(given.get("supervisor")) in TRUE,
            has_result=given.get("result") is None or _word(given.get("result")) in TRUE,
            refused=refused,
        )

    def _moment(self, node: Node | None) -> datetime:
        try:
            return datetime.fromisoformat(_word(node)).replace(tzinfo=VIETNAM)
        except ValueError:
            if node is not None:
                self.problems.append(Problem("K006", node.place, node.path, {"value": _word(node)}))
            return _NEVER


def _word(node: Node | None) -> str:
    return node.text if isinstance(node, ScalarNode) else ""


def _words(node: Node | None) -> tuple[str, ...]:
    return tuple(_word(item) for item in node) if isinstance(node, ListNode) else ()


def _data(node: Node | None) -> Mapping[str, Any]:
    found: Mapping[str, Any] = plain(as_map(node))
    return found
