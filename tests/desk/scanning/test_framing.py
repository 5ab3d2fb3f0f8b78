"""Whatever pieces the bytes come in, the scans are the same."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desk.scanning.arrival import Arrival
from desk.scanning.framing import AFTER_CR_SECONDS, BYTES_MAX, Framing

ENDS = {"cr": "\r", "lf": "\n", "crlf": "\r\n", "tab": "\t"}
lines = st.text(
    st.characters(exclude_characters="\r\n\t \x00", exclude_categories=["Cs"]), min_size=1
)
scans = st.lists(st.tuples(lines, st.sampled_from(sorted(ENDS))), max_size=5)


def all_of(framing: Framing, pieces: list[bytes]) -> list[Arrival]:
    found = [one for piece in pieces for one in framing.feed(piece)]
    return [*found, *framing.fall_silent()]


def cut(data: bytes, places: list[int]) -> list[bytes]:
    at = [0, *sorted(place % (len(data) + 1) for place in places), len(data)]
    return [data[start:end] for start, end in pairwise(at)]


@given(scans, lines, st.lists(st.integers(0, 10_000), max_size=8))
def test_scans_come_out_whole_with_their_ends_however_their_bytes_are_cut(
    sent: list[tuple[str, str]], last: str, places: list[int]
) -> None:
    data = "".join(text + ENDS[end] for text, end in sent) + last
    # A CR before a Tab or an LF of the next scan would read as CR LF: scanners send one kind.
    found = all_of(Framing(), cut(data.encode(), places))
    assert [(one.text, one.end) for one in found] == [*sent, (last, "none")]
    assert all(one.source == "serial" and one.raw.decode() == one.text for one in found)


@given(st.binary(max_size=300), st.lists(st.integers(0, 300), max_size=4))
def test_no_bytes_break_it_and_none_are_kept_for_later(data: bytes, places: list[int]) -> None:
    framing = Framing()
    assert all_of(framing, cut(data, places)) == all_of(Framing(), [data])
    assert framing.patience == 0
    assert [one.text for one in framing.feed(b"x\n")] == ["x"]


def test_a_line_that_never_ends_is_cut_and_told_once() -> None:
    framing = Framing()
    found = all_of(framing, [b"9" * 1_000] * 50)
    assert [len(one.text) for one in found] == [BYTES_MAX]


def test_the_lf_of_a_cr_may_come_later_and_is_no_scan_of_its_own() -> None:
    framing = Framing()
    assert framing.feed(b"a\r") == []
    assert framing.patience == AFTER_CR_SECONDS
    assert [(one.text, one.end) for one in framing.feed(b"\nb")] == [("a", "crlf")]
    assert [(one.text, one.end) for one in framing.fall_silent()] == [("b", "none")]


def test_a_scan_shows_no_letter_of_it_in_logs() -> None:
    (arrival,) = Framing().feed(b"001099012345\n")
    assert "001099" not in repr(arrival)
