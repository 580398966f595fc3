"""What people type, and what they find."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hcc.search.document import SearchDocument
from hcc.search.index import IndexUnavailable, SearchIndex
from hcc.search.journal import Journal
from hcc.search.query import search
from hcc.search.results import FacetCount


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("khai sinh", "khai-sinh"),
        ("dang ky khai sinh", "khai-sinh"),
        ("ĐĂNG KÍ KHAI SINH", "khai-sinh"),
        ("khai tử", "khai-tu"),
        ("khai tu", "khai-tu"),
        ("ban sao", "so-goc"),
        ("chứng thực bản sao", "ban-sao"),
        ("đăng ký lại khai sinh", "lai-khai-sinh"),
        ("hoà giải", "hoa-giai"),
        ("thuỷ sản", "thuy-san"),
        ("hộ cận nghèo", "ho-ngheo"),
    ],
)
def test_the_right_procedure_comes_first(civil_status, typed, first):
    assert civil_status.keys(typed)[0] == first


def test_the_base_procedure_stands_above_its_shorter_renewal(civil_status):
    assert civil_status.keys("giấy phép xây dựng") == ["xay-dung", "gia-han-xay-dung"]
    assert civil_status.keys("gia hạn giấy phép xây dựng")[0] == "gia-han-xay-dung"


def test_a_higher_rank_decides_between_equals(shelf):
    shelf.put("a", "Hỗ trợ chi phí mai táng cho nghệ nhân")
    shelf.put("b", "Hỗ trợ toàn bộ chi phí mai táng cho bệnh binh", rank=1.0)
    shelf.put("c", "Hỗ trợ chi phí mai táng cho thân nhân")
    assert shelf.keys("mai táng")[0] == "b"
    assert shelf.keys("")[0] == "b"


def test_accents_decide_first_and_fold_second(shelf):
    shelf.put("files", "Sổ theo dõi hồ sơ")
    shelf.put("household", "Sổ theo dõi hộ nghèo")
    shelf.put("family", "Sổ theo dõi họ tên")
    assert shelf.keys("hộ")[0] == "household"
    assert shelf.keys("hồ")[0] == "files"
    assert shelf.keys("họ")[0] == "family"
    assert set(shelf.keys("hộ")) == set(shelf.keys("ho")) == {"files", "household", "family"}


def test_accents_of_the_title_outweigh_those_of_the_text(shelf):
    shelf.put("household", "Theo dõi hộ", body="hồ")
    shelf.put("files", "Theo dõi hồ", body="hộ")
    assert shelf.keys("hộ") == ["household", "files"]


def test_accents_decide_in_the_text_too(shelf):
    shelf.put("files", "Một", body="nộp hồ tại quầy")
    shelf.put("household", "Hai", body="nộp hộ tại quầy")
    assert shelf.keys("hộ") == ["household", "files"]
    assert shelf.keys("hồ") == ["files", "household"]


def test_title_before_text(shelf):
    for number in range(10):
        shelf.put(str(number), "Thủ tục khác", body="nơi nộp hồ sơ")
    shelf.put("text", "Thủ tục khác", body="karaoke " * 30)
    shelf.put("title", "Xác nhận karaoke đủ điều kiện", body="nơi nộp")
    assert shelf.keys("karaoke") == ["title", "text"]


def test_syllables_side_by_side_before_syllables_apart(shelf):
    shelf.put("apart", "Danh mục tịch thu theo luật quốc gia")
    shelf.put("together", "Tra cứu giấy tờ về việc quốc tịch")
    assert shelf.keys("quốc tịch")[0] == "together"


def test_every_syllable_must_match(shelf):
    shelf.put("both", "Danh mục", body="karaoke, kinh doanh")
    shelf.put("one", "Karaoke")
    assert shelf.keys("karaoke kinh") == ["both"]
    assert not shelf.search("karaoke kinh").relaxed


def test_a_syllable_nobody_writes_is_dropped_and_named(civil_status):
    results = civil_status.search("giấy phép xây dựng ngxqz")
    assert [hit.key for hit in results.hits][:2] == ["xay-dung", "gia-han-xay-dung"]
    assert results.dropped == ("ngxqz",)
    assert results.relaxed


def test_a_better_answer_that_lacks_a_word_is_given_and_says_so(shelf):
    shelf.put("wedding", "Đăng ký kết hôn")
    shelf.put("other", "Danh mục khác", body="ai mừng thì đăng ký, kết quả và hôn nhân")
    results = shelf.search("mừng đăng ký kết hôn")
    assert results.hits[0].key == "wedding"
    assert results.dropped == ("mừng",)


def test_nothing_matches_nothing(civil_status):
    results = civil_status.search("qqqqqqq zzzzzzz")
    assert (results.total, results.page, results.pages, results.hits) == (0, 1, 1, [])
    assert results.dropped == ("qqqqqqq", "zzzzzzz")


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("khai sihn", (("sihn", "sinh"),)),
        ("khaisinh", (("khaisinh", "khai sinh"),)),
        ("dang ky khai sinhh", (("sinhh", "sinh"),)),
        ("ddawng kys khai sinh", (("ddawng", "dang"), ("kys", "ki"))),
    ],
)
def test_slips_of_the_keyboard(civil_status, typed, corrected):
    results = civil_status.search(typed)
    assert results.hits[0].key == "khai-sinh"
    assert results.corrected == corrected


def test_an_abbreviation_is_no_slip(civil_status):
    assert civil_status.search("gcn hôn nhân").corrected == ()


def test_synonyms_say_what_was_taken(new_shelf):
    shelf = new_shelf({"giấy độc thân": ["xác nhận tình trạng hôn nhân"], "hộ": ["gia đình"]})
    shelf.put("hon-nhan", "Cấp Giấy xác nhận tình trạng hôn nhân")
    shelf.put("doc-lap", "Giấy khen thân nhân độc lập")
    shelf.put("gia-dinh", "Gia đình văn hóa")
    shelf.put("ho-so", "Hồ sơ")
    for typed in ("giấy độc thân", "giay doc than", "xin giấy độc thân"):
        results = shelf.search(typed)
        assert results.hits[0].key == "hon-nhan"
        assert results.understood == ("xác nhận tình trạng hôn nhân",)
    assert shelf.search("hồ").understood == ()
    assert "gia-dinh" not in shelf.keys("hồ")
    assert "gia-dinh" in shelf.keys("hộ")


def test_other_titles_find_but_do_not_pair_across(shelf):
    shelf.put("hon-nhan", "Xác nhận tình trạng hôn nhân", other_titles=("Giấy độc thân", "Giấy chưa vợ"))
    shelf.put("khac", "Thân nhân giấy tờ", body="độc")
    assert shelf.keys("giấy độc thân")[0] == "hon-nhan"
    assert shelf.index.snapshot().postings("title_b", "than_giay").bits == 0


@pytest.mark.parametrize(
    "typed",
    [
        "2.000815",
        "2.000815.000.00.00.H38",
        "2.000815.000.00.00.h38",
        "2000815",
        "000815",
        "thủ tục 2.000815",
        " 2.000815. ",
        "2,000815",
    ],
)
@pytest.mark.parametrize("kept", ["2.000815", "2.000815.000.00.00.H38"])
def test_codes_with_and_without_their_tail(shelf, typed, kept):
    shelf.put("right", "Chứng thực bản sao", codes=(kept,))
    shelf.put("near", "Cấp bản sao thủ tục", codes=("2.000816.000.00.00.H38",), body="815 000815 số 2")
    assert shelf.keys(typed) == ["right"]


def test_the_beginning_of_a_code_finds_all_that_begin_so(shelf):
    shelf.put("a", "Một", codes=("2.000815",))
    shelf.put("b", "Hai", codes=("2.000884",))
    shelf.put("c", "Ba", codes=("1.000884",))
    assert set(shelf.keys("2.0008")) == {"a", "b"}


def test_a_number_that_is_no_code_is_looked_up_as_words(shelf):
    shelf.put("a", "Chế độ theo Quyết định 188/2007/QĐ-TTg")
    shelf.put("b", "Chế độ theo Quyết định 290/2005/QĐ-TTg")
    assert shelf.keys("188/2007")[0] == "a"


@pytest.mark.parametrize(
    "typed",
    ["and", "or", "not", "OR NOT", '"', '"khai sinh"', "khai*", "?", "(", "[khai TO sinh]", "title:khai", "^~", "\\"],
)
def test_operators_are_plain_text(civil_status, typed):
    civil_status.put("english", "And or not to title")
    results = civil_status.search(typed)
    words = [word for word in typed.lower().replace('"', "").split() if word in ("and", "or", "not")]
    if words:
        assert results.hits[0].key == "english"
    elif "khai" in typed:
        assert results.hits
    else:
        assert results.total == len(civil_status.documents)


@given(st.text(st.characters(exclude_categories=()), max_size=60), st.integers(), st.integers())
@settings(max_examples=150)
def test_odd_queries_never_raise(shared_index, text, page, page_size):
    results = search(shared_index, text, page=page, page_size=page_size)
    assert 1 <= results.page <= results.pages
    assert len(results.hits) <= results.total


@pytest.mark.parametrize("text", ["a" * 10_000, "khai sinh " * 1000, "\ud800" * 5000, "1." * 5000, "\u0301" * 10_000])
def test_ten_kilobytes_are_cut(shared_index, text):
    search(shared_index, text)


def test_only_the_beginning_of_a_long_query_counts(civil_status):
    assert civil_status.keys("khai sinh" + " " * 300 + "qqqq")[0] == "khai-sinh"
    assert not civil_status.search("khai sinh" + " " * 300 + "qqqq").relaxed


def test_nothing_asked_lists_everything_by_rank_then_title(shelf):
    shelf.put("d", "Đất đai")
    shelf.put("a", "Ẩm thực")
    shelf.put("z", "Xây dựng", rank=0.5)
    shelf.put("b", "Dân số")
    for text in ("", "   ", "?!", None):
        assert shelf.keys(text) == ["z", "a", "b", "d"]
    assert shelf.keys("", sort="title") == ["a", "b", "d", "z"]


def test_sorted_by_title_holds_the_same_documents(civil_status):
    best, titles = civil_status.keys("khai"), civil_status.keys("khai", sort="title")
    assert sorted(best) == sorted(titles)
    assert titles == ["khai-sinh", "khai-sinh-nuoc-ngoai", "khai-sinh-luu-dong", "khai-tu", "lai-khai-sinh"]


def test_pages_cover_everything_once_and_clamp(civil_status):
    whole = civil_status.keys("khai", page_size=100)
    pages = [civil_status.search("khai", page=number, page_size=2) for number in (1, 2, 3)]
    assert [hit.key for page in pages for hit in page.hits] == whole
    assert {page.pages for page in pages} == {3}
    assert civil_status.search("khai", page=99, page_size=2) == pages[2]
    assert civil_status.search("khai", page=-5, page_size=2) == pages[0]


def test_scores_fall_and_ties_go_by_title(shelf):
    for key, title in {"c": "Cấp xã", "a": "Ấp xã", "b": "Bản xã"}.items():
        shelf.put(key, title)
    results = shelf.search("xã")
    assert [hit.key for hit in results.hits] == ["a", "b", "c"]
    assert len({hit.score for hit in results.hits}) == 1


def test_facets_ignore_their_own_filter(shelf):
    shelf.put("a", "Một xã", facets={"field": ("Hộ tịch",), "level": ("xa",)})
    shelf.put("b", "Hai xã", facets={"field": ("Đất đai",), "level": ("xa",)})
    shelf.put("c", "Ba xã", facets={"field": ("Hộ tịch",), "level": ("tinh",)})
    results = shelf.search("xã", filters={"field": ["Đất đai"]})
    assert [hit.key for hit in results.hits] == ["b"]
    assert results.facets["field"] == [FacetCount("Hộ tịch", 2), FacetCount("Đất đai", 1)]
    assert results.facets["level"] == [FacetCount("xa", 1)]


def test_a_filter_nothing_has_gives_nothing(civil_status):
    assert civil_status.search("", filters={"field": ["Không có"]}).total == 0
    assert civil_status.search("", filters={"no such facet": ["x"]}).total == 0
    assert civil_status.search("", filters={"field": []}).total == len(civil_status.documents)


def test_before_the_first_index_the_caller_is_told(tmp_path):
    with pytest.raises(IndexUnavailable):
        search(SearchIndex(tmp_path), "khai sinh")


VOCABULARY = ["khai", "sinh", "thực", "ký", "hộ", "hồ", "đất"]
documents = st.lists(
    st.builds(
        lambda title, body, field, level, rank: (title, body, {"field": field, "level": level}, rank),
        st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=5),
        st.lists(st.sampled_from(VOCABULARY), max_size=6),
        st.lists(st.sampled_from(["Hộ tịch", "Đất đai", "Khác"]), max_size=2, unique=True).map(tuple),
        st.sampled_from([("xa",), ("tinh",), ()]),
        st.sampled_from([0.0, 0.5]),
    ),
    min_size=1,
    max_size=12,
)
filters = st.fixed_dictionaries(
    {},
    optional={
        "field": st.lists(st.sampled_from(["Hộ tịch", "Đất đai", "Vắng"]), max_size=2, unique=True),
        "level": st.lists(st.sampled_from(["xa", "tinh"]), max_size=2, unique=True),
    },
)


@given(documents, st.lists(st.sampled_from(["khai", "sinh", "thuc", "hộ", "ho", "đất"]), max_size=2), filters)
@settings(max_examples=60, deadline=None)
def test_totals_and_facets_equal_counting_by_hand(tmp_path_factory, drawn, words, chosen):
    plain = {"thực": "thuc", "ký": "ky", "hộ": "ho", "hồ": "ho", "đất": "dat"}
    rows = {
        str(number): SearchDocument(str(number), " ".join(title), body=" ".join(body), facets=facets, rank=rank)
        for number, (title, body, facets, rank) in enumerate(drawn)
    }
    index = SearchIndex(tmp_path_factory.mktemp("facets"))
    index.catch_up(Journal(), rows.get, rows.values)
    held = {n: {plain.get(w, w) for w in f"{d.title} {d.body}".split()} for n, d in rows.items()}
    wanted = {plain.get(word, word) for word in words}
    found = {number for number in rows if wanted <= held[number]}
    if not found:
        return
    active = {name: set(values) for name, values in chosen.items() if values}

    def passes(number, leaving_out=None):
        return all(set(rows[number].facets[n]) & v for n, v in active.items() if n != leaving_out)

    results = search(index, " ".join(words), filters=chosen, page_size=50)
    assert {hit.key for hit in results.hits} == {n for n in found if passes(n)}
    assert results.total == len(results.hits)
    for name, counts in results.facets.items():
        base = [n for n in found if passes(n, leaving_out=name)]
        for facet in counts:
            assert facet.count == sum(facet.value in rows[n].facets[name] for n in base)
        named = {facet.value for facet in counts}
        assert {value for n in base for value in rows[n].facets[name]} <= named


@pytest.fixture(scope="module")
def shared_index(tmp_path_factory):
    index = SearchIndex(tmp_path_factory.mktemp("shared"), {"ubnd": ["ủy ban nhân dân"]})
    titles = ["Đăng ký khai sinh", "Cấp giấy phép xây dựng", "UBND xã", "Số 2.000815", "\x00 \ud800 ???"]
    shelf = {
        str(n): SearchDocument(str(n), title, codes=(f"1.00000{n}",), facets={"field": (title[:3],)})
        for n, title in enumerate(titles)
    }
    index.catch_up(Journal(), shelf.get, shelf.values)
    return index
