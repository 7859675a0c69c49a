"""The declaration (tờ khai) of a dossier as PDF: what was submitted, page by page, as a paper to sign or file."""

from __future__ import annotations

from sqlalchemy.orm import Session

from engine.applicant import applicant_fields
from engine.definition import Definition
from engine.text import DEFAULT_LANGUAGE
from engine.values import from_json
from renderer.languages import gettext as _
from renderer.languages import use
from renderer.letters import filled_form_pdf
from renderer.summary import as_parts, section, summary
from runtime.dossiers import slips
from runtime.dossiers.models import Dossier
from runtime.world import World


def filled_form(session: Session, world: World, definition: Definition, dossier: Dossier) -> bytes:
    """Always in Vietnamese, like every paper of the office. Whether the asker may have it is the caller's question."""
    with use(DEFAULT_LANGUAGE):
        applicant = section(
            _("Thông tin người nộp"),
            applicant_fields(definition),
            from_json(dossier.applicant),
            language=DEFAULT_LANGUAGE,
            path="applicant",
        )
        pages = summary(definition, from_json(dossier.answers), language=DEFAULT_LANGUAGE)
    parts = as_parts([applicant, *pages])
    data = slips.describe(session, world, definition, dossier, at=dossier.submitted_at, parts=parts)
    return filled_form_pdf(data)
