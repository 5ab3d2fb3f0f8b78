"""Form 01 as it is read back from its pages."""

import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printing.faces import _embedded
from printing.receipt import ChargedFee, ReceiptValues, ReceivedPaper, render_receipt
from tests.printing.reading import rectangles, sizes, texts
from tests.printing.samples import CODE, NAMES, a_receipt, papers

LONG = "Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất; " * 12
A5, A4 = (148, 210), (210, 297)


def first_page(**changes: object) -> str:
    return texts(render_receipt(a_receipt(**changes)))[0]


@pytest.mark.parametrize(
    "words",
    [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "ỦY BAN NHÂN DÂN HUYỆN BÌNH AN",
        "UBND XÃ TÂN AN",
        "Tân An, ngày 20 tháng 11 năm 2019",
        f"Mã hồ sơ: {CODE}",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Tiếp nhận hồ sơ của: Nguyễn Thị Bích Ngọc",
        "Người nộp: Trần Văn Đường",
        "Địa chỉ: Thôn Hạ, xã Tân An, huyện Bình An",
        "Số điện thoại: 0912 345 678",
        "Email: ngoc@example.vn",
        "Số CCCD/hộ chiếu: 024190000123",
        "Nội dung yêu cầu giải quyết: Đăng ký khai sinh (mã TTHC: 1.001193)",
        "1. Thành phần hồ sơ nộp gồm:",
        "1 Tờ khai đăng ký khai sinh theo mẫu 1",
        "2. Số lượng hồ sơ: 01 (bộ)",
        "3. Thời gian giải quyết hồ sơ theo quy định: 3 ngày làm việc (ngày 1",
        "4. Thời gian nhận hồ sơ: 08 giờ 05 phút, ngày 20 tháng 11 năm 2019",
        "5. Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 25 tháng 11 năm 2019",
        "6. Đăng ký nhận kết quả tại: Bộ phận Tiếp nhận và Trả kết quả UBND xã Tân An",
        "Phí, lệ phí: Lệ phí đăng ký khai sinh: 8.000 đồng.",
        "Vào Sổ theo dõi hồ sơ, quyển số: Q1-01/2019 Số thứ tự: 12",
        "NGƯỜI NỘP HỒ SƠ (Ký và ghi rõ họ tên)",
        "NGƯỜI TIẾP NHẬN HỒ SƠ (Ký và ghi rõ họ tên) Lê Thị Lan",
        "Hoặc mở https://tracuu.example.vn/tra-cuu rồi nhập mã hồ sơ.",
        "Điện thoại liên hệ: 0204 3555 001.",
        "Trang 1/1",
    ],
)
def test_receipt_says(words: str) -> None:
    assert words in first_page()


def test_one_copy_is_the_citizens_and_one_is_kept() -> None:
    citizens, kept = texts(render_receipt(a_receipt()))
    assert "(Liên: Giao người nộp)" in citizens
    assert "(Liên: Lưu)" in kept
    assert citizens.replace("Giao người nộp", "Lưu") == kept


def test_presented_paper_is_named_and_never_counted() -> None:
    paper = ReceivedPaper(name="Hộ chiếu", handling="presented", originals=77, photocopies=88)
    page = first_page(papers=(paper,))
    assert "1 Hộ chiếu xuất trình" in page
    assert "77" not in page
    assert "88" not in page


def test_every_vietnamese_letter_is_read_back() -> None:
    letters = "ắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵđ"
    name = f"{letters} {letters.upper()}"
    assert name in first_page(applicant=name)


def test_decomposed_letters_print_composed() -> None:
    name = "Nguyễn Thị Ngọc Ánh"
    assert name in first_page(applicant=unicodedata.normalize("NFD", name))


@pytest.mark.parametrize(
    "name", ["[/]", "$x {y} %s", "<b>An</b> & Co", "(An\\", "Ñandú Müller-Łoś"]
)
def test_names_are_text_and_nothing_else(name: str) -> None:
    assert f"Tiếp nhận hồ sơ của: {name}" in first_page(applicant=name)


def test_fees_are_added_up() -> None:
    fees = (ChargedFee(name="Phí", amount_vnd=1_500_000), ChargedFee(name="Lệ phí", amount_vnd=500))
    assert "Phí: 1.500.000 đồng; Lệ phí: 500 đồng; tổng cộng: 1.500.500 đồng." in first_page(
        fees=fees
    )


def test_a_fee_that_is_due_is_never_denied() -> None:
    fees = (ChargedFee(name="Lệ phí", amount_vnd=400_000, is_taken=False),)
    assert "Phí, lệ phí: Lệ phí: 400.000 đồng (chưa thu)." in first_page(fees=fees)


def test_unknown_fee_hides_the_sum() -> None:
    page = first_page(fees=(ChargedFee(name="Phí"), ChargedFee(name="Lệ phí", amount_vnd=500)))
    assert "Phí: chưa xác định; Lệ phí: 500 đồng." in page
    assert "tổng cộng" not in page


def test_stage_lines_stand_between_promise_and_delivery() -> None:
    page = first_page(stages=("Giai đoạn 2: cấp thẻ bảo hiểm y tế, hẹn ngày 02 tháng 12",))
    assert page.index("5. Thời") < page.index("Giai đoạn 2") < page.index("6. Đăng ký")


