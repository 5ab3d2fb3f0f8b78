"""The promised time against tables worked out by hand."""

from datetime import date, datetime

import pytest

from schemas.calendars import HANOI, REST, Calendar, day_of, with_saturday_mornings
from schemas.data import official_calendar
from schemas.deadlines import (
    SCAN_DAYS,
    Interlinked,
    NotPromised,
    Promise,
    earlier,
    notice_due,
    promise,
    promise_interlinked,
    restart,
    rule_words,
)
from schemas.procedures import Limit

CALENDAR = official_calendar()


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


def limit(rule: str) -> Limit:
    rule, _, cutoff = rule.partition("@")
    unit, _, amount = rule.partition(":")
    return Limit.model_validate({"amount": amount or 0, "unit": unit, "cutoff": cutoff or None})


def promised(rule: str, received: datetime, calendar: Calendar = CALENDAR) -> Promise:
    result = promise(limit(rule), received, calendar)
    assert isinstance(result, Promise)
    return result


def due(rule: str, received: datetime) -> datetime:
    return promised(rule, received).due.astimezone(HANOI)


# Wednesday 20 November 2019 has no holiday near it; all rows were worked out on paper.
BY_HAND = [
    ("working_day:1", "2019-11-20 09:00", "2019-11-21 17:00"),
    ("working_day:3", "2019-11-20 09:00", "2019-11-25 17:00"),
    ("working_day:10", "2019-11-20 09:00", "2019-12-04 17:00"),
    ("working_day:1", "2019-11-22 16:59", "2019-11-25 17:00"),
    ("working_day:1", "2019-11-23 09:00", "2019-11-25 17:00"),
    ("working_day:1", "2019-11-24 10:00", "2019-11-25 17:00"),
    ("working_day:1", "2019-11-25 06:00", "2019-11-26 17:00"),
    ("working_day:1", "2019-11-25 23:59", "2019-11-26 17:00"),
    ("calendar_day:15", "2019-11-20 09:00", "2019-12-05 17:00"),
    ("calendar_day:10", "2019-11-20 09:00", "2019-12-02 17:00"),
    ("calendar_day:1", "2019-11-23 09:00", "2019-11-25 17:00"),
    ("calendar_day:2", "2019-11-23 09:00", "2019-11-25 17:00"),
    ("same_day", "2019-11-20 06:00", "2019-11-20 17:00"),
    ("same_day", "2019-11-20 12:00", "2019-11-20 17:00"),
    ("same_day", "2019-11-22 16:59", "2019-11-22 17:00"),
    ("same_day", "2019-11-22 17:00", "2019-11-25 17:00"),
    ("same_day", "2019-11-24 10:00", "2019-11-25 17:00"),
    ("hour:2", "2019-11-20 06:00", "2019-11-20 09:30"),
    ("hour:4", "2019-11-20 07:30", "2019-11-20 11:30"),
    ("hour:8", "2019-11-20 07:30", "2019-11-20 17:00"),
    ("hour:1", "2019-11-20 10:30", "2019-11-20 11:30"),
    ("hour:1", "2019-11-20 10:31", "2019-11-20 13:01"),
    ("hour:4", "2019-11-20 11:30", "2019-11-20 17:00"),
    ("hour:4", "2019-11-20 12:10", "2019-11-20 17:00"),
    ("hour:5", "2019-11-20 12:10", "2019-11-21 08:30"),
    ("hour:1", "2019-11-22 16:59", "2019-11-25 08:29"),
    ("hour:1", "2019-11-22 17:00", "2019-11-25 08:30"),
    ("hour:8", "2019-11-22 15:00", "2019-11-25 15:00"),
    ("hour:1", "2019-11-23 09:00", "2019-11-25 08:30"),
]
HOLIDAYS_BY_HAND = [
    ("working_day:1", "2020-01-22 16:59", "2020-01-30 17:00"),
    ("working_day:10", "2020-01-22 16:59", "2020-02-12 17:00"),
    ("calendar_day:3", "2020-01-22 08:00", "2020-01-30 17:00"),
    ("hour:1", "2020-01-22 16:30", "2020-01-30 08:00"),
    ("same_day", "2020-01-25 10:00", "2020-01-30 17:00"),
    ("working_day:1", "2019-04-26 10:00", "2019-05-02 17:00"),
    ("working_day:3", "2019-04-26 10:00", "2019-05-04 17:00"),
    ("working_day:4", "2019-04-26 10:00", "2019-05-06 17:00"),
    ("same_day", "2019-05-04 10:00", "2019-05-04 17:00"),
    ("working_day:1", "2025-04-25 16:59", "2025-04-26 17:00"),
    ("working_day:4", "2025-04-25 16:59", "2025-05-05 17:00"),
    ("hour:2", "2025-04-25 16:00", "2025-04-26 08:30"),
    ("working_day:1", "2025-12-31 09:00", "2026-01-05 17:00"),
    ("working_day:6", "2025-12-31 09:00", "2026-01-10 17:00"),
    ("working_day:1", "2026-08-21 09:00", "2026-08-22 17:00"),
    ("working_day:1", "2026-08-28 09:00", "2026-09-03 17:00"),
    ("working_day:1", "2019-12-31 16:59", "2020-01-02 17:00"),
    ("calendar_day:1", "2019-12-31 16:59", "2020-01-02 17:00"),
    ("hour:1", "2019-12-31 16:30", "2020-01-02 08:00"),
]
CUTOFFS_BY_HAND = [
    ("same_day@15:00", "2019-11-20 14:59", "2019-11-20 17:00"),
    ("same_day@15:00", "2019-11-20 15:00", "2019-11-20 17:00"),
    ("same_day@15:00", "2019-11-20 15:01", "2019-11-21 17:00"),
    ("same_day@15:00", "2019-11-22 15:01", "2019-11-25 17:00"),
    ("same_day", "2019-11-20 15:01", "2019-11-20 17:00"),
    ("same_day@15:00", "2019-11-24 10:00", "2019-11-25 17:00"),
    ("same_day@9:00", "2019-11-20 09:01", "2019-11-21 17:00"),
    ("hour:1@15:00", "2019-11-20 15:01", "2019-11-21 08:30"),
    ("working_day:1@15:00", "2019-11-20 15:00", "2019-11-21 17:00"),
    ("working_day:1@15:00", "2019-11-20 15:01", "2019-11-22 17:00"),
    ("working_day:1@15:00", "2019-11-22 15:01", "2019-11-26 17:00"),
    ("working_day:1@15:00", "2019-11-23 10:00", "2019-11-26 17:00"),
    ("calendar_day:1@15:00", "2019-11-20 15:01", "2019-11-22 17:00"),
]


