"""Well-formed files whose process, fees or conditions cannot work."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.case import GOOD, Hostile, spoiled, with_field

_HEAD = GOOD[: GOOD.index("process:")]


def files() -> Iterator[Hostile]:
    yield from _processes()
    yield from _templates()
    yield from _fee_lines()
    yield from _conditions()


def process_of(name: str, finding: str, *steps: str) -> Hostile:
    """A file with these steps; `Q` stands for the queue."""
    lines = "".join(f"    {step}\n".replace("Q", "queue: mot-cua") for step in steps)
    supplement = "  supplement: {reply_within: 15 working days}\n"
    return Hostile(name, f"{_HEAD}process:\n  steps:\n{lines}{supplement}", finding)


def _step(name: str, *targets: str, more: str = "") -> str:
    outcomes = ", ".join(f"o{at}: {{label: Xong, to: {target}}}" for at, target in enumerate(targets))
    return f"{name}: {{title: Bước, Q, {more}outcomes: {{{outcomes}}}}}"


def _processes() -> Iterator[Hostile]:
    begin, done = "a: {kind: intake, Q, accept: b}", "done: {kind: return_result, Q}"
    straight = "a: {kind: intake, Q, accept: done}"
    yield process_of("a process that never ends", "F007", begin, _step("b", "b"))
    yield process_of("a process that begins nowhere", "F001", _step("b", "done"), done)
    yield process_of("a way to nowhere", "R004", "a: {kind: intake, Q, accept: nowhere}")
    yield process_of("a step nobody reaches", "F003", straight, _step("z", "done"), done)
    circle = (_step("b", "c", "done"), _step("c", "d"), _step("d", "c"))
    yield process_of("a circle without a way out", "F004", begin, *circle, done)
    alone = _step("b", "done", more="not_same_person_as: b, ")
    yield process_of("nobody may do it", "F", begin, alone, done)
    yield process_of("not the same as nobody", "R005", begin, alone.replace("as: b", "as: x"), done)
    yield process_of("two beginnings", "F002", straight, straight.replace("a:", "b:"), done)
    for queue, finding in {
        "../../x": "S005",
        "nobody/here": "R003",
        "so-khcn/mot-cua/x": "S005",
        "'{queue}'": "S005",
    }.items():
        yield process_of(f"the queue {queue}", finding, straight.replace("Q", f"queue: {queue}"), done)
    yield process_of("a step of an unknown kind", "S004", straight.replace("intake", "script"), done)
    yield process_of("code in a step", "S002", straight.replace("Q", "Q, run: 'import os'"), done)
    yield process_of(
        "an address to call", "S002", straight.replace("Q", "Q, url: 'http://169.254.169.254/'"), done
    )
    yield process_of("five hundred steps", "S007", begin, *(_step(f"s{n}", f"s{n + 1}") for n in range(500)))
    yield process_of("a thousand outcomes", "S007", begin, _step("b", *["done"] * 1_000), done)
    dense = [f"s{n}" for n in range(40)]
    web = (_step(name, *(dense[at + n - 40] for n in range(1, 12))) for at, name in enumerate(dense))
    yield process_of("a web of steps without an end", "F007", begin.replace("accept: b", "accept: s0"), *web)


def _templates() -> Iterator[Hostile]:
    yield spoiled("an unknown template", "R010", "review-approve@1", "review-aprove@1")
    yield spoiled("a template of another version", "R010", "review-approve@1", "review-approve@99999999999")
    yield spoiled("an unknown step of a template", "R011", "    review: {queue", "    reviw: {queue")
    yield spoiled("an unknown parameter", "R011", "  with:\n", "  with:\n    admin: yes\n")
    yield spoiled("a parameter for a parameter", "R012", "ubnd-phuong-hoa-sen/lanh-dao", "'{approve_queue}'")
    yield spoiled(
        "a template within a template", "S002", "    review: {queue", "    review: {use: one-stop@1, queue"
    )
    many = "".join(f"    p{n}: x\n" for n in range(2_000))
    yield spoiled("two thousand parameters", "R011", "  with:\n", f"  with:\n{many}")


def _fee_lines() -> Iterator[Hostile]:
    line = "    filing: {kind: le_phi, name: Lệ phí, amount: 8.000 VND}\n"
    percent = "    {a}: {{name: A, percent_of: {{{b}: 10}}}}\n"
    yield spoiled("a percent of itself", "M", line, line + percent.format(a="x", b="x"))
    circle = "".join(percent.format(a=f"x{n}", b=f"x{(n + 1) % 50}") for n in range(50))
    yield spoiled("a circle of fifty percents", "M", line, line + circle)
    yield spoiled("a percent of nothing", "R006", line, line + percent.format(a="x", b="nothing"))
    yield spoiled("a million percent", "S", line, line + "    x: {name: X, percent_of: {filing: 1000000}}\n")
    rows = ", ".join(f"[work, {n}.000 VND]" for n in range(1, 2_000))
    table = f"    filing: {{kind: phi, name: P, table: {{match: [purpose], rows: [{rows}]}}}}\n"
    yield spoiled("a table of two thousand rows", "S007", line, table)
    rows = ", ".join("[any, any, any, any, any, any, any, any, 1.000 VND]" for _ in range(150))
    match = ", ".join(["purpose"] * 8)
    table = f"    filing: {{kind: phi, name: P, table: {{match: [{match}], rows: [{rows}]}}}}\n"
    yield spoiled("a table of many columns", "S007", line, table)
    yield spoiled(
        "a table with a hole",
        "M",
        line,
        "    filing: {kind: phi, name: P, table: {match: [purpose], rows: [[work, 1.000 VND]]}}\n",
    )
    yield spoiled(
        "a proof that does not exist",
        "R007",
        line,
        line + "    x: {name: X, when: copies > 1, proof: nothing, percent_of: {filing: -10}}\n",
    )


def _conditions() -> Iterator[Hostile]:
    yield with_field("a question shown by itself", "X", "extra: {label: Thêm, type: yes_no, when: extra}")
    yield with_field(
        "two questions that show each other",
        "D",
        "one: {label: Một, type: yes_no, required: yes, when: given(two) and two}\n"
        "        two: {label: Hai, type: yes_no, required: yes, when: given(one) and one}",
    )
    yield with_field(
        "an answer worked out from itself", "X", "extra: {label: Thêm, type: number, compute: extra + 1}"
    )
    yield with_field("a question asked later", "D", "extra: {label: Thêm, type: text, when: given(note)}")
    yield with_field("an object for a setting", "S", "extra: {label: Thêm, type: text, max_length: {a: b}}")
    yield with_field("a setting of another type", "S016", "extra: {label: Thêm, type: text, decimals: 2}")
    yield with_field("a dunder question", "S005", "__class__: {label: Thêm, type: text}")
    yield with_field("a question named like the applicant", "R", "applicant: {label: Thêm, type: text}")
    yield with_field("a question named like today", "R", "today: {label: Thêm, type: date}")
    yield with_field("a question named like a function", "R", "sum: {label: Thêm, type: number}")
    yield with_field("a question named like a keyword", "R", "not: {label: Thêm, type: number}")
    yield with_field("a question of a Python kind", "S004", "extra: {label: Thêm, type: object}")
    yield with_field("a pattern of the author's", "S002", "extra: {label: Thêm, type: text, pattern: (a+)+$}")
    yield with_field(
        "groups in groups",
        "S",
        "extra: {label: Thêm, type: group, columns: "
        "{a: {label: A, type: group, columns: {b: {label: B, type: text}}}}}",
    )
