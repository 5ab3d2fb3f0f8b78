"""What an entry says, in lines: the values on both sides of a disagreement."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from desk.screens.dossier_words import Line, fee_words, papers_words
from desk.screens.reception_words import moment_words
from desk.texts import case_facts as texts
from desk.texts.cases import DECISIONS
from desk.texts.dossier import TOLD
from schemas.dossier_bodies import FeeExempted, FeeRefunded, HandedOver
from schemas.entries import (
    Apologised,
    CaseSettled,
    Corrected,
    Notified,
    Promised,
    Received,
    Refusal,
    Registered,
    Resolved,
    Returned,
    Supplemented,
    SupplementRequested,
)
from schemas.reception import FeeTaken


def content_lines(body: object) -> list[Line]:
    """Everything of a body that an officer decides by."""
    reason = str(getattr(body, "reason", ""))
    lines = [*_intake(body), *_outcome(body), *_beside(body), (texts.REASON, reason)]
    return [line for line in lines if line[1]]


def _intake(body: object) -> Sequence[Line]:
    match body:
        case Received():
            return [
                (texts.APPLICANT, _person(body.applicant.name, body.applicant.number)),
                (texts.PROCEDURE, body.procedure_name),
                (texts.PROMISED, _due(body.promised)),
                (texts.PAPERS, papers_words(body.papers)),
                (texts.CODE, body.code),
            ]
        case Registered():
            who = body.form.applicant_or_submitter()
            return [
                (texts.APPLICANT, _person(who.name, who.number)),
                (texts.PROCEDURE, body.procedure_name),
                (texts.CODE, body.code),
            ]
        case SupplementRequested():
            lacking = "; ".join(one.name for one in body.lacking)
            return [(texts.SLIP, body.number), (texts.ASKED, lacking)]
        case Supplemented():
            return [
                (texts.PAPERS, papers_words(body.papers)),
                (texts.PROMISED, _due(body.promised)),
            ]
        case Corrected():
            return changes(body.field, body.old, body.new)
        case _:
            return []


def _outcome(body: object) -> Sequence[Line]:
    match body:
        case Resolved():
            said = texts.RESULT_WORDS.format(
                number=body.number, dated=_date(body.dated), signatory=body.signatory
            )
            return [(texts.RESULT, said)]
        case Returned():
            to = texts.TO_WORDS.format(to=body.to, identity=body.identity)
            said = to if body.identity else body.to
            return [(texts.TO, f"{said} ({texts.VALUES[body.channel]})")]
        case Apologised():
            return [(texts.LETTER, body.number), (texts.PROMISED, _due(body.promised))]
        case Refusal():
            return [(texts.SLIP, body.number)]
        case _:
            return []


def _beside(body: object) -> Sequence[Line]:
    match body:
        case HandedOver():
            return [(texts.HOLDER, body.to)]
        case FeeTaken():
            return [(texts.FEE, fee_words(body))]
        case FeeRefunded() | FeeExempted():
            return [(texts.FEE, f"{body.name}: {body.amount_vnd:,} đ".replace(",", "."))]
        case Notified():
            return [(texts.TOLD, TOLD[body.channel])]
        case CaseSettled():
            return [(texts.DECISION, DECISIONS[body.decision])]
        case _:
            return []


def changes(field: str, old: Any, new: Any) -> list[Line]:
    """What a correction changes: the field, or the parts of it that differ."""
    label = label_of(field)
    parts = sorted(_flat(old).keys() | _flat(new).keys())
    before, after = _flat(old), _flat(new)
    return [
        (label, _part(part) + texts.CHANGED.format(old=one, new=other))
        for part in parts
        if (one := before.get(part, texts.VALUES[""]))
        != (other := after.get(part, texts.VALUES[""]))
    ]


def label_of(field: str) -> str:
    """A field as a label."""
    said = texts.FIELDS.get(field, field)
    return said[:1].upper() + said[1:]


def shown_value(value: Any) -> str:
    """A value of a field in words."""
    flat = _flat(value)
    return "; ".join(f"{_part(part)}{one}" for part, one in flat.items() if one != texts.VALUES[""])


def _flat(value: Any, *way: str) -> dict[tuple[str, ...], str]:
    """The single values of a field by their ways; papers by their names."""
    inner: Iterable[tuple[str, Any]]
    if isinstance(value, Mapping):
        inner = ((key, one) for key, one in value.items() if key not in {"key", "kind"})
    elif isinstance(value, Sequence) and not isinstance(value, str):
        inner = ((_name(one, place), one) for place, one in enumerate(value, 1))
    else:
        return {way: texts.VALUES.get(str(value), str(value))}
    return {part: one for key, held in inner for part, one in _flat(held, *way, key).items()}


def _name(one: Any, place: int) -> str:
    named = one.get("name") if isinstance(one, Mapping) else None
    return named if isinstance(named, str) and named else str(place)


def _part(way: tuple[str, ...]) -> str:
    return f"{', '.join(texts.PARTS.get(one, one) for one in way)}: " if way else ""


def _person(name: str, number: str) -> str:
    return f"{name} ({number})" if number else name


def _due(promised: Promised | None) -> str:
    return moment_words(promised.due) if promised else ""


def _date(dated: str) -> str:
    return "/".join(reversed(dated.split("-")))
