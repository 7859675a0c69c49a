"""The browser's twin computes what the server does, on expressions nobody chose.

`TWIN_EXPRESSIONS=20000` runs the size of the nightly build.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.expressions import compile_expression
from tests.expression_maker import SCOPE, Maker
from tests.hostile.fuzzing import expressions
from tests.vectors import make_expressions

RUNNER = make_expressions.PATH.with_name("run_expressions.js")
EACH = int(os.environ.get("TWIN_EXPRESSIONS", "300"))


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_server_and_browser_compute_the_same(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    random = Random(seed)
    maker, texts = Maker(random), expressions(random)
    found = []
    while len(found) < EACH:
        text = next(texts)
        if compile_expression(text, SCOPE, None).expression is not None:
            found.append(make_expressions.vector(text, maker.environment()))
    file = Path(tmp_path_factory.mktemp("twin")) / "vectors.json"
    file.write_text(json.dumps({"expressions": found, "typed": []}), encoding="utf-8")
    run = subprocess.run(
        ["node", str(RUNNER), str(file)], capture_output=True, text=True, check=True, timeout=120
    )
    assert run.stdout == ""
    assert int(run.stderr) == EACH
