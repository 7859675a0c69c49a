"""Words of the families R (names), F (flow), D (data), M (money), T (texts), L (law), V (versions)."""

from engine.codes.code import MEAN_EN, MEAN_VI, Code, error, warning

REFERENCES: dict[str, Code] = {
    "R001": error(
        "Không có cơ quan “{name}” trong danh mục.",
        "There is no agency “{name}” in the list.",
        MEAN_VI,
        MEAN_EN,
    ),
    "R002": error(
        "Không có lĩnh vực “{name}” trong danh mục.",
        "There is no sector “{name}” in the list.",
        MEAN_VI,
        MEAN_EN,
    ),
    "R003": error(
        "Không có hàng đợi việc “{name}” trong danh mục cơ quan.",
        "There is no queue “{name}” in the list of agencies.",
        MEAN_VI,
        MEAN_EN,
    ),
    "R004": error(
        "Không có bước “{name}” để chuyển đến.", "There is no step “{name}” to go to.", MEAN_VI, MEAN_EN
    ),
    "R005": error(
        "Không có bước “{name}” trong quy trình.",
        "There is no step “{name}” in the process.",
        MEAN_VI,
        MEAN_EN,
    ),
    "R006": error("Không có khoản thu “{name}”.", "There is no fee line “{name}”.", MEAN_VI, MEAN_EN),
    "R007": error("Không có thành phần hồ sơ “{name}”.", "There is no document “{name}”.", MEAN_VI, MEAN_EN),
    "R008": error(
        "“{name}” là tên dành riêng, không đặt cho câu hỏi được.",
        "“{name}” is a reserved name and cannot name a field.",
        "Đặt tên khác, như “{name}_1”.",
        "Choose another, such as “{name}_1”.",
    ),
    "R009": error(
        "Đã có câu hỏi hay bước khác tên là “{name}”.",
        "There is another field or step named “{name}”.",
        "Mỗi câu hỏi, mỗi bước có mẫu ghi một tên, kể cả trên các trang khác nhau.",
        "Each field and each step with a form has a name of its own, on different pages too.",
    ),
    "R010": error(
        "Không có quy trình mẫu “{name}”.", "There is no process template “{name}”.", MEAN_VI, MEAN_EN
    ),
    "R011": error(
        "Quy trình mẫu {template} không có bước hay tham số “{name}”.",
        "The template {template} has no step or parameter “{name}”.",
        MEAN_VI,
        MEAN_EN,
    ),
    "R012": error(
        "Quy trình mẫu {template} cần biết “{parameter}”: {description}.",
        "The template {template} needs “{parameter}”: {description}.",
        "Ghi {parameter}: … ở khóa with, hoặc ghi queue cho bước dùng nó.",
        "Give {parameter}: … under with, or a queue for the step that uses it.",
    ),
    "R013": error(
        "Không có câu hỏi “{name}” trên cùng trang.",
        "There is no field “{name}” on the same page.",
        MEAN_VI,
        MEAN_EN,
    ),
    "R014": error(
        "“{name}” không phải là nhóm lặp trong tờ khai.",
        "“{name}” is not a repeating group of the form.",
        MEAN_VI,
        MEAN_EN,
    ),
    "R015": error(
        "Không có mức thu “{name}” trong parameters.yaml.",
        "There is no amount “{name}” in parameters.yaml.",
        MEAN_VI,
        MEAN_EN,
    ),
    "R016": error(
        "Không có danh mục dùng chung “{name}”.", "There is no shared list “{name}”.", MEAN_VI, MEAN_EN
    ),
    "R020": error(
        "Tên quy trình mẫu là “{written}” nhưng tên tệp là “{expected}”.",
        "The template is named “{written}”, its file “{expected}”.",
        "Hai tên phải như nhau.",
        "The two must agree.",
    ),
    "R021": error(
        "Thủ tục “{value}” đã có ở tệp {file}.",
        "The procedure “{value}” is already in {file}.",
        "Mỗi thủ tục một tên định danh.",
        "Each procedure has an id of its own.",
    ),
    "R022": warning("Mã thủ tục {value} đã có ở tệp {file}.", "The code {value} is already in {file}."),
    "R023": warning(
        "Chưa có tệp “{value}” trong thư mục procedures.",
        "There is no file “{value}” below procedures yet.",
        "Thêm tệp mẫu; chưa có thì người dân không tải về được.",
        "Add it; until then nobody can download it.",
    ),
    "R024": error(
        "Tên danh mục là “{written}” nhưng tên tệp là “{expected}”.",
        "The list is named “{written}”, its file “{expected}”.",
        "Hai tên phải như nhau.",
        "The two must agree.",
    ),
    "R030": error(
        "Thủ tục không có trường hợp “{name}”.", "The procedure has no case “{name}”.", MEAN_VI, MEAN_EN
    ),
    "R031": error(
        "Đã có giấy tờ khác tên là “{name}”.",
        "There is another paper named “{name}”.",
        "Giấy tờ dùng cho nhiều trường hợp thì ghi một lần ở documents, kèm cases: […].",
        "A paper of several cases is written once under documents, with cases: […].",
    ),
}

