"""Codes X: what can be wrong with an expression. X19x are failures of a right expression on the values it
met.
"""

from __future__ import annotations

from engine.codes.code import MEAN_EN, MEAN_VI, Code, error

EXPRESSIONS: dict[str, Code] = {
    "X100": error("Không hiểu “{found}” ở chỗ này của biểu thức.", "“{found}” does not fit here."),
    "X101": error(
        "Biểu thức không có ký hiệu “{found}”.",
        "An expression has no sign “{found}”.",
        "Hãy viết: {instead}",
        "Write: {instead}",
    ),
    "X102": error(
        "Chữ trong nháy chưa được đóng lại.",
        "The quoted text is not closed.",
        "Thêm dấu nháy vào cuối phần chữ.",
        "Add the closing quote.",
    ),
    "X103": error(
        "Biểu thức dài hơn {limit} ký tự.",
        "The expression is longer than {limit} characters.",
        "Hãy tách ra thành các ô tính riêng bằng `compute`.",
        "Split it into computed fields.",
    ),
    "X104": error(
        "“if” phải có “else” đi sau.",
        "An “if” needs its “else”.",
        "Viết: giá trị if điều kiện else giá trị khác",
        "Write: value if condition else other value",
    ),
    "X105": error("Biểu thức kết thúc giữa chừng.", "The expression ends too early."),
    "X106": error("Thiếu dấu “{bracket}”.", "A “{bracket}” is missing here."),
    "X107": error(
        "Biểu thức lồng quá {limit} lớp hoặc nối quá {limit} phép tính.",
        "The expression is nested or chained more than {limit} deep.",
        "Hãy tách ra thành các ô tính riêng bằng `compute`.",
        "Split it into computed fields.",
    ),
    "X108": error(
        "Không nối liền hai phép so sánh.",
        "Comparisons cannot be chained.",
        "Viết: 1 < x and x < 3",
        "Write: 1 < x and x < 3",
    ),
    "X109": error(
        "“{found}” có thể đọc theo hai cách.",
        "“{found}” can be read in two ways.",
        "Viết {plain} nếu dấu chấm phân cách hàng nghìn; nếu là số lẻ, thêm số 0 ở cuối.",
        "Write {plain} if the dots separate thousands; if it is a decimal, add a zero at its end.",
    ),
    "X110": error(
        "Số “{found}” quá dài: tối đa 16 chữ số phần nguyên và 12 chữ số phần lẻ.",
        "The number “{found}” is too long: at most 16 digits before the point and 12 after it.",
    ),
    "X111": error("Không có ngày {found}.", "There is no day {found}."),
    "X112": error(
        "Không có tên “{name}” để dùng ở đây.", "There is no name “{name}” to use here.", MEAN_VI, MEAN_EN
    ),
    "X113": error("Không có “{name}”.", "There is no “{name}”.", MEAN_VI, MEAN_EN),
    "X114": error("Không có hàm “{name}”.", "There is no function “{name}”.", MEAN_VI, MEAN_EN),
    "X115": error(
        "Hàm {name} cần {wanted} giá trị, ở đây có {found}.",
        "{name} takes {wanted} values; here there are {found}.",
    ),
    "X116": error(
        "Giá trị thứ {place} của hàm {name} phải là {expected_vi}, ở đây là {found_vi}.",
        "Value {place} of {name} must be {expected_en}; here it is {found_en}.",
    ),
    "X117": error(
        "Hàm {name} cần tên một ô, không nhận phép tính.",
        "{name} takes the name of a field, not a calculation.",
    ),
    "X118": error(
        "Hàm {function} chỉ đếm dòng của nhóm lặp lại; “{name}” không phải nhóm lặp lại.",
        "{function} counts the rows of a repeating group; “{name}” is not one.",
    ),
    "X119": error(
        "Hàm {function} chỉ cộng một cột số của nhóm lặp lại; “{name}” không phải cột số.",
        "{function} adds up a number column of a repeating group; “{name}” is not one.",
        "Viết: {function}(nhóm.cột)",
        "Write: {function}(group.column)",
    ),
    "X120": error(
        "Điều kiện phải có kết quả là có hoặc không, ở đây là {found_vi}.",
        "A condition must be yes or no; this is {found_en}.",
        "Hãy so sánh với một giá trị (==, >, in …) hoặc dùng given(…).",
        "Compare it with something (==, >, in …) or use given(…).",
    ),
    "X121": error(
        "Phép “{operator}” không dùng được ở đây.",
        "“{operator}” does not work on these values.",
        "Hai bên đang là: {left_vi} và {right_vi}.",
        "The two sides are: {left_en} and {right_en}.",
    ),
    "X122": error(
        "Không so sánh được {left_vi} với {right_vi}: hai bên không bao giờ bằng nhau.",
        "{left_en} and {right_en} cannot be compared: they are never equal.",
    ),
    "X123": error(
        "“{found}” không phải là lựa chọn của “{name}”. Các lựa chọn: {choices}.",
        "“{found}” is not a choice of “{name}”. The choices: {choices}.",
        MEAN_VI,
        MEAN_EN,
    ),
    "X124": error(
        "Hai nhánh của “if … else” phải cùng loại, ở đây là {left_vi} và {right_vi}.",
        "Both branches of “if … else” must be of one kind; here: {left_en} and {right_en}.",
    ),
    "X125": error(
        "Chỗ này cần {expected_vi}, biểu thức cho ra {found_vi}.",
        "{expected_en} is wanted here; the expression gives {found_en}.",
    ),
    "X126": error(
        "Cột “{name}” có nhiều dòng, không dùng như một giá trị.",
        "The column “{name}” has many rows and is not one value.",
        "Dùng sum({name}), max({name}, 0) hoặc min({name}, …).",
        "Use sum({name}), max({name}, 0) or min({name}, …).",
    ),
    "X127": error(
        "“{name}” là một nhóm, không phải một giá trị.",
        "“{name}” is a group, not a value.",
        "Viết tên ô trong nhóm, hoặc count({name}) nếu là nhóm lặp lại.",
        "Name a field inside it, or count({name}) if it repeats.",
    ),
    "X128": error(
        "Danh sách […] chỉ đứng sau “in”.",
        "A list […] stands only after “in”.",
        "Viết: x in ['a', 'b']",
        "Write: x in ['a', 'b']",
    ),
    "X129": error("Danh sách sau “in” không được rỗng.", "The list after “in” is empty."),
    "X130": error(
        "“{name}” có thể không có giá trị.",
        "“{name}” may have no value.",
        "Viết: given({name}) and …, hoặc: {name} if given({name}) else …",
        "Write: given({name}) and …, or: {name} if given({name}) else …",
    ),
    "X131": error(
        "Không cộng trừ trực tiếp với ngày.",
        "Days cannot be added or subtracted directly.",
        "Dùng days_between(a, b), add_days(ngày, số), add_months(ngày, số) hoặc add_years(ngày, số).",
        "Use days_between(a, b), add_days(day, n), add_months(day, n) or add_years(day, n).",
    ),
    "X132": error(
        "Số chữ số làm tròn phải viết sẵn, là số nguyên từ -12 đến 12.",
        "The digits to round to must be written out, a whole number from -12 to 12.",
    ),
    "X133": error(
        "{name} của một cột cần thêm một giá trị cho trường hợp nhóm không có dòng nào.",
        "{name} of a column needs one more value, for a group without rows.",
        "Viết: {name}(nhóm.cột, 0)",
        "Write: {name}(group.column, 0)",
    ),
    "X134": error(
        "Khoảng {low}..{high} không có giá trị nào.",
        "The range {low}..{high} holds nothing.",
        "Viết số hoặc ngày nhỏ hơn ở trước: {high}..{low}",
        "Write the lesser end first: {high}..{low}",
    ),
    "X135": error(
        "Không dùng {name} của một nhóm bên trong phép tính trên từng dòng khác.",
        "{name} over a group cannot stand inside another calculation over rows.",
        "Hãy tách phép bên trong thành một ô `compute` của nhóm.",
        "Make the inner one a computed column of the group.",
    ),
    "X136": error(
        "Phép {name} này không xét ô nào của dòng.",
        "This {name} looks at no cell of the row.",
        "Gọi ô của dòng bằng item, ví dụ: item.tuoi < 18",
        "Name a cell of the row by item, for example: item.age < 18",
    ),
    # X19x: an expression that passed every check and failed on the values it met
    "X190": error("“{name}” chưa có giá trị.", "“{name}” has no value."),
    "X191": error("Phép chia cho 0.", "Division by zero."),
    "X192": error(
        "Kết quả vượt quá giới hạn của số (16 chữ số phần nguyên) hoặc của ngày.",
        "The result is beyond the range of numbers (16 digits before the point) or of days.",
    ),
    "X193": error("Nhóm “{name}” có hơn {limit} dòng.", "The group “{name}” has more than {limit} rows."),
    "X194": error(
        "Giá trị của “{name}” không đúng loại đã khai.", "The value of “{name}” is not of its declared kind."
    ),
    "X195": error(
        "Không nhánh nào của bước “{name}” khớp với hồ sơ.", "No route of the step “{name}” fits the dossier."
    ),
    "X196": error(
        "Các bước tự động đi vòng quanh bước “{name}”.",
        "Steps that go on by themselves go round and round the step “{name}”.",
    ),
}
