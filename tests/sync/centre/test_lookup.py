"""The public page tells status and dates to whoever has the code, and nothing else."""

from html.parser import HTMLParser

import pytest

from tests.builders import a_journal, an_id
from tests.sync.centre.desks import Centre, Desk


class Shown(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


async def shown(centre: Centre, typed: str | None) -> Shown:
    async with centre.client() as client:
        answer = await client.get("/tra-cuu", params={} if typed is None else {"ma": typed})
    assert answer.status_code == 200
    page = Shown()
    page.feed(answer.text)
    return page


async def test_the_page_alone_asks_for_a_code(centre: Centre) -> None:
    page = await shown(centre, None)
    assert "Mã hồ sơ" in page.words
    assert ("html", {"lang": "vi"}) in page.tags
    labels = [attributes["for"] for tag, attributes in page.tags if tag == "label"]
    assert labels == ["ma"]


@pytest.mark.parametrize("typed", ["000.17.22.H02-191120-1001", " 000.17.22.h02-191120-1001 "])
async def test_a_code_tells_status_and_dates_and_no_name(
    centre: Centre, desk: Desk, typed: str
) -> None:
    await desk.push(a_journal(2).texts)
    page = await shown(centre, typed)
    assert "Được tiếp nhận" in page.words
    assert "12:00 ngày 20/11/2019" in page.words
    assert "12:00 ngày 21/11/2019" in page.words
    said = " ".join(page.words)
    assert "Ấn" not in said
    assert "khai sinh" not in said


async def test_a_returned_result_shows_when(centre: Centre, desk: Desk) -> None:
    journal = a_journal(2)
    dossier = an_id(desk.counter, "dossier", 0)
    result = {"number": "12/KS", "dated": "2019-11-20", "signatory": "Lê Văn Chính"}
    journal.write("dossier.resolved", dossier=dossier, body=result)
    journal.write("dossier.returned", dossier=dossier, body={"to": "Nguyễn Văn Ấn"})
    await desk.push(journal.texts)
    page = await shown(centre, "000.17.22.H02-191120-1001")
    assert "Đã trả kết quả" in page.words
    assert "Ngày trả kết quả" in page.words
    assert not any("Chính" in words or "Ấn" in words for words in page.words)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("000.17.22.H02-191120-1999", "Chưa có hồ sơ mang mã này"),
        ("xin chào", "Đây không phải là mã hồ sơ"),
        ("<script>alert(1)</script>", "Đây không phải là mã hồ sơ"),
        ("\0'\"--", "Đây không phải là mã hồ sơ"),
    ],
)
async def test_a_code_without_a_dossier_is_told_so(
    centre: Centre, typed: str, sentence: str
) -> None:
    page = await shown(centre, typed)
    assert any(sentence in words for words in page.words)
    assert not [tag for tag, _ in page.tags if tag == "script"]


async def test_the_page_is_kept_nowhere(centre: Centre) -> None:
    async with centre.client() as client:
        answer = await client.get("/tra-cuu")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
