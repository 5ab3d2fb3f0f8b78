"""The public look-up page (article 15.1đ): status and dates of a dossier, and never a name."""

from dataclasses import dataclass
from datetime import datetime
from html import escape

from sqlmodel import Session, col, select

from schemas.calendars import in_hanoi
from schemas.codes import read_code
from schemas.dossiers import Dossier
from sync.centre import words
from sync.centre.states import dossier_at
from sync.centre.tables import CodeClaim

PATH = "/tra-cuu"
TYPED_LENGTH_MAX = 64
SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
}
_STYLE = (
    "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:2rem auto;padding:0 1rem;"
    "color:#111;background:#fff}"
    "label,input,button{display:block;font:inherit;margin:.5rem 0}"
    "input{width:100%;box-sizing:border-box;padding:.6rem;border:2px solid #333}"
    "button{padding:.6rem 1.4rem;border:0;background:#0b4a8f;color:#fff}"
    "dt{font-weight:600;margin-top:.6rem}dd{margin:0}"
    ":focus{outline:3px solid #b35900;outline-offset:2px}"
)


@dataclass(frozen=True)
class Public:
    """What anybody may know who has a dossier's code."""

    code: str
    status: str
    received: str
    promised: str
    returned: str


def look_up(session: Session, typed: str) -> Public | None:
    """What a typed code leads to, or None."""
    read = read_code(typed)
    if read is None:
        return None
    # Older codes do not always begin with their unit's identifier, so the code alone is asked for.
    claims = session.exec(
        select(CodeClaim).where(CodeClaim.code == read.text).order_by(col(CodeClaim.unit))
    ).all()
    claim = next((one for one in claims if one.unit == read.identifier), next(iter(claims), None))
    if claim is None:
        return None
    dossier = dossier_at(session, claim.unit, claim.dossier)
    return _public(read.text, dossier) if dossier else None


def _public(code: str, dossier: Dossier) -> Public:
    returned = [one for one in dossier.timeline if one.kind == "dossier.returned"]
    effective = [one.happened for one in returned if one.outcome != "parked"]
    promised = dossier.promised.due if dossier.promised else None
    status = dossier.status
    return Public(
        code=code,
        status=words.STATUS_WORDS[status] if status else words.LOOKUP_NO_STATUS,
        received=_local(dossier.received_at),
        promised=_local(promised),
        returned=_local(effective[-1] if effective else None),
    )


def _local(instant: datetime | None) -> str:
    return in_hanoi(instant).strftime("%H:%M ngày %d/%m/%Y") if instant else ""


def page(typed: str, found: Public | None) -> str:
    """The page for what was typed; an empty text shows the form alone."""
    return _whole(typed, _found(found) if found else _not_found(typed))


def page_meanwhile(typed: str) -> str:
    """The page while the database does not answer, with what was typed still in it."""
    return _whole(typed, _sentence(words.LOOKUP_MEANWHILE))


def _whole(typed: str, said: str) -> str:
    title = escape(words.LOOKUP_TITLE)
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body><main><h1>{title}</h1>"
        f'{said}<form action="/tra-cuu" method="get" role="search">'
        f'<label for="ma">{escape(words.LOOKUP_LABEL)}</label>'
        f'<input id="ma" name="ma" value="{escape(typed)}" autocomplete="off" spellcheck="false" '
        f'required maxlength="64" aria-describedby="goi-y">'
        f'<p id="goi-y">{escape(words.LOOKUP_HINT)}</p>'
        f"<button>{escape(words.LOOKUP_BUTTON)}</button></form></main></body></html>"
    )


def _not_found(typed: str) -> str:
    if not typed.strip():
        return ""
    sentence = words.LOOKUP_UNKNOWN if read_code(typed) else words.LOOKUP_UNREADABLE
    return _sentence(sentence)


def _sentence(sentence: str) -> str:
    return f'<p role="status">{escape(sentence)}</p>'


def _found(found: Public) -> str:
    lines = (
        (words.LOOKUP_LABEL, found.code),
        (words.LOOKUP_STATUS, found.status),
        (words.LOOKUP_RECEIVED, found.received),
        (words.LOOKUP_PROMISED, found.promised),
        (words.LOOKUP_RETURNED, found.returned),
    )
    shown = (f"<dt>{escape(key)}</dt><dd>{escape(value)}</dd>" for key, value in lines if value)
    return f'<section role="status"><dl>{"".join(shown)}</dl></section>'
