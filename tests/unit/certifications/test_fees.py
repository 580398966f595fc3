"""Fees of TT 226/2016/TT-BTC: copies 2,000 a page, from the third 1,000, at most 200,000; signatures 10,000 a case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc.certifications.fees import copy_fee, signature_fee

pages = st.integers(1, 2_000)
copies = st.integers(1, 200)


@pytest.mark.parametrize(
    ("page_count", "fee"),
    [(1, 2_000), (2, 4_000), (3, 5_000), (4, 6_000), (197, 199_000), (198, 200_000), (199, 200_000), (2_000, 200_000)],
)
def test_one_copy(page_count, fee):
    assert copy_fee(page_count, 1).total == fee


def test_how_the_amount_comes_about():
    fee = copy_fee(4, 2)
    assert (fee.first, fee.further, fee.one_copy, fee.capped, fee.copies, fee.total) == (2, 2, 6_000, False, 2, 12_000)
    assert copy_fee(1, 1).further == 0
    assert copy_fee(198, 1).capped is False
    assert copy_fee(199, 1).capped is True


@given(pages, copies)
def test_copies_multiply(page_count, count):
    assert copy_fee(page_count, count).total == count * copy_fee(page_count, 1).total


@given(pages)
def test_every_page_costs_something_until_the_cap(page_count):
    more = copy_fee(page_count + 1, 1).total - copy_fee(page_count, 1).total
    assert more == (2_000 if page_count < 2 else 1_000 if page_count < 198 else 0)


@given(pages)
def test_the_parts_are_the_pages(page_count):
    fee = copy_fee(page_count, 1)
    assert fee.first + fee.further == page_count
    assert fee.capped or fee.one_copy == fee.first * 2_000 + fee.further * 1_000


@pytest.mark.parametrize(("page_count", "count"), [(0, 1), (1, 0), (-1, 1), (1, -1)])
def test_nothing_is_not_certified(page_count, count):
    with pytest.raises(ValueError, match="at least 1"):
        copy_fee(page_count, count)


@pytest.mark.parametrize(
    ("page_count", "count", "formula"),
    [
        (1, 1, "1 × 2.000"),
        (2, 5, "2 × 2.000 × 5"),
        (5, 1, "2 × 2.000 + 3 × 1.000"),
        (5, 2, "(2 × 2.000 + 3 × 1.000) × 2"),
        (198, 1, "2 × 2.000 + 196 × 1.000"),
        (199, 1, "200.000"),
        (2_000, 3, "200.000 × 3"),
    ],
)
def test_the_formula_is_what_people_would_write(page_count, count, formula):
    assert copy_fee(page_count, count).formula == formula


@given(pages, copies)
def test_the_formula_reckons_to_the_amount(page_count, count):
    fee = copy_fee(page_count, count)
    assert eval(fee.formula.replace(".", "").replace("×", "*")) == fee.total  # noqa: S307  our own figures


@given(st.integers(1, 100_000))
def test_every_case_of_signatures_costs_the_same(cases):
    fee = signature_fee(cases)
    assert fee.total == 10_000 * cases
    assert eval(fee.formula.replace(".", "").replace("×", "*")) == fee.total  # noqa: S307  our own figures


@pytest.mark.parametrize("cases", [0, -1])
def test_no_case_is_no_case(cases):
    with pytest.raises(ValueError, match="at least one"):
        signature_fee(cases)
