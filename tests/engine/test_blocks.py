"""Shared blocks of questions and papers, written out where they are used."""

from pathlib import Path

from engine.blocks import MOST_WRITTEN_OUT
from engine.library import Library
from engine.load import Loaded, load, load_text
from tests.engine.examples import EXAMPLES, MINIMAL, PROCEDURES, library

LOADED = load(EXAMPLES / "valid" / "blocks.yaml", library())
DELEGATE = """block: nguoi-dai-dien
version: 1
description: Người đại diện
fields:
  full_name: {label: Họ tên của {label}, type: person_name, required: yes}
  by_letter: {label: Có giấy ủy quyền không?, type: yes_no, required: yes}
documents:
  letter: {name: Giấy ủy quyền, originals: 1, when: by_letter}
""".replace("Họ tên của {label}", '"Họ tên của {label}"')


def shared(tmp_path: Path, **blocks: str) -> Library:
    """The examples' shared files with other blocks; `a_b` is the file a-b@1.yaml."""
    folder = tmp_path / "blocks"
    folder.mkdir()
    for name in ("agencies.yaml", "sectors.yaml"):
        (tmp_path / name).write_text(
            (EXAMPLES / "shared" / name).read_text(encoding="utf-8"), encoding="utf-8"
        )
    for name, text in blocks.items():
        (folder / f"{name.replace('_', '-')}@1.yaml").write_text(text, encoding="utf-8")
    return Library.from_folder(tmp_path)


def form(fields: str, rest: str = "") -> str:
    return f"{MINIMAL}form: {{pages: {{p: {{title: T, fields: {{{fields}}}}}}}}}\n{rest}"


def codes(loaded: Loaded) -> list[str]:
    return [problem.code for problem in loaded.problems]


def test_each_question_of_a_block_is_named_after_its_use_and_its_words_after_the_label() -> None:
    assert LOADED.definition is not None
    fields = LOADED.definition.fields
    assert list(fields) == ["knows_father", "mother_kind", "mother_place", "mother_place_abroad", "father_kind", "father_place"]  # fmt: skip
    assert fields["mother_kind"].label.in_language("en") == "Kind of residence of the mother"
    assert str(fields["father_kind"].label) == "Cha cư trú thế nào?"


def test_expressions_of_a_block_speak_of_the_questions_of_that_use_and_the_condition_of_the_use_holds_too() -> (
    None
):
    assert LOADED.definition is not None
    fields = LOADED.definition.fields
    assert str(fields["mother_place"].when.text) == "mother_kind != 'abroad'"  # type: ignore[union-attr]
    assert fields["father_place"].when.text == "(knows_father) and (father_kind != 'abroad')"  # type: ignore[union-attr]
    assert fields["father_kind"].when.text == "knows_father"  # type: ignore[union-attr]


def test_the_content_of_a_block_is_part_of_the_content_hash(tmp_path: Path) -> None:
    text = form("d: {use: nguoi-dai-dien@1, label: bạn}")
    (tmp_path / "1").mkdir()
    (tmp_path / "2").mkdir()
    one = load_text(text, "f", shared(tmp_path / "1", nguoi_dai_dien=DELEGATE)).definition
    two = load_text(
        text, "f", shared(tmp_path / "2", nguoi_dai_dien=DELEGATE.replace("Có giấy", "Có văn bản"))
    ).definition
    assert one is not None
    assert two is not None
    assert one.content_hash != two.content_hash


def test_papers_of_a_block_meet_the_questions_used_under_the_same_name(tmp_path: Path) -> None:
    text = form(
        "d: {use: nguoi-dai-dien@1, label: bạn}",
        "documents: {d: {use: nguoi-dai-dien@1, with: {letter: {copies: 1}}}}\n",
    )
    loaded = load_text(text, "f", shared(tmp_path, nguoi_dai_dien=DELEGATE))
    assert loaded.definition is not None, codes(loaded)
    (letter,) = loaded.definition.documents
    assert (letter.id, letter.originals, letter.copies) == ("d_letter", 1, 1)
    assert letter.when is not None
    assert letter.when.text == "d_by_letter"


