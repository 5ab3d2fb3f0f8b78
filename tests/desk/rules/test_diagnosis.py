"""The diagnosis: every finding has its sentence, and what is wrong is told from what is well."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.diagnosis import Facts, findings
from desk.store.store import _reason
from desk.texts.diagnosis import SENTENCES, line_of
from desk.texts.outbox import TROUBLES
from schemas.certificates import Doubt
from sync.state import Halt

NOON = datetime(2020, 3, 2, 5, 0, tzinfo=UTC)
WELL = Facts(
    at=NOON,
    enrolled=True,
    skew_ms=0,
    disk_bytes=50_000_000_000,
    catalogue=3,
    catalogue_at=NOON - timedelta(days=2),
    versions={"counter-desk": "1"},
)


def levels(**changed: Any) -> dict[str, str]:
    """Level by code."""
    from dataclasses import replace

    return {one.code: one.level for one in findings(replace(WELL, **changed))}


def test_a_healthy_counter_has_nothing_wrong() -> None:
    assert set(levels().values()) == {"well"}


@pytest.mark.parametrize(
    ("changed", "code", "level"),
    [
        ({"enrolled": False}, "not_enrolled", "wrong"),
        ({"store": "wrong_key"}, "store_wrong_key", "wrong"),
        ({"home": "read_only"}, "store_read_only", "wrong"),
        ({"home": "read_only", "unsent": 2}, "unsent_shut", "watch"),
        ({"problems": ("chain", "projection")}, "store_broken", "wrong"),
        ({"clock": "behind_entries"}, "clock_behind", "wrong"),
        ({"clock": "off_centre", "skew_ms": -300_000}, "clock_off", "wrong"),
        ({"clock": "off_centre", "skew_ms": 9**6, "skew_at": NOON}, "clock_off_then", "wrong"),
        ({"skew_at": NOON}, "clock_right_then", "watch"),
        ({"skew_ms": None}, "clock_unknown", "watch"),
        ({"line": "busy"}, "line_busy", "watch"),
        ({"line": "unavailable"}, "line_busy", "watch"),
        ({"disk_bytes": 99_000_000}, "disk_full", "wrong"),
        ({"disk_bytes": 999_000_000}, "disk_low", "watch"),
        ({"line": "no_route"}, "line_no_route", "watch"),
        ({"line": "unknown"}, "line_unknown", "wrong"),
        ({"line": "clone"}, "line_clone", "wrong"),
        ({"line": "behind"}, "line_behind", "wrong"),
        ({"line": "outdated"}, "line_outdated", "wrong"),
        ({"line": "revoked"}, "line_revoked", "wrong"),
        ({"line": "revoked", "unsent": 1}, "line_revoked_unsent", "wrong"),
        ({"line": "revoked", "scans": 1}, "line_revoked_unsent", "wrong"),
        ({"line": "revoked", "scans_refused": 1}, "line_revoked_unsent", "wrong"),
        ({"scans_refused": 1}, "scans_refused", "watch"),
        ({"scans_refused": 1}, "rest_sent", "well"),
        ({"line": "revoked", "unsent": 1, "sealable": False}, "line_revoked_unsealed", "wrong"),
        ({"frozen": True}, "numbers_frozen", "wrong"),
        ({"line": "internal"}, "line_other", "watch"),
        ({"paper": False}, "paper_denied", "wrong"),
        ({"prints": {"unknown": 1, "failed": 2}}, "prints_ask", "watch"),
        ({"catalogue": None}, "no_catalogue", "wrong"),
        ({"catalogue": 0}, "no_catalogue", "wrong"),
        ({"catalogue_at": NOON - timedelta(days=31)}, "catalogue_old", "watch"),
        ({"line": "gateway"}, "line_gateway", "watch"),
        ({"line": "outdated", "unsent": 2}, "unsent_held", "watch"),
        ({"line": "stuck", "unsent": 2}, "unsent_held", "watch"),
        ({"line": "certificate_over", "unsent": 2}, "unsent_held", "watch"),
        (
            {"url_scheme": "https", "certificate_until": NOON + timedelta(days=4)},
            "certificate_ending",
            "watch",
        ),
        ({"unsent": 3, "oldest": NOON - timedelta(hours=1)}, "unsent", "well"),
        ({"unsent": 3, "oldest": NOON - timedelta(hours=4)}, "unsent", "watch"),
        ({"unsent": 3, "oldest": NOON - timedelta(hours=72)}, "unsent_long", "wrong"),
        ({"url_scheme": "https"}, "certificate_unknown", "watch"),
        (
            {"url_scheme": "https", "certificate_until": NOON - timedelta(days=2)},
            "certificate_over",
            "wrong",
        ),
        (
            {"url_scheme": "https", "certificate_until": NOON + timedelta(days=90)},
            "certificate_until",
            "well",
        ),
    ],
)
def test_each_trouble_is_found(changed: dict[str, Any], code: str, level: str) -> None:
    assert levels(**changed)[code] == level


FACTS = st.builds(
    Facts,
    at=st.just(NOON),
    enrolled=st.booleans(),
    store=st.sampled_from(["", "wrong_key", "too_new", "full", "busy", "read_only", "damaged"]),
    home=st.sampled_from(["", "full", "read_only", "failed"]),
    problems=st.lists(st.sampled_from(["chain", "head"])).map(tuple),
    clock=st.sampled_from(["right", "behind_entries", "off_centre"]),
    skew_ms=st.none() | st.integers(-(10**9), 10**9),
    skew_at=st.none() | st.just(NOON),
    disk_bytes=st.none() | st.integers(0, 10**13),
    paper=st.booleans(),
    prints=st.dictionaries(st.sampled_from(["failed", "unknown", "sent"]), st.integers(0, 9)),
    line=st.sampled_from(
        [
            "",
            "no_route",
            "timeout",
            "broken_off",
            "not_the_centre",
            "gateway",
            "busy",
            "x",
            *get_args(Halt),
        ]
        + [doubt for doubt in get_args(Doubt) if doubt != "no_tls"]
    ),
    url_scheme=st.sampled_from(["http", "https"]),
    authority=st.sampled_from(["", "missing", "broken"]),
    certificate_until=st.none() | st.just(NOON),
    frozen=st.booleans(),
    sealable=st.booleans(),
    unsent=st.integers(0, 9),
    oldest=st.none() | st.just(NOON - timedelta(days=9)),
    scans=st.integers(0, 9),
    scans_refused=st.integers(0, 9),
    catalogue=st.none() | st.integers(1, 9),
    catalogue_at=st.none() | st.just(NOON),
)


@given(FACTS)
def test_whatever_is_found_has_a_sentence(facts: Facts) -> None:
    for one in findings(facts):
        assert "{" not in line_of(one.code, one.level, one.params)


def test_every_doubt_about_a_certificate_has_its_words_in_the_outbox_too() -> None:
    assert {*get_args(Doubt)} - {"no_tls"} <= TROUBLES.keys()


def test_every_way_a_store_can_fail_has_a_sentence() -> None:
    class DiskError(Exception):
        orig = "something else"

    assert f"store_{_reason(DiskError(), Path())}" in SENTENCES
