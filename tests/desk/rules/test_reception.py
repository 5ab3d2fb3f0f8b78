"""What a reception form lacks and may promise: pure rules of the form."""

from uuid import UUID

from desk.rules.fees import fees_asked
from desk.rules.reception import (
    all_required,
    asked_for,
    blocking,
    carried_over,
    checklist,
    chosen,
    doubts_with_promise,
    filled_from,
    from_card,
    is_blank,
    lacking,
    mark,
    with_all_papers,
)
from schemas.data import official_calendar
from schemas.people import Organisation, Person
from schemas.procedures import Limit, Paper
from schemas.reception import ReceptionForm
from tests.desk.office import AN, BIRTH, MONDAY, RESIDENCE, only_case, procedure

BLANK = ReceptionForm(id=UUID(int=1))
CASE = only_case(RESIDENCE)
CALENDAR = official_calendar()


def form_for(code: str = RESIDENCE) -> ReceptionForm:
    form = chosen(BLANK, procedure(code), only_case(code))
    papers = all_required(form.papers, only_case(code))
    return form.model_copy(update={"submitter": AN, "papers": papers})


def codes(form: ReceptionForm) -> list[str]:
    found = doubts_with_promise(form, procedure(RESIDENCE), CASE, CALENDAR, MONDAY)
    return [one.code for one in found]


def test_a_complete_form_has_no_doubts() -> None:
    assert codes(form_for()) == []


def test_ticking_all_leaves_wrong_papers_wrong() -> None:
    first, *others = checklist(CASE)
    wrong = first.model_copy(update={"state": "wrong", "flaw": "mờ"})
    ticked = all_required((wrong, *others), CASE)
    assert ticked[0] == wrong
    assert all(paper.state == "ok" for paper in ticked[1:])


def test_ticks_do_not_wander_to_another_papers_name() -> None:
    ticked = form_for(BIRTH).papers
    renamed = tuple(one.model_copy(update={"name": "Giấy khác"}) for one in ticked)
    assert carried_over(renamed, only_case(BIRTH)) == checklist(only_case(BIRTH))
    assert carried_over(ticked, only_case(BIRTH)) == ticked


def test_papers_are_known_by_their_names_when_a_new_catalogue_counts_them_anew() -> None:
    first, second = CASE.papers
    between = Paper(key=second.key, name="Văn bản ủy quyền")
    moved = second.model_copy(update={"key": "p9", "originals": 2})
    newer = CASE.model_copy(update={"papers": (first, between, moved)})
    held = form_for().papers
    form = with_all_papers(form_for(), newer)
    assert [one.name for one in lacking(form_for(), newer)] == [between.name]
    assert form.papers == (held[0], form.papers[1], held[1])
    assert with_all_papers(form, newer) == form
    assert asked_for(form.papers, newer)[held[1].key] == moved
    # What is asked for no more stays where it is held, and is not asked for.
    assert with_all_papers(form, CASE).papers == held


def test_no_paper_is_lost_where_two_have_one_key() -> None:
    first, second = form_for().papers
    wrong = second.model_copy(update={"name": "Giấy khác", "state": "wrong", "flaw": "mờ"})
    for papers in ((first, second, wrong), (wrong, second, first)):
        form = with_all_papers(form_for().model_copy(update={"papers": papers}), CASE)
        assert [one.name for one in form.papers] == [first.name, second.name, wrong.name]
        assert len({one.key for one in form.papers}) == len(papers)
        assert [one.flaw for one in lacking(form, CASE)] == ["mờ"]


def test_a_case_without_a_limit_takes_the_officers() -> None:
    case = CASE.model_copy(update={"limits": ()})
    bare = form_for()
    found = doubts_with_promise(bare, procedure(RESIDENCE), case, CALENDAR, MONDAY)
    assert [(one.field, one.code) for one in found] == [("limit", "limit_missing")]
    entered = bare.model_copy(update={"limit": Limit(amount=5, unit="working_day")})
    assert doubts_with_promise(entered, procedure(RESIDENCE), case, CALENDAR, MONDAY) == []


def test_a_limit_of_nothing_is_said_at_the_limit() -> None:
    case = CASE.model_copy(update={"limits": ()})
    entered = form_for().model_copy(update={"limit": Limit(amount=0, unit="working_day")})
    found = doubts_with_promise(entered, procedure(RESIDENCE), case, CALENDAR, MONDAY)
    assert [(one.field, one.code) for one in found] == [("limit", "amount_not_positive")]


def test_only_errors_and_unconfirmed_warnings_block() -> None:
    form = form_for().model_copy(
        update={"submitter": AN.model_copy(update={"number": "024190000123"})}
    )
    [doubt] = doubts_with_promise(form, procedure(RESIDENCE), CASE, CALENDAR, MONDAY)
    assert blocking([doubt], ()) == [doubt]
    assert blocking([doubt], (mark(doubt),)) == []


def test_fees_are_those_of_the_channel() -> None:
    assert [fee.key for fee in fees_asked(CASE, "online")] == ["online"]


def test_what_is_typed_is_never_overwritten_by_what_is_known() -> None:
    typed = Person(name="An", phone="0987654321")
    filled = filled_from(typed, AN)
    assert (filled.name, filled.phone, filled.number) == ("An", "0987654321", AN.number)


def test_a_form_is_blank_until_something_is_entered() -> None:
    assert is_blank(BLANK)
    assert not is_blank(BLANK.model_copy(update={"note": "x"}))
    assert not is_blank(form_for())


def test_everything_required_is_asked_for_at_once() -> None:
    form = chosen(BLANK, procedure(BIRTH), only_case(BIRTH))
    required = [paper.key for paper in only_case(BIRTH).papers if paper.required]
    assert [one.key for one in lacking(form, only_case(BIRTH))] == required


CARD = Person(name="Lê Thị Hoa", number="024185000456", address="Thôn Đoài")


def test_a_card_keeps_what_was_typed_of_the_same_citizen_and_it_does_not_say() -> None:
    typed = Person(name="le thi hoa", phone="0987654321", address="?")
    assert from_card(typed, CARD) == CARD.model_copy(update={"phone": "0987654321"})


def test_a_card_with_only_a_number_keeps_everything_typed() -> None:
    typed = Person(name="Lê Thị Hoa", phone="0987654321")
    number_only = Person(name="", number="024185000456")
    assert from_card(typed, number_only) == typed.model_copy(update={"number": "024185000456"})


def test_a_card_of_somebody_else_takes_nothing_over() -> None:
    for other in (
        Person(name="Trần Văn Bốn", phone="0987654321"),
        Person(name="Lê Thị Hoa", number="024185000457", phone="0987654321"),
        Organisation(name="Lê Thị Hoa", phone="0987654321"),
        None,
    ):
        assert from_card(other, CARD) == CARD
