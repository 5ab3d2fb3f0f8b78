"""Files that cannot be trusted: refused whole only when there are no records to account for."""

import json

import pytest

from sync.centre.importing.reading import DEPTH_MAX, Refusal, read_records, unstorable


def test_records_are_read_as_they_stand() -> None:
    records = [{"code": "1.900001"}, 5, None]
    assert read_records(json.dumps(records)) == records


def test_a_byte_order_mark_is_no_obstacle() -> None:
    assert read_records('\ufeff[{"code": "1"}]') == [{"code": "1"}]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "không phải JSON"),
        ("[{]", "dòng 1, cột 3"),
        ('{"procedures": []}', "một danh sách"),
        ("[]", "không có bản ghi nào"),
        ("[" + "9" * 5000 + "]", "số quá dài"),
        ("[" * 100_000, "lồng nhau quá sâu"),
    ],
    ids=["empty", "broken", "no_list", "no_record", "long_number", "deep"],
)
def test_a_file_without_records_is_refused_with_a_reason(text: str, reason: str) -> None:
    answer = read_records(text)
    assert isinstance(answer, Refusal)
    assert reason in answer.reason


def nested(depth: int) -> object:
    value: object = "x"
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value",
    ["a\0b", "\ud800", {"\udfff": 1}, [2**53], float("nan"), float("inf"), nested(DEPTH_MAX + 1)],
)
def test_what_no_store_gives_back_unchanged_is_named(value: object) -> None:
    assert unstorable({"a": value})


@pytest.mark.parametrize("value", ["Đ", 1.5, -(2**53) + 1, None, True, nested(DEPTH_MAX - 1)])
def test_ordinary_values_can_be_stored(value: object) -> None:
    assert unstorable({"a": value}) == ""
