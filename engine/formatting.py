"""A procedure file written evenly: the same meaning and the same comments, with steady spacing.

Only blanks change: ends of lines, blank lines, and the blanks around the marks of flow maps and lists. The
result is read again, and when anything but blanks would differ the text is left as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import yaml

from engine import source
from engine.nodes import plain

_MOST_BLANK_LINES = 1
_OPENING = (yaml.FlowMappingStartToken, yaml.FlowSequenceStartToken)
_CLOSING = (yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)
_BLANKS = re.compile(r"[ ]*")

Edit = tuple[int, int, str]


class NotReadable(Exception):
    """The text is not one a procedure file may hold; `thutuc check` says why."""


def formatted(text: str) -> str:
    """The text with steady blanks; formatting it again changes nothing. Raises NotReadable."""
    before = _meaning(text)
    try:
        even = _even_lines(_applied(text, sorted(set(_flow_edits(text)))))
        comments_stay = _comments(even) == _comments(text)
    except yaml.YAMLError as error:
        # PyYAML's own scanner, which knows where each mark stands, refuses a little more than the reader.
        raise NotReadable from error
    return even if comments_stay and _meaning(even) == before else text


def _meaning(text: str) -> Any:
    read = source.read(text, "")
    if read.root is None or not read.complete or read.problems:
        raise NotReadable
    return plain(read.root)


def _flow_edits(text: str) -> Iterator[Edit]:
    """No blanks inside brackets, none before a comma or colon, one after."""
    tokens = list(yaml.scan(text))
    for token, following in pairwise(tokens):
        end, start = token.end_mark.index, following.start_mark.index
        gap = text[end:start]
        if not _BLANKS.fullmatch(gap):
            continue
        if isinstance(token, _OPENING) or isinstance(following, (*_CLOSING, yaml.FlowEntryToken)):
            wanted = ""
        elif isinstance(token, yaml.FlowEntryToken):
            wanted = " "
        else:
            continue
        if gap != wanted and not isinstance(following, yaml.BlockEndToken | yaml.StreamEndToken):
            yield end, start, wanted


def _applied(text: str, edits: list[Edit]) -> str:
    parts: list[str] = []
    done = 0
    for start, end, wanted in edits:
        parts += [text[done:start], wanted]
        done = end
    return "".join([*parts, text[done:]])


def _even_lines(text: str) -> str:
    """No blanks at the ends of lines, at most one empty line in a row, one line end at the end."""
    kept: list[str] = []
    untouchable = _lines_of_scalars(text)
    blank = 0
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
        if number in untouchable:
            kept.append(line)
            blank = 0
            continue
        line = line.rstrip(" ")
        blank = blank + 1 if not line else 0
        if blank <= _MOST_BLANK_LINES and (line or kept):
            kept.append(line)
    return "\n".join(kept).strip("\n") + "\n"


def _lines_of_scalars(text: str) -> set[int]:
    """The lines inside words that run over several lines: blanks mean something there."""
    lines: set[int] = set()
    for token in yaml.scan(text):
        if isinstance(token, yaml.ScalarToken) and token.start_mark.line != token.end_mark.line:
            lines.update(range(token.start_mark.line, token.end_mark.line))
    return lines


def _comments(text: str) -> list[str]:
    """The comments in their order: what stands behind a "#" that no scalar contains."""
    inside: set[int] = set()
    for token in yaml.scan(text):
        if isinstance(token, yaml.ScalarToken):
            inside.update(range(token.start_mark.index, token.end_mark.index))
    found = []
    at = 0
    while (at := text.find("#", at)) >= 0:
        if at in inside:
            at += 1
            continue
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        found.append(text[at:end].rstrip(" \r"))
        at = end
    return found
