"""Words of what is proven about a procedure, and of what could not be. What is disproven is a finding,
with the words of its code in `engine.problem_codes`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """`{name}` is filled from the claim's params."""

    vi: str
    en: str
    unproven_vi: str
    unproven_en: str

    def words(self, language: str, params: Mapping[str, Any], *, proven: bool) -> str:
        if language == "en":
            return (self.en if proven else self.unproven_en).format_map(params)
        return (self.vi if proven else self.unproven_vi).format_map(params)


CLAIMS: dict[str, ClaimWords] = {
    "F003": ClaimWords(
        "mọi bước đều có lúc đến được",
        "every step can be reached",
        "chưa chứng minh được là có lúc đến bước “{step}”",
        "not proven that the step “{step}” can be reached",
    ),
    "F004": ClaimWords(
        "mọi hồ sơ đều kết thúc",
        "every dossier can end",
        "chưa chứng minh được mọi hồ sơ đều kết thúc: quy trình có hơn {situations} tình huống",
        "not proven that every dossier can end: the process has more than {situations} situations",
    ),
    "F020": ClaimWords(
        "dài nhất {steps} bước, {hours}/{promised} giờ làm việc",
        "at most {steps} steps, {hours}/{promised} working hours",
        "dài nhất {steps} bước; chưa chứng minh được là kịp hạn ({detail})",
        "at most {steps} steps; not proven to be in time ({detail})",
    ),
    "F021": ClaimWords(
        "mọi quyết định đều có lúc chọn được",
        "every outcome can be chosen at some time",
        "chưa chứng minh được là có lúc chọn được “{outcome}” ở bước “{step}”",
        "not proven that “{outcome}” of “{step}” can ever be chosen",
    ),
    "F023": ClaimWords(
        "luôn có người được làm, nếu hàng đợi đủ người ({queues})",
        "somebody may always act, if the queues have enough people ({queues})",
        "chưa chứng minh được là luôn có người được làm ({queues})",
        "not proven that somebody may always act ({queues})",
    ),
    "F024": ClaimWords(
        "chờ bổ sung luôn có hạn và có lối ra",
        "every wait for a supplement has a limit and a way out",
        "chưa chứng minh được là chờ bổ sung luôn có lối ra",
        "not proven that every wait for a supplement has a way out",
    ),
    "F025": ClaimWords(
        "các bước tự động không đi vòng quanh",
        "no steps that go on by themselves lead round in a circle",
        "chưa chứng minh được là các bước tự động không đi vòng quanh",
        "not proven that no steps that go on by themselves lead round in a circle",
    ),
    "F026": ClaimWords(
        "bước rẽ nhánh nào cũng luôn có nhánh khớp",
        "some route of every branch always fits",
        "chưa chứng minh được là bước “{step}” luôn có nhánh khớp",
        "not proven that some route of “{step}” always fits",
    ),
    "D010": ClaimWords(
        "mọi câu hỏi, lựa chọn, giấy tờ, khoản thu có điều kiện đều có lúc xuất hiện",
        "every conditional field, choice, document and fee can appear",
        "chưa chứng minh được là “{name}” có lúc xuất hiện",
        "not proven that “{name}” can ever appear",
    ),
    "D011": ClaimWords(
        "không điều kiện nào thừa",
        "no condition is superfluous",
        "chưa chứng minh được là điều kiện của “{name}” không thừa",
        "not proven that the condition of “{name}” is of use",
    ),
    "D012": ClaimWords(
        "kiểm tra nào cũng có câu trả lời qua được",
        "every check can be passed",
        "chưa chứng minh được là có câu trả lời qua được kiểm tra của “{name}”",
        "not proven that the check of “{name}” can be passed",
    ),
    "D013": ClaimWords(
        "kiểm tra nào cũng có câu trả lời bị bắt lỗi",
        "every check can fail",
        "chưa chứng minh được là kiểm tra của “{name}” có lúc bắt lỗi",
        "not proven that the check of “{name}” can ever fail",
    ),
    "D014": ClaimWords(
        "điều kiện và kiểm tra nào cũng tính được",
        "every condition and check can be evaluated",
        "chưa chứng minh được là biểu thức của “{name}” luôn tính được",
        "not proven that the expression of “{name}” can always be evaluated",
    ),
}
