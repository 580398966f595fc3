"""A key in a token (SoftHSM2), behind the same call as a key in a file."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from pkcs11 import TokenFlag

from hcc.settings import BadSetting
from hcc.signing import token as token_module
from hcc.signing.errors import (
    KeyUnreadable,
    PinRefused,
    TokenAway,
    TokenBusy,
    TokenLocked,
    TokenOfAnotherCertificate,
)
from hcc.signing.keys import development_key
from hcc.signing.token import TokenKey, token_key
from unit.signing.conftest import AT
from unit.signing.test_sign import pdfsig
from unit.signing.tokens import MODULE, PIN, new_token


@pytest.fixture
def certificate_file(pki, tmp_path) -> Path:
    path = tmp_path / "chair.pem"
    path.write_bytes(pki.pem("chair", "issuing", "root"))
    return path


@pytest.fixture
def plugged(softhsm, pki):
    token = new_token(softhsm)
    token.put_key(pki, "chair", "chair")
    return token


@pytest.fixture
def key(plugged, certificate_file) -> TokenKey:
    return token_key(MODULE, plugged.label, certificate_file)


def test_a_token_signs_as_a_file_does(key, sign, pki):
    with key.opened(PIN) as opened:
        _, first = sign(with_key=opened, name="first.pdf")
        _, second = sign(with_key=opened, name="second.pdf")
    for path in (first, second):
        assert [one["Signature Validation"] for one in pdfsig(path)] == ["Signature is Valid."]
    assert key.fingerprint == pki.certificate("chair").sha256.hex()
    assert not key.is_trial


def test_a_key_in_a_file_is_opened_the_same_way_and_asks_for_no_pin(tmp_path, sign):
    key = development_key(tmp_path / "keys", organisation="x", common_name="y")
    assert (key.needs_pin, TokenKey.needs_pin) == (False, True)
    with key.opened("") as opened:
        assert opened == key


class Watched:
    """A token that notes the PINs it is given."""

    def __init__(self, token, given: list[str]) -> None:
        self._token, self._given = token, given

    @property
    def flags(self):
        return self._token.flags

    def open(self, *, user_pin: str):
        self._given.append(user_pin)
        return self._token.open(user_pin=user_pin)


def test_a_wrong_pin_is_given_to_the_token_once_and_what_is_left_is_said(key, monkeypatch):
    given: list[str] = []
    asked = TokenKey._token
    monkeypatch.setattr(TokenKey, "_token", lambda self: Watched(asked(self), given))
    assert key.tries_left is None
    lefts = []
    for _ in range(2):
        with pytest.raises(PinRefused) as refused, key.opened("000000"):
            pass
        lefts.append(refused.value.left)
    assert lefts == [2, 1]
    assert key.tries_left == 1
    with key.opened(PIN):
        pass
    assert given == ["000000", "000000", PIN], "never tried again by itself"
    assert key.tries_left is None, "a right PIN sets the count back"


def test_what_the_token_remembers_counts_after_a_restart(key, plugged, certificate_file):
    with pytest.raises(PinRefused), key.opened("000000"):
        pass
    assert token_key(MODULE, plugged.label, certificate_file).tries_left == 2


@pytest.mark.parametrize(
    ("flags", "left"),
    [
        (TokenFlag.USER_PIN_COUNT_LOW, 2),
        (TokenFlag.USER_PIN_COUNT_LOW | TokenFlag.USER_PIN_FINAL_TRY, 1),
        (TokenFlag.USER_PIN_LOCKED, 0),
    ],
)
def test_what_a_token_says_of_itself(flags, left, key, monkeypatch):
    """SoftHSM never locks, and says no more than that the count is low; tokens on the market say all three."""

    class Said:
        def __init__(self):
            self.flags = flags

        def open(self, **_):
            pytest.fail("a locked token is not given another PIN")

    monkeypatch.setattr(TokenKey, "_token", lambda self: Said())
    assert key.tries_left == left
    if left == 0:
        with pytest.raises(TokenLocked), key.opened(PIN):
            pass


def test_no_token(softhsm, certificate_file):
    key = token_key(MODULE, "not there", certificate_file)
    assert key.tries_left is None
    with pytest.raises(TokenAway), key.opened(PIN):
        pass


def test_no_library(tmp_path, certificate_file):
    with pytest.raises(TokenAway), token_key(tmp_path / "gone.so", "x", certificate_file).opened(PIN):
        pass


def test_a_token_pulled_out_between_two_papers(key, plugged, sign):
    with key.opened(PIN) as opened:
        sign(with_key=opened, name="first.pdf")
        plugged.pull_out()
        with pytest.raises(TokenAway):
            sign(with_key=opened, name="second.pdf")
    with pytest.raises(TokenAway), key.opened(PIN):
        pass


@pytest.mark.parametrize("held", ["other", "ended"])
def test_a_token_with_another_certificate(held, softhsm, pki, certificate_file):
    """Another official's, or her own from before it was renewed."""
    token = new_token(softhsm)
    token.put_key(pki, "chair" if held == "ended" else "other", held)
    key = token_key(MODULE, token.label, certificate_file)
    with pytest.raises(TokenOfAnotherCertificate), key.opened(PIN):
        pass


def test_an_empty_token(softhsm, certificate_file):
    key = token_key(MODULE, new_token(softhsm).label, certificate_file)
    with pytest.raises(TokenOfAnotherCertificate), key.opened(PIN):
        pass


def test_one_official_at_a_time(key, monkeypatch):
    """The token is open for the whole process: a second PIN would not be looked at."""
    monkeypatch.setattr(token_module, "WAIT_SECONDS", 0.05)
    said = []

    def second():
        try:
            with key.opened("000000"):
                said.append("opened with a wrong PIN")
        except TokenBusy:
            said.append("busy")

    with key.opened(PIN):
        other = threading.Thread(target=second)
        other.start()
        other.join()
    assert said == ["busy"]
    with pytest.raises(PinRefused), key.opened("000000"):
        pass


@pytest.mark.parametrize("data", [b"", b"nothing", b"-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n"])
def test_what_is_no_certificate(data, tmp_path):
    (tmp_path / "c.pem").write_bytes(data)
    with pytest.raises(KeyUnreadable):
        token_key(MODULE, "x", tmp_path / "c.pem")


def test_a_certificate_that_is_not_for_signatures(pki, tmp_path):
    (tmp_path / "c.pem").write_bytes(pki.pem("encrypting"))
    with pytest.raises(KeyUnreadable, match="not for signatures"):
        token_key(MODULE, "x", tmp_path / "c.pem")


def test_a_certificate_alone_as_der(pki, tmp_path):
    (tmp_path / "c.cer").write_bytes(pki.certificate("chair").dump())
    key = token_key(MODULE, "x", tmp_path / "c.cer")
    assert key.not_before < AT < AT + timedelta(days=800) < key.not_after


@pytest.mark.parametrize("name", ["token_label", "token_certificate"])
def test_settings_of_half_a_token(name):
    from unit.test_settings import read

    whole = {"token_module": "/x.so", "token_label": "x", "token_certificate": "x.pem"}
    read(**whole)
    with pytest.raises(BadSetting, match=name):
        read(**{**whole, name: ""})
