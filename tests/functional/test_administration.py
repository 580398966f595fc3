"""Changing a published procedure as the catalogue's administrator: every refusal, and nothing she types ever runs."""

import re
from datetime import date
from xml.etree import ElementTree

import pypdfium2 as pdfium
import pytest

from functional.refusing import everyone_at_work, nothing_changes, refused, typed
from hcc.accounts.operations.officials import add_official
from hcc.accounts.passwords import Passwords
from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.procedures.record import Audience
from populated import COPY, FREE_TEXT, PopulatedOffice

CODES = (FREE_TEXT, COPY, "1.004873", "2.001035", "1.001193", "2.000942")


@pytest.fixture(scope="module")
def office(shared_office):
    """A second administrator of the catalogue sits beside the first."""
    with shared_office.changing() as site:
        add_official(
            site.accounts,
            login="catalogue2",
            name="Người Thứ Hai",
            job_title="Quản trị danh mục",
            roles={Role.CATALOGUE_ADMINISTRATOR},
            password_hash=Passwords(64).hash("an-mau-chay-thu"),
            act=Act("system", shared_office.now),
        )
    shared_office.as_("catalogue2")
    return everyone_at_work(shared_office)


@pytest.fixture(scope="module")
def made(office):
    return PopulatedOffice(office).ready()


@pytest.fixture
def admin(office):
    return office.as_(Role.CATALOGUE_ADMINISTRATOR)


def edit_form(person, code: str = FREE_TEXT):
    return person.get(f"/thu-tuc/{code}/edit").forms["form"]


def publish_form(person, code: str):
    return person.get(f"/thu-tuc/{code}/publish").forms["form"]


def first(form, name: str):
    """The first field of this name; names repeat from row to row."""
    return form.fields[name][0]


def first_with(form, name: str, before: str):
    """The first field `name` that stands behind the first field `before`: of another kind of row."""
    order = list(form.field_order)
    start = next(place for place, (field, _) in enumerate(order) if field == before)
    return next(control for field, control in order[start:] if field == name)


def revision_count(office, code: str = FREE_TEXT) -> int:
    with office.site() as site:
        return len(site.procedures[code].revisions)


# What cannot be saved


@pytest.mark.parametrize(
    "amount", ["-5000", "-1", "1000000001", "10,5", "1.5", "mười nghìn", "NaN", "1e400", "9" * 5_000, "0x10"]
)
def test_a_fee_that_is_none(office, admin, amount):
    form = edit_form(admin)
    first(form, "amount").value = amount
    first(form, "results").value = "Chữ đã gõ"
    with nothing_changes(office):
        answer = refused(form.submit(status=422), status=422)
    assert first(answer.forms["form"], "amount").value == amount
    assert typed(answer)["results"] == "Chữ đã gõ"


@pytest.mark.parametrize("amount", ["", "-3", "0", "3,7", "NaN", "1e400", "-inf", "1001", "ba", "3,5,5"])
def test_a_time_limit_in_days_without_how_many(office, admin, amount):
    form = edit_form(admin, "1.004873")
    first_with(form, "unit", "unit").value = "working_days"
    first_with(form, "amount", "unit").value = amount
    with nothing_changes(office):
        answer = refused(form.submit(status=[409, 422]), status=422 if amount else 409)
    assert first_with(answer.forms["form"], "amount", "unit").value == amount


@pytest.mark.parametrize(
    ("field", "limit"),
    [("name", 500), ("short_name", 120), ("audience", 2_000), ("results", 20_000), ("steps", 20_000)],
)
def test_a_text_that_is_too_long(office, admin, field, limit):
    form = edit_form(admin)
    first(form, field).value = "á" * (limit + 1)
    with nothing_changes(office):
        page = refused(form.submit(status=422), "quá dài", status=422)
    assert first(page.forms["form"], field).value == "á" * (limit + 1)


@pytest.mark.parametrize("name", ["", "   ", "\u200b\u202e"])
def test_a_procedure_without_a_name(office, admin, name):
    form = edit_form(admin)
    first(form, "name").value, form["results"].value = name, "Chữ đã gõ"
    with nothing_changes(office):
        page = refused(form.submit(status=[409, 422]), status=409 if name.strip() else 422)
    assert typed(page)["results"] == "Chữ đã gõ"


@pytest.mark.parametrize(("field", "value"), [("kind", "gratis"), ("unit", "weeks"), ("channel", "fax"), ("kind", "")])
def test_a_choice_that_is_not_offered(office, admin, field, value):
    form = edit_form(admin, "1.004873")
    first(form, field).force_value(value)
    with nothing_changes(office):
        refused(form.submit(status=422), status=422)


