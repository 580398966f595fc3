"""Publishing a text, with one person or two; reading the history; withdrawing and bringing back: what people meet."""

import re
import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from functional.refusing import everyone_at_work, nothing_changes, refused
from hcc.accounts.operations.officials import add_official
from hcc.accounts.passwords import Passwords
from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.dossiers import workflow
from hcc.procedures.operations.edit import draft_stamp, edit_procedure
from hcc.procedures.operations.publish import publish_revision
from hcc.procedures.record import Component, Fee, FeeKind
from hcc.procedures.resources import Procedure
from office import LOGINS
from populated import MARRIAGE, PopulatedOffice

CODE = MARRIAGE
OTHER = "1.001193"
FEE = Fee(FeeKind.PER_CASE, 8_000, per="lần")
HOSTILE = '<script>alert(1)</script> "><img src=x onerror=alert(2)>'


@pytest.fixture
def office(office):
    with office.changing() as site:
        add_official(
            site.accounts,
            login="nguoi-hai",
            name="Người Thứ Hai",
            job_title="Quản trị danh mục",
            roles={Role.CATALOGUE_ADMINISTRATOR},
            password_hash=Passwords(64).hash("an-mau-chay-thu"),
            act=Act("system", office.now),
        )
    office.as_("nguoi-hai")
    return everyone_at_work(office)


@pytest.fixture
def admin(office):
    return office.as_(Role.CATALOGUE_ADMINISTRATOR)


@pytest.fixture
def second(office):
    return office.as_("nguoi-hai")


def draft(office, code: str = CODE, by: str = "", **changed) -> int:
    """A draft of the procedure, written just now; its number."""
    with office.changing() as site:
        procedure = site.procedures[code]
        act = Act(by or LOGINS[Role.CATALOGUE_ADMINISTRATOR], office.now)
        changed = changed or {"fees": (FEE,)}
        record = replace(procedure.latest().record, **changed)
        return edit_procedure(procedure, record=record, opened_on=draft_stamp(procedure), act=act).number


def published(office, code: str = CODE, days: int = 0, **changed) -> int:
    number = draft(office, code, **changed)
    with office.changing() as site:
        act = Act(LOGINS[Role.CATALOGUE_ADMINISTRATOR], office.now)
        day = office.now.date() + timedelta(days=days)
        publish_revision(site.procedures[code].draft(), effective=day, act=act, reason="Thử")
    return number


def state(office, number: int, code: str = CODE) -> str:
    with office.site() as site:
        return site.procedures[code].revisions[number].state(office.now.date()).value


def day(office, days: int = 0) -> str:
    return f"{office.now.date() + timedelta(days=days):%d/%m/%Y}"


def words(page, what: str = "main") -> str:
    return " ".join(page.html.select_one(what).get_text(" ").split())


def to_publish(person, code: str = CODE):
    return person.get(f"/thu-tuc/{code}/publish")


# Before the button


def test_she_reads_what_will_happen_before_she_publishes(office, admin):
    draft(office, fees=(FEE,), steps=())
    page = to_publish(admin)
    assert page.html.select(".tabs [aria-current]") == [], "it is none of the pages the tabs lead to"
    assert admin.get(f"/thu-tuc/{CODE}/compare").html.select_one('.tabs [aria-current="page"]').text == "So sánh"
    # A page below another one is not that page.
    assert admin.get(f"/thu-tuc/{CODE}/withdraw").html.select_one(".tabs [aria-current]")["aria-current"] == "true"
    said = words(page)
    assert "Người dân thấy bản mới ngay." in said
    assert "Không có hồ sơ nào đang giải quyết theo thủ tục này" in said
    assert "phí, lệ phí" in said
    unknown = next(panel for panel in page.html.select("section.panel") if "Bản này chưa ghi" in panel.get_text())
    assert "Các bước" in unknown.get_text()
    assert len(page.html.select(".acts .primary")) == 1
    page.forms["form"].submit(status=303)
    missing = office.as_().get(f"/thu-tuc/{CODE}").html.select("main .note.idle li")
    assert "Các bước" in [one.get_text() for one in missing]


