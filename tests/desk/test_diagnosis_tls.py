"""`desk doctor` at a centre over TLS: whom the counter believes, and in words why not."""

import asyncio
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest

from desk import machine
from desk.diagnosis import examine
from desk.errands import enrol_home
from desk.opening import CommandError
from desk.store.journal import counter_of
from sync.centre.serving import Certificate, Server, listen
from sync.centre.store import open_store
from tests.builders import UNIT
from tests.certificates import Authority
from tests.desk.office import Office, open_office
from tests.sync.centre.desks import Centre


@dataclass
class Province:
    """An authority, a centre, and a counter that has the authority's `ca.pem`."""

    folder: Path
    authority: Authority
    centre: Centre
    office: Office
    token: str

    @contextmanager
    def serving(self, pair: tuple[Path, Path]) -> Iterator[str]:
        """The centre over TLS with a certificate; its address."""
        ready = Event()
        server = Server(self.centre.app, ready.set, Certificate(*pair))
        bound = listen("127.0.0.1", 0)
        running = Thread(target=server.run, args=([bound],))
        running.start()
        try:
            assert ready.wait(20)
            yield f"https://127.0.0.1:{bound.getsockname()[1]}"
        finally:
            server.should_exit = True
            running.join()

    async def told(self, url: str) -> dict[str, str]:
        """What the doctor says of the line and the certificate, and how bad it is."""
        with self.office.desk.store.write() as session:
            counter = counter_of(session)
            counter.url, counter.token = url, self.token
            session.add(counter)
        found = await examine(self.office.home.path)
        about = ("line_", "certificate_", "authority_")
        return {
            one.finding.code: f"{one.finding.level}: {one.line}"
            for one in found.findings
            if one.finding.code.startswith(about)
        }


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Province]:
    """All of it, with the counter known to the centre."""
    folder = tmp_path_factory.mktemp("province")
    store = open_store(f"sqlite:///{folder / 'centre.sqlite'}")
    centre = Centre(store, machine.now)
    centre.add_unit()
    token = asyncio.run(centre.enrol()).token
    office = open_office(folder)
    # The installation that enrolled: any other under its token is a copy.
    (office.home.path / "instance").write_text("i")
    yield Province(folder, Authority(folder), centre, office, token)
    store.close()


@pytest.fixture
def province(whole: Province) -> Province:
    """The same, with the province's file at the counter."""
    shutil.copy(whole.authority.file, whole.office.home.authority)
    return whole


async def test_a_certificate_of_the_province_is_well_and_says_for_how_long(
    province: Province,
) -> None:
    with province.serving(province.authority.certificate()) as url:
        told = await province.told(url)
    assert {code: line.partition(":")[0] for code, line in told.items()} == {
        "line_up": "well",
        "certificate_until": "well",
    }


Change = Callable[[Province], tuple[Path, Path]]


def over(province: Province) -> tuple[Path, Path]:
    return province.authority.certificate(until=machine.now() - timedelta(days=3, hours=1))


def early(province: Province) -> tuple[Path, Path]:
    return province.authority.certificate(began=machine.now() + timedelta(days=1))


def of_another_host(province: Province) -> tuple[Path, Path]:
    return province.authority.certificate(host="centre.example")


def of_another_authority(province: Province) -> tuple[Path, Path]:
    return Authority(province.folder / "other").certificate()


def without_an_authority_here(province: Province) -> tuple[Path, Path]:
    province.office.home.authority.unlink()
    return province.authority.certificate()


def with_a_torn_file_here(province: Province) -> tuple[Path, Path]:
    province.office.home.authority.write_text("-----BEGIN CERTIFICATE-----\nMIIB")
    return province.authority.certificate()


@pytest.mark.parametrize(
    ("change", "code", "sentence"),
    [
        (over, "certificate_over", "hết hạn 3 ngày rồi. Nếu ngày giờ máy này đúng, báo tỉnh gia"),
        (early, "certificate_early", "chưa tới ngày có hiệu lực. Chỉnh lại ngày giờ máy này"),
        (of_another_host, "certificate_name", "mang tên máy khác"),
        (of_another_authority, "certificate_authority", "không do cơ quan trong ca.pem cấp"),
        (without_an_authority_here, "authority_missing", "Chép ca.pem của tỉnh vào đó"),
        (with_a_torn_file_here, "authority_broken", "Chép lại ca.pem của tỉnh"),
    ],
    ids=lambda given: getattr(given, "__name__", "-"),
)
async def test_who_is_not_believed_is_told_with_what_to_do(
    province: Province, change: Change, code: str, sentence: str, tmp_path: Path
) -> None:
    with province.serving(change(province)) as url:
        told = await province.told(url)
        with pytest.raises(CommandError, match=r"^Không tin được trung tâm tại https://"):
            await enrol_a_new_home(province, url, tmp_path)
    assert told.keys() == {"line_untrusted", code}
    assert sentence in told[code]
    assert all(line.startswith("wrong: [HỎNG]") for line in told.values())


async def enrol_a_new_home(province: Province, url: str, home: Path) -> None:
    """Try to enrol with the same file of the province."""
    if province.office.home.authority.exists():
        shutil.copy(province.office.home.authority, home)
    await enrol_home(home, url, province.centre.enrol_code(UNIT), "Q9")


async def test_a_server_without_tls_at_an_https_address_is_not_the_centre(
    province: Province,
) -> None:
    async def say_something(_: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
        out.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        out.close()

    async with await asyncio.start_server(say_something, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        told = await province.told(f"https://127.0.0.1:{port}")
    assert told.keys() == {"line_not_the_centre", "certificate_unknown"}
