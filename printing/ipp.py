"""The few IPP operations that printing needs (RFC 8011, and the listing of CUPS), over HTTP.

Every failure of a printer or of the way to it is a value; only this module of the package speaks
HTTP.
"""

import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from socket import gaierror
from typing import Final
from urllib.parse import urlsplit

import httpx

from printing import ipp_messages as wire
from printing.addresses import PORT
from printing.hindrances import in_the_way
from printing.ipp_messages import Attribute, Group, Malformed, Message
from printing.ipp_trust import trusting
from printing.spool import FailureReason
from schemas.certificates import doubt_in

CONNECT_SECONDS_MAX: Final = 3.0
ANSWER_SECONDS_MAX: Final = 15.0
ANSWER_BYTES_MAX: Final = 4 << 20
USER: Final = "quay-mot-cua"
"""Who owns the jobs; one name, so that a job can be asked about after another officer signed in."""

PRINT_JOB: Final = 0x0002
CREATE_JOB: Final = 0x0005
SEND_DOCUMENT: Final = 0x0006
CANCEL_JOB: Final = 0x0008
GET_JOB_ATTRIBUTES: Final = 0x0009
GET_PRINTER_ATTRIBUTES: Final = 0x000B
RELEASE_JOB: Final = 0x000D
RESUME_PRINTER: Final = 0x0011
CUPS_GET_PRINTERS: Final = 0x4002

IDLE: Final = 3
STOPPED: Final = 5
"""States of a printer; 4 is printing."""

_OK_MAX: Final = 0x00FF
_STATUS: Final[dict[int, FailureReason]] = {
    0x0401: "not_authorized",
    0x0402: "not_authorized",
    0x0403: "not_authorized",
    0x0406: "not_found",
    0x0407: "not_found",
    0x040A: "no_pdf",
    0x040B: "unsupported",
    0x0503: "not_understood",
    0x0506: "not_accepting",
    0x0507: "busy",
}
_HTTP: Final[dict[int, FailureReason]] = {
    401: "not_authorized",
    403: "not_authorized",
    404: "not_found",
    503: "busy",
}
_PRINTER_ASKED: Final = (
    "printer-name", "printer-state", "printer-state-reasons", "printer-is-accepting-jobs",
    "operations-supported", "document-format-supported", "printer-uri-supported", "printer-info",
    "printer-location", "media-ready", "queued-job-count",
)  # fmt: skip
_JOB_ASKED: Final = ("job-state", "job-state-reasons", "time-at-processing")


@dataclass(frozen=True, slots=True)
class IppFailed:
    """An operation was refused, or nothing that could be understood came back."""

    reason: FailureReason
    was_delivered: bool | None = False
    """None: the line broke while the request was on its way."""


@dataclass(frozen=True, slots=True)
class PrinterStanding:
    """How a printer or a queue stands."""

    name: str
    url: str
    state: int
    reasons: tuple[str, ...]
    is_accepting: bool
    operations: tuple[int, ...] = ()
    formats: tuple[str, ...] = ()
    about: str = ""
    media: tuple[str, ...] = ()
    waiting: int | None = None
    """So many jobs are not through yet, as far as it says."""

    @property
    def is_stopped(self) -> bool:
        """Whether nothing is printed until somebody lets it."""
        return self.state == STOPPED

    @property
    def is_up_to_date(self) -> bool:
        """Whether its reasons are those of now: CUPS learns of them only while it has a job there.

        Without one it keeps what the last had met. Who believed that would never try it again.
        """
        has_job = self.state != IDLE and not (self.is_stopped and self.waiting == 0)
        return has_job or CUPS_GET_PRINTERS not in self.operations

    @property
    def hindrances(self) -> tuple[str, ...]:
        """Of what it says, what may be so now."""
        return tuple(one for one in self.reasons if self.is_up_to_date or not in_the_way([one]))

    @property
    def takes_pdf(self) -> bool:
        """Whether it prints a PDF as it is, as far as it says."""
        kinds = {"application/pdf", "application/octet-stream"}
        return not self.formats or not kinds.isdisjoint(self.formats)

    @property
    def opens_jobs(self) -> bool:
        """Whether a job gets its number before its pages are sent."""
        return {CREATE_JOB, SEND_DOCUMENT} <= set(self.operations)


@dataclass(frozen=True, slots=True)
class JobStanding:
    """How a job stands at its printer."""

    state: int
    reasons: tuple[str, ...]
    has_begun: bool