def test_a_new_procedure_without_a_field_is_sent_to_that_field(office, admin):
    code = "1.990055"
    with office.changing() as site:
        record = replace(site.procedures[CODE].latest().record, code=code, field="")
        procedure = site.procedures[code] = Procedure(code)
        procedure.add_revision(record, made_by="danhmuc", made_at=office.now)
    page = admin.get(f"/thu-tuc/{code}/publish")
    assert [a["href"] for a in page.html.select("#wrong a")] == [f"/thu-tuc/{code}/edit#at-field"]
    assert page.click(href="#at-field").html.select("#at-field")


def test_what_is_wrong_is_listed_with_the_way_to_its_field_and_nothing_is_published(office, admin):
    with office.changing() as site:
        record = site.procedures[CODE].latest().record
        wrong = replace(
            record,
            fees=(Fee(FeeKind.PER_PAGE, 9_000, 9_000, cap=100),),
            successor="9.999999",
            components=(Component("Tờ khai", form_file="khong-co.pdf"),),
        )
        site.procedures[CODE].add_revision(wrong, made_by="danhmuc", made_at=office.now)
    page = to_publish(admin)
    links = {a["href"]: a.get_text() for a in page.html.select("#wrong a")}
    assert [href.partition("#")[2] for href in links] == ["at-fees", "at-components", "at-successor"]
    assert "successor" not in "".join(links.values()), "the form's own names stand there, not those of a file"
    assert not page.html.select('[name="effective"]')
    with office.site() as site:
        stamp = draft_stamp(site.procedures[CODE])
    with nothing_changes(office):
        fields = {"opened_on": stamp, "effective": day(office), "reason": ""}
        answer = admin.post(f"/thu-tuc/{CODE}/publish", fields, status=409)
    assert len(answer.html.select("[data-error-summary] li")) == 3


@pytest.mark.parametrize("typed", ["", "31/02/2027", "hôm nay", "1/1/1", "99/99/9999", "\u0000", "2026-12-01T00:00"])
def test_a_day_that_is_none_is_asked_for_again(office, admin, typed):
    draft(office)
    form = to_publish(admin).forms["form"]
    form["effective"], form["reason"] = typed, "Lý do đã gõ"
    with nothing_changes(office):
        page = refused(form.submit(status=422), status=422)
    assert page.forms["form"]["reason"].value == "Lý do đã gõ"


# The day


def test_a_text_for_a_later_day_waits_for_it_even_while_the_server_is_off(office, admin):
    number = draft(office)
    form = to_publish(admin).forms["form"]
    form["effective"] = day(office, 5)
    form.submit(status=303)
    assert state(office, number) == "scheduled"
    citizen = office.as_()
    assert "8.000" not in words(citizen.get(f"/thu-tuc/{CODE}"))
    assert f"/thu-tuc/{CODE}/phien-ban/{number}" in citizen.get(f"/thu-tuc/{CODE}").text
    office.later(days=6)
    assert state(office, number) == "published"
    assert "8.000" in words(citizen.get(f"/thu-tuc/{CODE}"))


def test_a_day_off_is_allowed_and_said(office, admin):
    draft(office)
    saturday = office.now.date() + timedelta(days=(5 - office.now.weekday()) % 7)
    form = to_publish(admin).forms["form"]
    form["effective"] = f"{saturday:%d/%m/%Y}"
    form.submit(status=303)
    draft(office, sets=2)
    assert "ngày nghỉ" in words(to_publish(admin)), "it is the first day on which the next text may hold"


def test_before_the_text_in_force_nothing_takes_effect(office, admin):
    with office.site() as site:
        in_force = site.procedures[CODE].published(office.now.date())
    draft(office)
    form = to_publish(admin).forms["form"]
    form["effective"], form["reason"] = f"{in_force.begins - timedelta(days=1):%d/%m/%Y}", "Muộn"
    with nothing_changes(office):
        page = refused(form.submit(status=409), f"{in_force.begins:%d/%m/%Y}")
    assert page.forms["form"]["reason"].value == "Muộn"
    assert page.html.select_one("#form .error")


