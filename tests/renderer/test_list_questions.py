"""Questions that take their choices from shared lists, on the page."""

from datetime import date

from engine.answers import Circumstances, environment, read
from engine.library import Library
from engine.load import load, load_text
from renderer.forms import form_class
from tests.engine.examples import EXAMPLES, MINIMAL, PROCEDURES, library
from tests.renderer.pages import form_html, parsed

TODAY = Circumstances(date(2026, 3, 2))


def html_of(definition, page_id, raw):
    form = form_class(definition, page_id, "vi")(raw=raw)
    reading = read(definition, raw, TODAY)
    form.follow(reading, environment(definition, reading.answers, TODAY))
    return form_html(form)


def test_the_words_for_other_are_hidden_until_other_is_chosen():
    definition = load(EXAMPLES / "valid" / "choices-from-lists.yaml", library()).definition
    for chosen, is_hidden in (("kinh", True), ("other", False)):
        page = parsed(html_of(definition, "request", {"ethnic": chosen}))
        box = page.find('.//*[@data-field="ethnic_other"]')
        assert ("hidden" in box.attrib) == is_hidden


def test_every_country_fits_on_a_light_page():
    asked = "{label: Quốc tịch, type: choice, choices_from: quoc-gia@1}"
    text = MINIMAL + f"form: {{pages: {{p: {{title: T, fields: {{x: {asked}}}}}}}}}\n"
    from_shared = Library.from_folder(PROCEDURES / "shared")
    definition = load_text(text, "f.yaml", from_shared).definition
    html = html_of(definition, "p", {})
    assert "<select" in html
    assert len(html.encode()) < 40_000
