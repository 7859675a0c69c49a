import time

import pytest

from engine.suggest import nearest, some_of


@pytest.mark.parametrize(
    ("written", "known", "meant"),
    [
        ("birth_dat", ["name", "birth_date"], "birth_date"),
        ("brith_date", ["birth_date"], "birth_date"),
        ("hom", ["post", "home"], "home"),
        ("Tieu-Chuan", ["ho-tich", "tieu_chuan"], "tieu_chuan"),
        ("hộ-tịch", ["ho-tich"], "ho-tich"),
        ("đất-đai", ["dat-dai"], "dat-dai"),
        ("kind", ["applicant.kind"], "applicant.kind"),
        ("standard", ["standard_no"], "standard_no"),
        ("copies_count", ["area", "copies"], "copies"),
        ("xyz", ["copies", "area"], ""),
        ("", ["copies"], ""),
        ("copies", [], ""),
    ],
)
def test_the_nearest_name_is_the_one_that_was_meant(written: str, known: list[str], meant: str) -> None:
    assert nearest(written, known) == meant


def test_the_fewest_slips_win_and_then_the_first() -> None:
    assert nearest("aple", ["ample", "apple"]) == "ample"
    assert nearest("apple", ["ample", "apple"]) == "apple"


def test_thousands_of_look_alikes_are_looked_at_quickly() -> None:
    known = [f"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa{number:06}" for number in range(2000)]
    begun = time.process_time()
    for number in range(200):
        nearest("a" * 42 + f"9{number:05}", known)
    assert time.process_time() - begun < 2


def test_a_name_too_long_to_be_a_slip_has_no_suggestion() -> None:
    assert nearest("a" * 100_000, ["a" * 50]) == ""


def test_what_there_is_is_listed_up_to_a_dozen() -> None:
    assert some_of(["a", "b"]) == "a, b"
    assert some_of(str(number) for number in range(100)) == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …"
