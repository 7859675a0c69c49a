"""What an example of a finding is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """A piece of a procedure file that causes the finding, and the same piece put right ("": leave it out)."""

    bad: str
    good: str
