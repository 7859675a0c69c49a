import os
from pathlib import Path

from engine.__main__ import main
from engine.catalogue import Catalogue, read_catalogue
from tests.engine.examples import MINIMAL

AGENCIES = "ubnd-phuong-hoa-sen: {name: Ủy ban, units: {mot-cua: Một cửa}}\n"


def folder(tmp_path: Path, **procedures: str) -> Path:
    shared = tmp_path / "shared"
    shared.mkdir(exist_ok=True)
    (shared / "agencies.yaml").write_text(AGENCIES, encoding="utf-8")
    (shared / "sectors.yaml").write_text("ho-tich: Hộ tịch\n", encoding="utf-8")
    for name, text in procedures.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def other(name: str, code: str) -> str:
    return MINIMAL.replace("vi-du", name).replace("1.000001", code)


def offered(catalogue: Catalogue) -> list[str]:
    return [entry.loaded.definition.id for entry in catalogue.entries if entry.loaded.definition]


def test_a_broken_file_does_not_keep_the_others_from_being_offered(tmp_path: Path) -> None:
    catalogue = read_catalogue(folder(tmp_path, a=MINIMAL, b="procedure: [", c=other("thu-ba", "1.000003")))
    assert offered(catalogue) == ["vi-du", "thu-ba"]
    assert [Path(problem.place.file).name for problem in catalogue.problems] == ["b.yaml"]


def test_the_second_file_with_the_same_id_is_refused_and_names_the_first(tmp_path: Path) -> None:
    catalogue = read_catalogue(folder(tmp_path, a=MINIMAL, b=MINIMAL.replace("1.000001", "1.000002")))
    (problem,) = catalogue.problems
    assert (problem.code, problem.place.line, Path(problem.params["file"]).name) == ("R021", 1, "a.yaml")
    assert [entry.loaded.definition is None for entry in catalogue.entries] == [False, True]


def test_the_same_code_in_two_files_is_a_warning(tmp_path: Path) -> None:
    catalogue = read_catalogue(folder(tmp_path, a=MINIMAL, b=other("thu-hai", "1.000001")))
    assert [(problem.code, problem.place.line) for problem in catalogue.problems] == [("R022", 2)]
    assert offered(catalogue) == ["vi-du", "thu-hai"]


def test_only_changed_files_are_read_again(tmp_path: Path) -> None:
    place = folder(tmp_path, a=MINIMAL, b=other("thu-hai", "1.000002"))
    before = read_catalogue(place)
    (place / "b.yaml").write_text(other("thu-hai-moi", "1.000002"), encoding="utf-8")
    after = read_catalogue(place, before)
    assert after.entries[0].alone is before.entries[0].alone
    assert offered(after) == ["vi-du", "thu-hai-moi"]


def test_a_file_changed_without_changing_its_size_is_read_again(tmp_path: Path) -> None:
    place = folder(tmp_path, a=MINIMAL)
    before = read_catalogue(place)
    (place / "a.yaml").write_text(MINIMAL.replace("vi-du", "vi-ba"), encoding="utf-8")
    os.utime(place / "a.yaml", ns=(1, 1))
    assert offered(read_catalogue(place, before)) == ["vi-ba"]


def test_a_changed_shared_file_makes_every_procedure_be_read_again(tmp_path: Path) -> None:
    place = folder(tmp_path, a=MINIMAL)
    before = read_catalogue(place)
    (place / "shared" / "agencies.yaml").write_text(
        AGENCIES.replace("Ủy ban", "Ủy ban mới"), encoding="utf-8"
    )
    definition = read_catalogue(place, before).entries[0].loaded.definition
    assert definition is not None
    assert str(definition.agency.name) == "Ủy ban mới"


def test_when_the_first_of_two_equal_ids_goes_the_second_is_offered(tmp_path: Path) -> None:
    place = folder(tmp_path, a=MINIMAL, b=MINIMAL.replace("1.000001", "1.000002"))
    before = read_catalogue(place)
    (place / "a.yaml").unlink()
    after = read_catalogue(place, before)
    assert offered(after) == ["vi-du"]
    assert after.problems == ()


def test_the_checker_prints_findings_and_says_by_its_exit_whether_there_is_an_error(
    tmp_path: Path, capsys
) -> None:  # type: ignore[no-untyped-def]
    place = folder(tmp_path, a=MINIMAL)
    assert main([str(place)]) == 0
    assert capsys.readouterr().out == ""
    (place / "b.yaml").write_text(MINIMAL.replace("level: 1", "level: 7"), encoding="utf-8")
    assert main([str(place / "b.yaml"), "--language", "en"]) == 1
    assert "b.yaml:6:8: error S004: “7” cannot stand here" in capsys.readouterr().out
