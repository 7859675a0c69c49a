import pytest

from admin.findings.examples import EXAMPLES, IN_EXPRESSIONS, IN_FILES
from engine.expressions import compile_expression
from engine.load import load_text
from engine.problem_codes import CODES
from tests.engine.examples import EXAMPLES as FILES
from tests.engine.examples import library
from tests.engine.test_expressions import SCOPE


def codes_of(text: str) -> set[str]:
    return {problem.code for problem in load_text(text, "f.yaml", library()).problems}


@pytest.mark.parametrize("code", IN_FILES)
def test_the_good_example_cures_the_finding_the_bad_one_causes(code: str) -> None:
    example = IN_FILES[code]
    text = (FILES / "invalid" / f"{code}.yaml").read_text(encoding="utf-8")
    assert example.bad in text
    # What lies beside the file is looked at only when there is a file (R023).
    assert code in codes_of(text) or code == "R023"
    cured = text.replace(example.bad, example.good)
    assert code not in codes_of(cured), cured


@pytest.mark.parametrize("code", IN_EXPRESSIONS)
def test_the_good_expression_compiles_and_the_bad_one_is_refused_with_its_code(code: str) -> None:
    example = IN_EXPRESSIONS[code]
    assert code in {fault.code for fault in compile_expression(example.bad, SCOPE, None).faults}
    assert compile_expression(example.good, SCOPE, None).faults == ()


def test_an_example_is_of_a_code_that_exists() -> None:
    assert set(EXAMPLES) <= set(CODES)
