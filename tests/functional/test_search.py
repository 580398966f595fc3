"""/thu-tuc as citizens use it, without JavaScript: words and spellings, narrowing, orders, pages, marks, slips."""

import dataclasses
import re
import unicodedata
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from hcc.core.act import Act
from hcc.procedures.operations.publish import publish_revision
from hcc.search.text import order_key
from office import Office

LIST = "/thu-tuc"
BIRTH, MARRIAGE, COPY = "1.001193", "1.000894", "2.000815"
FACETS = {
    "field": "Lĩnh vực",
    "life_event": "Việc trong đời",
    "audience": "Ai làm",
    "channel": "Cách nộp",
    "online": "Nộp trên mạng",
    "level": "Nơi giải quyết",
}
EVERY = 177


@pytest.fixture(scope="module")
def citizen(shared_office):
    return shared_office.as_()


def publish(office: Office, code: str, *, days: int = 0, **changed: object) -> None:
    """A new text of a procedure, in force so many days from now."""
    with office.changing() as site:
        procedure = site.procedures[code]
        record = dataclasses.replace(procedure.latest().record, **changed)
        act = Act("ha", office.now)
        revision = procedure.add_revision(record, made_by=act.by, made_at=act.at)
        publish_revision(revision, effective=office.now.date() + timedelta(days=days), act=act)


def find(citizen, words: str, **more: str):
    return citizen.get(LIST, params={"q": words, **more})


def codes(page) -> list[str]:
    return [link["href"].rpartition("/")[2] for link in page.html.select(".hits h2 a")]


def titles(page) -> list[str]:
    return [link.get_text() for link in page.html.select(".hits h2 a")]


def marks(page) -> list[str]:
    """What is marked in the first hit, in order."""
    return [mark.get_text() for mark in page.html.select(".hits > li")[0].select("mark")]


def said(page) -> str:
    """What the page says before the hits."""
    return " ".join(" ".join(one.get_text(" ") for one in page.html.select(".main > p")).split())


def pages_of(citizen, address: str) -> Iterator:
    """The page at this address and all after it, by their links."""
    page = citizen.get(address)
    while True:
        yield page
        following = page.html.select_one("nav.paging a[rel=next]")
        if following is None:
            return
        page = citizen.get(following["href"])


def all_codes(citizen, address: str) -> list[str]:
    return [code for page in pages_of(citizen, address) for code in codes(page)]


# Narrowing


@dataclasses.dataclass(frozen=True)
class Value:
    """One value of a facet as the page offers it."""

    facet: str
    value: str
    count: int
    chosen: bool
    address: str


def values(page) -> list[Value]:
    """Every value of every facet; which one is read off the difference its link makes."""
    here = parse_qs(urlsplit(page.request.url).query)
    found = []
    for link in page.html.select("ul.facet a"):
        there = parse_qs(urlsplit(link["href"]).query)
        [(facet, value)] = {
            (name, value) for name in FACETS for value in set(here.get(name, ())) ^ set(there.get(name, ()))
        }
        count = int(link.select_one(".num").get_text())
        found.append(Value(facet, value, count, link.get("aria-current") == "true", link["href"]))
    return found


def test_there_are_six_facets_with_their_values_and_counts(citizen):
    page = citizen.get(LIST)
    headings = [heading.get_text() for heading in page.html.select(".facet-box h2, .filters h2")]
    assert headings == list(FACETS.values())
    assert {value.facet for value in values(page)} == set(FACETS)
    assert not any(value.chosen for value in values(page))
    assert sum(value.count for value in values(page) if value.facet == "field") == EVERY


@pytest.mark.parametrize(
    "start", ["", "?q=giay", "?q=giay&field=ho-tich&audience=citizen", "?q=khai+sinh&level=commune"]
)
def test_a_count_is_what_its_link_gives(citizen, start):
    page = citizen.get(f"{LIST}{start}")
    offered = values(page)
    busy = {value.facet for value in offered if value.chosen}
    tried = [value for value in offered if value.facet not in busy]
    assert len({value.facet for value in tried}) >= 3
    for value in tried:
        given = all_codes(citizen, value.address)
        assert len(given) == value.count > 0, value
        assert len(given) == len(set(given))


