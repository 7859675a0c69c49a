"""Wrong and right ways to write what stands around form, process and fee."""

from __future__ import annotations

from collections.abc import Mapping

from admin.findings.example import Example

AROUND: Mapping[str, Example] = {
    "L030": Example('from: "2026-04-15", until: "2026-03-01"', 'from: "2026-03-01", until: "2026-04-15"'),
    "L031": Example("02-30", "02-28"),
    "L032": Example("{seq:4}-{year}", "{year}-{seq:4}"),
    "L033": Example("{agency}/HO-SO-CUA-THU-TUC-THEO-LINH-VUC/{year}-{seq:4}", "{agency}/{year}-{seq:4}"),
    "R060": Example("use: noi-cu-chu@1", "use: noi-cu-tru@1"),
    "R062": Example("without: [plac]", "without: [place]"),
    "R063": Example("mother: {use: noi-cu-tru@1}", "mother: {name: Giấy tờ của mẹ, copies: 1}"),
    "R064": Example("{use: noi-cu-tru@1}", "{use: noi-cu-tru@1, label: mẹ}"),
    "R065": Example(
        "{use: noi-cu-tru@1, label: mẹ, required: yes}",
        "{use: noi-cu-tru@1, label: mẹ, with: {kind: {required: no}}}",
    ),
    "R070": Example("code: L920", "code: L020"),
    "R071": Example("code: L010", "code: L020"),
    "R072": Example(
        "waive: [{code: L020, at: documents.remark, reason: Giấy này chỉ để nhắc người nộp.}]\n", ""
    ),
    "V010": Example("name: Đơn đề nghị, originals: 1, was: [form]", "name: Đơn đề nghị, originals: 1"),
    "V011": Example("name: Đơn đề nghị, originals: 1, was: [paper]", "name: Đơn đề nghị, originals: 1"),
}
