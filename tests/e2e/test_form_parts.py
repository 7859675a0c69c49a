"""Sections, addresses and choices that hang on others, in a real Chromium on the screen of a phone, without any server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from engine.answers import environment, read
from renderer.forms import form_class
from tests.renderer.pages import form_html
from tests.renderer.test_sections_and_records import TODAY, definition

pytestmark = pytest.mark.e2e
STATIC = Path(__file__).parents[2] / "renderer" / "static"


@pytest.fixture
def open_form(browser: Browser) -> Iterator[Callable[[dict[str, object]], Page]]:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def opener(raw: dict[str, object]) -> Page:
        whole = definition()
        reading = read(whole, raw, TODAY)
        form = form_class(whole, "one")(None, raw)
        form.follow(reading, environment(whole, reading.answers, TODAY))
        page.set_content(form_html(form))
        page.add_style_tag(path=STATIC / "thutuc.css")
        page.add_script_tag(path=STATIC / "conditions.js")
        return page

    yield opener
    page.close()
    assert complaints == []


Opener = Callable[[dict[str, object]], Page]


def test_a_section_shows_and_hides_with_everything_in_it(open_form: Opener) -> None:
    page = open_form({})
    expect(page.locator("#father--section")).to_be_hidden()
    expect(page.locator("#father")).to_be_disabled()
    page.locator('[name="knows"][value="yes"]').check()
    expect(page.locator("#father--section")).to_be_visible()
    expect(page.locator("#father")).to_be_enabled()


def test_only_the_choices_of_what_is_chosen_above_are_offered(open_form: Opener) -> None:
    page = open_form({"kind": "trade", "job": "shop"})
    job = page.locator("#job")
    expect(job).to_have_value("shop")
    assert job.locator("option").all_inner_texts() == ["Chọn…", "Chưa có", "Bán lẻ"]
    page.locator('[name="kind"][value="farm"]').check()
    expect(job).to_have_value("")
    assert job.locator("option").all_inner_texts() == ["Chọn…", "Chưa có", "Lúa"]
    job.select_option("rice")
    page.locator('[name="kind"][value="farm"]').check()
    expect(job).to_have_value("rice")


def test_nothing_is_wider_than_the_screen_of_a_phone(open_form: Opener) -> None:
    page = open_form({"knows": "yes"})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