def test_a_second_value_of_a_facet_adds_what_it_counts(citizen):
    page = citizen.get(f"{LIST}?q=giay&field=ho-tich")
    present = set(all_codes(citizen, f"{LIST}?q=giay&field=ho-tich"))
    others = [value for value in values(page) if value.facet == "field" and not value.chosen]
    assert len(others) > 5
    for value in others:
        alone = set(all_codes(citizen, f"{LIST}?q=giay&field={value.value}"))
        assert len(alone) == value.count
        assert set(all_codes(citizen, value.address)) == present | alone


def test_values_of_two_facets_must_both_hold(citizen):
    fields = set(all_codes(citizen, f"{LIST}?field=ho-tich"))
    people = set(all_codes(citizen, f"{LIST}?audience=foreigner"))
    assert set(all_codes(citizen, f"{LIST}?field=ho-tich&audience=foreigner")) == fields & people
    assert fields & people != fields


def test_what_is_chosen_is_shown_and_can_be_taken_off(citizen):
    page = find(citizen, "giay", field="ho-tich", level="commune", sort="title")
    chosen = {value.value: value for value in values(page) if value.chosen}
    assert set(chosen) == {"ho-tich", "commune"}
    chips = {chip.get_text().partition(",")[0]: chip["href"] for chip in page.html.select(".chips a:not(.all)")}
    assert set(chips) == {"Lĩnh vực: Hộ tịch", "Nơi giải quyết: Giải quyết tại xã"}
    assert chips["Lĩnh vực: Hộ tịch"] == chosen["ho-tich"].address == f"{LIST}?q=giay&level=commune&sort=title"
    every = page.html.select_one(".chips a.all")["href"]
    assert every == f"{LIST}?q=giay&sort=title"
    assert not citizen.get(every).html.select(".chips")


def test_a_value_chosen_stays_in_sight_where_nothing_has_it(citizen):
    page = find(citizen, "kết hôn", field="dat-dai")
    assert codes(page) == []
    assert [(value.value, value.count) for value in values(page) if value.chosen] == [("dat-dai", 0)]
    assert any(value.facet == "field" and value.count for value in values(page) if not value.chosen)


def test_a_reader_of_english_narrows_by_the_same_values(shared_office):
    reader = shared_office.as_()
    page = reader.get(f"{LIST}?q=giay&lang=en")
    headings = [heading.get_text() for heading in page.html.select(".filters h2")]
    assert headings == ["Field", "Life event", "For whom", "How to hand in", "Online service", "Where it is decided"]
    assert codes(page) == codes(find(shared_office.as_(), "giay"))


# Orders


def test_orders_hold_the_same_procedures(citizen):
    orders = {name: all_codes(citizen, f"{LIST}?q=khai+sinh&sort={name}") for name in ("best", "title", "newest")}
    assert len({frozenset(found) for found in orders.values()}) == 1
    assert orders["best"] != orders["title"]
    assert orders["best"] == all_codes(citizen, f"{LIST}?q=khai+sinh")
    assert orders["best"] == all_codes(citizen, f"{LIST}?q=khai+sinh&sort=price")


def test_by_name_is_the_order_of_the_vietnamese_alphabet(citizen):
    shown = [title for page in pages_of(citizen, f"{LIST}?sort=title") for title in titles(page)]
    assert len(shown) == EVERY
    assert shown == sorted(shown, key=order_key)
    first = [title[:1] for title in shown]
    assert first.index("C") < first.index("Đ") < first.index("G"), "đ stands after d, not at the end"


def test_the_newest_change_comes_first(office):
    citizen = office.as_()
    office.later(hours=1)
    publish(office, "1.004884", effective_to=None)
    office.later(hours=1)
    publish(office, MARRIAGE, effective_to=None)
    office.later(days=1)
    publish(office, "2.000635", effective_to=None)
    page = citizen.get(f"{LIST}?sort=newest")
    assert codes(page)[:3] == ["2.000635", MARRIAGE, "1.004884"]
    assert codes(citizen.get(f"{LIST}?q=khai+sinh&sort=newest"))[:2] == ["2.000635", "1.004884"]


