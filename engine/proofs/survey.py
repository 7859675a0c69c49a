"""What a condition can come to.

First it is tried on real answers: what is found there can happen. Where that leaves something unseen, it
is tried on answers of every region with the rest left open: what is not even seen then can never happen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.expressions import Expression
from engine.expressions.tree import Binary, Call, Negative, walk
from engine.proofs.domains import Constants, Domain, constants, domain
from engine.proofs.opaque import Opening
from engine.proofs.trial import Allowance, Case, Question, Seen, Trial
from engine.proofs.variables import Variable, involved, variable_of

_MOST_VARIABLES = 100
_ARITHMETIC = frozenset("+-*/")
_NEVER_FAILING = frozenset(
    {"given", "count", "min", "max", "abs", "age_on", "days_between", "months_between", "years_between"}
)


@dataclass(frozen=True, slots=True)
class Survey:
    """`found`: on real answers. `possible`: with unclear parts left open; None when not everything was tried.

    `never_fails`: no answers make a condition impossible to work out.
    """

    found: Seen
    possible: Seen | None
    never_fails: bool
    domains: Mapping[str, Domain]

    def case(self, condition: Expression, outcome: Any) -> Case | None:
        """Real answers for which the condition comes to this, if some were found."""
        return self.found.cases.get((condition.text, outcome))

    def never(self, condition: Expression, *outcomes: Any) -> bool:
        """Whether it is certain that the condition comes to none of these, whatever is answered."""
        return self.possible is not None and not any(
            (condition.text, outcome) in self.possible.cases for outcome in outcomes
        )

    def never_passed(self) -> bool:
        return self.possible is not None and self.possible.passed is None


def survey(question: Question, known: Mapping[str, Variable], allowance: Allowance) -> Survey:
    """Try until every condition was seen both true and false, or nothing is left to try."""
    asked = (*question.conditions, *question.guards)
    variables = involved(asked, known, besides=(question.given,) if question.given else ())
    if len(variables) > _MOST_VARIABLES:
        return Survey(Seen(), None, never_fails=False, domains={})
    facts = constants([*asked, *(each for variable in variables for each in variable.expressions())])
    domains = _domains(variables, facts, known)
    safe = not any(_can_fail(condition) for condition in question.conditions)
    found, complete = Trial(question, variables, domains).run(allowance, to_the_end=not safe)
    if found.settles(question):
        tried = safe or (complete and all(domains[variable.path].finite for variable in variables))
        return Survey(found, None, tried, domains)
    opening = Opening(domains, known)
    trial = Trial(question, _still_needed(question, variables, opening), domains, opening)
    if not opening.parts:
        finite = complete and all(domains[variable.path].finite for variable in variables)
        return Survey(found, found if complete else None, safe or finite, domains)
    possible, all_tried = trial.run(allowance, to_the_end=True)
    return Survey(found, possible if all_tried else None, safe, domains)


def _still_needed(
    question: Question, variables: tuple[Variable, ...], opening: Opening
) -> tuple[Variable, ...]:
    """Those on which something depends besides parts left open."""
    known = {variable.path: variable for variable in variables}
    needed = {question.given} & known.keys()
    waiting = [*needed, *opening.names((*question.conditions, *question.guards))]
    while waiting:
        name = waiting.pop()
        if name not in known:
            continue
        needed.add(name)
        variable = known[name]
        more = opening.names(variable.conditions())
        if variable.field is not None and variable.field.compute is not None:
            more |= {variable_of(each, known) for each in variable.field.compute.names}
        if variable.depends_on_today():
            more.add("today")
        waiting += more - needed
    return tuple(variable for variable in variables if variable.path in needed)


def _domains(
    variables: tuple[Variable, ...], facts: Constants, known: Mapping[str, Variable]
) -> dict[str, Domain]:
    """Computed ones after what they are computed from: finite when that is."""
    days = sum(
        variable.path == "today"
        or (variable.field is not None and variable.field.type in ("date", "birth_date"))
        for variable in variables
    )
    found: dict[str, Domain] = {}
    for variable in variables:
        found[variable.path] = domain(variable, facts, days=days)
        asked = variable.field
        if asked is not None and asked.compute is not None:
            sources = [found.get(variable_of(name, known)) for name in asked.compute.names]
            finite = all(source is not None and source.finite for source in sources)
            found[variable.path] = Domain((), finite=finite)
    return found


def _can_fail(condition: Expression) -> bool:
    """Division by zero, a number too large, a day that does not exist."""
    return any(
        (isinstance(node, Binary) and node.operator in _ARITHMETIC)
        or isinstance(node, Negative)
        or (isinstance(node, Call) and node.function not in _NEVER_FAILING)
        for node in walk(condition.root)
    )
