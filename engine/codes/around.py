"""Words of findings about what stands around form, process and fee: blocks, renames, waivers, opening, numbering,
retention, notices.
"""

from engine.codes.code import MEAN_EN, MEAN_VI, Code, error, warning

BLOCKS: dict[str, Code] = {
    "R080": error(
        "Không có kết nối nào cho việc “{name}”; có: {known}.",
        "No connector offers “{name}”; there are: {known}.",
        MEAN_VI,
        MEAN_EN,
    ),
    "R081": error(
        "Những gì gửi đi không khớp với việc tra cứu: “{name}”; cần đúng: {known}.",
        "What is sent does not fit the look-up: “{name}”; it takes exactly: {known}.",
        MEAN_VI,
        MEAN_EN,
    ),
    "R082": error(
        "fills không dùng được “{name}”; có: {known}.",
        "fills cannot use “{name}”; there are: {known}.",
        MEAN_VI,
        MEAN_EN,
    ),
    "R083": error(
        "Kết nối không trả về “{name}” thuộc kiểu ấy; có: {known}.",
        "The connector does not answer “{name}” of that kind; there are: {known}.",
        MEAN_VI,
        MEAN_EN,
    ),
    "R060": error(
        "Không có khối dùng chung “{name}”.", "There is no shared block “{name}”.", MEAN_VI, MEAN_EN
    ),
    "R061": error(
        "Tên khối là “{written}” nhưng tên tệp là “{expected}”.",
        "The block is named “{written}”, its file “{expected}”.",
        "Hai tên phải như nhau.",
        "The two must agree.",
    ),
    "R062": error("Khối {block} không có “{name}”.", "The block {block} has no “{name}”.", MEAN_VI, MEAN_EN),
    "R063": error(
        "Khối {block} không có phần {part}.",
        "The block {block} has no {part}.",
        "Khối có fields dùng trong trang; khối có documents dùng trong thành phần hồ sơ.",
        "A block with fields is used on a page, one with documents among the papers.",
    ),
    "R064": error(
        "Khối {block} cần label: lời của khối nhắc đến người hoặc vật được hỏi.",
        "The block {block} needs a label: its words speak of whom or what is asked about.",
        "Thêm label, ví dụ label: mẹ.",
        "Add a label, such as label: mẹ.",
    ),
    "R065": error(
        "“{key}” không đi cùng use.",
        "“{key}” does not go with use.",
        "Bên cạnh use chỉ có label, when, without và with; đổi từng câu hỏi trong with.",
        "Beside use there are only label, when, without and with; change single fields in with.",
    ),
    "R066": error(
        "Khối {block} lồng quá sâu: nhiều nhất {limit} tầng.",
        "The block {block} is nested too deep: at most {limit} levels.",
        "Khối không được dùng chính nó, dù qua khối khác.",
        "A block must not use itself, not even through another.",
    ),
    "R067": error(
        "Biểu thức của khối nhắc đến “{name}”, không phải câu hỏi của khối.",
        "An expression of the block names “{name}”, which is not one of its fields.",
        "Khối chỉ dùng câu hỏi của mình; điều kiện của thủ tục ghi ở when bên cạnh use.",
        "A block uses its own fields only; a condition of the procedure stands in when beside use.",
    ),
}

OPENING: dict[str, Code] = {
    "L030": error(
        "Đợt nhận hồ sơ kết thúc ({until}) trước khi bắt đầu ({since}).",
        "The opening ends ({until}) before it begins ({since}).",
        "Sửa from hoặc until.",
        "Put from or until right.",
    ),
    "L031": error(
        "Không năm nào có ngày “{written}”.",
        "No year has the day “{written}”.",
        "Viết tháng trước, ngày sau: 04-15 là ngày 15 tháng 4.",
        "The month comes first: 04-15 is 15 April.",
    ),
}

NUMBERING: dict[str, Code] = {
    "L032": error(
        "Mẫu mã số hồ sơ phải kết thúc bằng dấu - hoặc / rồi {{seq:4}}, trước đó chỉ có chữ hoa, số, dấu . - / và chỗ điền.",
        "The pattern of a number ends in - or / and {{seq:4}}; before are only capitals, digits, . - / and placeholders.",
        'Viết chẳng hạn "{{agency}}-{{year}}-{{seq:5}}".',
        'Write for example "{{agency}}-{{year}}-{{seq:5}}".',
    ),
    "L033": error(
        "Mã số hồ sơ dài tới {letters} ký tự; nhiều nhất là {limit}.",
        "The number has up to {letters} letters; {limit} at most.",
        "Rút ngắn mẫu.",
        "Make the pattern shorter.",
    ),
}

RENAMES: dict[str, Code] = {
    "V010": error(
        "was nhắc đến “{name}”, nhưng “{name}” vẫn còn.",
        "was names “{name}”, but “{name}” is still there.",
        "Tên cũ đã đổi thì không còn ai mang nữa.",
        "What was renamed has left its old name.",
    ),
    "V011": error(
        "Đã có mục khác ghi was: [{name}].",
        "Something else says was: [{name}] already.",
        "Một tên cũ chỉ thành một tên mới.",
        "One old name becomes one new name.",
    ),
}

WAIVERS: dict[str, Code] = {
    "R070": error("Không có mã phát hiện “{name}”.", "There is no finding code “{name}”.", MEAN_VI, MEAN_EN),
    "R071": error(
        "{code} là lỗi, không bỏ qua được.",
        "{code} is an error and cannot be waived.",
        "Chỉ cảnh báo mới được bỏ qua, kèm lý do; lỗi thì phải sửa.",
        "Only a warning may be waived, with a reason; an error is to be put right.",
    ),
    "R072": warning(
        "Ở “{at}” không có cảnh báo {code} nào để bỏ qua.",
        "There is no warning {code} at “{at}” to waive.",
        "Bỏ dòng này, hoặc ghi đúng chỗ của cảnh báo.",
        "Leave it out, or name the place of the warning.",
    ),
}
