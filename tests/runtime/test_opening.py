"""A procedure that is open for a time and takes so many dossiers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from engine.load import load_text
from runtime import casework, clock, publications
from runtime.dossiers import drafts
from runtime.dossiers.models import Draft
from runtime.dossiers.places import NotTaken
from tests import factories
from tests.engine.examples import EXAMPLES, library
from tests.journeys.citizen import APPLICANT, Citizen

PROCEDURE = "dot-nhan-vi-du"
TEXT = (EXAMPLES / "valid" / "opening.yaml").read_text(encoding="utf-8")
INSIDE = datetime(2026, 3, 2, 9, tzinfo=clock.VIETNAM)
LAST_MINUTE = datetime(2026, 4, 15, 23, 59, tzinfo=clock.VIETNAM)
OVER = datetime(2026, 4, 16, 0, 1, tzinfo=clock.VIETNAM)


def publish(world, text=TEXT):
    with world.database.transaction() as session:
        publications.publish(session, load_text(text, "opening.yaml", library()), at=clock.now(), by="")


@pytest.fixture
def citizen(client, world, monkeypatch, frozen_clock):
    publish(world)
    frozen_clock.set(INSIDE)
    hoa = factories.citizen(world.database, full_name="Nguyễn Thị Hoa", phone="+84912345678")
    client.sign_in(hoa)
    return Citizen(client, monkeypatch), hoa


def to_review(citizen):
    return citizen.begin(PROCEDURE).go_on(APPLICANT).go_on({"copies": "1"}).go_on({"receive": "counter"})


def ready(world):
    """A draft of somebody new with everything filled in."""
    account = factories.citizen(world.database)
    with world.database.transaction() as session:
        definition = publications.offered_one(session, PROCEDURE)
        draft = drafts.start(session, session.merge(account), definition, at=clock.now())
        draft.raw = {
            "applicant": {**APPLICANT, "kind": "citizen"},
            "answers": {"copies": "1"},
            "delivery": {"receive": "counter"},
        }
    return draft


def submit(world, draft):
    try:
        with world.database.transaction() as session:
            own = session.get_one(Draft, draft.id)
            casework.submit(session, world, draft=own, account_id=own.account_id, at=clock.now())
    except NotTaken:
        return "full"
    return "taken"


def test_the_public_page_says_how_it_stands(client, world, frozen_clock):
    publish(world)
    page = client.open(f"/thu-tuc/{PROCEDURE}")
    assert "Chưa đến đợt nhận hồ sơ. Nhận hồ sơ từ 01/03/2026 đến hết 15/04/2026." in page.text
    assert "Nộp hồ sơ trực tuyến" not in page.text
    frozen_clock.set(LAST_MINUTE)
    page = client.open(f"/thu-tuc/{PROCEDURE}")
    assert "Đang nhận hồ sơ, đến hết 15/04/2026. Còn nhận được 3 hồ sơ." in page.text
    assert "Hồ sơ gửi bưu chính tính theo ngày đến." in page.text
    frozen_clock.set(OVER)
    assert "từ 01/03/2027" in client.open(f"/thu-tuc/{PROCEDURE}").text


def test_nobody_begins_outside_the_opening(citizen, client, frozen_clock):
    frozen_clock.set(OVER)
    client.sign_in(citizen[1])
    page = client.open(f"/thu-tuc/{PROCEDURE}/nop")
    assert page.status == 409
    assert "Chưa đến đợt nhận hồ sơ" in page.text


def test_a_draft_stays_when_the_opening_is_over_and_is_submitted_when_it_is_longer(
    citizen, client, world, frozen_clock
):
    citizen, hoa = citizen
    review = to_review(citizen).page.path
    frozen_clock.set(OVER)
    client.sign_in(hoa)
    page = client.open(review)
    assert "Chưa nộp được lúc này" in page.text
    assert "Hồ sơ đang soạn của bạn vẫn được giữ." in page.text
    publish(world, TEXT.replace("04-15", "04-30"))
    citizen.page = client.open(review)
    assert "Chưa nộp được lúc này" not in citizen.page.text
    citizen.submit()
    assert "TN-" in citizen.page.text


def test_the_last_places_are_never_taken_twice(world, frozen_clock):
    publish(world)
    frozen_clock.set(INSIDE)
    made = [ready(world) for _ in range(12)]
    with ThreadPoolExecutor(12) as people:
        said = list(people.map(lambda draft: submit(world, draft), made))
    assert (said.count("taken"), said.count("full")) == (3, 9)


def test_beyond_the_quota_the_message_is_said_and_a_failed_submission_gives_its_place_back(
    client, world, frozen_clock
):
    publish(world)
    frozen_clock.set(INSIDE)
    draft = ready(world)
    with pytest.raises(RuntimeError), world.database.transaction() as session:
        own = session.get_one(Draft, draft.id)
        casework.submit(session, world, draft=own, account_id=own.account_id, at=clock.now())
        raise RuntimeError
    assert [submit(world, ready(world)) for _ in range(4)] == ["taken", "taken", "taken", "full"]
    assert "Đã đủ hồ sơ của đợt này; mời bạn nộp đợt sau." in client.open(f"/thu-tuc/{PROCEDURE}").text
