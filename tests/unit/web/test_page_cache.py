"""The keys of finished pages, how long they hold, and how much memory they take."""

from datetime import date, datetime, timedelta

import pytest
from webob import Request

from hcc.core.calendar import LOCAL, DayRule, OfficeCalendar
from hcc.web.page_cache import OVERHEAD, Page, PageCache
from hcc.web.page_key import LONGEST_COOKIES, LONGEST_QUERY, Address, KeyOf, Reader, known_query
from hcc.web.page_state import next_change

PRIVATE = ("hcc_session",)


def address(path: str = "/", **options) -> Address | None:
    return KeyOf(PRIVATE).address(Request.blank(path, **options).environ)


def asked(path: str) -> Address:
    return Address(path, "", "localhost", "http", Reader("vi", "0"))


def page(size: int = 100) -> Page:
    return Page((("Content-Type", "text/html"),), b"x" * size, '"tag"')


@pytest.mark.parametrize(
    ("query", "known"),
    [
        ("", ""),
        ("q=khai+sinh", "q=khai+sinh"),
        ("fbclid=abc&q=a&utm_source=zalo", "q=a"),
        ("page=2&q=a", "q=a&page=2"),
        ("q=&page=", ""),
        ("field=b&q=x&field=a", "q=x&field=b&field=a"),
        ("q=a%20b", "q=a+b"),
        ("q=a;page=2", "q=a&page=2"),
        ("q[]=a", ""),
    ],
)
def test_parameters_nobody_reads_make_no_other_page(query, known):
    assert known_query(query, ("q", "field", "page")) == known


@pytest.mark.parametrize("query", ["lang=en", "q=a&lang=vi", "%6Cang=en", "lang", "q=%FF", "q=" + "a" * LONGEST_QUERY])
def test_a_query_that_chooses_a_language_or_cannot_be_read_goes_the_usual_way(query):
    assert known_query(query, ("q", "lang")) is None


@pytest.mark.parametrize(
    "other",
    [
        {"path": "/thu-tuc"},
        {"base_url": "http://localhost/duoi"},
        {"base_url": "http://anmau.example"},
        {"base_url": "https://localhost"},
        {"headers": {"Cookie": "hcc_lang=en"}},
        {"headers": {"Cookie": "hcc_display=1"}},
        {"headers": {"Cookie": "hcc_display=0c"}},
    ],
)
def test_whatever_a_page_shows_differently_makes_another_address(other):
    assert address() != address(**other)


@pytest.mark.parametrize("cookie", ["theme=dark", "hcc_lang=fr", "hcc_display=9", "hcc_csrf=abc", 'x="\\377"'])
def test_cookies_that_mean_nothing_make_no_other_address(cookie):
    assert address(headers={"Cookie": cookie}) == address()


@pytest.mark.parametrize(
    "options",
    [
        {"method": "POST"},
        {"method": "GET", "body": b"a=1", "content_type": "application/x-www-form-urlencoded"},
        {"headers": {"Cookie": "hcc_session=anything"}},
        {"headers": {"Cookie": f"x={'a' * LONGEST_COOKIES}"}},
        {"path": "//elsewhere"},
    ],
)
def test_what_is_not_everybodys_page_has_no_address(options):
    assert address(**options) is None


def test_head_asks_for_the_same_page():
    assert address(method="HEAD") == address()


def test_pages_asked_for_longest_ago_go_first():
    size = 1_000
    cache = PageCache(10 * (size + OVERHEAD))
    for number in range(10):
        cache.keep(asked(f"/{number}"), "", (), (), page(size))
    assert cache.find(asked("/0"), "", ())
    cache.keep(asked("/new"), "", (), (), page(size))
    assert cache.find(asked("/0"), "", ())
    assert cache.find(asked("/1"), "", ()) is None
    assert cache.find(asked("/new"), "", ())
    assert (len(cache), cache.bytes) == (10, 10 * (size + OVERHEAD))


def test_a_page_kept_again_is_counted_once():
    cache = PageCache(100_000)
    for size in (1_000, 3_000, 2_000):
        cache.keep(asked("/"), "", (), (), page(size))
    assert (len(cache), cache.bytes) == (1, 2_000 + OVERHEAD)


def test_a_page_too_large_for_the_cache_drives_out_nothing():
    cache = PageCache(80_000)
    cache.keep(asked("/"), "", (), (), page())
    cache.keep(asked("/large"), "", (), (), page(20_000))
    assert cache.find(asked("/large"), "", ()) is None
    assert cache.find(asked("/"), "", ())


def test_a_cache_of_no_size_keeps_nothing():
    cache = PageCache(0)
    cache.keep(asked("/"), "", (), (), page(0))
    assert len(cache) == 0


def test_another_state_forgets_every_page_and_a_page_of_the_former_comes_too_late():
    cache = PageCache(100_000)
    cache.keep(asked("/"), "", (), (), page())
    assert cache.find(asked("/"), "", ("new",)) is None
    cache.keep(asked("/"), "", (), (), page())
    assert (len(cache), cache.bytes) == (0, 0)


def test_the_same_page_under_unknown_parameters_is_found():
    cache = PageCache(100_000)
    cache.keep(asked("/"), "q=a", ("q",), (), page())
    assert cache.find(asked("/"), "fbclid=1&q=a", ())
    assert cache.find(asked("/"), "q=b", ()) is None
    assert cache.find(asked("/"), "", ()) is None


MONDAY = date(2026, 11, 23)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LOCAL)


@pytest.mark.parametrize(
    ("now", "change"),
    [
        (at(MONDAY, 0), at(MONDAY, 7, 30)),
        (at(MONDAY, 7, 30), at(MONDAY, 12)),
        (at(MONDAY, 12), at(MONDAY, 13, 30)),
        (at(MONDAY, 16, 59), at(MONDAY, 17)),
        (at(MONDAY, 17), at(MONDAY + timedelta(days=1), 0)),
    ],
)
def test_pages_hold_until_the_office_opens_or_closes_or_the_day_ends(now, change):
    assert next_change(now, OfficeCalendar()) == change


def test_on_a_day_off_pages_hold_until_midnight():
    closed = OfficeCalendar(rules={MONDAY: DayRule(False, "Ngày hội xã")})
    assert next_change(at(MONDAY, 9), closed) == at(MONDAY + timedelta(days=1), 0)
