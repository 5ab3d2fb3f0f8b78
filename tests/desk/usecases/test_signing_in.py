from datetime import timedelta
from pathlib import Path

from desk.usecases.desk import Desk
from desk.usecases.signing_in import (
    Greeting,
    NoAccounts,
    SignedIn,
    TooSoon,
    WrongPassword,
    greet,
    sign_in,
)
from tests.desk.shell_office import PASSWORD, officers, received, shop


def test_the_right_password_lets_in_whatever_the_case_of_the_account(tmp_path: Path) -> None:
    answer = sign_in("  LAN ", PASSWORD, shop(tmp_path).desk())
    assert isinstance(answer, SignedIn)
    assert answer.officer.account == "lan"


def test_an_unknown_account_is_told_apart_from_a_wrong_password_by_nothing(
    tmp_path: Path,
) -> None:
    desk = shop(tmp_path).desk()
    assert sign_in("lan", "sai", desk) == sign_in("ai-do", "sai", desk) == WrongPassword(0)


def test_waits_double_from_the_third_failure_up_to_a_minute(tmp_path: Path) -> None:
    counter = shop(tmp_path)
    desk = counter.desk()
    waits = []
    for _ in range(9):
        answer = sign_in("lan", "sai", desk)
        assert isinstance(answer, WrongPassword)
        waits.append(answer.wait_seconds)
        counter.clock.pass_(answer.wait_seconds)
    assert waits == [0, 0, 2, 4, 8, 16, 32, 60, 60]


def test_a_try_that_comes_too_soon_is_not_looked_at(tmp_path: Path) -> None:
    counter = shop(tmp_path)
    desk = counter.desk()
    for _ in range(3):
        sign_in("lan", "sai", desk)
    assert sign_in("lan", PASSWORD, desk) == TooSoon(2)
    counter.clock.pass_(2)
    assert isinstance(sign_in("lan", PASSWORD, desk), SignedIn)


def test_the_wait_outlives_a_restart(tmp_path: Path) -> None:
    counter = shop(tmp_path)
    for _ in range(3):
        sign_in("lan", "sai", counter.desk())
    assert sign_in("lan", PASSWORD, counter.desk()) == TooSoon(2)


def test_signing_in_forgives_earlier_failures(tmp_path: Path) -> None:
    desk = shop(tmp_path).desk()
    answers = [sign_in("lan", one, desk) for one in ("sai", "sai", PASSWORD, "sai", "sai")]
    assert answers[-1] == WrongPassword(0)


def test_a_clock_set_back_locks_nobody_out_for_longer_than_the_wait(tmp_path: Path) -> None:
    counter = shop(tmp_path)
    desk = counter.desk()
    for _ in range(3):
        sign_in("lan", "sai", desk)
    counter.clock.at -= timedelta(days=30)
    assert sign_in("lan", PASSWORD, desk) == TooSoon(2)


def test_without_reference_data_nobody_can_sign_in(tmp_path: Path) -> None:
    assert sign_in("lan", PASSWORD, shop(tmp_path, accounts=()).desk()) == NoAccounts()


def test_only_an_issued_password_outside_the_demo_must_change(tmp_path: Path) -> None:
    cases = {
        (True, False): True,
        (True, True): False,
        (False, False): False,
    }
    for number, ((must, demo), expected) in enumerate(cases.items()):
        accounts = officers(must_change=must, demo=demo)
        answer = sign_in("lan", PASSWORD, shop(tmp_path / str(number), accounts=accounts).desk())
        assert isinstance(answer, SignedIn)
        assert answer.must_change is expected


def test_the_greeting_names_unit_counter_demo_officers_and_what_is_unsent(
    tmp_path: Path,
) -> None:
    desk: Desk = shop(tmp_path).desk()
    received(desk, "Nguyễn Thị Hoa")
    greeting = greet(desk)
    assert isinstance(greeting, Greeting)
    assert (greeting.unit, greeting.counter) == ("UBND xã Bình Minh (mẫu)", "Q1")
    assert [one.account for one in greeting.demo_officers] == ["lan", "huong", "truong"]
    assert greeting.unsent == 2
