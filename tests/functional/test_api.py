"""The catalogue for programs: what they are told, of which text, and what they are told when they ask wrongly."""

import dataclasses
from datetime import date, timedelta

import pytest

from hcc.api.records import shown
from hcc.api.shapes import WITHHELD, Component, Fee, Method, ProcedureCase, Record, TimeLimit
from hcc.core.act import Act
from hcc.procedures import record as stored
from hcc.procedures.operations.publish import put_in_force
from office import MONDAY, sample_pdf
from populated import COPY

LIST = "/api/v1/procedures"
MARRIAGE = "1.000894"


@pytest.fixture
def api(shared_office):
    return shared_office.as_()


def publish(office, code: str, *, days: int = 0, **changed) -> None:
    """A new text of a procedure, in force so many days from now."""
    with office.changing() as site:
        procedure = site.procedures[code]
        record = dataclasses.replace(procedure.latest().record, **changed)
        act = Act("ha", office.now)
        revision = procedure.add_revision(record, made_by=act.by, made_at=act.at)
        put_in_force(revision, effective=office.now.date() + timedelta(days=days), act=act)


# Searching


def test_a_program_finds_what_a_citizen_would(api):
    found = api.get(LIST, params={"q": "ket hon"}).json
    assert found["items"][0]["code"] == MARRIAGE
    assert found["items"][0]["title"] == "Đăng ký kết hôn"
    assert found["items"][0]["field_name"] == "Hộ tịch"
    assert found["total"] >= len(found["items"]) > 1
    assert found["index_ready"] is True
    first = found["items"][0]
    assert api.get(first["url"]).html.find("h1").get_text(strip=True) == first["title"]
    assert api.get(first["record_url"]).json["code"] == first["code"]


def test_facets_count_and_narrow(api):
    everything = api.get(LIST).json
    fields = {value["value"]: value["count"] for value in everything["facets"]["field"]}
    assert sum(fields.values()) == everything["total"] == 177
    narrowed = api.get(LIST, params={"field": "ho-tich"}).json
    assert narrowed["total"] == fields["ho-tich"]
    assert {item["field"] for item in narrowed["items"]} == {"ho-tich"}
    both = api.get(f"{LIST}?field=ho-tich&field=dat-dai").json
    assert both["total"] == fields["ho-tich"] + fields["dat-dai"]
    labels = {value["label"] for value in everything["facets"]["level"]}
    assert "Giải quyết tại xã" in labels


@pytest.mark.parametrize("facet", ["field", "audience", "life_event", "online", "level", "channel"])
def test_every_value_a_facet_names_can_be_asked_for(api, facet):
    for value in api.get(LIST).json["facets"][facet]:
        found = api.get(LIST, params={facet: value["value"], "page_size": "1"}).json
        assert found["total"] == value["count"]


def test_pages_hold_every_procedure_once(api):
    seen, page = [], 1
    while True:
        found = api.get(LIST, params={"page": page, "page_size": 50, "sort": "title"}).json
        seen += [item["code"] for item in found["items"]]
        if page == found["pages"]:
            break
        page += 1
    assert len(seen) == len(set(seen)) == found["total"] == 177


def test_a_page_beyond_the_last_is_the_last_and_says_so(api):
    found = api.get(LIST, params={"page": 10**9}).json
    assert found["page"] == found["pages"]
    assert found["items"]


def test_what_was_guessed_is_said(api):
    found = api.get(LIST, params={"q": "dang ky kett hon"}).json
    assert {"typed": "kett", "instead": "ket"} in found["corrected"]
    assert found["meant"] == "đăng ký kết hôn"


def test_where_nothing_fits_the_nearest_are_given(api):
    nothing = api.get(LIST, params={"q": "zzqx wwvf"}).json
    assert (nothing["total"], nothing["items"]) == (0, [])
    assert len(nothing["nearest"]) == 3
    narrowed = api.get(LIST, params={"q": "ket hon", "field": "dat-dai"}).json
    assert narrowed["total"] or narrowed["nearest"][0]["code"] == MARRIAGE
    assert api.get(LIST, params={"q": "ket hon"}).json["nearest"] == []


@pytest.mark.parametrize("sort", ["best", "title", "newest"])
def test_answers_come_in_the_order_asked_for(api, sort):
    found = api.get(LIST, params={"sort": sort, "page_size": 100}).json["items"]
    assert len(found) == 100
    if sort == "newest":
        days = [item["effective_from"] for item in found]
        assert days == sorted(days, reverse=True)


