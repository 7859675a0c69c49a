from datetime import UTC, datetime
from io import BytesIO

import pytest

from runtime.dossiers import attachments
from runtime.dossiers.attachments import UploadRefused, UploadRules, clean_name
from runtime.ports import ContentMissing
from runtime.refusals import WrongState
from tests.runtime import caseload, uploads
from tests.runtime.drafting import a_definition, a_draft

NOW = datetime(2026, 2, 13, 3, 0, tzinfo=UTC)
LETTER = a_definition().documents[0]
RULES = UploadRules.of(LETTER)


def add(world, content=None, name="đơn.pdf", draft=None):
    with world.database.transaction() as session:
        draft = draft or a_draft(session, at=NOW)
        session.add(draft)
        return attachments.add(
            session,
            world.storage,
            BytesIO(uploads.pdf() if content is None else content),
            name=name,
            purpose="document",
            document="letter",
            draft=draft,
            by=draft.account_id,
            at=NOW,
            definition_document=LETTER,
        )


def test_a_file_keeps_its_name_and_its_content(world):
    content = uploads.pdf()
    file = add(world, content, "ĐĐ.pdf")
    assert file.original_name == "ĐĐ.pdf"
    assert file.media_type == "application/pdf"
    assert file.size == len(content)
    assert "ĐĐ" not in file.stored_name
    with attachments.content(world.storage, file) as stored:
        assert stored.read() == content


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "đơn.pdf", "Tệp “đơn.pdf” không có nội dung."),
        (b"x" * 200_001, "đơn.pdf", "lớn hơn mức cho phép (195 KB)"),
        (
            b"MZ program",
            "đơn.pdf",
            "không thuộc loại được nhận. Các loại được nhận: PDF, JPG, PNG, HEIC, DOCX.",
        ),
        (uploads.locked_pdf(), "đơn.pdf", "đang được bảo vệ bằng mật khẩu"),
        (uploads.pdf_with_script(), "đơn.pdf", "có chứa chương trình"),
        (uploads.pdf()[:100], "đơn.pdf", "có thể bị hỏng"),
        (uploads.pdf(), "đơn.exe", "có nội dung là PDF nhưng tên lại ghi .exe"),
        (uploads.picture(), "đơn.pdf", "có nội dung là JPG nhưng tên lại ghi .pdf"),
    ],
    ids=[
        "empty",
        "too big",
        "another kind",
        "locked",
        "active",
        "broken",
        "wrong name",
        "picture called pdf",
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_plain_words(world, content, name, said):
    with pytest.raises(UploadRefused) as refused:
        add(world, content, name)
    assert said in refused.value.sentence
    assert not [path for path in world.settings.data.rglob("*") if path.is_file()]


def test_a_picture_with_another_pictures_extension_gets_its_own(world):
    assert add(world, uploads.picture("JPEG"), "IMG_0001.HEIC").original_name == "IMG_0001.jpg"
    assert add(world, uploads.picture("PNG"), "chụp").original_name == "chụp.png"


def test_a_paper_takes_only_so_many_files(world):
    with world.database.transaction() as session:
        draft = a_draft(session, at=NOW)
    for _ in range(LETTER.max_files):
        add(world, draft=draft)
    with pytest.raises(UploadRefused, match="tối đa 2 tệp"):
        add(world, draft=draft)


def test_a_draft_takes_only_so_much_altogether(world, monkeypatch):
    monkeypatch.setattr(attachments, "MOST_FILES_PER_DRAFT", 1)
    with world.database.transaction() as session:
        draft = a_draft(session, at=NOW)
    add(world, draft=draft)
    with pytest.raises(UploadRefused, match="Một hồ sơ nhận tối đa 1 tệp"):
        add(world, draft=draft)


def test_a_format_the_procedure_does_not_take_is_refused(world):
    only_pdf = UploadRules(("pdf",), 100_000, 1)
    with pytest.raises(UploadRefused, match="Các loại được nhận: PDF"):
        attachments.receive(world.storage, BytesIO(uploads.picture()), name="a.jpg", rules=only_pdf)


def test_a_submitted_draft_takes_no_more_files(world):
    with world.database.transaction() as session:
        draft = a_draft(session, at=NOW)
        account = caseload.person(session, kind="citizen")
        draft.dossier_id = caseload.dossier(session, citizen=account).id
    with pytest.raises(WrongState):
        add(world, draft=draft)


def test_a_drafts_file_is_gone_for_good_once_removed(world):
    file = add(world)
    with world.database.transaction() as session:
        attachments.remove(session, world.storage, attachments.load(session, file.key), at=NOW)
    with pytest.raises(ContentMissing):
        attachments.content(world.storage, file)


def test_a_dossiers_file_only_goes_out_of_sight(world):
    file = add(world)
    with world.database.transaction() as session:
        row = attachments.load(session, file.key)
        dossier = caseload.dossier(session, citizen=caseload.person(session, kind="citizen"))
        row.dossier_id, row.draft_id = dossier.id, None
        attachments.remove(session, world.storage, row, at=NOW)
        session.flush()
        assert attachments.of_dossier(session, dossier) == []
    with attachments.content(world.storage, file) as stored:
        assert stored.read()


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Hoa\\đơn.pdf", "đơn.pdf"),
        ("gpj\u202efdp.exe", "gpjfdp.exe"),
        ("a\r\nX: y.pdf", "aX: y.pdf"),
        ("e\u0323\u0302.pdf", "ệ.pdf"),
        ("...", "tep"),
        ("", "tep"),
        ("đ" * 300 + ".pdf", "đ" * 146 + ".pdf"),
    ],
)
def test_a_name_is_cleaned_of_all_but_what_people_see(given, shown):
    assert clean_name(given) == shown
