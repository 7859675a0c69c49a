"""One official record → the map of a level-1 procedure file, in the order of an official publication."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from admin.official.faults import Fault, excerpt
from admin.official.law import Law, read_law
from admin.official.names import Names
from admin.official.outcomes import Outcomes, read_outcomes
from admin.official.papers import Group, Paper, Papers, read_papers
from admin.official.records import Record
from admin.official.ways import Sum, Way, Ways, read_ways
from admin.official.words import has_markup, label, prose
from engine.definition import Channel
from engine.spans import Span

_DECISION = re.compile(r"\d{1,5}/QĐ-[A-ZĐ]{2,12}")
_GOVERNMENT = {"Cấp bộ": "ministry", "Cấp tỉnh": "province", "Cấp xã": "commune", "Cơ quan khác": "other"}
# Whoever is a person; everybody else is an organisation, whatever its name.
_PERSON = re.compile(r"công dân|người|cán bộ|cá nhân|đảng viên", re.IGNORECASE)
# A comma inside brackets belongs to the name: "Tổ chức (không bao gồm doanh nghiệp, HTX)".
_COMMA = re.compile(r",\s*(?![^(]*\))")
_KINDS = (
    ("le_phi", re.compile(r"^\W*lệ phí", re.IGNORECASE)),
    ("phi", re.compile(r"^\W*phí", re.IGNORECASE)),
)
_HANDLING = re.compile(
    r"^(?:các )?(?:giấy tờ|hồ sơ|tài liệu) (?:phải |cần )?(?:nộp|xuất trình|gửi)", re.IGNORECASE
)
_SHOWN = re.compile(r"^(?:các )?(?:giấy tờ|hồ sơ|tài liệu) (?:phải |cần )?xuất trình", re.IGNORECASE)
_MOST_CASES = 30
_TITLE, _WORDS = 1_000, 500


@dataclass(frozen=True, slots=True)
class Imported:
    """`body` is the file's content in the order it is written. `agency` and `sector` are (id, name)."""

    record: Record
    id: str
    body: Mapping[str, Any]
    agency: tuple[str, str]
    sector: tuple[str, str]
    ways: Ways
    papers: Papers
    outcomes: Outcomes
    law: Law
    faults: tuple[Fault, ...]


def imported(record: Record, endings: frozenset[str]) -> Imported:
    """`endings`: see `admin.official.law.endings`."""
    ways, papers = read_ways(record.ways), read_papers(record.papers)
    outcomes, law = read_outcomes(record.results), read_law(record.law, endings)
    slugs = Names("-", otherwise="thu-tuc")
    agency = _agency(record)
    procedure_id = f"{slugs.stem(record.name)}-{record.code.replace('.', '-')}"
    sector = (slugs.stem(record.sector), label(record.sector)[0])
    reader = _Writer(record, ways, papers, outcomes, law)
    body = {
        "procedure": procedure_id,
        "code": record.code,
        **reader.head(),
        "sector": sector[0],
        "agency": agency[0],
        **reader.rest(),
    }
    faults = (*ways.faults, *papers.faults, *outcomes.faults, *law.faults, *_own_faults(record))
    return Imported(record, procedure_id, body, agency, sector, ways, papers, outcomes, law, faults)


def _agency(record: Record) -> tuple[str, str]:
    """Whoever performs it; of several, and of none, the words of the record decide what it is called."""
    said = record.performing or record.competent or f"Cơ quan thực hiện {record.government.lower()}"
    first = _COMMA.split(said)[0]
    name = label(first)[0]
    return Names("-", otherwise="co-quan").stem(name), name


def _own_faults(record: Record) -> Iterator[Fault]:
    if not record.performing:
        yield Fault("N012")
    if record.decision and not _DECISION.fullmatch(record.decision):
        yield Fault("N017", record.decision)
    marked = next((text for text in (record.sequence, record.conditions) if has_markup(text)), "")
    if marked:
        yield Fault("N016", excerpt(marked))


