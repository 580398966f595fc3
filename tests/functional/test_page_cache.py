"""Kept pages are the pages that would be made anew: for every reader, at every moment, after every change."""

import dataclasses
import itertools
from datetime import UTC, date, timedelta

import pytest

from hcc.core.act import Act
from hcc.core.calendar import DayRule
from hcc.core.roles import Role
from hcc.procedures.operations.publish import publish_revision
from hcc.web.flash import NAME as FLASH_COOKIE
from office import MONDAY, Office

SHEET = "/thu-tuc/2.000815"
PAGES = (
    "/",
    "/thu-tuc",
    "/thu-tuc/browse",
    "/thu-tuc?q=chung+thuc&level=commune&page=1",
    SHEET,
    f"{SHEET}/phien-ban/1",
)
COOKIES = ("", "hcc_lang=en", "hcc_display=2c", "hcc_lang=en; hcc_display=-1")


@pytest.fixture(scope="module")
def without(filled, tmp_path_factory):
    """The same office, making every page anew: only read, by all tests that compare."""
    office = Office(tmp_path_factory.mktemp("without") / "var", filled, page_cache_mb=0)
    yield office
    office.close()


def kept(office) -> int:
    return len(office.registry["hcc.page_cache"])


def ask(office, path: str, cookie: str = "", **options):
    """What somebody without a history of her own is answered."""
    headers = {**options.pop("headers", {}), **({"Cookie": cookie} if cookie else {})}
    person = office.as_()
    person.browser.cookiejar.clear()
    return person.get(path, headers=headers, **options)


def publish(office, code: str, title: str, effective: date) -> None:
    with office.changing() as site:
        procedure = site.procedures[code]
        record = dataclasses.replace(procedure.latest().record, short_name=title)
        act = Act("quantri", office.now.astimezone(UTC))
        revision = procedure.add_revision(record, made_by=act.by, made_at=act.at)
        publish_revision(revision, effective=effective, act=act)


def test_a_kept_page_is_the_page_made_anew(office, without):
    for number, (path, cookie) in enumerate(itertools.product(PAGES, COOKIES), 1):
        first, again, anew = ask(office, path, cookie), ask(office, path, cookie), ask(without, path, cookie)
        assert kept(office) == number
        assert first.body == again.body == anew.body
        assert first.headerlist == again.headerlist == anew.headerlist
    assert kept(without) == 0


def test_a_cookie_that_means_nothing_makes_no_page_of_its_own(office):
    assert ask(office, SHEET).body == ask(office, SHEET, "hcc_csrf=abc").body
    assert kept(office) == 1


def test_readers_of_another_language_size_contrast_or_address_get_their_own(office, without):
    readers = [*({"cookie": cookie} for cookie in COOKIES), {"extra_environ": {"HTTP_HOST": "anmau.example"}}]
    for path in PAGES:
        before = kept(office)
        for reader in [*readers, *readers]:
            assert ask(office, path, **reader).body == ask(without, path, **reader).body
        assert kept(office) - before == len(readers)


def test_every_parameter_that_is_read_makes_its_own_page(office, without):
    for query in ("q=khai+sinh", "field=LV001", "level=commune", "page=2", "q=khai+sinh&page=2", "field=khong-co"):
        for _ in range(2):
            assert ask(office, f"/thu-tuc?{query}").body == ask(without, f"/thu-tuc?{query}").body


def test_parameters_that_nobody_reads_change_neither_the_page_nor_the_number_kept(office, without):
    plain = ask(office, SHEET)
    for extra in ("?fbclid=abc", "?utm_source=zalo&x=%3Cscript%3E", "?q=khai+sinh", "?page="):
        answer = ask(office, SHEET + extra)
        assert answer.body == plain.body == ask(without, SHEET + extra).body
        assert answer.headerlist == plain.headerlist
    assert kept(office) == 1


