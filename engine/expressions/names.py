"""The names of one expression: what each is declared as, and whether its value is surely there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.expressions.faults import Fault
from engine.expressions.narrowing import Facts
from engine.expressions.tree import Name, Node, OfRow
from engine.expressions.types import Scope, Type
from engine.suggest import nearest

_MOST_SUGGESTIONS = 8


class Names:
    """Looks names up in a scope. Adds to `faults`; `kinds` (path -> kind) fills with every name found.

    A method returns None when it has added a fault, or one was there before; a name is unknown only once.
    `facts`: the names of facts, known by now to be none. `lenient`: what may be absent counts as there.
    """

    def __init__(
        self,
        scope: Scope,
        present: Mapping[str, tuple[Node, ...]],
        faults: list[Fault],
        facts: Iterable[str] = (),
        *,
        lenient: bool = False,
    ) -> None:
        self._scope = scope
        self._facts = tuple(facts)
        self._lenient = lenient
        self._present = present
        self._faults = faults
        self._unguarded: set[str] = set()
        self._unknown: set[str] = set()
        self.kinds: dict[str, str] = {}

    def _fault(self, code: str, name: Name, **params: object) -> None:
        self._faults.append(Fault(code, name.column, {"name": written(name), **params}))

    def declared(self, name: Name) -> Type | None:
        """The type a name is declared with; a member is optional when its record is."""
        first, *rest = name.path.split(".")
        found = self._scope.get(first)
        if found is None:
            if name.path not in self._unknown:
                self._unknown.add(name.path)
                self._fault("X112", name, suggestion=self._meant(name, self._every_name()))
            return None
        if found.kind == "records" and len(rest) > 1:
            self._fault("X113", name, suggestion="")
            return None
        for member in rest:
            if member not in found.fields:
                record = "item" if isinstance(name, OfRow) else first
                known = [f"{record}.{each}" for each in found.fields]
                self._fault("X113", name, suggestion=self._meant(name, known))
                return None
            inner = found.fields[member]
            found = inner.maybe() if found.optional and found.kind == "record" else inner
        self.kinds[first] = self._scope[first].kind
        self.kinds[name.path] = found.kind
        return found

    def value(self, name: Name, facts: Facts, *, absent_is_fine: bool) -> Type | None:
        """The type of a name used as a value: not a group, not a column, and guarded if it may be absent."""
        found = self.declared(name)
        if found is None:
            return None
        if self.is_column(name):
            self._fault("X126", name)
            return None
        if found.kind in ("record", "records"):
            self._fault("X127", name)
            return None
        if not found.optional or self._lenient or self._surely_present(name.path, facts):
            return found.surely()
        if absent_is_fine:
            return found
        if name.path not in self._unguarded:
            self._unguarded.add(name.path)
            self._fault("X130", name)
        return found.surely()

    def is_column(self, node: Node) -> bool:
        """Whether it names a column of a repeating group, which has many values."""
        if not isinstance(node, Name) or isinstance(node, OfRow) or "." not in node.path:
            return False
        group = self._scope.get(node.path.split(".")[0])
        return group is not None and group.kind == "records"

    def _surely_present(self, path: str, facts: Facts) -> bool:
        if facts.present(path):
            return True
        conditions = self._present.get(path)
        return conditions is not None and all(facts.entail(condition) for condition in conditions)

    def _meant(self, name: Name, known: list[str]) -> str:
        """A suggestion, unless there are so many faults already that the author needs another kind of
        help.
        """
        return nearest(written(name), known) if len(self._faults) < _MOST_SUGGESTIONS else ""

    def _every_name(self) -> list[str]:
        members = [f"{name}.{member}" for name, kind in self._scope.items() for member in kind.fields]
        return [*self._scope, *self._facts, *members]


def written(name: Name) -> str:
    """As the author wrote it."""
    return name.written if isinstance(name, OfRow) else name.path
