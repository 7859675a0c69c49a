"""A process in sentences: who does what within which time, and where each decision leads."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definition import JOIN, Definition, Outcome, Step, StepKind
from renderer.basis_words import basis_words
from renderer.formats import span_words
from renderer.languages import current, words
from renderer.languages import gettext as _
from renderer.waiting_words import by_itself_words


def process_sentences(definition: Definition) -> tuple[str, ...]:
    """A sentence or two for each step, in the file's order, and what the citizen's silence means.

    () for a procedure without a process.
    """
    process = definition.process
    if process is None:
        return ()
    steps = [step for step in process.every() if step.kind is not StepKind.END]
    sentences = [_step(definition, step) for step in steps if step.kind is not StepKind.PARTY]
    if any(outcome.supplement for step in steps for outcome in step.outcomes):
        sentences.append(
            _(
                "Khi được yêu cầu bổ sung, người nộp có %(span)s; quá hạn thì dừng giải quyết hồ sơ.",
                span=span_words(process.supplement.reply_within),
            )
        )
    return tuple(sentences)


def unit_words(definition: Definition, step: Step) -> str:
    """The unit whose work a step is; the queue as written when the agency does not name it."""
    name = definition.agency.units.get(step.queue.partition("/")[2])
    return words(name) if name else step.queue


def _step(definition: Definition, step: Step) -> str:
    heading = _heading(definition, step)
    decided = [_decision(definition, outcome) for outcome in step.outcomes]
    by_itself = list(by_itself_words(definition, step))
    basis = f" {basis_words(step.legal_basis)}" if step.legal_basis else ""
    return f"{heading}: {'; '.join([*decided, *by_itself])}.{''.join(_separation(definition, step))}{basis}"


def _heading(definition: Definition, step: Step) -> str:
    about = [unit_words(definition, step)] if step.queue else []
    if step.within:
        about.append(_("trong %(span)s", span=span_words(step.within)))
    return f"{words(step.title)} ({', '.join(about)})" if about else words(step.title)


def _decision(definition: Definition, outcome: Outcome) -> str:
    basis = basis_words(outcome.legal_basis).rstrip(".")
    label = f"{words(outcome.label)} ({basis})" if basis else words(outcome.label)
    if outcome.supplement:
        return _("“%(label)s” thì chờ người nộp", label=label)
    if outcome.to == JOIN:
        return _("“%(label)s” thì xong nhánh", label=label)
    target = definition.steps[outcome.to]
    if target.kind is StepKind.END:
        return _("“%(label)s” thì kết thúc: %(title)s", label=label, title=_inside(words(target.title)))
    return _("“%(label)s” thì sang “%(title)s”", label=label, title=words(target.title))


def _separation(definition: Definition, step: Step) -> Iterator[str]:
    for other in step.not_same_person_as:
        title = words(definition.steps[other].title)
        yield " " + _("Phải là người khác với người đã làm “%(title)s”.", title=title)


def _inside(title: str) -> str:
    """A title in the middle of a sentence; English titles keep their capital too seldom to matter."""
    return title[:1].lower() + title[1:] if current() == "vi" else title
