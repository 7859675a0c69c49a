import gzip
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from jinja2 import UndefinedError

from engine.definition import FeeKind, PayAt
from engine.fees import Bill, Charge, Explanation
from engine.money import Money
from engine.statuses import Status
from engine.text import Text
from renderer.environment import STATIC, static_address
from renderer.frame import Link, NavigationGroup, WizardStep
from renderer.status_words import status_words
from tests.renderer.pages import FRAME, parsed, render, with_id

NOW = datetime(2026, 3, 27, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
PARTS = '{% import "macros/parts.html" as parts %}{% import "macros/fields.html" as fields %}'
PAGE = """{% extends "layout.html" %}{% block title %}Trang{% endblock %}
{% block content %}<h1>Trang</h1>{% endblock %}"""


def part(source: str, **context: object) -> str:
    return render(PARTS + source, **context)


def test_a_page_is_whole_html_with_its_landmarks_and_title():
    tree = parsed(render(PAGE))
    assert tree.find(".//title").text == "Trang – Cổng dịch vụ công"
    assert (
        len(tree.findall(".//main")) == len(tree.findall(".//header")) == len(tree.findall(".//footer")) == 1
    )
    assert with_id(tree, "noi-dung").tag == "main"
    assert tree.find('.//a[@class="skip-link"]').get("href") == "#noi-dung"
    assert tree.get("lang") == "vi"


def test_a_page_with_errors_says_so_first_in_its_title():
    assert parsed(render(PAGE, has_errors=True)).find(".//title").text.startswith("Lỗi: ")


def test_no_page_holds_script_or_style_of_its_own():
    tree = parsed(render(PAGE))
    for element in tree.iter():
        assert element.tag != "style"
        assert element.tag != "script" or (element.get("src") and not element.text)
        assert not any(name == "style" or name.startswith("on") for name in element.attrib)


def test_the_choice_of_display_comes_back_to_the_very_page():
    hrefs = [link.get("href") for link in parsed(render(PAGE)).iterfind('.//*[@class="display-choices"]/a')]
    assert "/hien-thi?size=large&next=%2Fthu-tuc%3Fq%3Da%26b%3Dc" in [
        href.replace("/thu-tuc", "%2Fthu-tuc") for href in hrefs
    ]
    assert any("language=en" in href for href in hrefs)


def test_high_contrast_and_large_text_are_classes_of_the_page_and_can_be_undone():
    html = render(PAGE, frame=replace(FRAME, contrast="high", text_size="large"))
    assert parsed(html).get("class") == "size-large contrast-high"
    assert "Giảm tương phản" in html


def test_english_pages_say_so():
    html = render(PAGE, language="en")
    assert parsed(html).get("lang") == "en"
    assert "Sign out" in html
    assert "Tiếng Việt" in html


def test_the_columns_beside_the_text_exist_only_when_they_hold_something():
    assert "page-aside" not in render(PAGE)
    assert "page-aside" in render(PAGE + "{% block aside %}<p>Hỗ trợ</p>{% endblock %}")


def test_officers_see_their_queues_at_the_side():
    groups = [NavigationGroup("Hàng đợi", (Link("Chờ nhận", "/can-bo", current=True, count=4),))]
    tree = parsed(render(PAGE.replace("layout", "officer_layout"), side_navigation=groups))
    current = tree.find('.//*[@class="side no-print"]//a[@aria-current="page"]')
    assert "".join(current.itertext()).split() == ["Chờ", "nhận", "4"]


def test_a_misspelt_name_in_a_page_is_an_error_not_a_blank():
    with pytest.raises(UndefinedError):
        render("{{ no_such_name }}")


def test_static_addresses_carry_the_contents_fingerprint():
    address = static_address("thutuc.css")
    assert address.startswith("/static/thutuc.css?v=")
    assert address != static_address("thutuc.js").replace(".js", ".css")


def test_the_sheet_and_the_script_stay_small():
    assert len(gzip.compress((STATIC / "thutuc.css").read_bytes())) < 15_000
    assert len((STATIC / "thutuc.js").read_bytes()) < 10_000
    assert len(gzip.compress((STATIC / "thutuc.js").read_bytes())) < 4_000


# ---- parts


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_a_coloured_word(status):
    assert status_words(status) in part("{{ parts.status_tag(status) }}", status=status)


@pytest.mark.parametrize(
    ("after", "words", "state"),
    [
        (timedelta(hours=-1), "quá hạn hôm nay", "late"),
        (timedelta(days=-2), "quá hạn 2 ngày", "late"),
        (timedelta(hours=8), "hạn hôm nay", "soon"),
        (timedelta(days=1), "hạn ngày mai", "soon"),
        (timedelta(days=5), "còn 5 ngày", "ok"),
    ],
)
def test_a_due_date_says_how_near_it_is_in_words(after, words, state):
    html = part("{{ parts.due(at, now) }}", at=NOW + after, now=NOW)
    assert words in html
    assert f"due--{state}" in html


def test_a_due_date_kept_in_utc_counts_days_on_the_clocks_of_vietnam():
    at = datetime(2026, 3, 27, 17, 30, tzinfo=ZoneInfo("UTC"))  # already 28 March in Việt Nam
    assert "hạn ngày mai" in part("{{ parts.due(at, now) }}", at=at, now=NOW)


def test_the_fee_is_shown_line_by_line_with_its_total():
    charge = Charge("filing", FeeKind.LE_PHI, Text.of("Lệ phí cấp giấy"), Money(150_000), Explanation("flat"))
    html = part("{{ parts.charges(bill) }}", bill=Bill((charge,), Money(150_000), PayAt.SUBMISSION))
    assert "Lệ phí cấp giấy" in html
    assert html.count("150.000 đồng") >= 2


def test_the_line_of_progress_marks_the_present_step_for_eyes_and_for_readers():
    steps = [WizardStep("Người nộp", "/1", "done"), WizardStep("Tờ khai", "/2", "current"), WizardStep("Nộp")]
    tree = parsed(render(PAGE.replace("<h1>", PARTS + "{{ parts.steps(steps) }}<h1>"), steps=steps))
    assert len(tree.findall('.//li[@aria-current="step"]')) == 1
    assert "Bước 2/3" in "".join(tree.itertext())
    assert [link.get("href") for link in tree.iterfind('.//nav[@class="steps no-print"]//li/a')] == ["/1"]


def test_words_of_people_are_escaped_in_every_part():
    bad = "<b>x</b>"
    html = part(
        "{{ parts.summary_list([{'label': bad, 'value': bad, 'href': '#'}]) }}{{ parts.tag(bad) }}"
        "{{ parts.empty(bad) }}{{ parts.timeline([{'at': none, 'title': bad, 'text': bad}]) }}"
        "{{ fields.error_summary({'x': bad}) }}{{ fields.text_input('x', bad, bad, error=bad, hint=bad) }}"
        "{{ fields.radios('r', bad, [('a', bad)]) }}"
        "{{ fields.text_area('t', bad, bad) }}{{ fields.select('s', bad, [('a', bad)]) }}",
        bad=bad,
    )
    assert "<b>" not in html
    assert html.count("&lt;b&gt;") == 18
