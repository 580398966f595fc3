"""Whatever is typed or put in an address: the list, the suggestions and the API answer, at once, and help one on."""

import re
import socket
import time
from urllib.parse import quote, quote_plus

import pytest
from webtest.http import StopableWSGIServer, get_free_port

from functional.refusing import everyone_at_work, is_vietnamese, nothing_changes

LIST, SUGGEST, API = "/thu-tuc", "/thu-tuc/suggest", "/api/v1/procedures"
PLACES = (LIST, SUGGEST, API)
BIRTH, MARRIAGE = "1.001193", "1.000894"
EVERY = 177
MOST_CPU = 1.0
"""Seconds of processor for one answer: fifty times what the slowest takes, so that no slow machine fails."""


@pytest.fixture(scope="module")
def office(shared_office):
    everyone_at_work(shared_office)
    ask(shared_office.as_(), LIST, "q=khai+sinh")
    ask(shared_office.as_(), SUGGEST, "q=khai+s")
    return shared_office


@pytest.fixture(scope="module")
def citizen(office):
    return office.as_()


def ask(citizen, place: str, query: str):
    return citizen.browser.get(f"{place}?{query}", status="*")


def codes(page) -> list[str]:
    return [link["href"].rpartition("/")[2] for link in page.html.select(".hits h2 a")]


def places(page) -> list[int]:
    """First and last procedure on the page, and how many there are."""
    return [int(figure) for figure in re.findall(r"\d+", page.html.select_one("nav.paging").get_text())][:3]


def helps(answer, place: str) -> None:
    """What a reader, or the author of a program, needs: answers, or what to do now, in Vietnamese."""
    assert answer.status_int in (200, 400)
    assert "Traceback" not in answer.text
    if place == SUGGEST and answer.status_int == 200:
        for item in answer.json["items"]:
            assert {"code", "title", "name", "url"} == set(item)
    elif place == API and answer.status_int == 200:
        assert answer.json["items"] or answer.json["nearest"]
    elif place == API:
        assert answer.content_type == "application/problem+json"
        told = [fault["detail"] for fault in answer.json.get("errors", ())] or [answer.json["detail"]]
        assert all("Hãy" in sentence or "hãy" in sentence for sentence in told), told
    elif answer.status_int == 200:
        assert answer.html.select_one("form[role=search] input[name=q]")
        assert codes(answer) or len(answer.html.select(".empty li a")) == 3
    else:
        main = answer.html.find("main")
        assert is_vietnamese(main.find("h1").get_text())
        assert "Hãy" in main.get_text()
        assert main.select("a[href^='tel:']")
        assert main.select("a[href='/']")