@pytest.mark.parametrize(
    ("rule", "received", "expected"), BY_HAND + HOLIDAYS_BY_HAND + CUTOFFS_BY_HAND
)
def test_the_promised_minute_is_the_one_worked_out_by_hand(
    rule: str, received: str, expected: str
) -> None:
    assert due(rule, local(received)) == local(expected)


def test_a_promise_keeps_its_rule_and_calendar() -> None:
    made = promised("same_day@15:00", local("2019-11-20 09:00"))
    assert (made.rule, made.calendar_version) == ("same_day@15:00", CALENDAR.version)
    assert (made.beyond_calendar, made.published) == (False, None)


def test_dates_that_no_notice_covers_are_marked() -> None:
    assert not promised("working_day:1", local("2026-12-30 09:00")).beyond_calendar
    late = promised("working_day:1", local("2026-12-31 09:00"))
    assert late.beyond_calendar
    assert late.due == local("2027-01-04 17:00")
    assert promised("working_day:1", local("2018-12-31 09:00")).beyond_calendar


def test_a_session_that_is_closed_to_the_public_is_no_time_to_work_in_hours() -> None:
    closed = day_of(CALENDAR, date(2019, 11, 21)).model_copy(
        update={"open_for_reception": False, "source": "Thông báo của đơn vị"}
    )
    calendar = CALENDAR.model_copy(update={"days": (*CALENDAR.days, closed)})
    calendar = Calendar.model_validate(dict(calendar))
    made = promised("hour:2", local("2019-11-20 16:00"), calendar)
    assert made.due == local("2019-11-22 08:30")
    assert promised("working_day:1", local("2019-11-20 16:00"), calendar).due == closed.closes_at