def test_more_rows_than_a_procedure_may_have(office, admin):
    page = admin.get(f"/thu-tuc/{FREE_TEXT}/edit").forms["form"]
    body = [(name, value) for name, value in page.submit_fields() if name not in ("fees", "__start__", "__end__")]
    body = [
        ("csrf_token", page["csrf_token"].value),
        ("key", page["key"].value),
        ("opened_on", page["opened_on"].value),
    ]
    body += [("name", "Tên"), ("__start__", "components:sequence")]
    for number in range(120):
        body += [("__start__", "component:mapping"), ("name", f"Giấy {number}"), ("__end__", "component:mapping")]
    body += [("__end__", "components:sequence")]
    with nothing_changes(office):
        refused(admin.browser.post(f"/thu-tuc/{FREE_TEXT}/edit", body, status=422), status=422)


def test_nothing_was_changed(office, admin):
    with nothing_changes(office):
        refused(edit_form(admin).submit(status=409), "Không có gì khác")


# What few procedures have


def folds(page) -> list[bool]:
    return [fold.has_attr("open") for fold in page.html.select("form#form details.fold")]


def test_rare_fields_are_folded_until_something_is_refused(office, admin):
    form = edit_form(admin, "2.001016")
    assert not any(folds(admin.get("/thu-tuc/2.001016/edit")))
    form["online"] = "partial"
    with nothing_changes(office):
        page = refused(form.submit(status=409), "Vì sao chỉ làm trực tuyến một phần")
    assert folds(page).count(True) == 1, "only the group something is wrong in"
    link = page.html.select_one("[data-error-summary] a")["href"]
    assert page.html.find(id=link[1:]).find_parent("details").has_attr("open")
    assert page.forms["form"]["online"].value == "partial"


def test_a_day_that_is_none_opens_its_group(office, admin):
    form = edit_form(admin, "2.001016")
    form["effective_to"] = "31/02/2027"
    with nothing_changes(office):
        page = refused(form.submit(status=422), "31/02/2027", status=422)
    assert folds(page)[-1]


def test_a_form_file_the_centre_does_not_have(office, admin):
    form = edit_form(admin, "2.001016")
    first(form, "form_file").value = "mau-99.pdf"
    with nothing_changes(office):
        refused(form.submit(status=409), "mau-99.pdf")


def test_every_group_of_the_form_reaches_the_draft_and_stays_when_the_form_is_sent_again(office, admin):
    code = "2.001016"
    form = edit_form(admin, code)
    form["everyday_names"] = "chứng thực di chúc\nlàm di chúc"
    form["asked_as"] = "viết giấy để nhà lại cho cháu\n\n  ông yếu muốn dặn con  "
    form["conditions"] = "Người lập còn minh mẫn"
    form["agency"] = "Ủy ban nhân dân xã"
    form["online"], form["online_reason"] = "partial", "Phải ký trước mặt"
    form["portal_url"] = "https://dichvucong.gov.vn/p/x?ma=2"
    form["non_territorial"] = "no"
    form["sets"], form["effective_from"], form["effective_to"] = "2", "1/1/2027", "31/12/2027"
    form["successor"] = "1.000593"
    boxes = {box._value: box for box in form.fields["checkbox"]}
    boxes["foreigner"].checked = boxes["co-con"].checked = True
    first(form, "replaced_by").value, first(form, "database").value = "vneid", ""
    form.submit(status=303)
    with office.site() as site:
        record = site.procedures[code].draft().record
    assert record.everyday_names == ("chứng thực di chúc", "làm di chúc")
    assert record.asked_as == ("viết giấy để nhà lại cho cháu", "ông yếu muốn dặn con")
    assert (record.online, record.non_territorial, record.sets) == ("partial", False, 2)
    assert (record.effective_from, record.effective_to) == (date(2027, 1, 1), date(2027, 12, 31))
    assert Audience.FOREIGNER in record.audiences
    assert "co-con" in record.life_events
    assert record.components[0].replaced_by == "vneid"
    with nothing_changes(office):
        refused(edit_form(admin, code).submit(status=409), "Không có gì khác")
    assert publish_form(admin, code)["effective"].value == "01/01/2027"


# Two at once


