from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest

from engine.definition import Field, Page
from engine.text import Text
from runtime.dossiers import attachments, drafts
from runtime.dossiers.drafts import Overtaken
from runtime.ports import ContentMissing
from runtime.refusals import NotFound, TooMany, WrongState
from tests.runtime import caseload
from tests.runtime.drafting import a_citizen, a_definition, a_draft
from tests.runtime.uploads import pdf

NOW = datetime(2026, 2, 13, 3, 0, tzinfo=UTC)


@pytest.fixture
def session(database):
    with database.transaction() as session:
        yield session


def test_a_new_draft_knows_what_the_account_knows(session):
    account = a_citizen(session, "Đặng Thị Ánh", national_id="001190012345", address="12 thôn Đoài")
    account.phone, account.email = "+84912345678", "anh@example.vn"
    draft = a_draft(session, at=NOW, account=account)
    assert draft.raw["applicant"] == {
        "full_name": "Đặng Thị Ánh",
        "national_id": "001190012345",
        "phone": "0912 345 678",
        "email": "anh@example.vn",
        "address": "12 thôn Đoài",
    }
    assert draft.raw["answers"] == {"phone": "0912 345 678"}


def test_typed_text_is_kept_exactly_even_when_it_is_wrong(session):
    draft = a_draft(session, at=NOW)
    drafts.save(session, draft, "request", {"copies": "  ba bản "}, at=NOW + timedelta(minutes=1))
    session.flush()
    session.expire(draft)
    assert draft.raw["answers"]["copies"] == "  ba bản "
    assert draft.saved_at == NOW + timedelta(minutes=1)
    assert draft.revision == 1


def test_saving_one_page_leaves_the_others(session):
    draft = a_draft(session, at=NOW)
    drafts.save(session, draft, "request", {"copies": "3"}, at=NOW)
    drafts.save(session, draft, "person", {"person_name": "Hoa"}, at=NOW)
    drafts.save(session, draft, "delivery", {"receive": "post"}, at=NOW)
    assert draft.raw["answers"] == {"copies": "3", "person_name": "Hoa"}
    assert draft.raw["delivery"] == {"receive": "post"}


def test_saving_the_same_again_changes_nothing(session):
    draft = a_draft(session, at=NOW)
    drafts.save(session, draft, "request", {"copies": "3"}, at=NOW)
    drafts.save(session, draft, "request", {"copies": "3"}, at=NOW + timedelta(hours=1))
    assert (draft.revision, draft.saved_at) == (1, NOW)


def test_a_second_tab_with_an_older_copy_does_not_silently_win(session):
    draft = a_draft(session, at=NOW)
    drafts.save(session, draft, "request", {"copies": "3"}, at=NOW, seen=0, tab="a")
    with pytest.raises(Overtaken) as overtaken:
        drafts.save(session, draft, "request", {"copies": "7"}, at=NOW, seen=0, tab="b")
    assert overtaken.value.theirs == {"copies": "3"}
    assert draft.raw["answers"]["copies"] == "3"
    drafts.save(session, draft, "request", {"copies": "7"}, at=NOW, seen=overtaken.value.revision, tab="b")
    assert draft.raw["answers"]["copies"] == "7"


def test_a_tab_that_saves_as_one_types_does_not_overtake_itself(session):
    draft = a_draft(session, at=NOW)
    for typed in ("3", "31", "310"):
        drafts.save(session, draft, "request", {"copies": typed}, at=NOW, seen=0, tab="a")
    assert draft.raw["answers"]["copies"] == "310"


def test_two_tabs_on_different_pages_do_not_meet(session):
    draft = a_draft(session, at=NOW)
    drafts.save(session, draft, "request", {"copies": "3"}, at=NOW, seen=0, tab="a")
    drafts.save(session, draft, "person", {"person_name": "Hoa"}, at=NOW, seen=0, tab="b")
    assert draft.raw["answers"]["person_name"] == "Hoa"


def test_somebody_elses_draft_is_not_there(session):
    draft = a_draft(session, at=NOW)
    with pytest.raises(NotFound):
        drafts.load(session, draft.key, a_citizen(session, "Người khác").id)


def test_the_last_touched_draft_comes_first_and_submitted_ones_are_not_listed(session):
    account = a_citizen(session)
    first, second, third = (a_draft(session, at=NOW, account=account) for _ in range(3))
    drafts.save(session, first, "request", {"copies": "1"}, at=NOW + timedelta(minutes=5))
    third.dossier_id = caseload.dossier(session, citizen=account).id
    session.flush()
    assert drafts.unfinished(session, account.id) == [first, second]
    assert drafts.unfinished(session, account.id, "khac") == []


def test_a_submitted_draft_can_neither_be_changed_nor_thrown_away(session):
    account = a_citizen(session)
    draft = a_draft(session, at=NOW, account=account)
    draft.dossier_id = caseload.dossier(session, citizen=account).id
    with pytest.raises(WrongState):
        drafts.save(session, draft, "request", {"copies": "3"}, at=NOW)
    with pytest.raises(WrongState):
        drafts.discard(session, None, draft)


def test_nobody_begins_endlessly_many_drafts(session):
    account = a_citizen(session)
    for _ in range(drafts.MOST_OPEN_DRAFTS):
        a_draft(session, at=NOW, account=account)
    with pytest.raises(TooMany):
        a_draft(session, at=NOW, account=account)


def test_a_newer_version_takes_everything_typed_along(world):
    storage = world.storage
    with world.database.transaction() as session:
        draft = a_draft(session, at=NOW)
        drafts.save(session, draft, "request", {"copies": "3"}, at=NOW)
        drafts.reach(draft, 2)
        letter = a_definition().documents[0]
        attachments.add(
            session,
            storage,
            BytesIO(pdf()),
            name="a.pdf",
            purpose="document",
            document="letter",
            draft=draft,
            by=draft.account_id,
            at=NOW,
            definition_document=letter,
        )
        attachments.add(
            session,
            storage,
            BytesIO(pdf()),
            name="b.pdf",
            purpose="document",
            document="gone",
            draft=draft,
            by=draft.account_id,
            at=NOW,
            definition_document=letter,
        )
        newer = replace(
            a_definition(),
            content_hash="1" * 64,
            pages=(Page("request", Text.of("Mới"), (Field("copies", "number", Text.of("Số bản")),)),),
        )
        caseload.version(session, newer.content_hash)
        drafts.move_to(session, storage, draft, newer, at=NOW)
        session.flush()
        assert draft.version == "1" * 64
        assert draft.raw["answers"]["copies"] == "3"
        assert draft.reached == 0
        assert [file.original_name for file in attachments.of_draft(session, draft)] == ["a.pdf"]


def test_forgotten_drafts_are_swept_away_with_their_files(world):
    with world.database.transaction() as session:
        old, young = a_draft(session, at=NOW), a_draft(session, at=NOW + timedelta(days=60))
        file = attachments.add(
            session,
            world.storage,
            BytesIO(pdf()),
            name="a.pdf",
            purpose="document",
            document="letter",
            draft=old,
            by=old.account_id,
            at=NOW,
            definition_document=a_definition().documents[0],
        )
    with world.database.transaction() as session:
        assert drafts.sweep(session, world.storage, at=NOW + drafts.KEPT_FOR + timedelta(days=1)) == 1
    with world.database.reading() as session:
        assert drafts.load(session, young.key, young.account_id)
        with pytest.raises(NotFound):
            drafts.load(session, old.key, old.account_id)
    with pytest.raises(ContentMissing):
        attachments.content(world.storage, file)