def test_a_page_made_once_is_not_made_again(office, monkeypatch):
    ask(office, SHEET)
    monkeypatch.setattr("hcc.storage.opening.Connection.root", None)
    monkeypatch.setattr(office.registry["hcc.page_cache"], "keep", None)
    assert "2.000815" in ask(office, SHEET).text


def test_a_browser_that_has_the_page_is_told_so(office, without):
    tag = ask(office, SHEET).headers["ETag"]
    for place in (office, without):
        for known in (tag, f"W/{tag}", f'"other", {tag}'):
            answer = ask(place, SHEET, headers={"If-None-Match": known}, status=304)
            assert answer.body == b""
            assert answer.headers["ETag"] == tag
            assert answer.headers["Content-Security-Policy"] == ask(place, SHEET).headers["Content-Security-Policy"]
            assert "Content-Length" not in answer.headers
    assert ask(office, SHEET, headers={"If-None-Match": '"other"'}).status_code == 200
    assert ask(office, "/", headers={"If-None-Match": tag}).status_code == 200
    assert ask(office, SHEET, "hcc_lang=en", headers={"If-None-Match": tag}).status_code == 200


def test_browsers_ask_each_time_and_nothing_in_between_keeps_a_page(office):
    for answer in (ask(office, SHEET), ask(office, SHEET)):
        assert answer.headers["Cache-Control"] == "private, no-cache"
        assert answer.headers["Vary"] == "Cookie"


def test_head_is_answered_with_the_length_of_the_page(office):
    for _ in range(2):
        head, page = office.as_().browser.request(SHEET, method="HEAD"), ask(office, SHEET)
        assert head.body == b""
        assert head.headerlist == page.headerlist


def test_what_is_published_is_seen_at_once(office):
    paths = ("/thu-tuc?q=2.000815", SHEET)
    before = [ask(office, path).headers["ETag"] for path in paths]
    publish(office, "2.000815", "Sao y cho mọi nhà", MONDAY.date())
    for path, tag in zip(paths, before, strict=True):
        answer = ask(office, path, headers={"If-None-Match": tag})
        assert "Sao y cho mọi nhà" in answer.text


def test_a_dossier_of_somebody_leaves_the_pages_kept(office):
    ask(office, "/")
    office.as_(Role.GREETER).fill("/ban-lam-viec/tiep-don", procedure="1.004873", name="Nguyễn Thị Mẫu", guidance="")
    ask(office, "/")
    assert kept(office) == 1


def test_what_takes_effect_at_midnight_is_seen_at_midnight(office):
    publish(office, "2.000815", "Sao y từ ngày mai", MONDAY.date() + timedelta(days=1))
    office.now = MONDAY.replace(hour=23, minute=59)
    assert "Sao y từ ngày mai" not in ask(office, SHEET).text
    office.later(minutes=1)
    assert "Sao y từ ngày mai" in ask(office, SHEET).text
    office.later(minutes=-1)
    assert "Sao y từ ngày mai" not in ask(office, SHEET).text


def test_the_page_says_when_the_office_closes_and_opens(office):
    office.now = MONDAY.replace(hour=16, minute=59)
    assert "Đang mở" in ask(office, "/").text
    office.later(minutes=1)
    assert "Đang mở" not in ask(office, "/").text


def test_a_day_off_decided_today_is_seen_at_once(office):
    assert "Đang mở" in ask(office, "/").text
    with office.changing() as site:
        site.calendar_book.rules = {MONDAY.date(): DayRule(False, "Ngày hội xã")}
    assert "Đang mở" not in ask(office, "/").text