def test_what_a_use_changes_is_checked_like_what_is_written_by_hand() -> None:
    text = form("m: {use: noi-cu-tru@1, label: mẹ, with: {kind: {requird: yes}}}")
    (problem,) = load_text(text, "f", library()).problems
    assert (problem.code, problem.path, problem.place.line) == (
        "S002",
        "form.pages.p.fields.m_kind.requird",
        10,
    )
    assert "required" in problem.hint()


def test_a_finding_inside_a_block_stands_in_the_file_of_the_block(tmp_path: Path) -> None:
    block = DELEGATE.replace("type: yes_no", "type: text").replace("when: by_letter", "when: by_letter > 3")
    text = form("d: {use: nguoi-dai-dien@1, label: bạn}", "documents: {d: {use: nguoi-dai-dien@1}}\n")
    (problem,) = load_text(text, "f", shared(tmp_path, nguoi_dai_dien=block)).problems
    assert problem.place.file.endswith("nguoi-dai-dien@1.yaml")
    assert problem.place.line == 8


def test_a_block_that_is_not_named_as_its_file_is_refused(tmp_path: Path) -> None:
    found = shared(tmp_path, nguoi_khac=DELEGATE)
    assert [problem.code for problem in found.problems] == ["R061"]
    assert not found.blocks


def test_a_block_may_not_speak_of_what_stands_around_it(tmp_path: Path) -> None:
    found = shared(tmp_path, nguoi_dai_dien=DELEGATE.replace("when: by_letter", "when: by_leter"))
    assert [(problem.code, problem.place.line, problem.place.column) for problem in found.problems] == [
        ("R067", 8, 53)
    ]
    assert not found.blocks


def test_a_block_in_a_block_is_written_out_with_both_names(tmp_path: Path) -> None:
    outer = "block: hai\nversion: 1\ndescription: D\nfields:\n  by: {use: nguoi-dai-dien@1, label: '{label}'}\n  why: {label: L, type: text, when: by_by_letter}\n"
    loaded = load_text(
        form("x: {use: hai@1, label: bà}"), "f", shared(tmp_path, nguoi_dai_dien=DELEGATE, hai=outer)
    )
    assert loaded.definition is not None, codes(loaded)
    fields = loaded.definition.fields
    assert list(fields) == ["x_by_full_name", "x_by_by_letter", "x_why"]
    assert str(fields["x_by_full_name"].label) == "Họ tên của bà"
    assert fields["x_why"].when.text == "x_by_by_letter"  # type: ignore[union-attr]


def test_a_block_that_uses_itself_is_refused_and_costs_nothing(tmp_path: Path) -> None:
    fields = ", ".join(f"a{n}: {{use: vong@1}}" for n in range(100))
    block = f"block: vong\nversion: 1\ndescription: D\nfields: {{{fields}}}\n"
    loaded = load_text(form("x: {use: vong@1}"), "f", shared(tmp_path, vong=block))
    assert set(codes(loaded)) == {"R066", "S007"}


def test_blocks_give_a_page_no_more_questions_than_may_be_written_there(tmp_path: Path) -> None:
    asked = ", ".join(f"q{n}: {{label: L, type: text}}" for n in range(100))
    block = f"block: dai\nversion: 1\ndescription: D\nfields: {{{asked}}}\n"
    uses = ", ".join(f"u{n}: {{use: dai@1}}" for n in range(3))
    (problem,) = load_text(form(uses), "f", shared(tmp_path, dai=block)).problems
    assert (problem.code, problem.params["limit"]) == ("S007", MOST_WRITTEN_OUT)


def test_the_blocks_that_are_offered_are_well_formed() -> None:
    found = Library.from_folder(PROCEDURES / "shared")
    assert found.problems == ()
    assert {"nhan-than@1", "noi-cu-tru@1"} <= found.blocks.keys()
