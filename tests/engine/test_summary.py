from pathlib import Path

import pytest

from engine.load import load
from engine.summary import summary_of, summary_of_body
from tests.engine.examples import PROCEDURES, VALID, library


@pytest.mark.parametrize("path", [*VALID, *sorted(PROCEDURES.glob("*.yaml"))], ids=lambda path: path.stem)
def test_what_a_list_tells_is_the_same_read_off_the_body_as_off_the_whole(path: Path) -> None:
    loaded = load(path, library())
    assert loaded.definition is not None
    assert summary_of_body(loaded.body, loaded.definition.content_hash) == summary_of(loaded.definition)