def test_the_language_chosen_in_an_address_is_remembered_and_never_kept(office):
    ask(office, SHEET)
    answer = ask(office, f"{SHEET}?lang=en")
    assert 'lang="en"' in answer.text
    assert "hcc_lang=en" in answer.headers["Set-Cookie"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert kept(office) == 1


def test_an_official_gets_pages_of_her_own(office):
    official = office.as_(Role.RECEIVER)
    assert official.get(SHEET).headers["Cache-Control"] == "no-store"
    assert kept(office) == 0


def test_a_draft_an_official_may_read_is_not_kept_for_others(office):
    with office.changing() as site:
        procedure = site.procedures["2.000815"]
        procedure.add_revision(procedure.latest().record, made_by="quantri", made_at=office.now.astimezone(UTC))
    draft = f"{SHEET}/phien-ban/2"
    for _ in range(2):
        assert ask(office, draft, status="*").status_code != 200
    assert kept(office) == 0


def test_a_sentence_carried_over_is_shown_to_its_reader_only(office):
    ask(office, "/")
    answer = ask(office, "/", f"{FLASH_COOKIE}=whatever")
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("does", ["token", "flash", "cookie"])
def test_a_page_with_a_token_a_sentence_or_a_cookie_is_never_kept(office, monkeypatch, does):
    """Whatever a view or template of a public page may one day do."""
    from hcc.core.text import message
    from hcc.web import layout

    plain = layout.Layout.title

    def doing_more(self):
        if does == "token":
            assert self.request.csrf_token
        elif does == "flash":
            self.request.flash(message("Open now"))
        else:
            self.request.response.set_cookie("own", "1")
        return plain.fget(self)

    monkeypatch.setattr(layout.Layout, "title", property(doing_more))
    for cookie in ("", "hcc_csrf=of-this-reader"):
        answer = ask(office, SHEET, cookie)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "ETag" not in answer.headers
    assert kept(office) == 0


@pytest.mark.parametrize("path", ["/tra-cuu", "/kiem-tra", "/dang-nhap", "/khong-co", "/healthz", "/thu-tuc?q=%FF"])
def test_other_pages_are_never_kept(office, path):
    for _ in range(2):
        answer = ask(office, path, status="*")
        assert answer.headers["Cache-Control"] in ("no-store",)
    assert kept(office) == 0


def test_a_list_from_an_index_that_lags_behind_is_not_kept(office, monkeypatch):
    from hcc.search.index import SearchIndex

    ask(office, "/thu-tuc")
    publish(office, "2.000815", "Sao y cho mọi nhà", MONDAY.date())
    with monkeypatch.context() as patched:
        patched.setattr(SearchIndex, "catch_up", lambda *args, **more: False)
        ask(office, "/thu-tuc")
        assert kept(office) == 0
    assert "Sao y cho mọi nhà" in ask(office, "/thu-tuc?q=2.000815").text


def test_a_page_made_while_somebody_writes_is_not_kept(office, monkeypatch):
    """It may show the state before or after."""
    from hcc.web import layout

    plain = layout.Layout.title

    def while_writing(self):
        publish(office, "2.000815", "Sao y cho mọi nhà", MONDAY.date())
        return plain.fget(self)

    with monkeypatch.context() as patched:
        patched.setattr(layout.Layout, "title", property(while_writing))
        ask(office, SHEET)
    assert kept(office) == 0
    assert "Sao y cho mọi nhà" in ask(office, SHEET).text


def test_a_storage_that_learns_late_is_asked_again_soon(office, monkeypatch):
    """As of another process that writes: here the storage never says that anything is new."""
    from hcc.web import page_state

    moment = [100.0]
    monkeypatch.setattr(page_state.time, "monotonic", lambda: moment[0])
    ask(office, SHEET)
    newest = office.registry["hcc.database"].lastTransaction()
    monkeypatch.setattr(type(office.registry["hcc.database"]), "lastTransaction", lambda self: newest)
    publish(office, "2.000815", "Sao y cho mọi nhà", MONDAY.date())
    moment[0] += page_state.LOOK_AGAIN
    assert "Sao y cho mọi nhà" in ask(office, SHEET).text


def test_a_database_that_does_not_answer_gives_the_usual_page_about_it(office, monkeypatch):
    def away(self):
        raise OSError("no answer")

    ask(office, SHEET)
    monkeypatch.setattr(type(office.registry["hcc.page_state"]), "seen", away)
    assert ask(office, SHEET).headers["Cache-Control"] == "no-store"