def test_the_catalogue_is_listed_while_there_is_no_index(office, monkeypatch):
    from hcc.search.index import IndexUnavailable, SearchIndex

    def unavailable(self):
        raise IndexUnavailable

    monkeypatch.setattr(SearchIndex, "snapshot", unavailable)
    found = office.as_().get(LIST, params={"q": "ket hon", "page": 3}).json
    assert (found["index_ready"], found["total"], found["page"], len(found["items"])) == (False, 177, 3, 20)


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("field=khong-co", "field"),
        ("field=ho-tich&field=khong-co", "field"),
        ("field=", "field"),
        ("level=province", "level"),
        ("audience=x", "audience"),
        ("online=%00", "online"),
        ("channel=" + "x" * 10_000, "channel"),
        ("life_event=x", "life_event"),
        ("sort=price", "sort"),
        ("page=0", "page"),
        ("page=-1", "page"),
        ("page=1.5", "page"),
        ("page=" + "9" * 10_000, "page"),
        ("page=%D9%A3", "page"),
        ("page_size=101", "page_size"),
        ("page_size=", "page_size"),
    ],
)
def test_a_parameter_that_cannot_be_used_is_named_with_what_to_do(api, query, parameter):
    answer = api.get(f"{LIST}?{query}", status=400)
    assert answer.content_type == "application/problem+json"
    problem = answer.json
    assert (problem["type"], problem["status"]) == ("about:blank", 400)
    assert problem["title"] == "Có tham số không dùng được"
    [fault] = problem["errors"]
    assert fault["parameter"] == parameter
    assert fault["detail"].startswith(("Ở đây không có giá trị này", "Hãy ghi số nguyên từ 1 đến"))
    if "page" not in parameter:
        assert fault["allowed"]
        assert api.get(LIST, params={parameter: fault["allowed"][0]}, status=200)


def test_every_bad_parameter_is_named_at_once(api):
    faults = api.get(f"{LIST}?page=x&field=x&sort=x", status=400).json["errors"]
    assert sorted(fault["parameter"] for fault in faults) == ["field", "page", "sort"]


# One record


def test_the_whole_public_record(api, shared_office):
    answer = api.get(f"{LIST}/{MARRIAGE}").json
    with shared_office.site() as site:
        record = site.procedures[MARRIAGE].published(shared_office.now.date()).record
        assert answer["name"] == record.name
        assert [paper["name"] for paper in answer["components"]] == [paper.name for paper in record.components]
        assert [limit["amount"] for limit in answer["time_limits"]] == [limit.amount for limit in record.time_limits]
        assert answer["legal_basis"] == list(record.legal_basis)
    assert (answer["revision"], answer["in_force"], answer["state"]) == (1, True, "published")
    assert answer["in_force_from"] == "2026-11-23"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (Record, stored.ProcedureRecord),
        (Fee, stored.Fee),
        (TimeLimit, stored.TimeLimit),
        (Component, stored.Component),
        (ProcedureCase, stored.Case),
        (Method, stored.Method),
    ],
)
def test_nothing_public_is_left_out_and_no_note_of_the_centre_is_given_away(given, kept):
    fields = {field.name for field in dataclasses.fields(kept)}
    left_out = {"form_file"} if kept is stored.Component else set()  # stands there as form_url
    assert fields - set(given.__struct_fields__) - left_out == fields & WITHHELD
    assert not WITHHELD & set(given.__struct_fields__)


def test_every_shipped_procedure_has_a_record(api, shared_office):
    with shared_office.site() as site:
        codes = list(site.procedures)
    for code in codes:
        assert api.get(f"{LIST}/{code}").json["code"] == code


def test_figures_of_another_province_are_not_given_as_ours(office):
    fee = stored.Fee(stored.FeeKind.COUNCIL, wording="Tỉnh khác thu 15.000 đồng")
    publish(office, MARRIAGE, fees=(fee,))
    answer = office.as_().get(f"{LIST}/{MARRIAGE}")
    assert answer.json["fees"][0]["kind"] == "council"
    assert "15.000" not in answer.text


