"""Records made up in the form of the official catalogue: tables run together into one text."""

from __future__ import annotations

import json
from typing import Any

WAYS = "Hình thức nộpThời gianPhí, lệ phíMô tả"
TABLE = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
LAW = "Tên văn bản pháp lýMã văn bản"
PAGE = "Từ khóaKhông có thông tinMô tảKhông có thông tinChọn cơ quan thực hiệnTỉnh/ Thành phốBộ ngành-- Chọn Bộ ngành --Nộp hồ sơ"


def record(code: str = "9.000001", **changed: Any) -> dict[str, Any]:
    return {
        "ma_thu_tuc": code,
        "detail_url": f"https://dichvucong.gov.vn/thu-tuc-hanh-chinh/{code}",
        "ten_thu_tuc": "Cấp thẻ thử nghiệm",
        "so_quyet_dinh": "12/QĐ-BTP",
        "cap_thuc_hien": "Cấp tỉnh, Cấp xã",
        "loai_thu_tuc": "Loại khác",
        "linh_vuc": "Hộ tịch",
        "doi_tuong_thuc_hien": "Công dân Việt Nam, Tổ chức (không bao gồm doanh nghiệp, HTX)",
        "co_quan_co_tham_quyen": "",
        "dia_chi_tiep_nhan": "",
        "co_quan_duoc_uy_quyen": "",
        "co_quan_phoi_hop": "",
        "thu_tuc_lien_quan": "Không có thông tin",
        "trinh_tu_thuc_hien": "Bước 1: Nộp hồ sơ.\n+ Nộp trực tiếp;\n+ Nộp trực tuyến.\nBước 2: Nhận kết quả.",
        "cach_thuc_thuc_hien": WAYS
        + "Trực tuyến3 Ngày làm việcMiễn phíNộp qua cổng.Trực tiếp5 Ngày làm việc20,000 VNĐ(Lệ phí cấp thẻ)Nộp tại bộ phận một cửa.",
        "thanh_phan_ho_so": f"--{TABLE}Đơn đề nghị cấp thẻMẫu số 01.docx1 bản chính- Bản sao quyết định thành lập;0 bản chính,2 bản sao",
        "can_cu_phap_ly": f"{LAW}Luật Hộ tịch60/2014/QH13Nghị định 123/2015/NĐ-CP123/2015/NĐ-CP",
        "co_quan_thuc_hien": "Ủy ban nhân dân cấp xã",
        "yeu_cau_dieu_kien": "Có nơi cư trú tại xã.",
        "ket_qua_xu_ly": f"Thẻ thử nghiệmMã: KQ.G15.000001{PAGE}",
        **changed,
    }


def line(code: str = "9.000001", **changed: Any) -> str:
    return json.dumps(record(code, **changed), ensure_ascii=False)
