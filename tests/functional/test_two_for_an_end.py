"""Where two people look at each text, a procedure ends, or an approval is taken back, only by two as well."""

from dataclasses import replace
from datetime import timedelta

import pytest

from announced_states import decided, stamps
from functional.refusing import everyone_at_work, nothing_changes, refused
from hcc.accounts.operations.officials import add_official
from hcc.accounts.passwords import Passwords
from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.procedures.operations.edit import draft_stamp, edit_procedure
from hcc.procedures.operations.publish import publish_revision
from hcc.procedures.operations.submit import submit_revision
from office import LOGINS
from populated import MARRIAGE

K = Role.CATALOGUE_ADMINISTRATOR
PATH = f"/thu-tuc/{MARRIAGE}"
WITHDRAW, CANCEL, HISTORY = f"{PATH}/withdraw", f"{PATH}/phien-ban/2/cancel", f"{PATH}/history"
BOARD = "/quan-tri/danh-muc?state=review"
HOSTILE = '<script>alert(1)</script> "><img src=x onerror=alert(2)>'


@pytest.fixture
def office(office):
    """Two people look, and a second text is approved for a later day."""
    with office.changing() as site:
        add_official(
            site.accounts,
            login="nguoi-hai",
            name="Người Thứ Hai",
            job_title="Quản trị danh mục",
            roles={K},
            password_hash=Passwords(64).hash("an-mau-chay-thu"),
            act=Act("system", office.now),
        )
        procedure = site.procedures[MARRIAGE]
        record = replace(procedure.latest().record, agency="Ủy ban nhân dân xã")
        act = Act(LOGINS[K], office.now)
        edit_procedure(procedure, record=record, opened_on=draft_stamp(procedure), act=act)
        publish_revision(procedure.draft(), effective=office.now.date() + timedelta(days=9), act=act)
        site.procedures.four_eyes = True
    office.as_("nguoi-hai")
    return everyone_at_work(office)


@pytest.fixture
def admin(office):
    return office.as_(K)


@pytest.fixture
def second(office):
    return office.as_("nguoi-hai")


def words(page, what: str = "main") -> str:
    return " ".join(page.html.select_one(what).get_text(" ").split()).replace("\N{NO-BREAK SPACE}", " ")


def day(office, days: int = 0) -> str:
    return f"{office.now.date() + timedelta(days=days):%d/%m/%Y}"


def states(office, days: int = 0) -> list[str]:
    today = office.now.date() + timedelta(days=days)
    with office.site() as site:
        return [one.state(today).value for one in site.procedures[MARRIAGE].revisions.values()]


def back(page):
    return next(form for form in page.forms.values() if form.action.endswith("/give_back_end"))


def asked(office, path: str = WITHDRAW, who=K, reason: str = "Quyết định bãi bỏ.", status: int = 303):
    form = office.as_(who).get(path).forms["form"]
    form["reason"] = reason
    return form.submit(status=status)


def on_board(person) -> str:
    page = person.get(BOARD)
    return " ".join(row.get_text(" ") for row in page.html.select("tbody tr"))


@pytest.mark.parametrize(
    ("path", "after"), [(WITHDRAW, ["withdrawn", "withdrawn"]), (CANCEL, ["published", "withdrawn"])]
)
def test_one_asks_and_another_approves(office, admin, second, path, after):
    assert MARRIAGE not in on_board(second)
    assert "do người khác duyệt" in words(admin.get(path))
    asked(office, path, reason=f"Bãi bỏ {HOSTILE}")
    assert states(office) == ["published", "scheduled"]
    assert MARRIAGE in on_board(second)
    assert "đề nghị" in words(second.get(HISTORY), ".note.warn")
    own = admin.get(path)
    assert "Hoàng Thị Kiểm" in words(own)
    assert "form" not in own.forms, "she cannot approve what she asked for"
    page = second.get(HISTORY).click("Xem và quyết định")
    assert page.request.path == path
    assert "<script>alert" not in page.text
    assert "Bãi bỏ <script>" in words(page)
    page.forms["form"].submit(status=303)
    assert states(office) == after
    assert MARRIAGE not in on_board(second)
    said = words(second.get(HISTORY))
    assert "Hoàng Thị Kiểm đã đề nghị việc đó" in said
    with office.site() as site:
        last = next(iter(site.procedures.chain.latest()))
        assert (last.by, last.facts["asked_by"]) == ("nguoi-hai", LOGINS[K])
        assert site.procedures.chain.faults() == []


