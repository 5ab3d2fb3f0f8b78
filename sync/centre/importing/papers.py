"""Rows of a paper list: which are papers, how many of each, and which only instruct."""

import re
from dataclasses import dataclass
from typing import Any, Literal

from schemas.letters import folded
from schemas.procedures import Handling, Paper
from sync.centre.importing.matters import Settle
from sync.centre.importing.reading import fields, rows, said, text_of, whole

NAME_MAX = 120
"""Longer names do not fit the officer's checklist in two lines."""
NAME_MIN = 12
COUNT_MAX = 50

_INSTRUCTS = ("luu y", "ghi chu", "vi du", "so luong ho so", "chu thich")
_CONDITION = ("truong hop", "doi voi", "neu ", "khi ")
# The interactive form exists online only: nobody hands it in at a counter.
_ONLY_WHERE = ("trong truong hop", "dien tu tuong tac")
_SPEAKS_OF = ("nguoi ", "ca nhan ", "co quan ", "viec ", "to chuc ", "cong dan ")
_NAMES_PAPER = re.compile(
    r"\b(phai (co|nop)|nop|co them|xuat trinh|kem theo|bo sung"
    r"|ban sao|van ban|bien ban|giay|phieu)\b"
)
_PAPER_FIRST = re.compile(
    r"(giay|ho chieu|ban|don|to khai|phieu|van ban|the|hop dong|bien ban|trich luc|so|quyet dinh)\b"
)
_ORDERS = re.compile(r"\b(phai|co trach nhiem|khong duoc|duoc su dung|co quyen)\b")
_IN_NAME = re.compile(r"\(?\b0?(\d{1,2})\s*(?:\([^)]*\)\s*)?(?:bản|bộ)\b", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_NUMBERING = re.compile(
    r"^\s*(?:[-+*•–]+\s*|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[ivx]{1,4})[).](?!\d)\s*)+",
    re.IGNORECASE,
)
# A comma is no clause: "giao rừng, cho thuê rừng" would lose half of what is asked for.
_CLAUSE = re.compile(r"[.;:]\s|\s–\s|\s\((?=[^()]*\)\W*$)")

Copies = Literal["originals", "certified", "photocopies"]


@dataclass(frozen=True)
class Section:
    """What the heading over a row says of it."""

    heading: str = ""
    presented: bool = False
    notes_only: bool = False
    optional: bool = False


@dataclass(frozen=True)
class Read:
    """The papers and the notes of one paper list."""

    papers: tuple[Paper, ...] = ()
    notes: tuple[str, ...] = ()


def read_rows(stated: object, section: Section, settle: Settle) -> Read:
    """Sort the rows under one heading into papers and notes; none is dropped without a matter."""
    papers: list[Paper] = []
    notes: list[str] = []
    for row in rows(stated):
        name = text_of(row) or text_of(fields(row).get("name"))
        if not name:
            settle("not_understood", said(row), "bỏ qua dòng này")
        elif _is_note(name, fields(row), section):
            notes.append(name)
            settle("note_among_papers", name, "ghi chú của trường hợp, không phải giấy tờ")
        else:
            papers.append(_paper(name, fields(row), section, settle))
    return Read(tuple(papers), tuple(notes))


def without_numbering(text: str) -> str:
    """A heading or name without its leading (1), a), ii. or dash, and without a final colon."""
    bare = _NUMBERING.sub("", text).strip().rstrip(":").strip()
    return bare if _LETTER.search(bare) else text


def shortened(name: str) -> str:
    """The first clause of a long name, or its first words with an ellipsis."""
    for match in _CLAUSE.finditer(name):
        if NAME_MIN <= match.start() <= NAME_MAX:
            return name[: match.start()].rstrip()
    return name[: NAME_MAX - 1].rsplit(" ", 1)[0].rstrip(" ,;:(") + "…"


def _is_note(name: str, row: dict[str, Any], section: Section) -> bool:
    plain = folded(without_numbering(name))
    if section.notes_only or not _LETTER.search(name):
        return True
    if plain.startswith(_INSTRUCTS) or name.rstrip().endswith(":"):
        return True
    if _counted_as_none(row):
        return not _PAPER_FIRST.match(plain) or bool(_ORDERS.search(plain))
    if plain.startswith(_SPEAKS_OF):
        return not _presents(plain)
    return plain.startswith(_CONDITION) and not _NAMES_PAPER.search(plain)


def _counted_as_none(row: dict[str, Any]) -> bool:
    return row.get("zero") is True or (row.get("original") == 0 and row.get("copy") == 0)


def _presents(plain: str) -> bool:
    return bool(re.match(r"(nguoi|ca nhan|to chuc|cong dan)\b[^.:;]* xuat trinh\b", plain))


def _paper(name: str, row: dict[str, Any], section: Section, settle: Settle) -> Paper:
    plain = folded(without_numbering(name))
    handling = _handling(plain, row, section)
    short = without_numbering(name)
    if len(short) > NAME_MAX:
        short = shortened(short)
        settle("paper_name_too_long", name, short)
    conditional = plain.startswith(_CONDITION) or any(words in plain for words in _ONLY_WHERE)
    if conditional:
        settle("conditional_paper", name, "giấy tờ không bắt buộc")
    return Paper(
        key="p",
        name=short,
        handling=handling,
        **_counts(name, plain, row, settle),
        required=_required(plain, row, section) and not conditional,
        note="" if short == name else name,
    )


def _handling(plain: str, row: dict[str, Any], section: Section) -> Handling:
    if row.get("form") == "presented" or section.presented:
        return "presented"
    compared = "de doi chieu" in plain and "ban sao" not in plain
    return (
        "presented"
        if compared or plain.startswith("xuat trinh") or _presents(plain)
        else "handed_in"
    )


def _required(plain: str, row: dict[str, Any], section: Section) -> bool:
    return row.get("required") is not False and not section.optional and "neu co" not in plain


def _counts(name: str, plain: str, row: dict[str, Any], settle: Settle) -> dict[Copies, int]:
    originals, copies = _stated(row)
    if _counted_as_none(row):
        settle("paper_without_count", name, "một bản chính")
        originals = 1
    is_copy = plain.startswith(("ban sao", "ban chup", "ban photo"))
    if is_copy and originals and not copies and "ban chinh" not in plain:
        settle("paper_count_unclear", f"{name} (bản chính: {originals})", f"{originals} bản sao")
        originals, copies = 0, originals
    written = _IN_NAME.search(name)
    if written and 1 < int(written[1]) <= COUNT_MAX and max(originals, copies) == 1:
        settle("paper_count_unclear", name, f"{int(written[1])} bản, theo tên giấy tờ")
        originals, copies = originals * int(written[1]), copies * int(written[1])
    kept: Copies = "certified" if "chung thuc" in plain and "sao" in plain else "photocopies"
    counts: dict[Copies, int] = {"originals": originals, "certified": 0, "photocopies": 0}
    return counts | {kept: copies}


def _stated(row: dict[str, Any]) -> tuple[int, int]:
    if "copies" in row:
        count = _count(row.get("copies"), 1)
        return (0, count) if row.get("form") == "copy" else (count, 0)
    originals, copies = _count(row.get("original"), 0), _count(row.get("copy"), 0)
    return (originals, copies) if originals or copies else (1, 0)


def _count(value: object, default: int) -> int:
    count = whole(value)
    return default if count is None or count > COUNT_MAX else count