FLOW: dict[str, Code] = {
    "F001": error(
        "Quy trình phải bắt đầu bằng bước tiếp nhận, nhưng bước đầu là “{step}”.",
        "A process begins with an intake step, but the first one is “{step}”.",
        "Ghi kind: intake cho bước đầu tiên.",
        "Give the first step kind: intake.",
    ),
    "F002": error(
        "Chỉ có một bước tiếp nhận; “{first}” đã là bước tiếp nhận.",
        "There is only one intake; “{first}” already is.",
        "Đổi loại của bước “{step}”.",
        "Change the kind of “{step}”.",
    ),
    "F003": error(
        "Không quyết định nào dẫn đến bước “{step}”.",
        "No decision leads to the step “{step}”.",
        "Ghi to: {step} ở một quyết định, hoặc bỏ bước này.",
        "Give some outcome to: {step}, or remove the step.",
    ),
    "F004": error(
        "{path}: từ đây không còn đường ra, hồ sơ không bao giờ kết thúc được.",
        "{path}: from here there is no way out, the dossier can never end.",
        "Thêm quyết định dẫn đến một bước kết thúc.",
        "Add an outcome that leads to an end.",
    ),
    "F005": error(
        "Bước “{step}” không có quyết định nào.",
        "The step “{step}” offers no decision.",
        "Ghi outcomes, hoặc accept ở bước tiếp nhận.",
        "Give outcomes, or accept at the intake.",
    ),
    "F006": error(
        "Quyết định “{outcome}” cần đúng một trong hai: to hoặc supplement: yes.",
        "The outcome “{outcome}” needs exactly one of to and supplement: yes.",
    ),
    "F007": error(
        "Quy trình không có bước trả kết quả nào đến được.",
        "No step that hands over the result can be reached.",
        "Thêm một bước kind: return_result.",
        "Add a step of kind: return_result.",
    ),
    "F009": error(
        "Bước “{other}” không bao giờ xong trước bước “{step}” nên không thể so người làm.",
        "The step “{other}” is never done before “{step}”, so there is nobody to compare.",
    ),
    "F021": warning(
        "Quyết định “{outcome}” ở bước “{step}” không bao giờ chọn được.",
        "The outcome “{outcome}” of the step “{step}” can never be chosen.",
        "Khi đến bước này, kết quả đã sẵn sàng hoặc đã hết lượt yêu cầu bổ sung. Bỏ quyết định này.",
        "By then the result is ready, or all supplements are used. Remove the outcome.",
    ),
    "F020": warning(
        "Các bước {path} cộng lại {hours} giờ làm việc, quá thời hạn {promised} giờ đã hẹn.",
        "The steps {path} add up to {hours} working hours, more than the {promised} promised.",
        "Rút ngắn within của các bước, hoặc sửa thời hạn.",
        "Shorten what the steps are allowed, or change the deadline.",
    ),
}

