"""The browser's twin of conditions on generated pages, in a real Chromium, without any server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from engine.answers import environment, read
from engine.definition import Choice, Field
from engine.definition import Page as FormPage
from engine.expressions import BOOLEAN, NUMBER, Expression, Type, compile_expression
from engine.fields import TYPES
from engine.text import Text
from renderer.forms import form_class
from tests.renderer.pages import form_html
from tests.renderer.samples import CIRCUMSTANCES, definition

pytestmark = pytest.mark.e2e
SCRIPT = Path(__file__).parents[2] / "renderer" / "static" / "conditions.js"

COPIES = Field("copies", "number", Text.of("Số bản"))
ISO = Field("has_iso", "yes_no", Text.of("Đã có ISO?"))
AGE = Field("age", "number", Text.of("Tuổi"))


def condition(text: str) -> Expression:
    scope = {field.id: TYPES[field.type].expression_type(field) for field in (COPIES, ISO)}
    scope |= {"channel": Type("choice", choices=("online", "counter", "post")), "unit_price": NUMBER.maybe()}
    scope |= {"item": Type("record", fields={"age": NUMBER.maybe()})}
    scope["has_iso"] = BOOLEAN
    found = compile_expression(text, scope, BOOLEAN)
    assert found.expression is not None, found.faults
    return found.expression


def shown_when(name: str, text: str) -> Field:
    return Field(name, "text", Text.of(name), when=condition(text))


FIELDS = (
    ISO,
    shown_when("iso_no", "has_iso"),
    shown_when("iso_place", "has_iso"),
    COPIES,
    shown_when("why_many", "given(copies) and copies > 1000.5"),
    shown_when("postal_no", "channel == 'post'"),
    shown_when("online_no", "channel == 'online' and not has_iso"),
    Field(
        "purpose",
        "choice",
        Text.of("Mục đích"),
        choices=(
            Choice("work", Text.of("Việc làm")),
            Choice("audit", Text.of("Đánh giá"), when=condition("has_iso")),
        ),
    ),
    Field(
        "members",
        "group",
        Text.of("Thành viên"),
        fields=(AGE, shown_when("school", "given(item.age) and item.age < 18")),
    ),
)


@pytest.fixture
def open_form(browser: Browser) -> Iterator[Callable[[dict[str, object]], Page]]:
    """The page as the server draws it for some raw answers, with the script running."""
    page = browser.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def opener(raw: dict[str, object]) -> Page:
        procedure = definition(FormPage("one", Text.of("Một"), FIELDS), content_hash="c" * 64)
        reading = read(procedure, raw, CIRCUMSTANCES)
        form = form_class(procedure, "one", "vi")(None, raw)
        form.follow(reading, environment(procedure, reading.answers, CIRCUMSTANCES))
        page.set_content(form_html(form))
        page.add_script_tag(path=SCRIPT)
        return page

    yield opener
    page.close()
    assert complaints == []


Opener = Callable[[dict[str, object]], Page]


def test_a_question_appears_and_disappears_as_its_condition_is_answered(open_form: Opener) -> None:
    page = open_form({})
    expect(page.locator('[data-field="iso_no"]')).to_be_hidden()
    page.locator('[name="has_iso"][value="yes"]').check()
    expect(page.locator('[data-field="iso_no"]')).to_be_visible()
    expect(page.locator('[name="iso_no"]')).to_be_enabled()
    page.locator('[name="has_iso"][value="no"]').check()
    expect(page.locator('[data-field="iso_no"]')).to_be_hidden()
    expect(page.locator('[name="iso_no"]')).to_be_disabled()


def test_numbers_are_understood_as_vietnamese_readers_type_them(open_form: Opener) -> None:
    page = open_form({})
    shown = page.locator('[data-field="why_many"]')
    for typed, visible in (
        ("1.001", True),
        ("1000,5", False),
        ("1.000,6", True),
        ("nhiều", False),
        ("", False),
    ):
        page.locator('[name="copies"]').fill(typed)
        expect(shown).to_be_visible(visible=visible)


def test_what_was_answered_elsewhere_is_taken_from_the_server(open_form: Opener) -> None:
    page = open_form({"has_iso": "no"})
    expect(page.locator('[data-field="online_no"]')).to_be_visible()
    expect(page.locator('[data-field="postal_no"]')).to_be_hidden()


def test_a_choice_that_is_not_offered_cannot_be_taken(open_form: Opener) -> None:
    page = open_form({"has_iso": "no"})
    audit = page.locator('[name="purpose"][value="audit"]')
    expect(audit).to_be_hidden()
    expect(audit).to_be_disabled()
    page.locator('[name="has_iso"][value="yes"]').check()
    audit.check()
    expect(audit).to_be_checked()


def test_each_row_of_a_group_goes_by_its_own_values(open_form: Opener) -> None:
    page = open_form({"members": [{"age": "40"}, {"age": "8"}]})
    schools = page.locator('[data-field$="school"]')
    expect(schools).to_have_count(2)
    expect(schools.nth(0)).to_be_hidden()
    expect(schools.nth(1)).to_be_visible()
    page.locator('[name="members-0-age"]').fill("17")
    expect(schools.nth(0)).to_be_visible()


def test_nothing_moves_when_names_are_out_of_sight(open_form: Opener) -> None:
    page = open_form({"has_iso": "no"})
    page.locator("[data-surroundings]").evaluate("holder => holder.removeAttribute('data-surroundings')")
    page.locator('[name="copies"]').fill("3")
    expect(page.locator('[data-field="online_no"]')).to_be_visible()
