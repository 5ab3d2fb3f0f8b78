"""Sections of a paper list: which headings make cases, and which only sort the papers."""

import re
from dataclasses import dataclass, field
from typing import Any

from schemas.letters import folded
from schemas.procedures import Case, Fee, Limit, Paper
from sync.centre.importing.matters import Settle
from sync.centre.importing.papers import Read, Section, read_rows, without_numbering
from sync.centre.importing.reading import fields, rows, said, text_of

ORDINARY = "Thông thường"
CASE_NAME_MAX = 200

_NOTES = ("luu y", "ghi chu", "chu thich")
_ADDED = ("uy quyen thuc hien thu tuc", "moi truong dien tu")
_PART = re.compile(
    r"(cac )?giay to phai|xuat trinh|thanh phan ho so|bao gom|ho so (khac|gom|bao gom)|ho so cua"
    r"|ho so dang ky( \w+){0,2} (bao )?gom|so luong ho so|nguoi yeu cau|trong phieu"
)


@dataclass
class _Sections:
    """The list divided: rows common to all cases, and those of each heading."""

    common: list[Read] = field(default_factory=list)
    own: dict[str, list[Read]] = field(default_factory=dict)


def cases_of(
    record: dict[str, Any], limits: tuple[Limit, ...], fees: tuple[Fee, ...], settle: Settle
) -> tuple[Case, ...]:
    """The cases of a record, at least one; papers common to all stand first in each."""
    sections = _divided(rows(record.get("components")), settle)
    shared = _joined(sections.common)
    if sections.own:
        settle("cases_from_headings", " | ".join(sections.own), f"{len(sections.own)} trường hợp")
    parts = [(name, _joined([shared, *reads])) for name, reads in sections.own.items()]
    if not parts or (len(parts) == 1 and shared.papers):
        parts.insert(0, (ORDINARY, shared))
    if not any(read.papers for _, read in parts):
        settle("no_papers", said(record.get("components")), "không có giấy tờ nào")
    return tuple(
        Case(
            key=f"c{n}",
            name=name,
            papers=_numbered(read.papers, settle),
            limits=limits,
            fees=fees,
            notes=tuple(dict.fromkeys(read.notes)),
        )
        for n, (name, read) in enumerate(parts, 1)
    )


def _divided(components: list[Any], settle: Settle) -> _Sections:
    sections = _Sections()
    loose = [row for row in components if "papers" not in fields(row)]
    if loose:
        sections.common.append(read_rows(loose, Section(), settle))
    for component in components:
        if "papers" in fields(component):
            _place(component, sections, settle)
    return sections


def _place(component: dict[str, Any], sections: _Sections, settle: Settle) -> None:
    heading = text_of(component.get("case"))
    section = _section(heading)
    read = read_rows(component.get("papers"), section, settle)
    if not heading or _is_common(heading):
        sections.common.append(read)
        return
    name = without_numbering(heading)
    if len(name) > CASE_NAME_MAX:
        settle("case_name_too_long", heading, "giữ nguyên tên")
    sections.own.setdefault(name, []).append(read)


def _section(heading: str) -> Section:
    plain = folded(without_numbering(heading))
    return Section(
        heading=heading,
        presented="xuat trinh" in plain,
        notes_only=plain.startswith(_NOTES),
        optional=any(words in plain for words in _ADDED),
    )


def _is_common(heading: str) -> bool:
    plain = folded(without_numbering(heading))
    section = _section(heading)
    if section.notes_only or section.optional:
        return True
    if "doi voi" in plain:
        return False
    return section.presented or bool(_PART.match(plain))


def _joined(reads: list[Read]) -> Read:
    papers = tuple(paper for read in reads for paper in read.papers)
    return Read(papers, tuple(note for read in reads for note in read.notes))


def _numbered(papers: tuple[Paper, ...], settle: Settle) -> tuple[Paper, ...]:
    """Papers with keys of their own; the same paper listed twice is asked for once."""
    kept: dict[tuple[str, str], Paper] = {}
    for paper in papers:
        identity = (folded(paper.note or paper.name).rstrip("."), paper.handling)
        if identity in kept:
            settle("duplicate_paper", paper.note or paper.name, "giữ một dòng")
        else:
            kept[identity] = paper
    return tuple(p.model_copy(update={"key": f"p{n}"}) for n, p in enumerate(kept.values(), 1))
