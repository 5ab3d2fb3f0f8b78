"""A reception form as the texts of its fields, and back; what cannot be read yet is kept as typed.

Fields have dotted names, the same as in doubts: `submitter.name`, `delivery.address`,
`fees.copy.amount`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, TypeVar, cast, get_args

from desk.rules.typing import (
    read_appointment,
    read_count,
    read_date,
    read_money,
    shown_date,
    shown_moment,
    shown_money,
)
from schemas.calendars import HANOI, Calendar, day_of
from schemas.people import (
    Applicant,
    Doubt,
    Organisation,
    Person,
    tidy_number,
    tidy_phone,
    tidy_tax_code,
)
from schemas.procedures import Case, Channel, Limit
from schemas.reception import Delivery, DeliveryChannel, FeeTaken, ReceptionForm

Texts = dict[str, str]
SUPPLEMENT = "supplement."
"""Before the names of fields of the supplement step: kept with the draft, part of no dossier."""
_TIDY = {
    "number": tidy_number,
    "old_number": tidy_number,
    "phone": tidy_phone,
}
_DATES = ("birth_date", "issued_on")
_DELIVERY = ("channel", "address", "recipient", "phone")
_METHODS = get_args(FeeTaken.model_fields["method"].annotation)
_CLOSING = time(17, 0)
T = TypeVar("T")


@dataclass(frozen=True)
class Sources:
    """What typed texts are read against."""

    now: datetime
    case: Case | None = None
    calendar: Calendar | None = None


def flaw_field(key: str) -> str:
    """The field of the supplement step that says what is wrong with a paper."""
    return f"{SUPPLEMENT}{key}.flaw"


def aside(form: ReceptionForm) -> Texts:
    """What was typed in the supplement step, by the names of its fields."""
    return {name: text for name, text in form.typed.items() if name.startswith(SUPPLEMENT)}


def with_aside(form: ReceptionForm, texts: Mapping[str, str]) -> ReceptionForm:
    """The form with what was typed in the supplement step; nothing for an empty mapping."""
    others = {name: text for name, text in form.typed.items() if not name.startswith(SUPPLEMENT)}
    kept = {name: text for name, text in texts.items() if text}
    return form.model_copy(update={"typed": others | kept})


def retyped(form: ReceptionForm, who: str) -> ReceptionForm:
    """The form without the texts that could not be read of a citizen who comes anew."""
    kept = {name: text for name, text in form.typed.items() if not name.startswith(f"{who}.")}
    return form.model_copy(update={"typed": kept})


def unread(form: ReceptionForm) -> list[Doubt]:
    """An error for every text that could not be read."""
    names = [name for name in form.typed if not name.startswith(SUPPLEMENT)]
    return [Doubt(name, f"unread_{_kind(name)}", "error") for name in names]


def _kind(name: str) -> str:
    last = name.rsplit(".", 1)[-1]
    if last in _DATES:
        return "date"
    kinds = {"sets": "sets", "promised_at": "moment"}
    return kinds.get(last, "limit" if name.startswith("limit") else "money")


def texts_of(form: ReceptionForm) -> Texts:
    """Every field's text; fields of the applicant are empty while the submitter is the one."""
    texts = _texts_of_who("submitter", form.submitter)
    texts["applicant.kind"] = form.applicant.kind if form.applicant else ""
    if form.applicant is not None:
        texts |= _texts_of_who("applicant", form.applicant)
    texts |= {
        "sets": str(form.sets),
        "channel": form.channel,
        "note": form.note,
        "promised_at": shown_moment(form.promised_at),
        "wants_receipt": "yes" if form.wants_receipt else "no",
        "limit.amount": str(form.limit.amount) if form.limit and form.limit.amount else "",
        "limit.unit": form.limit.unit if form.limit else "working_day",
    }
    texts |= {f"delivery.{name}": str(getattr(form.delivery, name)) for name in _DELIVERY}
    for fee in form.fees:
        texts |= {
            f"fees.{fee.key}.amount": shown_money(fee.amount_vnd),
            f"fees.{fee.key}.method": fee.method,
            f"fees.{fee.key}.receipt": fee.receipt_number,
        }
    return texts | form.typed


def _texts_of_who(before: str, who: Applicant) -> Texts:
    values = {name: getattr(who, name) for name in type(who).model_fields if name != "kind"}
    return {
        f"{before}.{name}": shown_date(value) if name in _DATES else str(value or "")
        for name, value in values.items()
    }


