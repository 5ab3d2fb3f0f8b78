"""The printed account of an import: every record, and what an administrator has to settle."""

import textwrap
from collections.abc import Iterable

from sync.centre.importing.matters import LABELS, Kind, Matter
from sync.centre.importing.reading import printable
from sync.centre.importing.understanding import Import

WIDTH = 96
QUOTE_MAX = 150
CODES_MAX = 6


def report(imported: Import) -> str:
    """The account in plain Vietnamese text: totals, refusals with reasons, matters by kind."""
    return "\n".join([*_totals(imported), *_refusals(imported), *_matters(imported)]) + "\n"


def _totals(imported: Import) -> list[str]:
    accepted, refused = len(imported.procedures), len(imported.refused)
    codes = {procedure.code for procedure in imported.procedures}
    open_codes = {matter.code for matter in imported.to_settle} & codes
    papers = sum(len(case.papers) for p in imported.procedures for case in p.cases)
    return [
        "BÁO CÁO NHẬP DANH MỤC THỦ TỤC HÀNH CHÍNH",
        f"Đã đọc {imported.total} bản ghi = nhập {accepted} + từ chối {refused}.",
        f"Thủ tục không phải xử lý gì thêm: {accepted - len(open_codes)}.",
        f"Thủ tục có việc phải xử lý: {len(open_codes)}.",
        f"Trường hợp: {sum(len(p.cases) for p in imported.procedures)}; giấy tờ: {papers}.",
    ]


def _refusals(imported: Import) -> list[str]:
    if not imported.refused:
        return []
    lines = ["", f"TỪ CHỐI ({len(imported.refused)})"]
    for refused in imported.refused:
        title = f"{refused.code or 'không mã'} – {_quoted(refused.name or 'không tên')}"
        lines += _wrapped(f"bản ghi thứ {refused.position}: {title}: {refused.reason}")
    return lines


def _matters(imported: Import) -> list[str]:
    if not imported.to_settle:
        return ["", "Không có việc gì phải xử lý."]
    lines = ["", f"QUẢN TRỊ PHẢI XỬ LÝ ({len(imported.to_settle)} việc)"]
    for kind, label in LABELS.items():
        matters = [matter for matter in imported.to_settle if matter.kind == kind]
        if matters:
            lines += ["", *_group(f"{label} ({len(matters)})", matters)]
    return lines


def counts(imported: Import) -> dict[Kind, int]:
    """How many matters there are of each kind that occurs."""
    kinds = [matter.kind for matter in imported.to_settle]
    return {kind: kinds.count(kind) for kind in LABELS if kind in kinds}


def _group(title: str, matters: Iterable[Matter]) -> list[str]:
    """One paragraph for each distinct text, since many procedures repeat the same words."""
    codes: dict[tuple[str, str], list[str]] = {}
    for matter in matters:
        codes.setdefault((matter.original, matter.understood), []).append(matter.code)
    shared = {understood for _, understood in codes}
    lines = [f"{title} → {_quoted(shared.pop())}" if len(shared) == 1 else title]
    for (original, understood), met in codes.items():
        outcome = f" → {_quoted(understood)}" if shared else ""
        lines += _wrapped(f"{_listed(met)}: {_quoted(original)}{outcome}")
    return lines


def _listed(codes: list[str]) -> str:
    distinct = list(dict.fromkeys(codes))
    more = len(distinct) - CODES_MAX
    return ", ".join(distinct[:CODES_MAX]) + (f" và {more} thủ tục khác" if more > 0 else "")


def _quoted(text: str) -> str:
    line = " ".join(printable(text).split())
    return line if len(line) <= QUOTE_MAX else line[: QUOTE_MAX - 1].rstrip() + "…"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent="  - ", subsequent_indent="    ", break_on_hyphens=False
    )
