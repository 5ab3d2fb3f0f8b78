"""From published records to procedures: every record is accepted, or refused with a reason."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from schemas.letters import folded
from schemas.procedures import Catalogue, Level, Limit, Procedure
from sync.centre.importing.cases import cases_of
from sync.centre.importing.fees import fees_of
from sync.centre.importing.limits import in_words, limits_of
from sync.centre.importing.matters import Matter, Matters, Settle
from sync.centre.importing.reading import fields, rows, said, text_of, unstorable

NAME_MAX = 200
CODE_MAX = 40
LEVELS: dict[str, Level] = {"xa": "commune", "huyen": "district", "tinh": "province"}
HANDLERS = {"ubnd_xa": "UBND cấp xã", "cong_an_xa": "Công an cấp xã"}
_CODE = re.compile(r"\d\.\d{6}")
_DOUBTFUL = ("low", "none")


@dataclass(frozen=True)
class Refused:
    """A record that did not become a procedure: its place in the file (from 1) and why."""

    position: int
    code: str
    name: str
    reason: str


@dataclass(frozen=True)
class Import:
    """What became of every record of a file."""

    total: int
    procedures: tuple[Procedure, ...]
    refused: tuple[Refused, ...]
    to_settle: tuple[Matter, ...]


def understand(records: Sequence[object]) -> Import:
    """Understand every record; never raises, and accepted plus refused is always the whole."""
    procedures: dict[str, Procedure] = {}
    refused: list[Refused] = []
    matters: list[Matter] = []
    for position, record in enumerate(records, 1):
        code, reason = _identity(record, procedures)
        if reason:
            refused.append(Refused(position, code, text_of(fields(record).get("name")), reason))
            if code in procedures:
                kept = "giữ bản ghi đứng trước, từ chối bản ghi này"
                matters.append(Matter(code, "duplicate_code", f"bản ghi thứ {position}", kept))
            continue
        noting = Matters(code)
        procedures[code] = _procedure(code, fields(record), noting.note)
        matters += noting.noted()
    matters += _same_names(procedures)
    return Import(len(records), tuple(procedures.values()), tuple(refused), tuple(matters))


def catalogue_of(
    imported: Import, *, version: int, published_on: date, source: str = ""
) -> Catalogue:
    """The accepted procedures as a version of the catalogue."""
    return Catalogue(
        version=version,
        published_on=published_on,
        source=source,
        procedures=imported.procedures,
    )


def _identity(record: object, known: dict[str, Procedure]) -> tuple[str, str]:
    """The code of a record, and why it is refused, or an empty reason."""
    if not isinstance(record, dict):
        return "", "không phải một bản ghi thủ tục"
    if broken := unstorable(record):
        return "", f"không lưu được nguyên văn: {broken}"
    code = text_of(record.get("code"))
    if not code:
        return "", "thiếu mã thủ tục"
    if len(code) > CODE_MAX:
        return "", "mã thủ tục quá dài"
    if not text_of(record.get("name")):
        return code, "thiếu tên thủ tục"
    return code, "trùng mã với một bản ghi đứng trước" if code in known else ""


def _procedure(code: str, record: dict[str, Any], settle: Settle) -> Procedure:
    _question_identity(code, record, settle)
    doubts = _doubts(record, settle)
    limits = limits_of(record, settle)
    if "time_limit" in doubts:
        limits = tuple(limit.model_copy(update={"settle": True}) for limit in limits)
    _question_extension(record, limits, settle)
    return Procedure(
        code=code,
        name=text_of(record.get("name")),
        field=text_of(record.get("field")),
        levels=_levels(record, settle),
        cases=cases_of(record, limits, fees_of(record, settle), settle),
        agency=text_of(record.get("agency")) or HANDLERS.get(text_of(record.get("handler")), ""),
        result=text_of(record.get("result")) or _names(record.get("results")),
        legal_basis=text_of(record.get("legal_basis")) or _names(record.get("legal")),
        immediate=fields(record.get("time_limit")).get("unit") == "immediate",
        original=record,
    )


def _question_identity(code: str, record: dict[str, Any], settle: Settle) -> None:
    name = text_of(record.get("name"))
    if not _CODE.fullmatch(code):
        settle("unusual_code", code, "giữ nguyên mã")
    if len(name) > NAME_MAX:
        settle("name_too_long", name, f"giữ nguyên tên ({len(name)} chữ)")
    if not text_of(record.get("field")):
        settle("field_missing", said(record.get("field")), "để trống")


def _doubts(record: dict[str, Any], settle: Settle) -> list[str]:
    """The parts of which the source itself is unsure."""
    by_part = fields(record.get("confidence_by_field"))
    doubts = [part for part, degree in by_part.items() if degree in _DOUBTFUL]
    for part in doubts:
        settle("low_confidence", f"{part}: {by_part[part]}", "giữ, chờ đối chiếu văn bản công bố")
    if record.get("confidence") in _DOUBTFUL:
        settle("low_confidence", said(record["confidence"]), "giữ, chờ đối chiếu văn bản công bố")
    return doubts


def _question_extension(record: dict[str, Any], limits: tuple[Limit, ...], settle: Settle) -> None:
    if text_of(record.get("time_extension")):
        general = in_words(limits[0]) if limits else "chưa có thời hạn"
        settle("limit_extension", said(record["time_extension"]), f"thời hạn chung: {general}")


def _levels(record: dict[str, Any], settle: Settle) -> tuple[Level, ...]:
    stated = record.get("level")
    words = [folded(text_of(word)) for word in (rows(stated) or [stated])]
    levels = tuple(dict.fromkeys(LEVELS[w] for word in words for w in word.split() if w in LEVELS))
    if not levels:
        settle("level_unknown", said(stated), "để trống")
    return levels


def _names(stated: object) -> str:
    names = (text_of(row) or text_of(fields(row).get("name")) for row in rows(stated))
    return "; ".join(dict.fromkeys(name for name in names if name))


def _same_names(procedures: dict[str, Procedure]) -> list[Matter]:
    times = Counter(folded(procedure.name) for procedure in procedures.values())
    return [
        Matter(code, "duplicate_name", procedure.name, f"{times[folded(procedure.name)]} thủ tục")
        for code, procedure in procedures.items()
        if times[folded(procedure.name)] > 1
    ]
