from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image

from runtime import human_check
from runtime.dossiers.models import PictureCode
from runtime.human_check import LIFETIME, passes, picture, pose
from runtime.refusals import NotFound
from tests.runtime.drafting import a_draft

NOW = datetime(2026, 2, 13, 3, 0, tzinfo=UTC)


@pytest.fixture
def answer(monkeypatch):
    """The characters in every picture of the test."""
    monkeypatch.setattr(human_check, "_characters", lambda: "K4MPA")
    return "K4MPA"


@pytest.fixture
def draft_id(database):
    with database.transaction() as session:
        return a_draft(session, at=NOW).id


def posed(database, draft_id, at=NOW):
    with database.transaction() as session:
        return pose(session, draft_id, at=at)


def asked(database, draft_id, key, typed, at=NOW):
    with database.transaction() as session:
        return passes(session, draft_id, key, typed, at=at)


def test_the_picture_is_a_png_and_only_the_answers_hash_is_kept(database, draft_id, answer):
    key = posed(database, draft_id)
    with database.reading() as session:
        shown = picture(session, draft_id, key, at=NOW)
        row = session.query(PictureCode).one()
    assert Image.open(BytesIO(shown)).format == "PNG"
    assert len(shown) < 20_000
    assert answer not in row.answer_hash


@pytest.mark.parametrize("typed", ["K4MPA", "k4mpa", " K4 MPA ", "k4mpá"])
def test_the_right_answer_passes_however_it_is_typed(database, draft_id, answer, typed):
    assert asked(database, draft_id, posed(database, draft_id), typed)


def test_an_answer_passes_only_once(database, draft_id, answer):
    key = posed(database, draft_id)
    assert asked(database, draft_id, key, answer)
    assert not asked(database, draft_id, key, answer)


def test_a_wrong_answer_uses_the_picture_up(database, draft_id, answer):
    key = posed(database, draft_id)
    assert not asked(database, draft_id, key, "SAI99")
    assert not asked(database, draft_id, key, answer)


def test_a_picture_is_worthless_after_ten_minutes(database, draft_id, answer):
    key = posed(database, draft_id)
    late = NOW + LIFETIME
    with database.reading() as session, pytest.raises(NotFound):
        picture(session, draft_id, key, at=late)
    assert not asked(database, draft_id, key, answer, at=late)


def test_an_answer_is_good_for_its_own_draft_only(database, draft_id, answer):
    with database.transaction() as session:
        other = a_draft(session, at=NOW).id
    key = posed(database, draft_id)
    assert not asked(database, other, key, answer)


@pytest.mark.parametrize("key", ["", "0" * 32])
def test_an_unknown_picture_passes_nobody(database, draft_id, answer, key):
    assert not asked(database, draft_id, key, answer)
    assert not asked(database, draft_id, key, "")


def test_reloading_the_page_does_not_pile_up_pictures(database, draft_id):
    keys = [posed(database, draft_id, at=NOW + timedelta(seconds=number)) for number in range(9)]
    with database.reading() as session:
        left = {row.key for row in session.query(PictureCode)}
    assert left == set(keys[-human_check.MOST_OPEN :])