WORDS = {
    "10 kB of one letter": "x" * 10_000,
    "10 kB of one vowel": "a" * 10_000,
    "10 kB of accents": "ế" * 3_400,
    "10 kB of words": "khai sinh " * 1_000,
    "10 kB of words nobody has": "ngxqz wvfzq " * 800,
    "10 kB of slips": "khaisinhh ketthonn chungthucc " * 330,
    "10 kB of abbreviations": "ksh đkkh gcn htx cccd " * 450,
    "10 kB of codes": "2.000815 " * 1_100,
    "10 kB of dots": "1." * 5_000,
    "10 kB of figures": "1" * 10_000,
    "10 kB of brackets": "(" * 10_000,
    "10 kB of combining marks": "\u0301" * 5_000,
    "a letter with a thousand marks": "e" + "\u0301\u0302" * 1_000,
    "10 kB of emoji": "👪" * 2_500,
    "10 kB of spaces": " " * 10_000 + "khai sinh",
    "control characters": "".join(map(chr, range(1, 32))),
    "a null": "\0",
    "right to left": "\u202ekhai sinh\u202c",
    "invisible": "\u200b\u2060\ufeff\u00ad",
    "no characters": "\ufdd0\ufffe\uffff\U0010ffff",
    "private use": "\ue000\uf8ff",
    "other scripts": "登记 регистрация ลงทะเบียน",
    "mathematical letters": "𝐤𝐡𝐚𝐢 𝐬𝐢𝐧𝐡",
    "figures of other scripts": "٢.٠٠٠٨١٥",
    "and": "and",
    "or": "OR",
    "not": "Not",
    "all three": "and or not",
    "và": "và",
    "hoặc": "HOẶC",
    "không": "không",
    "a star": "*",
    "stars": "* * *",
    "a question mark": "?",
    "a quotation mark": '"',
    "quotation marks": "\"'“”‘’«»",
    "an open bracket": "(",
    "brackets": ")][}{(",
    "a backslash": "\\",
    "a tilde": "~",
    "a caret": "^",
    "signs": "+-&|!=<>:;,./@#$%",
    "a range": "[a TO z]",
    "an open range": "{* TO",
    "a field": "title:",
    "a regular expression": "(a+)+$",
    "a path": "../../etc/passwd",
    "a template": "${7*7}{{7*7}}<%= 7*7 %>",
    "a script": "<script>alert(1)</script>",
    "a statement": "'; DROP TABLE procedures; --",
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("what", sorted(WORDS))
def test_anything_may_be_typed(office, citizen, place, what):
    with nothing_changes(office):
        began = time.process_time()
        answer = ask(citizen, place, f"q={quote_plus(WORDS[what])}")
        spent = time.process_time() - began
    assert answer.status_int == 200
    helps(answer, place)
    assert spent < MOST_CPU


UNREADABLE = ["q=%FF", "q=%FF%FE", "q=%ED%A0%80", "q=%ED%A0%80%ED%B0%80", "q=%C3%28", "q=%F4%90%80%80", "q=ket%FFhon",
              "field=%FF", "page=%FF", "%FF=ket", "q=khai&%ED%A0%80=1"]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("query", UNREADABLE)
def test_what_is_no_utf_8_is_refused_with_what_to_do(office, citizen, place, query):
    with nothing_changes(office):
        answer = ask(citizen, place, query)
    assert answer.status_int == 400
    helps(answer, API if place == API else LIST)


PARAMETERS = [
    "q[]=ket+hon", "q%5B%5D=ket+hon", "q[0]=ket+hon", "q[a]=b&q[c]=d", "Q=ket+hon", "q.x=1", "q=&q=", "q", "q&q",
    "&&&&", "=ket+hon", "=", "q==", "q=ket+hon;page=2", "q=%", "q=%zz", "q=%u0111", "q=ket%20hon%0d%0aX-Header:%201",
    "&".join(f"a{n}=b" for n in range(2_000)), "q=a&" * 2_000, "field=&level=&page=&sort=&q=", "lang=xx",
    "lang=&lang=en",
]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("query", PARAMETERS, ids=range(len(PARAMETERS)))
def test_parameters_of_any_name_and_number(office, place, query):
    with nothing_changes(office):
        answer = ask(office.as_(), place, query)
    helps(answer, place)
    assert "X-Header" not in answer.headers
    if place != API:
        assert answer.status_int == 200


def test_a_parameter_that_only_looks_like_ours_is_not_read(citizen):
    assert len(codes(ask(citizen, LIST, "q[]=ket+hon"))) == 20
    assert ask(citizen, API, "q[]=ket+hon").json["total"] == EVERY
    assert ask(citizen, SUGGEST, "q[]=ket+hon").json == {"items": []}


def test_of_two_queries_the_last_counts_and_is_shown(citizen):
    page = ask(citizen, LIST, "q=khai+sinh&q=ket+hon")
    assert codes(page)[0] == MARRIAGE
    assert page.html.select_one("#q")["value"] == "ket hon"
    assert ask(citizen, API, "q=khai+sinh&q=ket+hon").json["items"][0]["code"] == MARRIAGE
    assert ask(citizen, SUGGEST, "q=khai+sinh&q=ket+h").json == ask(citizen, SUGGEST, "q=ket+h").json
    # And the page that is kept for one is not given for the other.
    assert codes(ask(citizen, LIST, "q=ket+hon&q=khai+sinh"))[0] == BIRTH


# There are no operators


PLAINLY = [
    '"khai sinh"', '"khai sinh', "'khai sinh'", "“khai sinh”", "(khai sinh)", "(khai) (sinh", "[khai sinh]",
    "khai* sinh", "*khai sinh*", "khai? sinh?", "khai~ sinh~", "khai^ sinh^", "+khai +sinh", "khai -sinh",
    "!khai sinh", "{khai}sinh", "khai && sinh", "khai || sinh", "khai/sinh", "khai\\sinh", "khai:sinh", "khai_sinh",
    "khai.sinh", "khai\0sinh", "khai\tsinh\r\n", "khai\u00a0sinh", "khai\u3000sinh",
    "kh\u00adai si\u2060nh", "\ufeffkhai sinh",
]  # fmt: skip


@pytest.mark.parametrize("typed", PLAINLY, ids=range(len(PLAINLY)))
def test_signs_around_words_change_nothing(citizen, typed):
    page = ask(citizen, LIST, f"q={quote_plus(typed)}")
    assert codes(page)[0] == BIRTH
    assert ask(citizen, API, f"q={quote_plus(typed)}").json["items"][0]["code"] == BIRTH
    assert BIRTH in [one["code"] for one in ask(citizen, SUGGEST, f"q={quote_plus(typed)}").json["items"]]


@pytest.mark.parametrize("word", ["and", "AND", "or", "OR", "not", "NOT", "và", "HOẶC", "to", "TO", "near"])
def test_words_of_other_search_engines_are_words(citizen, word):
    """Neither does "not" exclude, nor "or" widen: the procedure that was meant is still there."""
    for typed in (f"khai sinh {word}", f"{word} khai sinh", f"khai {word} sinh", f"khai sinh {word} kết hôn"):
        page = ask(citizen, LIST, f"q={quote_plus(typed)}")
        assert BIRTH in codes(page), typed
        assert BIRTH in [item["code"] for item in ask(citizen, API, f"q={quote_plus(typed)}").json["items"]], typed


@pytest.mark.parametrize(
    "typed", ["title:kết hôn", "field:ho-tich kết hôn", "code:1.000894", "_all:kết hôn", "row:1.000894"]
)
def test_a_field_that_is_named_is_only_a_word(citizen, typed):
    assert MARRIAGE in codes(ask(citizen, LIST, f"q={quote_plus(typed)}"))


@pytest.mark.parametrize("typed", ["kết^10 hôn", "kết~1 hôn~2", "kết hôn^0", "kết hôn~0.5"])
def test_a_boost_that_is_asked_for_is_only_figures(citizen, typed):
    assert MARRIAGE in codes(ask(citizen, LIST, f"q={quote_plus(typed)}"))


def test_only_the_beginning_of_a_long_query_counts_and_is_shown(citizen):
    page = ask(citizen, LIST, "q=" + quote_plus("khai sinh " + " " * 290 + "kết hôn " * 1_000))
    assert codes(page)[0] == BIRTH
    shown = page.html.select_one("#q")["value"]
    assert shown.startswith("khai sinh")
    assert len(shown) <= 300
    links = [link["href"] for link in page.html.select("main a[href*='q=']")]
    assert links
    assert max(map(len, links)) < 1_500


def test_what_was_typed_is_shown_as_it_was_typed(citizen):
    for typed in ('"kết hôn" & <b>', "kết+hôn %2B", "a=b&q=c", "${x}", "kết #1"):
        page = ask(citizen, LIST, f"q={quote_plus(typed)}")
        assert page.html.select_one("#q")["value"] == typed
        assert not page.html.select("main b")


# Pages


FIRST, LAST = "first", "last"
PAGES = {
    "1000000000": LAST, "999999999999999999": LAST, "177": LAST, "10": LAST, "9": LAST,
    "9999999999999999999": FIRST, "9" * 5_000: FIRST, "-1": FIRST, "-1000000000": FIRST, "0": FIRST, "00": FIRST,
    "1": FIRST, "001": FIRST, "1e9": FIRST, "1.5": FIRST, "1,5": FIRST, "NaN": FIRST, "inf": FIRST, "0x2": FIRST,
    "1_0": FIRST, "two": FIRST, "٢": FIRST, "２": FIRST, "²": FIRST, "%2B2": FIRST, " 2": FIRST, "2\0": FIRST,
    "": FIRST, "\0": FIRST,
}  # fmt: skip


@pytest.mark.parametrize("page", sorted(PAGES), ids=range(len(PAGES)))
def test_a_page_that_is_none_is_the_first_or_the_last(office, citizen, page):
    with nothing_changes(office):
        given = ask(citizen, LIST, f"page={quote(page, safe='%')}")
    first, last, total = places(given)
    assert total == EVERY
    assert (first, last) == ((1, 20) if PAGES[page] == FIRST else (161, EVERY))
    assert len(codes(given)) == last - first + 1


@pytest.mark.parametrize("page", sorted(PAGES), ids=range(len(PAGES)))
def test_a_program_is_told_which_page_it_may_ask_for(citizen, page):
    answer = ask(citizen, API, f"page={quote(page, safe='%')}")
    if answer.status_int == 200:
        assert answer.json["page"] == (1 if PAGES[page] == FIRST else answer.json["pages"])
        assert answer.json["items"]
    else:
        [fault] = answer.json["errors"]
        assert (answer.status_int, fault["parameter"]) == (400, "page")
        assert fault["detail"] == "Hãy ghi số nguyên từ 1 đến 1000000000."


# Values that do not exist


LEFT_OUT = "Một mục lọc trong đường dẫn không còn nữa nên đã bỏ qua."


@pytest.mark.parametrize("facet", ["audience", "channel", "field", "level", "life_event", "online"])
@pytest.mark.parametrize(
    "value", ["khong-co", "", "*", "%00", "HO-TICH", "ho tich", "x" * 10_000, "../..", "<b>", "%F0%9F%98%80", "1"]
)
def test_an_unknown_value_is_left_out_and_the_page_says_so(office, citizen, facet, value):
    with nothing_changes(office):
        page = ask(citizen, LIST, f"q=ket+hon&{facet}={value}")
        plain = ask(citizen, LIST, "q=ket+hon")
    assert codes(page) == codes(plain) != []
    assert not page.html.select(".chips")
    # An empty one chooses nothing: a form that was sent without a choice.
    assert (LEFT_OUT in page.text) == bool(value)
    answer = ask(citizen, API, f"q=ket+hon&{facet}={value}")
    assert answer.status_int == 400
    [fault] = answer.json["errors"]
    assert fault["parameter"] == facet
    assert fault["allowed"]


def test_the_known_values_beside_an_unknown_one_still_narrow(citizen):
    page = ask(citizen, LIST, "q=giay&field=khong-co&field=ho-tich&level=nowhere")
    assert codes(page) == codes(ask(citizen, LIST, "q=giay&field=ho-tich"))
    assert LEFT_OUT in page.text
    assert [chip.get_text().partition(",")[0] for chip in page.html.select(".chips a")] == ["Lĩnh vực: Hộ tịch"]


def test_a_value_twice_is_once(citizen):
    page = ask(citizen, LIST, "&".join(["field=ho-tich"] * 50))
    assert codes(page) == codes(ask(citizen, LIST, "field=ho-tich"))
    assert len(page.html.select(".chips li")) == 1


def test_all_values_at_once_are_everything(citizen):
    fields = [value["value"] for value in ask(citizen, API, "").json["facets"]["field"]]
    assert ask(citizen, API, "&".join(f"field={field}" for field in fields)).json["total"] == EVERY
    page = ask(citizen, LIST, "&".join(f"field={field}" for field in fields))
    assert places(page)[2] == EVERY
    assert len(page.html.select(".chips a:not(.all)")) == len(fields)


@pytest.mark.parametrize("sort", ["price", "", "BEST", "best%3Bdrop", "%00", "title%20desc", "x" * 10_000])
def test_an_unknown_order_is_the_best_fit(citizen, sort):
    assert codes(ask(citizen, LIST, f"q=giay&sort={sort}")) == codes(ask(citizen, LIST, "q=giay"))
    assert ask(citizen, API, f"q=giay&sort={sort}").status_int == 400


# As bytes on the wire


RAW = [b"q=\xff", b"q=\xed\xa0\x80", "q=kết hôn".replace(" ", "+").encode(), b"q=\x01\x02", b"q=a\x00b", b"q=ket hon",
       b"q=" + b"x" * 10_000, b"q=" + b"%" * 10_000, b"q=\r", b"?" * 1_000, b"#x", b"q=\x80"]  # fmt: skip


@pytest.fixture(scope="module")
def port(office):
    host, port = get_free_port()
    server = StopableWSGIServer.create(office.app, host=host, port=port, threads=2)
    yield port
    server.shutdown()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("query", RAW, ids=range(len(RAW)))
def test_bytes_no_browser_sends(port, place, query):
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.sendall(b"GET %s?%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n" % (place.encode(), query))
        answer = b""
        while more := line.recv(65_536):
            answer += more
    status = int(answer.split(None, 2)[1])
    assert status in (200, 400)
    assert b"Traceback" not in answer
