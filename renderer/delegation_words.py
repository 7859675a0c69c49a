"""Whether and how one may file for somebody else, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definition import Definition
from engine.delegation import RELATIONS
from renderer.languages import gettext as _
from renderer.languages import words


def delegation_sentences(definition: Definition) -> Iterator[str]:
    """Nothing of a procedure that says nothing of it."""
    delegation = definition.delegation
    if delegation is None:
        return
    if not delegation.allowed:
        yield _("Phải tự nộp, không nộp thay cho người khác được.")
    elif paper := definition.documents_by_id.get(delegation.paper):
        yield _("Nộp thay cho người khác được, kèm “%(paper)s”.", paper=words(paper.name))
        exempt = [words(each.label).lower() for each in RELATIONS if each.id in delegation.not_needed_for]
        if exempt:
            yield _("Không cần giấy ấy khi người nộp thay là %(who)s của người đó.", who=", ".join(exempt))
    else:
        yield _("Nộp thay cho người khác được.")
    if delegation.note:
        yield words(delegation.note)