def test_a_form_is_linked_where_the_centre_has_its_file(office):
    with office.changing() as site:
        site.procedures.forms.keep("to-khai.pdf", sample_pdf())
    papers = (stored.Component("Tờ khai", form_file="to-khai.pdf"), stored.Component("Đơn", form_file="mat.pdf"))
    publish(office, MARRIAGE, components=papers)
    citizen = office.as_()
    given, missing = citizen.get(f"{LIST}/{MARRIAGE}").json["components"]
    assert citizen.get(given["form_url"]).content_type == "application/pdf"
    assert missing["form_url"] is None
    publish(office, MARRIAGE, components=())
    given, _ = citizen.get(f"{LIST}/{MARRIAGE}?revision=2").json["components"]
    assert citizen.get(given["form_url"]).content_type == "application/pdf"


@pytest.mark.parametrize("revision", ["", "?revision=1"])
def test_papers_of_a_text_are_where_its_record_says(office, revision):
    publish(office, MARRIAGE, short_name="Kết hôn")
    links = office.as_().get(f"{LIST}/{MARRIAGE}{revision}").json["links"]
    kinds = {name: office.as_().get(path).content_type for name, path in links.items()}
    assert kinds == {
        "page": "text/html",
        "sheet": "application/pdf",
        "poster": "application/pdf",
        "card": "application/pdf",
        "picture": "image/png",
        "loudspeaker": "text/plain",
    }


@pytest.mark.parametrize("tail", ["", ".H44", ".000.00.00.H44"])
def test_a_code_is_found_with_and_without_its_local_tail(api, tail):
    assert api.get(f"{LIST}/{MARRIAGE}{tail}").json["code"] == MARRIAGE


@pytest.mark.parametrize(
    "code", ["1.999999", "x", "1", "1.000894.", "1.000894.x", "%00", "..", "a" * 10_000, "%F0%9F%98%80", "1.000894%0A"]
)
def test_an_unknown_code_is_a_problem(api, code):
    answer = api.get(f"{LIST}/{code}", status=404)
    assert answer.content_type == "application/problem+json"
    assert answer.json["status"] == 404


def test_an_older_text_can_be_read_and_a_later_one_foreseen(office):
    publish(office, MARRIAGE, short_name="Bản hai")
    publish(office, MARRIAGE, days=10, short_name="Bản ba")
    citizen = office.as_()
    now = citizen.get(f"{LIST}/{MARRIAGE}").json
    assert (now["title"], now["revision"], now["links"]["page"]) == ("Bản hai", 2, f"/thu-tuc/{MARRIAGE}")
    assert [(r["number"], r["state"]) for r in now["revisions"]] == [
        (1, "superseded"), (2, "published"), (3, "scheduled"),
    ]  # fmt: skip
    for link in now["revisions"]:
        text = citizen.get(link["record_url"]).json
        assert (text["revision"], text["state"]) == (link["number"], link["state"])
        assert text["in_force"] is (link["number"] == 2)
    older = citizen.get(f"{LIST}/{MARRIAGE}?revision=1").json
    assert (older["ended_on"], now["ended_on"]) == ("2026-11-23", "2026-12-03")
    assert older["links"]["page"] == f"/thu-tuc/{MARRIAGE}/phien-ban/1"
    assert citizen.get(older["links"]["page"])
    office.later(days=10)
    assert citizen.get(f"{LIST}/{MARRIAGE}").json["title"] == "Bản ba"


@pytest.mark.parametrize("number", ["0", "2", "-1", "x", "", "9" * 5_000, "%D9%A1", "1&revision=7"])
def test_a_text_that_was_never_approved_is_a_problem(api, number):
    assert "revisions" in api.get(f"{LIST}/{MARRIAGE}?revision={number}", status=404).json["detail"]


def test_a_draft_is_nobodys_business(office):
    with office.changing() as site:
        procedure = site.procedures[MARRIAGE]
        record = dataclasses.replace(procedure.latest().record, short_name="Bản nháp")
        procedure.add_revision(record, made_by="ha", made_at=Act("ha", office.now).at)
    citizen = office.as_()
    assert "nháp" not in citizen.get(f"{LIST}/{MARRIAGE}").text
    citizen.get(f"{LIST}/{MARRIAGE}?revision=2", status=404)


def test_a_procedure_that_ended_says_so_and_names_its_successor(office):
    publish(office, MARRIAGE, successor="1.000593")
    with office.changing() as site:
        site.procedures[MARRIAGE].revisions[2].withdrawn_on = office.now.date()
        site.procedures.journal.append("changed", MARRIAGE)
    citizen = office.as_()
    ended = citizen.get(f"{LIST}/{MARRIAGE}").json
    assert (ended["in_force"], ended["successor"], ended["revision"]) == (False, "1.000593", 2)
    assert (ended["state"], ended["ended_on"]) == ("withdrawn", "2026-11-23")
    assert MARRIAGE not in [item["code"] for item in citizen.get(f"{LIST}?q=ket+hon").json["items"]]


