"""Pages made without a web framework, and read back as a strict parser reads them."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from jinja2 import ChoiceLoader, DictLoader
from markupsafe import Markup

from renderer.environment import bare_environment
from renderer.frame import Frame, Hotline, Link
from renderer.languages import use

FRAME = Frame(
    site_name="Cổng dịch vụ công",
    organisation="Ủy ban nhân dân tỉnh Mẫu",
    here="/thu-tuc?q=a&b=c",
    links=(Link("Thủ tục", "/thu-tuc", current=True),),
    account_links=(Link("Hồ sơ của tôi", "/ho-so"),),
    full_name="Nguyễn Thị Ánh",
    sign_out_url="/dang-xuat",
    hotlines=(Hotline("Bộ phận một cửa", "0270 123 4567"),),
    notices=("Đã lưu.",),
)
_FORM = """{% extends "layout.html" %}{% import "macros/fields.html" as fields %}
{% block title %}Tờ khai{% endblock %}
{% block content %}{{ fields.error_summary(form) }}<h1>Tờ khai</h1>
<form method="post" novalidate>{{ fields.form_fields(form) }}</form>{% endblock %}"""


def render(source: str, *, language: str = "vi", frame: Frame = FRAME, **context: Any) -> str:
    env = bare_environment()
    env.loader = ChoiceLoader([DictLoader({"page.html": source}), env.loader])
    env.globals["csrf_field"] = lambda: Markup('<input type="hidden" name="csrf" value="x">')
    with use(language):
        return env.get_template("page.html").render(frame=frame, **context)


def form_html(form: Any) -> str:
    return render(_FORM, form=form)


def parsed(html: str) -> Element:
    """Raises on any error a browser would silently repair."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(html)


def with_id(tree: Element, element_id: str) -> Element | None:
    return next((element for element in tree.iter() if element.get("id") == element_id), None)