def test_a_draft_is_not_published_under_the_eyes_of_its_reader(office, admin):
    """What she publishes is what she compared: a newer draft is not let through with it."""
    form = edit_form(admin, "1.001193")
    form["results"] = "Bản thứ nhất"
    form.submit(status=303)
    looked_at = publish_form(admin, "1.001193")
    office.later(minutes=1)
    newer = edit_form(office.as_("catalogue2"), "1.001193")
    newer["results"] = "Bản thứ hai"
    newer.submit(status=303)
    with nothing_changes(office):
        page = refused(looked_at.submit(status=409), "Người Thứ Hai")
    assert page.html.select_one("main ins").get_text() == "hai"
    with office.site() as site:
        assert site.procedures["1.001193"].published(office.now.date()).number == 1
    page.forms["form"].submit(status=303)
    with office.site() as site:
        assert site.procedures["1.001193"].published(office.now.date()).number == 2, "she looked, then published"


def test_a_draft_is_published_once(office, admin):
    form = edit_form(admin, "2.001035")
    form["results"] = "Bản mới"
    form.submit(status=303)
    publish, other = publish_form(admin, "2.001035"), publish_form(office.as_("catalogue2"), "2.001035")
    first_answer = publish.submit(status=303)
    with nothing_changes(office):
        assert publish.submit(status=303).location == first_answer.location
        page = refused(other.submit(status=409), "Hoàng Thị Kiểm")
    assert page.html.select_one('main a[href$="compare?b=2"]')


@pytest.mark.parametrize("stamp", [None, "", "1@2026-11-23T02:12:00+00:00", "x" * 400, "\u0000", "9@"])
def test_a_draft_is_not_published_by_guessing(office, made, admin, stamp):
    made.draft_of(COPY)
    with nothing_changes(office):
        fields = {"effective": f"{office.now:%d/%m/%Y}", "reason": ""}
        fields |= {} if stamp is None else {"opened_on": stamp}
        answer = admin.post(f"/thu-tuc/{COPY}/publish", fields, status=[409, 422])
        refused(answer, status=409 if stamp and stamp != "\u0000" else 422)


def test_an_editor_who_clicks_twice_makes_one_draft(office, admin):
    form = edit_form(admin, "1.000656")
    form["results"] = "Một bản nháp"
    first_answer = form.submit(status=303)
    with nothing_changes(office):
        assert form.submit(status=303).location == first_answer.location
    assert revision_count(office, "1.000656") == 2


# Who may not


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.CATALOGUE_ADMINISTRATOR])
def test_only_the_catalogues_administrator_writes_procedures(office, made, role):
    stamp = made.draft_of(COPY) and made.draft_stamp(COPY)
    person = office.as_(role)
    with nothing_changes(office):
        for path in ("edit", "compare"):
            person.get(f"/thu-tuc/{COPY}/{path}", status=403)
        person.post(f"/thu-tuc/{COPY}/edit", {"opened_on": stamp, "name": "x"}, status=403)
        person.post(f"/thu-tuc/{COPY}/publish", {"opened_on": stamp}, status=403)


def test_a_draft_is_not_public(office, made):
    made.draft_of(COPY)
    number = revision_count(office, COPY)
    answer = office.as_().get(f"/thu-tuc/{COPY}/phien-ban/{number}", status="*")
    assert answer.status_int in (303, 403, 404)
    office.as_().get(f"/thu-tuc/{COPY}/compare", status=303)


def test_nothing_beside_the_form_reaches_the_record(office, admin):
    """What the form does not show (code, field, sources) stays as it is, whatever is posted."""
    form = edit_form(admin, "2.000913")
    body = form.submit_fields()
    smuggled = [("code", "9.999999"), ("field", "khac"), ("level", "upward"), ("approved_by", "me"), ("number", "99")]
    with nothing_changes(office):
        refused(admin.browser.post("/thu-tuc/2.000913/edit", [*body, *smuggled], status=422), status=422)


# Nothing runs

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "${request.registry} ${7*7}",
    "{{7*7}} {0.__class__.__mro__} %(x)s %n",
    "</textarea><script>alert(1)</script>",
    "]]><!--<script>",
    "javascript:alert(1)",
]


NO_FREE_TEXT = {
    "form_file", "database", "case", "portal_url", "online_reason", "announced_on", "effective_from", "effective_to",
    "successor",
}  # fmt: skip
"""Fields of the form that are refused with just any words in them."""


