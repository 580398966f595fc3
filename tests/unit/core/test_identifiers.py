"""Codes of the state in every shape design/domain.md 3 names, and the numbers people carry."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc.core.identifiers import (
    PROCEDURE,
    RECEPTION,
    check_token,
    filing_token,
    is_filing_token,
    lookup_secret,
    read_citizen_number,
    read_phone,
    read_secret,
    reception_number,
    shown_phone,
    spoken_secret,
)
from hcc.settings import AGENCY_CODE


@pytest.mark.parametrize("code", ["2.000815", "1.004873", "2.000815.000.00.00.H38", "1.013274.H17"])
def test_procedure_codes(code):
    assert PROCEDURE.match(code)


@pytest.mark.parametrize(
    "code",
    ["0.000815", "2.00815", "2.0008150", "2.000815.01", "2.000815.H1", "2.000815.Z17", "2.000815\n", " 2.000815", "sua",
     "2.٠٠٠٨١٥", "２.000815"],
)  # fmt: skip
def test_what_is_no_procedure_code(code):
    assert not PROCEDURE.match(code)


@pytest.mark.parametrize("code", ["H44", "H44.99", "G15", "H15.50.05.13", "A01.ABC", "H44" + ".1" * 16])
def test_agency_codes(code):
    assert AGENCY_CODE.match(code)


@pytest.mark.parametrize("code", ["", "H4", "Z01", "h44", "H44.", "H44..1", "H44.a", "H٤٤", "H44\n", "H44" + ".1" * 17])
def test_what_is_no_agency_code(code):
    assert not AGENCY_CODE.match(code)


@pytest.mark.parametrize(
    "number",
    ["H15.50.05.13-261008-0975", "000.17.22.H56-210531-0001", "H44.99-261123-0001", "G15-261123-1234567"],
)
def test_reception_numbers_seen_in_the_wild(number):
    assert RECEPTION.match(number)


@pytest.mark.parametrize(
    "number", ["H44.99-261123-001", "H44.99-26113-0001", "h44.99-261123-0001", "H44.99-261123-٠٠٠١", "giay-to"]
)
def test_what_is_no_reception_number(number):
    assert not RECEPTION.match(number)


@given(
    st.from_regex(r"[A-Y][0-9]{2}(?:\.[0-9A-Z]{1,4}){0,5}", fullmatch=True),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.integers(1, 9_999_999),
)
def test_a_reception_number_made_is_a_reception_number_read(agency, day, serial):
    assert AGENCY_CODE.match(agency)
    number = reception_number(agency, day, serial)
    found = RECEPTION.match(number)
    assert found
    assert (found[1], int(found[2])) == (f"{day:%y%m%d}", serial)
    assert number.startswith(agency)


def test_reception_number_as_printed():
    assert reception_number("H44.99", date(2026, 11, 23), 1) == "H44.99-261123-0001"
    assert reception_number("H44.99", date(2026, 1, 2), 12345) == "H44.99-260102-12345"


def test_tokens_and_secrets_have_their_shape():
    names = {filing_token() for _ in range(200)}
    assert len(names) == 200
    assert all(is_filing_token(name) for name in names)
    assert not any(RECEPTION.match(name) for name in names)
    assert {len(check_token()) for _ in range(20)} == {32}
    secrets = [lookup_secret() for _ in range(400)]
    letters = set("".join(secrets))
    assert not letters & set("01IOl")
    assert len(letters) == 32
    assert {len(secret) for secret in secrets} == {8}


@pytest.mark.parametrize("name", ["", "a" * 15, "a" * 17, "A" * 16, "0" * 16, "a" * 15 + "1", "a" * 16 + "\n"])
def test_what_is_no_filing_token(name):
    assert not is_filing_token(name)


@given(
    st.text("23456789ABCDEFGHJKLMNPQRSTUVWXYZ", min_size=8, max_size=8), st.sampled_from([" ", "-", "–", ".", "\n "])
)
def test_a_secret_is_read_however_it_is_typed(secret, gap):
    assert read_secret(spoken_secret(secret)) == secret
    assert read_secret(gap.join(secret.lower())) == secret


# Citizen numbers


@pytest.mark.parametrize(
    ("number", "male", "year"),
    [
        ("025090000001", True, 1990),
        ("025190000001", False, 1990),
        ("001200000001", True, 2000),
        ("079300000001", False, 2000),
        ("031415000001", True, 2115),
    ],
)
def test_what_a_citizen_number_says(number, male, year):
    read = read_citizen_number(number)
    assert (read.digits, read.male, read.birth_year) == (number, male, year)


@pytest.mark.parametrize(
    "typed", ["025 190 000 001", "025.190.000.001", "025-190-000-001", " 025190000001 ", "025 190–000 001"]
)
def test_a_citizen_number_is_read_however_it_is_grouped(typed):
    assert read_citizen_number(typed).digits == "025190000001"


@pytest.mark.parametrize(
    "typed", ["", "02519000000", "0251900000011", "02519000000a", "025190000oo1", "٠٢٥١٩٠٠٠٠٠٠١", "０２５190000001"]
)
def test_twelve_plain_digits_are_the_one_hard_rule(typed):
    assert read_citizen_number(typed) is None


@given(st.from_regex(r"[0-9]{12}", fullmatch=True))
def test_any_twelve_digits_are_a_citizen_number(digits):
    read = read_citizen_number(digits)
    assert read.digits == digits
    assert 1900 <= read.birth_year <= 2399
    assert read.birth_year % 100 == int(digits[4:6])


# Phones


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0900000000", "0900000000"),
        ("090 000 0000", "0900000000"),
        ("+84 90 000 0000", "0900000000"),
        ("(0210) 300-0000", "02103000000"),
        ("0210 3000 000", "02103000000"),
        ("+84 210 3000000", "02103000000"),
        ("0190000000", None),
        ("090000000", None),
        ("09000000000", None),
        ("84900000000", None),
        ("115", None),
        ("٠900000000", None),
        ("", None),
    ],
)
def test_phones(typed, kept):
    assert read_phone(typed) == kept


@given(st.from_regex(r"0(?:[35789][0-9]{8}|2[0-9]{9})", fullmatch=True))
def test_a_phone_is_the_same_in_national_and_international_form(phone):
    assert read_phone(phone) == phone
    assert read_phone("+84" + phone[1:]) == phone


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("0912345678", "0912 345 678"),
        ("02100000012", "0210 000 0012"),
        ("19001234", "1900 1234"),
        ("0210 000 0012", "0210 000 0012"),
        ("0912.345.678", "0912.345.678"),
        ("113", "113"),
        ("máy lẻ 12", "máy lẻ 12"),
        ("", ""),
    ],
)
def test_a_phone_number_is_shown_in_groups(phone, shown):
    assert shown_phone(phone) == shown
