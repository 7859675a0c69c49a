"""Well-formed files that attack what is made of them: pages, paths, expressions, sums, processes."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.case import GOOD, Hostile, spoiled, with_field, with_rule

MARKUP = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "</title><script>1</script>",
    "<!-- x",
    "<a href=javascript:alert(1)>x</a>",
    "&#60;script&#62;",
    "&lt;script&gt;",
    "<iframe src=//evil.example>",
    "<style>*{display:none}</style>",
)
PLACEHOLDERS = (
    "{0.__class__}",
    "{name.__init__.__globals__}",
    "{name!r}",
    "{name:>100000000}",
    "{}",
    "{0}",
    "{password}",
    "{reference[0]}",
    "{{7*7}}",
    "{% include x %}",
    "${jndi:ldap://evil.example/a}",
)
PATHS = {
    "parent": "../../etc/passwd",
    "hidden parent": "forms/../../etc/passwd.docx",
    "absolute": "/etc/passwd",
    "home": "~/secret.docx",
    "drive": "C:\\secret.docx",
    "backslashes": "..\\..\\secret.docx",
    "a null": '"forms/a\\0.docx"',
    "an address": "https://evil.example/a.docx",
    "a file address": "file:///etc/passwd.docx",
    "a share": "//server/share/a.docx",
    "percent signs": "forms/%2e%2e/a.docx",
    "a hidden file": ".git/config.docx",
    "a variable": "${HOME}/a.docx",
    "a device": "CON.",
    "no ending": "forms/a",
    "a line end": '"forms/a.docx\\n"',
    "a full-width slash": "forms／a.docx",
    "too long": "a/" * 300 + "a.docx",
}
ESCAPES = {
    "copies.__class__": "X113",
    "note.__class__.__mro__": "X113",
    "applicant.__class__": "X113",
    "applicant.kind.__class__": "X113",
    "__import__('os')": "X114",
    "eval('1')": "X114",
    "getattr(note, 'x')": "X114",
    "open('/etc/passwd')": "X114",
    "().__class__": "X101",
    "[].__class__": "X101",
    "note[0] == 'x'": "X100",
    "lambda: yes": "X101",
    "[x for x in [1]]": "X128",
    "copies ** copies > 1": "X100",
    "9 ** 9 ** 9 ** 9 > 1": "X100",
    "copies // 2 > 1": "X100",
    "copies % 2 == 0": "X101",
    "copies << 99 > 1": "X100",
    "copies := 1": "X101",
    "copies; yes": "X101",
    "copies = 1": "X101",
    "note.format(copies) == 'x'": "X114",
    "note % copies == 'x'": "X101",
    "f'{copies}' == 'x'": "X100",
    "`ls`": "X101",
    "${copies}": "X101",
    "{{ copies }}": "X101",
    "yes #": "X101",
    "yes\\": "X101",
    "note == 'x": "X102",
    "с\u043epies > 1": "X101",
    "copies \uff1e 1": "X101",
    "copies > \uff11": "X101",
    "copies > 1e999": "X100",
    "copies > 0x10": "X100",
    "copies > 1_000": "X100",
    "copies > 8.000": "X109",
    "copies > 1.2.3": "X110",
    "today > 2026-02-30": "X111",
    "today > 0000-01-01": "X111",
    "copies > 1 > 0": "X108",
    "copies": "X120",
    "'yes'": "X120",
    "today": "X120",
    "copies == 'x'": "X122",
    "purpose == 'job'": "X123",
    "note == 'x'": "X130",
    "extra == 'x'": "X130",
    "copies > " + "9" * 400: "X110",
    "copies > 1" + " and copies > 1" * 300: "S007",
    "(" * 900 + "yes" + ")" * 900: "X107",
    "not " * 400 + "yes": "X107",
    "-" * 900 + "copies > 1": "X107",
    "yes if yes else " * 100 + "yes": "X107",
    "copies" + "+copies" * 250 + " > 1": "X107",
    "min(" * 200 + "copies": "X107",
    "purpose in [" + "'work'," * 250 + "]": "X100",
}


def files() -> Iterator[Hostile]:
    yield from _words()
    yield from _paths()
    for expression, finding in ESCAPES.items():
        yield with_rule(f"expression {expression[:40]}", finding, expression)
    yield from _patterns()
    yield from _quantities()


def _words() -> Iterator[Hostile]:
    for markup in MARKUP:
        quoted = markup.replace("'", "''")
        yield spoiled(f"{markup} in the name", "T002", "Thủ tục ví dụ", f"'Thủ tục {quoted}'")
    script = "<script>alert(1)</script>"
    for key, old in {
        "a label": "Số bản",
        "a title": "Nội dung",
        "a choice": "Xin việc",
        "a document": "Đơn",
        "a fee line": "Lệ phí,",
        "the result": "Giấy xác nhận",
    }.items():
        yield spoiled(f"a script in {key}", "T002", old, f"{script}{',' if old.endswith(',') else ''}")
    long = {"summary": "summary", "conditions": "conditions", "sequence": "sequence"}
    for name, key in long.items():
        yield Hostile(f"a script in {name}", f"{GOOD}{key}: {script}\n", "T002")
    yield with_field("a script in a hint", "T002", f"extra: {{label: Thêm, type: text, hint: {script}}}")
    yield with_field(
        "a script in a message",
        "T002",
        f"extra: {{label: Thêm, type: text, check: {{rule: yes, message: {script}}}}}",
    )
    yield Hostile(
        "a script in English", GOOD.replace("Thủ tục ví dụ", f"{{vi: Ví dụ, en: {script}}}"), "T002"
    )
    yield Hostile("a script in a notice", f"{GOOD}notices: {{accepted: {{sms: {script}}}}}\n", "T002")
    yield spoiled("an unknown language", "S002", "Thủ tục ví dụ", f"{{vi: Ví dụ, zz: {script}}}")
    for placeholder in PLACEHOLDERS:
        quoted = placeholder.replace("'", "''")
        yield spoiled(f"{placeholder} in a name", "T004", "Thủ tục ví dụ", f"'Ví dụ {quoted}'")
        notice = f"notices: {{accepted: {{sms: 'Hồ sơ {quoted}'}}}}\n"
        yield Hostile(f"{placeholder} in a notice", GOOD + notice, "T001")


def _paths() -> Iterator[Hostile]:
    for name, path in PATHS.items():
        blank = path if path.startswith('"') else f"'{path}'"
        finding = "Y004" if "\\0" in path else "S007" if name == "too long" else "S025"
        yield spoiled(f"a blank form at {name}", finding, "{name: Đơn,", f"{{name: Đơn, blank: {blank},")
    for name in ("parent", "absolute", "an address"):
        path = PATHS[name]
        yield Hostile(f"scenarios at {name}", f"{GOOD}scenarios: '{path}'\n", "S025")
        yield spoiled(f"a result template at {name}", "S025", "Giấy xác nhận", f"Giấy, template: '{path}'")
    for name in ("../shared", "a/b", "so-khcn\\n", "{use}", "review-approve@1/../x"):
        yield spoiled(
            f"a process template {name}",
            "S006",
            "review-approve@1",
            f'"{name.replace(chr(92), chr(92) * 2)}"',
        )
    for key, value in {"procedure": "vi-du", "sector": "ho-tich", "agency": "ubnd-phuong-hoa-sen"}.items():
        for bad in (f"../{value}", f"{value}/..", f"{value}\\n", f"{value}%00", value.upper()):
            yield spoiled(f"{key} {bad}", "S005", f"{key}: {value}", f'{key}: "{bad}"')


def _patterns() -> Iterator[Hostile]:
    """Texts made to keep a backtracking pattern busy."""
    for name, body in {
        "tags never closed": "<a" * 9_900,
        "entities never closed": "&#1" * 6_600 + " &amp;",
        "braces": "{" * 19_000 + "{x}",
        "links": "](" * 9_900 + "<b>",
        "stars": "**" * 9_900 + "<b>",
        "spaces": " x" * 9_900 + "<b>",
    }.items():
        finding = "T004" if name == "braces" else "T002"
        yield Hostile(
            f"a text of {name}",
            f"{GOOD}summary: '{'s' * 9}'\nconditions: 'x {body} <b>'\n",
            "T002" if finding == "T002" else "T004",
        )
    pages = "".join(
        f"    p{n}: {{title: T, text: '{'<a' * 9_900}', fields: {{f{n}: {{label: L, type: text}}}}}}\n"
        for n in range(24)
    )
    yield spoiled(
        "tags never closed on every page", "S002", "  pages:\n", f"  surprise: x\n  pages:\n{pages}"
    )
    yield spoiled("an id of many dashes", "S005", "procedure: vi-du", "procedure: " + "a-" * 39 + "!")
    yield spoiled("an id of many letters", "S005", "procedure: vi-du", "procedure: " + "a" * 79 + "!")
    yield spoiled("money of many dots", "M001", "26.000 VND", "1" + ".000" * 50_000 + " USD")
    yield spoiled("a path of many folders", "S025", "{name: Đơn,", "{name: Đơn, blank: " + "a/" * 99 + "!,")


def _quantities() -> Iterator[Hostile]:
    for amount in (
        "9" * 5_000 + " VND",
        "1e9 VND",
        "50.00 VND",
        "8,000 VND",
        "8.000 EUR",
        "NaN VND",
        "8000",
        "-0x1 VND",
    ):
        yield spoiled(f"money {amount[:20]}", "M001", "26.000 VND", f"'{amount}'")
    yield spoiled("more money than there is", "M001", "8.000 VND", "9" * 30 + " VND")
    yield spoiled("digits of another script", "M001", "26.000 VND", "٨٠٠٠ VND")
    for day in (
        "2026-02-30",
        "0000-01-01",
        "99999-01-01",
        "2026-1-1",
        "2026-W01-1",
        "01/02/2026",
        "20260101",
        "٢٠٢٦-٠١-٠١",
    ):
        yield Hostile(f"the day {day}", f"{GOOD}effective: '{day}'\n", "S022")
    for span in (
        "0 days",
        "99999 days",
        "-1 days",
        "1e3 days",
        "5 fortnights",
        "5",
        "five days",
        "5 working  days",
        "٥ days",
    ):
        yield spoiled(f"the span {span}", "S020", "{legal: 5 working days", f"{{legal: '{span}'")
    for number in ("9" * 400, "1e308", ".inf", ".nan", "1_000", "0x10", "0o10", "1.5.5", "--1", "٣"):
        yield spoiled(f"the number {number[:20]}", "S013", "min: 1,", f"min: '{number}',".replace("'", ""))
    for size in ("999999 MB", "0 MB", "1 TB", "-1 MB"):
        yield spoiled(f"the size {size}", "S021", "{name: Đơn,", f"{{name: Đơn, max_size: {size},")
    yield with_field(
        "a text of endless length", "S008", "extra: {label: Thêm, type: text, max_length: 99999999}"
    )
    yield spoiled(
        "two thousand choices", "S007", "{work: Xin việc,", "{" + "".join(f"c{n}: C, " for n in range(2_000))
    )
    pages = "".join(
        f"    p{n}: {{title: T, fields: {{f{n}: {{label: L, type: text}}}}}}\n" for n in range(300)
    )
    yield spoiled("three hundred pages", "S007", "  pages:\n", f"  pages:\n{pages}")
    fields = "".join(f"        f{n}: {{label: L, type: text}}\n" for n in range(2_000))
    yield spoiled("two thousand questions", "S007", "        note: {label", f"{fields}        note: {{label")
    papers = "".join(f"  d{n}: {{name: D}}\n" for n in range(2_000))
    yield spoiled("two thousand papers", "S007", "  paper:", f"{papers}  paper:")
    wrong = "".join(f"        f{n}: {{label: L, type: tex, requird: maybe}}\n" for n in range(1_500))
    yield spoiled("fifteen hundred mistakes", "S004", "        note: {label", f"{wrong}        note: {{label")
    rules = "".join(
        f"        f{n}: {{label: L, type: text, when: 'copie{n} > cop{n}'}}\n" for n in range(190)
    )
    yield spoiled(
        "unknown names in every question", "X112", "        note: {label", f"{rules}        note: {{label"
    )
    heavy = " and ".join(f"copies > {n}" for n in range(100, 190))
    rules = "".join(f"        f{n}: {{label: L, type: text, when: '{heavy}'}}\n" for n in range(190))
    yield spoiled(
        "long rules everywhere",
        "S027",
        "        note: {label",
        f"{rules}        note: {{label",
    )