class _Writer:
    """The parts of one file. What is not said has no key."""

    def __init__(self, record: Record, ways: Ways, papers: Papers, outcomes: Outcomes, law: Law) -> None:
        self._record, self._ways, self._papers = record, ways, papers
        self._outcomes, self._law = outcomes, law

    def head(self) -> dict[str, Any]:
        name, _ = label(self._record.name, _TITLE)
        return {"name": name}

    def rest(self) -> dict[str, Any]:
        record = self._record
        return {
            "level": 1,
            "applicants": self._applicants(),
            **_said(
                {
                    "publication": self._publication(),
                    "keywords": [label(word, 100)[0] for word in self._outcomes.keywords][:100],
                    "legal_basis": [label(row.words, _WORDS)[0] for row in self._law.instruments][:100],
                    "conditions": prose(record.conditions),
                    "sequence": prose(record.sequence),
                }
            ),
            **self._results(),
            "channels": self._channels(),
            **_said({"deadline": self._deadline(), **self._documents(), "fee": self._fee()}),
        }

    def _applicants(self) -> list[str]:
        who = _COMMA.split(self._record.eligible)
        kinds = dict.fromkeys("citizen" if _PERSON.search(each) else "organization" for each in who if each)
        return [kind for kind in ("citizen", "organization") if kind in kinds] or ["citizen", "organization"]

    def _publication(self) -> dict[str, Any]:
        record = self._record
        levels = [_GOVERNMENT[each] for each in _COMMA.split(record.government) if each in _GOVERNMENT]
        return _said(
            {
                "decision": record.decision[:100],
                "kind": label(record.kind)[0],
                "description": prose(self._outcomes.description),
                "government": levels,
                "eligible": _listed(record.eligible),
                "performing": _listed(record.performing),
                "competent": _listed(record.competent),
                "delegated": _listed(record.delegated),
                "coordinating": _listed(record.coordinating),
                "reception": prose(record.reception),
                "papers": prose("\n".join(self._notes())),
                "time": prose("\n".join(self._times())),
                "fees": prose("\n".join(self._fee_words())),
                "related": [],
                "source": record.address
                if re.fullmatch(r"https://[a-z0-9.-]+/[A-Za-z0-9/_.-]*", record.address)
                else "",
            }
        )

    # ---- results

    def _results(self) -> dict[str, Any]:
        names = Names(otherwise="ket_qua")
        found: dict[str, Any] = {}
        for outcome in self._outcomes.results[:20]:
            name, whole = label(outcome.name)
            found[names.of(name)] = _said({"name": name, "text": whole, "code": outcome.code})
        if len(found) > 1:
            return {"results": found}
        return {"result": next(iter(found.values()), {"name": "Kết quả giải quyết thủ tục hành chính"})}

    # ---- ways and time

    def _rows(self) -> dict[Channel, list[Way]]:
        rows: dict[Channel, list[Way]] = {}
        for channel in Channel:
            of_channel = [row for row in self._ways.rows if row.channel is channel]
            if of_channel:
                rows[channel] = of_channel
        return rows

    def _spans(self) -> dict[Channel, Span]:
        """The time of each way that has one time."""
        spans: dict[Channel, Span] = {}
        for channel, rows in self._rows().items():
            found = {str(row.span): row.span for row in rows}
            only = next(iter(found.values()))
            if len(found) == 1 and only is not None:
                spans[channel] = only
        return spans

    def _general(self) -> Span | None:
        """The time most ways have, of equals the first."""
        spans = [str(span) for span in self._spans().values()]
        return Span.parse(Counter(spans).most_common(1)[0][0]) if spans else None

    def _deadline(self) -> dict[str, Any]:
        general = self._general()
        return {"legal": str(general)} if general else {}

    def _channels(self) -> dict[str, Any]:
        general, spans = self._general(), self._spans()
        submit: dict[str, Any] = {}
        for channel, rows in self._rows().items():
            span = spans.get(channel)
            remarks = dict.fromkeys(row.remark for row in rows if row.remark)
            own = str(span) if span and span != general else ""
            submit[str(channel)] = _said({"deadline": own, "note": prose("\n".join(remarks))})
        submit = submit or {"counter": {}}
        return {"submit": submit, "receive": {channel: {} for channel in submit}}

    def _times(self) -> Iterator[str]:
        """Times that are no single number with a unit, in the words of the table."""
        spans = self._spans()
        for channel, rows in self._rows().items():
            times = dict.fromkeys(row.time for row in rows if row.time)
            if channel not in spans and times:
                yield f"{_CHANNEL_WORDS[channel]}: {'; '.join(times)}"
        if self._ways.rest:
            yield self._ways.rest

    # ---- fees

    def _sums(self) -> dict[str, dict[Channel, Sum]]:
        """The amounts by what they are for; of one purpose and way the first counts."""
        found: dict[str, dict[Channel, Sum]] = {}
        for row in self._ways.rows:
            for each in row.sums:
                found.setdefault(each.words, {}).setdefault(row.channel, each)
        return found

    def _fee(self) -> dict[str, Any]:
        sums = self._sums()
        if not sums or any(each.currency != "VND" for ways in sums.values() for each in ways.values()):
            return {}
        names = Names(otherwise="khoan_thu")
        offered = set(self._rows())
        lines: dict[str, Any] = {}
        for words, ways in sums.items():
            for amount, channels in _by_amount(ways).items():
                name = label(words)[0] or "Phí, lệ phí"
                everywhere = set(channels) == offered
                lines[names.of(name)] = _said(
                    {
                        "kind": next((kind for kind, said in _KINDS if said.search(words)), ""),
                        "name": name,
                        "when": "" if everywhere else _one_of(channels),
                        "amount": amount,
                    }
                )
        return {"pay": "at_submission", "lines": dict(list(lines.items())[:100])}

    def _fee_words(self) -> Iterator[str]:
        """What the table says of fees beyond amounts: each wording once, with its ways."""
        said: dict[str, list[Channel]] = {}
        in_lines = bool(self._fee())
        for row in self._ways.rows:
            if row.fee and not (row.sums and in_lines):
                said.setdefault(row.fee, []).append(row.channel)
        for words, channels in said.items():
            ways = ", ".join(_CHANNEL_WORDS[channel] for channel in dict.fromkeys(channels))
            yield words if set(channels) == set(self._rows()) else f"{ways}: {words}"

    # ---- papers

    def _documents(self) -> dict[str, Any]:
        groups = [group for group in self._papers.groups if any(not paper.is_note for paper in group.papers)]
        if not _are_cases(groups):
            named = [(group.name if len(groups) > 1 else "", group) for group in groups]
            names = Names(otherwise="giay_to")
            documents: dict[str, Any] = {}
            for heading, group in named:
                documents |= _documents(group, names, heading)
            return {"documents": dict(list(documents.items())[:200])} if documents else {}
        cases = Names(otherwise="truong_hop")
        names = Names(otherwise="giay_to")
        return {
            "cases": {
                cases.of(group.name): {"name": label(group.name)[0], "documents": _documents(group, names)}
                for group in groups
            }
        }

    def _notes(self) -> Iterator[str]:
        groups = self._papers.groups
        if len(groups) == 1 and groups[0].name:
            yield groups[0].name
        for group in groups:
            for paper in group.papers:
                if paper.is_note:
                    yield paper.name
        if self._papers.rest:
            yield self._papers.rest


