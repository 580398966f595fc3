"""Passwords: twelve characters or more, anything that can be typed, and as much work for nobody as for somebody."""

import unicodedata
from types import SimpleNamespace

import pytest

from hcc.accounts.passwords import (
    LONGEST,
    SHORTEST,
    PasswordCommon,
    PasswordRefused,
    Passwords,
    is_guessed_first,
)

CHEAP = 8


@pytest.fixture(scope="module")
def passwords():
    return Passwords(CHEAP)


@pytest.fixture
def counted(passwords, monkeypatch):
    """How often a hash was reckoned with which one, while a test runs."""
    seen = []

    class Counting:
        def __init__(self, hasher):
            self.hasher = hasher

        def verify(self, kept, password):
            seen.append(kept)
            return self.hasher.verify(kept, password)

        def hash(self, password):
            return self.hasher.hash(password)

    monkeypatch.setattr(passwords, "_hasher", Counting(passwords._hasher))
    return seen


def test_right_and_wrong(passwords):
    kept = passwords.hash("bốn chữ ghép lại")
    assert passwords.verify(kept, "bốn chữ ghép lại")
    assert not passwords.verify(kept, "bốn chữ ghép Lại")
    assert not passwords.verify(kept, "")
    assert not passwords.verify(kept, "bốn chữ ghép lại ")


def test_two_hashes_of_one_password_differ(passwords):
    assert passwords.hash("một mật khẩu dài") != passwords.hash("một mật khẩu dài")


@pytest.mark.parametrize("password", ["", "x" * (SHORTEST - 1), "ữ" * (SHORTEST - 1), "x" * (LONGEST + 1)])
def test_too_short_and_far_too_long_are_refused(passwords, password):
    with pytest.raises(PasswordRefused) as refused:
        passwords.hash(password)
    assert refused.value.facts == {"shortest": 12}


@pytest.mark.parametrize(
    "password", ["x" * SHORTEST, "x" * LONGEST, "   spaces   count   ", "mật khẩu 🔑🔑🔑🔑", "\x00" * 12]
)
def test_anything_else_is_taken(passwords, password):
    assert passwords.verify(passwords.hash(password), password)


def test_a_password_has_its_length_however_its_marks_are_typed(passwords):
    """Some keyboards send a letter and its mark apart: that makes a password neither longer nor another one."""
    decomposed = unicodedata.normalize("NFD", "ữ" * (SHORTEST - 1))
    assert len(decomposed) > SHORTEST
    with pytest.raises(PasswordRefused):
        passwords.hash(decomposed)
    kept = passwords.hash(unicodedata.normalize("NFD", "Nguyễn Thị Mẫu 12"))
    assert passwords.verify(kept, unicodedata.normalize("NFC", "Nguyễn Thị Mẫu 12"))


def test_no_official_is_as_much_work_as_a_wrong_password(passwords, counted):
    kept = passwords.hash("một mật khẩu dài")
    assert not passwords.verify(None, "một mật khẩu dài")
    assert not passwords.verify(kept, "một mật khẩu khác")
    assert len(counted) == 2
    cost = [hash_.rsplit("$", 2)[0] for hash_ in counted]
    assert cost[0] == cost[1], "both hashes have the same cost"
    assert "argon2id" in cost[0]


def test_the_password_of_nobody_lets_nobody_in(passwords):
    assert not passwords.verify(None, "nobody has this password")


def test_a_damaged_hash_is_a_wrong_password_and_no_crash(passwords):
    assert not passwords.verify("$argon2id$rubbish", "một mật khẩu dài")
    assert not passwords.verify("rubbish", "một mật khẩu dài")


def test_a_huge_password_is_cut_before_it_costs_anything(passwords, counted):
    kept = passwords.hash("một mật khẩu dài")
    assert not passwords.verify(kept, "ữ" * 10_000_000)
    assert len(counted) == 1


def test_the_cost_is_the_setting():
    assert "m=64," in Passwords(64).hash("một mật khẩu dài")


@pytest.mark.parametrize("known", [False, True])
def test_the_first_try_of_a_process_is_as_much_work_for_nobody_as_for_somebody(known):
    kept = Passwords(CHEAP).hash("bốn chữ ghép lại")
    passwords, work = Passwords(CHEAP), []
    hash_it, verify = passwords._hasher.hash, passwords._hasher.verify
    passwords._hasher = SimpleNamespace(
        hash=lambda password: work.append("hash") or hash_it(password),
        verify=lambda kept, password: work.append("verify") or verify(kept, password),
    )
    assert passwords.verify(kept if known else None, "bốn chữ ghép lại") is known
    assert work == ["hash", "verify"]


@pytest.mark.parametrize(
    "password",
    [
        "123456789012",
        "passwordpassword",
        "qwertyuiop[]",
        "aaaaaaaaaaaaaaaa",
        "abcabcabcabcabc",
        "matkhau123456",
        "Mật khẩu 2026",
        "iloveyou1234",
        "hanhchinhcong2026",
        "Lê Thị Ví Dụ 1",
        "tiepnhan@2026",
        "xã An Mẫu 2026",
        "anmau@123456",
    ],
)
def test_what_strangers_try_first_is_refused(passwords, password):
    about = ("tiepnhan", "Lê Thị Ví Dụ", "xã An Mẫu")
    with pytest.raises(PasswordCommon):
        passwords.hash_chosen(password, about=about)


@pytest.mark.parametrize(
    "password",
    [
        "bốn con chim lạ bay ngang",
        "conchimnon xinh xinh hót",
        "mưa rơi trên lá chuối",
        "Tr0ub4dor&3-cái-ghế",
        "gZ7#pq0!vR2m",
        "xe đạp tím, ba quả ổi",
        "tiepnhan thì mưa rơi ngoài bãi",
    ],
)
def test_a_few_words_nobody_puts_together_are_taken(passwords, password):
    kept = passwords.hash_chosen(password, about=("tiepnhan", "Lê Thị Ví Dụ", "xã An Mẫu"))
    assert passwords.verify(kept, password)


@pytest.mark.parametrize("password", ["ab1" * 85, "ếườ" * 80, "\x00" * 40 + "x", "😀" * 100])
def test_long_and_strange_passwords_are_judged_in_no_time(passwords, password):
    import time

    begun = time.perf_counter()
    is_guessed_first(password, about=("Lê Thị Ví Dụ",))
    assert time.perf_counter() - begun < 2
