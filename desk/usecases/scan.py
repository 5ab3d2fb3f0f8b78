"""What a scan leads to."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import select

from desk.scanning.card import IdentityFields
from desk.scanning.scan import Scan, read_scan
from desk.store.tables import Citizen, CodeClaim
from desk.usecases.desk import Desk
from schemas.people import Person


@dataclass(frozen=True)
class CitizenScanned:
    """An identity card: a person, with what is already known of them, and what to check."""

    person: Person
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class DossierScanned:
    """A receipt, or a code typed by hand; more than one dossier means an open case."""

    code: str
    dossiers: tuple[UUID, ...]


@dataclass(frozen=True)
class SlipScanned:
    """A supplement slip: its draft comes back."""

    barcode: str
    dossier: UUID


@dataclass(frozen=True)
class NotFound:
    """A code of ours that this counter does not know; the centre may."""

    kind: str
    code: str


@dataclass(frozen=True)
class Unreadable:
    """Something else was scanned; `shown` is what may be repeated on screen."""

    shown: str
    warnings: tuple[str, ...]


ScanAnswer = CitizenScanned | DossierScanned | SlipScanned | NotFound | Unreadable
SHOWN_MAX = 40


def open_scan(line: str, desk: Desk) -> ScanAnswer:
    """Say what one scanned or typed line is, and what it leads to here."""
    scan = read_scan(line, desk.today())
    match scan.kind:
        case "identity":
            assert scan.fields is not None
            return CitizenScanned(_known(scan.fields, desk), scan.warnings)
        case "receipt" | "slip" | "pad":
            return _find(scan, desk)
        case "proof":
            return Unreadable(line.strip(), ("proof",))
        case _:
            return Unreadable(line.strip()[:SHOWN_MAX], scan.warnings)


def citizen_known(key: str, desk: Desk) -> Person | None:
    """What is known of a person by identity number or telephone."""
    with desk.store.read() as session:
        held = session.get(Citizen, key) if key else None
        return Person.model_validate_json(held.person) if held else None


def _known(fields: IdentityFields, desk: Desk) -> Person:
    """The card's own facts; telephone and e-mail from the last time, which no card holds."""
    person = Person(
        name=fields.name,
        birth_date=fields.birth_date,
        gender=fields.gender,
        number=fields.number,
        old_number=fields.old_number,
        issued_on=fields.issued_on,
        address=fields.address,
    )
    before = citizen_known(fields.number, desk)
    if before is None:
        return person
    return person.model_copy(update={"phone": before.phone, "email": before.email})


def _find(scan: Scan, desk: Desk) -> ScanAnswer:
    with desk.store.read() as session:
        query = select(CodeClaim.dossier).where(CodeClaim.code == scan.code)
        found = tuple(UUID(one) for one in session.exec(query))
    if not found:
        return NotFound(scan.kind, scan.code)
    if scan.kind == "slip":
        return SlipScanned(scan.code, found[0])
    return DossierScanned(scan.code, found)
