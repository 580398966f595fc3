"""The second factor: on, shown, lost, reset."""

import pickle
import re
from datetime import UTC, datetime, timedelta

import pytest

from hcc.accounts.operations.factor import (
    CODE,
    RECOVERY,
    CodeRefused,
    FactorOff,
    FactorOnAlready,
    FactorUnreadable,
    renew_recovery,
    reset_factor,
    show_factor,
    switch_off,
    switch_on,
)
from hcc.accounts.operations.officials import add_official
from hcc.accounts.operations.sessions import FactorNeeded, begin_session, sign_in
from hcc.accounts.passwords import Passwords
from hcc.accounts.recovery import COUNT, is_recovery_code, new_codes
from hcc.accounts.resources import AccountFolder
from hcc.accounts.totp import SECONDS, code_of, new_secret, step_at
from hcc.core.act import Act
from hcc.storage.secrets import SealBroken, Sealer

AT = datetime(2026, 11, 23, 2, 12, tzinfo=UTC)
PASSWORDS = Passwords(8)
WORDS = "bốn chữ ghép lại"
SEALER = Sealer(b"k" * 32)
SECRET = new_secret()
CODES = new_codes()


def act(seconds: float = 0) -> Act:
    return Act("lan", AT + timedelta(seconds=seconds))


def shown(seconds: float = 0) -> str:
    return code_of(SECRET, step_at(AT + timedelta(seconds=seconds)))


@pytest.fixture
def accounts() -> AccountFolder:
    return AccountFolder()


@pytest.fixture
def lan(accounts):
    return add_official(
        accounts,
        login="lan",
        name="Mai Thị Lan",
        job_title="",
        roles=set(),
        password_hash=PASSWORDS.hash(WORDS),
        act=Act("quantri", AT),
    )


@pytest.fixture
def on(lan):
    switch_on(lan, secret=SECRET, typed=shown(), codes=CODES, sealer=SEALER, act=act())
    return lan


def show(official, typed: str, *, seconds: float = SECONDS, sealer: Sealer = SEALER) -> str:
    return show_factor(official, typed=typed, sealer=sealer, act=act(seconds))


def test_it_is_on_once_the_phone_has_shown_that_it_knows_the_secret(lan):
    with pytest.raises(CodeRefused):
        switch_on(lan, secret=SECRET, typed="000000", codes=CODES, sealer=SEALER, act=act())
    assert lan.factor is None
    switch_on(lan, secret=SECRET, typed=f" {shown()[:3]} {shown()[3:]} ", codes=CODES, sealer=SEALER, act=act())
    assert lan.chain.last.what == "factor switched on"
    with pytest.raises(FactorOnAlready):
        switch_on(lan, secret=new_secret(), typed=shown(), codes=CODES, sealer=SEALER, act=act())


def test_the_password_alone_does_not_let_in_any_more(accounts, on):
    with pytest.raises(FactorNeeded):
        sign_in(accounts, login="lan", password=WORDS, passwords=PASSWORDS, hours=12, act=act())
    assert len(accounts.sessions) == 0


def test_a_code_lets_in_once(on):
    assert show(on, shown(SECONDS)) == CODE
    with pytest.raises(CodeRefused):
        show(on, shown(SECONDS))
    with pytest.raises(CodeRefused):
        show(on, shown(), seconds=0)
    assert show(on, shown(2 * SECONDS), seconds=2 * SECONDS) == CODE


def test_the_code_it_was_switched_on_with_is_used_up(on):
    with pytest.raises(CodeRefused):
        show(on, shown(), seconds=0)


def test_each_recovery_code_lets_in_once_however_it_is_typed(on):
    assert show(on, CODES[0]) == RECOVERY
    assert show(on, f" {CODES[1].upper().replace('-', ' ')} ") == RECOVERY
    for used in CODES[:2]:
        with pytest.raises(CodeRefused):
            show(on, used)
    assert len(on.factor.recovery) == COUNT - 2
    assert [record.facts["left"] for record in on.chain if record.what == "recovery code used"] == [9, 8]


def test_made_up_and_other_peoples_recovery_codes_are_refused(accounts, on):
    other = add_official(accounts, login="mai", name="Mai", job_title="", roles=set(), password_hash="x", act=act())
    switch_on(other, secret=SECRET, typed=shown(), codes=new_codes(), sealer=SEALER, act=act())
    for wrong in (*new_codes(), "a" * 16, "0" * 16):
        with pytest.raises(CodeRefused):
            show(on, wrong)
    with pytest.raises(CodeRefused):
        show(other, CODES[0])


def test_new_recovery_codes_end_the_old_ones(on):
    fresh = new_codes()
    renew_recovery(on, codes=fresh, sealer=SEALER, act=act())
    with pytest.raises(CodeRefused):
        show(on, CODES[0])
    assert show(on, fresh[0]) == RECOVERY


def test_switching_off_and_resetting(accounts, on):
    begin_session(on, hours=12, act=act())
    switch_off(on, act=act())
    assert len(accounts.sessions) == 1, "she did it herself"
    for what in (
        lambda: show(on, shown(SECONDS)),
        lambda: switch_off(on, act=act()),
        lambda: reset_factor(on, act=act()),
        lambda: renew_recovery(on, codes=CODES, sealer=SEALER, act=act()),
    ):
        with pytest.raises(FactorOff):
            what()
    switch_on(on, secret=SECRET, typed=shown(), codes=CODES, sealer=SEALER, act=act())
    reset_factor(on, reason="Mất điện thoại", act=Act("quantri", AT))
    assert on.factor is None
    assert len(accounts.sessions) == 0
    assert (on.chain.last.by, on.chain.last.facts) == ("quantri", {"reason": "Mất điện thoại"})


def test_neither_secret_nor_codes_stand_in_the_database(on):
    stored = pickle.dumps([vars(on.factor), [record.facts for record in on.chain]])
    assert SECRET not in stored
    for code in CODES:
        assert code.encode() not in stored
        assert code.replace("-", "").encode() not in stored


def test_without_the_key_of_the_installation_codes_cannot_be_checked_and_she_is_told(on):
    other = Sealer(b"another key of 32 bytes ........")
    with pytest.raises(FactorUnreadable):
        show(on, shown(SECONDS), sealer=other)
    with pytest.raises(CodeRefused):
        show(on, CODES[0], sealer=other)


def test_what_is_sealed_for_one_official_does_not_open_for_another():
    sealed = SEALER.seal(SECRET, about="lan")
    assert SEALER.open(sealed, about="lan") == SECRET
    assert sealed != SEALER.seal(SECRET, about="lan"), "the same secret never looks the same"
    for broken, about in (
        (sealed, "mai"),
        (sealed[:-1], "lan"),
        (b"", "lan"),
        (sealed[:12] + b"x" + sealed[13:], "lan"),
    ):
        with pytest.raises(SealBroken):
            SEALER.open(broken, about=about)


def test_recovery_codes_are_many_long_and_readable():
    codes = [code for _ in range(50) for code in new_codes()]
    assert len(set(codes)) == len(codes) == 50 * COUNT
    for code in codes:
        assert re.fullmatch(r"([2-9a-z]{4}-){3}[2-9a-z]{4}", code)
        assert not set(code) & set("01loi"), "nothing that is mistaken for something else"
        assert is_recovery_code(code)
    assert not is_recovery_code("123 456")
