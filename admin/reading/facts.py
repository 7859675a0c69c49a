"""The facts, each with its rule, or its table a row at a time."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definition import Definition
from renderer.languages import words
from runtime.citizen.paper_rows import in_words
from runtime.citizen.procedure_page import labels_of


def facts(definition: Definition) -> Iterator[str]:
    labels = labels_of(definition)
    for fact in definition.facts.values():
        if fact.table is None:
            yield f"{words(fact.name)}: {in_words(fact.rule, labels)}"
            continue
        first = " (lấy dòng đầu tiên khớp)" if fact.table.policy == "first" else ""
        yield f"{words(fact.name)}{first}:"
        yield from (f"  {row}" for row in in_words(fact.rule, labels).split("; "))
