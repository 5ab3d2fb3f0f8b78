"""What the goldens are made of: one body for every kind, one message for every shape of the wire.

`python -m tests.golden_samples` writes those that are missing and touches no other: a golden, once
released, is what counters have on their disks, and must be read for ever. Fields are added to both,
so they are frozen in generations: the newest of each says every field that there is, and a field
added later needs a generation of its own. `golden/kinds.json` is
kept by hand, with the version of the fold that first knew them all.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from schemas import officers, wire
from schemas.journal import Head
from schemas.scans import BlobStanding
from schemas.shape import Shape, written
from schemas.wire import Answer
from sync.centre.ingest import Push
from tests.builders import COUNTER, NOON, UNIT, JournalOf, a_received, an_id

GOLDEN = Path(__file__).parent / "golden"
GENERATIONS = ("first", "second", "third")
"""Oldest first: the first release, and what it has grown into."""
NEWEST = GENERATIONS[-1]
DOSSIER = an_id("golden", "dossier")
TARGET = str(an_id("golden", "entry"))
CODE = f"{UNIT}-191120-1001"
AT = written(NOON)
PROMISED = {"due": AT, "published": AT, "rule": "working_day:3", "calendar": 2}
PERSON = {
    "kind": "person",
    "name": "Nguyễn Văn [/] Ấn",
    "birth_date": "1990-01-02",
    "gender": "male",
    "number": "024090000123",
    "address": "Thôn Đông",
    "phone": "0912345678",
}
PAPER = {"key": "to-khai", "name": "Tờ khai", "state": "ok", "originals": 1}
FORM = {
    "id": str(DOSSIER),
    "officer": "lan",
    "submitter": PERSON,
    "procedure": "1.001193",
    "case": "default",
    "papers": [PAPER],
    "channel": "online",
    "delivery": {"channel": "postal", "address": "Thôn Đông", "recipient": "Ấn", "phone": "09"},
    "limit": {"amount": 3, "unit": "working_day"},
}
LETTER = {"number": "12/XL-UBND", "dated": "2019-11-20", "signatory": "Trần Thị Bình"}
FEE = {"key": "le-phi", "name": "Lệ phí", "amount_vnd": 8000}
WHY = {"reason": "theo yêu cầu"}
TAKEN = FEE | {"method": "cash", "receipt_number": "0000123"}

BODIES: Mapping[tuple[str, int], dict[str, Any]] = {
    ("epoch.opened", 1): {
        "reason": "restored",
        "previous": {"epoch": 1, "seq": 7, "digest": "ab" * 32},
    },
    ("dossier.registered", 1): {
        "code": f"{UNIT}-191120-0001",
        "procedure_name": "Đăng ký khai sinh",
        "catalogue": 1,
        "case_name": "Thông thường",
        "form": FORM,
        "reference": "H22-001",
    },
    ("dossier.received", 1): a_received(
        CODE,
        applicant=PERSON,
        submitter=PERSON,
        papers=[PAPER],
        promised=PROMISED,
        delivery=FORM["delivery"],
        register_line={"volume": "Q1-01/2019", "line": 12},
        note="gấp",
        slip="Q1-0001/HDHS",
    ),
    ("dossier.supplement_requested", 1): {
        "number": "Q1-0001/HDHS",
        "barcode": f"{UNIT}-19-1-0001",
        "lacking": [
            {"key": "to-khai", "name": "Tờ khai", "flaw": "thiếu chữ ký", "bring": "bản mới"}
        ],
        "reason": "thiếu giấy tờ",
        "competent_agency": "UBND huyện",
        "competent_address": "Phố Mới",
        "draft": FORM,
        "notice_due": AT,
    },
    ("dossier.supplemented", 1): {"papers": [PAPER], "promised": PROMISED},
    ("dossier.refused", 1): WHY
    | {"number": "3/TC", "competent_agency": "UBND huyện", "competent_address": "Phố Mới"},
    ("dossier.corrected", 1): {"field": "note", "old": "", "new": "gấp", "reason": "sót"},
    ("dossier.handed_over", 1): {"batch": "BG-12", "to": "Phòng Tư pháp"} | WHY,
    ("dossier.in_process", 1): WHY,
    ("dossier.payment_requested", 1): WHY,
    ("obligation.met", 1): WHY,
    ("dossier.withdrawn", 1): WHY,
    ("dossier.stopped", 1): WHY,
    ("dossier.resolved", 1): LETTER | {"digitally_signed": True},
    ("dossier.apologised", 1): LETTER | {"promised": PROMISED} | WHY,
    ("dossier.returned", 1): {"to": "Ấn", "identity": "CCCD", "channel": "counter"},
    ("result.arrived", 1): {"number": "12/QĐ", "batch": "BG-13"},
    ("originals.compared", 1): {
        "papers": [{"key": "to-khai", "name": "Tờ khai", "matches": False, "flaw": "mờ"}],
    }
    | WHY,
    ("scan.attached", 1): {
        "paper": "to-khai",
        "sha256": "cd" * 32,
        "size_bytes": 123456,
        "media_type": "application/pdf",
        "name": "tờ khai.pdf",
    },
    ("citizen.notified", 1): {
        "about": "supplement",
        "channel": "sms",
        "destination": "0912345678",
        "outcome": "not_reached",
    },
    ("fee.collected", 1): TAKEN,
    ("fee.refunded", 1): TAKEN | WHY,
    ("fee.exempted", 1): FEE | WHY,
    ("slip.printed", 1): {"form": "receipt", "version": "tt01-2018"},
    ("slip.reprinted", 1): {"form": "receipt", "version": "tt01-2018", "copy_number": 1} | WHY,
    ("number.voided", 1): {"number": CODE} | WHY,
    ("pad.issued", 1): {"sheets": [{"serial": f"{UNIT}-P1-0001", "ordinal": 1800}]},
    ("outage.opened", 1): {"scope": "line"} | WHY,
    ("outage.reported", 1): {
        "outage": TARGET,
        "to": "VNPT",
        "channel": "telephone",
        "reference": "SC-9",
    },
    ("outage.closed", 1): {"outage": TARGET, "entered": 4} | WHY,
    ("shift.opened", 1): {"cash_vnd": 200000} | WHY,
    ("shift.closed", 1): {"shift": TARGET, "cash_vnd": 208000, "received": 5, "returned": 2} | WHY,
    ("case.settled", 1): {"entry": TARGET, "decision": "set_aside"} | WHY,
}
"""Every kind and version that was ever released, as the first of them wrote it."""

WHOLE_PERSON = PERSON | {
    "old_number": "012345678",
    "issued_on": "2018-05-06",
    "email": "an@example.vn",
}
WHOLE_PAPER = PAPER | {
    "handling": "presented",
    "state": "wrong",
    "certified": 1,
    "photocopies": 2,
    "required": False,
    "flaw": "mờ",
    "bring": "bản rõ",
}
COMPANY = {
    "kind": "organisation",
    "name": "Công ty Ấn",
    "number": "0123456789",
    "representative": "Ấn",
    "address": "Thôn Đông",
    "phone": "0912345678",
    "email": "an@example.vn",
}
WHOLE_FORM = FORM | {
    "submitter": WHOLE_PERSON,
    "applicant": COMPANY,
    "papers": [WHOLE_PAPER],
    "sets": 2,
    "fees": [TAKEN],
    "note": "gấp",
    "limit": {
        "amount": 3,
        "unit": "working_day",
        "cutoff": "15:00",
        "channel": "online",
        "settle": True,
    },
    "promised_at": AT,
    "wants_receipt": True,
    "happened": AT,
    "confirmed": ["old_identity"],
    "slip": "Q1-0001/HDHS",
    "instead_of": TARGET,
    "typed": {"birth_date": "1990"},
}
GROWN: Mapping[tuple[str, int], dict[str, Any]] = {
    ("dossier.registered", 1): BODIES["dossier.registered", 1] | {"form": WHOLE_FORM},
    ("dossier.received", 1): BODIES["dossier.received", 1]
    | {"applicant": COMPANY, "submitter": WHOLE_PERSON, "papers": [WHOLE_PAPER]}
    | {"sets": 2, "channel": "postal", "origin": "pad"},
    ("dossier.supplement_requested", 1): BODIES["dossier.supplement_requested", 1]
    | {
        "lacking": [
            {"key": "to-khai", "name": "Tờ khai", "flaw": "thiếu chữ ký", "bring": "bản mới"}
            | {"originals": 1, "certified": 2, "photocopies": 3}
        ],
        "draft": WHOLE_FORM,
    },
    ("dossier.supplemented", 1): {"papers": [WHOLE_PAPER], "promised": PROMISED},
    ("slip.printed", 1): BODIES["slip.reprinted", 1],
}
"""Kinds of which the first generation says less than all, as the second writes them."""

HEAD = {"seq": 2, "digest": "ab" * 32}
CASE = {"code": "concurrent", "params": {"counter": COUNTER}}
BAND = {"slot": 1, "ranges": [[1001, 1999], [10001, 19999]], "turn": 2}
ANSWER = {"protocol": 1, "request": "r-1", "incarnation": "i-1"}


def messages() -> dict[str, dict[str, Any]]:
    """Every message of the wire by the name of its shape."""
    entry = json.loads(JournalOf().receive(DOSSIER))
    row = {"rank": 5, "entry": entry, "outcome": "flagged", "case": CASE, "position": 6}
    life = {"epoch": 1, "head": HEAD, "previous": 2, "bands": [BAND]}
    officer = {"account": "lan", "name": "Lan", "role": "head", "verifier": "$argon2id$"}
    return {
        "Complaint": ANSWER | {"error": "gap", "params": {"head_seq": "2"}, "retry_after": 5},
        "EnrolRequest": {"request": "r", "code": "ABCD", "name": "Q1", "instance": "x"},
        "Enrolled": ANSWER
        | {"counter": COUNTER, "epoch": 1, "token": "t", "unit": UNIT, "band": BAND}
        | {"settings": {"name": "UBND xã"}, "voucher_key": "ef" * 32},
        "Me": ANSWER
        | {"epoch": 1, "head": HEAD, "bands": [BAND], "span": {"min": 1, "max": 1}, "time": AT}
        | {"epochs": [life], "alarm": "clone", "kept": 4, "behind": True, "fold": 5},
        "Pushed": ANSWER
        | {"head": HEAD, "results": [{"seq": 2, "outcome": "parked", "case": CASE}]},
        "FeedPage": ANSWER | {"unit": UNIT, "rows": [row], "position": 5, "more": True},
        "Snapshot": ANSWER
        | {"unit": UNIT, "position": 5, "fold": 1, "dossiers": [{"id": "x"}]}
        | {"after": 7, "more": True, "relayed": [row]},
        "Reference": ANSWER
        | {"name": "officers", "version": 3, "published_at": AT, "content": [officer]},
        "Found": ANSWER | {"dossier": {"id": "x"}},
        "Officer": officer | {"must_change": True, "active": False, "demo": True},
        "PasswordChange": {"request": "r", "account": "lan", "old": "a", "new": "b"},
        "OwnJournal": ANSWER | {"epoch": 1, "entries": [entry], "head": HEAD, "more": True},
        "Witness": {"request": "r", "entries": [entry]},
        "Push": {"request": "r", "epoch": 1, "entries": [entry]},
        "BlobStanding": ANSWER | {"offset": 262144, "checked": True},
    }


PARTS = {Answer, wire.Span, wire.EpochStanding, wire.Result, wire.FeedRow, Head}
"""Shapes that only travel inside a message."""


def shapes() -> dict[str, type[Shape]]:
    """Every message that the wire has in this release."""
    elsewhere: dict[str, type[Shape]] = {"Push": Push, "BlobStanding": BlobStanding}
    return elsewhere | {
        name: one
        for name, one in vars(wire).items()
        if isinstance(one, type)
        and issubclass(one, Shape)
        and one.__module__ in {wire.__name__, officers.__name__}
        and one not in PARTS
    }


def entry_file(kind: str, version: int, generation: str = "first") -> Path:
    """Where a generation's golden of a kind is kept; later ones have only kinds that have grown."""
    return GOLDEN / "entries" / generation / f"{kind}-v{version}.json"


def message_file(name: str, generation: str = NEWEST) -> Path:
    """Where a generation's golden of a message is kept."""
    return GOLDEN / "wire" / generation / f"{name}-v{wire.PROTOCOL}.json"


def goldens() -> Iterator[tuple[Path, str]]:
    """Every golden that there is to be, as it would be written today."""
    for generation, bodies in (("first", BODIES), ("second", GROWN)):
        for (kind, version), body in bodies.items():
            yield (
                entry_file(kind, version, generation),
                JournalOf().write(kind, v=version, dossier=DOSSIER, body=body),
            )
    for name, message in messages().items():
        yield message_file(name), json.dumps(message, ensure_ascii=False, sort_keys=True)


def write_missing() -> None:
    """Write the goldens that are not there."""
    for path, text in goldens():
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_missing()