@dataclass(frozen=True, slots=True)
class Printout:
    """What a job is to look like on paper."""

    name: str
    media: str
    copies: int = 1


@dataclass(frozen=True, slots=True)
class IppPrinter:
    """One printer or queue, known by its `ipp` or `ipps` address."""

    url: str
    certificate: Path | None = None
    """Who is believed at an `ipps` address: the printer's own certificate, or an authority's."""

    def standing(self) -> PrinterStanding | IppFailed:
        """Ask how the printer stands."""
        answer = self._ask(GET_PRINTER_ATTRIBUTES, _wanted(_PRINTER_ASKED))
        if isinstance(answer, IppFailed):
            return answer
        printers = answer.of(wire.PRINTER_GROUP)
        return _printer(printers[0], self.url) if printers else IppFailed("not_understood", None)

    def open_job(self, printout: Printout) -> int | IppFailed:
        """Open a job without pages; its number."""
        return self._job(self._ask(CREATE_JOB, _named(printout), _look(printout)))

    def send_pages(self, job: int, pdf: bytes) -> IppFailed | None:
        """Hand over the pages of an opened job."""
        answer = self._ask(SEND_DOCUMENT, (_job_id(job), *_LAST_PDF), document=pdf)
        return answer if isinstance(answer, IppFailed) else None

    def print_at_once(self, printout: Printout, pdf: bytes) -> int | IppFailed:
        """Open a job with its pages, for printers that know no other way; its number."""
        more = (*_named(printout), _PDF)
        return self._job(self._ask(PRINT_JOB, more, _look(printout), document=pdf))

    def job(self, job: int) -> JobStanding | IppFailed:
        """Ask how a job stands."""
        answer = self._ask(GET_JOB_ATTRIBUTES, (_job_id(job), *_wanted(_JOB_ASKED)))
        if isinstance(answer, IppFailed):
            return answer
        told = next(iter(answer.of(wire.JOB_GROUP)), None)
        state = told.number("job-state") if told else None
        if told is None or state is None:
            return IppFailed("not_understood", None)
        # Only a printer that says so has not begun: one that says nothing may have pages out.
        has_begun = told.values("time-at-processing") != _NO_VALUE
        return JobStanding(state, _reasons(told.texts("job-state-reasons")), has_begun)

    def cancel(self, job: int) -> IppFailed | None:
        """Take a job back."""
        answer = self._ask(CANCEL_JOB, (_job_id(job),))
        return answer if isinstance(answer, IppFailed) else None

    def release(self, job: int) -> IppFailed | None:
        """Let a held job go on."""
        answer = self._ask(RELEASE_JOB, (_job_id(job),))
        return answer if isinstance(answer, IppFailed) else None

    def resume(self) -> IppFailed | None:
        """Let a stopped printer go on."""
        answer = self._ask(RESUME_PRINTER)
        return answer if isinstance(answer, IppFailed) else None

    def queues(self) -> tuple[PrinterStanding, ...] | IppFailed:
        """Ask a CUPS server, named by any address at it, for its queues."""
        answer = self._ask(CUPS_GET_PRINTERS, _wanted(_PRINTER_ASKED))
        if isinstance(answer, IppFailed):
            # A server without queues says that it found none.
            return () if answer.reason == "not_found" else answer
        return tuple(_printer(one, "") for one in answer.of(wire.PRINTER_GROUP))

    def _job(self, answer: Message | IppFailed) -> int | IppFailed:
        if isinstance(answer, IppFailed):
            return answer
        found = [group.number("job-id") for group in answer.of(wire.JOB_GROUP)]
        number = next((one for one in found if one is not None), None)
        return IppFailed("not_understood", None) if number is None else number

    def _ask(
        self,
        operation: int,
        more: Sequence[Attribute] = (),
        job: Sequence[Attribute] = (),
        document: bytes = b"",
    ) -> Message | IppFailed:
        asked = (*_HEAD, Attribute("printer-uri", wire.URI, (self.url,)), _OWNER, *more)
        groups = [Group(wire.OPERATION_GROUP, asked)]
        if job:
            groups.append(Group(wire.JOB_GROUP, tuple(job)))
        answer = self._exchange(wire.encode(Message(operation, 1, tuple(groups), document)))
        if isinstance(answer, Message) and answer.code > _OK_MAX:
            return IppFailed(_STATUS.get(answer.code, "other"))
        return answer

    def _exchange(self, content: bytes) -> Message | IppFailed:
        head = {"Content-Type": "application/ipp"}
        limits = httpx.Timeout(ANSWER_SECONDS_MAX, connect=CONNECT_SECONDS_MAX)
        try:
            with (
                # The office's proxy is no way to a printer.
                httpx.Client(verify=self._trust(), timeout=limits, trust_env=False) as client,
                client.stream("POST", _http(self.url), content=content, headers=head) as answer,
            ):
                if answer.status_code != httpx.codes.OK:
                    return _refused(answer.status_code)
                raw = _bounded(answer)
        except httpx.ConnectError as error:
            return IppFailed(_unreached(error))
        except (httpx.ConnectTimeout, httpx.UnsupportedProtocol):
            return IppFailed("unreachable")
        except httpx.HTTPError:
            return IppFailed("unreachable", None)
        except httpx.InvalidURL:
            return IppFailed("not_found")
        except OSError:  # ssl.SSLError is one
            return IppFailed("certificate_file")
        read = wire.decode(raw)
        return IppFailed("not_understood", None) if isinstance(read, Malformed) else read

    def _trust(self) -> ssl.SSLContext:
        return trusting(self.certificate, is_plain=self.url.startswith("ipp:"))


