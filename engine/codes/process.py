"""Words of the findings about steps that go on by themselves, hold others or wait for somebody outside."""

from engine.codes.code import Code, error

PROCESS: dict[str, Code] = {
    "F025": error(
        "{path}: các bước này tự chạy và đi vòng quanh mãi, không ai quyết định gì.",
        "{path}: these steps go on by themselves, round and round, with nobody deciding anything.",
        "Cho một bước do người làm vào vòng ấy, hoặc cho một nhánh đi ra.",
        "Put a step that somebody decides into the circle, or lead a route out of it.",
    ),
    "F026": error(
        "{case} khớp với không nhánh nào của bước “{step}”.",
        "{case} fits no route of the step “{step}”.",
        "Thêm một nhánh cho trường hợp ấy, hoặc else: … cho mọi trường hợp còn lại.",
        "Add a route for it, or else: … for everything that is left.",
    ),
    "F027": error(
        "Chưa chứng minh được là hồ sơ nào cũng khớp với một nhánh của bước “{step}”.",
        "It is not proven that every dossier fits a route of the step “{step}”.",
        "Ghi else: … cho trường hợp không nhánh nào khớp.",
        "Give else: … for what fits no route.",
    ),
    "F028": error(
        "Đã có bước khác tên là “{step}”, hoặc tên ấy là từ dành riêng.",
        "There is another step named “{step}”, or the name is reserved.",
        "Mỗi bước một tên, kể cả trong các nhánh khác nhau; join và stop không đặt tên bước được.",
        "Each step has a name of its own, in different branches too; join and stop cannot name one.",
    ),
    "F029": error(
        "Bước lấy ý kiến “{step}” có silence: wait thì phải có cả wait_at_most và unanswered; không thì không có cả hai.",
        "The consultation “{step}” needs both wait_at_most and unanswered with silence: wait, and neither without it.",
        "Ghi silence: wait, wait_at_most: 20 working days, unanswered: … hoặc bỏ cả ba.",
        "Give silence: wait, wait_at_most: 20 working days, unanswered: …, or none of the three.",
    ),
    "F030": error(
        "Bước “{step}” chờ hồ sơ liên thông mà không ghi đi đâu khi hồ sơ ấy không có kết quả.",
        "The step “{step}” waits for a linked dossier and does not say where to go when that one fails.",
        "Ghi failed: …, hoặc wait: no.",
        "Give failed: …, or wait: no.",
    ),
    "F031": error(
        "Bước “{step}” loại {kind} không đặt trong nhánh “{branch}” được.",
        "The step “{step}” of the kind {kind} cannot stand inside the branch “{branch}”.",
        "Đặt bước ấy ngoài các nhánh; từ trong nhánh vẫn dẫn đến nó được.",
        "Put it outside; outcomes of the branch may still lead to it.",
    ),
    "F032": error(
        "Cần {wanted} mà chỉ có {there}.",
        "{wanted} are needed and there are only {there}.",
        "Ghi all, any hoặc một số không lớn hơn {there}.",
        "Give all, any, or a number of at most {there}.",
    ),
}
