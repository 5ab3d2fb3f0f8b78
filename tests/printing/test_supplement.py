"""Form 02 as it is read back from its pages."""

import pypdfium2
import pytest

from printing.supplement import CompetentAgency, MissingItem, render_supplement
from tests.printing.reading import sizes, texts
from tests.printing.samples import CODE, a_slip

AGENCY = CompetentAgency(name="Văn phòng Đăng ký đất đai", where="số 5 đường Trần Hưng Đạo")


def page(**changes: object) -> str:
    return texts(render_supplement(a_slip(**changes)))[0]


@pytest.mark.parametrize(
    "words",
    [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: Q1-0001/HDHS",
        "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
        "Hồ sơ của: Nguyễn Thị Bích Ngọc",
        "Nội dung yêu cầu giải quyết: Đăng ký khai sinh (mã TTHC: 1.001193)",
        "Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:",
        "1. Giấy chứng sinh Chưa đạt: bản photo không có chữ ký của cơ sở y tế",
        "Cần nộp: bản chính do cơ sở y tế cấp; số lượng: 01 bản chính",
        "2. Tờ khai đăng ký khai sinh Chưa đạt: chưa có Số lượng: 01 bản chính",
        "Lý do: Thành phần hồ sơ chưa đủ",
        "liên hệ với UBND xã Tân An, số điện thoại 0204 3555 001, để được hướng dẫn./.",
        "NGƯỜI HƯỚNG DẪN (Ký và ghi rõ họ tên) Lê Thị Lan",
        "000.17.22.H02-19-1-0001 Trang 1/1",
    ],
)
def test_slip_says(words: str) -> None:
    assert words in page()


def test_a_reason_of_several_lines_keeps_them() -> None:
    pdf = render_supplement(a_slip(reason="Thiếu tờ khai.\n\nThiếu ảnh."))
    with pypdfium2.PdfDocument(pdf) as document:
        lines = document[0].get_textpage().get_text_range().splitlines()
    at = lines.index("Lý do: Thiếu tờ khai.")
    assert lines[at + 1] == "Thiếu ảnh."


def test_slip_has_one_signature_on_one_a5_page() -> None:
    pdf = render_supplement(a_slip())
    assert sizes(pdf) == {(148, 210)}
    assert len(texts(pdf)) == 1
    assert page().count("Ký và ghi rõ họ tên") == 1


def test_counts_of_each_kind_are_asked_for() -> None:
    item = MissingItem(paper="Văn bằng", originals=1, certified=2, photocopies=3)
    assert "Số lượng: 01 bản chính, 02 bản chứng thực, 03 bản photo" in page(items=(item,))


def test_wrong_authority_is_told_where_to_go_and_nothing_of_completing() -> None:
    slip = page(items=(), competent=AGENCY)
    assert "không thuộc thẩm quyền giải quyết của UBND xã Tân An." in slip
    assert f"nộp hồ sơ tại: {AGENCY.name}, địa chỉ: {AGENCY.where}." in slip
    assert "Yêu cầu hoàn thiện" not in slip
    assert "Khi nộp bổ sung" not in slip


def test_number_of_the_site_goes_before_that_of_the_letterhead() -> None:
    assert "số điện thoại 0999 000 111," in page(contact_phone="0999 000 111")


def test_received_dossier_is_named_by_its_code() -> None:
    assert f"Mã hồ sơ: {CODE}" in page(code=CODE)
    assert "Mã hồ sơ" not in page()


def test_everything_is_asked_for_however_long_the_list() -> None:
    items = tuple(
        MissingItem(paper=f"Giấy tờ số {n}.", wrong="chưa có", originals=1) for n in range(60)
    )
    pages = texts(render_supplement(a_slip(items=items)))
    assert len(pages) > 1
    assert [n for n in range(60) if f"Giấy tờ số {n}." not in " ".join(pages)] == []
    assert all(a_slip().barcode in each for each in pages)