def test_a_decision_that_came_late_needs_its_reason_and_names_the_dossiers_received_since(office, admin):
    first = published(office)
    office.later(days=3)
    office._people.clear()  # days passed, and everybody was signed out
    admin = office.as_(Role.CATALOGUE_ADMINISTRATOR)
    PopulatedOffice(office).dossier(workflow.RECEIVED)
    draft(office, fees=(replace(FEE, amount=10_000),))
    form = to_publish(admin).forms["form"]
    form["effective"] = day(office, -2)
    with nothing_changes(office):
        page = refused(form.submit(status=409), day(office, -2))
    assert "Tiếp nhận từ" in words(page, "#received"), "who is touched is told before it is done"
    form = page.forms["form"]
    form["reason"] = "Quyết định đến ngày hôm nay"
    compared = form.submit(status=303).follow()
    assert compared.html.select_one("#received")
    assert state(office, first) == "superseded"
    history = words(admin.get(f"/thu-tuc/{CODE}/history"))
    assert "Quyết định đến ngày hôm nay" in history


def test_what_was_announced_for_a_day_is_not_published_before_it(office, admin):
    ahead = office.now.date() + timedelta(days=40)
    draft(office, effective_from=ahead)
    form = to_publish(admin).forms["form"]
    assert form["effective"].value == f"{ahead:%d/%m/%Y}"
    form["effective"] = day(office)
    said = words(form.submit(status=303).follow(), "body")
    assert f"Đã công bố, nhưng áp dụng từ {ahead:%d/%m/%Y} chứ không phải từ {day(office)}" in said


# Two at once


def test_of_two_who_publish_at_once_one_wins_and_the_other_sees_what_was_published(office, admin, second):
    number = draft(office)
    early, late = to_publish(admin).forms["form"], to_publish(second).forms["form"]
    late["effective"] = day(office, 9)
    early.submit(status=303)
    with nothing_changes(office):
        page = refused(late.submit(status=409), "Hoàng Thị Kiểm")
    seen = page.click(href=rf"compare\?b={number}")
    assert "8.000" in words(seen)
    with office.site() as site:
        assert site.procedures[CODE].revisions[number].effective_from == office.now.date()


def test_nobody_publishes_over_a_newer_draft_she_has_not_seen(office, admin, second):
    draft(office)
    form = to_publish(admin).forms["form"]
    form["effective"] = day(office, 4)
    office.later(minutes=1)
    draft(office, by="nguoi-hai", fees=(replace(FEE, amount=12_345),))
    with nothing_changes(office):
        page = refused(form.submit(status=409), "Người Thứ Hai")
    assert "12.345" in page.html.select_one("main .note ins").get_text()
    again = page.forms["form"]
    assert again["effective"].value == day(office, 4)
    again.submit(status=303)


# Two people


@pytest.fixture
def two(office):
    with office.changing() as site:
        site.procedures.four_eyes = True
    return office


def test_one_writes_and_submits_another_sends_back_and_then_approves(two, admin, second):
    number = draft(two)
    page = to_publish(admin)
    assert not page.html.select('[name="effective"]')
    waiting = words(to_publish(second))
    assert "còn đang viết" in waiting
    submit = next(form for form in page.forms.values() if form.action.endswith("/submit"))
    submit.submit(status=303)
    assert state(two, number) == "review"
    assert "Đã gửi duyệt" in words(to_publish(admin))
    back = next(form for form in to_publish(second).forms.values() if form.action.endswith("/send_back"))
    with nothing_changes(two):
        refused(back.submit(status=409), "Hãy ghi cần sửa gì")
    back["why"] = f"Sai phí {HOSTILE}"
    back.submit(status=303)
    assert state(two, number) == "draft"
    page = to_publish(admin)
    assert "Sai phí" in words(page)
    assert "<script>alert" not in page.text
    next(form for form in page.forms.values() if form.action.endswith("/submit")).submit(status=303)
    to_publish(second).forms["form"].submit(status=303)
    assert state(two, number) == "published"
    history = words(admin.get(f"/thu-tuc/{CODE}/history"))
    assert history.index("Hoàng Thị Kiểm đã viết") < history.index("Người Thứ Hai")


