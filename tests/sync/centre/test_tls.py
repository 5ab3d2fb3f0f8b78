"""The centre over TLS, with a certificate of a province's own authority."""

import re
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from typer.testing import CliRunner

from sync.centre.commands import app

LONG = timedelta(days=36500)
BEGAN = datetime(2019, 1, 1, tzinfo=UTC)


def signed(
    name: str, key: ec.EllipticCurvePrivateKey, by: ec.EllipticCurvePrivateKey, *, is_ca: bool
) -> x509.Certificate:
    """A certificate of a key, signed by the authority's."""
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Province")]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGAN)
        .not_valid_after(BEGAN + LONG)
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False
        )
    )
    if not is_ca:
        here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
        made = made.add_extension(here, critical=False)
    return made.sign(by, hashes.SHA256())


@pytest.fixture
def province(tmp_path: Path) -> Path:
    """A folder with the authority's certificate, and the centre's with its key."""
    authority, centre = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    pem = serialization.Encoding.PEM
    for name, certificate in (
        ("ca.pem", signed("Province", authority, authority, is_ca=True)),
        ("cert.pem", signed("Centre", centre, authority, is_ca=False)),
    ):
        (tmp_path / name).write_bytes(certificate.public_bytes(pem))
    plain = serialization.NoEncryption()
    key = centre.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    (tmp_path / "key.pem").write_bytes(key)
    return tmp_path


@contextmanager
def served(province: Path) -> Iterator[str]:
    """The address of a centre that runs with the certificate."""
    pair = ("--cert", str(province / "cert.pem"), "--key", str(province / "key.pem"))
    words = ("serve", "--port", "0", "--home", str(province / "home"), *pair)
    process = subprocess.Popen(
        [sys.executable, "-m", "sync.centre", *words], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    found = re.search(r"https://\S+", process.stdout.readline())
    assert found
    try:
        yield found[0]
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


@pytest.mark.slow
def test_only_those_who_trust_the_province_speak_with_it(province: Path) -> None:
    trusting = ssl.create_default_context(cafile=province / "ca.pem")
    with served(province) as url:
        answer = httpx.get(f"{url}/healthz", verify=trusting, trust_env=False)
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{url}/healthz", verify=ssl.create_default_context(), trust_env=False)
        with pytest.raises(httpx.TransportError):
            httpx.get(f"{url.replace('https', 'http')}/healthz", trust_env=False)
    assert answer.json()["protocol"] == 1


@pytest.mark.parametrize(
    "words",
    [("--cert", "cert.pem"), ("--key", "key.pem"), ("--cert", "key.pem", "--key", "ca.pem")],
)
def test_a_certificate_that_will_not_do_is_one_sentence(
    province: Path, words: tuple[str, ...]
) -> None:
    given = [word if word.startswith("--") else str(province / word) for word in words]
    result = CliRunner().invoke(app, ["serve", "--port", "0", "--home", str(province), *given])
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
