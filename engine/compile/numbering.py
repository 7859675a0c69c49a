"""How dossiers are numbered: normal form → a value of the Definition."""

from __future__ import annotations

from engine.compile.reader import Reader
from engine.definition import Agency, Numbering
from engine.nodes import MapNode, Node, ScalarNode
from engine.numbering import LONGEST, PLACEHOLDERS, is_well_formed, longest, unknown_placeholders
from engine.problems import Problem


def compile_numbering(reader: Reader, node: Node | None, agency: Agency, procedure: str) -> Numbering | None:
    """None of a procedure that says nothing: then the number of the rules in force is given."""
    written = node.get("dossier") if isinstance(node, MapNode) else None
    if not isinstance(written, ScalarNode):
        return None
    pattern, sound = written.text, True
    for column, name in unknown_placeholders(pattern):
        known = ", ".join(f"{{{each}}}" for each in PLACEHOLDERS)
        params = {"name": name, "known": known}
        reader.problems.append(Problem("T001", written.place_of(column), written.path, params))
        sound = False
    if sound and not is_well_formed(pattern):
        reader.report("L032", written)
        sound = False
    identifier = agency.code or agency.id
    if sound and (letters := longest(pattern, agency=identifier, procedure=procedure)) > LONGEST:
        reader.report("L033", written, letters=letters, limit=LONGEST)
    return Numbering(pattern) if sound else None