def test_links_of_the_orders_keep_words_and_choices(citizen):
    page = find(citizen, "giấy", field="ho-tich", page="2")
    links = {link.get_text(): link["href"] for link in page.html.select(".sorts a")}
    assert [strong.get_text() for strong in page.html.select(".sorts strong")] == ["phù hợp"]
    assert list(links) == ["tên", "mới nhất"]
    asked = parse_qs(urlsplit(links["tên"]).query)
    assert asked == {"q": ["giấy"], "field": ["ho-tich"], "sort": ["title"]}
    again = citizen.get(links["tên"])
    assert [strong.get_text() for strong in again.html.select(".sorts strong")] == ["tên"]


# Pages


@pytest.mark.parametrize("start", ["", "?q=giay&audience=citizen&audience=business", "?q=giay&sort=title"])
def test_pages_hold_everything_once_and_say_where_one_is(citizen, start):
    seen, places = [], []
    for page in pages_of(citizen, f"{LIST}{start}"):
        seen += codes(page)
        text = page.html.select_one("nav.paging").get_text(" ")
        places.append([int(figure) for figure in re.findall(r"\d+", text)][:3])
    total = len(seen)
    assert len(set(seen)) == total > 20
    assert places == [[first, min(first + 19, total), total] for first in range(1, total + 1, 20)]
    assert start or total == EVERY


def test_one_can_go_back(citizen):
    first, second = list(pages_of(citizen, f"{LIST}?q=giay"))[:2]
    back = second.html.select_one("nav.paging a[rel=prev]")["href"]
    assert back == f"{LIST}?q=giay"
    assert codes(citizen.get(back)) == codes(first)
    assert first.html.select_one("nav.paging a[rel=prev]") is None


def test_a_short_list_has_no_pages(citizen):
    assert not find(citizen, "kết hôn", field="ho-tich").html.select("nav.paging")


# Spellings


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("đăng ký kết hôn", unicodedata.normalize("NFD", "đăng ký kết hôn")),
        ("đăng ký kết hôn", unicodedata.normalize("NFKD", "ĐĂNG KÝ KẾT HÔN")),
        ("đăng ký kết hôn", "đăng kí kết hôn"),
        ("hòa giải", "hoà giải"),
        ("hòa giải", unicodedata.normalize("NFD", "hoà giải")),
        ("hóa đơn", "hoá đơn"),
        ("nuôi trồng thủy sản", "nuôi trồng thuỷ sản"),
        ("ủy quyền", "uỷ quyền"),
        ("kỹ thuật", "kĩ thuật"),
        ("quý", "quí"),
        ("kết hôn", "  kết \t hôn  "),
        ("kết hôn", "k\u00adết h\u200bôn".replace("\u200b", "\u2060")),
        ("kết hôn", "KẾT HÔN"),
        ("đất đai", "ðất ðai"),
    ],
)
def test_spellings_of_the_same_words_give_the_same_list(citizen, typed, same):
    assert typed != same
    one, other = find(citizen, typed), find(citizen, same)
    assert codes(one)
    assert codes(one) == codes(other)
    assert marks(one) == marks(other)
    assert said(one).replace(typed, "") == said(other).replace(same, "")


@pytest.mark.parametrize(
    ("typed", "plain"),
    [("đăng ký kết hôn", "dang ky ket hon"), ("đất đai", "dat dai"), ("chứng thực chữ ký", "chung thuc chu ky")],
)
def test_whoever_types_no_accents_finds_it_first_too(citizen, typed, plain):
    with_accents, without = find(citizen, typed), find(citizen, plain)
    assert codes(without)[0] == codes(with_accents)[0]
    assert set(codes(with_accents)) & set(codes(without))
    assert marks(without)


