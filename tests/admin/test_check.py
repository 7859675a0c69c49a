import argparse
import json
import re
import shutil
from pathlib import Path

import pytest

from admin.cli import main
from admin.commands import check
from admin.findings import findings, gathering
from engine.catalogue import read_catalogue
from tests.engine.examples import EXAMPLES, MINIMAL, PROCEDURES

LONELY = EXAMPLES / "invalid" / "F003.yaml"


def output(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["check", *arguments])
    return code, capsys.readouterr().out


def test_the_procedures_of_this_repository_check_clean(capsys: pytest.CaptureFixture[str]) -> None:
    code, text = output(capsys, str(PROCEDURES))
    assert code == 0
    assert " 0 lỗi" in text


def test_github_gets_one_annotation_a_finding_with_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    code, text = output(capsys, str(LONELY), "--format", "github")
    assert code == 1
    lines = text.splitlines()
    assert all(
        re.match(r"::(error|warning) file=[^,]+,line=\d+,col=\d+,title=[A-Z]\d{3}::.", line) for line in lines
    )
    assert f"::error file={LONELY},line=22,col=5,title=F003::" in text


def test_an_annotation_cannot_be_broken_out_of(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "a,b:c.yaml"
    file.write_text(MINIMAL.replace("vi-du", '"vi\\n::du%"'), encoding="utf-8")
    _, text = output(capsys, str(file), "--format", "github", "--shared", str(EXAMPLES / "shared"))
    assert "a%2Cb%3Ac.yaml" in text
    assert all(line.startswith(("::error file=", "::warning file=")) for line in text.splitlines())


def test_sarif_points_every_result_at_its_rule_and_place(capsys: pytest.CaptureFixture[str]) -> None:
    code, text = output(capsys, str(LONELY), "--format", "sarif", "--lang", "en")
    assert code == 1
    [run] = json.loads(text)["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    [result] = [result for result in run["results"] if result["ruleId"] == "F003"]
    place = result["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 22, "startColumn": 5}
    assert place["artifactLocation"]["uri"] == str(LONELY)


def test_a_path_that_is_not_there_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "khong-co.yaml"]) == 2
    assert "khong-co.yaml" in capsys.readouterr().err


def test_all_cores_together_find_what_one_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in sorted((EXAMPLES / "invalid").glob("F0*.yaml")):
        shutil.copy(path, tmp_path)
    shutil.copytree(EXAMPLES / "shared", tmp_path / "shared")
    alone = read_catalogue(tmp_path).problems
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(gathering, "MANY", 2)
    monkeypatch.setattr(gathering.os, "sched_getaffinity", lambda _: {0, 1})
    together, texts = findings([tmp_path], progress=lambda done, total: told.append((done, total)))
    assert list(together) == list(alone)
    assert alone
    assert told == [(len(texts), len(texts))]


def test_watching_checks_again_only_after_a_change(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "vi-du.yaml"
    file.write_text(MINIMAL, encoding="utf-8")
    shutil.copytree(EXAMPLES / "shared", tmp_path / "shared")
    options = argparse.Namespace(paths=[file], shared=None, format="text", lang="vi", proofs=False)
    looks = 0

    def wait(_seconds: float) -> None:
        nonlocal looks
        looks += 1
        if looks == 2:
            file.write_text(MINIMAL.replace("ho-tich", "ho-tch"), encoding="utf-8")
        if looks == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check.watch(options, wait=wait)
    text = capsys.readouterr().out
    assert text.count("Đang theo dõi") == 2
    assert text.index("0 lỗi") < text.index("R002")


def test_a_clean_file_is_told_what_is_proven_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    file = str(PROCEDURES / "cong-bo-hop-chuan.yaml")
    _, text = output(capsys, file)
    [line] = [line for line in text.splitlines() if "chứng minh được" in line]
    assert line.startswith(
        f"{file}: chứng minh được: mọi hồ sơ đều kết thúc; dài nhất 4 bước, 3/4 ngày làm việc"
    )
    assert "chưa" not in line


def test_every_claim_is_told_when_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    _, text = output(capsys, str(PROCEDURES), "--proofs", "--lang", "en")
    assert text.count("+ F004 every dossier can end") == 2
    assert "? F0" not in text


def test_nothing_is_claimed_of_a_file_with_errors(capsys: pytest.CaptureFixture[str]) -> None:
    _, text = output(capsys, str(LONELY), "--proofs")
    assert "F004" not in text


def test_of_a_large_folder_proofs_are_told_only_when_asked_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "MOST_PROVEN_UNASKED", 1)
    _, text = output(capsys, str(PROCEDURES))
    assert "chứng minh được" not in text
