"""Sessions in the running office: idle, renewed, at an end, ended from elsewhere."""

import pytest

from hcc.accounts.demo import PASSWORD
from hcc.accounts.operations.officials import change_roles, disable_official
from hcc.accounts.operations.passwords import reset_password
from hcc.core.act import Act
from hcc.core.roles import Role

DESK = "/ban-lam-viec/tiep-nhan"


@pytest.fixture
def receiver(office):
    return office.as_(Role.RECEIVER)


def signed_in(person) -> bool:
    page = person.get(DESK, status="*")
    assert page.status_code in (200, 303, 403)
    return page.status_code != 303


def kept_cookie(person) -> str:
    return person.browser.cookies["hcc_session"]


def test_idle_for_an_hour_ends_it(office, receiver):
    office.later(minutes=60)
    assert signed_in(receiver)
    office.later(minutes=60, seconds=1)
    assert not signed_in(receiver)


def test_work_keeps_it_alive_and_the_stamp_is_renewed_at_most_once_a_minute(office, receiver):
    first = kept_cookie(receiver)
    office.later(seconds=60)
    assert signed_in(receiver)
    assert kept_cookie(receiver) == first, "within a minute nothing is written"
    office.later(seconds=1)
    assert signed_in(receiver)
    assert kept_cookie(receiver) != first
    for _ in range(4):
        office.later(minutes=20)
        assert signed_in(receiver)


def test_twelve_hours_end_it_in_any_case(office, receiver):
    for _ in range(36):
        office.later(minutes=20)
        assert signed_in(receiver)
    office.later(minutes=1)
    assert not signed_in(receiver)


def test_a_cookie_with_one_changed_character_is_none(office, receiver):
    cookie = kept_cookie(receiver)
    for place in (3, len(cookie) // 2, len(cookie) - 3):
        other = "A" if cookie[place] != "A" else "B"
        receiver.browser.set_cookie("hcc_session", cookie[:place] + other + cookie[place + 1 :])
        assert not signed_in(receiver)
    receiver.browser.set_cookie("hcc_session", cookie)
    assert signed_in(receiver)


def test_a_session_signed_out_is_dead_even_with_its_cookie(office, receiver):
    cookie = kept_cookie(receiver)
    receiver.post("/dang-xuat", status=303)
    assert "hcc_session" not in receiver.browser.cookies
    receiver.browser.set_cookie("hcc_session", cookie)
    assert not signed_in(receiver)


def test_signing_in_gives_another_session_each_time(office):
    person = office.as_()
    person.sign_in("tiepnhan")
    first = kept_cookie(person)
    person.browser.reset()
    person.sign_in("tiepnhan")
    assert kept_cookie(person) != first


@pytest.mark.parametrize("how", ["disable", "reset"])
def test_ended_from_elsewhere_on_the_very_next_request(office, receiver, how):
    with office.changing() as site:
        official, act = site.accounts["tiepnhan"], Act("quantri", office.now)
        if how == "disable":
            disable_official(official, act=act)
        else:
            reset_password(official, password_hash=official.password_hash, act=act)
    assert not signed_in(receiver)


def test_a_role_taken_away_is_gone_on_the_very_next_request(office, receiver):
    assert receiver.get(DESK, status="*").status_code == 200
    with office.changing() as site:
        change_roles(site.accounts["tiepnhan"], roles={Role.RETURNER}, act=Act("quantri", office.now))
    assert receiver.get(DESK, status="*").status_code == 403
    assert receiver.get("/ban-lam-viec/tra-ket-qua").status_code == 200


def test_five_wrong_tries_are_enough_and_no_other_spelling_helps(office):
    person = office.as_()
    for spelling in ("tiepnhan", "TIEPNHAN", " tiepnhan ", "TiepNhan", "tiepnhan"):
        assert person.sign_in(spelling, "sai mật khẩu rồi", status="*").status_code == 422
    assert person.sign_in("tiepnhan", PASSWORD, status="*").status_code == 429
    assert person.sign_in("xuly", PASSWORD, status="*").status_code == 303, "only that name is blocked from here"