LETTERS = {
    "2.000884": "Sổ hồ",
    "2.000815": "Sổ hộ",
    "1.004873": "Sổ họ",
    "1.000656": "Sổ ho",
    "1.000894": "Sổ đan",
    "1.001193": "Sổ dan",
    "1.004884": "Sổ hoà",
    "2.000635": "Sổ hỏa",
}


@pytest.fixture(scope="module")
def lettered(filled, tmp_path_factory):
    """A citizen of an office with procedures whose names differ in nothing but a letter or its tone."""
    office = Office(tmp_path_factory.mktemp("lettered") / "var", filled)
    with office.site() as site:
        like = site.procedures["2.000908"].latest().record
    for code, title in LETTERS.items():
        publish(
            office, code, name=title, short_name="", everyday_names=(), steps=like.steps, results=like.results,
            components=(), conditions=(), cases=(), audience="", fees=like.fees, time_limits=like.time_limits,
            methods=like.methods,
        )  # fmt: skip
    yield office.as_()
    office.close()


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        ("sổ hồ", ["Sổ hồ", "Sổ hộ", "Sổ họ", "Sổ ho"]),
        ("sổ hộ", ["Sổ hộ", "Sổ hồ", "Sổ họ", "Sổ ho"]),
        ("sổ họ", ["Sổ họ", "Sổ hồ", "Sổ hộ", "Sổ ho"]),
        ("sổ đan", ["Sổ đan", "Sổ dan"]),
        ("sổ hòa", ["Sổ hoà", "Sổ hỏa"]),
        ("sổ hoả", ["Sổ hỏa", "Sổ hoà"]),
    ],
)
def test_the_very_tone_comes_before_the_letters_alone(lettered, typed, order):
    found = [title for title in titles(find(lettered, typed)) if title in order]
    assert found[0] == order[0]
    assert sorted(found) == sorted(order)


@pytest.mark.parametrize(("typed", "all_of"), [("so ho", 4), ("SO DAN", 2), ("so hoa", 2)])
def test_without_accents_all_of_them_are_found(lettered, typed, all_of):
    letters = typed.lower().split()[1]
    expected = {title for title in LETTERS.values() if _plain(title.split()[1]) == letters}
    assert len(expected) == all_of
    assert expected <= set(titles(find(lettered, typed)))


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


# Words people say


@pytest.mark.parametrize(
    ("typed", "understood", "first"),
    [
        ("cccd", "căn cước", None),
        ("CCCD", "căn cước", None),
        ("KSH", "khai sinh", BIRTH),
        ("ksh", "khai sinh", BIRTH),
        ("ĐKKD", "đăng ký hộ kinh doanh", "1.001612"),
        ("đkkd", "đăng ký hộ kinh doanh", "1.001612"),
        ("dkkd", "đăng ký hộ kinh doanh", "1.001612"),
        ("ĐKKH", "đăng ký kết hôn", MARRIAGE),
        ("htx", "hợp tác xã", None),
        ("gcn", "giấy chứng nhận", None),
    ],
)
def test_an_abbreviation_is_understood_and_the_page_says_as_what(citizen, typed, understood, first):
    page = find(citizen, typed)
    assert codes(page)
    assert first is None or codes(page)[0] == first
    assert understood in said(page).partition("Đã tìm cả: ")[2]
    assert marks(page)


def test_a_phrase_of_the_synonyms_is_understood_within_a_sentence(office):
    """The table that travels with the program: each phrase of it is looked for as what titles say."""
    citizen = office.as_()
    index = office.registry["hcc.search_index"]
    find(citizen, "kết hôn")
    some = ["hợp tác xã", "giấy chứng nhận"]
    assert [meaning.text for phrase in ("htx", "gcn") for meaning in _meanings(index, phrase)] == some
    page = find(citizen, "xin gcn của htx")
    assert all(meaning in said(page) for meaning in some)


def _meanings(index, phrase: str):
    from hcc.search.text import tokens

    [(_, meanings)] = list(index.synonyms.phrases(list(tokens(phrase))))
    return meanings


