"""What was proven about files without errors: one line each, or every claim."""

from __future__ import annotations

from collections.abc import Iterator

from engine.proofs import Claim, Holds, Proof
from engine.proofs.allowances import HOURS_A_DAY

_SIGNS = {Holds.YES: "+", Holds.NO: "-", Holds.UNPROVEN: "?"}
_WORDS = {
    "vi": {
        "proven": "chứng minh được",
        "steps": "dài nhất {steps} bước",
        "days": "{spent:g}/{promised:g} ngày làm việc",
        "hours": "{spent:g}/{promised:g} giờ làm việc",
        "unproven": "{count} điều chưa chứng minh được (xem: --proofs)",
        "nothing": "không có quy trình hay điều kiện nào để chứng minh",
    },
    "en": {
        "proven": "proven",
        "steps": "at most {steps} steps",
        "days": "{spent:g}/{promised:g} working days",
        "hours": "{spent:g}/{promised:g} working hours",
        "unproven": "{count} thing(s) not proven (see --proofs)",
        "nothing": "there is no process and no condition to prove anything about",
    },
}


def in_one_line(file: str, proof: Proof, language: str) -> str:
    """“…: chứng minh được: mọi hồ sơ đều kết thúc; dài nhất 4 bước, 3/4 ngày làm việc”."""
    words = _WORDS[language]
    if not proof.claims:
        return f"{file}: {words['nothing']}"
    told: list[str] = []
    if ends := proof.proven("F004"):
        told.append(ends.message(language))
    told += [_time(claim, language) for claim in proof.claims if claim.code == "F020"]
    told += [claim.message(language) for code in ("D010", "D012") if (claim := proof.proven(code))]
    line = f"{file}: {words['proven']}: {'; '.join(told)}" if told else f"{file}"
    unproven = len(proof.unproven)
    return f"{line}; {words['unproven'].format(count=unproven)}" if unproven else line


def in_full(file: str, proof: Proof, language: str) -> Iterator[str]:
    """Every claim on a line of its own: + proven, - disproven (a finding says so too), ? unproven."""
    yield f"{file}:"
    for claim in proof.claims:
        place = f"  [{claim.path}]" if claim.holds is not Holds.YES else ""
        yield f"  {_SIGNS[claim.holds]} {claim.code} {claim.message(language)}{place}"


def _time(claim: Claim, language: str) -> str:
    """The steps of the longest way, and of what was promised what they may take, if that is proven."""
    words = _WORDS[language]
    steps = words["steps"].format(steps=claim.params["steps"])
    if claim.holds is not Holds.YES:
        return steps
    spent, promised = (float(claim.params[key]) for key in ("hours", "promised"))
    if spent % HOURS_A_DAY == promised % HOURS_A_DAY == 0 and promised > HOURS_A_DAY:
        return f"{steps}, " + words["days"].format(spent=spent / HOURS_A_DAY, promised=promised / HOURS_A_DAY)
    return f"{steps}, " + words["hours"].format(spent=spent, promised=promised)
