"""Which fields the reception form has, in the order of the paper form."""

from desk.rules.fees import fees_asked
from desk.texts import reception as texts
from desk.widgets.fields import Spec
from schemas.procedures import Case, Channel, Fee

Rows = list[list[Spec]]
_F = texts.FIELDS
LABEL = 14
"""Cells of a label."""
_FEE_MAX = 42
"""Cells of a fee's name that leave room for amount and method in 80 columns."""


def person_rows(before: str) -> Rows:
    """The fields of a citizen."""

    def spec(name: str, width: int = 0, label: int = LABEL, hint: str = "") -> Spec:
        return Spec(f"{before}.{name}", _F[name], width, placeholder=hint, label_width=label)

    return [
        [spec("name")],
        [
            spec("birth_date", 16, hint=texts.DATE_HINT),
            Spec(f"{before}.gender", _F["gender"], 0, texts.GENDERS, label_width=12),
        ],
        [
            spec("number", 16),
            spec("issued_on", 14, 12, texts.DATE_HINT),
            spec("old_number", 0, 10),
        ],
        [spec("address")],
        [spec("phone", 16), spec("email", 0, 14)],
    ]


def organisation_rows() -> Rows:
    """The fields of an organisation."""
    return [
        [Spec("applicant.name", _F["organisation"], label_width=LABEL)],
        [
            Spec("applicant.number", _F["tax_code"], 18, label_width=LABEL),
            Spec("applicant.representative", _F["representative"], label_width=17),
        ],
        [Spec("applicant.address", _F["address"], label_width=LABEL)],
        [
            Spec("applicant.phone", _F["phone"], 18, label_width=LABEL),
            Spec("applicant.email", _F["email"], label_width=14),
        ],
    ]


def kind_rows() -> Rows:
    """Whether the applicant is the submitter."""
    return [[Spec("applicant.kind", _F["kind"], 0, texts.APPLICANT_KINDS, label_width=LABEL)]]


def case_rows() -> Rows:
    """The case, where a procedure has several."""
    return [[Spec("case", _F["case"], 0, (("", texts.CHOOSE_CASE),), label_width=LABEL)]]


def handling_rows() -> Rows:
    """How the dossier came, and the promise."""
    return [
        [
            Spec("sets", _F["sets"], 6, label_width=LABEL),
            Spec("channel", _F["channel"], 0, texts.CHANNELS, label_width=12),
        ],
        [
            Spec("limit.amount", _F["limit"], 8, label_width=LABEL),
            Spec("limit.unit", _F["limit_unit"], 0, texts.UNITS, label_width=12),
        ],
        [Spec("promised_at", _F["promised_at"], placeholder=texts.PROMISE_HINT, label_width=LABEL)],
        [Spec("wants_receipt", _F["wants_receipt"], 0, texts.YES_NO, label_width=19)],
    ]


def delivery_rows() -> Rows:
    """How the result is received."""
    return [
        [Spec("delivery.channel", _F["delivery"], 0, texts.DELIVERIES, label_width=LABEL)],
        [
            Spec("delivery.recipient", _F["recipient"], 0, label_width=LABEL),
            Spec("delivery.phone", _F["phone"], 14, label_width=12),
        ],
        [Spec("delivery.address", _F["address"], placeholder=texts.POSTAL_HINT, label_width=LABEL)],
    ]


def fee_rows(case: Case | None, channel: Channel) -> Rows:
    """Two rows for each fee that is asked for on the channel: its name stands there whole."""
    asked = fees_asked(case, channel) if case else ()
    label = min(max([LABEL, *(len(fee.name) + 2 for fee in asked)]), _FEE_MAX)
    return [row for fee in asked for row in _rows_of_fee(fee, label)]


def _rows_of_fee(fee: Fee, label: int) -> Rows:
    hint = "đồng" if fee.amount_vnd is not None else texts.FEE_UNSET
    return [
        [
            Spec(f"fees.{fee.key}.amount", fee.name, 14, placeholder=hint, label_width=label),
            Spec(f"fees.{fee.key}.method", "", 18, texts.METHODS, label_width=1),
        ],
        [Spec(f"fees.{fee.key}.receipt", _F["receipt"], 0, label_width=label)],
    ]


def note_rows() -> Rows:
    """The note."""
    return [
        [Spec("note", _F["note"], placeholder=texts.NOTE_HINT, label_width=LABEL, lines=3)],
    ]
