"""One decision of an officer worked out in memory: against a workflow engine, and against the least that any must do.

SpiffWorkflow runs the same first steps as BPMN, and moves its one task on: no deadlines, no permissions, no notices,
no slips. The function has the course of this one procedure built in and nothing checked at all.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from harness import Row, compare, report
from peers import peer

from engine.calendars import VIETNAM, load_calendar
from engine.library import Library
from engine.load import load
from engine.workflow import TakeOutcome, decide, start

PROCEDURES = Path(__file__).parents[1] / "procedures"
NEXT = {"intake": "review", "review": "approve", "approve": "hand_over"}


@dataclass(frozen=True, slots=True)
class Open:
    step: str
    since: datetime


def advanced(state: Open, at: datetime) -> Open:
    return Open(NEXT[state.step], at)


def rows() -> list[Row]:
    library = Library.from_folder(PROCEDURES / "shared")
    definition = load(PROCEDURES / "cong-bo-hop-chuan.yaml", library).definition
    assert definition is not None
    calendar = load_calendar(PROCEDURES / "shared" / "calendar.yaml")
    at = datetime(2026, 3, 2, 9, 0, tzinfo=VIETNAM)
    begun = start(definition, at=at, calendar=calendar).state
    accept = TakeOutcome(step=begun.open[0].step, outcome="accept", actor_id=1)

    def ours() -> str:
        return decide(definition, begun, accept, at=at, calendar=calendar).state.open[0].step

    found = [
        compare(
            "one step decided in memory",
            ours=ours,
            peer="a function that only knows the next step",
            theirs=lambda: advanced(Open("intake", at), at).step,
            target=120.0,
            batch=50,
        )
    ]
    if peer("SpiffWorkflow"):
        found.append(
            compare(
                "one step decided in memory",
                ours=ours,
                peer="SpiffWorkflow, the same step as BPMN",
                theirs=spiff(),
                target=1.0,
                batch=10,
                rounds=40,
            )
        )
    return found


BPMN = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <process id="course" isExecutable="true">
    <startEvent id="filed"><outgoing>f0</outgoing></startEvent>
    <userTask id="intake" name="intake"><incoming>f0</incoming><outgoing>f1</outgoing></userTask>
    <exclusiveGateway id="taken" default="f3"><incoming>f1</incoming><outgoing>f2</outgoing><outgoing>f3</outgoing>
    </exclusiveGateway>
    <userTask id="review" name="review"><incoming>f2</incoming><outgoing>f4</outgoing></userTask>
    <endEvent id="refused"><incoming>f3</incoming></endEvent>
    <endEvent id="done"><incoming>f4</incoming></endEvent>
    <sequenceFlow id="f0" sourceRef="filed" targetRef="intake"/>
    <sequenceFlow id="f1" sourceRef="intake" targetRef="taken"/>
    <sequenceFlow id="f2" sourceRef="taken" targetRef="review">
      <conditionExpression xsi:type="tFormalExpression">outcome == 'accept'</conditionExpression>
    </sequenceFlow>
    <sequenceFlow id="f3" sourceRef="taken" targetRef="refused"/>
    <sequenceFlow id="f4" sourceRef="review" targetRef="done"/>
  </process>
</definitions>
"""


def spiff() -> Callable[[], str]:
    """A call that decides the first task of a case begun before the clock runs, and names the next one."""
    from SpiffWorkflow import TaskState
    from SpiffWorkflow.bpmn.parser import BpmnParser
    from SpiffWorkflow.bpmn.workflow import BpmnWorkflow

    parser = BpmnParser()
    parser.add_bpmn_str(BPMN.encode())
    course = parser.get_spec("course")

    def begun() -> Any:
        case = BpmnWorkflow(course)
        case.do_engine_steps()
        return case

    cases = [begun() for _ in range(2 + 3 * 40 * 2 * 10)]

    def decided() -> str:
        case = cases.pop()
        task = case.get_next_task(state=TaskState.READY, manual=True)
        task.data["outcome"] = "accept"
        task.run()
        case.do_engine_steps()
        return str(case.get_next_task(state=TaskState.READY, manual=True).task_spec.bpmn_id)

    return decided


if __name__ == "__main__":
    sys.exit(report(rows()))
