"""The values a form is printed from, made in the action's transaction and stored with its job.

They are plain JSON, so that the printing libraries stay off the way to the commit.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import bindparam, insert
from sqlmodel import Session

from desk.rules.fees import Charge
from desk.store.prepared import Prepared
from desk.store.tables import PrintJob, table
from desk.texts import paper as words
from desk.usecases.desk import Desk
from schemas.deadlines import EARLIER, rule_words
from schemas.entries import Received, SupplementRequested
from schemas.journal import Entry
from schemas.people import Applicant, Person
from schemas.reception import Delivery
from schemas.shape import written

VERSION = "tt01-2018"


def receipt_job(
    session: Session, desk: Desk, body: Received, entry: Entry, fees: Sequence[Charge]
) -> int:
    """Queue the print job of a receipt; its id."""
    assert body.promised is not None
    published = body.promised.rule.removeprefix(EARLIER)
    values = (
        _site(session, desk, entry)
        | _who(body.applicant)
        | {
            "code": body.code,
            "received_at": written(entry.happened),
            "promised_at": written(body.promised.due),
            "submitter": body.submitter.name if body.submitter else "",
            "procedure": body.procedure_name,
            "procedure_code": body.procedure,
            "case": body.case_name,
            "papers": [
                paper.model_dump(
                    include={"name", "handling", "originals", "certified", "photocopies"}
                )
                for paper in body.papers
            ],
            "sets": body.sets,
            "limit": rule_words(published),
            "rule": rule_words(body.promised.rule) if published != body.promised.rule else "",
            "delivery": delivery_words(body.delivery),
            "fees": [asdict(fee) for fee in fees],
            "register_volume": body.register_line.volume if body.register_line else "",
            "register_line": body.register_line.line if body.register_line else None,
            "note": body.note,
        }
    )
    return _queue(session, entry, "receipt", values, name=f"{body.code}-giay-tiep-nhan.pdf")


def supplement_job(
    session: Session, desk: Desk, body: SupplementRequested, entry: Entry, title: str
) -> int:
    """Queue the print job of a supplement slip; its id."""
    draft = body.draft
    assert draft is not None
    site = _site(session, desk, entry)
    values = (
        site
        | _who(draft.applicant_or_submitter())
        | {
            "number": body.number,
            "barcode": body.barcode,
            "issued_at": written(entry.happened),
            "procedure": title,
            "procedure_code": draft.procedure,
            "items": [
                {
                    "paper": one.name,
                    "wrong": one.flaw or words.PAPER_MISSING,
                    "bring": one.bring,
                    "originals": one.originals,
                    "certified": one.certified,
                    "photocopies": one.photocopies,
                }
                for one in body.lacking
            ],
            "reason": body.reason,
            "competent": _competent(body),
            "contact_phone": site["letterhead"]["phone"],
        }
    )
    return _queue(session, entry, "supplement", values, name=f"{body.barcode}-phieu-bo-sung.pdf")


def delivery_words(delivery: Delivery) -> str:
    """Where the result is received, as the receipt says it."""
    where = ", ".join(one for one in (delivery.recipient, delivery.address, delivery.phone) if one)
    place = words.DELIVERY[delivery.channel]
    return f"{place}: {where}" if where and delivery.channel == "postal" else place


_OF_JOB = "dossier entry form version values name state copy_number reason problem made_at"
_QUEUE = Prepared(
    insert(table(PrintJob)).values({name: bindparam(name) for name in _OF_JOB.split()})
)


def _queue(session: Session, entry: Entry, form: str, values: dict[str, Any], *, name: str) -> int:
    return _QUEUE.run(
        session,
        {
            "dossier": str(entry.dossier),
            "entry": str(entry.id),
            "form": form,
            "version": VERSION,
            "values": json.dumps(values, ensure_ascii=False),
            "name": name,
            "state": "queued",
            "copy_number": 0,
            "reason": "",
            "problem": "",
            "made_at": written(entry.at),
        },
    )


def _site(session: Session, desk: Desk, entry: Entry) -> dict[str, Any]:
    """What the site's settings put on every form; templates name nobody."""
    settings = desk.references.settings(session)
    officers = {one.account: one.name for one in desk.references.officers(session)}
    return {
        "letterhead": {
            "superior": settings.get("superior", ""),
            "unit": settings.get("name", ""),
            "place": settings.get("place", ""),
            "phone": settings.get("phone", ""),
            "lookup_prefix": lookup_prefix(settings.get("lookup_url", "")),
            "portal": settings.get("portal", ""),
        },
        "officer": officers.get(entry.officer, entry.officer),
        "is_demo": bool(settings.get("demo", False)),
    }


def lookup_prefix(url: str) -> str:
    """The public look-up address up to the code."""
    return f"{url}?ma=" if url else ""


def _who(applicant: Applicant) -> dict[str, Any]:
    number = applicant.number if isinstance(applicant, Person) else f"MST {applicant.number}"
    return {
        "applicant": applicant.name,
        "address": applicant.address,
        "phone": applicant.phone,
        "email": applicant.email,
    } | ({"number": number} if applicant.number else {})


def _competent(body: SupplementRequested) -> dict[str, str] | None:
    if not body.competent_agency:
        return None
    return {"name": body.competent_agency, "where": body.competent_address}
