"""Time limits as published, understood without ever promising too late."""

from typing import Any

import pytest

from schemas.procedures import Limit, limit_for
from tests.sync.importing.records import a_method, collected, imported_from, kinds, published


def limits_of(record: dict[str, Any]) -> tuple[Limit, ...]:
    return imported_from(record).procedures[0].cases[0].limits


def timed(value: Any, unit: Any, text: str = "", **more: Any) -> dict[str, Any]:
    return published(time_limit={"value": value, "unit": unit, "text": text} | more, methods=[])


@pytest.mark.parametrize(
    ("value", "unit", "text", "limit"),
    [
        (5, "working_day", "5 Ngày làm việc", Limit(amount=5, unit="working_day")),
        (8, "hour", "8 Giờ", Limit(amount=8, unit="hour")),
        (30, "calendar_day", "", Limit(amount=30, unit="calendar_day")),
        (1, "same_day", "1", Limit(amount=0, unit="same_day")),
    ],
)
def test_a_clear_limit_needs_no_settling(value: int, unit: str, text: str, limit: Limit) -> None:
    assert limits_of(timed(value, unit, text)) == (limit,)
    assert kinds(imported_from(timed(value, unit, text))) == []


@pytest.mark.parametrize(
    ("value", "unit", "text", "kind"),
    [(15, "day", "15 Ngày", "limit_is_plain_day"), (15, None, "15", "limit_without_unit")],
)
def test_a_doubtful_day_counts_as_a_calendar_day_until_settled(
    value: int, unit: str | None, text: str, kind: str
) -> None:
    imported = imported_from(timed(value, unit, text))
    assert limits_of(timed(value, unit, text)) == (
        Limit(amount=15, unit="calendar_day", settle=True),
    )
    assert [(m.kind, m.original) for m in imported.to_settle] == [(kind, text)]


def test_a_unit_that_the_source_inferred_is_listed() -> None:
    record = timed(3, "working_day", "3", unit_inferred=True)
    assert limits_of(record)[0].settle
    assert kinds(imported_from(record)) == ["limit_unit_inferred"]


def test_words_that_contradict_the_number_are_listed() -> None:
    record = timed(3, "working_day", "10 ngày làm việc")
    assert limits_of(record) == (Limit(amount=3, unit="working_day", settle=True),)
    assert kinds(imported_from(record)) == ["limit_disagrees"]


def test_words_alone_are_understood() -> None:
    assert limits_of(timed(None, None, "Không quá 07 (bảy) ngày làm việc")) == (
        Limit(amount=7, unit="working_day"),
    )


@pytest.mark.parametrize("value", [0, 100_000, -3, 1.5, True, "5"])
def test_an_amount_that_is_no_limit_is_not_taken_over(value: Any) -> None:
    record = timed(value, "working_day", "…")
    assert limits_of(record) == ()
    assert "limit_missing" in kinds(imported_from(record))


def test_an_unknown_unit_is_not_guessed() -> None:
    record = timed(2, "month", "2 tháng")
    assert limits_of(record) == ()
    assert kinds(imported_from(record)) == ["limit_unreadable", "limit_missing"]


def test_a_missing_limit_is_listed_with_the_words_of_the_source() -> None:
    imported = imported_from(timed(None, None, "Không có thông tin"))
    assert [(m.kind, m.original) for m in imported.to_settle] == [
        ("limit_missing", "Không có thông tin")
    ]


def test_a_channel_that_differs_keeps_its_own_limit() -> None:
    two_days = {"value": 2, "unit": "working_day", "text": "2 Ngày làm việc"}
    record = published(methods=[a_method("counter"), a_method("online", two_days)])
    case = imported_from(record).procedures[0].cases[0]
    assert limit_for(case, "counter") == Limit(amount=5, unit="working_day")
    assert limit_for(case, "online") == Limit(amount=2, unit="working_day", channel="online")
    assert limit_for(case, "postal") == Limit(amount=5, unit="working_day")


def test_several_limits_of_one_channel_are_all_kept_and_listed() -> None:
    two_days = {"value": 2, "unit": "working_day", "text": "2 Ngày làm việc"}
    record = published(methods=[a_method("counter"), a_method("counter", two_days)])
    limits = limits_of(record)
    assert [(limit.amount, limit.channel) for limit in limits] == [
        (5, None),
        (5, "counter"),
        (2, "counter"),
    ]
    assert all(limit.settle for limit in limits[1:])
    assert kinds(imported_from(record)) == ["limit_varies"]


def test_the_only_limit_that_channels_publish_is_the_general_one() -> None:
    record = published(time_limit={"value": None, "unit": None, "text": "Không có thông tin"})
    assert limits_of(record) == (Limit(amount=5, unit="working_day"),)


def test_the_cut_off_of_a_portal_record_stays_with_its_same_day_limit() -> None:
    record = timed(1, "same_day", "1") | {"same_day_cutoff_15h": True}
    assert limits_of(record) == (Limit(amount=0, unit="same_day", cutoff="15:00"),)


def test_a_cut_off_without_a_limit_means_the_same_day_to_be_settled() -> None:
    record = timed(None, None, "Không có thông tin") | {"same_day_cutoff_15h": True}
    assert limits_of(record) == (Limit(amount=0, unit="same_day", cutoff="15:00", settle=True),)


@pytest.mark.parametrize(
    ("words", "cutoff"),
    [("15:00 – nhận sau 15 giờ…", "15:00"), ("sau 9 giờ 30", "09:30"), ("trước 16h", "16:00")],
)
def test_an_immediate_result_of_2019_carries_its_cut_off(words: str, cutoff: str) -> None:
    record = collected(time_limit={"value": 0, "unit": "immediate"}, same_day_cutoff=words)
    procedure = imported_from(record).procedures[0]
    assert procedure.immediate
    assert procedure.cases[0].limits == (Limit(amount=0, unit="same_day", cutoff=cutoff),)


def test_a_cut_off_never_touches_a_limit_in_days() -> None:
    assert limits_of(collected(same_day_cutoff="15:00"))[0].cutoff is None


def test_an_extension_is_listed_beside_the_general_limit() -> None:
    imported = imported_from(collected(time_extension="Xác minh: +03 ngày làm việc"))
    assert [(m.kind, m.original, m.understood) for m in imported.to_settle] == [
        ("limit_extension", "Xác minh: +03 ngày làm việc", "thời hạn chung: 3 ngày làm việc")
    ]


def test_a_limit_that_the_source_doubts_has_to_be_settled() -> None:
    record = collected(confidence_by_field={"time_limit": "low"})
    assert limits_of(record)[0].settle
    assert kinds(imported_from(record)) == ["low_confidence"]
