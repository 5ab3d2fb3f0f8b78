"""How a print job is said in a row of 80 columns, beside its number, and in the help."""

import re
from dataclasses import replace
from uuid import UUID

import pytest
from rich.cells import cell_len

from desk.screens.print_words import (
    COLUMNS,
    advice,
    fell_back_words,
    line_words,
    queue_row,
    state_words,
)
from desk.texts.prints import (
    ASKED_LATER,
    FORMS,
    HELP,
    HINDRANCES,
    KEYS,
    LINE_AGAIN,
    STATES,
)
from desk.usecases.print_jobs import Job
from desk.widgets.columns import MARK, laid_out, widths
from printing.spool import JobState

LIST = 78
"""What the list's margins leave of 80 columns."""
AT_PRINTER = "ipp://may/printers/quay01#3"


def job(
    state: JobState,
    problem: str = "",
    place: str = AT_PRINTER,
    *,
    form: str = "receipt",
    copy_number: int = 0,
) -> Job:
    return Job(
        id=3,
        dossier=UUID(int=1),
        form=form,
        name="000.17.22.H02-200302-120001-giay-tiep-nhan-in-lai-1.pdf",
        state=state,
        problem=problem,
        copy_number=copy_number,
        made_at="2020-03-02T09:00:00+07:00",
        place=place,
        is_followed=state is JobState.SENT and place == AT_PRINTER,
    )


def test_a_slip_is_called_as_on_its_paper() -> None:
    name = "000.17.22.H02-26-1-0001-phieu-bo-sung-in-lai-1.pdf"
    slip = replace(job(JobState.SENT, form="supplement"), name=name)
    assert slip.code == "Q1-0001/HDHS"
    assert [queue_row(one).cells[2] for one in (slip, job(JobState.SENT))] == [
        "Q1-0001/HDHS",
        "200302-120001",
    ]


@pytest.mark.parametrize("state", JobState)
def test_whatever_hinders_a_paper_is_read_whole_in_80_columns(state: JobState) -> None:
    rooms = widths(COLUMNS, LIST - len(MARK))
    problems = ["", "fallback stopped", *HINDRANCES]
    places = [AT_PRINTER, "/giay-in/a.pdf"]
    rows = [queue_row(job(state, one, place)) for one in problems for place in places]
    rows += [queue_row(job(state, form=form, copy_number=9)) for form in FORMS]
    cut = [
        cell
        for row in rows
        for cell, room in zip(row.cells, rooms, strict=True)
        if room and cell_len(cell) > room
    ]
    assert cut == []


@pytest.mark.parametrize("form", FORMS)
def test_a_reprint_is_told_from_its_original_in_80_columns(form: str) -> None:
    jobs = [job(JobState.PRINTED, form=form, copy_number=number) for number in (0, 1)]
    first, again = (laid_out(COLUMNS, queue_row(one).cells, LIST - len(MARK)) for one in jobs)
    assert ("In lại" in first, "In lại" in again) == (False, True)


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        (
            job(JobState.SENT, "toner-low-report media-empty-error"),
            "chưa ra: hết giấy, sắp hết mực",
        ),
        (job(JobState.SENT, "media-empty offline-report"), "chưa ra: máy in không trả lời"),
        (job(JobState.SENT, "media-empty paused"), "chưa ra: máy in đang dừng"),
        (job(JobState.SENT, "media-low-report"), "đang in: sắp hết giấy"),
        (job(JobState.SENT, "", "/giay-in/a.pdf"), "đã ghi tệp PDF"),
        (job(JobState.SENT, "fallback stopped", "/giay-in/a.pdf"), "đã ghi tệp PDF"),
        (job(JobState.SENT, "", "Canon LBP"), "đã gửi máy in"),
        (job(JobState.SENT, "fallback stopped"), "đã gửi máy in · máy dự phòng"),
        (job(JobState.UNKNOWN, "lost"), "CHƯA RÕ: máy in không còn nhớ"),
        (job(JobState.CONFIRMED, "broken_off"), "đã in"),
    ],
)
def test_the_word_that_matters_most_comes_first(told: Job, shown: str) -> None:
    assert state_words(told) == shown


def test_what_asks_for_somebody_is_said_with_what_to_do() -> None:
    sentence, is_bad = line_words(job(JobState.SENT, "fallback stopped", "/giay-in/a.pdf"))
    assert is_bad
    assert sentence.splitlines() == [
        "Giấy tiếp nhận đã ghi thành tệp PDF, chưa ra giấy.",
        "Máy in chính: máy in đang dừng. In ra giấy: mở Giấy in (F8 trên bàn làm việc).",
    ]
    assert [line_words(job(state))[1] for state in STATES_OF_JOBS] == [
        state in {JobState.FAILED, JobState.UNKNOWN} for state in STATES_OF_JOBS
    ]


STATES_OF_JOBS = [JobState(one) for one in STATES if one != "written"]


def test_a_file_for_want_of_its_printer_is_never_said_to_be_printed() -> None:
    passed, over = (job(JobState.SENT, one, "/a.pdf") for one in ("fallback stopped", "fallback"))
    assert advice(passed) == (
        "Giấy mới là tệp PDF, chưa ra giấy, vì máy in chính: máy in đang dừng. "
        "Bấm F5 để cho in tiếp. Xong thì bấm F6 để in."
    )
    assert "bấm F6 để in" in advice(over)
    assert "chưa ra giấy" in fell_back_words(passed)
    assert "máy dự phòng" in fell_back_words(job(JobState.SENT, "fallback stopped"))


def test_advice_in_the_queue_does_not_send_anybody_to_it() -> None:
    # What the printer's state says stands before what CUPS may have kept of an older job.
    stopped = "media-empty-error paused"
    assert advice(job(JobState.SENT, stopped)) == (
        "Máy in đang dừng, hết giấy. Bấm F5 để cho in tiếp. "
        "Nạp giấy rồi đóng khay; máy in tự in tiếp."
    )
    assert "Mở Giấy in (F8 trên bàn làm việc), bấm F5" in line_words(job(JobState.SENT, stopped))[0]


def test_what_is_said_under_a_number_sends_one_to_the_queue_before_it_names_a_key() -> None:
    # There F5 ticks, F6 discards, F7 begins another form, and F8 does nothing.
    said = [line_words(job(state, one))[0] for state in STATES_OF_JOBS for one in HINDRANCES]
    keys = [re.findall(r"F\d(?: trên bàn làm việc)?", one) for one in said]
    assert {named[0] for named in keys if named} == {"F8 trên bàn làm việc"}
    assert "bấm F6" in line_words(job(JobState.FAILED, "never_begun"))[0]
    assert line_words(job(JobState.FAILED, "disk_full"))[0].endswith(LINE_AGAIN)
    assert "F" not in ASKED_LATER + line_words(job(JobState.UNKNOWN, "lost"))[0]


def test_a_paper_is_known_by_the_citizens_code() -> None:
    assert job(JobState.SENT).code == "000.17.22.H02-200302-120001"


def test_help_is_whole_sentences_and_leaves_the_keys_to_their_list() -> None:
    lines = HELP.splitlines()
    assert [line for line in lines if line and not line.endswith(".")] == []
    keys = ("Enter:", "Esc:", *(f"F{number}:" for number in range(1, 13)))
    assert [key for key in keys if key in HELP] == []
    assert all(hint for _, hint in KEYS.values())
