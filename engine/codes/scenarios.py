"""Words of family K: scenarios that cannot be read, that turn out otherwise, or that notice too little."""

from __future__ import annotations

from collections.abc import Mapping

from engine.codes.code import MEAN_EN, MEAN_VI, Code, error, warning

EXPECTATIONS: Mapping[str, tuple[str, str, str]] = {
    "fee": ("K020", "Tổng số tiền", "The whole sum"),
    "lines": ("K021", "Khoản thu “{name}”", "Fee line “{name}”"),
    "owed": ("K041", "Số tiền phải nộp ở từng thời điểm", "What is to be paid at each moment"),
    "undecided": ("K042", "Các khoản chưa xác định", "The charges not known yet"),
    "pages": ("K022", "Các trang tờ khai", "The pages"),
    "visible": ("K023", "“{name}”", "“{name}”"),
    "hidden": ("K024", "“{name}”", "“{name}”"),
    "documents": ("K025", "Thành phần hồ sơ", "The papers"),
    "answers": ("K026", "Câu trả lời “{name}”", "The answer “{name}”"),
    "problems": ("K027", "Chỗ còn sai hoặc thiếu", "What is wrong or missing"),
    "status": ("K028", "Trạng thái", "The status"),
    "ending": ("K029", "Kết thúc", "The ending"),
    "due": ("K030", "Ngày hẹn trả", "The promised day"),
    "legal_due": ("K031", "Hạn theo quy định", "The statutory limit"),
    "step": ("K032", "Bước đang chờ", "The waiting step"),
    "queue": ("K033", "Hàng đợi việc", "The queue"),
    "step_due": ("K034", "Hạn của bước", "The step's due time"),
    "reply_by": ("K035", "Hạn bổ sung", "The limit for supplementing"),
    "clock": ("K036", "Đồng hồ thời hạn", "The deadline's clock"),
    "notices": ("K037", "Những việc đã báo", "The notices sent"),
    "notice": ("K038", "Lời báo riêng của thủ tục", "The procedure's own notice"),
    "slips": ("K039", "Những phiếu đã lập", "The slips issued"),
    "code": ("K040", "Đã có mã hồ sơ", "Having an official code"),
}
"""Each key of `expect` with its code and what it is about, in Vietnamese and English."""

SCENARIOS: dict[str, Code] = {
    "K001": warning(
        "Không có tệp kịch bản “{value}” cạnh tệp thủ tục.",
        "There is no scenario file “{value}” beside the procedure file.",
        "Tạo tệp, hoặc bỏ khóa scenarios.",
        "Create the file, or remove the key scenarios.",
    ),
    "K002": error("Quy trình không có bước “{name}”.", "The process has no step “{name}”.", MEAN_VI, MEAN_EN),
    "K003": error(
        "Bước “{step}” không có kết luận “{name}”.",
        "The step “{step}” has no outcome “{name}”.",
        MEAN_VI,
        MEAN_EN,
    ),
    "K004": error("Thủ tục không có “{name}”.", "The procedure has no “{name}”.", MEAN_VI, MEAN_EN),
    "K005": error(
        "Mỗi mục của then là đúng một việc, ở đây có: {found}.",
        "Each item of then is exactly one thing; here are: {found}.",
        "Tách mỗi việc thành một mục; with và refused chỉ đi kèm một việc.",
        "Give each thing an item of its own; with and refused only go with one.",
    ),
    "K006": error(
        "“{value}” không phải là một thời điểm.",
        "“{value}” is not a moment.",
        "Viết như 2026-02-13 16:10.",
        "Write it like 2026-02-13 16:10.",
    ),
    "K007": error("Thời gian không lùi: lúc này đã là {now}.", "Time does not go back: it is {now} already."),
    "K008": error(
        "Đã có kịch bản tên “{name}” ở dòng {line}.", "A scenario “{name}” already stands on line {line}."
    ),
    "K010": error(
        "Hồ sơ chưa nộp được, còn: {problems}.",
        "The dossier cannot be handed in yet: {problems}.",
        "Sửa câu trả lời, thêm giấy tờ, hoặc ghi điều này ở expect.problems.",
        "Correct the answers, add the papers, or say so in expect.problems.",
    ),
    "K011": error(
        "Việc này bị từ chối: {actual}.",
        "This was refused: {actual}.",
        "Nếu đúng là phải bị từ chối, ghi refused: {actual}.",
        "If it must be refused, say refused: {actual}.",
    ),
    "K012": error(
        "Việc này phải bị từ chối ({expected}) nhưng lại được nhận.",
        "This must be refused ({expected}) but was taken.",
    ),
    "K013": error(
        "Việc này phải bị từ chối vì {expected}, thực tế vì {actual}.",
        "This must be refused for {expected}; it was for {actual}.",
    ),
    "K014": error(
        "Biểu mẫu của bước “{step}” còn sai hoặc thiếu: {problems}.",
        "The form of the step “{step}” is wrong or incomplete: {problems}.",
        "Ghi câu trả lời ở with.answers, hoặc refused: incomplete_form.",
        "Give the answers in with.answers, or refused: incomplete_form.",
    ),
    "K015": error("Quy tắc của thủ tục không tính được: {why}", "A rule of the procedure failed: {why}"),
    "K016": error("Lịch làm việc chưa có năm {year}.", "The working calendar has no year {year}."),
    "K017": error(
        "Không xác định được khoản thu “{line}”.",
        "What the fee line “{line}” costs is left open.",
        "Bảng mức thu phải có dòng cho mọi trường hợp.",
        "The fee table needs a row for every case.",
    ),
    "K018": error("Thủ tục này không có quy trình để chạy thử.", "This procedure has no process to play."),
    "K050": warning(
        "Đổi “{before}” thành “{after}” mà không kịch bản nào phát hiện.",
        "“{before}” changed to “{after}”, and no scenario noticed.",
        "Thêm kịch bản hoặc điều mong đợi cho quy tắc này.",
        "Add a scenario or an expectation for this rule.",
    ),
    "K051": warning(
        "Bỏ “{before}” mà không kịch bản nào phát hiện.",
        "“{before}” taken out, and no scenario noticed.",
        "Thêm kịch bản hoặc điều mong đợi cho quy tắc này.",
        "Add a scenario or an expectation for this rule.",
    ),
} | {
    code: error(
        f"{vi}: mong đợi {{expected}}, thực tế {{actual}}.",
        f"{en}: expected {{expected}}, actual {{actual}}.",
    )
    for code, vi, en in EXPECTATIONS.values()
}