DATA: dict[str, Code] = {
    "D001": error(
        "“{name}” được dùng ở đây trước khi được hỏi.",
        "“{name}” is used here before it is asked.",
        "Chuyển câu hỏi ấy lên trước chỗ này.",
        "Move that question before this place.",
    ),
    "D002": error(
        "Cách nhận kết quả (“{name}”) được chọn sau tờ khai và giấy tờ nên chưa dùng được ở đây.",
        "How the result is received (“{name}”) is chosen later; it cannot be used here.",
        "Chỉ phí, lệ phí dùng được điều này.",
        "Only fees can use it.",
    ),
    "D010": error(
        "“{name}” không bao giờ xuất hiện: không câu trả lời nào làm cho {condition}.",
        "“{name}” never appears: no answers make this true: {condition}.",
        "Có thể trả lời: {domains}.",
        "What can be answered: {domains}.",
    ),
    "D011": warning(
        "Điều kiện của “{name}” luôn đúng: {condition}.",
        "The condition of “{name}” is always true: {condition}.",
        "Bỏ khóa when, hoặc sửa điều kiện.",
        "Remove when, or change the condition.",
    ),
    "D012": error(
        "Không câu trả lời nào của “{name}” qua được kiểm tra: {condition}.",
        "No answer to “{name}” passes its check: {condition}.",
        "Có thể trả lời: {domains}.",
        "What can be answered: {domains}.",
    ),
    "D013": warning(
        "Kiểm tra của “{name}” không bao giờ bắt lỗi: câu trả lời nào cũng có {condition}.",
        "The check of “{name}” never fails: every answer has {condition}.",
        "Bỏ kiểm tra này, hoặc sửa lại.",
        "Remove the check, or change it.",
    ),
    "D014": error(
        "Biểu thức của “{name}” không tính được khi {case}.",
        "The expression of “{name}” cannot be worked out when {case}.",
        "Thêm điều kiện cho trường hợp ấy, như “… if … else …”.",
        "Guard that case, as in “… if … else …”.",
    ),
    "D020": error(
        "“{name}” có thể chưa có ở đây: hồ sơ đến chỗ này không qua bước “{step}” khi đi theo đường {path}.",
        "“{name}” may be absent here: a dossier gets here without the step “{step}” by way of {path}.",
        "Thêm given({name}) and …, hoặc đặt bước “{step}” trên mọi đường đến đây.",
        "Add given({name}) and …, or put the step “{step}” on every way to this place.",
    ),
}

