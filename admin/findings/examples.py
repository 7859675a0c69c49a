"""A wrong and a right way to write, for each finding an author can cause. Tests hold every pair to its code."""

from __future__ import annotations

from collections.abc import Mapping

from admin.findings.around_examples import AROUND
from admin.findings.example import Example

IN_FILES: Mapping[str, Example] = {
    **AROUND,
    "D001": Example(
        "        why: {label: Lý do, type: text, when: purpose == 'work'}\n        purpose: {label: Mục đích, type: choice, required: yes, choices: {study: Đi học, work: Đi làm}}",
        "        purpose: {label: Mục đích, type: choice, required: yes, choices: {study: Đi học, work: Đi làm}}\n        why: {label: Lý do, type: text, when: purpose == 'work'}",
    ),
    "D002": Example("when: receive == 'post'}", "required: yes}"),
    "D010": Example("when: copies > 50", "when: copies >= 50"),
    "D011": Example("when: copies >= 1", "when: copies > 1"),
    "D012": Example("rule: more > copies + 3", "rule: more <= copies"),
    "D013": Example("rule: more <= copies + 3", "rule: more <= copies"),
    "D014": Example("when: 100 / (copies - 10) > 20", "when: copies != 10 and 100 / (copies - 10) > 20"),
    "D020": Example("when: visit.area > 100", "when: given(visit.area) and visit.area > 100"),
    "F001": Example(
        "    review:\n      title: Giải quyết",
        "    intake: {kind: intake, queue: mot-cua, accept: review}\n    review:\n      title: Giải quyết",
    ),
    "F002": Example(
        "second: {kind: intake, queue: mot-cua, accept: hand_over}",
        "second: {title: Kiểm tra lại, queue: mot-cua, outcomes: {done: {label: Xong, to: hand_over}}}",
    ),
    "F003": Example(
        "    lonely: {title: Lẻ loi, queue: mot-cua, outcomes: {back: {label: Trả lại, to: review}}}\n", ""
    ),
    "F004": Example(
        "{again: {label: Chờ tiếp, to: waiting}}",
        "{again: {label: Chờ tiếp, to: waiting}, done: {label: Xong, to: hand_over}}",
    ),
    "F005": Example(
        "intake: {kind: intake, queue: mot-cua}", "intake: {kind: intake, queue: mot-cua, accept: review}"
    ),
    "F006": Example("ask: {label: Bổ sung}", "ask: {label: Bổ sung, supplement: yes, reason: required}"),
    "F007": Example(
        "done: {label: Xong, to: returned}",
        "done: {label: Xong, to: hand_over}\n        refuse: {label: Từ chối, to: refused, reason: required}\n    hand_over: {kind: return_result, queue: mot-cua}",
    ),
    "F009": Example("not_same_person_as: hand_over", "not_same_person_as: intake"),
    "F020": Example("deadline: {legal: 2 working days}", "deadline: {legal: 5 working days}"),
    "F021": Example("        ask: {label: Yêu cầu bổ sung, supplement: yes, reason: required}", ""),
    "F025": Example(
        "routes: [{when: copies > 20, to: first}], else: first",
        "routes: [{when: copies > 20, to: hand_over}], else: hand_over",
    ),
    "F026": Example(
        "{when: purpose == 'job' and copies > 2, to: hand_over}",
        "{when: purpose == 'job', to: hand_over}",
    ),
    "F027": Example(
        "to: hand_over}]}",
        "to: hand_over}], else: hand_over}",
    ),
    "F028": Example(
        "two: {title: Hai, steps: {same:",
        "two: {title: Hai, steps: {other:",
    ),
    "F029": Example(
        "silence: wait,",
        "silence: consent,",
    ),
    "F030": Example(
        "done: hand_over}",
        "done: hand_over, failed: refused}",
    ),
    "F031": Example(
        "{kind: return_result, queue: mot-cua}}}",
        "{title: Làm, queue: mot-cua, outcomes: {done: {label: Xong, to: join}}}}}",
    ),
    "F032": Example(
        "needs: 2",
        "needs: 1",
    ),
    "L001": Example("level: 2", "level: 1"),
    "L002": Example("level: 3", "level: 1"),
    "L003": Example("level: 4", "level: 3"),
    "L004": Example("methods: [counter]", "methods: [counter, online]"),
    "L010": Example("local: 6 working days", "local: 4 working days"),
    "L020": Example("remark: {name: Không phải nộp gì thêm}", "remark: {name: Tờ khai, originals: 1}"),
    "L021": Example(
        "renew: {name: Gia hạn}", "renew: {name: Gia hạn, result: {name: Giấy xác nhận gia hạn}}"
    ),
    "L022": Example("at_least: 2", "at_least: 1"),
    "M001": Example("8.00 VND", "8.000 VND"),
    "M002": Example("amount: 8.000}", "amount: 8.000 VND}"),
    "M003": Example(", percent_of: {copy: 1}}", "}"),
    "M004": Example(
        "{name: Giảm, per: copies, percent_of: {copy: -10}}", "{name: Giảm, percent_of: {copy: -10}}"
    ),
    "M005": Example("match: [today]", "match: [purpose]"),
    "M006": Example(
        "{kind: phi, name: Phí, table: {match: [copies], rows: [[any, 8.000 VND]]}}",
        "{kind: phi, name: Phí, per: copies, amount: 8.000 VND}",
    ),
    "M007": Example("[[study, any, 8.000 VND]]", "[[study, 8.000 VND], [any, 9.000 VND]]"),
    "M008": Example("[studi, 8.000 VND]", "[study, 8.000 VND]"),
    "M010": Example("two: {name: Hai, percent_of: {one: 10}}", "two: {name: Hai, percent_of: {copy: 10}}"),
    "M011": Example(
        "copy: {name: Phí, amount: 8.000 VND}", "copy: {kind: phi, name: Phí, amount: 8.000 VND}"
    ),
    "M012": Example("at_least: 20.000 VND, at_most: 10.000 VND", "at_least: 10.000 VND, at_most: 20.000 VND"),
    "M013": Example("{from: 2026-12-31, until: 2026-01-01}", "{from: 2026-01-01, until: 2026-12-31}"),
    "M014": Example("[[any, 8.000 VND], [study, 5.000 VND]]", "[[study, 5.000 VND], [any, 8.000 VND]]"),
    "M015": Example("[[study, 8.000 VND]]", "[[study, 8.000 VND], [any, 9.000 VND]]"),
    "M016": Example("amount: 700 VND", "amount: 7.000 VND"),
    "M017": Example(
        "{name: Giảm, every: year, percent_of: {copy: -10}}", "{name: Giảm, percent_of: {copy: -10}}"
    ),
    "M018": Example("{up_to: 5, each: 1.000 VND}", "{each: 1.000 VND}"),
    "M019": Example("{each: 2.000 VND, flat: 5.000 VND}", "{each: 2.000 VND}"),
    "M020": Example(
        "[{from: 4, percent: 90}, {from: 2, percent: 95}]", "[{from: 2, percent: 95}, {from: 4, percent: 90}]"
    ),
    "M021": Example("effective: 2020-01-01", "effective: 2026-01-01"),
    "M022": Example("10 USD, at_most: 200.000 VND", "10 USD, at_most: 20 USD"),
    "M023": Example("percent_of: {post: 50}", "percent_of: {copy: 50}"),
    "M024": Example("pay: at_step", "pay: at_result"),
    "M025": Example("step: pay_taxes", "step: pay_tax"),
    "M026": Example('[any, ">= 3", 5.000 VND]', '[work, ">= 3", 5.000 VND]'),
    "M027": Example('[work, "<= 5", 5.000 VND]]', '[work, "<= 5", 5.000 VND], [any, any, 9.000 VND]]'),
    "M028": Example(", pending_note: Do cơ quan thuế thông báo.", ""),
    "M029": Example("round_to: 0 VND", "round_to: 1.000 VND"),
    "M030": Example("pay: at_submission", "pay: at_result"),
    "R001": Example("agency: ubnd-phuong-hoa-xen", "agency: ubnd-phuong-hoa-sen"),
    "R002": Example("sector: ho-tichj", "sector: ho-tich"),
    "R003": Example("queue: ubnd-phuong-hoa-sen/tu-phap\n", "queue: ubnd-phuong-hoa-sen/tu-phap-ho-tich\n"),
    "R004": Example("to: handover", "to: hand_over"),
    "R005": Example("not_same_person_as: intak\n", "not_same_person_as: intake\n"),
    "R006": Example("percent_of: {copies: -10}", "percent_of: {copy: -10}"),
    "R007": Example("percent_of: {copy: -100}, proof: poor_paper}", "percent_of: {copy: -100}}"),
    "R008": Example("today: {label: Hôm nay, type: date}", "filled_on: {label: Ngày khai, type: date}"),
    "R009": Example(
        "        copies: {label: Số bản, type: number}\n",
        "        copies_in_english: {label: Số bản tiếng Anh, type: number}\n",
    ),
    "R010": Example("use: review-aprove@1, supplement", "use: one-stop@1, supplement"),
    "R011": Example("with: {handel: {queue: mot-cua}}", "with: {handle: {queue: mot-cua}}"),
    "R012": Example(
        "with: {reviewer: ubnd-phuong-hoa-sen/tu-phap-ho-tich}",
        "with: {reviewer: ubnd-phuong-hoa-sen/tu-phap-ho-tich, leader: ubnd-phuong-hoa-sen/lanh-dao}",
    ),
    "R013": Example(
        "number: {label: Số định danh, type: national_id, birth_date: born}",
        "born: {label: Ngày sinh, type: birth_date}\n        number: {label: Số định danh, type: national_id, birth_date: born}",
    ),
    "R014": Example("for_each: copies}", "for_each: devices}"),
    "R015": Example("param.le_phi_vi_dy", "param.le_phi_vi_du"),
    "R016": Example("choices_from: dan-tok@1", "choices_from: dan-toc@1"),
    "R040": Example("at: phon}", "at: phone}"),
    "R041": Example("depends_on: kin,", "depends_on: kind,"),
    "R042": Example("of: farn}", "of: farm}"),
    "R043": Example("type: choice, choices: {rice", "type: choice, depends_on: kind, choices: {rice"),
    "R044": Example(
        "depends_on: kind, choices: {rice: Trồng lúa, shop: Bán lẻ}",
        "depends_on: kind, choices: {rice: {label: Trồng lúa, of: farm}, shop: {label: Bán lẻ, of: trade}}",
    ),
    "R045": Example("        plan: {label: Bản vẽ", "        floor_plan: {label: Bản vẽ"),
    "R046": Example("type: file}", "type: text}"),
    "R047": Example("prefill: phone", "prefill: national_id"),
    "R048": Example("default: viet", "default: vn"),
    "R023": Example(
        "card: {name: Thẻ, copies: 1, blank: forms/chua-co.docx}", "card: {name: Thẻ, copies: 1}"
    ),
    "R030": Example("cases: [renewal]", "cases: [renew]"),
    "R031": Example(
        "form: {name: Đơn đề nghị gia hạn, originals: 1}",
        "renewal_form: {name: Đơn đề nghị gia hạn, originals: 1}",
    ),
    "R080": Example("population.persons", "population.person"),
    "R083": Example("get: {birthday: date}", "get: {birth: date}"),
    "R081": Example("send: {number: number}", "send: {id: number}"),
    "R082": Example("who: full_name", "who: name"),
    "S001": Example("result: Giấy xác nhận", "result: {name: Giấy xác nhận}"),
    "S002": Example("summry: Tóm tắt", "summary: Tóm tắt"),
    "S003": Example("result: {code: KQ.G15.000342}", "result: {name: Giấy xác nhận, code: KQ.G15.000342}"),
    "S004": Example("applicants: [citizens]", "applicants: [citizen]"),
    "S005": Example("procedure: Ví dụ", "procedure: vi-du"),
    "S006": Example("code: G15.342", "code: KQ.G15.000342"),
    "S008": Example("copies: 100", "copies: 2"),
    "S009": Example("summary:\n", "summary: Xin giấy xác nhận.\n"),
    "S010": Example("keywords: [hộ tịch, hộ tịch]", "keywords: [hộ tịch, giấy xác nhận]"),
    "S011": Example(
        "hand_over: {kind: return_result, queue: mot-cua, status: returned}",
        "hand_over: {kind: return_result, queue: mot-cua}",
    ),
    "S012": Example('required: "yes"', "required: yes"),
    "S013": Example("level: ba", "level: 1"),
    "S014": Example("result: {name: Giấy xác nhận, bản sao}", 'result: {name: "Giấy xác nhận, bản sao"}'),
    "S015": Example("copies: -1", "copies: 1"),
    "S016": Example("type: birth_date, max_length: 10", "type: birth_date"),
    "S018": Example("applicants: citizen", "applicants: [citizen]"),
    "S019": Example("sector: [ho-tich]", "sector: ho-tich"),
    "S020": Example("5 ngày làm việc", "5 working days"),
    "S021": Example("max_size: 10 megabytes", "max_size: 10 MB"),
    "S022": Example("effective: 2026-02-30", "effective: 2026-02-28"),
    "S023": Example("cutoff: 15 giờ", 'cutoff: "15:00"'),
    "S024": Example("code: 2.63", 'code: "2.000063"'),
    "S025": Example("blank: ../mat-khau.docx", "blank: forms/to-khai.docx"),
    "T001": Example("Hồ sơ {number} đã", "Hồ sơ {reference} đã"),
    "T002": Example("Thủ tục <script>alert(1)", "Thủ tục ví dụ"),
    "T003": Example('name: "Thủ tục **ví dụ**"', "name: Thủ tục ví dụ"),
    "T004": Example('name: "Thủ tục của {name}"', "name: Thủ tục ví dụ"),
    "Y005": Example("name: &ten Thủ tục ví dụ", "name: Thủ tục ví dụ"),
    "Y006": Example("name: !!python/name:os.system Thủ tục", "name: Thủ tục ví dụ"),
    "Y007": Example("{name: Giấy, <<: {}}", "{name: Giấy}"),
    "Y008": Example("\nlevel: 2", ""),
    "Y009": Example("---\nprocedure: thu-hai\n", ""),
    "Y010": Example("summary: !<x", "summary: Tóm tắt"),
    "Y011": Example("\tvi: Tóm tắt", "  vi: Tóm tắt"),
    "Y012": Example("name: @thủ tục", 'name: "@thủ tục"'),
    "Y013": Example("name: Thủ tục: ví dụ", 'name: "Thủ tục: ví dụ"'),
    "Y015": Example("summary\n", "summary: Tóm tắt\n"),
    "Y016": Example("  name: Thủ tục", "name: Thủ tục"),
    "Y017": Example('summary: "Tóm tắt', 'summary: "Tóm tắt"'),
    "Y018": Example('"Tóm \\qắt"', '"Tóm tắt"'),
    "Y019": Example("? [a]\n: b", "summary: Tóm tắt"),
    "Y023": Example("%YAML 1.1\n---\n", ""),
    "Y024": Example("summary: | Tóm tắt", "summary: |\n  Tóm tắt"),
    "X150": Example("f11: {name: số, is: f10 + f10}", "f11: {name: số, is: f10 * 2}"),
    "X151": Example("given(size) and size == 'large'", "size == 'large'"),
    "X152": Example(
        "  minor: {name: trẻ em, is: 'many and age_on(birth, today) < 18'}\n  many: {name: nhiều bản, is: copies > 10}\n",
        "  many: {name: nhiều bản, is: copies > 10}\n  minor: {name: trẻ em, is: 'many and age_on(birth, today) < 18'}\n",
    ),
    "X153": Example("{name: nhiều bản}", "{name: nhiều bản, is: copies > 10}"),
    "X154": Example("match: [note if given(note) else '']", "match: [given(note)]"),
    "X155": Example("[study, small]", "[study, any, small]"),
    "X156": Example("[studi, any, small]", "[study, any, small]"),
    "X157": Example("lagre", "large"),
    "X158": Example(
        "match: [purpose, copies], rows", "match: [purpose, copies], choices: {small: Nhỏ, large: Lớn}, rows"
    ),
    "X160": Example('">= 10"', '"> 10"'),
    "X161": Example('"> 11"', '"> 10"'),
    "X162": Example(', [work, "> 50", large]', ""),
    "X164": Example(", else: large", ""),
    "X165": Example("when: copies > 1", "when: size == 'large'"),
}
"""Each `bad` stands in tests/examples/invalid/<code>.yaml."""

