"""Files of drafts and dossiers: taken in after a look at their content, kept under server-made names, given
back unchanged.

Taking in has two halves, so that no transaction waits for a parser: `receive` looks and stores, `attach`
writes the row.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile
from typing import IO, BinaryIO

import sqlalchemy as sa
from sqlalchemy.orm import Session

from engine.definition import Document
from renderer.formats import file_size
from renderer.languages import gettext as _
from runtime.db import after_commit
from runtime.dossiers.models import Dossier, Draft, StoredFile
from runtime.dossiers.sniffing import EXTENSIONS, Unsuitable, is_picture, sniff
from runtime.ports import Storage
from runtime.refusals import NotFound, Refusal, WrongState

MOST_FILES_PER_DRAFT = 60
MOST_BYTES_PER_DRAFT = 300 * 1024 * 1024
LONGEST_NAME = 150

# Line breaks, other controls, and the marks that turn the direction of reading ("gpj.exe" shown as
# "exe.jpg").
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


class UploadRefused(Refusal):
    """The file cannot be taken; `sentence` says why and what to do."""


@dataclass(frozen=True, slots=True)
class UploadRules:
    """`formats` are lower-case extensions without the dot; `max_size` in bytes, one file; `max_files` for one
    document.
    """

    formats: tuple[str, ...]
    max_size: int
    max_files: int

    @classmethod
    def of(cls, document: Document) -> UploadRules:
        return cls(document.formats, document.max_size, document.max_files)


RESULT_RULES = UploadRules(formats=("pdf",), max_size=20 * 1024 * 1024, max_files=10)


@dataclass(frozen=True, slots=True)
class Received:
    """A file that was looked at and stored, and belongs to nothing yet. `size` in bytes, `sha256` in
    hexadecimal.
    """

    original_name: str
    stored_name: str
    media_type: str
    size: int
    sha256: str


def add(
    session: Session,
    storage: Storage,
    stream: IO[bytes],
    *,
    name: str,
    purpose: str,
    document: str = "",
    draft: Draft | None = None,
    dossier: Dossier | None = None,
    by: int,
    at: datetime,
    definition_document: Document | None = None,
) -> StoredFile:
    """`receive` and `attach` in one go. Raises UploadRefused."""
    rules = UploadRules.of(definition_document) if definition_document else RESULT_RULES
    received = receive(storage, stream, name=name, rules=rules)
    return attach(
        session,
        received,
        purpose=purpose,
        document=document,
        draft=draft,
        dossier=dossier,
        by=by,
        at=at,
        rules=rules,
    )


def receive(storage: Storage, stream: IO[bytes], *, name: str, rules: UploadRules) -> Received:
    """Look at the file and keep its content. Raises UploadRefused, keeping nothing."""
    shown = clean_name(name)
    with NamedTemporaryFile() as copy:
        size = _copy(stream, copy, at_most=rules.max_size)
        if size is None:
            raise UploadRefused(_too_big(shown, rules))
        if size == 0:
            raise UploadRefused(
                _("Tệp “%(name)s” không có nội dung. Hãy kiểm tra tệp rồi tải lên lại.", name=shown)
            )
        media_type = _media_type(Path(copy.name), shown, rules)
        copy.seek(0)
        stored = storage.put(copy)
    return Received(_with_extension(shown, media_type), stored.name, media_type, stored.size, stored.sha256)


def attach(
    session: Session,
    received: Received,
    *,
    purpose: str,
    document: str = "",
    draft: Draft | None = None,
    dossier: Dossier | None = None,
    by: int,
    at: datetime,
    rules: UploadRules,
) -> StoredFile:
    """Give the received file to a draft or to a dossier. Raises UploadRefused when there are too many
    already.
    """
    if draft is not None and draft.dossier_id is not None:
        raise WrongState
    if draft is not None:
        _check_quota(of_draft(session, draft), received)
    beside = (
        of_draft(session, draft)
        if draft is not None
        else of_dossier(session, dossier)
        if dossier is not None
        else []
    )
    if sum(file.document == document and file.purpose == purpose for file in beside) >= rules.max_files:
        raise UploadRefused(
            _(
                "Mỗi giấy tờ chỉ nhận tối đa %(most)s tệp. Hãy xóa bớt, hoặc gộp các trang vào một tệp PDF.",
                most=rules.max_files,
            )
        )
    file = StoredFile(
        key=secrets.token_hex(16),
        draft_id=draft.id if draft is not None else None,
        dossier_id=dossier.id if dossier is not None else None,
        supplement_id=None,
        purpose=purpose,
        document=document,
        original_name=received.original_name,
        stored_name=received.stored_name,
        media_type=received.media_type,
        size=received.size,
        sha256=received.sha256,
        uploaded_by=by,
        uploaded_at=at,
        withdrawn_at=None,
    )
    session.add(file)
    session.flush()
    return file


def remove(session: Session, storage: Storage, file: StoredFile, *, at: datetime) -> None:
    """Take a file away: a draft's for good, a submitted dossier's only out of sight, for it is evidence."""
    if file.dossier_id is not None:
        file.withdrawn_at = at
        return
    session.delete(file)
    after_commit(session, partial(storage.remove, file.stored_name))


def of_draft(session: Session, draft: Draft) -> list[StoredFile]:
    """A draft's files in the order they came."""
    return list(
        session.scalars(sa.select(StoredFile).where(StoredFile.draft_id == draft.id).order_by(StoredFile.id))
    )


def of_dossier(session: Session, dossier: Dossier) -> list[StoredFile]:
    """A dossier's files in force, in the order they came; those replaced or withdrawn are left out."""
    mine = sa.select(StoredFile).where(StoredFile.dossier_id == dossier.id, StoredFile.withdrawn_at.is_(None))
    return list(session.scalars(mine.order_by(StoredFile.id)))


