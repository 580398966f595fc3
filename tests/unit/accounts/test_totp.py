"""Codes by the clock: what any app shows, what is let in, and that nothing is let in twice."""

import base64
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from hcc.accounts.totp import SECONDS, code_of, key_uri, matching_step, new_secret, step_at, typed_secret

RFC_SECRET = b"12345678901234567890"
RFC_6238 = {
    59: "94287082",
    1111111109: "07081804",
    1111111111: "14050471",
    1234567890: "89005924",
    2000000000: "69279037",
    20000000000: "65353130",
}
"""RFC 6238, appendix B, SHA-1: seconds since 1970 and eight digits, of which apps show the last six."""
AT = datetime(2026, 11, 23, 2, 12, 7, tzinfo=UTC)


@pytest.mark.parametrize("seconds", sorted(RFC_6238))
def test_the_codes_are_those_of_the_standard(seconds):
    assert code_of(RFC_SECRET, seconds // SECONDS) == RFC_6238[seconds][-6:]


def shown(*, seconds: float = 0) -> str:
    """What a phone shows whose clock is off by so many seconds."""
    return code_of(RFC_SECRET, step_at(AT + timedelta(seconds=seconds)))


def test_a_phone_may_be_one_step_off_and_no_more():
    steps = {off: matching_step(RFC_SECRET, shown(seconds=off * SECONDS), at=AT, after=0) for off in range(-3, 4)}
    now = step_at(AT)
    assert steps == {-3: None, -2: None, -1: now - 1, 0: now, 1: now + 1, 2: None, 3: None}


def test_a_code_is_let_in_once_and_none_before_it_any_more():
    step = matching_step(RFC_SECRET, shown(), at=AT, after=0)
    assert matching_step(RFC_SECRET, shown(), at=AT, after=step) is None
    assert matching_step(RFC_SECRET, shown(seconds=-SECONDS), at=AT, after=step) is None
    assert matching_step(RFC_SECRET, shown(seconds=SECONDS), at=AT, after=step) == step + 1


@pytest.mark.parametrize("typed", ["", "1", "12345", "1234567", "abcdef", "１２３４５６", "\ud800", "x" * 1_000])
def test_anything_else_is_none(typed):
    assert matching_step(RFC_SECRET, typed, at=AT, after=0) is None


def test_secrets_are_long_and_each_another():
    assert len({new_secret() for _ in range(100)}) == 100
    assert len(new_secret()) == 20


def test_the_square_says_who_it_is_for_and_what_is_typed_is_the_same_secret():
    uri = urlsplit(key_uri(RFC_SECRET, login="tiepnhan", issuer="Trung tâm xã An Mẫu"))
    assert (uri.scheme, uri.netloc) == ("otpauth", "totp")
    assert unquote(uri.path) == "/Trung tâm xã An Mẫu:tiepnhan"
    assert "+" not in uri.query, "apps show a plus as it stands"
    facts = parse_qs(uri.query)
    assert facts["issuer"] == ["Trung tâm xã An Mẫu"]
    assert (facts["digits"], facts["period"]) == (["6"], ["30"])
    typed = typed_secret(RFC_SECRET)
    assert re.fullmatch(r"([A-Z2-7]{4} )*[A-Z2-7]{4}", typed)
    assert base64.b32decode(typed.replace(" ", "")) == base64.b32decode(facts["secret"][0]) == RFC_SECRET