MONEY: dict[str, Code] = {
    "M001": error(
        "“{value}” không phải là số tiền.",
        "“{value}” is not an amount of money.",
        "Viết như “150.000 VND”; dấu chấm chỉ ngăn cách hàng nghìn.",
        "Write “150.000 VND”; the dot only separates thousands.",
    ),
    "M002": error(
        "Số tiền “{value}” thiếu đơn vị.",
        "The amount “{value}” has no unit.",
        "Viết “{value} VND”.",
        "Write “{value} VND”.",
    ),
    "M003": error(
        "Một khoản thu có đúng một cách tính: amount, by_channel, table, tiers hoặc percent_of (đang có: {given}).",
        "A line has exactly one of amount, by_channel, table, tiers and percent_of (given: {given}).",
    ),
    "M004": error("per chỉ đi cùng amount, table hoặc tiers.", "per goes only with amount, table or tiers."),
    "M005": error(
        "Bảng mức thu chỉ đối chiếu được lựa chọn, yes/no hoặc số.",
        "A table can compare only choices, yes/no and numbers.",
    ),
    "M006": error(
        "Giá trị đối chiếu có thể không có.",
        "What is compared may be absent.",
        "Dùng câu hỏi bắt buộc, hoặc viết “… if given(…) else …”.",
        "Use a required field, or write “… if given(…) else …”.",
    ),
    "M007": error(
        "Dòng này có {found} ô, cần {wanted}: mỗi biểu thức một ô, rồi số tiền.",
        "This row has {found} cells and needs {wanted}: one per expression, then the amount.",
    ),
    "M008": error(
        "“{value}” không thể là giá trị ở cột này.",
        "“{value}” cannot be a value of this column.",
        MEAN_VI,
        MEAN_EN,
    ),
    "M010": error(
        "Khoản “{line}” là phần trăm của chính nó, qua các khoản khác.",
        "The line “{line}” is a percentage of itself, through other lines.",
    ),
    "M011": error(
        "Khoản “{line}” chưa ghi là phí hay lệ phí.",
        "The line “{line}” does not say whether it is phí or lệ phí.",
        "Ghi kind: phi hoặc kind: le_phi.",
        "Give kind: phi or kind: le_phi.",
    ),
    "M012": error(
        "Mức nhiều nhất {most} nhỏ hơn mức ít nhất {least}.", "At most {most} is less than at least {least}."
    ),
    "M013": error(
        "Khoản “{line}” hết áp dụng trước khi bắt đầu.", "The line “{line}” ends before it begins."
    ),
    "M014": warning(
        "Dòng {row} của bảng không bao giờ được dùng: các dòng trên đã khớp hết.",
        "Row {row} of the table is never used: the rows above match everything it would.",
    ),
    "M015": error(
        "Bảng của khoản “{line}” không có dòng nào cho trường hợp {case}.",
        "The table of “{line}” has no row for {case}.",
        "Thêm dòng ấy, hoặc một dòng any ở cuối.",
        "Add that row, or one with any at the end.",
    ),
    "M016": warning(
        "{value} nhỏ bất thường.",
        "{value} is unusually small.",
        "Có phải thiếu ba số không?",
        "Are three noughts missing?",
    ),
    "M017": error(
        "{key} không đi cùng cách tính này.",
        "{key} does not go with this kind of sum.",
        "for_each và every đi cùng amount, table hoặc tiers; volume đi cùng for_each.",
        "for_each and every go with amount, table or tiers; volume goes with for_each.",
    ),
    "M018": error(
        "Bậc {row} của khoản “{line}” không nối tiếp được: {case} không thuộc bậc nào, hoặc thuộc hai bậc.",
        "Band {row} of “{line}” does not follow the one before: {case} is in no band, or in two.",
        "Ghi up_to tăng dần; chỉ bậc cuối không có up_to.",
        "Let up_to grow from band to band; only the last has none.",
    ),
    "M019": error(
        "Bậc {row} của khoản “{line}” cần đúng một trong hai: each hoặc flat.",
        "Band {row} of “{line}” needs exactly one of each and flat.",
    ),
    "M020": error(
        "Mức giảm theo số dòng của khoản “{line}” phải ghi từ ít đến nhiều, mỗi số một lần.",
        "The volume steps of “{line}” go from few to many, each number once.",
    ),
    "M021": error(
        "Thủ tục có hiệu lực từ {effective} nhưng “{name}” chỉ có mức từ {since}.",
        "The procedure is in force from {effective}, but “{name}” has no amount before {since}.",
        "Thêm mức áp dụng trước đó vào parameters.yaml.",
        "Add the earlier amount to parameters.yaml.",
    ),
    "M022": error(
        "{value} không cùng loại tiền với khoản “{line}”: khoản này tính bằng {currency}.",
        "{value} is not in the currency of “{line}”, which is {currency}.",
        "Khoản tính bằng tiền khác thì ghi currency riêng.",
        "A line in another currency says so by its own currency.",
    ),
    "M023": error(
        "Khoản “{line}” tính bằng {currency} nên không thể là phần trăm của “{target}”, tính bằng {other}.",
        "“{line}” is in {currency}: it cannot be a percentage of “{target}”, which is in {other}.",
    ),
    "M024": error(
        "step đi cùng pay: at_step, và pay: at_step phải có step.",
        "step goes with pay: at_step, and pay: at_step needs a step.",
    ),
    "M025": error(
        "Quy trình không có bước “{name}” để thu tiền; có: {known}.",
        "The process has no step “{name}” that could take money; there are: {known}.",
        MEAN_VI,
        MEAN_EN,
    ),
    "M026": warning(
        "Dòng {first} và dòng {second} của bảng cùng khớp với {case} mà mức thu khác nhau; dòng {first} được dùng.",
        "Rows {first} and {second} of the table both match {case} with different amounts; row {first} counts.",
        "Ghi ô hẹp hơn để mỗi trường hợp chỉ khớp một dòng.",
        "Narrow a cell so that each case matches one row.",
    ),
    "M027": error(
        "Không chứng minh được bảng của khoản “{line}” có dòng cho mọi trường hợp.",
        "It is not proven that the table of “{line}” has a row for every case.",
        "Thêm một dòng any ở cuối.",
        "Add a last row with any.",
    ),
    "M028": warning(
        "pending_note của khoản “{line}” không bao giờ hiện: khoản này không chờ bước nào.",
        "The pending_note of “{line}” is never shown: the line waits for no step.",
    ),
    "M029": error("Không làm tròn được đến {value}.", "Nothing can be rounded to {value}."),
    "M030": error(
        "Khoản “{line}” còn chờ bước “{step}” nên chưa thể nộp khi nộp hồ sơ hay khi tiếp nhận.",
        "The line “{line}” waits for the step “{step}”: it cannot be paid at submission or acceptance.",
        "Ghi pay: at_step hoặc pay: at_result cho khoản này.",
        "Give this line pay: at_step or pay: at_result.",
    ),
}

