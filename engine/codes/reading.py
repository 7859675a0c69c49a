"""Words of the families Y (what a file may hold) and S (the shape of a procedure)."""

from engine.codes.code import MEAN_EN, MEAN_VI, Code, error, warning

YAML: dict[str, Code] = {
    "Y001": error(
        "Tệp dài {size} kB, quá giới hạn {limit} kB.",
        "The file is {size} kB long; the limit is {limit} kB.",
    ),
    "Y002": error(
        "Tệp không phải là văn bản UTF-8.",
        "The file is not UTF-8 text.",
        "Lưu lại tệp với bảng mã UTF-8.",
        "Save the file as UTF-8.",
    ),
    "Y003": error(
        "Tệp bắt đầu bằng dấu BOM.",
        "The file begins with a byte order mark.",
        "Lưu lại tệp với bảng mã “UTF-8” (không BOM).",
        "Save the file as “UTF-8” (without BOM).",
    ),
    "Y004": error(
        "Có ký tự không nhìn thấy hoặc không được phép: {character}.",
        "There is an invisible or forbidden character: {character}.",
        "Xóa ký tự này và gõ lại phần chữ quanh nó.",
        "Delete it and type the words around it again.",
    ),
    "Y005": error(
        "Không được dùng tên neo và tham chiếu của YAML (& và *): “{name}”.",
        "YAML anchors and aliases (& and *) may not be used: “{name}”.",
        "Viết lại nội dung ở chỗ cần dùng; chữ bắt đầu bằng & hay * thì đặt trong ngoặc kép.",
        "Write the content out where it is needed; quote words that begin with & or *.",
    ),
    "Y006": error(
        "Không được dùng nhãn kiểu của YAML: “{tag}”.",
        "YAML tags may not be used: “{tag}”.",
        "Bỏ nhãn; chữ bắt đầu bằng dấu ! thì đặt trong ngoặc kép.",
        "Remove it; quote words that begin with !.",
    ),
    "Y007": error(
        "Không được dùng khóa gộp “<<”.",
        "The merge key “<<” may not be used.",
        "Viết từng khóa ra.",
        "Write each key out.",
    ),
    "Y008": error(
        "Khóa “{key}” đã có ở dòng {line}.",
        "The key “{key}” already stands on line {line}.",
        "Giữ một trong hai.",
        "Keep one of the two.",
    ),
    "Y009": error(
        "Một tệp chỉ chứa một thủ tục, nhưng ở đây bắt đầu tài liệu YAML thứ hai.",
        "A file holds one procedure, but a second YAML document begins here.",
        "Tách phần sau dấu --- sang tệp khác.",
        "Move what follows --- to another file.",
    ),
    "Y010": error(
        "Từ đây không còn đúng cú pháp YAML.",
        "From here on this is not YAML.",
        "Xem lại thụt đầu dòng, dấu hai chấm và dấu ngoặc ở dòng này và dòng trước.",
        "Look at the indentation, colons and brackets here and on the line before.",
    ),
    "Y011": error(
        "Có dấu tab ở chỗ thụt đầu dòng.",
        "There is a tab where the line is indented.",
        "Thụt đầu dòng bằng dấu cách.",
        "Indent with spaces.",
    ),
    "Y012": error(
        "Giá trị không thể bắt đầu bằng “{character}” khi không có ngoặc kép.",
        "A value cannot begin with “{character}” unless it is quoted.",
        "Đặt cả giá trị trong ngoặc kép.",
        "Put the whole value in quotes.",
    ),
    "Y013": error(
        "Dấu hai chấm ở đây làm YAML hiểu là một khóa nữa, hoặc dòng này thụt sai.",
        "The colon here makes YAML see another key, or this line is indented wrongly.",
        "Chữ có dấu hai chấm rồi dấu cách thì đặt trong ngoặc kép.",
        "Quote words that contain a colon followed by a space.",
    ),
    "Y014": error(
        "Ngoặc mở ở dòng {line} chưa được đóng đúng.",
        "The bracket opened on line {line} is not closed properly.",
        "Thêm dấu phẩy hoặc đóng ngoặc.",
        "Add a comma or close the bracket.",
    ),
    "Y015": error(
        "Thiếu dấu hai chấm sau khóa ở dòng {line}.",
        "The colon after the key on line {line} is missing.",
        "Viết “khóa: giá trị”, có dấu cách sau dấu hai chấm.",
        "Write “key: value”, with a space after the colon.",
    ),
    "Y016": error(
        "Dòng này thụt vào không khớp với phần bắt đầu ở dòng {line}.",
        "The indentation of this line does not match the part that begins on line {line}.",
        "Các khóa cùng cấp thụt vào như nhau.",
        "Keys of one level are indented alike.",
    ),
    "Y017": error(
        "Dấu nháy mở ở dòng {line} chưa được đóng.",
        "The quote opened on line {line} is not closed.",
        "Thêm dấu nháy ở cuối phần chữ.",
        "Add the closing quote.",
    ),
    "Y018": error(
        "Dấu \\ trong ngoặc kép ở đây không có nghĩa.",
        "The \\ inside these quotes means nothing here.",
        "Dùng dấu nháy đơn, hoặc viết \\\\ để có một dấu \\.",
        "Use single quotes, or write \\\\ for one \\.",
    ),
    "Y019": error(
        "Khóa phải là một tên, không phải danh sách hay nhóm.",
        "A key must be a name, not a list or a group.",
    ),
    "Y020": error(
        "Tệp có hơn {limit} giá trị.",
        "The file has more than {limit} values.",
    ),
    "Y021": error(
        "Các phần lồng nhau quá {limit} cấp.",
        "Parts are nested more than {limit} levels deep.",
    ),
    "Y022": error("Tệp không có nội dung.", "The file is empty."),
    "Y023": error(
        "Không được dùng chỉ thị %YAML hay %TAG.",
        "The directives %YAML and %TAG may not be used.",
        "Bỏ dòng bắt đầu bằng %.",
        "Remove the line that begins with %.",
    ),
    "Y024": error(
        "Đoạn chữ nhiều dòng (| hoặc >) viết chưa đúng.",
        "The text of several lines (| or >) is not written properly.",
        "Xuống dòng ngay sau | và thụt các dòng chữ như nhau.",
        "Break the line right after | and indent the lines alike.",
    ),
    "Y025": error("Không mở được tệp: {detail}.", "The file cannot be opened: {detail}."),
}

