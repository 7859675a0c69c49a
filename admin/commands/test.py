"""`thutuc test`: play the scenarios of procedures, and say how much of each procedure they prove."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from admin.findings import print_for_people, shared_folder
from engine.calendars import Calendar, load_calendar
from engine.catalogue import read_catalogue
from engine.definition import Definition
from engine.library import Library
from engine.load import Loaded, load, scenarios_of
from engine.problems import Problem, has_errors, in_order
from engine.scenarios import Performance, ScenarioFile, Score, Tally, coverage, load_scenarios, run, score

KINDS = {
    "cases": "trường hợp",
    "pages": "trang",
    "fields": "câu hỏi",
    "branches": "nhánh điều kiện",
    "lines": "khoản thu",
    "rows": "dòng bảng mức thu",
    "steps": "bước",
    "outcomes": "kết luận",
    "endings": "cách kết thúc",
    "notices": "lời báo riêng",
}


@dataclass(frozen=True)
class Tested:
    """One procedure with its scenarios played. `problems`: of both files and of the playing."""

    loaded: Loaded
    source: ScenarioFile
    performances: tuple[Performance, ...]
    tallies: tuple[Tally, ...]
    score: Score | None

    @property
    def problems(self) -> tuple[Problem, ...]:
        played = (problem for each in self.performances for problem in each.problems)
        survivors = self.score.problems(self.loaded.places) if self.score else ()
        return in_order([*self.source.problems, *played, *survivors])

    @property
    def passed(self) -> int:
        return sum(not performance.problems for performance in self.performances)


def register(commands: Any) -> None:
    command = commands.add_parser(
        "test",
        help="chạy các kịch bản của thủ tục: phí, giấy tờ, hạn, quy trình",
        description="Chạy các kịch bản ghi ở khóa scenarios của từng thủ tục, đi xuyên ngày nghỉ và Tết.",
    )
    command.add_argument("paths", nargs="*", type=Path, metavar="ĐƯỜNG_DẪN", default=[Path("procedures")])
    command.add_argument(
        "--format", choices=list(FORMATS), default="text", help="text cho người; json, junit cho chương trình"
    )
    command.add_argument("--lang", choices=["vi", "en"], default="vi", help="ngôn ngữ của các phát hiện")
    command.add_argument(
        "--coverage", action="store_true", help="cho biết kịch bản đi qua những gì, còn thiếu gì"
    )
    command.add_argument(
        "--mutations", action="store_true", help="sửa thử từng quy tắc, xem kịch bản có phát hiện không"
    )
    command.add_argument("--shared", type=Path, help="thư mục danh mục và lịch làm việc dùng chung")
    command.set_defaults(run=run_command)


def run_command(options: argparse.Namespace) -> int:
    missing = [path for path in options.paths if not path.exists()]
    for path in missing:
        print(f"thutuc test: không có “{path}”.", file=sys.stderr)
    if missing:
        return 2
    broken: list[Problem] = []
    tested: list[Tested] = []
    texts: dict[str, str] = {}
    for loaded, folder in _procedures(options.paths, options.shared):
        if loaded.definition is None:
            broken.extend(loaded.problems)
            texts[loaded.file] = loaded.text
        elif scenarios_of(loaded):
            calendar = load_calendar(folder / "calendar.yaml")
            tested.append(play(loaded, calendar, with_mutations=options.mutations))
    FORMATS[options.format](tested, broken, texts, options)
    found = [*broken, *(problem for each in tested for problem in each.problems)]
    return 1 if has_errors(found) or not all(each.performances for each in tested) else 0


def play(loaded: Loaded, calendar: Calendar, *, with_mutations: bool = False) -> Tested:
    """Play the scenarios of a sound procedure. Changed rules are tried only when all of them hold."""
    definition = loaded.definition
    if definition is None:
        raise ValueError(loaded.file)
    source = _scenarios(loaded, definition)
    performances = tuple(run(definition, scenario, calendar) for scenario in source.scenarios)
    is_sound = performances and not any(performance.problems for performance in performances)
    found = score(loaded.body, source.scenarios, calendar) if with_mutations and is_sound else None
    return Tested(loaded, source, performances, coverage(definition, performances), found)


def _scenarios(loaded: Loaded, definition: Definition) -> ScenarioFile:
    """A file that is not there, or that a link leads out of the folder for, is not opened."""
    path = Path(loaded.file).parent / scenarios_of(loaded)
    missing = tuple(problem for problem in loaded.problems if problem.code == "K001")
    return ScenarioFile(str(path), "", (), missing) if missing else load_scenarios(path, definition)


def _procedures(paths: Iterable[Path], shared: Path | None) -> Iterator[tuple[Loaded, Path]]:
    """Each procedure with the folder of what it shares with others."""
    for path in paths:
        if path.is_dir():
            for entry in read_catalogue(path).entries:
                yield entry.loaded, shared or path / "shared"
        else:
            folder = shared or shared_folder(path)
            yield load(path, Library.from_folder(folder)), folder


# ---- telling


def _text(
    tested: Sequence[Tested], broken: Sequence[Problem], texts: Mapping[str, str], options: argparse.Namespace
) -> None:
    problems = in_order([*broken, *(problem for each in tested for problem in each.problems)])
    sources = dict(texts)
    for each in tested:
        sources[each.loaded.file] = each.loaded.text
        sources[each.source.file] = each.source.text
    if problems:
        print_for_people(problems, sources, language=options.lang, coloured=sys.stdout.isatty())
    for each in tested:
        print(f"{each.loaded.file}: {each.passed}/{len(each.performances)} kịch bản đạt.")
        if options.coverage:
            for tally in each.tallies:
                print(f"  {tally_words(tally)}")
        if each.score:
            print(f"  {each.score.caught}/{each.score.total} thay đổi quy tắc bị phát hiện.")
        elif options.mutations:
            print("  Chưa thử sửa quy tắc: mọi kịch bản phải đạt trước.")
    if not tested and not broken:
        print("Không thủ tục nào có kịch bản (khóa scenarios).")


def tally_words(tally: Tally) -> str:
    missing = f" (thiếu: {', '.join(tally.missing)})" if tally.missing else ""
    return f"{KINDS[tally.kind]} {len(tally.seen)}/{tally.total}{missing}"


def _json(
    tested: Sequence[Tested],
    broken: Sequence[Problem],
    _texts: Mapping[str, str],
    options: argparse.Namespace,
) -> None:
    language = options.lang
    report = {
        "procedures": [_as_dict(each, language) for each in tested],
        "findings": [problem.as_dict(language) for problem in broken],
    }
    print(json.dumps(report, ensure_ascii=False, indent=2))


def _as_dict(tested: Tested, language: str) -> dict[str, Any]:
    found = tested.score
    return {
        "file": tested.loaded.file,
        "scenarios_file": tested.source.file,
        "scenarios": [
            {
                "name": performance.scenario.name,
                "line": performance.scenario.place.line,
                "passed": not performance.problems,
                "findings": [problem.as_dict(language) for problem in performance.problems],
            }
            for performance in tested.performances
        ],
        "findings": [problem.as_dict(language) for problem in tested.source.problems],
        "coverage": {
            tally.kind: {"seen": len(tally.seen), "total": tally.total, "missing": list(tally.missing)}
            for tally in tested.tallies
        },
        "mutations": {
            "caught": found.caught,
            "total": found.total,
            "survivors": [problem.as_dict(language) for problem in found.problems(tested.loaded.places)],
        }
        if found
        else None,
    }


def _junit(
    tested: Sequence[Tested],
    broken: Sequence[Problem],
    _texts: Mapping[str, str],
    options: argparse.Namespace,
) -> None:
    root = ElementTree.Element("testsuites")
    for file, problems in _by_file(broken).items():
        suite = ElementTree.SubElement(root, "testsuite", name=file, tests="1", failures="1")
        _case(suite, file, file, problems, options.lang)
    for each in tested:
        cases = [(performance.scenario.name, performance.problems) for performance in each.performances]
        if each.source.problems:
            cases.insert(0, (each.source.file, each.source.problems))
        failures = sum(bool(problems) for _, problems in cases)
        suite = ElementTree.SubElement(
            root, "testsuite", name=each.loaded.file, tests=str(len(cases)), failures=str(failures)
        )
        for name, problems in cases:
            _case(suite, each.source.file, name, problems, options.lang)
    ElementTree.indent(root)
    print(ElementTree.tostring(root, encoding="unicode", xml_declaration=True))


def _by_file(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.place.file, []).append(problem)
    return found


def _case(suite: Any, classname: str, name: str, problems: Sequence[Problem], language: str) -> None:
    case = ElementTree.SubElement(suite, "testcase", classname=classname, name=name)
    if problems:
        failure = ElementTree.SubElement(case, "failure", message=problems[0].message(language))
        failure.text = "\n".join(problem.as_text(language) for problem in problems)


Telling = Callable[[Sequence[Tested], Sequence[Problem], Mapping[str, str], argparse.Namespace], None]
FORMATS: Mapping[str, Telling] = {"text": _text, "json": _json, "junit": _junit}