@pytest.mark.parametrize(
    ("wanted", "received", "reason"),
    [
        ("working_day:0", "2019-11-20 09:00", "amount_not_positive"),
        ("hour:-1", "2019-11-20 09:00", "amount_not_positive"),
        ("working_day:99999999999", "2019-11-20 09:00", "too_long"),
        (f"working_day:{SCAN_DAYS}", "2019-11-20 09:00", "too_long"),
        (f"calendar_day:{SCAN_DAYS + 1}", "2019-11-20 09:00", "too_long"),
        ("hour:40000", "2019-11-20 09:00", "too_long"),
        ("same_day@3pm", "2019-11-20 09:00", "cutoff_unreadable"),
        ("same_day@24:00", "2019-11-20 09:00", "cutoff_unreadable"),
        ("same_day", "1999-12-31 09:00", "received_out_of_range"),
        ("same_day", "9999-12-31 23:59", "received_out_of_range"),
    ],
)
def test_what_cannot_be_promised_is_refused_with_its_reason(
    wanted: str, received: str, reason: str
) -> None:
    refused = promise(limit(wanted), local(received), CALENDAR)
    assert isinstance(refused, NotPromised)
    assert refused.reason == reason


@pytest.mark.parametrize("rule", ["working_day:1", "calendar_day:1", "hour:1", "same_day@15:00"])
def test_a_calendar_without_working_days_promises_nothing(rule: str) -> None:
    never = Calendar(version=1, first=date(2019, 1, 1), last=date(2019, 1, 2), week=(REST,) * 7)
    assert promise(limit(rule), local("2019-11-20 16:00"), never) == NotPromised("too_long")


def test_an_instant_without_offset_is_a_fault_of_the_caller() -> None:
    with pytest.raises(ValueError, match="offset"):
        promise(limit("same_day"), local("2019-11-20 09:00").replace(tzinfo=None), CALENDAR)


def test_a_completed_supplement_starts_again_from_zero() -> None:
    completed = local("2020-01-22 16:59")
    again = restart(limit("working_day:10"), completed, CALENDAR)
    assert again == promised("working_day:10", completed)


def test_a_supplement_is_asked_for_within_three_working_days() -> None:
    notice = notice_due(local("2019-11-21 09:00"), 3, CALENDAR)
    assert isinstance(notice, Promise)
    assert notice.due == local("2019-11-26 17:00")


RECEIVED = local("2019-11-20 09:00")
PUBLISHED = promised("working_day:3", RECEIVED)


@pytest.mark.parametrize(
    ("moment", "reason"),
    [
        ("2019-11-25 17:01", "later_than_published"),
        ("2019-11-20 08:59", "before_reception"),
        ("2019-11-20 09:00", "before_reception"),
        ("2019-11-23 09:00", "closed_then"),
        ("2019-11-21 12:00", "closed_then"),
    ],
)
def test_an_earlier_time_outside_its_bounds_is_refused(moment: str, reason: str) -> None:
    refused = earlier(PUBLISHED, local(moment), received=RECEIVED, calendar=CALENDAR)
    assert isinstance(refused, NotPromised)
    assert refused.reason == reason


def test_an_earlier_time_is_kept_beside_the_published_one() -> None:
    made = earlier(PUBLISHED, local("2019-11-21 11:30"), received=RECEIVED, calendar=CALENDAR)
    assert isinstance(made, Promise)
    assert made.due == local("2019-11-21 11:30")
    assert (made.published, made.rule) == (PUBLISHED.due, "earlier/working_day:3")


