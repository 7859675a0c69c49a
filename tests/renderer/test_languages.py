import re

import pytest

from engine.text import Text
from renderer import languages
from renderer.languages import gettext, ngettext, use, words
from tests.renderer.sentences import sentences

PLACEHOLDER = re.compile(r"%\((\w+)\)s|%%")


def test_every_sentence_of_the_program_has_english_words():
    known = {
        message.id if isinstance(message.id, str) else tuple(message.id)
        for message in languages.catalogue("en")
    }
    missing = {
        sentence: place
        for sentence, place in sentences("renderer", "runtime", "admin").items()
        if sentence not in known
    }
    assert missing == {}


def test_every_translation_keeps_the_placeholders_of_its_sentence():
    checked = 0
    for message in languages.catalogue("en"):
        if message.id and isinstance(message.id, str):
            assert set(PLACEHOLDER.findall(message.string)) == set(PLACEHOLDER.findall(message.id)), (
                message.id
            )
            checked += 1
    assert checked > 100


def test_vietnamese_is_spoken_unless_asked_otherwise():
    assert gettext("Quay lại") == "Quay lại"
    with use("en"):
        assert gettext("Quay lại") == "Back"
    assert languages.current() == "vi"


def test_the_language_goes_back_even_when_the_page_fails():
    with pytest.raises(ZeroDivisionError), use("en"):
        _ = 1 / 0
    assert languages.current() == "vi"


def test_an_unknown_language_means_vietnamese():
    with use("xx"):
        assert languages.current() == "vi"


def test_a_sentence_nobody_translated_is_said_in_vietnamese():
    with use("en"):
        assert gettext("Câu chưa ai dịch") == "Câu chưa ai dịch"


def test_a_percent_sign_in_a_sentence_without_parameters_is_only_a_percent_sign():
    assert gettext("100% trực tuyến") == "100% trực tuyến"


def test_english_counts_in_two_forms_and_vietnamese_in_one():
    def late(days: int) -> str:
        return ngettext("quá hạn %(num)s ngày", "%(num)s days late", days, num=days)

    assert [late(1), late(2)] == ["quá hạn 1 ngày", "quá hạn 2 ngày"]
    with use("en"):
        assert [late(1), late(2)] == ["1 day late", "2 days late"]


def test_the_authors_text_falls_back_to_vietnamese():
    with use("en"):
        assert words(Text.of("Hộ tịch", en="Civil status")) == "Civil status"
        assert words(Text.of("Hộ tịch")) == "Hộ tịch"
        assert words(None) == ""