def test_everyday_names_find_and_are_shown(office):
    publish(office, "1.004884", everyday_names=("tìm lại bông bần trôi", "một tên khác"))
    page = find(office.as_(), "bong ban troi")
    assert codes(page)[0] == "1.004884"
    line = page.html.select(".hits > li")[0].select_one("p.under").get_text()
    assert "Bà con hay gọi: tìm lại bông bần trôi, một tên khác" in " ".join(line.split())
    assert "bông bần trôi" in marks(page)


def test_a_whole_question_finds_what_it_is_about(citizen):
    page = find(citizen, "cho tôi hỏi đăng ký kết hôn thì cần mang giấy tờ gì ạ")
    assert codes(page)[0] == MARRIAGE


# Codes


@pytest.mark.parametrize(
    "typed",
    [
        "2.000815",
        "2.000815.000.00.00.H38",
        "2.000815.000.00.00.h38",
        "2.000815.H44",
        "2000815",
        "000815",
        "thủ tục 2.000815",
        "mã số: 2.000815.",
    ],
)
def test_a_code_finds_its_procedure_with_and_without_the_tail(citizen, typed):
    assert codes(find(citizen, typed)) == [COPY]


def test_the_beginning_of_a_code_finds_all_that_begin_so(citizen):
    page = find(citizen, "2.0008")
    assert {COPY, "2.000884"} <= set(codes(page))
    assert all(code.startswith("2.0008") for code in codes(page))


# Marks and the sentence below


def test_what_answers_is_marked_and_nothing_else(citizen):
    page = find(citizen, "ket hon")
    first = page.html.select(".hits h2 a")[0]
    assert first.get_text() == "Đăng ký kết hôn"
    assert [mark.get_text() for mark in first.select("mark")] == ["kết hôn"]
    assert not citizen.get(LIST).html.select("mark")


def test_accents_typed_mark_only_words_that_have_them(lettered):
    page = find(lettered, "sổ hồ")
    by_title = {link.get_text(): [m.get_text() for m in link.select("mark")] for link in page.html.select(".hits h2 a")}
    assert by_title["Sổ hồ"] == ["Sổ hồ"]
    assert by_title["Sổ hộ"] == ["Sổ"], "“hộ” is not what was asked for"


def test_a_sentence_of_the_text_is_shown_where_no_name_answers(office):
    citizen = office.as_()
    steps = (
        "Nộp hồ sơ tại quầy.",
        f"{'Chuẩn bị giấy tờ. ' * 12}Mang theo thẻ <b>xuồng ghềnh</b> của phễu. {'Nhận. ' * 30}",
    )
    publish(office, MARRIAGE, steps=steps)
    page = find(citizen, "xuong ghenh pheu")
    [hit] = [one for one in page.html.select(".hits > li") if one.select(f"a[href$='{MARRIAGE}']")]
    snippet = hit.select_one("p.snippet")
    assert [mark.get_text() for mark in snippet.select("mark")] == ["xuồng ghềnh", "phễu"]
    text = snippet.get_text()
    assert "thẻ <b>xuồng ghềnh</b> của phễu" in text, "what stands in a text is shown as it stands there"
    assert not snippet.select("b")
    assert text.startswith("… ")
    assert text.endswith(" …")
    assert len(text) < 180


def test_no_sentence_is_shown_where_a_name_answers_already(citizen):
    assert find(citizen, "đăng ký kết hôn").html.select(".hits > li")[0].select_one("p.snippet") is None


# Slips


def test_did_you_mean_leads_to_the_words_put_right(citizen):
    page = find(citizen, "dang ky kett hon", field="ho-tich")
    assert codes(page)[0] == MARRIAGE
    assert "Có phải bạn tìm" in said(page)
    meant = page.html.select_one(".main > p a")
    assert meant.get_text() == "đăng ký kết hôn"
    assert parse_qs(urlsplit(meant["href"]).query) == {"q": ["đăng ký kết hôn"], "field": ["ho-tich"]}
    again = citizen.get(meant["href"])
    assert codes(again)[0] == MARRIAGE
    assert "Có phải bạn tìm" not in said(again)
    assert again.html.select_one("#q")["value"] == "đăng ký kết hôn"


