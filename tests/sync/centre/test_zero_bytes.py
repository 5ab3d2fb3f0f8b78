"""No database is handed a text with a zero character, which PostgreSQL cannot keep."""

from itertools import product

from schemas.journal import sealed
from tests.builders import UNIT, a_journal, mappings
from tests.sync.centre.desks import Centre, Desk

ZERO = "a\0b"


def enrolment(centre: Centre, **said: str) -> dict[str, str]:
    return {"code": centre.enrol_code(), "name": "Q2", "instance": "i", "request": "r"} | said


async def test_a_message_with_a_zero_character_is_refused_by_the_field(desk: Desk) -> None:
    change = {"account": "lan", "old": "a", "new": "b", "request": "r"}
    asked = [
        *(
            ("/v1/enrolments", field, enrolment(desk.centre, **{field: ZERO}))
            for field in ("code", "name", "instance", "request")
        ),
        *(("/v1/officers/me/password", field, change | {field: ZERO}) for field in change),
        (f"/v1/units/{UNIT}/witness", "request", {"request": ZERO, "entries": []}),
    ]
    async with desk.centre.client() as client:
        for path, field, message in asked:
            answer = await client.post(path, json=message, headers=desk.headers)
            assert (answer.status_code, answer.json()["error"]) == (422, "invalid"), (path, field)
            assert answer.json()["params"] == {"field": field}


async def test_an_entry_of_a_witness_with_a_zero_character_is_kept_or_refused(desk: Desk) -> None:
    (entry,) = mappings(a_journal(1, counter=f"{UNIT}/Q2").texts)
    odd = {"counter": f"{UNIT}/Q\0", "home": ZERO, "kind": ZERO, "officer": ZERO, "prev": ZERO}
    odd |= {"body": {ZERO: ZERO}}  # type: ignore[dict-item]
    async with desk.centre.client() as client:
        for field, value in odd.items():
            said = {"request": "r", "entries": [sealed({**entry, field: value})[1]]}
            answer = await client.post(f"/v1/units/{UNIT}/witness", json=said, headers=desk.headers)
            assert answer.status_code in {200, 422}, field


async def test_no_address_and_no_header_carries_one_to_the_database(desk: Desk) -> None:
    paths = ("/v1/dossiers/%00", "/v1/units/%00/feed", "/v1/reference/%00", "/tra-cuu?ma=%00")
    headers = ("Desk-Instance", "Desk-Met", "Desk-Epoch", "Desk-Request", "Desk-Seen")
    async with desk.centre.client() as client:
        for path, header in product((*paths, "/v1/counters/me"), (*headers, "If-None-Match")):
            answer = await client.get(path, headers=desk.headers | {header: "\0"})
            assert answer.status_code < 500, (path, header)
