"""The form of a procedure on paper, made once for each version: pressing a link again prints nothing anew."""

from __future__ import annotations

from functools import lru_cache

from engine.definition import Definition
from engine.text import DEFAULT_LANGUAGE
from renderer.languages import use
from renderer.letters import blank_form_pdf
from renderer.paper_form import PaperForm, paper_form
from runtime.citizen.procedure_page import labels_of, procedure_page


def form_of(definition: Definition) -> PaperForm:
    """In Vietnamese, the language of the forms."""
    with use(DEFAULT_LANGUAGE):
        receive = [means.name for means in procedure_page(definition).receive]
        return paper_form(definition, labels_of(definition), receive)


def printed_form(definition: Definition) -> bytes:
    return _printed(form_of(definition))


@lru_cache(maxsize=64)
def _printed(form: PaperForm) -> bytes:
    return blank_form_pdf(form)
