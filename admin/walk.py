"""One dossier walked through a procedure by the engine alone: asked in the terminal, or told by a script."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from engine.answers import Circumstances, Reading, case_problems, read
from engine.applicant import applicant_fields, read_applicant
from engine.calendars import Calendar
from engine.cases import case_field
from engine.definition import Channel, Definition, Field
from engine.fees import bill
from engine.fields import TYPES
from engine.papers import documents
from engine.workflow import AnswerSupplement, Item, Offer, State, TakeOutcome, decide, outcomes_for, start
from renderer.fee_words import explain_charge
from renderer.formats import datetime_words, money
from renderer.languages import words
from renderer.messages import sentence
from renderer.status_words import status_words

MOST_MOVES = 200
"""A walk that goes back and forth longer than this is stopped."""

Ask = Callable[[str], str]
Tell = Callable[[str], object]


class WalkStopped(Exception):
    """The walk cannot go on; the words say why."""


@dataclass
class Script:
    """What a file says in advance. `steps`: the outcomes to choose, in order."""

    applicant: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[str, Any] = field(default_factory=dict)
    steps: list[str] = field(default_factory=list)
    case: str = ""

    @classmethod
    def from_file(cls, path: Path) -> Script:
        """Raises WalkStopped when the file is not such a script."""
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            return cls(
                dict(data["applicant"]),
                dict(data["answers"]),
                [str(each) for each in data["steps"]],
                str(data.get("case", "")),
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise WalkStopped(f"tệp “{path}” phải là JSON có applicant, answers và steps") from error


class Walk:
    """`ask` is None for a script: then nothing is asked, and what the script lacks stops the walk."""

    def __init__(
        self, definition: Definition, calendar: Calendar, *, tell: Tell, ask: Ask | None = None
    ) -> None:
        self.definition = definition
        self.calendar = calendar
        self.tell = tell
        self.ask = ask

    def choose(self, case: str) -> None:
        """Go on under the terms of one case, asked for at the terminal. Raises WalkStopped without one."""
        asked = case_field(self.definition)
        if asked is None:
            return
        if not case and self.ask is not None:
            case = str(self._asked(asked)).strip()
        if case not in self.definition.cases_by_id:
            known = ", ".join(self.definition.cases_by_id)
            raise WalkStopped(f"phải chọn trường hợp giải quyết, một trong: {known}")
        self.definition = self.definition.in_case(case)

    def go(self, script: Script, *, at: datetime, channel: Channel) -> State:
        """From the form to the end; the last state. Raises WalkStopped."""
        self._file(script, at, channel)
        decision = start(self.definition, at=at, calendar=self.calendar, channel=channel)
        state = decision.state
        self.tell(f"\n{datetime_words(at)}: {status_words(state.status)}")
        steps = list(script.steps)
        for _ in range(MOST_MOVES):
            if state.is_final:
                return state
            at = self.calendar.opening(self.calendar.next_working_day(at.date()))
            if state.waiting:
                action: Any = AnswerSupplement()
                self.tell("  Người nộp bổ sung hồ sơ.")
            else:
                action = self._choice(state, steps)
            state = decide(self.definition, state, action, at=at, calendar=self.calendar).state
            clock = state.clock
            due = f", hẹn trả {datetime_words(clock.due_at)}" if clock and clock.is_running else ""
            self.tell(f"{datetime_words(at)}: {status_words(state.status)}{due}")
        raise WalkStopped(f"hồ sơ đã qua {MOST_MOVES} quyết định mà chưa kết thúc")

    # -- the form

    def _file(self, script: Script, at: datetime, channel: Channel) -> None:
        today = at.date()
        self.tell("Người nộp")
        applicant = self._filled(
            applicant_fields(self.definition),
            script.applicant,
            lambda raw: read_applicant(self.definition, raw, today),
            prefix="applicant.",
        )
        circumstances = Circumstances(today, applicant.answers, str(channel), case=self.definition.case)
        if case_problems(self.definition, circumstances):
            raise WalkStopped(f"trường hợp “{self.definition.case}” không dành cho người nộp này")
        fields = [asked for page in self.definition.pages for asked in page.fields]
        self.tell("\nTờ khai")
        reading = self._filled(fields, script.answers, lambda raw: read(self.definition, raw, circumstances))
        papers = documents(self.definition, reading.answers, circumstances)
        self.tell("\nGiấy tờ phải nộp: " + ("; ".join(words(paper.name) for paper in papers) or "không có"))
        costs = bill(self.definition, reading.answers, circumstances)
        self.tell(f"Phí, lệ phí: {money(costs.total)}")
        for charge in costs.charges:
            self.tell(f"  {words(charge.name)}: {explain_charge(charge)}")

    def _filled(
        self,
        fields: Iterable[Field],
        told: Mapping[str, Any],
        reader: Callable[..., Reading],
        *,
        prefix: str = "",
    ) -> Reading:
        """Every field that shows, in order; a wrong answer is told and, at the terminal, asked again."""
        raw = dict(told)
        for asked in fields:
            while True:
                reading = reader(raw)
                path = prefix + asked.id
                if path not in reading.visible or asked.compute or not TYPES[asked.type].holds_value:
                    break
                wrong = [each for each in reading.problems if each.path.startswith(path)]
                if self.ask is None or asked.fields:
                    self._stop_at(asked, wrong)
                    break
                if asked.id in raw and not wrong:
                    break
                if asked.id in raw:
                    self.tell(f"  ! {sentence(wrong[0], asked, 'vi')}")
                raw[asked.id] = self._asked(asked)
            value = reading.answers.get(asked.id)
            if value is not None:
                self.tell(f"  {words(asked.label)}: {TYPES[asked.type].show(asked, value, 'vi')}")
        return reader(raw)

    def _stop_at(self, asked: Field, wrong: list[Any]) -> None:
        if wrong:
            raise WalkStopped(f"{words(asked.label)}: {sentence(wrong[0], asked, 'vi')}")

    def _asked(self, asked: Field) -> Any:
        if self.ask is None:
            raise WalkStopped(words(asked.label))
        options = ", ".join(f"{choice.id} = {words(choice.label)}" for choice in asked.choices)
        if asked.type == "yes_no":
            options = "yes = có, no = không"
        typed = self.ask(f"  {words(asked.label)}{f' ({options})' if options else ''}: ")
        return typed.replace(",", " ").split() if asked.type == "choices" else typed

    # -- the process

    def _choice(self, state: State, steps: list[str]) -> TakeOutcome:
        """What somebody decides at the open step. Each step has an officer of its own."""
        step = self.definition.steps[state.open[0].step]
        actor = list(self.definition.steps).index(step.id) + 1
        offers = [
            offer for offer in outcomes_for(self.definition, state, step.id, actor) if not offer.refused
        ]
        if not offers:
            raise WalkStopped(f"ở bước “{words(step.title)}” không còn quyết định nào được phép")
        known = {offer.outcome.id: offer for offer in offers}
        if self.ask is None:
            if not steps:
                raise WalkStopped(f"steps không nói gì cho bước {step.id} (có: {', '.join(known)})")
            chosen = steps.pop(0)
            if chosen not in known:
                raise WalkStopped(f"bước {step.id} không có quyết định “{chosen}” (có: {', '.join(known)})")
        else:
            chosen = self._pick(words(step.title), known)
        self.tell(f"  {words(step.title)}: {words(known[chosen].outcome.label)}")
        items = (Item("document", next(iter(self.definition.documents_by_id), "ho-so")),)
        return TakeOutcome(step.id, chosen, actor, reason="Đi thử", items=items, has_result=True)

    def _pick(self, title: str, known: Mapping[str, Offer]) -> str:
        options = ", ".join(f"{name} = {words(offer.outcome.label)}" for name, offer in known.items())
        while self.ask is not None:
            chosen = self.ask(f"  {title} ({options}): ").strip()
            if chosen in known:
                return chosen
            self.tell(f"  ! Chọn một trong: {', '.join(known)}.")
        raise WalkStopped(title)