def test_empty_fields_leave_their_labels_to_be_filled_by_hand() -> None:
    least = ReceiptValues(
        letterhead=a_receipt().letterhead,
        code=CODE,
        received_at=a_receipt().received_at,
        applicant="An",
        procedure="Chứng thực",
    )
    page = texts(render_receipt(least))[0]
    assert "Địa chỉ: Số điện thoại: Email: Số CCCD/hộ chiếu: Nội dung" in page
    assert "5. Thời gian trả kết quả giải quyết hồ sơ: 6." in page
    assert "None" not in page


def test_receipt_without_papers_says_so() -> None:
    assert "1. Thành phần hồ sơ nộp gồm: không có. 2. Số lượng" in first_page(papers=())


def test_a_site_without_a_look_up_page_sends_nobody_there() -> None:
    letterhead = a_receipt().letterhead.model_copy(update={"lookup_prefix": ""})
    page = first_page(letterhead=letterhead)
    assert "Hoặc mở" not in page
    assert "Quét mã QR" not in page


def test_demo_paper_says_that_it_is_worth_nothing() -> None:
    assert "DỮ LIỆU MẪU - KHÔNG CÓ GIÁ TRỊ" in first_page(is_demo=True)
    assert "DỮ LIỆU MẪU" not in first_page()


@pytest.mark.parametrize(("many", "paper"), [(0, A5), (1, A5), (6, A5), (20, A4), (60, A4)])
def test_paper_follows_the_list(many: int, paper: tuple[int, int]) -> None:
    assert sizes(render_receipt(a_receipt(papers=papers(many)))) == {paper}


def test_long_list_flows_on_with_code_copy_and_page_on_every_page() -> None:
    pages = texts(render_receipt(a_receipt(papers=papers(130))))
    half = len(pages) // 2
    assert half >= 3
    for number, page in enumerate(pages):
        assert CODE in page
        assert f"Trang {number % half + 1}/{half}" in page
        assert ("Giao người nộp" if number < half else "Liên: Lưu") in page


def test_no_paper_is_lost_between_pages() -> None:
    named = tuple(ReceivedPaper(name=f"Giấy số {n} " + NAMES[n % 6]) for n in range(90))
    pages = texts(render_receipt(a_receipt(papers=named)))
    copy = pages[: len(pages) // 2]
    assert [n for n in range(90) if f"Giấy số {n} " not in " ".join(copy)] == []
    assert ["Tên giấy tờ" in page for page in copy] == ["Giấy số" in page for page in copy]


@pytest.mark.parametrize(
    "changes",
    [
        {"procedure": LONG[:900]},
        {"applicant": ("Nguyễn " * 30)[:200]},
        {"applicant": "Đ" * 200},
        {"procedure": LONG[:900], "papers": papers(30), "note": LONG, "address": LONG[:300]},
        {"papers": (ReceivedPaper(name=LONG * 8, originals=1),)},
    ],
)
def test_long_words_are_printed_whole_and_nothing_overlaps(changes: dict[str, object]) -> None:
    pdf = render_receipt(a_receipt(**changes))
    together = "".join(texts(pdf)).replace(" ", "")
    for value in changes.values():
        if isinstance(value, str):
            assert value.replace(" ", "") in together
    assert _overlaps(pdf) == []


@pytest.mark.parametrize("many", [1, 6, 20, 34])
def test_nothing_overlaps(many: int) -> None:
    assert _overlaps(render_receipt(a_receipt(papers=papers(many)))) == []


def _overlaps(pdf: bytes) -> list[object]:
    """Pairs of stretches of text that cover more than a fifth of the smaller one."""
    found: list[object] = []
    for page in range(len(texts(pdf)) // 2):
        boxes = rectangles(pdf, page)
        for index, one in enumerate(boxes):
            found += [(page, one, two) for two in boxes[index + 1 :] if _shared(one, two) > 0.2]
    return found


def _shared(one: tuple[float, ...], two: tuple[float, ...]) -> float:
    wide = min(one[2], two[2]) - max(one[0], two[0])
    high = min(one[3], two[3]) - max(one[1], two[1])
    if wide <= 0 or high <= 0:
        return 0.0
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, two)]
    return wide * high / min(areas)


@settings(max_examples=30, deadline=None)
@given(
    text=st.text(st.characters(exclude_categories=["Cs"]), max_size=300),
    count=st.integers(0, 40),
)
def test_any_text_prints(text: str, count: int) -> None:
    values = a_receipt(
        applicant=text, address=text, email=text, delivery=text, note=text, papers=papers(count)
    )
    assert all(CODE in page for page in texts(render_receipt(values)))


def test_forms_set_at_once_in_threads_are_whole() -> None:
    alone = render_receipt(a_receipt())
    _embedded.cache_clear()
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            together = set(pool.map(render_receipt, [a_receipt()] * 8))
    finally:
        sys.setswitchinterval(usual)
    assert together == {alone}


def test_same_values_give_the_same_bytes_in_another_process() -> None:
    program = (
        "import sys, hashlib; from printing.receipt import ReceiptValues, render_receipt;"
        "values = ReceiptValues.model_validate_json(sys.stdin.read());"
        "print(hashlib.sha256(render_receipt(values)).hexdigest())"
    )
    values = a_receipt()
    other = subprocess.run(
        [sys.executable, "-c", program],
        input=values.model_dump_json(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert other.stdout.strip() == sha256(render_receipt(values)).hexdigest()
