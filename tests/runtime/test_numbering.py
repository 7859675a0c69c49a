from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from engine.definition import Agency
from engine.text import Text
from runtime.db import Database
from runtime.dossiers import numbering

AGENCY = Agency(id="so-khcn", name=Text.of("Sở Khoa học và Công nghệ"), code="H40.14")
OTHER = Agency(id="so-tu-phap", name=Text.of("Sở Tư pháp"), code="H40.20")
DAY = date(2026, 2, 13)


def test_a_reference_is_two_groups_of_crockford_letters_behind_its_prefix() -> None:
    assert re.fullmatch(r"TN-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}", numbering.new_reference())


def test_ten_thousand_references_and_tokens_are_all_different() -> None:
    assert len({numbering.new_reference() for _ in range(10_000)}) == 10_000
    assert len({numbering.new_token() for _ in range(10_000)}) == 10_000


def test_a_token_carries_at_least_128_bits_and_fits_its_column() -> None:
    token = numbering.new_token()
    assert 22 <= len(token) <= 43
    assert re.fullmatch(r"[\w-]+", token)


def test_a_reference_is_understood_however_it_was_typed() -> None:
    for typed in ("TN-7K3QD-09VXM", "tn7k3qd09vxm", " tn 7k3qd 09vxm ", "7K3QD-O9VXM", "TN–7K3QD–09VXM"):
        assert numbering.read_reference(typed) == "TN-7K3QD-09VXM", typed


def test_a_reference_whose_body_begins_like_the_prefix_keeps_its_beginning() -> None:
    assert numbering.read_reference("TN3QD-09VXM") == "TN-TN3QD-09VXM"


def test_what_cannot_be_a_reference_is_none() -> None:
    for typed in ("", "TN", "H40.14-260213-0001", "TN-7K3QD-09VX", "Nguyễn Văn A", "TN-7K3QD-09VXMM"):
        assert numbering.read_reference(typed) == "", typed


def test_an_official_number_names_agency_day_and_sequence(database: Database) -> None:
    with database.transaction() as session:
        assert numbering.next_code(session, AGENCY, DAY) == "H40.14-260213-0001"
        assert numbering.next_code(session, AGENCY, DAY) == "H40.14-260213-0002"


def test_each_agency_and_each_day_counts_from_one(database: Database) -> None:
    with database.transaction() as session:
        numbering.next_code(session, AGENCY, DAY)
        assert numbering.next_code(session, OTHER, DAY) == "H40.20-260213-0001"
        assert numbering.next_code(session, AGENCY, date(2026, 2, 23)) == "H40.14-260223-0001"


def test_the_ten_thousandth_dossier_of_a_day_gets_a_fifth_digit(database: Database) -> None:
    with database.transaction() as session:
        numbering.next_code(session, AGENCY, DAY)
        session.get_one(numbering.Counter, "H40.14/2026-02-13").last = 9_999
        session.flush()
        code = numbering.next_code(session, AGENCY, DAY)
    assert code == "H40.14-260213-10000"
    assert numbering.looks_like_code(code)


def test_a_number_given_in_a_transaction_that_fails_is_given_again(database: Database) -> None:
    class Broken(Exception):
        pass

    try:
        with database.transaction() as session:
            numbering.next_code(session, AGENCY, DAY)
            raise Broken
    except Broken:
        pass
    with database.transaction() as session:
        assert numbering.next_code(session, AGENCY, DAY) == "H40.14-260213-0001"


def test_sixteen_people_accepting_at_once_get_sixteen_numbers_without_gaps(database: Database) -> None:
    def accept_some(_: int) -> list[str]:
        codes = []
        for _ in range(10):
            with database.transaction() as session:
                codes.append(numbering.next_code(session, AGENCY, DAY))
        return codes

    with ThreadPoolExecutor(16) as people:
        codes = [code for some in people.map(accept_some, range(16)) for code in some]
    assert sorted(codes) == [f"H40.14-260213-{number:04d}" for number in range(1, 161)]


def test_a_pattern_of_ones_own_begins_anew_when_what_is_before_the_sequence_changes(
    database: Database,
) -> None:
    yearly = "{agency}/{procedure}/{year}-{seq:5}"
    with database.transaction() as session:

        def number(day: date) -> str:
            return numbering.next_code(session, AGENCY, day, pattern=yearly, procedure="1.000001")

        assert number(DAY) == "H40.14/1.000001/2026-00001"
        assert number(date(2026, 12, 31)) == "H40.14/1.000001/2026-00002"
        assert number(date(2027, 1, 1)) == "H40.14/1.000001/2027-00001"
    assert numbering.looks_like_code("h40.14/1.000001/2027-00001")


def test_patterns_that_give_the_same_beginning_never_give_the_same_number(database: Database) -> None:
    above = Agency(id="tinh", name=Text.of("Tỉnh"), code="H40")
    with database.transaction() as session:
        assert numbering.next_code(session, AGENCY, DAY) == "H40.14-260213-0001"
        assert (
            numbering.next_code(session, above, DAY, pattern="{agency}.14-{date}-{seq:4}")
            == "H40.14-260213-0002"
        )
