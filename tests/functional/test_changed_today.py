"""The morning a rule changes: every official reads on her desk what is different, until she says that she has."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from announced_states import decided
from functional.refusing import everyone_at_work, nothing_changes
from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.procedures.changed_today import DAYS, MOST_APART, changed_texts, unseen
from hcc.procedures.operations.edit import draft_stamp, edit_procedure
from hcc.procedures.operations.publish import publish_revision
from office import LOGINS, Office

COPY, MARRIAGE = "2.000815", "1.004873"
K = Role.CATALOGUE_ADMINISTRATOR
DESKS = {Role.HANDLER: "xu-ly", Role.RECEIVER: "tiep-nhan", Role.GREETER: "tiep-don", Role.RETURNER: "tra-ket-qua"}
CANARY = "<script>alert(2)</script>"


@pytest.fixture
def office(filled, tmp_path):
    office = Office(tmp_path / "var", filled)
    office.later(days=7)
    yield everyone_at_work(office)
    office.close()


def strip(office, role: Role = Role.HANDLER) -> str:
    found = office.as_(role).get(f"/ban-lam-viec/{DESKS[role]}").html.find(id="changed-procedures")
    return " ".join(found.get_text(" ").split()) if found else ""


def change(office, code: str, *, days: int = 0, reason: str = "", **changes) -> None:
    office.later(minutes=1)
    with office.changing() as site:
        procedure = site.procedures[code]
        act = Act(LOGINS[K], office.now)
        record = replace(procedure.latest().record, **changes)
        edit_procedure(procedure, record=record, opened_on=draft_stamp(procedure), act=act)
        day = office.now.date() + timedelta(days=days)
        publish_revision(procedure.draft(), effective=day, reason=reason, act=act)


def come_back(office, **later: float) -> None:
    office.later(**later)
    office._people.clear()


def read(office, role: Role = Role.HANDLER) -> None:
    page = office.as_(role).get("/ban-lam-viec/changes")
    [form] = [form for form in page.forms.values() if form.action.endswith("changes_seen")]
    form.submit(status=303)


def test_what_the_centre_began_with_is_no_change(office):
    assert strip(office) == ""


def test_the_strip_comes_on_the_morning_of_the_day_and_not_before(office):
    change(office, COPY, days=2, short_name="Sao y bản chính")
    assert strip(office) == ""
    come_back(office, days=2)
    for role in DESKS:
        assert "Thay đổi từ hôm nay: 1 thủ tục" in strip(office, role)
    page = office.as_(Role.HANDLER).get("/ban-lam-viec/changes")
    assert [mark.get_text() for mark in page.html.find_all("ins")] or "Sao y bản chính" in page.text


def test_an_official_who_has_read_it_is_left_in_peace_and_her_colleague_is_not(office):
    change(office, COPY, short_name="Sao y")
    read(office)
    assert strip(office) == ""
    assert strip(office, Role.RECEIVER) != ""
    change(office, MARRIAGE, short_name="Giấy độc thân")
    assert "1 thủ tục" in strip(office)
    assert "Giấy độc thân" in strip(office)


def test_after_days_away_it_says_since_when(office):
    change(office, COPY, short_name="Sao y")
    come_back(office, days=4)
    assert "Thay đổi từ thứ Hai" in strip(office)
    come_back(office, days=DAYS)
    assert strip(office) == ""


def test_what_comes_while_she_reads_is_still_told(office):
    change(office, COPY, short_name="Sao y")
    page = office.as_(Role.HANDLER).get("/ban-lam-viec/changes")
    change(office, MARRIAGE, short_name="Giấy độc thân")
    [form] = [form for form in page.forms.values() if form.action.endswith("changes_seen")]
    form.submit(status=303)
    assert "Giấy độc thân" in strip(office)


def test_a_late_text_is_told_from_the_day_it_could_be_seen(office):
    change(office, COPY, days=-3, reason="Nhận quyết định muộn", short_name="Sao y")
    assert "Thay đổi từ hôm nay: 1 thủ tục" in strip(office)


def test_new_and_ended_procedures_are_told_too(office):
    decided(office, f"{COPY} thay thế bởi {MARRIAGE}", days=0, published=True)
    assert "Hết áp dụng" in strip(office)
    page = office.as_(Role.HANDLER).get("/ban-lam-viec/changes")
    assert f"/thu-tuc/{MARRIAGE}" in page.text


@pytest.mark.parametrize(
    "until",
    ["", "x", "2026-11-30", "9999-12-31T23:59:59", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00", "\x00"],
)
def test_a_moment_no_page_offered_hides_nothing_that_is_to_come(office, until):
    office.as_(Role.HANDLER).post("/ban-lam-viec/changes_seen", {"until": until}, status=303)
    change(office, COPY, short_name="Sao y")
    assert strip(office) != ""


def test_reading_changes_nothing(office):
    change(office, COPY, short_name="Sao y")
    with nothing_changes(office):
        office.as_(Role.HANDLER).get("/ban-lam-viec/changes?page=99")
    assert office.as_().get("/ban-lam-viec/changes", status=303).location.startswith("http://localhost/dang-nhap")


def test_no_word_of_a_procedure_runs(office):
    change(office, COPY, short_name=CANARY, steps=(CANARY,))
    for page in ("/ban-lam-viec/xu-ly", "/ban-lam-viec/changes"):
        text = office.as_(Role.HANDLER).get(page).text
        assert CANARY not in text
        assert "&lt;script&gt;" in text


def many(office, count: int = MOST_APART + 1) -> list[str]:
    """Codes that nobody writes a text of."""
    with office.site() as site:
        return [code for code in site.procedures if code not in (COPY, MARRIAGE)][:count]


def test_a_decision_of_many_procedures_is_one_line_with_its_list(office):
    change(office, COPY, short_name="Sao y")
    come_back(office, minutes=1)
    codes = many(office)
    decided(office, "\n".join(codes), days=0, published=True)
    said = strip(office)
    assert f"Thay đổi từ hôm nay: {len(codes) + 1} thủ tục" in said
    assert f"/QĐ-UBND : {len(codes)} thủ tục" in said
    assert "Sao y" in said
    assert not any(code in said for code in codes)
    page = office.as_(Role.HANDLER).get("/ban-lam-viec/changes")
    assert COPY in page.text
    assert not any(code in page.text for code in codes)
    listed = page.click("Xem từng thủ tục")
    assert all(code in listed.text for code in codes)
    assert COPY not in listed.text
    assert "changes_seen" not in listed.text, "what else came was not shown there"
    come_back(office, minutes=5)
    read(office)
    assert strip(office) == ""


def test_a_decision_of_a_dozen_is_told_one_by_one(office):
    codes = many(office, MOST_APART)
    decided(office, "\n".join(codes), days=0, published=True)
    page = office.as_(Role.HANDLER).get("/ban-lam-viec/changes")
    assert all(code in page.text for code in codes)
    assert "Xem từng thủ tục" not in page.text


def test_what_changed_once_more_after_a_decision_of_many_is_told_for_itself(office):
    codes = many(office)
    decided(office, "\n".join(codes), days=0, published=True)
    come_back(office, minutes=5)
    change(office, codes[0], short_name="Tên sau quyết định")
    said = strip(office)
    assert "Tên sau quyết định" in said
    assert f"/QĐ-UBND : {len(codes) - 1} thủ tục" in said
    assert f"hôm nay: {len(codes)} thủ tục" in said


def test_a_list_of_many_has_pages_and_any_other_asked_for_is_every_change(office):
    codes = many(office, 25)
    decided(office, "\n".join(codes), days=0, published=True)
    first = office.as_(Role.HANDLER).get("/ban-lam-viec/changes").click("Xem từng thủ tục")
    second = first.click(href="page=2")
    assert all((code in first.text) != (code in second.text) for code in codes)
    for of in ("x", "\x00", "9" * 500):
        assert "Xem từng thủ tục" in office.as_(Role.HANDLER).get("/ban-lam-viec/changes", params={"of": of}).text


@pytest.fixture(scope="module")
def changed(shared_office):
    """An office whose procedure has texts for several days, one approved late, and at last an end."""
    office = shared_office
    office.later(days=7)
    change(office, COPY, days=5, short_name="Bản năm ngày nữa")
    change(office, MARRIAGE, days=-2, reason="Muộn", short_name="Bản hai ngày trước")
    change(office, MARRIAGE, days=20, short_name="Bản hai mươi ngày nữa")
    decided(office, f"{COPY} bãi bỏ", days=9, published=True)
    return office


@given(st.integers(min_value=-30, max_value=90), st.integers(min_value=-30, max_value=90))
def test_on_every_day_what_is_told_holds_and_came_lately(changed, days, seen_days):
    today = changed.now.date() + timedelta(days=days)
    with changed.site() as site:
        found = changed_texts(site.procedures, today)
        for one in found:
            procedure = site.procedures[one.code]
            assert today - timedelta(days=DAYS) < one.at.date() <= today
            assert one.on <= today
            assert procedure.in_effect(today).number == one.revision
        seen = changed.now + timedelta(days=seen_days)
        left = unseen(found, seen)
        assert set(left) <= set(found)
        assert all(one.at > seen for one in left)
        assert unseen(found, None) == list(found)
        assert date.min < today
