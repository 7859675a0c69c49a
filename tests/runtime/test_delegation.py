"""A dossier filed for somebody else: it is theirs, and the desk sees who came."""

from __future__ import annotations

import pytest

from engine.load import load
from runtime import casework, clock, publications
from runtime.dossiers import slips
from runtime.dossiers.models import Dossier
from tests import factories
from tests.engine.examples import EXAMPLES, library
from tests.journeys.citizen import APPLICANT, Citizen
from tests.runtime import uploads

PROCEDURE = "nop-thay-vi-du"
FATHER = {
    "acting": "yes",
    "represented_name": "Lê Văn An",
    "represented_id": "001090000012",
    "relation": "child",
}


@pytest.fixture
def citizen(client, world, monkeypatch, frozen_clock):
    loaded = load(EXAMPLES / "valid" / "filing-for-another.yaml", library())
    with world.database.transaction() as session:
        publications.publish(session, loaded, at=clock.now(), by="")
    client.sign_in(factories.citizen(world.database, full_name="Nguyễn Thị Hoa", phone="+84912345678"))
    return Citizen(client, monkeypatch)


def test_a_dossier_filed_for_another_is_theirs_and_the_receipt_names_both(citizen, world):
    citizen.begin(PROCEDURE).go_on({**APPLICANT, **FATHER}).go_on({"copies": "1"})
    assert "Văn bản ủy quyền" not in citizen.page.text
    citizen.upload("declaration", uploads.pdf()).go_on().go_on({"receive": "counter"}).submit()
    with world.database.reading() as session:
        dossier = session.query(Dossier).one()
        definition = casework.definition_of(session, dossier)
        printed = slips.describe(session, world, definition, dossier, at=clock.now())
    assert dossier.applicant_name == "Lê Văn An"
    assert (printed.applicant, printed.owner, printed.owner_id) == (
        "Nguyễn Thị Hoa",
        "Lê Văn An",
        "001090000012",
    )


def test_somebody_with_authority_has_to_show_it(citizen):
    citizen.begin(PROCEDURE).go_on({**APPLICANT, **FATHER, "relation": "other"})
    citizen.go_on({"copies": "1"})
    assert "Văn bản ủy quyền" in citizen.page.text


def test_the_public_page_says_who_may_file_for_whom(citizen, client):
    text = client.open(f"/thu-tuc/{PROCEDURE}").text
    assert "Nộp thay cho người khác được, kèm “Văn bản ủy quyền”." in text
    assert "cha, mẹ, vợ hoặc chồng, con" in text
