"""The importer on whole published files, where a folder with them is named."""

import os
from pathlib import Path
from time import perf_counter

import pytest

from sync.centre.importing.reading import Refusal, read_records
from sync.centre.importing.reporting import report
from sync.centre.importing.understanding import Import, understand

FOLDER = os.environ.get("DESK_REFERENCE_DATA", "")

pytestmark = pytest.mark.skipif(
    not FOLDER, reason="DESK_REFERENCE_DATA names no folder with procedures.json"
)


def imported_whole(name: str) -> Import:
    records = read_records((Path(FOLDER) / name).read_text(encoding="utf-8"))
    assert not isinstance(records, Refusal)
    return understand(records)


@pytest.mark.parametrize(
    ("name", "total", "refused"), [("procedures.json", 201, 0), ("procedures_2019.json", 105, 2)]
)
def test_every_published_record_is_accounted_for(name: str, total: int, refused: int) -> None:
    started = perf_counter()
    imported = imported_whole(name)
    text = report(imported)
    assert perf_counter() - started < 2
    assert (imported.total, len(imported.refused)) == (total, refused)
    assert f"Đã đọc {total} bản ghi = nhập {total - refused} + từ chối {refused}." in text


def test_known_oddities_of_the_portal_are_listed() -> None:
    noted = {(matter.code, matter.kind) for matter in imported_whole("procedures.json").to_settle}
    assert {
        ("1.003133", "suspicious_fee"),
        ("1.001022", "limit_without_unit"),
        ("1.012812", "limit_is_plain_day"),
        ("1.001193", "note_among_papers"),
        ("2.000815", "limit_missing"),
        ("1.010041", "limit_varies"),
    } <= noted


def test_the_originals_of_a_whole_file_are_kept() -> None:
    path = Path(FOLDER) / "procedures_2019.json"
    records = read_records(path.read_text(encoding="utf-8"))
    assert not isinstance(records, Refusal)
    kept = [procedure.original for procedure in understand(records).procedures]
    assert kept == [record for record in records if record["code"]]
