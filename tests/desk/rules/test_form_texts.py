"""A form goes into fields and comes back; nothing typed is lost on the way."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from desk.rules.form_texts import Sources, aside, form_of, texts_of, unread, with_aside
from schemas.letters import nfc
from schemas.people import Organisation, Person
from schemas.reception import Delivery, FeeTaken, ReceptionForm
from tests.desk.office import AN, MONDAY, RESIDENCE, only_case

BLANK = ReceptionForm(id=UUID(int=1))
SOURCES = Sources(MONDAY, only_case(RESIDENCE))


def test_a_whole_form_comes_back_as_it_was() -> None:
    form = BLANK.model_copy(
        update={
            "submitter": AN,
            "applicant": Organisation(name="Công ty [/] $x", number="0100109106"),
            "delivery": Delivery(channel="postal", address="Thôn Đông", recipient="An"),
            "fees": (FeeTaken(key="counter", name="x", amount_vnd=15_000, receipt_number="7"),),
            "note": "ghi chú",
            "sets": 2,
        }
    )
    name = only_case(RESIDENCE).fees[0].name
    fees = (form.fees[0].model_copy(update={"name": name}),)
    back = form_of(form, texts_of(form), SOURCES)
    assert back == form.model_copy(update={"fees": fees})


@given(st.text(min_size=1))
def test_what_cannot_be_read_is_kept_as_typed(text: str) -> None:
    amount = {"fees.counter.amount": text, "fees.counter.method": "cash"}
    texts = texts_of(BLANK) | {"submitter.birth_date": text} | amount
    form = form_of(BLANK, texts, SOURCES)
    again = ReceptionForm.model_validate_json(form.model_dump_json())
    for name in ("submitter.birth_date", "fees.counter.amount"):
        read = form.submitter.birth_date if name.startswith("s") else form.fees or None
        assert read is not None or not text.strip() or again.typed[name] == nfc(text)


def test_unreadable_texts_are_errors_until_they_are_mended() -> None:
    texts = texts_of(BLANK) | {"submitter.birth_date": "31/2/1990", "sets": "hai"}
    form = form_of(BLANK, texts, SOURCES)
    assert [one.code for one in unread(form)] == ["unread_date", "unread_sets"]
    mended = form_of(
        form, texts_of(form) | {"submitter.birth_date": "1/2/1990", "sets": "2"}, SOURCES
    )
    assert unread(mended) == []
    assert mended.sets == 2


def test_texts_of_the_supplement_step_stay_aside() -> None:
    form = with_aside(BLANK, {"supplement.reason": "x", "supplement.where": ""})
    assert aside(form) == {"supplement.reason": "x"}
    assert unread(form) == []
    assert aside(form_of(form, texts_of(form), SOURCES)) == {"supplement.reason": "x"}
    assert aside(with_aside(form, {})) == {}


@given(st.text(), st.sampled_from(["", "person", "organisation"]))
def test_any_name_is_kept(name: str, kind: str) -> None:
    texts = texts_of(BLANK) | {"submitter.name": name, "applicant.kind": kind}
    form = form_of(BLANK, texts, SOURCES)
    assert form.submitter.name == Person(name=name.strip()).name
    assert (form.applicant.kind if form.applicant else "") == kind
