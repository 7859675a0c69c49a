"""Words of the findings about the questions of a form: R040 to R059 (names within a page)."""

from engine.codes.code import MEAN_EN, MEAN_VI, Code, error

FIELDS: dict[str, Code] = {
    "R040": error(
        "Trang này không có câu hỏi “{name}” để báo lỗi ở đó.",
        "This page has no field “{name}” for the message to stand at.",
        MEAN_VI,
        MEAN_EN,
    ),
    "R041": error(
        "Không có câu hỏi chọn một “{name}” đứng trước, cùng trang hoặc cùng nhóm.",
        "There is no choice “{name}” before this field, on the same page or in the same group.",
        MEAN_VI,
        MEAN_EN,
    ),
    "R042": error(
        "Câu hỏi mà câu này phụ thuộc không có lựa chọn “{name}”.",
        "The question this one depends on has no choice “{name}”.",
        MEAN_VI,
        MEAN_EN,
    ),
    "R043": error(
        "Lựa chọn này thuộc “{of}”, nhưng câu hỏi không ghi phụ thuộc câu nào.",
        "This choice is of “{of}”, but the question does not say which one it depends on.",
        "Thêm depends_on: tên câu hỏi chọn trước, hoặc bỏ of.",
        "Add depends_on: the question chosen from first, or leave out of.",
    ),
    "R045": error(
        "Đã có thành phần hồ sơ tên là “{name}”.",
        "There is a document named “{name}” already.",
        "Tệp gửi trên trang cũng là thành phần hồ sơ: đặt tên khác.",
        "A file sent in on a page is a document, too: choose another name.",
    ),
    "R046": error(
        "Biểu mẫu của bước xử lý không nhận tệp.",
        "The form of a step takes no files.",
        "Văn bản kết quả đính kèm ở quyết định có attach_result; tệp của người nộp hỏi ở form.",
        "Results are attached at an outcome with attach_result; the applicant's files are asked for in form.",
    ),
    "R044": error(
        "Câu hỏi phụ thuộc “{name}”, nhưng không lựa chọn nào ghi thuộc mục nào của câu ấy.",
        "The question depends on “{name}”, but none of its choices says under which of those it is offered.",
        "Ghi of: … cho các lựa chọn, hoặc bỏ depends_on.",
        "Give the choices of: …, or leave out depends_on.",
    ),
    "R047": error(
        "Điền sẵn “{name}” chỉ hợp với câu hỏi kiểu {types}.",
        "Prefilling with “{name}” suits fields of type {types} only.",
        "Đổi kiểu của câu hỏi, hoặc bỏ prefill.",
        "Change the field's type, or leave out prefill.",
    ),
    "R048": error(
        "Giá trị có sẵn “{value}” không phải câu trả lời đúng của câu hỏi này.",
        "The default “{value}” is no right answer to this question.",
        "Viết như người khai viết: mã của lựa chọn, yes hoặc no, số, ngày/tháng/năm.",
        "Write it as it is typed: the id of a choice, yes or no, a number, day/month/year.",
    ),
}
