"""The shape of the house: folders, names, layers."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("engine", "renderer", "runtime", "admin")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
NAMES = [".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in MODULES]
# A program's entry or a migration script is run, not imported.
IMPORTABLE = [name for name in NAMES if not name.endswith("__main__") and ".migrations." not in name]


def test_the_four_packages_are_all_the_code_there_is_and_none_hides_a_standard_module() -> None:
    with_code = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert with_code == {*PACKAGES, "tests"}
    assert not with_code & sys.stdlib_module_names


def test_no_module_is_named_for_nothing() -> None:
    nothing = {
        "utils",
        "util",
        "helpers",
        "helper",
        "common",
        "misc",
        "manager",
        "service",
        "handler",
        "core",
        "lib",
    }
    assert [name for name in NAMES if name.rsplit(".", 1)[-1] in nothing] == []


def test_the_layer_contracts_hold() -> None:
    result = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-2000:]


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_can_be_imported_first_in_a_fresh_interpreter(package: str) -> None:
    # One interpreter forks a child per module: each child starts with nothing of ours imported.
    names = [name for name in IMPORTABLE if name == package or name.startswith(package + ".")]
    program = """
import importlib, os, sys, traceback, warnings
warnings.simplefilter("error")
failed = []
for name in sys.argv[1:]:
    child = os.fork()
    if child == 0:
        try:
            importlib.import_module(name)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        failed.append(name)
sys.exit("cannot be imported alone: " + ", ".join(failed) if failed else 0)
"""
    result = subprocess.run(
        [sys.executable, "-c", program, *names], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert names
    assert result.returncode == 0, result.stderr[-4000:]


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_our_own_modules_are_imported_at_the_top_and_for_real(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inner = [
        node
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    hidden = [ast.unparse(node) for node in inner if any(root in PACKAGES for root in _roots(node))]
    assert hidden == []
    guarded = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
    ]
    assert guarded == []


def _roots(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [(node.module or "").split(".")[0]]
    return [alias.name.split(".")[0] for alias in node.names]
