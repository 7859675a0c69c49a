"""A procedure read back in plain Vietnamese, whole: what an official compares with the decision and signs off."""

from admin.reading.whole import read_back

__all__ = ["read_back"]
