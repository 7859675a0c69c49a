"""Files that attack the reader of YAML: bombs, tags, anchors, doubles, depth, letters that hide."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.case import GOOD, Hostile, spoiled

TAGS = (
    "!!python/object/apply:os.system [ls]",
    "!!python/object/new:subprocess.Popen [[ls]]",
    "!!python/name:os.system ''",
    "!!python/module:os ''",
    "!!python/tuple [1, 2]",
    "!!binary aGVsbG8=",
    "!!set {a, b}",
    "!!omap [a: 1]",
    "!!timestamp 2026-01-01",
    "!!float 1",
    "!!null ''",
    "!!str abc",
    "!include /etc/passwd",
    "!ENV HOME",
    "!<tag:yaml.org,2002:python/object:os.system> x",
)
HIDDEN = {
    "null": "\x00",
    "bell": "\x07",
    "escape": "\x1b[31m",
    "backspace": "\x08",
    "delete": "\x7f",
    "next line": "\x85",
    "zero width space": "\u200b",
    "zero width joiner": "\u200d",
    "left-to-right mark": "\u200e",
    "right-to-left override": "\u202e",
    "right-to-left isolate": "\u2067",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
    "word joiner": "\u2060",
    "byte order mark": "\ufeff",
    "interlinear": "\ufff9",
    "half a character": "\ud800",
    "not a character": "\uffff",
}
BOMBS = {
    "lists in lists on one line": ("a: " + "[" * 900 + "]" * 900, "Y021"),
    "lists in lists by dashes": ("- " * 900 + "x", "Y021"),
    "maps in maps": ("a:" + "".join(f"\n{' ' * depth}a:" for depth in range(1, 600)), "Y021"),
    "brackets never closed": ("[" * 200_000, "Y021"),
    "braces never closed": ("{a: " * 50_000, "Y021"),
    "a list of fifty thousand": ("- x\n" * 60_000, "Y020"),
    "a line of two hundred thousand": ("a: [" + "1," * 200_000 + "]", "Y020"),
    "a file too large": ("x" * (600 * 1024), "Y001"),
    "bytes without end": (b"x" * 3_000_000, "Y001"),
    "question marks": ("? " * 5_000, "Y019"),
    "quotes": ("a: " + "'" * 200_001, "Y017"),
    "double quotes": ('a: "' + "\\" * 200_001, "Y018"),
    "ampersands": ("&" * 200_000, "Y010"),
    "exclamations": ("!" * 200_000, "Y006"),
    "stars": ("*" * 200_000, "Y010"),
    "hashes only": ("#" * 200_000, "Y022"),
    "spaces only": (" " * 500_000, "Y022"),
    "line ends only": ("\n" * 500_000, "Y022"),
    "dashes": ("-" * 300_000, "S001"),
    "colons": (":" * 300_000, "Y013"),
    "one key of half a megabyte": ("k" * 500_000 + ": 1", "Y013"),
    "one text of half a megabyte": (GOOD.replace("Thủ tục ví dụ", "x" * 400_000), "S007"),
    "a folded text without end": ("a: >\n" + "  x\n" * 100_000, "S002"),
    "a commented deep tail": (GOOD + "# " + "[" * 100_000 + "\nx: y", "S002"),
    "eleven thousand unknown keys": ("\n".join(f"k{n}: v" for n in range(5_500)), "S002"),
    "ten thousand doubles": (GOOD + "a: 1\n" * 20_000, "Y008"),
    "documents upon documents": ("---\na: 1\n" * 20_000, "Y009"),
    "complex keys": ("{" + "[a]: b," * 1_000 + "}", "Y019"),
}


def files() -> Iterator[Hostile]:
    for name, (text, finding) in BOMBS.items():
        yield Hostile(name, text, finding)
    for tag in TAGS:
        yield spoiled(f"tag {tag}", "Y006", "Thủ tục ví dụ", tag)
    yield Hostile("a tag on a key", GOOD + "!!str a: b", "Y006")
    yield Hostile("a tag on everything", "!!map\n" + GOOD, "Y006")
    for name, letters in HIDDEN.items():
        yield spoiled(f"{name} in a value", "Y004", "ví dụ", f"ví{letters}dụ")
    for name in ("null", "right-to-left override", "zero width space", "next line"):
        code = f"\\u{ord(HIDDEN[name]):04x}"
        yield spoiled(f"{name} by its number", "Y004", "Thủ tục ví dụ", f'"ví{code}dụ"')
    yield spoiled("zero width space in a key", "Y004", "deadline:", "dead\u200bline:")
    yield Hostile("a byte order mark", "\ufeff" + GOOD, "Y003")
    yield from _encodings()
    yield from _references()


def _encodings() -> Iterator[Hostile]:
    yield Hostile("UTF-16", GOOD.encode("utf-16"), "Y002")
    yield Hostile("UTF-32", GOOD.encode("utf-32"), "Y002")
    yield Hostile("an older Vietnamese code page", GOOD.replace("ủ", "u").encode("cp1258", "replace"), "Y002")
    yield Hostile("overlong slash", GOOD.encode() + b"x: \xc0\xaf", "Y002")
    yield Hostile("a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100, "Y002")
    yield Hostile("a zip archive", b"PK\x03\x04" + b"\xff\x00" * 1000, "Y002")
    yield Hostile("nothing", "", "Y022")


def _references() -> Iterator[Hostile]:
    layers = "\n".join(
        ["a0: &a0 [x,x,x]", *(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30))]
    )
    yield Hostile("a billion laughs", layers, "Y005")
    yield Hostile("a list within itself", "a: &a [*a]", "Y005")
    yield Hostile("a map within itself", "a: &a {b: *a}", "Y005")
    yield Hostile("an anchor nobody uses", GOOD + "x: &x y", "Y005")
    yield Hostile("an anchor on a key", GOOD + "&x scenarios: a.yaml", "Y005")
    yield Hostile("an alias for a key", GOOD + "*x : y", "Y005")
    yield Hostile("an alias to nothing", GOOD + "x: *nothing", "Y005")
    yield Hostile("ten thousand aliases", "a: &a x\nb: [" + "*a," * 10_000 + "]", "Y005")
    yield spoiled("a merge key", "Y007", "deadline: {legal", "deadline: {<<: {local: 1 working day}, legal")
    yield spoiled("a merge of an alias", "Y005", "deadline: {legal", "deadline: {<<: *x, legal")
    yield Hostile("a second document", GOOD + "---\n" + GOOD, "Y009")
    yield Hostile("a directive", "%TAG ! tag:example.com,2000:\n---\n" + GOOD, "Y023")
    yield Hostile("a version directive", "%YAML 1.1\n---\n" + GOOD, "Y023")
    yield Hostile("the same key twice", GOOD + "code: 2.000002", "Y008")
    yield Hostile("the same key in quotes", GOOD + '"code": 2.000002', "Y008")
    yield Hostile("the same key by escapes", GOOD + '"\\x63ode": 2.000002', "Y008")
    yield spoiled("the same key decomposed", "S005", "note: {", "no\u0302te: {")
    yield spoiled("a look-alike key in Cyrillic", "S002", "deadline:", "de\u0430dline:")
    yield spoiled("a full-width key", "S002", "deadline:", "\uff44eadline:")
    yield Hostile("a list instead of a map", "- a\n- b", "S001")
    yield Hostile("a word instead of a map", "procedure", "S001")
    yield Hostile("a tab for indentation", "form:\n\tpages: {}", "Y011")
    yield Hostile("an executable", "#!/bin/sh\nrm -rf /\n", "S001")
    yield Hostile("JSON with a comment", '{"procedure": "x" // y\n}', "Y014")
    yield Hostile(
        "XML", "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>", "S001"
    )
