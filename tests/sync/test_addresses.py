"""A counter's token never crosses a network unencrypted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.addresses import is_allowed


@pytest.mark.parametrize(
    "url",
    [
        "https://mot-cua.tinh.gov.vn",
        "https://10.0.0.1:8443/",
        "HTTPS://mot-cua.tinh.gov.vn",
        "http://127.0.0.1:8000",
        "http://127.8.9.1",
        "http://[::1]:8000",
        "http://localhost:8000/",
    ],
)
def test_https_and_this_machine_are_allowed(url: str) -> None:
    assert is_allowed(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://mot-cua.tinh.gov.vn",
        "http://192.168.1.10:8000",
        "http://0.0.0.0:8000",
        "http://127.0.0.1.tinh.gov.vn",
        "http://localhost.tinh.gov.vn",
        "http://127.0.0.1@tinh.gov.vn",
        "http://127.0.0.1\\@tinh.gov.vn",
        "https://ai@tinh.gov.vn",
        "https://",
        "https://tinh.gov.vn/v1",
        "https://tinh.gov.vn?x",
        "https://tinh.gov.vn#x",
        "https://tinh.gov.vn:0",
        "https://tinh.gov.vn:x",
        "https://tinh.gov.vn ",
        "https://[::1",
        "ftp://localhost",
        "//localhost",
        "tinh.gov.vn",
    ],
)
def test_anything_else_is_refused(url: str) -> None:
    assert not is_allowed(url)


@given(st.text())
def test_no_text_makes_it_fail(text: str) -> None:
    assert not is_allowed(f"http://{text}.vn")
