import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import source
from engine.formatting import NotReadable, formatted
from engine.nodes import plain
from tests.engine.examples import MINIMAL, PROCEDURES, VALID

FILES = [*VALID, *sorted(PROCEDURES.rglob("*.yaml"))]


def meaning(text: str) -> object:
    root = source.read(text, "f.yaml").root
    assert root is not None
    return plain(root)


@pytest.mark.parametrize(
    ("written", "even"),
    [
        ("a: { b: c , d: [ 1,2 ] }  # ghi chú  \n", "a: {b: c, d: [1, 2]}  # ghi chú\n"),
        ("\n\na: 1   \n\n\n\nb: 2", "a: 1\n\nb: 2\n"),
        ("a: 1\r\nb: 2\r\n", "a: 1\nb: 2\n"),
        ("a: {b: 'x , y', c: \"{ z }\"}\n", "a: {b: 'x , y', c: \"{ z }\"}\n"),
        ("a: {\n  b: c,   # đầu\n  d: e  # cuối\n}\n", "a: {\n  b: c,   # đầu\n  d: e  # cuối\n}\n"),
    ],
    ids=["flow", "blank lines", "line ends", "quoted", "comments in a map"],
)
def test_blanks_are_made_even(written: str, even: str) -> None:
    assert formatted(written) == even


def test_blanks_inside_words_over_several_lines_are_kept() -> None:
    text = 'a: |\n  một  \n\n\n  hai\n\nb: "ba\n\n  bốn"\n'
    assert meaning(formatted(text)) == meaning(text)
    assert "một  \n\n\n  hai" in formatted(text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_formatting_keeps_meaning_and_comments_and_is_done_once(path: object) -> None:
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    once = formatted(text)
    assert meaning(once) == meaning(text)
    assert formatted(once) == once
    assert once.count("#") == text.count("#")


@given(
    st.lists(
        st.sampled_from(
            [
                "  ",
                " ",
                "\n",
                "# ghi chú\n",
                "x: 1\n",
                "y: { a: [ b ,c ] }\n",
                "z: |\n  k  \n\n\n",
                "t: 'u  '\n",
            ]
        )
    )
)
def test_whatever_is_put_together_keeps_its_meaning(parts: list[str]) -> None:
    text = MINIMAL + "".join(parts)
    try:
        once = formatted(text)
    except NotReadable:
        return
    assert meaning(once) == meaning(text)
    assert formatted(once) == once


@pytest.mark.parametrize("text", ["a: [", "a: 1\na: 2\n", "", "a: &b c\n"])
def test_what_cannot_be_read_is_not_touched(text: str) -> None:
    with pytest.raises(NotReadable):
        formatted(text)
