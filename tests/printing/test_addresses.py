"""One queue has many spellings, and other queues have none of them."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.addresses import queue_at

SPELLINGS = [
    (
        "ipp://localhost/printers/q1",
        "ipp://LocalHost:631/printers/q1",
        "ipp://localhost./printers/q1",
        "ipp://127.0.0.1/printers/q1",
        "ipp://127.0.1.1:631/printers/q1",
        "ipp://[::1]/printers/q1",
        "ipp://[0:0:0:0:0:0:0:1]:631/printers/q1",
    ),
    ("ipps://localhost/printers/q1", "ipps://[::1]:631/printers/q1"),
    ("ipp://localhost/printers/q2", "ipp://127.0.0.1/printers/q2"),
    ("ipp://localhost/printers/Q1",),
    ("ipp://localhost:8631/printers/q1", "ipp://127.0.0.1:8631/printers/q1"),
    ("ipp://May-In.local", "ipp://may-in.local:631/", "ipp://may-in.local.:631"),
    ("ipp://10.0.0.9/ipp/print", "ipp://10.0.0.9:631/ipp/print"),
    ("ipp://[fe80::1]/ipp/print", "ipp://[FE80:0::1]:631/ipp/print"),
    ("ipp://10.0.0.9/ipp/print?q=2",),
    ("ipp://localhost:99999/a",),
    ("ipp://[::1/printers/q1",),
    ("ipp:///printers/q1",),
    ("http://localhost/printers/q1",),
    ("http://localhost:631/printers/q1",),
    ("Canon LBP",),
    ("",),
]


@pytest.mark.parametrize("spellings", SPELLINGS)
def test_spellings_of_one_queue_are_one(spellings: tuple[str, ...]) -> None:
    assert len({queue_at(one) for one in spellings}) == 1


def test_other_queues_stay_apart() -> None:
    for ones, others in combinations(SPELLINGS, 2):
        assert queue_at(ones[0]) != queue_at(others[0])


hosts = st.sampled_from(["localhost", "127.0.0.1", "[::1]", "10.0.0.9", "[fe80::1]", "may.local"])
ports = st.sampled_from(["", ":631", ":8631"])
paths = st.sampled_from(["", "/", "/printers/q", "/printers/quầy", "/printers/q/"])


@given(st.text() | st.builds("ipp://{}{}{}".format, hosts, ports, paths))
def test_the_one_spelling_of_any_text_is_its_own(text: str) -> None:
    assert queue_at(queue_at(text)) == queue_at(text)
