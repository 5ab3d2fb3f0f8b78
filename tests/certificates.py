"""Certificates as a province's authority signs them, good ones and others, in files."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

BEGAN = datetime(2019, 1, 1, tzinfo=UTC)
LONG = timedelta(days=36500)
PEM = serialization.Encoding.PEM


class Authority:
    """Signs for others; its own certificate is `ca.pem` of a folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.file = folder / "ca.pem"
        made = self._begun("Province", self._key, BEGAN, BEGAN + LONG, is_ca=True)
        self.file.write_bytes(made.sign(self._key, hashes.SHA256()).public_bytes(PEM))

    def certificate(
        self,
        name: str = "Centre",
        host: str = "127.0.0.1",
        *,
        began: datetime = BEGAN,
        until: datetime = BEGAN + LONG,
    ) -> tuple[Path, Path]:
        """The files of a certificate for a host, and of its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        named: x509.GeneralName = x509.DNSName(host)
        with suppress(ValueError):
            named = x509.IPAddress(ip_address(host))
        made = self._begun(name, key, began, until, is_ca=False)
        made = made.add_extension(x509.SubjectAlternativeName([named]), critical=False)
        chain, secret = self._folder / f"{name}.pem", self._folder / f"{name}.key"
        chain.write_bytes(made.sign(self._key, hashes.SHA256()).public_bytes(PEM))
        plain = serialization.NoEncryption()
        secret.write_bytes(key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, plain))
        return chain, secret

    def _begun(
        self,
        name: str,
        key: ec.EllipticCurvePrivateKey,
        began: datetime,
        until: datetime,
        *,
        is_ca: bool,
    ) -> x509.CertificateBuilder:
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        own = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
        return (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
            .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Province")]))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(began)
            .not_valid_after(until)
            .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
            .add_extension(own, critical=False)
            .add_extension(issuer, critical=False)
        )
