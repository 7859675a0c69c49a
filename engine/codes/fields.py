"""Words of the findings about the questions of a form: R040 to R059 (names within a page)."""

from engine.codes.code import MEAN_EN, MEAN_VI, Code, error

FIELDS: dict[str, Code] = {
    "R040": error(
        "Trang này không có câu hỏi “{name}” để báo lỗi ở đó.",
        "This page has no field “{name}” for the message to stand at.",
        MEAN_VI,
        MEAN_EN,
    ),
}
