"""Every refusal of the engine has words for people, and no words are left over."""

import pytest

from engine.workflow import REFUSAL_CODES
from renderer.refusal_words import REFUSALS, refusal


def test_every_refusal_has_words_and_no_words_are_left_over() -> None:
    assert set(REFUSALS) == set(REFUSAL_CODES)


@pytest.mark.parametrize("code", REFUSAL_CODES)
def test_a_refusal_is_a_whole_sentence_in_either_language(code: str) -> None:
    vietnamese, english = refusal(code), refusal(code, "en")
    assert vietnamese.endswith(".")
    assert vietnamese[0].isupper()
    assert english.endswith(".")
    assert english != vietnamese


def test_a_code_the_engine_does_not_have_is_a_programming_fault() -> None:
    with pytest.raises(KeyError):
        refusal("because")