def test_the_administrator_asks_for_two_people_and_whoever_keeps_the_catalogue_cannot(office, admin):
    head = office.as_(Role.ADMINISTRATOR)
    form = head.get("/quan-tri/cai-dat/four_eyes").forms["form"]
    form["required"].checked = True
    form.submit(status=303)
    with office.site() as site:
        assert site.procedures.four_eyes
    assert "đã bật yêu cầu hai người" in words(head.get("/quan-tri/cai-dat/four_eyes"))
    assert "đã bật yêu cầu hai người" in words(head.get("/quan-tri"))
    with nothing_changes(office):
        admin.get("/quan-tri/cai-dat/four_eyes", status=403)
        admin.post("/quan-tri/cai-dat/four_eyes", {}, status=403)


def test_two_people_are_not_asked_for_where_there_is_one(office):
    with office.changing() as site:
        site.accounts["nguoi-hai"].disabled = True
    form = office.as_(Role.ADMINISTRATOR).get("/quan-tri/cai-dat/four_eyes").forms["form"]
    form["required"].checked = True
    with nothing_changes(office):
        refused(form.submit(status=409), "Số người quản trị danh mục: 1")


def test_who_wrote_it_cannot_publish_by_posting_past_the_page(two, admin):
    number = draft(two)
    with two.site() as site:
        stamp = draft_stamp(site.procedures[CODE])
    fields = {"opened_on": stamp, "effective": day(two), "reason": ""}
    with nothing_changes(two):
        refused(admin.post(f"/thu-tuc/{CODE}/publish", fields, status=409), "Bản này do chính bạn viết")
    assert state(two, number) == "draft"


@pytest.mark.parametrize("verb", ["submit", "send_back"])
@pytest.mark.parametrize("stamp", ["", "9@x", "\u0000"])
def test_submitting_what_is_not_there_is_refused(office, admin, verb, stamp):
    draft(office)
    with nothing_changes(office):
        answer = admin.post(f"/thu-tuc/{CODE}/{verb}", {"opened_on": stamp, "why": "x" * 9_000}, status=409)
        refused(answer)
    with nothing_changes(office):
        refused(admin.post(f"/thu-tuc/{OTHER}/{verb}", {"opened_on": stamp}, status=409))


# Comparing


def test_any_two_revisions_are_compared_with_their_summary(office, admin):
    published(office, fees=(FEE,))
    published(office, fees=(replace(FEE, amount=10_000),))
    page = admin.get(f"/thu-tuc/{CODE}/compare?a=2&b=3")
    assert page.html.select_one("#changed").get_text() == "1 thay đổi (phí, lệ phí: 8.000 → 10.000)"
    assert [one.get_text().strip() for one in page.html.select("del, ins")][:2] == ["8.000", "10.000"]
    page = admin.get(f"/thu-tuc/{CODE}/compare?a=1&b=3")
    assert page.html.select_one('select[name="a"] option[selected]')["value"] == "1"
    assert "bản nháp" not in words(page).lower()


@pytest.mark.parametrize(
    "asked", ["a=9&b=1", "b=99999999999", "a=-1", "b=%00", "a=%D9%A1", "a=1&a=2&b=1", "b=<script>"]
)
def test_a_revision_that_is_not_there_is_said_and_something_is_shown(office, admin, asked):
    published(office)
    page = admin.get(f"/thu-tuc/{CODE}/compare?{asked}", status=200)
    assert page.html.select("table.diff, .empty")
    assert "<script>" not in page.text


# History, withdrawal, return


def test_an_earlier_text_comes_back_in_three_clicks(office, admin):
    published(office, fees=(FEE,))
    history = admin.get(f"/thu-tuc/{CODE}/history")
    asked = history.click(href="phien-ban/1/bring_back")
    with nothing_changes(office):
        refused(asked.forms["form"].submit(status=409), "Hãy ghi lý do")
    form = asked.forms["form"]
    form["reason"] = f"Nhầm phí {HOSTILE}"
    compared = form.submit(status=303).follow()
    assert "bản nháp" in words(compared).lower()
    with office.site() as site:
        procedure = site.procedures[CODE]
        assert procedure.draft().record == procedure.revisions[1].record
        assert len(procedure.revisions) == 3
    page = admin.get(f"/thu-tuc/{CODE}/history")
    assert "Nhầm phí" in words(page)
    assert "<script>alert" not in page.text


