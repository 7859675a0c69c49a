"""The steps of the wizard for one draft, in order, and where one is among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for

from engine.cases import CASE, CASE_LABEL
from engine.definition import Definition
from renderer.frame import WizardStep
from renderer.languages import gettext as _
from renderer.languages import words
from runtime.casework import Checked
from runtime.casework.submission import APPLICANT, DELIVERY, DOCUMENTS, FORM, Obstacle
from runtime.dossiers.models import Draft

REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Step:
    """`id` is CASE, APPLICANT, a form page's id, DOCUMENTS, DELIVERY or REVIEW. `number` counts all steps there
    might be.
    """

    id: str
    label: str
    url: str
    number: int


@dataclass(frozen=True, slots=True)
class Place:
    """One step, and what lies before and behind it. `before` and `after` are None at the ends."""

    step: Step
    steps: tuple[Step, ...]

    @property
    def before(self) -> Step | None:
        here = self.steps.index(self.step)
        return self.steps[here - 1] if here else None

    @property
    def after(self) -> Step | None:
        here = self.steps.index(self.step)
        return self.steps[here + 1] if here + 1 < len(self.steps) else None

    def progress(self, reached: int) -> list[WizardStep]:
        """What the layout draws: finished steps and the first unfinished one are links."""
        return [
            WizardStep(
                step.label,
                step.url if step.number <= reached else "",
                "current" if step == self.step else "done" if step.number < reached else "todo",
            )
            for step in self.steps
        ]


def steps(draft: Draft, checked: Checked) -> tuple[Step, ...]:
    """The steps this draft has now: pages hidden by the answers are left out, and documents when there are
    none to send.
    """
    shown = {page.id for page in checked.reading.pages}
    return tuple(
        step
        for step in _all(draft, checked.definition)
        if step.id in shown
        or step.id in {CASE, APPLICANT, DELIVERY, REVIEW}
        or (step.id == DOCUMENTS and any(not paper.page for paper in checked.documents))
    )


def place(draft: Draft, checked: Checked, step_id: str) -> Place | None:
    """None when the draft has no such step (now)."""
    have = steps(draft, checked)
    return next((Place(step, have) for step in have if step.id == step_id), None)


def url_of_obstacle(draft: Draft, obstacle: Obstacle) -> str:
    """Where to put it right: the step's page with its problems shown, at the question itself."""
    path = obstacle.problem.path.split(".")
    if obstacle.step == FORM:
        anchor = "-".join(path)
        return url_for("wizard.page", key=draft.key, page=obstacle.page, sua=1, _anchor=anchor)
    endpoint = {
        CASE: "wizard.case",
        APPLICANT: "wizard.applicant",
        DOCUMENTS: "wizard.documents",
        DELIVERY: "wizard.delivery",
    }
    return url_for(endpoint[obstacle.step], key=draft.key, sua=1, _anchor="-".join(path[1:]))


def first_url(key: str, definition: Definition) -> str:
    """Where one begins, or goes on from the beginning."""
    return url_for("wizard.case" if definition.cases else "wizard.applicant", key=key)


def _all(draft: Draft, definition: Definition) -> Iterator[Step]:
    key, number = draft.key, 0
    if definition.cases:
        yield Step(CASE, words(CASE_LABEL), url_for("wizard.case", key=key), number)
        number += 1
    yield Step(APPLICANT, _("Thông tin người nộp"), url_for("wizard.applicant", key=key), number)
    for number, page in enumerate(definition.pages, start=number + 1):  # noqa: B020
        yield Step(page.id, words(page.title), url_for("wizard.page", key=key, page=page.id), number)
    yield Step(DOCUMENTS, _("Thành phần hồ sơ"), url_for("wizard.documents", key=key), number + 1)
    yield Step(DELIVERY, _("Hình thức nộp và nhận kết quả"), url_for("wizard.delivery", key=key), number + 2)
    yield Step(REVIEW, _("Kiểm tra lại"), url_for("wizard.review", key=key), number + 3)