@pytest.mark.parametrize("path", [WITHDRAW, CANCEL])
def test_who_asked_cannot_approve_by_posting_past_the_page(office, admin, second, path):
    asked(office, path)
    fields = dict(second.get(path).forms["form"].submit_fields())
    past = {name: value for name, value in fields.items() if name not in ("csrf_token", "key")}
    with nothing_changes(office):
        refused(admin.post(path, past, status=409), "do chính bạn gửi")
    assert states(office) == ["published", "scheduled"]


@pytest.mark.parametrize("path", [WITHDRAW, CANCEL])
def test_who_asks_for_the_same_meanwhile_keeps_what_she_typed(office, admin, second, path):
    form = second.get(path).forms["form"]
    asked(office, path)
    form["reason"] = "Tôi cũng thấy vậy"
    with nothing_changes(office):
        page = refused(form.submit(status=409), "đã đề nghị việc này")
    assert page.forms["form"]["reason"].value == "Tôi cũng thấy vậy"
    second.get(path).forms["form"].submit(status=303)
    assert states(office)[1] == "withdrawn"


@pytest.mark.parametrize("path", [WITHDRAW, CANCEL])
def test_the_other_gives_it_back_with_a_reason_and_who_asked_without(office, admin, second, path):
    asked(office, path)
    old = second.get(path).forms["form"]
    with nothing_changes(office):
        page = refused(back(second.get(path)).submit(status=409), "vì sao không làm")
    form = back(page)
    form["why"] = "Thủ tục còn hiệu lực."
    form.submit(status=303)
    assert states(office) == ["published", "scheduled"]
    assert MARRIAGE not in on_board(second)
    with nothing_changes(office):
        refused(second.post(form.action, {"why": "x"}, status=409), "không còn nữa")
        refused(old.submit(status=409), "không còn nữa")
    asked(office, path)
    back(admin.get(path)).submit(status=303)
    assert "form" in second.get(path).forms
    assert "Đề nghị đồng nghiệp duyệt" in second.get(path).text


def test_nobody_approves_what_she_has_not_seen(office, admin, second):
    asked(office)
    old = second.get(WITHDRAW).forms["form"]
    back(admin.get(WITHDRAW)).submit(status=303)
    office.later(minutes=1)
    form = admin.get(WITHDRAW).forms["form"]
    form["on"], form["reason"] = day(office, 4), "Ngày khác"
    form.submit(status=303)
    with nothing_changes(office):
        page = refused(old.submit(status=409), "Đề nghị đã thay đổi")
    assert day(office, 4) in words(page)
    with office.changing() as site:
        procedure = site.procedures[MARRIAGE]
        record = replace(procedure.latest().record, agency="Ủy ban nhân dân xã, bản sau")
        by = Act(LOGINS[K], office.now)
        edit_procedure(procedure, record=record, opened_on=draft_stamp(procedure), act=by)
        submit_revision(procedure.draft(), act=by)
        approver = Act("nguoi-hai", office.now)
        publish_revision(procedure.draft(), effective=office.now.date() + timedelta(days=20), act=approver)
    with nothing_changes(office):
        page = refused(page.forms["form"].submit(status=409), "đã thay đổi sau khi bạn mở trang")
    assert "Bản 3" in words(page), "what was approved meanwhile would end too"
    page.forms["form"].submit(status=303)
    assert (states(office, 3)[0], states(office, 4)[0]) == ("published", "withdrawn")


def test_an_approval_asked_back_too_late_waits_for_nobody(office, second):
    asked(office, CANCEL)
    office.later(days=9)
    office._people.clear()  # they were signed out meanwhile
    second = office.as_(K)
    assert MARRIAGE not in on_board(second)
    assert states(office) == ["superseded", "published"]
    assert not second.get(HISTORY).html.select(".note.warn")


def test_what_a_decision_ends_is_published_by_another_than_who_wrote_it_down(office):
    code = "2.000884"
    path = decided(office, f"{code} bãi bỏ", days=0)
    assert "form" not in office.as_(K).get(f"{path}publish").forms, "it is not even offered to her"
    with nothing_changes(office):
        page = office.as_(K).post(f"{path}publish", stamps(office, path), status=409)
    assert "Chính bạn ghi thủ tục này hết hiệu lực" in words(page)
    office.as_("nguoi-hai").get(f"{path}publish").forms["form"].submit(status=303)
    with office.site() as site:
        assert site.procedures[code].published(office.now.date()) is None


def test_where_one_is_enough_nothing_is_asked(office, admin):
    with office.changing() as site:
        site.procedures.four_eyes = False
    asked(office)
    assert states(office) == ["withdrawn", "withdrawn"]