def test_a_return_never_writes_over_a_draft(office, admin, second):
    published(office)
    asked = admin.get(f"/thu-tuc/{CODE}/phien-ban/1/bring_back").forms["form"]
    draft(office, by="nguoi-hai", sets=3)
    asked["reason"] = "Nhầm"
    with nothing_changes(office):
        page = refused(asked.submit(status=409), "Người Thứ Hai")
    assert page.forms["form"]["reason"].value == "Nhầm"


def test_a_procedure_is_withdrawn_for_a_day_and_comes_back_with_a_new_text(office, admin):
    asked = admin.get(f"/thu-tuc/{CODE}/history").click(href="withdraw")
    form = asked.forms["form"]
    form["on"] = day(office, 2)
    with nothing_changes(office):
        refused(form.submit(status=409), "Hãy ghi lý do")
    form["reason"] = f"Bãi bỏ {HOSTILE}"
    page = form.submit(status=303).follow()
    assert "Bãi bỏ" in words(page)
    assert "<script>alert" not in page.text
    citizen = office.as_()
    office.later(days=3)
    assert "Hết hiệu lực" in words(citizen.get(f"/thu-tuc/{CODE}")) or "không còn" in words(
        citizen.get(f"/thu-tuc/{CODE}")
    )
    assert "Bãi bỏ" not in citizen.get(f"/thu-tuc/{CODE}").text, "the reason is the office's own"
    office._people.clear()  # days passed, and she was signed out
    admin = office.as_(Role.CATALOGUE_ADMINISTRATOR)
    back = admin.get(f"/thu-tuc/{CODE}/phien-ban/1/bring_back").forms["form"]
    back["reason"] = "Quyết định bị thu hồi"
    back.submit(status=303)
    to_publish(admin).forms["form"].submit(status=303)
    assert state(office, 2) == "published"
    assert state(office, 1) == "withdrawn"


def test_a_draft_beside_a_text_that_is_to_come_is_looked_at_against_that_one(office, admin):
    """It is what the draft follows; and no page says that people will see what was just refused."""
    coming = published(office, days=5)
    number = draft(office, audience="Công dân Việt Nam")
    page = admin.get(f"/thu-tuc/{CODE}/compare")
    assert words(page, "main h1") == f"So sánh bản {coming} và bản {number}"
    assert len(page.html.select("table.diff tbody > tr:not(.folded)")) == 1, "only what the draft changes"
    page = to_publish(admin)
    assert "Người dân thấy bản mới từ" in words(page)
    page.forms["form"]["effective"] = day(office, 1)
    page = refused(page.forms["form"].submit(status=409), f"Bản {coming} đã được duyệt", status=409)
    assert "Người dân thấy bản mới từ" not in words(page)


def test_what_is_newest_is_not_brought_back_upon_itself(office, admin):
    former, coming = published(office), published(office, days=5, audience="Công dân Việt Nam")
    offered = [one["href"] for one in admin.get(f"/thu-tuc/{CODE}/history").html.select('a[href$="/bring_back"]')]
    assert offered == [f"/thu-tuc/{CODE}/phien-ban/{former - 1}/bring_back"], f"not revision {coming} itself"


def test_an_approval_is_taken_back_before_its_day(office, admin):
    number = published(office, days=9)
    asked = admin.get(f"/thu-tuc/{CODE}/history").click(href=f"phien-ban/{number}/cancel")
    form = asked.forms["form"]
    form["reason"] = "Ghi nhầm ngày"
    form.submit(status=303)
    assert state(office, number) == "withdrawn"
    assert f"phien-ban/{number}" not in office.as_().get(f"/thu-tuc/{CODE}").text
    again = admin.get(f"/thu-tuc/{CODE}/phien-ban/{number}/cancel").forms["form"]
    again["reason"] = "Lần nữa"
    with nothing_changes(office):
        refused(again.submit(status=409), "không còn chờ")