SHAPE: dict[str, Code] = {
    "S001": error(
        "Chỗ này cần một nhóm khóa, không phải “{value}”.",
        "A group of keys is needed here, not “{value}”.",
        "Viết các khóa thụt vào ở dòng dưới; nhóm trống là {{}}.",
        "Write the keys indented below; an empty group is {{}}.",
    ),
    "S002": error("Không có khóa “{key}” ở đây.", "There is no key “{key}” here.", MEAN_VI, MEAN_EN),
    "S003": error(
        "Thiếu khóa “{key}”.",
        "The key “{key}” is missing.",
        "Ví dụ: {key}: {example}",
        "For example: {key}: {example}",
    ),
    "S004": error(
        "“{value}” không dùng được ở đây; hãy chọn: {allowed}.",
        "“{value}” cannot stand here; choose from: {allowed}.",
        MEAN_VI,
        MEAN_EN,
    ),
    "S005": error(
        "“{value}” không phải là một tên gọi hợp lệ.",
        "“{value}” is not a valid name.",
        "Tên gọi viết thường, không dấu, bắt đầu bằng chữ cái, như “{example}”.",
        "Names are lower-case letters without marks, beginning with a letter, such as “{example}”.",
    ),
    "S006": error(
        "“{value}” không viết đúng dạng.",
        "“{value}” is not of the right form.",
        "Viết như “{example}”.",
        "Write it like “{example}”.",
    ),
    "S007": error("Quá dài hoặc quá nhiều: nhiều nhất {limit}.", "Too long or too many: at most {limit}."),
    "S008": error("“{value}” quá lớn: nhiều nhất {limit}.", "“{value}” is too large: at most {limit}."),
    "S009": error("Chỗ này còn để trống.", "Nothing is given here."),
    "S010": error("“{value}” đã có trong danh sách này.", "“{value}” is in this list already."),
    "S011": error(
        "Khóa “{key}” không đi cùng các khóa khác ở đây.", "The key “{key}” does not go with the others here."
    ),
    "S012": error(
        "Chỗ này cần yes hoặc no, không phải “{value}”.",
        "This must be yes or no, not “{value}”.",
        "Viết yes hoặc no, không có ngoặc kép.",
        "Write yes or no, without quotes.",
    ),
    "S013": error(
        "Chỗ này cần một số, không phải “{value}”.",
        "This must be a number, not “{value}”.",
        "Viết số nguyên như 12, số lẻ có dấu chấm như 1.5, không có ngoặc kép.",
        "Write whole numbers like 12, decimals like 1.5, without quotes.",
    ),
    "S014": error(
        "“{key}” bị hiểu thành một khóa vì đứng sau dấu phẩy trong ngoặc nhọn.",
        "“{key}” is taken for a key because it follows a comma between braces.",
        "Trong ngoặc nhọn, chữ có dấu phẩy phải đặt trong ngoặc kép.",
        "Between braces, quote words that contain a comma.",
    ),
    "S015": error("“{value}” quá nhỏ: ít nhất {limit}.", "“{value}” is too small: at least {limit}."),
    "S016": error(
        "Câu hỏi kiểu {type} không có khóa “{key}”.",
        "A field of type {type} has no key “{key}”.",
        "Kiểu này có riêng: {known}.",
        "What this type has of its own: {known}.",
    ),
    "S017": warning(
        "Khóa “{key}” được đọc nhưng phiên bản này chưa dùng đến.",
        "The key “{key}” is read, but this version makes no use of it yet.",
    ),
    "S018": error(
        "Chỗ này cần một danh sách, không phải “{value}”.",
        "A list is needed here, not “{value}”.",
        "Viết [a, b], hoặc mỗi dòng một mục bắt đầu bằng dấu gạch.",
        "Write [a, b], or one item a line beginning with a dash.",
    ),
    "S019": error(
        "Chỗ này cần chữ, không phải nhóm khóa hay danh sách.",
        "Words are needed here, not a group or a list.",
    ),
    "S020": error(
        "“{value}” không phải là một thời hạn.",
        "“{value}” is not a length of time.",
        "Viết như “5 working days”, “8 working hours”, “20 days”, “3 years”, “same day”.",
        "Write “5 working days”, “8 working hours”, “20 days”, “3 years”, “same day”.",
    ),
    "S021": error(
        "“{value}” không phải là một dung lượng.",
        "“{value}” is not a size.",
        "Viết như “10 MB” hoặc “500 kB”.",
        "Write “10 MB” or “500 kB”.",
    ),
    "S022": error(
        "“{value}” không phải là một ngày có thật.",
        "“{value}” is not a date that exists.",
        "Viết năm-tháng-ngày, như 2026-01-31.",
        "Write year-month-day, such as 2026-01-31.",
    ),
    "S023": error(
        "“{value}” không phải là giờ.",
        "“{value}” is not an hour of the day.",
        "Viết như 15:00.",
        "Write it like 15:00.",
    ),
    "S024": error(
        "“{value}” không phải là mã thủ tục.",
        "“{value}” is not a procedure code.",
        "Mã gồm một chữ số, dấu chấm và sáu chữ số, như 2.000635.",
        "A code is one digit, a dot and six digits, such as 2.000635.",
    ),
    "S025": error(
        "“{value}” không phải là đường dẫn được phép.",
        "“{value}” is not an allowed path.",
        "Đường dẫn nằm dưới thư mục procedures/, như “{example}”.",
        "Paths lie below procedures/, such as “{example}”.",
    ),
    "S026": error(
        "Tệp có nhiều hơn {limit} lỗi; phần còn lại chưa được kiểm tra.",
        "The file has more than {limit} faults; the rest has not been looked at.",
        "Sửa các chỗ đã nêu rồi kiểm tra lại.",
        "Mend those that are shown and check again.",
    ),
    "S027": error(
        "Các biểu thức của tệp dài hơn {limit} ký tự tất cả.",
        "The expressions of the file have more than {limit} characters together.",
        "Dùng bảng cho mức phí, hoặc tách thành nhiều thủ tục.",
        "Use tables for fees, or make it several procedures.",
    ),
}