@pytest.mark.parametrize("typed", ["khaisinh", "khai sihn", "ddawng kys khai sinh", "dang ki khai sinhh"])
def test_slips_of_the_keyboard_are_put_right(citizen, typed):
    page = find(citizen, typed)
    assert codes(page)[0] == BIRTH
    assert "Có phải bạn tìm" in said(page)


def test_a_word_no_answer_has_is_named(citizen):
    page = find(citizen, "đăng ký kết hôn ngxqz")
    assert codes(page)[0] == MARRIAGE
    assert "Có kết quả không chứa: ngxqz" in said(page)


# Nothing fits


def test_where_nothing_fits_the_nearest_three_and_the_phone_number_are_there(citizen):
    page = find(citizen, "zzqx wwvf")
    assert page.html.find("h1").get_text() == "Không có thủ tục nào khớp."
    nearest = page.html.select(".empty li a")
    assert len(nearest) == 3
    for link in nearest:
        title = citizen.get(link["href"]).html.find("h1").get_text(strip=True)
        assert title.replace("\xa0", " ") == link.get_text()
    phone = page.html.select_one("main a[href^='tel:']")
    assert phone["href"] == "tel:02100000000"
    assert phone.get_text() == "0210 000 0000"
    assert citizen.get(page.html.select_one(".note a:not([href^='tel:'])")["href"]).status_int == 200


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("kettt honnn", "Đăng ký kết hôn"),
        ("khhaai siinhh", "Đăng ký khai sinh"),
        ("chunggg thucccc banggg saooo", "Chứng thực bản sao từ bản chính"),
    ],
)
def test_the_nearest_are_near(citizen, typed, title):
    page = find(citizen, typed)
    assert codes(page) == []
    assert page.html.select_one(".empty li a").get_text() == title


@pytest.mark.parametrize(("typed", "code"), [("đăng ký kết hôn", MARRIAGE), ("KSH", BIRTH), (COPY, COPY)])
def test_where_only_the_choices_are_in_the_way_what_fits_without_them_is_there(citizen, typed, code):
    page = find(citizen, typed, field="dat-dai")
    assert codes(page) == []
    assert page.html.select_one(".empty li a")["href"] == f"{LIST}/{code}"


def test_the_phone_number_stands_below_every_answer(citizen):
    assert find(citizen, "kết hôn").html.select("main .note a[href^='tel:']")


# The page itself


def test_the_page_is_whole_without_scripts(citizen):
    """Everything is a link or a plain form; whoever has no scripts misses the suggestions alone."""
    page = find(citizen, "giấy", field="ho-tich")
    main = page.html.find("main")
    assert not main.find_all("script")
    assert not [tag for tag in main.find_all(True) for name in tag.attrs if name.startswith("on")]
    assert not [link for link in main.select("a") if link["href"].startswith(("#", "javascript:"))]
    assert not main.select("button:not([type=submit])")
    assert not main.select("[role=combobox], [role=listbox]")
    form = main.select_one("form[role=search]")
    assert (form["action"], form["method"]) == (LIST, "get")
    assert form.select_one("input[name=q]")["value"] == "giấy"
    answers = citizen.get(form["action"], params={"q": "kết hôn"})
    assert codes(answers)[0] == MARRIAGE


def test_the_search_of_the_front_page_leads_to_the_list(citizen):
    form = citizen.get("/").html.select_one("main form[role=search]")
    assert (form["action"], form["method"]) == (LIST, "get")
    assert form.select_one("input[name=q]")


def test_a_procedure_that_ended_is_not_found(office):
    citizen = office.as_()
    assert MARRIAGE in codes(find(citizen, "kết hôn"))
    with office.changing() as site:
        site.procedures[MARRIAGE].revisions[1].withdrawn_on = office.now.date()
        site.procedures.journal.append("changed", MARRIAGE)
    assert MARRIAGE not in codes(find(citizen, "kết hôn"))
    assert MARRIAGE not in all_codes(citizen, LIST)
    assert MARRIAGE not in [item["code"] for item in citizen.get(f"{LIST}/suggest?q=ket+hon").json["items"]]


