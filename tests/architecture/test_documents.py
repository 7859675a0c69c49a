"""What the documents promise is there, and what is there is documented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from admin.cli import parser
from engine.library import Library
from engine.load import load_text
from engine.problem_codes import Severity
from runtime.config import _READERS
from tests.architecture.fragments import BASE, is_fragment, whole

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
BLOCKS = [
    (document, block)
    for document in DOCUMENTS
    for block in re.findall(
        r"^```yaml\n(.*?)^```", document.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE
    )
]
PROCEDURES = [each for each in BLOCKS if re.search(r"^procedure:", each[1], flags=re.MULTILINE)]
FRAGMENTS = [each for each in BLOCKS if is_fragment(each[1])]


def test_every_setting_has_its_heading_in_the_operators_manual() -> None:
    manual = (ROOT / "docs/operators/settings.md").read_text(encoding="utf-8")
    headings = set(re.findall(r"^### `(THUTUC_[A-Z_]+)`", manual, flags=re.MULTILINE))
    assert headings == set(_READERS)


def test_every_command_is_named_in_the_operators_manual() -> None:
    manual = (ROOT / "docs/operators/commands.md").read_text(encoding="utf-8")
    commands = set(re.findall(r"^## `thutuc ([a-z-]+)", manual, flags=re.MULTILINE))
    assert commands == set(parser()._subparsers._group_actions[0].choices)  # type: ignore[union-attr, arg-type]


@pytest.mark.parametrize(
    ("document", "block"),
    PROCEDURES,
    ids=[f"{path.name}-{number}" for number, (path, _) in enumerate(PROCEDURES)],
)
def test_every_procedure_shown_in_the_documents_checks_clean(document: Path, block: str) -> None:
    loaded = load_text(block, document.name, Library.from_folder(ROOT / "procedures/shared"))
    assert [problem.as_text() for problem in loaded.problems if problem.severity is Severity.ERROR] == []
    assert loaded.definition is not None


@pytest.mark.parametrize(
    ("document", "block"),
    FRAGMENTS,
    ids=[f"{path.name}-{number}" for number, (path, _) in enumerate(FRAGMENTS)],
)
def test_every_piece_of_a_procedure_shown_in_the_documents_checks_clean_in_its_place(
    document: Path, block: str
) -> None:
    loaded = load_text(whole(block), document.name, Library.from_folder(ROOT / "procedures/shared"))
    assert [problem.as_text() for problem in loaded.problems if problem.severity is Severity.ERROR] == []
    assert loaded.definition is not None


def test_the_procedure_that_pieces_are_laid_into_is_clean_by_itself() -> None:
    loaded = load_text(BASE, "base.yaml", Library.from_folder(ROOT / "procedures/shared"))
    assert loaded.problems == ()


def test_the_index_from_the_publication_to_the_file_shows_only_what_is_checked() -> None:
    index = ROOT / "docs/analysts/from-text-to-yaml.md"
    shown = [block for document, block in BLOCKS if document == index]
    assert len(shown) > 10
    assert [block for block in shown if not is_fragment(block)] == []


def test_the_documents_show_at_least_one_whole_procedure() -> None:
    assert PROCEDURES


@pytest.mark.parametrize("document", DOCUMENTS, ids=[str(path.relative_to(ROOT)) for path in DOCUMENTS])
def test_links_inside_the_documents_lead_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
    inside = [target for target in targets if not target.startswith(("http:", "https:", "mailto:"))]
    assert [target for target in inside if not (document.parent / target).exists()] == []
