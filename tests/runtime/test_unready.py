from pathlib import Path

from engine.load import load
from runtime.unready import unready
from tests.engine.examples import EXAMPLES, library
from tests.engine.processes import procedure


def test_steps_the_service_does_not_carry_out_yet_keep_a_procedure_off_the_site() -> None:
    found = load(Path(EXAMPLES / "valid" / "every-kind-of-step.yaml"), library()).definition
    assert found is not None
    assert {"open_other", "check_person"} <= set(unready(found))
    assert not {"sort", "both", "look", "sign", "ask", "pay", "deadline"} & set(unready(found))


def test_an_ordinary_procedure_is_ready() -> None:
    assert unready(procedure()) == ()
