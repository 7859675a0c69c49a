"""Every name used in one part of a file is declared in another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from engine.checks.proof import Subject
from engine.definition import JOIN, STOP, Definition, Field, Process, Step
from engine.fields import TYPES, SettingKind
from engine.problems import Problem
from engine.suggest import nearest, some_of


def outcomes(subject: Subject) -> Iterator[Problem]:
    """Where every outcome, route and exit leads, and the law's silence."""
    process = subject.definition.process
    if process is None:
        return
    for step in process.every():
        known = reachable_names(process, step)
        for path, target in leading(process, step):
            if target and target not in known:
                yield unknown(subject, "R004", path, target, known)
    silence = subject.definition.deadline.silence if subject.definition.deadline else None
    known = [step.id for step in process.steps]
    if silence is not None and silence.to and silence.to not in known:
        yield unknown(subject, "R004", "deadline.silence.to", silence.to, known)


def leading(process: Process, step: Step) -> Iterator[tuple[str, str]]:
    """The path and the target of everything that leads on from a step."""
    path = f"process.{process.path(step.id)}"
    yield from ((f"{path}.outcomes.{outcome.id}.to", outcome.to) for outcome in step.outcomes)
    yield from ((f"{path}.routes.{number}.to", route.to) for number, route in enumerate(step.routes))
    yield from ((f"{path}.{name}", target) for name, target in step.exits.items() if target != STOP)


def reachable_names(process: Process, step: Step) -> list[str]:
    """The steps it may lead to: those of the process, and within a branch those of the branch and its end."""
    known = [each.id for each in process.steps]
    block = process.around(step.id)
    return [*(each.id for each in block[1].steps), JOIN, *known] if block else known


def _at(subject: Subject, step: Step) -> str:
    process = subject.definition.process
    return f"process.{process.path(step.id)}" if process else f"process.steps.{step.id}"


def separations(subject: Subject) -> Iterator[Problem]:
    known = subject.definition.steps
    for step in known.values():
        for name in step.not_same_person_as:
            if name not in known:
                path = f"{_at(subject, step)}.not_same_person_as"
                yield unknown(subject, "R005", path, name, known)


def fee_lines(subject: Subject) -> Iterator[Problem]:
    lines = subject.definition.fee.lines if subject.definition.fee else ()
    known = [line.id for line in lines]
    for line in lines:
        for name in line.percent_of:
            if name not in known:
                yield unknown(subject, "R006", f"fee.lines.{line.id}.percent_of.{name}", name, known)


def authority(subject: Subject) -> Iterator[Problem]:
    known = subject.definition.documents_by_id
    delegation = subject.definition.delegation
    if delegation is not None and delegation.paper and delegation.paper not in known:
        yield unknown(subject, "R007", "delegation.paper", delegation.paper, known)


def proofs(subject: Subject) -> Iterator[Problem]:
    known = subject.definition.documents_by_id
    for line in subject.definition.fee.lines if subject.definition.fee else ():
        if line.proof and line.proof not in known:
            yield unknown(subject, "R007", f"fee.lines.{line.id}.proof", line.proof, known)


def sibling_fields(subject: Subject) -> Iterator[Problem]:
    """A setting that names a field names one beside it."""
    for paths, fields in groups_of_fields(subject.definition):
        known = [field.id for field in fields]
        for field in fields:
            for key, kind in TYPES[field.type].settings.items():
                name = field.settings.get(key)
                if kind is SettingKind.FIELD and name is not None and name not in known:
                    yield unknown(subject, "R013", f"{paths[field.id]}.{key}", str(name), known)


def groups_of_fields(definition: Definition) -> Iterator[tuple[Mapping[str, str], tuple[Field, ...]]]:
    """Fields that stand side by side, and the path of each."""
    of_steps = [
        ({field.id: f"process.steps.{step.id}.form.fields.{field.id}" for field in step.fields}, step.fields)
        for step in definition.steps.values()
    ]
    of_pages = [
        ({field.id: page.path_of(field.id) for field in page.fields}, page.fields)
        for page in definition.pages
    ]
    for paths, fields in [*of_pages, *of_steps]:
        yield paths, fields
        for field in fields:
            if field.fields:
                around = f"{paths[field.id]}.columns"
                yield {column.id: f"{around}.{column.id}" for column in field.fields}, field.fields
            if field.parts:
                yield {part.id: f"{paths[field.id]}.parts.{part.id}" for part in field.parts}, field.parts


def unknown(subject: Subject, code: str, path: str, name: str, known: Iterable[str]) -> Problem:
    names = list(known)
    return subject.problem(code, path, name=name, suggestion=nearest(name, names), known=some_of(names))


def papers_of_pages(subject: Subject) -> Iterator[Problem]:
    """A file is asked for on a page of the form, under a name no other paper has."""
    listed = {paper.id for paper in subject.definition.documents if not paper.page}
    for page in subject.definition.pages:
        for field in page.fields:
            if field.type == "file" and field.id in listed:
                yield subject.problem("R045", page.path_of(field.id), name=field.id)
    for step in subject.definition.steps.values():
        for field in step.fields:
            if field.type == "file":
                yield subject.problem("R046", f"process.steps.{step.id}.form.fields.{field.id}.type")


_KNOWN_OF_PEOPLE: Mapping[str, frozenset[str]] = {
    "full_name": frozenset({"person_name", "text"}),
    "birth_date": frozenset({"birth_date"}),
    "national_id": frozenset({"national_id", "text"}),
    "phone": frozenset({"phone", "text"}),
    "email": frozenset({"email", "text"}),
    "address": frozenset({"address", "address_line", "text", "long_text"}),
    "organization_name": frozenset({"text"}),
    "tax_code": frozenset({"tax_code", "text"}),
}


def starting_values(subject: Subject) -> Iterator[Problem]:
    """What a new draft is filled in with can be read by the question it is put into."""
    for page in subject.definition.pages:
        for field in page.fields:
            at, kind = page.path_of(field.id), TYPES[field.type]
            if field.prefill and field.type not in _KNOWN_OF_PEOPLE.get(field.prefill, {field.type}):
                types = ", ".join(sorted(_KNOWN_OF_PEOPLE[field.prefill]))
                yield subject.problem("R047", f"{at}.prefill", name=field.prefill, types=types)
            if field.default and (kind.parse(field, field.default)[1] or not kind.holds_value):
                yield subject.problem("R048", f"{at}.default", value=field.default)
