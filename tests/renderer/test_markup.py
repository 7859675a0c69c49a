import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderer.markup import markdown


def test_paragraphs_lists_emphasis_and_links_are_kept():
    html = markdown("Đoạn **đậm** và *nghiêng*.\n\n- một\n- hai\n\nXem [trang](https://example.vn).")
    assert "<strong>đậm</strong>" in html
    assert "<li>một</li>" in html
    assert '<a href="https://example.vn" rel="noopener noreferrer">trang</a>' in html


def test_a_line_break_of_the_author_is_a_line_break():
    assert "<br>" in markdown("Dòng một\nDòng hai")


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,x)",
        "![x](https://example.vn/x.png)",
        '<a onclick="x">y</a>',
        "<style>p{}</style>",
        '[x](https://example.vn " onmouseover=alert(1) ")',
    ],
)
def test_nothing_an_author_writes_becomes_script_or_fetches_anything(source):
    tree = html5lib.parseFragment(str(markdown(source)), namespaceHTMLElements=False)
    for element in tree.iter():
        assert element.tag in {"DOCUMENT_FRAGMENT", "p", "a", "br"}
        assert set(element.attrib) <= {"href", "rel", "title"}  # a title is only ever text
        assert element.attrib.get("href", "https:").startswith("https:")


@given(st.text(alphabet=st.sampled_from(list("<>&\"'()[]*_!#-` \nahref=javascript:onload")), max_size=80))
def test_any_text_at_all_gives_only_the_allowed_tags(source):
    tree = html5lib.parseFragment(str(markdown(source)), namespaceHTMLElements=False)
    allowed = {"DOCUMENT_FRAGMENT", "p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote"}
    assert {element.tag for element in tree.iter()} <= allowed
