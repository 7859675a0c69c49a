"""Scenarios: sample dossiers played on one procedure by the engine alone, with time as an argument."""

from engine.scenarios.coverage import Tally, coverage
from engine.scenarios.load import ScenarioFile, load_scenarios, load_scenarios_text
from engine.scenarios.mutants import Mutant, mutants
from engine.scenarios.mutation import Score, score
from engine.scenarios.run import Performance, run
from engine.scenarios.shape import Scenario

__all__ = [
    "Mutant",
    "Performance",
    "Scenario",
    "ScenarioFile",
    "Score",
    "Tally",
    "coverage",
    "load_scenarios",
    "load_scenarios_text",
    "mutants",
    "run",
    "score",
]
