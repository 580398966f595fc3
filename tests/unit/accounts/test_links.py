"""One-time links: choosing a password, and the first administrator of a new office."""

from datetime import UTC, datetime, timedelta

import pytest

from hcc.accounts.operations.links import (
    INVITATION_DAYS,
    SET_UP_HOURS,
    LinkUsed,
    OfficialDisabled,
    SetUpOver,
    check_set_up,
    choose_password,
    invite,
    link_holder,
    offer_set_up,
    set_up_administrator,
    set_up_waits,
)
from hcc.accounts.operations.officials import add_official, disable_official
from hcc.accounts.operations.sessions import SignInRefused, check_password, sign_in
from hcc.accounts.passwords import PasswordCommon, PasswordRefused, Passwords
from hcc.accounts.resources import AccountFolder
from hcc.core.act import Act
from hcc.core.roles import Role

AT = datetime(2026, 11, 23, 2, 12, tzinfo=UTC)
PASSWORDS = Passwords(8)
WORDS = "bốn con chim lạ bay ngang"


def act(*, by: str = "public", **later: float) -> Act:
    return Act(by, AT + timedelta(**later))


@pytest.fixture
def accounts() -> AccountFolder:
    return AccountFolder()


@pytest.fixture
def lan(accounts):
    return add_official(
        accounts, login="lan", name="Mai Thị Lan", job_title="", roles=set(), password_hash=None, act=act(by="quantri")
    )


def choose(accounts, secret: str, password: str = WORDS, **later: float):
    return choose_password(accounts, secret=secret, password=password, passwords=PASSWORDS, act=act(**later))


def enter(accounts, password: str = WORDS) -> str:
    return sign_in(accounts, login="lan", password=password, passwords=PASSWORDS, hours=12, act=act())


# An invitation


def test_who_was_invited_cannot_sign_in_before_she_has_chosen_a_password(accounts, lan):
    invite(lan, act=act(by="quantri"))
    for guess in ("", WORDS, "None", "null"):
        with pytest.raises(SignInRefused):
            enter(accounts, guess)


def test_a_link_lets_its_holder_choose_a_password_once(accounts, lan):
    secret = invite(lan, act=act(by="quantri"))
    assert link_holder(accounts, secret=secret, now=AT) is lan
    assert choose(accounts, secret) is lan
    assert enter(accounts)
    assert [(record.by, record.what) for record in lan.chain][-3:] == [
        ("quantri", "link given"), ("lan", "password chosen"), ("lan", "signed in"),
    ]  # fmt: skip
    with pytest.raises(LinkUsed):
        choose(accounts, secret)


def test_a_link_is_good_for_some_days(accounts, lan):
    secret = invite(lan, act=act())
    with pytest.raises(LinkUsed):
        choose(accounts, secret, days=INVITATION_DAYS, seconds=1)
    choose(accounts, secret, days=INVITATION_DAYS)


def test_a_new_link_ends_the_one_before(accounts, lan):
    first, second = invite(lan, act=act()), invite(lan, act=act())
    with pytest.raises(LinkUsed):
        choose(accounts, first)
    choose(accounts, second)


def test_until_the_link_is_used_the_old_password_holds_and_then_every_session_ends(accounts, lan):
    choose(accounts, invite(lan, act=act()))
    enter(accounts)
    secret = invite(lan, act=act(by="quantri"))
    enter(accounts)
    assert len(accounts.sessions) == 2
    choose(accounts, secret, "một câu khác hẳn câu trước")
    assert len(accounts.sessions) == 0
    with pytest.raises(SignInRefused):
        enter(accounts)


def test_a_password_that_is_refused_leaves_the_link_as_it_was(accounts, lan):
    secret = invite(lan, act=act())
    for refusal, password in (
        (PasswordRefused, "ngắn"),
        (PasswordCommon, "matkhau123456"),
        (PasswordCommon, "mai thi lan lan"),
    ):
        with pytest.raises(refusal):
            choose(accounts, secret, password)
    assert choose(accounts, secret)


def test_the_database_keeps_no_secret_of_a_link(accounts, lan):
    secret = invite(lan, act=act())
    assert secret not in repr((lan.link, [record.facts for record in lan.chain]))
    for guess in ("", lan.link.digest, secret[:-1], secret + "x", secret.swapcase()):
        with pytest.raises(LinkUsed):
            link_holder(accounts, secret=guess, now=AT)


def test_who_is_disabled_gets_no_link_and_the_one_she_has_ends(accounts, lan):
    secret = invite(lan, act=act())
    disable_official(lan, act=act(by="quantri"))
    with pytest.raises(LinkUsed):
        choose(accounts, secret)
    with pytest.raises(OfficialDisabled):
        invite(lan, act=act(by="quantri"))


# The first administrator


def set_up(accounts, secret: str, *, login: str = "quantri", password: str = WORDS, **later: float):
    return set_up_administrator(
        accounts,
        secret=secret,
        login=login,
        name="Ngô Văn Duyệt",
        job_title="",
        password=password,
        passwords=PASSWORDS,
        act=act(**later),
    )


def test_the_first_administrator_makes_herself_once(accounts):
    secret = offer_set_up(accounts, act=act(by="command line"))
    assert set_up_waits(accounts, now=AT)
    made = set_up(accounts, secret)
    assert made.roles == {Role.ADMINISTRATOR}
    assert check_password(accounts, login="quantri", password=WORDS, passwords=PASSWORDS) is made
    assert (made.chain.last.by, made.chain.last.what) == ("quantri", "added")
    assert accounts.set_up is None
    with pytest.raises(SetUpOver):
        set_up(accounts, secret, login="quantri2")
    assert offer_set_up(accounts, act=act()) is None


def test_the_link_is_good_for_a_day_and_a_new_one_ends_it(accounts):
    first = offer_set_up(accounts, act=act())
    check_set_up(accounts, secret=first, now=AT + timedelta(hours=SET_UP_HOURS))
    with pytest.raises(SetUpOver):
        set_up(accounts, first, hours=SET_UP_HOURS, seconds=1)
    assert not set_up_waits(accounts, now=AT + timedelta(hours=SET_UP_HOURS, seconds=1))
    second = offer_set_up(accounts, act=act())
    with pytest.raises(SetUpOver):
        set_up(accounts, first)
    assert set_up(accounts, second)


@pytest.mark.parametrize("guess", ["", "x", "None", "a" * 32])
def test_a_guess_makes_nobody(accounts, guess):
    for _ in range(2):
        with pytest.raises(SetUpOver):
            set_up(accounts, guess)
        offer_set_up(accounts, act=act())
    assert list(accounts) == []


def test_the_link_ends_when_an_administrator_is_made_on_the_server(accounts):
    secret = offer_set_up(accounts, act=act())
    add_official(accounts, login="a1", name="A", job_title="", roles={Role.RECEIVER}, password_hash="x", act=act())
    assert accounts.set_up is not None, "a receiver keeps nobody"
    add_official(accounts, login="a2", name="A", job_title="", roles={Role.ADMINISTRATOR}, password_hash="x", act=act())
    assert accounts.set_up is None
    with pytest.raises(SetUpOver):
        set_up(accounts, secret)


def test_a_refused_password_leaves_the_link_as_it_was(accounts):
    secret = offer_set_up(accounts, act=act())
    with pytest.raises(PasswordCommon):
        set_up(accounts, secret, password="quantri123456")
    assert set_up(accounts, secret)