_NO_VALUE: Final = (b"",)
_HEAD: Final = (
    Attribute("attributes-charset", wire.CHARSET, ("utf-8",)),
    Attribute("attributes-natural-language", wire.LANGUAGE, ("en",)),
)
_OWNER: Final = Attribute("requesting-user-name", wire.NAME, (USER,))
_PDF: Final = Attribute("document-format", wire.MIME, ("application/pdf",))
_LAST_PDF: Final = (_PDF, Attribute("last-document", wire.BOOLEAN, (True,)))


def _wanted(names: tuple[str, ...]) -> tuple[Attribute, ...]:
    return (Attribute("requested-attributes", wire.KEYWORD, names),)


def _named(printout: Printout) -> tuple[Attribute, ...]:
    return (Attribute("job-name", wire.NAME, (printout.name,)),)


def _job_id(job: int) -> Attribute:
    return Attribute("job-id", wire.INTEGER, (job,))


def _look(printout: Printout) -> tuple[Attribute, ...]:
    return (
        Attribute("copies", wire.INTEGER, (printout.copies,)),
        Attribute("media", wire.KEYWORD, (printout.media,)),
        # A code that was scaled may not scan, and copies go to different people.
        Attribute("print-scaling", wire.KEYWORD, ("none",)),
        Attribute("sides", wire.KEYWORD, ("one-sided",)),
    )


def _printer(told: Group, url: str) -> PrinterStanding:
    def first(name: str) -> str:
        return next(iter(told.texts(name)), "")

    about = " · ".join(filter(None, (first("printer-info"), first("printer-location"))))
    numbers = (one for one in told.values("operations-supported") if isinstance(one, int))
    return PrinterStanding(
        name=first("printer-name"),
        url=url or first("printer-uri-supported"),
        state=told.number("printer-state") or 0,
        reasons=_reasons(told.texts("printer-state-reasons")),
        is_accepting=told.flag("printer-is-accepting-jobs", otherwise=True),
        operations=tuple(numbers),
        formats=told.texts("document-format-supported"),
        about=about,
        media=told.texts("media-ready"),
        waiting=told.number("queued-job-count"),
    )


def _reasons(told: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in told if one != "none")


def _http(url: str) -> str:
    """The HTTP address behind an IPP one."""
    parts = urlsplit(url)
    scheme = {"ipp": "http", "ipps": "https"}[parts.scheme]
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{scheme}://{host}:{parts.port or PORT}{parts.path or '/'}"


def _refused(status: int) -> IppFailed:
    """A server's own error comes at any time; a refusal, before anything was taken."""
    was_delivered = None if status >= httpx.codes.INTERNAL_SERVER_ERROR else False
    return IppFailed(_HTTP.get(status, "not_understood"), was_delivered)


def _bounded(answer: httpx.Response) -> bytes:
    read = bytearray()
    for chunk in answer.iter_bytes():
        read += chunk
        if len(read) > ANSWER_BYTES_MAX:
            break
    return bytes(read)


def _unreached(error: httpx.ConnectError) -> FailureReason:
    if _is_nameless(error):
        return "unresolved"
    doubt = doubt_in(error)
    return "not_understood" if doubt == "no_tls" else doubt or "unreachable"


def _is_nameless(error: BaseException | None) -> bool:
    """Whether this machine does not know where a printer of that name is."""
    while error is not None and not isinstance(error, gaierror):
        error = error.__cause__ or error.__context__
    return error is not None
