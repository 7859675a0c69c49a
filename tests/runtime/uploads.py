"""Small files for the upload tests, right and wrong, made afresh each time."""

from __future__ import annotations

import io
import zipfile

import pikepdf
from PIL import Image

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORD_WITH_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"


def pdf(change=None, **saving) -> bytes:
    """A PDF of one empty page; `change(pdf)` may spoil it before it is saved."""
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(595, 842))
        if change:
            change(made)
        out = io.BytesIO()
        made.save(out, **saving)
        return out.getvalue()


def locked_pdf() -> bytes:
    return pdf(encryption=pikepdf.Encryption(owner="chu", user="khach"))


def pdf_with_script() -> bytes:
    def spoil(made):
        made.Root.OpenAction = pikepdf.Dictionary(
            S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")
        )

    return pdf(spoil)


def pdf_that_launches() -> bytes:
    def spoil(made):
        action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 1, 1], A=action
        )
        made.pages[0].Annots = pikepdf.Array([made.make_indirect(link)])

    return pdf(spoil)


def pdf_with_attachment() -> bytes:
    def spoil(made):
        made.attachments["hidden.exe"] = b"MZ"

    return pdf(spoil)


def picture(kind="JPEG", size=(40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind)
    return out.getvalue()


def heic() -> bytes:
    def box(name, content):
        return (8 + len(content)).to_bytes(4, "big") + name + content

    return box(b"ftyp", b"heic\0\0\0\0mif1heic") + box(b"meta", b"\0" * 8) + box(b"mdat", b"\0" * 32)


def docx(main=WORD, **more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", CONTENT_TYPES.format(main=main))
        package.writestr("word/document.xml", "<w:document/>")
        for name, content in more.items():
            package.writestr(name, content)
    return out.getvalue()
