"""The slips and the citizen's papers as PDF.

Always in Vietnamese, the language of the forms they follow. The printer reads nothing but the page it is
given: no network, no files. Fonts come from the machine: Times New Roman or its twin Liberation Serif
(Debian `fonts-liberation`), else DejaVu (`fonts-dejavu-core`).
"""

from __future__ import annotations

import io
from functools import cache

import segno
from jinja2 import Environment
from markupsafe import Markup
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from engine.text import DEFAULT_LANGUAGE
from renderer.environment import bare_environment
from renderer.languages import use
from renderer.paper_form import PaperForm
from renderer.slip_data import SlipData


def receipt_pdf(data: SlipData) -> bytes:
    """Slip 01, A5: Giấy tiếp nhận hồ sơ và hẹn trả kết quả. Needs `received_at`; without `due_at` no day is
    promised.
    """
    return _pdf("receipt.html", slip=data)


def supplement_pdf(data: SlipData) -> bytes:
    """Slip 02, A5: Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ."""
    return _pdf("supplement.html", slip=data)


def refusal_pdf(data: SlipData) -> bytes:
    """Slip 03, A5: Phiếu từ chối tiếp nhận, giải quyết hồ sơ."""
    return _pdf("refusal.html", slip=data)


def stop_pdf(data: SlipData) -> bytes:
    """Slip 05 of TT 03/2025, A5: Thông báo dừng giải quyết hồ sơ."""
    return _pdf("stop.html", slip=data)


def confirmation_pdf(data: SlipData) -> bytes:
    """A4: what was submitted, when, and how to follow it; for the citizen."""
    return _pdf("confirmation.html", slip=data)


def filled_form_pdf(data: SlipData) -> bytes:
    """A4: the answers page by page, as the declaration that goes into the dossier."""
    return _pdf("filled_form.html", slip=data)


def blank_form_pdf(form: PaperForm) -> bytes:
    """A4: the form of a procedure to fill in by hand."""
    return _pdf("blank_form.html", form=form)


def guide_pdf(guide: object) -> bytes:
    """A4: how officers deal with one procedure. `guide` holds what `macros/guide.html` shows."""
    return _pdf("guide.html", guide=guide)


SLIPS = {"receipt": receipt_pdf, "supplement": supplement_pdf, "refusal": refusal_pdf, "stop": stop_pdf}


def qr_svg(text: str) -> Markup:
    """A QR code as inline SVG with a quiet zone of two modules; how large it is, the style sheet says."""
    stream = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        stream,
        kind="svg",
        border=2,
        xmldecl=False,
        svgns=True,
        omitsize=True,
        svgclass="qr",
        lineclass=None,
        dark="#000",
        light="#fff",
    )
    return Markup(stream.getvalue().decode("utf-8"))  # noqa: S704 - segno draws paths only


@cache
def _environment() -> Environment:
    env = bare_environment()
    env.globals["qr_svg"] = qr_svg
    return env


def _pdf(template: str, **values: object) -> bytes:
    with use(DEFAULT_LANGUAGE):
        html = _environment().get_template(f"letters/{template}").render(**values)
    document = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols={"data"}))
    pdf: bytes = document.write_pdf(font_config=FontConfiguration(), pdf_variant="pdf/ua-1")
    return pdf