_CHANNEL_WORDS = {Channel.ONLINE: "Trực tuyến", Channel.COUNTER: "Trực tiếp", Channel.POST: "Bưu chính"}


def _are_cases(groups: list[Group]) -> bool:
    """Groups with headings of their own are cases, unless the headings only say what is done with the papers."""
    names = [group.name for group in groups]
    return (
        2 <= len(groups) <= _MOST_CASES and all(names) and not any(_HANDLING.search(name) for name in names)
    )


def _documents(group: Group, names: Names, heading: str = "") -> dict[str, Any]:
    return {
        names.of(paper.name or paper.form): _document(paper, heading)
        for paper in group.papers
        if not paper.is_note
    }


def _document(paper: Paper, heading: str) -> dict[str, Any]:
    name, whole = label(paper.name or paper.form)
    return _said(
        {
            "name": name,
            "text": whole,
            "form": label(paper.form)[0],
            "originals": paper.originals,
            "copies": paper.copies,
            "present": bool(_SHOWN.search(heading)),
            "hint": label(heading)[0],
        }
    )


def _by_amount(ways: Mapping[Channel, Sum]) -> dict[str, list[Channel]]:
    found: dict[str, list[Channel]] = {}
    for channel, each in ways.items():
        found.setdefault(f"{int(each.amount):,} VND".replace(",", "."), []).append(channel)
    return found


def _one_of(channels: list[Channel]) -> str:
    quoted = [f"'{channel}'" for channel in channels]
    return f"channel == {quoted[0]}" if len(quoted) == 1 else f"channel in [{', '.join(quoted)}]"


def _listed(text: str) -> list[str]:
    return list(dict.fromkeys(label(each, _WORDS)[0] for each in _COMMA.split(text) if each.strip()))[:100]


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}
