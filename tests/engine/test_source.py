import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.nodes import MapNode, Node, ScalarNode, from_plain, places, plain
from engine.source import MAX_BYTES, MAX_NODES, Source, read


def found(text: str | bytes) -> list[tuple[str, int, int]]:
    return [(each.code, each.place.line, each.place.column) for each in read(text, "f.yaml").problems]


def value(text: str) -> object:
    source = read(text, "f.yaml")
    assert source.problems == ()
    assert source.root is not None
    return plain(source.root)


@pytest.mark.parametrize(
    "written",
    [
        "001077012345",
        "08",
        "50.000",
        "12:30",
        "1e3",
        "2026-01-02",
        "no",
        "null",
        "~",
        "0x1F",
        "1_000",
        "=",
        ".inf",
    ],
)
def test_a_plain_value_stays_the_text_that_was_written(written: str) -> None:
    assert value(f"key: {written}") == {"key": written}


def test_vietnamese_is_normalised_to_one_form() -> None:
    assert value(unicodedata.normalize("NFD", "tên: Hồ sơ đã nhận")) == {"tên": "Hồ sơ đã nhận"}


def test_keys_and_values_know_their_place() -> None:
    root = read('a:\n  - {bê: "giá trị"}\n', "f.yaml").root
    assert isinstance(root, MapNode)
    assert dict(places(root))["a.0.bê"].line == 2
    inner = root.entries["a"].items[0]  # type: ignore[union-attr]
    assert isinstance(inner, MapNode)
    assert (inner.keys["bê"].place.column, inner.entries["bê"].place.column) == (6, 10)


def test_a_character_inside_a_plain_or_quoted_value_can_be_pointed_at() -> None:
    root = read("a: x + y\nb: \"x + y\"\nc: 'x '' y'\n", "f.yaml").root
    assert isinstance(root, MapNode)
    scalars = [node for node in root.entries.values() if isinstance(node, ScalarNode)]
    assert [node.place_of(4).column for node in scalars] == [8, 9, 4]


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: &x [1]\n", "Y005", 1, 4),
        ("a: *x\n", "Y005", 1, 4),
        ("a: !!python/object/apply:os.system [ls]\n", "Y006", 1, 4),
        ("b: 1\na: 1\nb: 2\n", "Y008", 3, 1),
        ("<<: {a: 1}\n", "Y007", 1, 1),
        ("a: 1\n---\nb: 1\n", "Y009", 2, 1),
        ("a:\n\tb: 1\n", "Y011", 2, 1),
        ("a: 1\x00", "Y004", 1, 5),
        ('a: "\\0"', "Y004", 1, 4),
        ("a: \u202eb", "Y004", 1, 4),
        ("\ufeffa: 1", "Y003", 1, 1),
        ("[1]: 2", "Y019", 1, 1),
        ("", "Y022", 1, 1),
        ("# chỉ có lời ghi\n", "Y022", 1, 1),
    ],
)
def test_what_a_file_may_not_hold_is_found_at_its_place(text: str, code: str, line: int, column: int) -> None:
    assert (code, line, column) in found(text)


def test_a_repeated_key_names_the_line_of_the_first_and_the_first_counts() -> None:
    source = read("a: 1\nb: 2\na: 3\n", "f.yaml")
    assert source.problems[0].params["line"] == 1
    assert source.root is not None
    assert plain(source.root) == {"a": "1", "b": "2"}


def test_bytes_that_are_not_utf_8_are_found_where_they_stand() -> None:
    assert found("tên: Hồ".encode() + b"\nb: \xff\xfe") == [("Y002", 2, 4)]
    assert found("a: ê".encode("utf-16"))[0][0] == "Y002"


def test_half_a_character_in_a_text_is_refused() -> None:
    assert found("a: \ud800") == [("Y004", 1, 4)]


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 900 + "]" * 900,
        "- " * 900 + "x",
        "a:" + "".join(f"\n{' ' * depth}a:" for depth in range(1, 600)),
        "[" * 100_000,
        "{a: " * 50_000,
        "- x\n" * MAX_NODES,
        "a: [" + "1," * 200_000 + "]",
        "x" * (MAX_BYTES + 1),
        "\n".join(["a: &a [x,x,x]"] + [f"b{n}: &b{n} [*a,*a,*a,*a,*a,*a]" for n in range(30)]),
        "? " * 5_000,
        "'" * 200_001,
        "&" * 200_000,
        "!" * 200_000,
        "%TAG ! tag:example.com,2000:\n---\na: !x 1",
    ],
)
def test_bombs_are_refused_quickly_with_a_place(text: str) -> None:
    begun = time.process_time()
    problems = read(text, "f.yaml").problems
    assert time.process_time() - begun < 2
    assert problems
    assert all(problem.place.line >= 1 and problem.place.column >= 1 for problem in problems)


def test_after_a_fault_of_syntax_the_part_before_it_is_still_there() -> None:
    source = read("a: 1\nb: {c: 2\nd: @\n", "f.yaml")
    assert not source.complete
    assert source.sound_until == 2
    assert source.root is not None
    assert plain(source.root)["a"] == "1"


def every_node(node: Node) -> list[Node]:
    inner = list(node.entries.values()) if isinstance(node, MapNode) else list(getattr(node, "items", ()))
    return [node, *(each for child in inner for each in every_node(child))]


@settings(max_examples=500)
@given(st.text(alphabet=st.sampled_from(list("ab:-?[]{},&*!|>'\"%@`#\n\t 0\\~<=")), max_size=60))
def test_no_text_ever_raises_and_every_finding_has_words_and_a_place(text: str) -> None:
    source = read(text, "f.yaml")
    for problem in source.problems:
        assert problem.message("vi")
        assert problem.message("en")
        assert problem.place.line >= 1
    if source.root is not None:
        assert all(node.place.line >= 1 for node in every_node(source.root))


@given(st.binary(max_size=200))
def test_no_bytes_ever_raise(content: bytes) -> None:
    assert isinstance(read(content, "f.yaml"), Source)


data = st.recursive(
    st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


@given(data)
def test_plain_data_survives_the_way_to_nodes_and_back(content: object) -> None:
    assert plain(from_plain(content)) == content
