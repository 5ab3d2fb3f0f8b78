"""A private CUPS on loopback whose printer fails as it is told; everything below one folder."""

import os
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from printing.ipp import IppPrinter, PrinterStanding
from printing.ipp_transport import IppTransport
from printing.receipt import render_receipt
from tests.printing.samples import a_receipt

BACKEND = Path(__file__).with_name("faulty_backend.sh")
SYSTEM = Path("/usr/lib/cups")
SECONDS_MAX = 10.0
LOOK_SECONDS = 0.02
IDLE = 3
QUEUES = ("quay01", "quay02")
_NOBODY = 65534

CUPS_FILES = """\
SystemGroup {group}
User {user}
Group {group}
ServerRoot {root}/etc
StateDir {root}/run
CacheDir {root}/cache
RequestRoot {root}/spool
TempDir {root}/tmp
ServerBin {root}/bin
DataDir /usr/share/cups
ServerKeychain {root}/ssl
AccessLog {root}/log/access
ErrorLog {root}/log/error
PageLog {root}/log/page
"""
CUPSD = """\
LogLevel info
Listen 127.0.0.1:{port}
Browsing No
DefaultAuthType None
WebInterface No
PreserveJobHistory Yes
PreserveJobFiles No
MultipleOperationTimeout 600
<Location />
Order allow,deny
Allow 127.0.0.1
</Location>
<Policy default>
JobPrivateAccess all
JobPrivateValues none
SubscriptionPrivateAccess all
SubscriptionPrivateValues none
<Limit All>
Order allow,deny
Allow 127.0.0.1
</Limit>
</Policy>
"""
PRINTER = """\
<Printer {name}>
Info Quầy 1
Location Bộ phận Một cửa
DeviceURI faulty:/
State Idle
Accepting Yes
Shared No
JobSheets none none
ErrorPolicy retry-current-job
OpPolicy default
</Printer>
"""


def require(program: str) -> str:
    """Where a part of CUPS is; skip without it, and on the gate, which installs it, fail."""
    found = shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin")
    if found is not None:
        return found
    missing = f"{program} is not installed (Debian: cups-daemon, cups-client, cups-ipp-utils)"
    if "CI" in os.environ:
        pytest.fail(missing)
    pytest.skip(missing)


@dataclass(frozen=True)
class Cups:
    """A running server."""

    root: Path
    port: int

    def printer(self, queue: str = QUEUES[0]) -> IppPrinter:
        return IppPrinter(f"ipp://127.0.0.1:{self.port}/printers/{queue}")

    def transport(self, queue: str = QUEUES[0]) -> IppTransport:
        return IppTransport(self.printer(queue))

    def behave(self, mode: str, queue: str = "") -> None:
        """Let the printers do something else from now on, or one of them."""
        made = self.root / "mode.new"
        made.write_text(mode)
        made.replace(self.root / (f"mode-{queue}" if queue else "mode"))
        if not queue:
            for own in self.root.glob("mode-*"):
                own.unlink()

    def disable(self, queue: str = QUEUES[0]) -> None:
        """Stop a queue, as whoever looks after the server does."""
        program = require("cupsdisable")
        subprocess.run([program, "-h", f"127.0.0.1:{self.port}", queue], check=True)

    def pages(self) -> list[str]:
        """The pages that came out, as `job page`."""
        file = self.root / "out" / "pages"
        return file.read_text().splitlines() if file.exists() else []

    def printed(self) -> list[bytes]:
        """What came out whole, oldest first."""
        files = (self.root / "out").glob("job-*.pdf")
        return [one.read_bytes() for one in sorted(files, key=lambda one: one.stat().st_mtime_ns)]

    def is_idle(self, queue: str) -> bool:
        return self.standing(queue).state == IDLE

    def forget_troubles(self, queue: str) -> None:
        """Let a job through, if the queue keeps what a cancelled one had met."""
        if self.standing(queue).reasons:
            self.transport(queue).send("sach.pdf", render_receipt(a_receipt()))
            until(lambda: not self.standing(queue).reasons, "a queue without reasons")
            until(lambda: self.is_idle(queue), "an idle printer")

    def standing(self, queue: str = QUEUES[0]) -> PrinterStanding:
        told = self.printer(queue).standing()
        assert isinstance(told, PrinterStanding), told
        return told


def until(is_so: Callable[[], bool], what: str) -> None:
    """Look until something outside is so."""
    tick = threading.Event()
    for _ in range(int(SECONDS_MAX / LOOK_SECONDS)):
        if is_so():
            return
        tick.wait(LOOK_SECONDS)
    msg = f"never seen: {what}"
    raise AssertionError(msg)


@contextmanager
def private_cups() -> Iterator[Cups]:
    """A server of our own; as root it runs as nobody, as cupsd must."""
    require("cupsd")
    root = Path(tempfile.mkdtemp(prefix="cups-"))
    try:
        port = _prepare(root)
        with _serving(root):
            made = Cups(root, port)
            until(lambda: isinstance(made.printer().standing(), PrinterStanding), "cupsd")
            yield made
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _prepare(root: Path) -> int:
    for name in ("etc", "run/certs", "cache", "spool", "tmp", "log", "bin/backend", "out", "ssl"):
        (root / name).mkdir(parents=True)
    for name in ("daemon", "notifier", "filter", "cgi-bin", "monitor"):
        if (SYSTEM / name).exists():
            (root / "bin" / name).symlink_to(SYSTEM / name)
    backend = shutil.copy(BACKEND, root / "bin" / "backend" / "faulty")
    Path(backend).chmod(0o755)
    (root / "bin" / "backend" / "root").write_text(str(root))
    (root / "mode").write_text("normal")
    user, group = ("nobody", "nogroup") if os.getuid() == 0 else (_name("-un"), _name("-gn"))
    port = free_port()
    (root / "etc" / "cups-files.conf").write_text(
        CUPS_FILES.format(root=root, user=user, group=group)
    )
    (root / "etc" / "cupsd.conf").write_text(CUPSD.format(port=port))
    queues = "".join(PRINTER.format(name=name) for name in QUEUES)
    (root / "etc" / "printers.conf").write_text(queues)
    if os.getuid() == 0:
        for path in (root, *root.rglob("*")):
            os.chown(path, _NOBODY, _NOBODY, follow_symlinks=False)
    return port


@contextmanager
def _serving(root: Path) -> Iterator[None]:
    files = root / "etc"
    nobody = _NOBODY if os.getuid() == 0 else None
    process = subprocess.Popen(
        ["/usr/sbin/cupsd", "-f", "-c", files / "cupsd.conf", "-s", files / "cups-files.conf"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        user=nobody,
        group=nobody,
        extra_groups=None if nobody is None else [],
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(SECONDS_MAX)


def _name(option: str) -> str:
    return subprocess.run(["id", option], capture_output=True, text=True, check=True).stdout.strip()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
