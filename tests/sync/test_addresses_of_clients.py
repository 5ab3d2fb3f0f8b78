"""Whom a counter's client trusts."""

import ssl

import httpx

from sync.exchange import open_client


async def test_without_an_authority_no_certificate_is_believed() -> None:
    async with open_client() as client:
        transport = client._transport
        assert isinstance(transport, httpx.AsyncHTTPTransport)
        context = transport._pool._ssl_context
        assert context is not None
        assert context.verify_mode is ssl.CERT_REQUIRED
        assert context.cert_store_stats()["x509_ca"] == 0
