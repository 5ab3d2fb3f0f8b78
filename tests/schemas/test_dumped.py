"""The quick way to write a shape says just what pydantic says."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from schemas.dossiers import Dossier
from schemas.people import Person
from schemas.reception import ReceptionForm
from schemas.shape import Instant, Shape, dumped, written
from tests.builders import an_id

texts = st.text(st.characters(codec="utf-8"), max_size=20)
instants = st.datetimes(timezones=st.sampled_from((UTC, timezone(timedelta(hours=7)))))


class Held(Shape):
    """A shape with an instant."""

    at: Instant


@given(texts, st.dates(), st.dictionaries(texts.map(lambda one: f"new_{one}"), texts, max_size=3))
def test_texts_dates_and_what_a_newer_version_added_are_written_alike(
    name: str, born: object, added: dict[str, str]
) -> None:
    person = Person.model_validate({"name": name, "birth_date": born, **added})
    form = ReceptionForm(id=an_id(), submitter=person, applicant=person, note=name)
    assert dumped(form) == form.model_dump_json()


@given(instants)
def test_an_instant_is_written_to_the_millisecond_and_read_back(instant: datetime) -> None:
    whole = instant.astimezone(UTC)
    cut = whole.replace(microsecond=whole.microsecond // 1000 * 1000)
    text = cut.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    held = Held(at=instant)
    assert (written(instant), held.at, dumped(held)) == (text, cut, f'{{"at":"{text}"}}')
    assert Held.model_validate_json(dumped(held)) == Held.model_validate({"at": text}) == held


@pytest.mark.parametrize(
    "text", ["2019-02-30T08:00:00.000Z", "2019-13-01T08:00:00.000Z", "", "2019-W01-1T08:00:00.00Z"]
)
def test_what_only_looks_like_an_instant_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        Held.model_validate({"at": text})


def test_a_dossier_of_nothing_is_written_alike() -> None:
    dossier = Dossier(id=an_id(), home="000.17.22.H02")
    assert dumped(dossier) == dossier.model_dump_json()