def fill_everything(form, payload: str) -> None:
    """The payload into every field that takes text."""
    for name, controls in form.fields.items():
        if name in NO_FREE_TEXT:
            continue
        for control in controls:
            free = control.tag == "textarea" or (control.tag == "input" and control.attrs.get("type", "text") == "text")
            if free and name and control.attrs.get("inputmode") not in ("numeric", "decimal"):
                limit = 55 if name in ("per", "short_name") else 400
                control.value = f"{payload} {control.id[-3:]}"[:limit]


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_what_an_administrator_types_is_shown_and_never_run(office, admin, payload):
    code = "2.000908"
    form = edit_form(admin, code)
    fill_everything(form, payload)
    compared = form.submit(status=303).follow()
    publishing = admin.get(f"/thu-tuc/{code}/publish")
    publishing.forms["form"].submit(status=303)
    citizen, greeter = office.as_(), office.as_(Role.GREETER)
    dossier = greeter.fill("/ban-lam-viec/tiep-don", procedure=code, name=payload[:100], guidance=payload).location
    dossier = dossier.partition("localhost")[2].removesuffix("prepare")
    pages = [
        compared,
        publishing,
        admin.get(f"/thu-tuc/{code}/compare"),
        admin.get(f"/thu-tuc/{code}/edit"),
        admin.get(f"/thu-tuc/{code}/history"),
        admin.get(f"/thu-tuc/{code}/preview"),
        admin.get(f"/thu-tuc/{code}/process"),
        admin.get("/quan-tri/danh-muc"),
        admin.get("/quan-tri/danh-muc", params={"q": payload[:100]}),
        citizen.get("/thu-tuc", params={"q": payload}),
        citizen.get(f"/thu-tuc/{code}"),
        citizen.get(f"/thu-tuc/{code}?lang=en"),
        citizen.get(f"/thu-tuc/{code}/loudspeaker"),
        greeter.get("/ban-lam-viec/changes"),
        citizen.get("/api/v1/procedures", params={"q": payload}),
        greeter.get(dossier),
        greeter.get(f"{dossier}prepare"),
        greeter.get("/ban-lam-viec/chuan-bi"),
        greeter.get("/ban-lam-viec/tim", params={"q": code}),
        greeter.post(f"{dossier}submit", status=[303, 409]),
        office.as_(Role.ADMINISTRATOR).get("/quan-tri"),
    ]
    for page in pages:
        if page.content_type != "text/html":
            continue
        assert "<script>alert" not in page.text
        assert not re.search(r"<(img|svg)[^>]*\son\w+=", page.text)
        assert "<registry" not in page.text
        assert not page.html.select('script:not([src]):not([type="application/ld+json"])')
        assert not [tag for tag in page.html.find_all(True) for name in tag.attrs if name.startswith("on")]
        assert not [tag for tag in page.html.select("[href]") if tag["href"].strip().lower().startswith("javascript:")]
    words = payload.split()[0]
    assert words in citizen.get(f"/thu-tuc/{code}").html.get_text(), "it is shown as it was typed"
    feed = ElementTree.fromstring(citizen.get("/thu-tuc/changes.atom").body)
    assert words in "".join(feed.itertext())
    assert not [one.tag for one in feed.iter() if one.tag.rpartition("}")[2] in ("script", "img", "svg")]
    assert citizen.get(f"/api/v1/procedures/{code}").json["name"].startswith(words)
    for paper in ("sheet.pdf", "poster.pdf", "card.pdf", "picture.png"):
        answer = citizen.get(f"/thu-tuc/{code}/{paper}")
        assert answer.headers["Content-Security-Policy"].startswith("sandbox"), paper
        assert answer.body.startswith((b"%PDF-", b"\x89PNG")), paper
    with pdfium.PdfDocument(citizen.get(f"/thu-tuc/{code}/sheet.pdf").body) as printed:
        said = "".join(page.get_textpage().get_text_range() for page in printed)
    assert words[:12] in said.replace("\u2019", "'").replace("\u201d", '"'), "it is printed as it was typed"


def test_a_text_made_to_be_slow_to_compare_is_compared(office, admin):
    """Word by word, thousands of equal words against thousands of equal words would take minutes."""
    form = edit_form(admin, "2.000927")
    form["steps"] = "\n".join(f"{n} " + "a " * 980 for n in range(10))
    form.submit(status=303)
    publish_form(admin, "2.000927").submit(status=303)
    form = edit_form(admin, "2.000927")
    form["steps"] = "\n".join(f"{n} " + "a b " * 490 for n in range(9)) + "\nBước cuối"
    page = form.submit(status=303).follow()
    assert "Bước cuối" in [one.get_text() for one in page.html.select("ins")]
