import io
import os
import time
import zipfile
import zlib

import pytest

from runtime.dossiers import sniffing
from runtime.dossiers.sniffing import EXTENSIONS, Unsuitable, sniff
from tests.runtime import uploads


def sniffed(tmp_path, content: bytes) -> str:
    file = tmp_path / "upload"
    file.write_bytes(content)
    try:
        return EXTENSIONS[sniff(file)][0]
    except Unsuitable as unsuitable:
        return unsuitable.reason


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (uploads.pdf(), "pdf"),
        (uploads.picture("JPEG"), "jpg"),
        (uploads.picture("PNG"), "png"),
        (uploads.heic(), "heic"),
        (uploads.docx(), "docx"),
    ],
    ids=["pdf", "jpeg", "png", "heic", "docx"],
)
def test_each_kind_we_take_is_known_by_its_content(tmp_path, content, kind):
    assert sniffed(tmp_path, content) == kind


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (uploads.locked_pdf(), "password"),
        (uploads.pdf_with_script(), "active"),
        (uploads.pdf_that_launches(), "active"),
        (uploads.pdf_with_attachment(), "active"),
        (b"%PDF-1.7\n" + os.urandom(600), "damaged"),
        (uploads.pdf()[:200], "damaged"),
    ],
    ids=["password", "script", "launch", "attachment", "noise", "cut short"],
)
def test_a_pdf_that_is_locked_active_or_broken_is_refused(tmp_path, content, reason):
    assert sniffed(tmp_path, content) == reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (uploads.docx(uploads.WORD_WITH_MACROS), "macros"),
        (uploads.docx(**{"word/vbaProject.bin": b"x"}), "macros"),
        (uploads.docx(**{"word/embeddings/oleObject1.bin": b"x"}), "active"),
        (
            uploads.docx("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
            "unknown",
        ),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "unknown"),
        (uploads.docx()[:-30], "damaged"),
    ],
    ids=["macro type", "macro part", "embedded object", "spreadsheet", "locked", "old Word", "cut short"],
)
def test_an_office_file_with_macros_a_password_or_another_kind_is_refused(tmp_path, content, reason):
    assert sniffed(tmp_path, content) == reason


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\0",
        b"<html><script>alert(1)</script>",
        b"GIF89a" + b"\0" * 40,
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b" %PDF-1.4",
    ],
    ids=["program", "html", "gif", "svg", "text before the header"],
)
def test_anything_else_is_unknown(tmp_path, content):
    assert sniffed(tmp_path, content) == "unknown"


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(tmp_path):
    # A real PNG header that promises 50,000 × 50,000 pixels.
    small = uploads.picture("PNG")
    header = small[12:16] + (50_000).to_bytes(4, "big") * 2 + small[24:29]
    bomb = small[:12] + header + zlib.crc32(header).to_bytes(4, "big") + small[33:]
    assert sniffed(tmp_path, bomb) == "too_many_pixels"


def test_a_photo_cut_short_is_damaged(tmp_path):
    whole = uploads.picture("JPEG", (600, 400))
    assert sniffed(tmp_path, whole[: len(whole) // 2]) == "damaged"


def test_a_zip_bomb_is_given_up_early(tmp_path):
    bomb = uploads.docx(**{"word/media/image1.png": b"\0" * 200 * 1024 * 1024})
    started = time.monotonic()
    assert sniffed(tmp_path, bomb) == "damaged"
    assert len(bomb) < 1024 * 1024
    assert time.monotonic() - started < 5


def test_the_same_name_twice_in_a_package_is_refused(tmp_path):
    out = io.BytesIO(uploads.docx())
    with zipfile.ZipFile(out, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr("word/document.xml", "<other/>")
    assert sniffed(tmp_path, out.getvalue()) == "damaged"


def test_a_parser_that_does_not_come_to_an_end_means_a_damaged_file(tmp_path, monkeypatch):
    monkeypatch.setattr(sniffing, "PATIENCE_SECONDS", 0.001)
    assert sniffed(tmp_path, uploads.pdf()) == "damaged"
