"""Attached files at the centre: taken in parts, resumed at the byte, checked before they count."""

from hashlib import sha256

import httpx

from schemas.scans import SCAN_BYTES_MAX
from sync.centre.blobs import BlobName, content_of, pending_scans
from sync.centre.store import Store
from tests.builders import COUNTER, OTHER_UNIT, UNIT, JournalOf, an_id
from tests.sync.centre.desks import Centre, Desk

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


async def patch(
    desk: Desk, content: bytes, start: int, size: int, *, name: str | None = None, unit: str = UNIT
) -> httpx.Response:
    headers = desk.headers | {"Upload-Offset": str(start), "Upload-Length": str(size)}
    path = f"/v1/blobs/{unit}/{name or digest(PDF)}"
    async with desk.centre.client() as client:
        return await client.patch(path, content=content, headers=headers)


async def head(desk: Desk, name: str, unit: str = UNIT) -> httpx.Response:
    async with desk.centre.client() as client:
        return await client.head(f"/v1/blobs/{unit}/{name}", headers=desk.headers)


async def test_a_file_goes_on_at_the_byte_where_it_broke_off(desk: Desk, store: Store) -> None:
    first = await patch(desk, PDF[:1000], 0, len(PDF))
    assert (first.status_code, first.json()["offset"], first.json()["checked"]) == (
        200,
        1000,
        False,
    )
    asked = await head(desk, digest(PDF))
    assert asked.headers["Upload-Offset"] == "1000"
    assert asked.headers["Desk-Request"] == "asked"
    last = await patch(desk, PDF[1000:], 1000, len(PDF))
    assert (last.json()["offset"], last.json()["checked"]) == (len(PDF), True)
    with store.reading() as session:
        assert b"".join(content_of(session, BlobName(UNIT, digest(PDF)))) == PDF


async def test_a_part_that_comes_twice_says_where_to_go_on(desk: Desk) -> None:
    await patch(desk, PDF[:1000], 0, len(PDF))
    again = await patch(desk, PDF[:1000], 0, len(PDF))
    assert (again.status_code, again.json()["error"]) == (409, "offset")
    assert again.json()["params"] == {"offset": "1000"}


async def test_a_checked_file_is_taken_again_without_change(desk: Desk) -> None:
    await patch(desk, PDF, 0, len(PDF))
    again = await patch(desk, PDF, 0, len(PDF))
    assert (again.status_code, again.json()["checked"]) == (200, True)


async def test_a_file_that_is_not_what_its_digest_says_is_thrown_away(desk: Desk) -> None:
    spoilt = PDF[:-1] + b"!"
    refused = await patch(desk, spoilt, 0, len(spoilt))
    assert (refused.status_code, refused.json()["error"]) == (422, "wrong_hash")
    assert (await head(desk, digest(PDF))).headers["Upload-Offset"] == "0"
    assert (await patch(desk, PDF, 0, len(PDF))).json()["checked"]


async def test_only_pdf_jpeg_and_png_are_taken(desk: Desk) -> None:
    content = b"MZ" + bytes(100)
    refused = await patch(desk, content, 0, len(content), name=digest(content))
    assert (refused.status_code, refused.json()["error"]) == (422, "wrong_type")


async def test_a_file_over_twenty_megabytes_is_refused_before_it_comes(desk: Desk) -> None:
    refused = await patch(desk, PDF, 0, SCAN_BYTES_MAX + 1)
    assert (refused.status_code, refused.json()["error"]) == (413, "too_big")


async def test_files_of_another_unit_are_nobodys_business(centre: Centre, desk: Desk) -> None:
    centre.add_unit(OTHER_UNIT)
    assert (await head(desk, digest(PDF), OTHER_UNIT)).status_code == 403
    assert (await patch(desk, PDF, 0, len(PDF), unit=OTHER_UNIT)).status_code == 403


async def test_what_is_no_digest_names_no_file(desk: Desk) -> None:
    refused = await patch(desk, PDF, 0, len(PDF), name="../etc")
    assert refused.status_code in {404, 422}
    assert (await head(desk, "A" * 64)).status_code == 422


async def test_an_entry_may_come_before_its_file_and_says_so(desk: Desk, store: Store) -> None:
    journal, dossier = JournalOf(COUNTER), an_id("dossier")
    journal.write()
    journal.receive(dossier)
    body = {
        "paper": "p",
        "sha256": digest(PDF),
        "size_bytes": len(PDF),
        "media_type": "application/pdf",
        "name": "a.pdf",
    }
    journal.write("scan.attached", dossier=dossier, body=body)
    pushed = await desk.push(journal.texts)
    assert [one["outcome"] for one in pushed.json()["results"]] == ["applied"] * 3
    with store.reading() as session:
        assert pending_scans(session, UNIT) == {dossier: (digest(PDF),)}
    await patch(desk, PDF, 0, len(PDF))
    with store.reading() as session:
        assert pending_scans(session, UNIT) == {}
