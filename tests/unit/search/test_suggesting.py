"""Suggestions while somebody types, and the nearest where nothing answers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hcc.search.document import SearchDocument
from hcc.search.index import IndexUnavailable, SearchIndex
from hcc.search.journal import Journal
from hcc.search.nearest import nearest
from hcc.search.suggesting import suggest


def keys(shelf, typed, **options):
    shelf.follow()
    return [one.key for one in suggest(shelf.index, typed, **options)]


@pytest.mark.parametrize("typed", ["k", "kha", "khai", "khai s", "khai si", "KHAI SINH", "khai sinh"])
def test_what_begins_as_typed_is_suggested(civil_status, typed):
    assert "khai-sinh" in keys(civil_status, typed)


def test_the_shortest_name_comes_first_wherever_it_begins(civil_status):
    assert keys(civil_status, "ket h")[0] == "ket-hon"
    assert keys(civil_status, "khai s")[0] == "khai-sinh"


def test_what_is_done_anew_or_elsewhere_steps_back_unless_it_is_asked_for(shelf):
    shelf.put("anew", "Đăng ký lại khai sinh", other_titles=("khai sinh lại",))
    shelf.put("on-the-road", "Đăng ký khai sinh lưu động", other_titles=("khai sinh ở nhà",))
    shelf.put("birth", "Đăng ký khai sinh cho trẻ em")
    assert keys(shelf, "khai sinh")[0] == "birth"
    assert keys(shelf, "khai sinh l")[0] == "anew"
    assert keys(shelf, "đăng ký lại")[0] == "anew"


def test_a_title_comes_before_an_everyday_name_as_long(shelf):
    shelf.put("extract", "Cấp bản sao trích lục", other_titles=("trích lục khai tử",), rank=1.0)
    shelf.put("death", "Đăng ký khai tử", rank=0.1)
    assert keys(shelf, "khai tử")[0] == "death"


def test_a_word_that_is_finished_does_not_go_on(civil_status):
    assert "khai-sinh" in keys(civil_status, "dang ky kh")
    assert keys(civil_status, "kha ", limit=20) == []


def test_a_finished_word_may_be_the_last_of_a_name(civil_status):
    assert keys(civil_status, "ket hon ") == ["ket-hon"]
    assert keys(civil_status, "đăng ký kết hôn  ") == ["ket-hon"]


def test_a_short_phrase_of_the_synonyms_is_understood(new_shelf):
    shelf = new_shelf({"kh": ["kết hôn"], "hkd xa": ["hộ kinh doanh"]})
    shelf.put("ket-hon", "Đăng ký kết hôn")
    assert keys(shelf, "KH") == ["ket-hon"]
    assert keys(shelf, "hk") == []


def test_accents_as_typed_come_first(shelf):
    shelf.put("files", "Hồ sơ")
    shelf.put("household", "Hộ nghèo")
    shelf.put("family", "Họ tên")
    assert keys(shelf, "hộ")[0] == "household"
    assert keys(shelf, "hồ")[0] == "files"
    assert keys(shelf, "họ ")[0] == "family"
    assert set(keys(shelf, "ho")) == {"files", "household", "family"}


def test_a_tone_already_typed_must_agree_and_one_still_to_come_need_not(shelf):
    shelf.put("marriage", "Hôn nhân")
    shelf.put("household", "Hộ nghèo")
    assert set(keys(shelf, "hô")) == {"marriage", "household"}
    assert keys(shelf, "hộ")[0] == "household"


def test_an_everyday_name_is_named(shelf):
    shelf.put("hon-nhan", "Cấp Giấy xác nhận tình trạng hôn nhân", other_titles=("giấy độc thân",))
    shelf.follow()
    (one,) = suggest(shelf.index, "giay d")
    assert (one.key, one.title, one.name) == ("hon-nhan", "Cấp Giấy xác nhận tình trạng hôn nhân", "giấy độc thân")


def test_a_slip_is_answered_by_a_search(civil_status):
    assert keys(civil_status, "khai sihn")[0] == "khai-sinh"


def test_each_document_once_and_no_more_than_asked_for(civil_status):
    found = keys(civil_status, "dang ky", limit=3)
    assert len(found) == len(set(found)) == 3


def test_a_removed_document_is_suggested_no_more(civil_status):
    assert keys(civil_status, "ket hon") == ["ket-hon"]
    civil_status.remove("ket-hon")
    assert "ket-hon" not in keys(civil_status, "ket hon")


@given(st.text(st.characters(exclude_categories=()), max_size=100))
@settings(max_examples=150)
def test_anything_may_be_typed(odd_index, typed):
    suggest(odd_index, typed)
    assert len(nearest(odd_index, typed)) == 3


def test_before_the_first_index_the_caller_is_told(tmp_path):
    with pytest.raises(IndexUnavailable):
        suggest(SearchIndex(tmp_path), "khai")


def test_the_nearest_look_like_what_was_typed(civil_status):
    civil_status.follow()
    assert nearest(civil_status.index, "keet hoonn")[0] == "ket-hon"
    assert nearest(civil_status.index, "xây dunggg phéppp")[0] == "xay-dung"
    assert len(nearest(civil_status.index, "zzzz", 3)) == 3


@pytest.fixture(scope="module")
def odd_index(tmp_path_factory):
    index = SearchIndex(tmp_path_factory.mktemp("odd"))
    titles = ["Đăng ký khai sinh", "", "???", "Số 2.000815", "\x00 \ud800", "a" * 400]
    shelf = {str(n): SearchDocument(str(n), title) for n, title in enumerate(titles)}
    index.catch_up(Journal(), shelf.get, shelf.values)
    return index