def test_the_officer_may_change_an_earlier_time_up_to_the_published_one() -> None:
    made = earlier(PUBLISHED, local("2019-11-21 11:30"), received=RECEIVED, calendar=CALENDAR)
    assert isinstance(made, Promise)
    later = earlier(made, local("2019-11-22 10:00"), received=RECEIVED, calendar=CALENDAR)
    assert isinstance(later, Promise)
    assert (later.published, later.rule) == (PUBLISHED.due, "earlier/working_day:3")
    assert earlier(made, PUBLISHED.due, received=RECEIVED, calendar=CALENDAR) == PUBLISHED


def test_a_result_may_be_promised_for_a_saturday_morning_that_is_open() -> None:
    saturdays = with_saturday_mornings(CALENDAR)
    made = earlier(PUBLISHED, local("2019-11-23 09:00"), received=RECEIVED, calendar=saturdays)
    assert isinstance(made, Promise)


def interlinked(total: str | None, *stages: str) -> Interlinked:
    made = promise_interlinked(
        limit(total) if total else None, [limit(stage) for stage in stages], RECEIVED, CALENDAR
    )
    assert isinstance(made, Interlinked)
    return made


def test_a_published_total_binds_and_both_dates_are_kept() -> None:
    made = interlinked("working_day:5", "working_day:3", "working_day:5")
    assert made.total
    assert made.stages
    assert made.binding == made.total == promised("working_day:5", RECEIVED)
    assert made.stages.due == promised("working_day:8", RECEIVED).due
    assert Interlinked.model_validate_json(made.model_dump_json()) == made


def test_stages_add_up_where_no_total_is_published() -> None:
    made = interlinked(None, "working_day:1", "hour:4", "same_day@15:00")
    assert made.total is None
    assert made.binding == made.stages
    # Thursday whole, Friday's morning, Friday to its end.
    assert made.binding.due == local("2019-11-22 17:00")
    assert made.binding.rule == "working_day:1+hour:4+same_day"


def test_stages_beyond_the_known_calendar_are_marked() -> None:
    made = promise_interlinked(
        None, [limit("working_day:1")] * 2, local("2026-12-30 09:00"), CALENDAR
    )
    assert isinstance(made, Interlinked)
    assert made.binding.beyond_calendar


def test_interlinked_procedures_need_a_limit_that_can_be_kept() -> None:
    assert promise_interlinked(None, [], RECEIVED, CALENDAR) == NotPromised("no_limit")
    for total in (limit("working_day:0"), None):
        refused = promise_interlinked(total, [limit("hour:0")], RECEIVED, CALENDAR)
        assert refused == NotPromised("amount_not_positive")
    unsettled = interlinked("working_day:5", "hour:0")
    assert unsettled.stages is None


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (
            "working_day:10",
            "10 ngày làm việc, tính từ ngày làm việc tiếp theo sau ngày nhận đủ hồ sơ",
        ),
        (
            "calendar_day:5",
            (
                "05 ngày, tính từ ngày tiếp theo sau ngày nhận đủ hồ sơ; "
                "nếu ngày cuối là ngày nghỉ thì hẹn vào ngày làm việc tiếp theo"
            ),
        ),
        ("hour:4", "04 giờ làm việc, tính từ khi nhận đủ hồ sơ"),
        ("same_day", "trong ngày làm việc nhận đủ hồ sơ"),
        (
            "same_day@15:00",
            (
                "trong ngày làm việc nhận đủ hồ sơ; "
                "nhận sau 15 giờ 00 phút thì tính là nhận vào ngày làm việc tiếp theo"
            ),
        ),
        (
            "working_day:3+hour:4+same_day",
            "cộng thời hạn các bước: 03 ngày làm việc; 04 giờ làm việc; trong ngày làm việc",
        ),
        (
            "earlier/hour:4",
            "sớm hơn thời hạn quy định (04 giờ làm việc, tính từ khi nhận đủ hồ sơ)",
        ),
        ("lunar_month:1", "theo quy tắc lunar_month:1"),
    ],
)
def test_a_rule_is_said_in_words(rule: str, words: str) -> None:
    assert rule_words(rule) == words