TEXTS: dict[str, Code] = {
    "T001": error(
        "Không có chỗ điền “{{{name}}}” ở đây; có: {known}.",
        "There is no placeholder “{{{name}}}” here; there are: {known}.",
    ),
    "T002": error(
        "Lời văn không được có mã HTML: {markup}",
        "Words may not hold HTML: {markup}",
        "Viết chữ thường; đoạn văn dài dùng được Markdown.",
        "Write plain words; prose may use Markdown.",
    ),
    "T003": error(
        "Nhãn và tên gọi là chữ thường, không dùng dấu Markdown.",
        "Labels and names are plain words, without Markdown.",
    ),
    "T004": error(
        "Lời ở đây không có chỗ điền nào: “{{{name}}}”.",
        "Words here have no placeholders: “{{{name}}}”.",
        "Bỏ dấu ngoặc nhọn.",
        "Remove the braces.",
    ),
}

LAW: dict[str, Code] = {
    "L001": error(
        "Mức độ 2 cần ít nhất một mẫu để tải về.",
        "Level 2 needs at least one blank form to download.",
        "Ghi blank: … ở một thành phần hồ sơ, hoặc ghi level: 1.",
        "Give blank: … for some document, or level: 1.",
    ),
    "L002": error(
        "Mức độ {level} là nộp trực tuyến, nhưng còn thiếu: {missing}.",
        "Level {level} means filing online, but these are missing: {missing}.",
    ),
    "L003": error(
        "Mức độ 4 cần nhận kết quả trực tuyến hoặc qua bưu chính.",
        "Level 4 needs the result online or by post.",
        "Thêm online hoặc post ở channels.receive.",
        "Add online or post under channels.receive.",
    ),
    "L004": error(
        "Mức độ 4 cần nộp phí, lệ phí trực tuyến được.",
        "Level 4 needs fees that can be paid online.",
        "Thêm online ở fee.methods.",
        "Add online under fee.methods.",
    ),
    "L010": error(
        "Thời hạn cam kết ({local}) dài hơn quy định ({legal}).",
        "The promise ({local}) is longer than the statutory limit ({legal}).",
        "Thời hạn cam kết chỉ được ngắn hơn hoặc bằng quy định: giảm local.",
        "A promise may only be as long as the limit or shorter: reduce local.",
    ),
    "L022": error(
        "Nhóm “{group}” có {members} giấy tờ mà đòi hết: không còn gì để chọn.",
        "The group “{group}” has {members} papers and wants them all: there is no choice.",
        "Giảm at_least, hoặc viết từng giấy tờ riêng.",
        "Lower at_least, or write each paper by itself.",
    ),
    "L021": error(
        "Trường hợp “{case}” không có kết quả nào.",
        "The case “{case}” has no result.",
        "Ghi result ở trường hợp này, hoặc result chung cho cả thủ tục.",
        "Give the case a result, or the procedure a common one.",
    ),
    "L020": warning(
        "“{document}” không ghi bản chính, bản sao hay xuất trình.",
        "“{document}” says neither originals, copies nor present.",
        "Ghi originals: 1, copies: 1 hoặc present: yes; lời dặn thì ghi ở hint.",
        "Give originals: 1, copies: 1 or present: yes; remarks belong in hint.",
    ),
}

VERSIONS: dict[str, Code] = {
    "V001": error(
        "Phiên bản đã lưu có định dạng {format}, chương trình này không đọc được.",
        "The stored version has format {format}, which this program cannot read.",
    ),
}
