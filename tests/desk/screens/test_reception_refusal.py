"""What the reception screen says when it cannot accept yet, and when it can again."""

from pathlib import Path

import pytest

from desk.screens.reception_words import promise_words, refusal_words
from schemas.data import official_calendar
from schemas.people import Doubt
from tests.desk.office import (
    AN,
    BIRTH,
    MONDAY,
    RESIDENCE,
    Office,
    complete_form,
    lacking_form,
    only_case,
    open_office,
)
from tests.desk.screens.filling_in import clear, press, reception, scan, sentences, words
from tests.desk.screens.shell import Shell, seen, settle


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return open_office(tmp_path)


async def test_the_first_reason_stands_on_top_whether_or_not_its_field_is_in_sight(
    office: Office,
) -> None:
    # A draft that says nothing of papers is asked for those of its case like any other.
    screen = reception(office, lacking_form(office).model_copy(update={"papers": ()}))
    async with Shell(screen).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "f2")
        assert "Còn thiếu giấy tờ bắt buộc" in words(screen, "#notice")
        await press(pilot, "f5")
        assert words(screen, "#notice") == ""


async def test_the_reason_goes_once_its_field_is_right(office: Office) -> None:
    form = complete_form(office, AN.model_copy(update={"phone": "12"}))
    screen = reception(office, form)
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f2")
        assert "Số điện thoại không hợp lệ" in words(screen, "#notice")
        clear(screen)
        await press(pilot, "0987654321", "tab")
        assert words(screen, "#notice") == ""


async def test_the_reason_goes_with_what_it_named_while_others_stand(office: Office) -> None:
    form = complete_form(office).model_copy(update={"procedure": "", "case": "", "papers": ()})
    screen = reception(office, form)
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f2")
        assert "Chưa chọn thủ tục" in words(screen, "#notice")
        await press(pilot, "tam tru", "enter")
        assert screen.form.procedure == RESIDENCE
        assert words(screen, "#notice") == ""
        assert "Còn thiếu giấy tờ bắt buộc" in sentences(screen)


async def test_a_later_sentence_outlives_the_reason(office: Office) -> None:
    screen = reception(office)
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f2")
        assert "Chưa có tên" in words(screen, "#notice")
        line = "024090001234||Nguyễn Văn An|02011990|Nam|Thôn Đông"
        await scan(pilot, screen, line)
        assert screen.form.submitter.name == "Nguyễn Văn An"
        assert "Kiểm tra địa chỉ" in words(screen, "#notice")


def test_several_reasons_are_counted() -> None:
    errors = [
        Doubt("submitter.name", "name_missing", "error"),
        Doubt("case", "case_missing", "error"),
    ]
    assert refusal_words(errors, 2).endswith("Còn 1 chỗ nữa có dấu ▲.")
    assert "chỗ nữa" not in refusal_words(errors[:1], 1)


def test_a_procedure_without_its_case_asks_for_the_case(office: Office) -> None:
    form = complete_form(office, code=BIRTH).model_copy(update={"case": "", "papers": ()})
    assert (
        promise_words(form, None, None, MONDAY)[0] == "Hẹn trả: chọn trường hợp để tính ngày hẹn."
    )


def test_a_case_without_a_limit_asks_for_it_and_still_says_what_is_missing(office: Office) -> None:
    form = lacking_form(office)
    case = only_case(form.procedure).model_copy(update={"limits": ()})
    when, rule = promise_words(form, case, official_calendar(), MONDAY)
    assert when == "Hẹn trả: nhập thời hạn để tính ngày hẹn · THIẾU 2 giấy tờ"
    assert "nhập thời hạn giải quyết" in rule


def test_a_paper_that_is_there_but_wrong_is_not_said_to_be_missing(office: Office) -> None:
    form = lacking_form(office)
    first, *others = form.papers
    wrong = first.model_copy(update={"state": "wrong", "flaw": "bản mờ", "originals": 1})
    form = form.model_copy(update={"papers": (wrong, *others)})
    when, _ = promise_words(form, only_case(form.procedure), official_calendar(), MONDAY)
    assert when.endswith(" · THIẾU 1 giấy tờ · SAI 1 giấy tờ")


async def test_letters_typed_before_the_catalogue_is_read_stay(office: Office) -> None:
    screen = reception(
        office, complete_form(office).model_copy(update={"procedure": "", "case": ""})
    )
    async with Shell(screen).run_test() as pilot:
        screen.view.picker.paste("khai sinh")
        await settle(pilot)
        assert screen.is_at_hand
        assert screen.view.picker.search.value == "khai sinh"
        screen.view.go_to({"procedure"})
        await settle(pilot)
        assert "Đăng ký khai sinh" in seen(pilot.app)
