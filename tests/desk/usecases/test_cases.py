"""An officer settles what the centre and the counters disagree about, once."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from desk.rules.recording import NotRecorded
from desk.screens.cases_words import after_words, case_sections
from desk.screens.dossier_facts import sections_of
from desk.screens.dossier_words import nothing_to_resume
from desk.store.journal import Fact, append
from desk.store.projection import show_own
from desk.store.replica import StoreReplica
from desk.store.tables import PrintJob
from desk.texts.recorded import not_recorded
from desk.usecases.cases import NotSettled, Settled, cases_of, open_cases, settle_case
from desk.usecases.complete import take_supplement
from desk.usecases.conclude import withdraw_dossier
from desk.usecases.dossiers import dossier_known
from desk.usecases.drafts import bring_back
from desk.usecases.lists import dossier_by_id
from desk.usecases.outbox import outbox
from desk.usecases.receive import Accepted, Refused, receive_dossier
from desk.usecases.recording import Hand, Recorded
from desk.usecases.repeating import form_again
from desk.usecases.verify import verify
from schemas.dossiers import Case
from schemas.entries import Reason
from schemas.journal import Entry
from schemas.reception import FeeTaken
from schemas.statuses import Status
from schemas.wire import FeedPage, FeedRow
from tests.builders import a_received, an_id
from tests.desk.contested import LittleCentre
from tests.desk.office import AN, LAN, RESIDENCE, Office, complete_form, open_office

WITHDRAWN = Case(code="returned_after_withdrawal", params={"kind": "dossier.returned"})


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return open_office(tmp_path)


def own_entries(office: Office) -> list[str]:
    return list(StoreReplica(office.desk.store, "i").unsent(500, 1024 * 1024))


def confirm(office: Office, *, parked: str, case: Case = WITHDRAWN) -> UUID:
    """Let the feed bring our entries, the one of a kind parked; answers that entry's id."""
    rows, found = [], None
    for rank, text in enumerate(own_entries(office), 1):
        mapping = json.loads(text)
        entry = Entry.model_validate(mapping)
        is_it = entry.kind == parked
        found = entry.id if is_it else found
        rows.append(
            FeedRow(
                rank=rank,
                entry=mapping,
                outcome="parked" if is_it else "applied",
                case=case if is_it else None,
            )
        )
    page = FeedPage(request="r", incarnation="i", unit="u", rows=tuple(rows), position=len(rows))
    StoreReplica(office.desk.store, "i").apply_page(page)
    assert found is not None
    return found


def accepted(office: Office) -> Accepted:
    answer = receive_dossier(complete_form(office), office.desk)
    assert isinstance(answer, Accepted)
    return answer


def settle(office: Office, dossier: UUID, entry: UUID, **more: str) -> Settled | NotSettled:
    asked = {"decision": "set_aside", "reason": "đã hỏi công dân"} | more
    return settle_case(
        dossier,
        entry,
        decision="apply" if asked["decision"] == "apply" else "set_aside",
        reason=asked["reason"],
        desk=office.desk,
        officer=LAN.account,
    )


def test_a_case_is_listed_with_the_dossier_and_what_was_recorded(office: Office) -> None:
    done = accepted(office)
    entry = confirm(office, parked="dossier.received")
    (case,) = open_cases(office.desk)
    assert (case.dossier, case.code, case.open.entry) == (done.id, done.code, entry)
    assert (case.recorded.kind, case.settlable) == ("dossier.received", True)
    assert cases_of(done.id, office.desk) == (case,)


def test_a_decision_is_one_entry_and_closes_the_case_at_once(office: Office) -> None:
    done = accepted(office)
    entry = confirm(office, parked="dossier.received")
    before = len(own_entries(office))
    answer = settle(office, done.id, entry, decision="apply")
    assert answer == Settled(done.id, entry, "apply", created=True)
    (written,) = own_entries(office)[before:]
    body = json.loads(written)["body"]
    assert (body["entry"], body["decision"], body["reason"]) == (
        str(entry),
        "apply",
        "đã hỏi công dân",
    )
    assert open_cases(office.desk) == ()
    assert verify(office.desk) == ()


def test_deciding_again_gives_the_decision_that_stands(office: Office) -> None:
    done = accepted(office)
    entry = confirm(office, parked="dossier.received")
    settle(office, done.id, entry, decision="apply")
    count = len(own_entries(office))
    again = settle(office, done.id, entry, decision="set_aside")
    assert again == Settled(done.id, entry, "apply", created=False)
    assert len(own_entries(office)) == count


def test_a_case_that_is_only_expected_cannot_be_decided_yet(office: Office) -> None:
    done = accepted(office)
    entry = recorded(office, done.id, "obligation.met")
    (expected,) = open_cases(office.desk)
    assert (expected.open.case.code, expected.settlable) == ("invalid_transition", False)
    assert settle(office, done.id, entry) == NotSettled("not_confirmed")