def test_nothing_ends_that_was_approved_after_she_looked(office, admin):
    form = admin.get(f"/thu-tuc/{CODE}/withdraw").forms["form"]
    number = published(office, days=9)
    form["reason"] = "Bãi bỏ theo quyết định"
    with nothing_changes(office):
        page = refused(form.submit(status=409), "đã thay đổi sau khi bạn mở trang")
    assert f"Bản {number}" in words(page)
    assert page.forms["form"]["reason"].value == "Bãi bỏ theo quyết định"
    page.forms["form"].submit(status=303)
    assert state(office, number) == "withdrawn"


@pytest.mark.parametrize("on", ["", "31/02/2027", "x", "01/01/0001"])
def test_a_withdrawal_for_no_day_keeps_what_was_typed(office, admin, on):
    form = admin.get(f"/thu-tuc/{CODE}/withdraw").forms["form"]
    form["on"], form["reason"] = on, "Bãi bỏ theo quyết định"
    with nothing_changes(office):
        page = refused(form.submit(status=[409, 422]), status=409 if on.startswith("01/01") else 422)
    assert page.forms["form"]["reason"].value == "Bãi bỏ theo quyết định"


# Nobody else, and nothing runs


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.CATALOGUE_ADMINISTRATOR])
def test_only_who_keeps_the_catalogue_sees_and_does_this(office, role):
    published(office)
    draft(office, sets=2)
    person = office.as_(role)
    with nothing_changes(office):
        for path in ("publish", "compare", "history", "withdraw", "phien-ban/1/bring_back", "phien-ban/1/cancel"):
            person.get(f"/thu-tuc/{CODE}/{path}", status=403)
            person.post(f"/thu-tuc/{CODE}/{path}", {"reason": "x"}, status=[403, 404])
        for verb in ("submit", "send_back"):
            person.post(f"/thu-tuc/{CODE}/{verb}", {}, status=403)


def test_no_text_of_a_procedure_runs_on_any_of_these_pages(office, admin):
    texts = {
        "short_name": HOSTILE,
        "agency": HOSTILE,
        "announcement": HOSTILE,
        "steps": (HOSTILE, "Nộp"),
        "components": (Component(HOSTILE, note=HOSTILE),),
        "fees": (replace(FEE, per="<b>lần</b>", exempt=HOSTILE),),
    }
    draft(office, **texts)
    pages = [to_publish(admin), admin.get(f"/thu-tuc/{CODE}/compare")]
    pages[0].forms["form"].submit(status=303)
    draft(office, steps=("Khác " + HOSTILE,))
    pages += [
        admin.get(f"/thu-tuc/{CODE}/{path}")
        for path in ("publish", "compare", "history", "withdraw", "phien-ban/1/bring_back", "compare?a=2&b=1")
    ]
    for page in pages:
        assert "<script>alert" not in page.text
        assert not re.search(r"<img[^>]*\sonerror", page.text)
        assert "<b>lần</b>" not in page.text
        assert not page.html.select('script:not([src]):not([type="application/ld+json"])')


def test_reading_changes_nothing(office, admin):
    published(office)
    draft(office, sets=2)
    with nothing_changes(office):
        for path in ("publish", "compare", "history", "withdraw", "phien-ban/1/bring_back", "phien-ban/2/cancel"):
            admin.get(f"/thu-tuc/{CODE}/{path}")


def test_two_who_press_publish_at_the_same_moment(office, admin, second):
    """One of them publishes; the other reads a sentence, and both texts of the chain are whole."""
    number = draft(office)
    forms = [person.get(f"/thu-tuc/{CODE}/publish").forms["form"] for person in (admin, second)]
    bodies = [[*form.submit_fields()] for form in forms]
    barrier, answers = threading.Barrier(2, timeout=60), []

    def press(person, body) -> None:
        barrier.wait()
        answers.append(person.browser.post(f"/thu-tuc/{CODE}/publish", body, status="*"))

    threads = [threading.Thread(target=press, args=one) for one in zip((admin, second), bodies, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    won, lost = sorted(answers, key=lambda answer: answer.status_int)
    assert (won.status_int, lost.status_int) == (303, 409)
    assert lost.html.select_one("[data-error-summary] li").get_text(strip=True)
    assert state(office, number) == "published"
    with office.site() as site:
        told = [one.facts.get("revision") for one in site.procedures.chain.latest() if one.what == "published"]
        assert told.count(number) == 1
        assert site.procedures.chain.faults() == []
