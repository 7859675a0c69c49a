from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.definition import Agency, ApplicantKind, Sector
from engine.summary import summary_of
from engine.text import Text
from runtime.dossiers.search import PAGE, Index, Query, is_one_slip_away
from tests.runtime.drafting import a_definition

HO_TICH = Sector("ho-tich", Text.of("Hộ tịch"))
DO_LUONG = Sector("do-luong", Text.of("Tiêu chuẩn, đo lường, chất lượng"))
UBND = Agency("ubnd", Text.of("Ủy ban nhân dân phường Hoa Sen"))
SO = Agency("so-khcn", Text.of("Sở Khoa học và Công nghệ"))
DEFINITIONS = (
    a_definition(
        "trich-luc",
        "Cấp bản sao trích lục hộ tịch",
        sector=HO_TICH,
        agency=UBND,
        code="2.000635",
        keywords=("giấy khai sinh",),
    ),
    a_definition("khai-sinh", "Đăng ký khai sinh", sector=HO_TICH, agency=UBND, level=4),
    a_definition(
        "hop-chuan",
        "Đăng ký công bố hợp chuẩn",
        sector=DO_LUONG,
        agency=SO,
        applicants=(ApplicantKind.ORGANIZATION,),
    ),
    a_definition("dat", "Đăng ký đất đai", sector=Sector("dat", Text.of("Đất đai")), agency=SO),
    a_definition("dat-hang", "Đăng ký đặt hàng", sector=DO_LUONG, agency=SO),
)
INDEX = Index(map(summary_of, DEFINITIONS))


def found(words, **where):
    return [each.id for each in INDEX.find(Query(words, **where)).summaries]


@pytest.mark.parametrize(
    "typed",
    [
        "trich luc ho tich",
        "trích lục hộ tịch",
        "TRÍCH LỤC",
        "  trich   luc ",
        "trich lu",
        "tich ho luc",
        "2.000635",
        "trich-luc",
    ],
)
def test_typing_with_or_without_accents_in_any_order_finds(typed):
    assert found(typed)[0] == "trich-luc"


def test_all_words_must_match():
    assert found("trich luc dat") == []


def test_a_keyword_finds_after_the_names():
    assert found("khai sinh") == ["khai-sinh", "trich-luc"]


def test_exact_accents_rank_first():
    assert found("đặt")[0] == "dat-hang"
    assert found("đất")[0] == "dat"
    assert set(found("dat")) == {"dat", "dat-hang"}


@pytest.mark.parametrize("typed", ["trich luch", "trihc luc", "tich luc ho tich", "khia sinh", "hop chuann"])
def test_a_small_slip_is_forgiven(typed):
    assert found(typed)


def test_the_filters_narrow():
    assert found("", agency="so-khcn", level=3) == ["hop-chuan", "dat", "dat-hang"]
    assert found("dang ky", sector="ho-tich") == ["khai-sinh"]
    assert found("", level=4) == ["khai-sinh"]
    assert found("", applicant="organization") == ["hop-chuan"]


def test_the_form_offers_the_agencies_and_sectors_that_occur_with_their_counts():
    assert [(agency.id, count) for agency, count in INDEX.agencies] == [("so-khcn", 3), ("ubnd", 2)]
    assert {sector.id: count for sector, count in INDEX.sectors} == {"dat": 1, "ho-tich": 2, "do-luong": 2}
    assert INDEX.levels == {1: 0, 2: 0, 3: 4, 4: 1}


def test_long_lists_come_in_pages_and_a_page_past_the_end_is_the_last():
    many = Index(replace(summary_of(DEFINITIONS[0]), id=f"thu-{number:02}") for number in range(2 * PAGE + 5))
    pages = [many.find(Query(), page) for page in (1, 2, 3, 9, 0)]
    assert [len(page.summaries) for page in pages] == [PAGE, PAGE, 5, 5, PAGE]
    assert pages[0].total == 45
    assert pages[0].pages == 3
    assert len({each.id for page in pages[:3] for each in page.summaries}) == 45


def test_an_empty_offer_finds_nothing():
    assert Index(()).find(Query("khai sinh")).total == 0


@given(st.text(max_size=60))
def test_whatever_is_typed_the_search_answers(typed):
    assert INDEX.find(Query(typed)).total <= len(DEFINITIONS)


@pytest.mark.parametrize(("typed", "word"), [("luch", "luc"), ("lc", "luc"), ("lic", "luc"), ("lcu", "luc")])
def test_one_slip(typed, word):
    assert is_one_slip_away(typed, word)


@pytest.mark.parametrize(
    ("typed", "word"), [("luc", "luc"), ("abc", "luc"), ("lucas", "luc"), ("cul", "luc")]
)
def test_more_than_one_slip_or_none(typed, word):
    assert not is_one_slip_away(typed, word)
