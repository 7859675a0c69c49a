"""Look into one uploaded file and say what it really is. Runs as a process of its own: `python -m
runtime.dossiers.inspection`.

The parsers of PDF, pictures and ZIP read what strangers made, so they get little memory, little time, and
nobody else's data. The file comes as standard input; the answer is one line of JSON, {"media_type": …} or
{"refused": …}. Imports nothing of ours.
"""

from __future__ import annotations

import json
import resource
import sys
import warnings
import zipfile
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
HEIC = "image/heic"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 10
MOST_PIXELS = 80_000_000
MOST_PDF_OBJECTS = 300_000
MOST_ZIP_ENTRIES = 2_000
MOST_UNPACKED_BYTES = 150 * 1024 * 1024

_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
# Actions and attachments through which a PDF does more than show its pages.
_ACTIVE_KEYS = ("/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/RichMediaContent")
_ACTIVE_ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition"}


class Refused(Exception):
    """`args[0]` is the reason: unknown, damaged, password, active, macros or too_many_pixels."""


def inspect(stream: BinaryIO) -> str:
    """The media type of a whole, harmless file of a kind we take. Raises Refused."""
    head = stream.read(64)
    stream.seek(0)
    for recognises, examine in _KINDS:
        if recognises(head):
            return examine(stream)
    raise Refused("unknown")


def _pdf(stream: BinaryIO) -> str:
    import pikepdf

    try:
        with pikepdf.open(stream) as pdf:
            if len(pdf.pages) == 0:
                raise Refused("damaged")
            if len(pdf.objects) > MOST_PDF_OBJECTS:
                raise Refused("damaged")
            if any(_is_active(part) for thing in pdf.objects for part in _parts(thing, pikepdf)):
                raise Refused("active")
    except pikepdf.PasswordError as error:
        raise Refused("password") from error
    except pikepdf.PdfError as error:
        raise Refused("damaged") from error
    return PDF


def _parts(thing: Any, pikepdf: Any) -> Iterator[Any]:
    """Every dictionary written directly inside one PDF object; indirect ones come up by themselves."""
    waiting = [thing]
    while waiting:
        part = waiting.pop()
        if isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
            yield part
            waiting.extend(value for value in part.values() if _is_nested(value, pikepdf))
        elif isinstance(part, pikepdf.Array):
            waiting.extend(value for value in part if _is_nested(value, pikepdf))


def _is_nested(value: Any, pikepdf: Any) -> bool:
    return isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect


def _is_active(part: Any) -> bool:
    return any(key in part for key in _ACTIVE_KEYS) or str(part.get("/S", "")) in _ACTIVE_ACTIONS


def _picture(stream: BinaryIO) -> str:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(stream, formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused("too_many_pixels")
            media_type = JPEG if picture.format == "JPEG" else PNG
            # Reads to the last byte, at an eighth of the size where the format allows: a photo cut short is
            # found out.
            picture.draft("RGB", (picture.width // 8, picture.height // 8))
            picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused("too_many_pixels") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise Refused("damaged") from error
    return media_type


def _heic(stream: BinaryIO) -> str:
    """The boxes at the top level must fill the file exactly; the picture itself is not decoded here."""
    size = stream.seek(0, 2)
    position, seen = 0, set()
    while position < size:
        stream.seek(position)
        header = stream.read(16)
        if len(header) < 8:
            raise Refused("damaged")
        length = int.from_bytes(header[:4], "big")
        if length == 1:
            length = int.from_bytes(header[8:16], "big")
        elif length == 0:
            length = size - position
        if length < 8 or position + length > size:
            raise Refused("damaged")
        seen.add(header[4:8])
        position += length
    if not {b"ftyp", b"meta", b"mdat"} <= seen:
        raise Refused("damaged")
    return HEIC


def _docx(stream: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(stream) as package:
            entries = package.infolist()
            names = [entry.filename for entry in entries]
            if len(entries) > MOST_ZIP_ENTRIES or len(names) != len(set(names)):
                raise Refused("damaged")
            if any(entry.flag_bits & 0x1 for entry in entries):
                raise Refused("password")
            if "[Content_Types].xml" not in names:
                raise Refused("unknown")
            _unpack_within_limits(package, entries)
            content_types = package.read("[Content_Types].xml")
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise Refused("damaged") from error
    lowered = [name.lower() for name in names]
    if b"macroEnabled" in content_types or any(
        "vbaproject" in name or "/activex/" in name for name in lowered
    ):
        raise Refused("macros")
    if any("/embeddings/" in name for name in lowered):
        raise Refused("active")
    if b"wordprocessingml.document.main+xml" not in content_types:
        raise Refused("unknown")
    return DOCX


def _unpack_within_limits(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """What an entry says about its size may be a lie, so everything is unpacked and counted."""
    unpacked = 0
    for entry in entries:
        with package.open(entry) as content:
            while chunk := content.read(64 * 1024):
                unpacked += len(chunk)
                if unpacked > MOST_UNPACKED_BYTES:
                    raise Refused("damaged")


def _old_office(stream: BinaryIO) -> str:
    """Word files before 2007 and new ones behind a password share this outer shell."""
    raise Refused("password" if "EncryptedPackage".encode("utf-16-le") in stream.read() else "unknown")


_KINDS: tuple[tuple[Callable[[bytes], bool], Callable[[BinaryIO], str]], ...] = (
    (lambda head: head.startswith(b"%PDF-"), _pdf),
    (lambda head: head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")), _picture),
    (lambda head: head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS, _heic),
    (lambda head: head.startswith(b"PK\x03\x04"), _docx),
    (lambda head: head.startswith(_OLE), _old_office),
)


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    warnings.simplefilter("ignore")
    try:
        answer = {"media_type": inspect(sys.stdin.buffer)}
    except Refused as refused:
        answer = {"refused": str(refused)}
    except (MemoryError, RecursionError):
        answer = {"refused": "damaged"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
