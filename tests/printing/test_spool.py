"""The life of a print job, and the folder that takes its pages."""

import errno
import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.spool import (
    UNFINISHED,
    FolderTransport,
    JobEvent,
    JobState,
    SendFailed,
    Sent,
    advance,
    reason_of,
)

PDF, OTHER = b"%PDF-1.4 one", b"%PDF-1.4 two"


def after(*events: JobEvent) -> JobState:
    state = JobState.QUEUED
    for event in events:
        state = advance(state, event)
    return state


def test_sent_job_is_confirmed_only_by_someone_who_saw_it() -> None:
    sent = after(JobEvent.STARTED, JobEvent.DELIVERED)
    assert sent is JobState.SENT
    leading = [e for e in JobEvent if _next(sent, e) is JobState.CONFIRMED]
    assert leading == [JobEvent.SEEN]


def test_crash_while_sending_leaves_a_question() -> None:
    assert after(JobEvent.STARTED, JobEvent.INTERRUPTED) is JobState.UNKNOWN


def test_unknown_job_waits_for_the_officers_answer() -> None:
    assert advance(JobState.UNKNOWN, JobEvent.SEEN) is JobState.CONFIRMED
    assert advance(JobState.UNKNOWN, JobEvent.MISSED) is JobState.FAILED


@given(st.lists(st.sampled_from(JobEvent), max_size=30))
def test_what_was_handed_over_is_an_original_again_only_if_no_page_of_it_is_out(
    events: list[JobEvent],
) -> None:
    state, may_be_out = JobState.QUEUED, False
    for event in events:
        following = _next(state, event)
        if following is None:
            continue
        if event in {JobEvent.REFUSED, JobEvent.MISSED}:
            may_be_out = False
        state = following
        may_be_out = may_be_out or state not in {
            JobState.QUEUED, JobState.SENDING, JobState.FAILED, JobState.DROPPED,
        }  # fmt: skip
        assert not (may_be_out and state in {JobState.QUEUED, JobState.DROPPED})


def test_a_printer_that_knows_more_answers_in_the_officers_place() -> None:
    assert advance(JobState.UNKNOWN, JobEvent.DELIVERED) is JobState.SENT
    assert advance(JobState.UNKNOWN, JobEvent.COMPLETED) is JobState.PRINTED
    assert advance(JobState.SENT, JobEvent.INTERRUPTED) is JobState.UNKNOWN


def test_failed_job_may_be_sent_again() -> None:
    assert after(JobEvent.STARTED, JobEvent.REFUSED, JobEvent.RETRIED) is JobState.QUEUED


def test_new_epoch_turns_unfinished_jobs_unknown() -> None:
    assert {JobState.QUEUED, JobState.SENDING, JobState.SENT} == UNFINISHED
    for state in UNFINISHED:
        assert advance(state, JobEvent.EPOCH_OPENED) is JobState.UNKNOWN


def test_confirmed_job_is_over() -> None:
    assert [event for event in JobEvent if _next(JobState.CONFIRMED, event)] == []


def test_queued_job_outlives_a_restart() -> None:
    with pytest.raises(ValueError, match="a queued job cannot be interrupted"):
        advance(JobState.QUEUED, JobEvent.INTERRUPTED)


@given(st.lists(st.sampled_from(JobEvent), max_size=30))
def test_no_job_is_confirmed_unseen(events: list[JobEvent]) -> None:
    state = JobState.QUEUED
    for event in events:
        following = _next(state, event)
        if following is JobState.CONFIRMED:
            assert event is JobEvent.SEEN
        state = following or state


def test_every_state_can_be_reached() -> None:
    reached = {JobState.QUEUED}
    for _ in JobState:
        steps = itertools.product(list(reached), JobEvent)
        reached |= {state for pair in steps if (state := _next(*pair))}
    assert reached == set(JobState)


def _next(state: JobState, event: JobEvent) -> JobState | None:
    try:
        return advance(state, event)
    except ValueError:
        return None


def test_folder_holds_the_bytes_and_nothing_else(tmp_path: Path) -> None:
    assert FolderTransport(tmp_path).send("a.pdf", PDF) == Sent(str(tmp_path / "a.pdf"))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.pdf": PDF}


def test_sending_twice_changes_nothing(tmp_path: Path) -> None:
    transport = FolderTransport(tmp_path)
    first = transport.send("a.pdf", PDF)
    before = (tmp_path / "a.pdf").stat()
    assert transport.send("a.pdf", PDF) == first
    assert (tmp_path / "a.pdf").stat().st_mtime_ns == before.st_mtime_ns


def test_other_bytes_never_replace_a_kept_page(tmp_path: Path) -> None:
    transport = FolderTransport(tmp_path)
    transport.send("a.pdf", PDF)
    assert transport.send("a.pdf", OTHER) == SendFailed("name_taken")
    assert (tmp_path / "a.pdf").read_bytes() == PDF


def test_remnant_of_a_crash_is_written_over(tmp_path: Path) -> None:
    (tmp_path / ".a.pdf.part").write_bytes(b"%PDF-1.4 half of somethi")
    FolderTransport(tmp_path).send("a.pdf", PDF)
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]
    assert (tmp_path / "a.pdf").read_bytes() == PDF


def test_missing_folder_is_a_reason(tmp_path: Path) -> None:
    assert FolderTransport(tmp_path / "gone").send("a.pdf", PDF) == SendFailed("folder_missing")


def test_file_in_place_of_the_folder_is_a_reason(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert FolderTransport(tmp_path / "file").send("a.pdf", PDF) == SendFailed("folder_missing")


def test_folder_in_place_of_the_file_is_a_reason(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    assert isinstance(FolderTransport(tmp_path).send("a.pdf", PDF), SendFailed)
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


@pytest.fixture
def unwritable(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "shut"
    folder.mkdir()
    folder.chmod(0o500)
    is_root = os.geteuid() == 0
    if is_root:  # whom no mode keeps out
        os.seteuid(65534)
    yield folder
    if is_root:
        os.seteuid(0)
    folder.chmod(0o700)


def test_unwritable_folder_is_a_reason(unwritable: Path) -> None:
    assert FolderTransport(unwritable).send("a.pdf", PDF) == SendFailed("denied")


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EROFS, "denied"),
        (errno.EIO, "other"),
    ],
)
def test_errors_of_the_system_have_stable_reasons(number: int, reason: str) -> None:
    assert reason_of(OSError(number, os.strerror(number))) == reason


@pytest.mark.parametrize("name", ["", "../a.pdf", "a/b.pdf", ".hidden", ".."])
def test_name_that_leaves_the_folder_is_a_bug(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="plain file name"):
        FolderTransport(tmp_path).send(name, PDF)
