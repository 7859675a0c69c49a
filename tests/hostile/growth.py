"""Files that grow, turn in circles or name things alike where lists, facts, cases, papers and steps meet."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.case import GOOD, Hostile, spoiled, with_field
from tests.hostile.course import process_of

SCRIPT = "<script>alert(1)</script>"
_BEGIN, _DONE = "a: {kind: intake, Q, accept: b}", "done: {kind: return_result, Q}"


def files() -> Iterator[Hostile]:
    yield from _facts()
    yield from _tables()
    yield from _cases()
    yield from _papers()
    yield from _pages()
    yield from _waiting()
    yield from _links()
    yield from _around()
    yield from _markup()


def _more(name: str, finding: str, text: str) -> Hostile:
    return Hostile(name, GOOD + text, finding)


def _facts_of(name: str, finding: str, *facts: str) -> Hostile:
    return _more(name, finding, "facts:\n" + "".join(f"  {fact}\n" for fact in facts))


def _facts() -> Iterator[Hostile]:
    doubling = (f"x{n}: {{name: X, is: x{n - 1} + x{n - 1} + x{n - 1}}}" for n in range(1, 50))
    yield _facts_of("facts that triple fifty times", "X150", "x0: {name: X, is: copies}", *doubling)
    chain = (f"x{n}: {{name: X, is: not x{n - 1}}}" for n in range(1, 60))
    yield _facts_of(
        "sixty facts in a chain of long sums",
        "X150",
        "x0: {name: X, is: copies > 1}",
        *(each.replace("not", "not (copies + copies + copies > 3) or") for each in chain),
    )
    circle = (f"x{n}: {{name: X, is: x{(n + 1) % 50} + 1}}" for n in range(50))
    yield _facts_of("a circle of fifty facts", "X152", *circle)
    yield _facts_of("a fact of itself", "X152", "x: {name: X, is: x + 1}")
    yield _facts_of("two facts of each other", "X152", "x: {name: X, is: not y}", "y: {name: Y, is: not x}")
    yield _facts_of("two thousand facts", "S007", *(f"x{n}: {{name: X, is: yes}}" for n in range(2_000)))
    for taken in ("copies", "applicant", "today", "item"):
        yield _facts_of(f"a fact named {taken}", "R", f"{taken}: {{name: X, is: yes}}")
    yield _facts_of("a fact named __class__", "S005", "__class__: {name: X, is: yes}")
    yield _facts_of("a fact of an import", "X114", "x: {name: X, is: \"__import__('os') == 1\"}")
    yield _facts_of(
        "a fact and a table at once",
        "X153",
        "x: {name: X, is: yes, table: {match: [copies], rows: [[1, a]]}}",
    )


def _table_of(name: str, finding: str, match: str, rows: str, more: str = "choices: {a: A, b: B}") -> Hostile:
    table = f"{{match: [{match}], {more}, rows: [{rows}]}}"
    return _facts_of(name, finding, f"x: {{name: X, table: {table}}}")


def _tables() -> Iterator[Hostile]:
    many = ", ".join(f"['{n}', a]" for n in range(1_500))
    yield _table_of("a decision table of fifteen hundred rows", "S007", "copies", many)
    columns = ", ".join(["copies"] * 9)
    yield _table_of("a decision table of nine columns", "S007", columns, "[any, a]")
    expressions = ", ".join(f"copies + {n}" for n in range(6))
    scattered = ", ".join(
        f"['{n}', '> {n}', '< {2 * n + 1}', '{n * 3}..{n * 3 + 7}', '!= {n}', '>= {n}', a]"
        for n in range(200)
    )
    yield _table_of("two hundred rows over six columns", "X150", expressions, scattered)
    cells = ", ".join(str(n) for n in range(60))
    wide = ", ".join(f"['{cells[:180]}', '{cells[:180]}', b]" for _ in range(200))
    yield _table_of("two hundred rows of long cells", "X150", "copies, copies * 2", wide)
    yield _table_of(
        "a table of numbers that are not", "X156", "copies", "['1e999', a], ['0x10', b], [any, a]"
    )
    yield _table_of("code in a cell", "X156", "copies", "[\"__import__('os')\", a], [any, b]")
    yield _table_of("code in a value", "X157", "copies", "[any, \"__import__('os')\"]")
    yield _table_of("rows of every length", "X155", "copies", "[any, any, a], [any, any, any, any, b]")
    yield _table_of("a table of itself", "X152", "x", "[any, a]")
    doubling = ", ".join(f"['{n}', a]" for n in range(1, 51))
    table = "table: {{match: [{0}], choices: {{a: A, b: B}}, else: b, rows: [{1}]}}"
    chosen = [f"x{n}: {{name: X, {table.format(f'x{n - 1}', '[a, b], [b, a]')}}}" for n in range(1, 50)]
    first = f"x0: {{name: X, {table.format('copies', doubling)}}}"
    yield _facts_of("tables of tables fifty deep", "X150", first, *chosen)


def _cases_of(name: str, finding: str, *cases: str) -> Hostile:
    return _more(name, finding, "cases:\n" + "".join(f"  {case}\n" for case in cases))


def _cases() -> Iterator[Hostile]:
    yield _cases_of("one case", "S009", "one: {name: Một}")
    yield _cases_of("a thousand cases", "S007", *(f"c{n}: {{name: C}}" for n in range(1_000)))
    yield _cases_of("a case with cases", "S002", "one: {name: M, cases: {x: {name: X}}}", "two: {name: H}")
    yield _cases_of("a case that nobody is in", "D010", "one: {name: M, when: no}", "two: {name: H}")
    yield _cases_of("a case of itself", "X112", "one: {name: M, when: case == 'one'}", "two: {name: H}")
    papers = ", ".join(f"d{n}: {{name: D}}" for n in range(190))
    heavy = (f"c{n}: {{name: C, documents: {{{papers}}}}}" for n in range(30))
    yield _cases_of("thirty cases of two hundred papers", "Y020", *heavy)
    yield _cases_of(
        "a paper of a case named like another",
        "R031",
        "one: {name: M, documents: {paper: {name: P}}}",
        "two: {name: H}",
    )
    only = with_field(
        "a question of a case that is not", "R030", "extra: {label: T, type: text, cases: [nobody]}"
    )
    yield only
    yield _cases_of("a case in Cyrillic", "S005", "\u043ene: {name: M}", "two: {name: H}")


def _paper(name: str, finding: str, paper: str) -> Hostile:
    return spoiled(name, finding, "  paper: {name: Đơn, originals: 1}\n", f"  paper: {paper}\n")


def _papers() -> Iterator[Hostile]:
    many = ", ".join(f"p{n}: {{name: P}}" for n in range(1_500))
    yield _paper("fifteen hundred papers to choose from", "S007", f"{{name: N, one_of: {{{many}}}}}")
    nested = "{name: N, one_of: {a: {name: A}, b: {name: B}}}"
    for _ in range(12):
        nested = f"{{name: N, one_of: {{a: {nested}, b: {{name: B}}}}}}"
    yield _paper("groups of papers in groups of papers", "S011", nested)
    yield _paper(
        "more papers wanted than there are",
        "S008",
        "{name: N, at_least: 9999, one_of: {a: {name: A}, b: {name: B}}}",
    )
    yield _paper("a group of one paper", "S009", "{name: N, one_of: {a: {name: A}}}")
    yield _paper(
        "a paper of the group named like the group",
        "R031",
        "{name: N, one_of: {paper: {name: A}, b: {name: B}}}",
    )
    yield _paper("a paper that lasts for ever", "S020", "{name: N, valid_for: 99999999 days}")


def _pages() -> Iterator[Hostile]:
    sections = ", ".join(
        f"s{n}: {{title: T, fields: {{f{n}: {{label: L, type: text}}}}}}" for n in range(400)
    )
    yield spoiled(
        "four hundred sections", "S007", "      fields:\n", f"      sections: {{{sections}}}\n      fields:\n"
    )
    inner = "{title: T, fields: {f: {label: L, type: text}}, sections: {x: {title: T}}}"
    yield spoiled(
        "sections in sections", "S002", "      fields:\n", f"      sections: {{s: {inner}}}\n      fields:\n"
    )
    place = "{label: L, type: choice, choices_from: wards@1, depends_on: %s}"
    circle = "".join(f"        w{n}: {place % f'w{(n + 1) % 50}'}\n" for n in range(50))
    yield spoiled("a circle of cascades", "R041", "        note: {label", f"{circle}        note: {{label")
    yield with_field("a cascade of itself", "R041", f"w: {place % 'w'}")
    yield with_field("a cascade of nothing", "R041", f"w: {place % 'nothing'}")
    files_ = "".join(f"        f{n}: {{label: L, type: file, max_files: 9999}}\n" for n in range(150))
    yield spoiled("files without end", "S008", "        note: {label", f"{files_}        note: {{label")
    fills = ", ".join(f"note: x{n}" for n in range(500))
    lookup = "      lookup: {connector: a.b, send: {x: note}, fills: {%s}}\n      fields:\n"
    yield spoiled("a look-up that fills one thing often", "Y008", "      fields:\n", lookup % fills)
    fills = ", ".join(f"n{n}: note" for n in range(500))
    yield spoiled("a look-up that fills a great deal", "S007", "      fields:\n", lookup % fills)
    yield spoiled(
        "a look-up at an address",
        "S006",
        "      fields:\n",
        lookup.replace("a.b", "'http://169.254.169.254/x'") % "note: x",
    )
    uses = "".join(f"        u{n}: {{use: nobody@1}}\n" for n in range(190))
    yield spoiled("blocks that are not there", "R060", "        note: {label", f"{uses}        note: {{label")
    yield with_field("a block of a path", "S006", "u: {use: '../../etc/passwd@1'}")


def _waiting() -> Iterator[Hostile]:
    def steps(name: str, finding: str, *of: str) -> Hostile:
        return process_of(name, finding, _BEGIN, *of, _DONE)

    parties = ", ".join(f"p{n}: {{queue: mot-cua, within: 1 working day}}" for n in range(800))
    consult = "b: {{kind: consult, title: B, parties: {{{0}}}, agreed: done, objected: done}}"
    yield steps("eight hundred parties", "S007", consult.format(parties))
    yield steps("nobody consulted", "S009", consult.format(""))
    needs = consult.replace("agreed", "needs: '99', agreed")
    yield steps(
        "more replies than parties", "F032", needs.format("p: {queue: mot-cua, within: 1 working day}")
    )
    routes = ", ".join(f"{{when: copies == {n}, to: done}}" for n in range(900))
    branch = "b: {{kind: branch, routes: [{0}], else: done}}"
    yield steps("nine hundred routes", "S007", branch.format(routes))
    yield steps(
        "a branch to itself",
        "F007",
        branch.format("{when: copies > 1, to: b}").replace("else: done", "else: b"),
    )
    around = (
        branch.format(f"{{when: copies > 1, to: b{(n + 1) % 50}}}")
        .replace("b:", f"b{n}:", 1)
        .replace("else: done", f"else: b{(n + 2) % 50}")
        for n in range(50)
    )
    yield process_of(
        "fifty branches in a circle", "F007", _BEGIN.replace("accept: b", "accept: b0"), *around, _DONE
    )
    nested = "{kind: review, title: T, Q, outcomes: {ok: {label: O}}}"
    for depth in range(9):
        two = (
            f"x: {{title: X, steps: {{x{depth}: {nested}}}}}, y: {{title: Y, steps: {{y{depth}: {nested}}}}}"
        )
        nested = f"{{kind: parallel, title: P, branches: {{{two}}}, to: done}}"
    yield steps("parallel within parallel nine deep", "Y021", f"b: {nested}")
    inner = "s%d: {kind: review, title: T, Q, outcomes: {ok: {label: O}, more: {label: M}}}"
    wide = ", ".join(f"x{n}: {{title: X, steps: {{{inner % n}}}}}" for n in range(400))
    yield steps(
        "four hundred branches at once",
        "S007",
        f"b: {{kind: parallel, title: P, branches: {{{wide}}}, to: done}}",
    )
    into = "{kind: review, title: T, Q, outcomes: {ok: {label: O, to: %s}}}"
    two = f"x: {{title: X, steps: {{x1: {into % 'y1'}}}}}, y: {{title: Y, steps: {{y1: {into % 'x1'}}}}}"
    yield steps(
        "branches that jump into each other",
        "R004",
        f"b: {{kind: parallel, title: P, branches: {{{two}}}, to: done}}",
    )


def _links() -> Iterator[Hostile]:
    def step(name: str, finding: str, of: str) -> Hostile:
        return process_of(name, finding, _BEGIN, of, _DONE)

    call = "b: {kind: call, title: B, connector: %s, timeout: 1 working day, done: done, failed: done%s}"
    yield step("a call at an address", "S006", call % ("'http://169.254.169.254/'", ""))
    yield step("a call of an unknown service", "R080", call % ("nobody.knows", ""))
    send = ", ".join(f"x{n}: copies" for n in range(900))
    yield step("a call that sends a great deal", "S007", call % ("a.b", f", send: {{{send}}}"))
    get = ", ".join(f"x{n}: text" for n in range(900))
    yield step("a call that takes a great deal", "S007", call % ("a.b", f", get: {{{get}}}"))
    yield step("a call for ever", "S020", (call % ("a.b", "")).replace("1 working day", "'999999 days'"))
    linked = "b: {kind: linked, title: B, procedure: %s, done: done, failed: done%s}"
    yield step("a procedure at a path", "S005", linked % ("'../../vi-du'", ""))
    answers = ", ".join(f"x{n}: copies" for n in range(900))
    yield step(
        "a linked procedure with too many answers", "S007", linked % ("khac", f", answers: {{{answers}}}")
    )
    yield step(
        "code sent to a linked procedure", "X114", linked % ("khac", ", answers: {x: \"__import__('os')\"}")
    )


def _around() -> Iterator[Hostile]:
    waiver = "- {code: M001, at: fee, reason: Lý do đủ dài để được nhận}\n"
    yield _more("a thousand waivers", "S007", "waive:\n" + waiver * 1_000)
    yield _more("an error waived", "R071", "waive:\n" + waiver)
    yield _more("a waiver of everything", "S006", "waive:\n" + waiver.replace("M001", "'.*'"))
    yield _more(
        "a waiver that says nothing", "S009", "waive:\n" + waiver.replace("Lý do đủ dài để được nhận", "x")
    )
    yield _more(
        "a paper of authority that is not there", "R007", "delegation: {allowed: yes, paper: nobody}\n"
    )
    yield _more(
        "everybody a relative",
        "S004",
        "delegation: {allowed: yes, paper: paper, not_needed_for: [everybody]}\n",
    )
    results = "".join(f"  r{n}: {{name: R}}\n" for n in range(1_000))
    yield Hostile(
        "a thousand results", GOOD.replace("result: {name: Giấy xác nhận}\n", "results:\n" + results), "S007"
    )


def _markup() -> Iterator[Hostile]:
    """A script in every place for words that is not in the plain good procedure."""
    end = "x: {name: X, is: copies > 1}"
    yield _facts_of("a script in a fact", "T002", end.replace("name: X", f"name: {SCRIPT}"))
    yield _table_of(
        "a script in a choice of a table", "T002", "copies", "[any, a]", f"choices: {{a: {SCRIPT}}}"
    )
    two = "two: {name: H}"
    yield _cases_of("a script in a case", "T002", f"one: {{name: {SCRIPT}}}", two)
    yield _cases_of("a script in the hint of a case", "T002", f"one: {{name: M, hint: {SCRIPT}}}", two)
    yield _more(
        "a script in the question for the case",
        "T002",
        f"ask_case: {SCRIPT}\ncases: {{one: {{name: M}}, {two}}}\n",
    )
    yield _paper(
        "a script in a group of papers",
        "T002",
        f"{{name: {SCRIPT}, one_of: {{a: {{name: A}}, b: {{name: B}}}}}}",
    )
    yield _paper(
        "a script in a paper of a group",
        "T002",
        f"{{name: N, one_of: {{a: {{name: {SCRIPT}}}, b: {{name: B}}}}}}",
    )
    yield _paper("a script in the text of a paper", "T002", f"{{name: N, text: {SCRIPT}}}")
    section = f"      sections: {{s: {{title: {SCRIPT}, fields: {{f: {{label: L, type: text}}}}}}}}\n      fields:\n"
    yield spoiled("a script in a section", "T002", "      fields:\n", section)
    yield with_field(
        "a script in the words for another choice",
        "T002",
        f"e: {{label: L, type: choice, other: {SCRIPT}, choices: {{a: A}}}}",
    )
    lookup = f"      lookup: {{connector: population.person, send: {{x: note}}, must: exist, message: {SCRIPT}}}\n      fields:\n"
    yield spoiled("a script in the message of a look-up", "T002", "      fields:\n", lookup)
    yield _more(
        "a script in the note of delegation", "T002", f"delegation: {{allowed: no, note: {SCRIPT}}}\n"
    )
    yield spoiled(
        "a script in terms of payment",
        "T002",
        "  lines:\n",
        f"  methods: [cash]\n  lines:\n    z: {{name: Z, amount: 1.000 VND, pending_note: {SCRIPT}}}\n",
    )
    party = f"p: {{title: {SCRIPT}, queue: mot-cua, within: 1 working day}}"
    consult = f"b: {{kind: consult, title: B, parties: {{{party}}}, agreed: done, objected: done}}"
    yield process_of("a script in a party", "T002", _BEGIN, consult, _DONE)
    guided = f"b: {{kind: review, title: B, Q, guidance: {SCRIPT}, outcomes: {{ok: {{label: O, to: done}}}}}}"
    yield process_of("a script in guidance", "T002", _BEGIN, guided, _DONE)
    inner = "{kind: review, title: T, Q, outcomes: {ok: {label: O}}}"
    two = f"x: {{title: {SCRIPT}, steps: {{x1: {inner}}}}}, y: {{title: Y, steps: {{y1: {inner}}}}}"
    parallel = f"b: {{kind: parallel, title: P, branches: {{{two}}}, to: done}}"
    yield process_of("a script in a branch", "T002", _BEGIN, parallel, _DONE)
