"""Forms under fire: whatever is sent, reading ends, keeps only what shows, and reads its own answers back
unchanged.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.answers import Circumstances, read
from engine.definition import Choice, Definition, Field, Page
from engine.expressions import BOOLEAN, NUMBER, Expression, Type, compile_expression
from engine.fields import ANSWER_CODES, TYPES
from engine.text import Text
from engine.values import from_json, to_json
from tests.engine.test_answers import TODAY, procedure
from tests.properties.test_expressions import EXAMPLES
from tests.properties.test_expressions import FUZZ as EXPRESSIONS_FUZZ

FUZZ = settings(EXPRESSIONS_FUZZ, max_examples=EXAMPLES // 4)

NAMES = tuple(sorted(set(TYPES) - {"group", "note"}))
CHOICES = tuple(Choice(name, Text.of(name)) for name in ("tea", "chess", "music"))
CONDITIONS = ("yes_no", "given(number) and number > 3", "not yes_no", "channel == 'online'")
SCOPE = {
    "yes_no": BOOLEAN,
    "number": NUMBER.maybe(),
    "channel": Type("choice", choices=("online", "counter", "post")),
}
LIKELY = [
    "1.234",
    "8.000",
    "5",
    "13/02/2026",
    "1956",
    "yes",
    "no",
    "tea",
    "music",
    "001085123456",
    "0100109106",
    "0912345678",
    "an@example.vn",
    "An",
    "ế",
    "x",
    "1,5",
    "-1",
    "31/02/2026",
]
RAW = st.one_of(
    st.sampled_from(LIKELY),
    st.text(max_size=40),
    st.lists(st.sampled_from(LIKELY), max_size=3),
    st.lists(st.dictionaries(st.sampled_from(["name", "age"]), st.text(max_size=10)), max_size=3),
    st.none() | st.booleans() | st.integers() | st.floats(),
    st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=2),
)


@cache
def condition(text: str) -> Expression:
    expression = compile_expression(text, SCOPE, BOOLEAN).expression
    assert expression is not None
    return expression


@st.composite
def forms(draw: st.DrawFn) -> Definition:
    """Every kind of field once, in any order, some required, some under a condition; and a group of two
    columns.
    """
    columns = (Field("name", "text", Text.of("N"), required=True), Field("age", "number", Text.of("A")))
    fields = [_field(draw, name) for name in draw(st.permutations(NAMES))]
    fields.append(Field("group", "group", Text.of("G"), fields=columns))
    return procedure(
        pages=(Page("one", Text.of("1"), tuple(fields[:7])), Page("two", Text.of("2"), tuple(fields[7:])))
    )


def _field(draw: st.DrawFn, name: str) -> Field:
    when = None if name in SCOPE else draw(st.none() | st.sampled_from(CONDITIONS).map(condition))
    offered = CHOICES if name in ("choice", "choices") else ()
    return Field(name, name, Text.of(name), required=draw(st.booleans()), when=when, choices=offered)


SENT = st.dictionaries(st.sampled_from([*NAMES, "group", "stray"]), RAW)
HERE = Circumstances(TODAY)


@FUZZ
@given(forms(), SENT)
def test_whatever_is_sent_reading_ends_with_known_problems(
    definition: Definition, raw: dict[str, Any]
) -> None:
    result = read(definition, raw, HERE)
    for problem in result.problems + result.warnings:
        assert problem.code in ANSWER_CODES
        assert problem.path in result.visible


@FUZZ
@given(forms(), SENT)
def test_nothing_hidden_is_kept(definition: Definition, raw: dict[str, Any]) -> None:
    result = read(definition, raw, HERE)
    assert set(result.answers) <= result.visible
    assert {field.id for page in result.pages for field in page.fields} >= set(result.answers)


@FUZZ
@given(forms(), SENT)
def test_answers_written_back_are_read_as_the_same_answers(
    definition: Definition, raw: dict[str, Any]
) -> None:
    first = read(definition, raw, HERE)
    written = {
        name: TYPES[definition.fields[name].type].write(value) for name, value in first.answers.items()
    }
    second = read(definition, written, HERE)
    assert second.answers == first.answers


@FUZZ
@given(forms(), SENT)
def test_answers_survive_the_database(definition: Definition, raw: dict[str, Any]) -> None:
    answers = read(definition, raw, HERE).answers
    assert from_json(to_json(answers)) == answers
    for name, value in answers.items():
        assert isinstance(TYPES[definition.fields[name].type].show(definition.fields[name], value, "vi"), str)