def recorded(office: Office, dossier: UUID, kind: str) -> UUID:
    """Record a step that the centre has not heard of; answers its id."""
    desk = office.desk
    fact = Fact(kind, Reason(), desk.now(), LAN.account, dossier)
    with desk.store.write() as session:
        (written,) = append(session, [fact], now=desk.now(), random_bytes=desk.random_bytes)
        show_own(session, [written])
    return written.entry.id


def test_a_choice_that_makes_no_sense_is_not_recorded(office: Office) -> None:
    done = accepted(office)
    entry = confirm(office, parked="dossier.received", case=Case(code="code_taken"))
    assert settle(office, done.id, entry, decision="apply") == NotSettled("no_such_choice")
    assert isinstance(settle(office, done.id, entry, decision="set_aside"), Settled)


def test_a_parked_entry_is_not_decided_without_a_reason(office: Office) -> None:
    done = accepted(office)
    entry = confirm(office, parked="dossier.received")
    count = len(own_entries(office))
    assert settle(office, done.id, entry, reason="  ") == NotSettled("reason_missing")
    assert (len(own_entries(office)), len(open_cases(office.desk))) == (count, 1)


@pytest.mark.parametrize("known", [True, False])
def test_there_is_nothing_to_decide_where_there_is_no_case(office: Office, known: bool) -> None:
    dossier = accepted(office).id if known else an_id("unknown")
    assert settle(office, dossier, an_id("entry")) == NotSettled("no_such_case")


def test_what_waits_behind_a_case_is_in_the_outbox_and_follows_its_decision(
    office: Office,
) -> None:
    done = accepted(office)
    confirm(office, parked="dossier.received")
    recorded(office, done.id, "dossier.in_process")
    (case,) = open_cases(office.desk)
    assert [moment.kind for moment in case.waiting] == ["dossier.in_process"]
    assert outbox(office.desk).parked == 2
    refused = withdraw_dossier(done.id, "đổi ý", office.desk, Hand(LAN.account))
    assert isinstance(refused, NotRecorded)
    assert not_recorded(refused.reason, refused.params, refused.case) == (
        "Chưa ghi: hồ sơ này có một việc của quầy đang tạm gác; quyết định ở Vướng mắc (F3) rồi "
        "ghi lại."
    )
    settle(office, done.id, case.open.entry, decision="apply")
    assert (open_cases(office.desk), outbox(office.desk).parked) == ((), 0)
    held = dossier_by_id(office.desk, done.id)
    assert held is not None
    assert held.status is Status.IN_PROCESS
    assert verify(office.desk) == ()


def test_what_a_decision_would_not_change_is_not_offered(office: Office) -> None:
    """A result in the citizen's hand stays there: a late withdrawal can only be put aside."""
    centre = LittleCentre(office.desk, "000.17.22.H02")
    done = accepted(office)
    centre.sync()
    result = {"number": "12/QĐ", "dated": "2020-03-03", "signatory": "Bình"}
    centre.elsewhere("C0", "dossier.resolved", result, done.id)
    centre.elsewhere("Q2", "dossier.returned", {"to": "An"}, done.id, base=9)
    centre.record("dossier.withdrawn", Reason(reason="đổi ý"), done.id)
    centre.sync()
    (case,) = open_cases(office.desk)
    assert (case.open.case.code, case.is_overtaken) == ("withdrawn_after_return", False)
    assert [offer.answer for offer in case.offers] == ["set_aside"]
    assert settle(office, done.id, case.open.entry, decision="apply") == NotSettled(
        "no_such_choice"
    )


def test_what_was_paid_with_a_taken_code_is_paid_and_the_promise_is_kept(office: Office) -> None:
    centre = LittleCentre(office.desk, "000.17.22.H02")
    fee = FeeTaken(key="copy", name="Lệ phí", amount_vnd=8000, receipt_number="0001234")
    form = complete_form(office).model_copy(update={"fees": (fee,)})
    first = receive_dossier(form, office.desk)
    assert isinstance(first, Accepted)
    assert first.promised is not None
    centre.elsewhere("Q9", "dossier.received", a_received(first.code), an_id("another"))
    centre.sync()
    office.clock.at += timedelta(days=1)
    again = form_again(first.id, office.desk, "lan")
    assert again is not None
    assert (again.submitter, again.papers, again.fees) == (form.submitter, form.papers, ())
    done = receive_dossier(again, office.desk)
    assert isinstance(done, Accepted)
    assert done.promised is not None
    assert done.promised.due == first.promised.due
    held = dossier_by_id(office.desk, first.id)
    assert held is not None
    assert held.fees == (fee,)
    with office.desk.store.read() as session:
        job = session.get(PrintJob, done.job)
    assert job is not None
    assert [
        one["is_taken"] for one in json.loads(job.values)["fees"] if one["name"] == "Lệ phí"
    ] == [True]
    assert (open_cases(office.desk), verify(office.desk)) == ((), ())