def test_a_published_text_is_found_by_the_very_next_search(office):
    citizen = office.as_()
    assert codes(find(citizen, "ghe cà ràng")) != [MARRIAGE]
    publish(office, MARRIAGE, short_name="Xin neo ghe cà ràng")
    assert codes(find(citizen, "neo ghe ca rang"))[0] == MARRIAGE
    assert titles(find(citizen, "neo ghe ca rang"))[0] == "Xin neo ghe cà ràng"


def test_a_text_of_tomorrow_is_found_tomorrow(office):
    citizen = office.as_()
    publish(office, MARRIAGE, days=1, short_name="Xin neo ghe cà ràng")
    assert "Xin neo ghe cà ràng" not in titles(find(citizen, "neo ghe ca rang"))
    office.later(days=1)
    assert titles(find(citizen, "neo ghe ca rang"))[0] == "Xin neo ghe cà ràng"


def test_while_there_is_no_index_the_whole_list_is_there(office, monkeypatch):
    from hcc.search.index import IndexUnavailable, SearchIndex

    def unavailable(self):
        raise IndexUnavailable

    monkeypatch.setattr(SearchIndex, "snapshot", unavailable)
    page = find(office.as_(), "kết hôn")
    assert "Phần tìm kiếm đang được chuẩn bị" in said(page)
    assert len(codes(page)) == EVERY
    assert office.as_().get(f"{LIST}/suggest?q=ket+hon").json == {"items": []}


# Suggestions


def suggested(citizen, typed: str) -> list[dict]:
    return citizen.get(f"{LIST}/suggest", params={"q": typed}).json["items"]


def test_suggestions_name_procedures_and_lead_to_them(citizen):
    found = suggested(citizen, "đăng ký kết h")
    assert found[0] == {"code": MARRIAGE, "title": "Đăng ký kết hôn", "name": "", "url": f"{LIST}/{MARRIAGE}"}
    assert 1 < len(found) <= 8
    assert citizen.get(found[0]["url"]).html.find("h1").get_text(strip=True).replace("\xa0", " ") == found[0]["title"]


@pytest.mark.parametrize(
    "typed",
    [
        "ket h", "kết h", "KẾT H", unicodedata.normalize("NFD", "kết h"), "dang ki ket h", "đăng kí kết hô",
        "ket hom", "kết hôn ",
    ],
)  # fmt: skip
def test_suggestions_understand_spellings_and_slips(citizen, typed):
    assert MARRIAGE in [one["code"] for one in suggested(citizen, typed)]


def test_an_everyday_name_is_suggested_with_the_title_it_belongs_to(citizen):
    found = suggested(citizen, "giay doc th")
    assert found[0]["title"] == "Cấp Giấy xác nhận tình trạng hôn nhân"
    assert found[0]["name"] == "giấy độc thân"


@pytest.mark.parametrize("typed", ["2.000815", "2000815", "2.000815.000.00.00.H38"])
def test_a_code_is_suggested(citizen, typed):
    assert [one["code"] for one in suggested(citizen, typed)] == [COPY]


@pytest.mark.parametrize("typed", ["ksh", "KSH", "đkkh", "cccd", "htx"])
def test_an_abbreviation_is_suggested(citizen, typed):
    assert suggested(citizen, typed) == suggested_by_search(citizen, typed)


def suggested_by_search(citizen, typed: str) -> list[dict]:
    page = find(citizen, typed)
    return [
        {"code": code, "title": title, "name": "", "url": f"{LIST}/{code}"}
        for code, title in zip(codes(page)[:8], titles(page)[:8], strict=True)
    ]


@pytest.mark.parametrize("typed", ["", " ", "?!", "q", "zzqx"])
def test_nothing_is_suggested_for_nothing(citizen, typed):
    assert suggested(citizen, typed) == [] or typed == "q"
