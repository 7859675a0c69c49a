"""Codes X15x and X16x: facts, the named values of a procedure, and their decision tables."""

from __future__ import annotations

from engine.codes.code import MEAN_EN, MEAN_VI, Code, error, warning

FACTS: dict[str, Code] = {
    "X150": error(
        "Biểu thức cùng các dữ kiện nó dùng lớn hơn {limit} phần.",
        "The expression with the facts it names has more than {limit} parts.",
        "Hãy giảm số dòng của bảng quyết định hoặc số lần dùng bảng.",
        "Use fewer rows in the decision table, or name it fewer times.",
    ),
    "X151": error(
        "Dữ kiện luôn có giá trị; {name} không dùng được ở đây.",
        "A fact always has a value; {name} makes no sense here.",
        "Hãy dùng thẳng tên dữ kiện.",
        "Use the name of the fact by itself.",
    ),
    "X152": error(
        "Dữ kiện “{name}” được dùng trước khi khai.",
        "The fact “{name}” is used before it stands.",
        "Hãy đặt “{name}” lên trước dữ kiện dùng nó.",
        "Put “{name}” before the fact that uses it.",
    ),
    "X153": error(
        "Dữ kiện “{name}” phải có đúng một trong hai: is hoặc table.",
        "The fact “{name}” needs exactly one of is and table.",
    ),
    "X154": error(
        "Bảng quyết định chỉ đối chiếu được lựa chọn, có/không, số và ngày.",
        "A decision table matches only choices, yes or no, numbers and dates.",
        "Hãy viết một điều kiện, ví dụ given(…) hoặc x == 'a'.",
        "Write a condition, such as given(…) or x == 'a'.",
    ),
    "X155": error(
        "Dòng này cần {wanted} ô, đang có {found}.",
        "This row needs {wanted} cells; it has {found}.",
        "Mỗi biểu thức của match một ô, rồi đến kết quả.",
        "One cell for each expression of match, then the result.",
    ),
    "X156": error(
        "Ô “{value}” không có nghĩa ở cột này. Các giá trị: {known}.",
        "“{value}” means nothing in this column. The values: {known}.",
        MEAN_VI,
        MEAN_EN,
    ),
    "X157": error(
        "“{value}” không phải là kết quả của bảng. Các kết quả: {known}.",
        "“{value}” is no result of this table. The results: {known}.",
        MEAN_VI,
        MEAN_EN,
    ),
    "X158": error(
        "Bảng phải khai đúng một trong hai: choices hoặc gives.",
        "A table needs exactly one of choices and gives.",
        "choices: các kết quả có tên; gives: number, money hoặc yes_no.",
        "choices: results with names; gives: number, money or yes_no.",
    ),
    "X160": error(
        "Dòng {row} và dòng {other} cùng khớp với: {case}.",
        "Rows {row} and {other} both fit: {case}.",
        "Hãy thu hẹp một trong hai dòng, hoặc viết policy: first để lấy dòng đầu tiên khớp.",
        "Narrow one of them, or write policy: first to take the first row that fits.",
    ),
    "X161": error(
        "Bảng “{name}” bỏ trống trường hợp: {case}.",
        "The table “{name}” leaves open: {case}.",
        "Hãy thêm một dòng, hoặc else cho mọi trường hợp còn lại.",
        "Add a row, or else for all that remains.",
    ),
    "X162": error(
        "Không có trường hợp nào dùng đến dòng {row}.",
        "No case comes to row {row}.",
        "Dòng này bị các dòng trước che hết, hoặc nằm ngoài giới hạn của câu hỏi.",
        "Rows before it take all of it, or it lies outside what can be answered.",
    ),
    "X163": error(
        "Bảng “{name}” quá lớn để chứng minh là đủ và không mâu thuẫn.",
        "The table “{name}” is too large to be proven complete and free of contradictions.",
        "Hãy tách thành hai bảng, hoặc bớt cột.",
        "Split it in two, or use fewer columns.",
    ),
    "X164": warning(
        "else của bảng “{name}” không bao giờ được dùng: các dòng đã đủ mọi trường hợp.",
        "The else of the table “{name}” is never used: the rows cover every case.",
    ),
    "X165": warning(
        "Dữ kiện “{name}” không được dùng ở đâu.",
        "The fact “{name}” is used nowhere.",
        "Hãy dùng nó, hoặc bỏ đi.",
        "Use it, or leave it out.",
    ),
    "X166": error(
        "Mọi biểu thức của thủ tục, cùng các dữ kiện chúng dùng, vượt quá {limit} phần.",
        "All the expressions of the procedure, with the facts they name, have more than {limit} parts.",
        "Hãy dùng bảng quyết định ở ít chỗ hơn.",
        "Name the decision tables in fewer places.",
    ),
}
