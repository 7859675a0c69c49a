"""The table of finding codes: severity and words, in Vietnamese and English. One documented page per code.

Families: Y YAML, S shape, R references, X expressions, F flow, D data flow and visibility, M money, T texts,
A accessibility, P plain language, L legal facts, V versions, K scenarios. A code, once published, keeps its
meaning.
"""

from __future__ import annotations

from engine.codes.around import BLOCKS, NUMBERING, OPENING, RENAMES, WAIVERS
from engine.codes.code import Code, Severity
from engine.codes.expressions import EXPRESSIONS
from engine.codes.facts import FACTS
from engine.codes.fields import FIELDS
from engine.codes.meaning import DATA, FLOW, LAW, MONEY, REFERENCES, TEXTS, VERSIONS
from engine.codes.process import PROCESS
from engine.codes.reading import SHAPE, YAML
from engine.codes.scenarios import SCENARIOS

__all__ = ["CODES", "Code", "Severity"]

CODES: dict[str, Code] = {
    **YAML,
    **SHAPE,
    **REFERENCES,
    **FIELDS,
    **BLOCKS,
    **WAIVERS,
    **RENAMES,
    **OPENING,
    **NUMBERING,
    **FLOW,
    **PROCESS,
    **DATA,
    **MONEY,
    **TEXTS,
    **LAW,
    **VERSIONS,
    **EXPRESSIONS,
    **FACTS,
    **SCENARIOS,
}