def submitted(office: Office, centre: LittleCentre, code: str) -> UUID:
    """The portal hands in a dossier of a citizen who was told this code."""
    more = {"channel": "online", "officer": ""}
    form = complete_form(office).model_copy(update=more)
    body = {"code": code, "procedure_name": "Đăng ký tạm trú", "catalogue": 1}
    said = body | {"form": form.model_dump(mode="json")}
    centre.elsewhere("C0", "dossier.registered", said, form.id, officer="")
    centre.sync()
    return form.id


def shown(office: Office, dossier: UUID) -> str:
    """Everything that the dossier screen says."""
    known = dossier_known(office.desk, dossier)
    assert known is not None
    return " ".join(said for _, lines in sections_of(known) for line in lines for said in line)


@pytest.mark.parametrize("is_set_aside", [False, True])
def test_who_was_told_a_code_online_that_is_anothers_is_named_and_received_under_a_new_one(
    office: Office, is_set_aside: bool
) -> None:
    centre = LittleCentre(office.desk, "000.17.22.H02")
    code = "000.17.22.H02-200302-0002"
    submitted(office, centre, code)
    second = submitted(office, centre, code)
    (case,) = open_cases(office.desk)
    assert (case.dossier, case.code, case.applicant, case.owner) == (second, code, AN.name, AN.name)
    words = " ".join(line[1] for _, lines in case_sections(case) for line in lines)
    assert f"Mã {code} đã báo cho công dân khi nộp trực tuyến" in words
    assert "báo công dân mã mới" in words
    assert "trên giấy" not in words
    assert [offer.answer for offer in case.offers] == ["again", "set_aside"]
    if is_set_aside:
        settle(office, second, case.open.entry)
        centre.sync()
    told = shown(office, second)
    assert all(one in told for one in (AN.name, "F8: tiếp nhận với mã mới", "Mã đã báo " + code))
    form = form_again(second, office.desk, "lan")
    assert form is not None
    assert (form.submitter, form.procedure, form.channel) == (AN, RESIDENCE, "online")
    done = receive_dossier(form, office.desk)
    assert isinstance(done, Accepted)
    centre.sync()
    held = dossier_by_id(office.desk, second)
    assert held is not None
    assert (held.code, held.status) == (done.code, Status.RECEIVED)
    assert held.code != code
    assert open_cases(office.desk) == ()
    assert receive_dossier(form, office.desk) == replace(done, created=False)
    assert verify(office.desk) == ()


def test_what_was_set_aside_is_not_received_again_once_the_dossier_is_withdrawn(
    office: Office,
) -> None:
    centre = LittleCentre(office.desk, "000.17.22.H02")
    online = submitted(office, centre, "000.17.22.H02-200302-0001")
    form = bring_back(online, office.desk, "lan")
    assert form is not None
    assert isinstance(receive_dossier(form, office.desk), Accepted)
    centre.elsewhere("C0", "dossier.withdrawn", {"reason": "đổi ý"}, online, officer="")
    centre.sync()
    (case,) = open_cases(office.desk)
    (aside,) = (one for one in case.offers if one.answer == "set_aside")
    assert after_words(case, aside).startswith("hồ sơ vẫn «đã rút hồ sơ»")
    settle(office, online, case.open.entry)
    held = dossier_by_id(office.desk, online)
    assert held is not None
    assert held.lapsed is not None
    assert form_again(online, office.desk, "lan") is None
    again = form.model_copy(update={"instead_of": case.open.entry})
    refused = receive_dossier(again, office.desk)
    assert isinstance(refused, Refused)
    assert [one.code for one in refused.doubts] == ["not_waiting"]
    assert nothing_to_resume(held) == (
        "Hồ sơ ở tình trạng «đã rút hồ sơ» nên không tiếp nhận lại được."
    )


@pytest.mark.parametrize(
    ("goes_on", "why"),
    [
        (False, "Hai lần ghi giống nhau nên lần tạm gác không thay được gì."),
        (True, "Hồ sơ đã đi tiếp nên việc tạm gác không thay được gì nữa."),
    ],
)
def test_why_nothing_but_setting_aside_is_offered_is_told_as_it_is(
    office: Office, goes_on: bool, why: str
) -> None:
    centre = LittleCentre(office.desk, "000.17.22.H02")
    done = accepted(office)
    centre.sync()
    request = {"number": "Q1-0001/HDHS", "barcode": "000.17.22.H02-20-1-0001", "reason": "thiếu"}
    centre.elsewhere("Q2", "dossier.supplement_requested", request, done.id)
    centre.sync()
    answer = take_supplement(done.id, office.desk, Hand(LAN.account))
    assert isinstance(answer, Recorded)
    (text,) = own_entries(office)[-1:]
    centre.elsewhere("Q2", "dossier.supplemented", json.loads(text)["body"], done.id)
    centre.sync()
    if goes_on:
        centre.elsewhere("C0", "dossier.in_process", {}, done.id, officer="")
        centre.sync()
    (case,) = open_cases(office.desk)
    assert [offer.answer for offer in case.offers] == ["set_aside"]
    assert why in [line[1] for _, lines in case_sections(case) for line in lines]