def by_document(files: Iterable[StoredFile]) -> Mapping[str, list[StoredFile]]:
    """Document id -> its files; files that are no document (results, proofs) are left out."""
    sorted_out: dict[str, list[StoredFile]] = {}
    for file in files:
        if file.purpose == "document":
            sorted_out.setdefault(file.document, []).append(file)
    return sorted_out


def load(session: Session, key: str) -> StoredFile:
    """Raises NotFound. Whether the asker may have it is the caller's question."""
    file = session.scalar(sa.select(StoredFile).where(StoredFile.key == key))
    if file is None:
        raise NotFound
    return file


def content(storage: Storage, file: StoredFile) -> BinaryIO:
    """The content, checked against what was taken in."""
    return storage.open(file.stored_name, sha256=file.sha256)


def clean_name(name: str) -> str:
    """The name as people may see it: composed letters, no folders, nothing invisible; never empty."""
    visible = _INVISIBLE.sub("", unicodedata.normalize("NFC", name)).replace("\\", "/")
    last = PurePosixPath(visible).name.strip(" .") or "tep"
    suffix = PurePosixPath(last).suffix
    return last if len(last) <= LONGEST_NAME else last[: LONGEST_NAME - len(suffix)] + suffix


def _copy(stream: IO[bytes], target: IO[bytes], *, at_most: int) -> int | None:
    """How many bytes were copied, None when there are more than `at_most`: what the browser says about size
    is not asked.
    """
    copied = 0
    while chunk := stream.read(64 * 1024):
        copied += len(chunk)
        if copied > at_most:
            return None
        target.write(chunk)
    target.flush()
    return copied


def _media_type(path: Path, name: str, rules: UploadRules) -> str:
    try:
        media_type = sniff(path)
    except Unsuitable as unsuitable:
        raise UploadRefused(_unsuitable(unsuitable.reason, name, rules)) from unsuitable
    if not set(EXTENSIONS[media_type]) & set(rules.formats):
        raise UploadRefused(_unsuitable("unknown", name, rules))
    suffix = PurePosixPath(name).suffix.lower().lstrip(".")
    expected = {
        extension
        for kind, known in EXTENSIONS.items()
        if is_picture(kind) == is_picture(media_type)
        for extension in known
    }
    if suffix and suffix not in (expected if is_picture(media_type) else set(EXTENSIONS[media_type])):
        real = EXTENSIONS[media_type][0].upper()
        raise UploadRefused(
            _(
                "Tệp “%(name)s” có nội dung là %(real)s nhưng tên lại ghi .%(suffix)s. "
                "Hãy lưu lại đúng định dạng rồi tải lên.",
                name=name,
                real=real,
                suffix=suffix,
            )
        )
    return media_type


def _with_extension(name: str, media_type: str) -> str:
    """Phones name a picture by habit, not by content: "IMG_1.heic" may hold JPEG. The right extension opens
    it later.
    """
    suffix = PurePosixPath(name).suffix.lower().lstrip(".")
    if suffix in EXTENSIONS[media_type]:
        return name
    stem = name if not suffix else name[: -len(suffix) - 1]
    return f"{stem}.{EXTENSIONS[media_type][0]}"


def _check_quota(files: list[StoredFile], received: Received) -> None:
    if (
        len(files) >= MOST_FILES_PER_DRAFT
        or sum(file.size for file in files) + received.size > MOST_BYTES_PER_DRAFT
    ):
        raise UploadRefused(
            _(
                "Một hồ sơ nhận tối đa %(files)s tệp, tổng cộng %(size)s. Hãy xóa bớt hoặc giảm dung lượng.",
                files=MOST_FILES_PER_DRAFT,
                size=file_size(MOST_BYTES_PER_DRAFT),
            )
        )


def formats_in_words(formats: Iterable[str]) -> str:
    """("pdf", "jpg", "jpeg") -> "PDF, JPG": one name for each kind of file."""
    usual = {extension: known[0] for known in EXTENSIONS.values() for extension in known}
    return ", ".join(dict.fromkeys(usual.get(extension, extension).upper() for extension in formats))


def _too_big(name: str, rules: UploadRules) -> str:
    return _(
        "Tệp “%(name)s” lớn hơn mức cho phép (%(limit)s). "
        "Hãy giảm dung lượng, hoặc chia thành nhiều tệp nhỏ hơn.",
        name=name,
        limit=file_size(rules.max_size),
    )


def _unsuitable(reason: str, name: str, rules: UploadRules) -> str:
    known = formats_in_words(rules.formats)
    match reason:
        case "password":
            return _(
                "Tệp “%(name)s” đang được bảo vệ bằng mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại.", name=name
            )
        case "damaged":
            return _(
                "Không đọc được tệp “%(name)s”; tệp có thể bị hỏng. Hãy quét hoặc chụp lại rồi tải lên.",
                name=name,
            )
        case "active":
            return _(
                "Tệp “%(name)s” có chứa chương trình hoặc tệp đính kèm bên trong. "
                "Hãy in thành PDF mới rồi tải lên.",
                name=name,
            )
        case "macros":
            return _(
                "Tệp “%(name)s” có chứa macro. Hãy lưu lại dạng DOCX không có macro, hoặc PDF, rồi tải lên.",
                name=name,
            )
        case "too_many_pixels":
            return _(
                "Ảnh “%(name)s” quá lớn. Hãy chụp hoặc lưu lại với kích thước nhỏ hơn rồi tải lên.", name=name
            )
        case _:
            return _(
                "Tệp “%(name)s” không thuộc loại được nhận. Các loại được nhận: %(known)s.",
                name=name,
                known=known,
            )
