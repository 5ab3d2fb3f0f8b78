"""The centre over TLS, with a certificate of a province's own authority."""

import re
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from sync.centre.commands import app
from tests.certificates import Authority

EVERYWHERE = "0.0.0.0"  # noqa: S104  (what is refused)


@pytest.fixture
def province(tmp_path: Path) -> Path:
    """A folder with the authority's certificate, and the centre's with its key."""
    chain, key = Authority(tmp_path).certificate()
    chain.rename(tmp_path / "cert.pem")
    key.rename(tmp_path / "key.pem")
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
    ("host", "said", "sentence"),
    [
        (EVERYWHERE, (), "--behind-tls-proxy"),
        ("::", (), "--behind-tls-proxy"),
        ("may-khac", (), "--behind-tls-proxy"),
        ("127.0.0.1", (), "Không mở được cổng"),
        (EVERYWHERE, ("--behind-tls-proxy",), "Không mở được cổng"),
        (EVERYWHERE, ("--cert", "cert.pem", "--key", "key.pem"), "Không mở được cổng"),
    ],
)
def test_other_machines_are_served_over_tls_or_through_a_proxy_that_was_named(
    province: Path, host: str, said: tuple[str, ...], sentence: str
) -> None:
    given = [str(province / word) if word.endswith(".pem") else word for word in said]
    with socket.create_server(("", 0)) as taken:
        words = ("--host", host, "--port", str(taken.getsockname()[1]), "--home", str(province))
        result = CliRunner().invoke(app, ["serve", *words, *given])
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert sentence in result.stderr


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
