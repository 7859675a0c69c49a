"""Money at several moments, at the desk: what a step tells is charged, each receipt is taken once, in its time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from engine.fees import Bill
from runtime import casework, clock
from runtime.casework import Declined, Handover
from runtime.dossiers.models import Dossier
from runtime.world import World
from tests.client import Page
from tests.engine.test_fee_moments import FILE, FILING, TAX, YEARLY
from tests.runtime.filed import Office, office
from tests.runtime.test_officer import at_desk, claimed

TAKEN = Handover(receiver="Trần Văn Đức", identity_checked=True)


@pytest.fixture
def taxed(world: World, tmp_path: Path) -> Office:
    file = tmp_path / "vi-du.yaml"
    file.write_text(FILE + FILING + TAX + YEARLY, encoding="utf-8")
    return office(world, str(file))


def keys(made: Office, dossier: Dossier) -> list[tuple[str, int]]:
    with made.world.database.reading() as session:
        return [(each.key, each.amount.amount) for each in casework.owed(session, made.dossier(dossier.id))]


def told(made: Office) -> Dossier:
    dossier = made.submit(made.draft({"copies": "1", "purpose": "study"}, receive="counter"))
    dossier = made.act(dossier, "accept")
    return made.act(dossier, "told", answers={"amount": "2.000.000"})


def take(made: Office, dossier: Dossier, key: str) -> None:
    task = made.open_task(dossier)
    by = made.officers[task.queue]
    with made.world.database.transaction() as session:
        casework.claim(session, task_id=task.id, by=by, at=clock.now())
    with made.world.database.transaction() as session:
        casework.collect(
            session,
            made.world,
            task_id=task.id,
            method="cash",
            receipt_number="0001",
            by=by,
            at=clock.now(),
            key=key,
        )


def test_what_a_step_tells_is_charged_from_then_on(taxed: Office) -> None:
    dossier = taxed.submit(taxed.draft({"copies": "1", "purpose": "study"}, receive="counter"))
    assert keys(taxed, dossier) == [("at_submission|le_phi|VND", 150_000), ("at_result|phi|VND", 500_000)]
    assert [line.line_id for line in Bill.from_json(dossier.fee).undecided] == ["tax"]
    dossier = taxed.act(taxed.act(dossier, "accept"), "told", answers={"amount": "2.000.000"})
    assert dossier.fee_total == 2_650_000
    assert ("at_step:pay_tax|le_phi|VND", 2_000_000) in keys(taxed, dossier)


def test_each_receipt_is_taken_once_and_the_result_waits_for_all_of_them(taxed: Office) -> None:
    dossier = told(taxed)
    take(taxed, dossier, "at_submission|le_phi|VND")
    take(taxed, dossier, "at_step:pay_tax|le_phi|VND")
    with pytest.raises(Declined) as declined:
        take(taxed, dossier, "at_step:pay_tax|le_phi|VND")
    assert declined.value.code == "fee_settled"
    dossier = taxed.act(dossier, "paid")
    assert keys(taxed, dossier) == [("at_result|phi|VND", 500_000)]
    with pytest.raises(Declined) as declined:
        taxed.act(dossier, "returned", handover=TAKEN)
    assert declined.value.code == "fee_due"
    take(taxed, dossier, "at_result|phi|VND")
    assert taxed.act(dossier, "returned", handover=TAKEN).status == "returned"


def test_the_desk_offers_what_its_step_takes_each_with_a_receipt_of_its_own(
    app: Flask, taxed: Office
) -> None:
    dossier = told(taxed)
    task = taxed.open_task(dossier)
    browser = at_desk(app, taxed, taxed.officers[task.queue])
    page = claimed(browser, taxed, dossier)
    assert [form.values["owed"] for form in taking(page)] == [["at_step:pay_tax|le_phi|VND"]]
    assert "Nộp ở bước “Nộp thuế”." in page.text
    take(taxed, dossier, "at_step:pay_tax|le_phi|VND")
    dossier = taxed.act(dossier, "paid")
    page = claimed(browser, taxed, dossier)
    first, second = taking(page)
    wrong = browser.follow(browser.post(second.action, {**second.values, "receipt_number-2": ""}))
    assert set(wrong.errors) == {"receipt_number-2"}
    sent = {**second.values, "method-2": "cash", "receipt_number-2": "B-77"}
    page = browser.follow(browser.post(second.action, sent))
    assert "biên lai B-77" in page.text
    assert [form.values["owed"] for form in taking(page)] == [first.values["owed"]]


def taking(page: Page) -> list[Any]:
    return [form for form in page.forms() if form.action.endswith("/thu-tien")]