def test_a_procedure_whose_last_day_passed_says_so(office):
    publish(office, MARRIAGE, effective_to=date(2026, 11, 30), successor="1.000593")
    citizen = office.as_()
    before = citizen.get(f"{LIST}/{MARRIAGE}").json
    assert (before["in_force"], before["effective_to"], before["ended_on"]) == (True, "2026-11-30", "2026-12-01")
    office.later(days=8)
    after = citizen.get(f"{LIST}/{MARRIAGE}").json
    assert (after["in_force"], after["state"], after["successor"]) == (False, "expired", "1.000593")


def test_a_procedure_that_has_not_begun_says_so(office):
    with office.changing() as site:
        procedure = site.procedures[MARRIAGE]
        procedure.revisions[1].effective_from = date(2027, 1, 1)
        assert shown(procedure, MONDAY.date()).number == 1
        site.procedures.journal.append("changed", MARRIAGE)
    answer = office.as_().get(f"{LIST}/{MARRIAGE}").json
    assert (answer["in_force"], answer["state"], answer["in_force_from"]) == (False, "scheduled", "2027-01-01")


# Around it


@pytest.mark.parametrize("path", [f"{LIST}?q=ket+hon", f"{LIST}/{COPY}"])
def test_unchanged_is_not_sent_again_and_a_change_is(office, path):
    citizen = office.as_()
    first = citizen.get(path)
    again = citizen.get(path, headers={"If-None-Match": first.headers["ETag"]}, status=304)
    assert again.body == b""
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    for code in (COPY, MARRIAGE):
        publish(office, code, short_name="Tên mới")
    changed = citizen.get(path, headers={"If-None-Match": first.headers["ETag"]}, status=200)
    assert "Tên mới" in changed.text


def test_scripts_of_any_site_may_read_but_nothing_of_a_session(api):
    for path, status in ((LIST, 200), (f"{LIST}/{COPY}", 200), (f"{LIST}?page=x", 400), (f"{LIST}/x", 404)):
        answer = api.get(path, headers={"Origin": "https://example.org"}, status=status)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer.headers
        assert "Set-Cookie" not in answer.headers
    asked = api.browser.options(LIST, headers={"Origin": "https://example.org"})
    assert asked.status_int == 204
    assert asked.headers["Access-Control-Allow-Headers"] == "If-None-Match"
    private = api.get("/tra-cuu", headers={"Origin": "https://example.org"})
    assert "Access-Control-Allow-Origin" not in private.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
@pytest.mark.parametrize("path", [LIST, f"{LIST}/{COPY}"])
def test_nothing_can_be_written(api, method, path):
    answer = api.browser.request(path, method=method, status=405)
    assert answer.content_type == "application/problem+json"
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("path", ["/api/v1/khong-co", "/api/v2", "/api/", f"{LIST}/{COPY}/x"])
def test_an_unknown_address_below_the_api_is_a_problem_and_no_page(api, path):
    answer = api.get(path, status=404)
    assert answer.content_type == "application/problem+json"
    assert answer.json["detail"].startswith("Hãy so địa chỉ")


@pytest.mark.parametrize("path", [f"{LIST}?q=%FF", f"{LIST}?q=%ED%A0%80", f"{LIST}/%FF", "/api/%FF"])
def test_bytes_that_are_no_text_are_a_problem(api, path):
    answer = api.get(path, status=400)
    assert answer.content_type == "application/problem+json"
    assert "UTF-8" in answer.json["detail"]
    assert api.get("/thu-tuc?q=%FF", status=400).content_type == "text/html"


def test_something_broken_is_a_problem_with_no_word_of_it(office, monkeypatch, caplog):
    private = "Nguyễn Thị Mẫu"

    def broken(*arguments):
        raise RuntimeError(private)

    monkeypatch.setattr("hcc.api.views.record_of", broken)
    answer = office.as_().get(f"{LIST}/{COPY}", status=500)
    assert answer.content_type == "application/problem+json"
    assert private not in answer.text + caplog.text
    assert "unexpected error" in caplog.text