IN_EXPRESSIONS: Mapping[str, Example] = {
    "X100": Example("copies 3", "copies > 3"),
    "X101": Example("copies = 3", "copies == 3"),
    "X102": Example("note == 'x", "note == 'x'"),
    "X104": Example("1 if urgent", "1 if urgent else 0"),
    "X105": Example("copies > ", "copies > 2"),
    "X106": Example("(copies > 3", "(copies > 3)"),
    "X108": Example("1 < copies < 3", "1 < copies and copies < 3"),
    "X109": Example("copies > 1.000.000", "copies > 1000000"),
    "X110": Example("copies > 0.1234567890123", "copies > 0.123456789012"),
    "X111": Example("start > 2026-02-30", "start > 2026-02-28"),
    "X112": Example("copie > 3", "copies > 3"),
    "X113": Example("applicant.kin == 'citizen'", "applicant.kind == 'citizen'"),
    "X114": Example("roud(copies)", "round(copies)"),
    "X115": Example("days_between(start)", "days_between(start, today)"),
    "X116": Example("abs(note)", "abs(copies)"),
    "X117": Example("given(1)", "given(extra)"),
    "X118": Example("count(copies)", "count(members)"),
    "X119": Example("sum(copies)", "sum(members.age)"),
    "X120": Example("copies and urgent", "copies > 0 and urgent"),
    "X121": Example("urgent + 1", "copies + 1"),
    "X122": Example("copies == 'x'", "copies == 3"),
    "X123": Example("purpose == 'wrk'", "purpose == 'work'"),
    "X124": Example("1 if urgent else 'x'", "1 if urgent else 0"),
    "X126": Example("members.age > 3", "sum(members.age) > 3"),
    "X127": Example("members == 3", "count(members) == 3"),
    "X128": Example("['x'] == note", "note in ['x']"),
    "X129": Example("copies in []", "copies in [1, 2]"),
    "X130": Example("extra > 3", "given(extra) and extra > 3"),
    "X131": Example("start + 3 > today", "add_days(start, 3) > today"),
    "X132": Example("round(area, copies)", "round(area, 2)"),
    "X133": Example("max(members.age, members.age)", "max(members.age, 0)"),
    "X134": Example("copies in [5..1]", "copies in [1..5]"),
    "X135": Example(
        "any(members, item.age > max(members, item.age, 0))", "any(members, item.age > max(members.age, 0))"
    ),
    "X136": Example("any(members, copies > 1)", "any(members, item.age > copies)"),
}
"""Whole expressions, over the names of tests/engine/test_expressions.py."""

EXAMPLES: Mapping[str, Example] = {**IN_FILES, **IN_EXPRESSIONS}