def form_of(before: ReceptionForm, texts: Mapping[str, str], sources: Sources) -> ReceptionForm:
    """The form with its fields as typed; papers, procedure and case stay as they are."""
    reading = _Reading(dict(texts), sources)
    update: dict[str, Any] = {
        "submitter": reading.person("submitter"),
        "applicant": reading.applicant(),
        "sets": reading.sets(),
        "channel": cast("Channel", texts.get("channel", "counter")),
        "note": texts.get("note", "").strip(),
        "delivery": reading.delivery(),
        "fees": reading.fees(),
        "limit": reading.limit(),
        "promised_at": reading.promised_at(),
        "wants_receipt": texts.get("wants_receipt") == "yes",
    }
    return before.model_copy(update=update | {"typed": aside(before) | reading.unread})


class _Reading:
    """One pass over the texts; what cannot be read is collected."""

    def __init__(self, texts: Texts, sources: Sources) -> None:
        self._texts = texts
        self._sources = sources
        self._today = sources.now.astimezone(HANOI).date()
        self.unread: Texts = {}

    def _text(self, name: str) -> str:
        return self._texts.get(name, "").strip()

    def person(self, before: str) -> Person:
        values: dict[str, Any] = {}
        for name in Person.model_fields:
            text = self._text(f"{before}.{name}")
            if name in _DATES:
                values[name] = self._read(f"{before}.{name}", read_date(text, self._today))
            elif name == "gender":
                values[name] = text or None
            elif name != "kind":
                values[name] = _TIDY.get(name, str)(text)
        return Person.model_validate(values)

    def organisation(self) -> Organisation:
        names = [name for name in Organisation.model_fields if name != "kind"]
        values = {name: self._text(f"applicant.{name}") for name in names}
        values |= {
            "number": tidy_tax_code(values["number"]),
            "phone": tidy_phone(values["phone"]),
        }
        return Organisation.model_validate(values)

    def applicant(self) -> Applicant | None:
        kind = self._text("applicant.kind")
        if kind == "organisation":
            return self.organisation()
        return self.person("applicant") if kind == "person" else None

    def sets(self) -> int:
        read = self._read("sets", read_count(self._text("sets")))
        return read if read is not None else 1

    def delivery(self) -> Delivery:
        channel = cast("DeliveryChannel", self._text("delivery.channel") or "counter")
        return Delivery(
            channel=channel,
            address=self._text("delivery.address"),
            recipient=self._text("delivery.recipient"),
            phone=tidy_phone(self._text("delivery.phone")),
        )

    def fees(self) -> tuple[FeeTaken, ...]:
        case = self._sources.case
        taken = []
        for fee in case.fees if case else ():
            amount = self._read(
                f"fees.{fee.key}.amount", read_money(self._text(f"fees.{fee.key}.amount"))
            )
            method = self._text(f"fees.{fee.key}.method")
            # An amount alone is what is due: it is taken once the officer has said how.
            if amount is not None and method in _METHODS:
                taken.append(
                    FeeTaken(
                        key=fee.key,
                        name=fee.name,
                        amount_vnd=amount,
                        method=cast("Any", method),
                        receipt_number=self._text(f"fees.{fee.key}.receipt"),
                    )
                )
        return tuple(taken)

    def limit(self) -> Limit | None:
        unit = cast("Any", self._text("limit.unit") or "working_day")
        if unit == "same_day":
            return Limit(amount=0, unit=unit)
        amount = self._read("limit.amount", read_count(self._text("limit.amount")))
        return Limit(amount=amount, unit=unit) if amount is not None else None

    def promised_at(self) -> datetime | None:
        read = read_appointment(self._text("promised_at"), self._sources.now)
        appointment = self._read("promised_at", read)
        if appointment is None:
            return None
        if appointment.at is not None:
            return datetime.combine(appointment.on, appointment.at, HANOI)
        calendar = self._sources.calendar
        day = day_of(calendar, appointment.on) if calendar else None
        if day is not None and day.sessions:
            return day.closes_at
        return datetime.combine(appointment.on, _CLOSING, HANOI)

    def _read(self, name: str, value: T | None) -> T | None:
        """The value, with its text kept aside where something was typed that it does not say."""
        if value is None and self._text(name):
            self.unread[name] = self._texts[name]
        return value
