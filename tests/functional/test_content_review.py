"""What waits for review and what is being written: found in one place wherever it lies, and taken on together."""

import pytest

import arranging_states
from content_states import author, lay_in, reviewer
from hcc.content.operations.delete import delete_items
from hcc.content.operations.step import take_step
from hcc.content.resources import Folder
from hcc.content.workflow import PENDING, PRIVATE, PUBLISHED
from hcc.core.roles import Role

LIST = "/noi-dung/review"


def rows(page) -> list[str]:
    return [one.get_text(strip=True) for one in page.html.select("td.whole a")]


def counts(page) -> list[int]:
    return [int(one.b.get_text(strip=True)) for one in page.html.select(".counters a")]


@pytest.fixture
def written(office) -> dict[str, str]:
    """Title -> id of things in folders below folders, in each state that is not finished."""
    found = {}
    with office.changing() as site:
        outer = lay_in(office, site.content, resource=Folder, title="Ngoài")
        inner = lay_in(office, outer, resource=Folder, title="Trong")
        for folder, title, state in ((outer, "Chờ một", PENDING), (inner, "Chờ hai", PENDING), (inner, "Dở", PRIVATE)):
            office.later(minutes=1)
            found[title] = lay_in(office, folder, title=title, state=state).id
        lay_in(office, inner, title="Xong", state=PUBLISHED)
    return found


def state_of(office, id: str) -> str:
    with office.site() as site:
        return site.content.by_id[id].state


def test_who_reviews_finds_what_waits_in_every_folder_and_publishes_it_together(office, written):
    person = office.as_(Role.REVIEWER)
    assert person.get("/ban-lam-viec").location.endswith(LIST), "her work begins here"
    page = person.get(LIST)
    assert rows(page) == ["Chờ một", "Chờ hai"], "what has waited longest stands first"
    assert counts(page) == [2, 0, 1]
    assert (
        page.html.select_one('.rail a[href="/noi-dung/review"]').get_text(" ", strip=True) == "Duyệt bài , đang chờ: 2"
    )
    assert "/noi-dung/review" not in str(
        office.as_(Role.RECEIVER).get("/ban-lam-viec/tiep-nhan").html.select(".rail a")
    )
    assert "/ngoai/trong/cho-hai" in page.text
    form = person.get(f"/noi-dung/review_chosen?id={written['Chờ một']}&id={written['Chờ hai']}").forms["step"]
    form["step"], form["note"] = "publish", "Đã xem"
    done = form.submit("do", status=303).follow()
    assert rows(done) == []
    assert "Không có bài nào chờ duyệt." in done.text
    for path in ("/ngoai/cho-mot", "/ngoai/trong/cho-hai"):
        office.as_().get(path, status=200)
    assert "Đã xem" in person.get("/ngoai/trong/cho-hai/history").text


def test_who_writes_finds_her_own_first_and_submits_all_of_it(office, written):
    person = office.as_(Role.AUTHOR)
    assert rows(person.get(LIST)) == ["Dở"]
    office.later(minutes=1)
    with office.changing() as site:
        lay_in(office, site.content, title="Dở nữa", state=PRIVATE)
        alien = lay_in(office, site.content, title="Của người khác", state=PUBLISHED)
        take_step(alien, step="unpublish", act=reviewer(office))
        alien.changed_by = reviewer(office).by
        alien.container.relist(alien)
        site.content.journal.append("changed", alien.id)
    assert rows(person.get(LIST)) == ["Dở", "Dở nữa"]
    assert "Của người khác" in rows(person.get(f"{LIST}?list=all"))
    form = person.get("/noi-dung/review_chosen?every=mine").forms["step"]
    assert form["step"].value == "submit", "there is nothing else to choose"
    assert "publish_date" not in form.fields, "days are asked for where something is published"
    assert rows(form.submit("do", status=303).follow()) == []
    assert state_of(office, written["Dở"]) == PENDING
    assert counts(person.get(LIST)) == [4, 0, 1]


def test_what_was_written_beside_the_step_is_told(office, written):
    with office.changing() as site:
        take_step(
            site.content.by_id[written["Chờ hai"]], step="send_back", note="Thiếu số điện thoại", act=reviewer(office)
        )
    assert "Thiếu số điện thoại" in office.as_(Role.AUTHOR).get(LIST).text


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        ("", "Chưa chọn mục nào"),
        ("id=khong-co", "không còn ở đây"),
        ("&".join(f"id={n}" for n in range(201)), "200"),
        ("every=khac", "Chưa chọn mục nào"),
    ],
)
def test_what_cannot_be_taken_on_is_told(office, written, ids, said):
    answer = office.as_(Role.REVIEWER).get(f"/noi-dung/review_chosen?{ids}", status=409)
    assert said in answer.html.select_one("main").get_text(" ", strip=True)


def test_what_was_deleted_or_decided_meanwhile_stops_the_act(office, written):
    person = office.as_(Role.REVIEWER)
    form = person.get(f"/noi-dung/review_chosen?id={written['Chờ một']}&id={written['Chờ hai']}").forms["step"]
    form["step"] = "publish"
    with office.changing() as site:
        take_step(site.content.by_id[written["Chờ một"]], step="publish", act=reviewer(office))
    refused = form.submit("do", status=409)
    assert "Chờ một" in refused.text
    assert state_of(office, written["Chờ hai"]) == PENDING, "for all or for none"
    with office.changing() as site:
        delete_items([site.content.by_id[written["Chờ một"]]], act=author(office))
    form["note"] = "Đã xem kỹ"
    left = form.submit("do", status=409)
    assert "không còn ở đây" in left.text
    assert state_of(office, written["Chờ hai"]) == PENDING
    form = left.forms["step"]
    assert form["note"].value == "Đã xem kỹ", "nothing typed is lost"
    form.submit("do", status=303)
    assert state_of(office, written["Chờ hai"]) == PUBLISHED


def test_of_a_choice_in_which_one_is_gone_the_others_are_shown(office, written):
    with office.changing() as site:
        delete_items([site.content.by_id[written["Chờ một"]]], act=author(office))
    page = office.as_(Role.REVIEWER).get(
        f"/noi-dung/review_chosen?id={written['Chờ một']}&id={written['Chờ hai']}", status=409
    )
    assert "không còn ở đây" in page.text
    assert "Chờ hai" in page.text
    assert page.forms["step"]["names"].value == written["Chờ hai"]


def test_no_more_is_offered_at_once_than_is_taken_at_once(office, written, monkeypatch):
    from hcc.content.views import contents, review

    assert office.as_(Role.REVIEWER).get(LIST).html.find("button", attrs={"name": "every"})
    assert office.as_(Role.REVIEWER).get("/ngoai/contents").html.find("button", attrs={"name": "fit"})
    for view in (contents, review):
        monkeypatch.setattr(view, "MOST", 1)
    assert not office.as_(Role.REVIEWER).get(LIST).html.find("button", attrs={"name": "every"})
    assert not office.as_(Role.REVIEWER).get("/ngoai/contents").html.find("button", attrs={"name": "fit"})


def test_an_author_publishes_nothing_here(office, written):
    person = office.as_(Role.AUTHOR)
    shown = person.get(f"/noi-dung/review_chosen?id={written['Chờ một']}").forms["step"]
    assert [value for value, _, _ in shown["step"].options] == ["retract"]
    fields = {**dict(shown.submit_fields("do")), "step": "publish"}
    person.post("/noi-dung/review_step", fields, status=422)
    assert state_of(office, written["Chờ một"]) == PENDING


def test_a_longer_list_has_pages(office):
    with office.changing() as site:
        for number in range(51):
            lay_in(office, site.content, title=f"Bài {number:02}", state=PENDING)
    person = office.as_(Role.REVIEWER)
    assert len(rows(person.get(LIST))) == 50
    assert rows(person.get(f"{LIST}?list=waiting&page=2")) == ["Bài 50"]
    assert arranging_states.waiting(office)


def test_folders_go_out_with_what_lies_in_them_where_that_is_ticked(office):
    person = office.as_(Role.REVIEWER)
    with office.changing() as site:
        top = lay_in(office, site.content, resource=Folder, title="Hè", state=PRIVATE)
        deep = lay_in(office, lay_in(office, top, resource=Folder, title="Sâu", state=PRIVATE), state=PRIVATE).id
    form = person.get("/noi-dung/chosen?name=he").forms["step"]
    form["step"], form["inner"] = "publish", True
    assert "3 mục" in form.submit("do", status=303).follow().text
    assert state_of(office, deep) == PUBLISHED
    form = person.get("/noi-dung/chosen?name=he").forms["step"]
    form["step"] = "archive"
    assert "1 mục" in form.submit("do", status=303).follow().text
    assert state_of(office, deep) == PUBLISHED


def test_days_that_fit_only_some_change_nothing(office):
    """A beginning that has passed stays where it stood already, and is refused where it is new: for all or for none."""
    with office.changing() as site:
        folder = lay_in(office, site.content, resource=Folder, title="Lịch")
        first = lay_in(office, folder, title="Một", state=PRIVATE)
        began = office.now.replace(hour=9, minute=30, second=0, microsecond=0)
        take_step(first, step="publish", publish_from=began, act=reviewer(office))
        second = lay_in(office, folder, title="Hai")
        ids = first.id, second.id
    office.later(hours=2)
    person = office.as_(Role.REVIEWER)
    form = person.get("/lich/chosen?name=mot&name=hai").forms["step"]
    form["step"], form["publish_date"], form["publish_time"] = "set_dates", "23/11/2026", "9:30"
    form["expires_date"] = "30/11/2026"
    form.submit("do", status=409)
    with office.site() as site:
        assert [site.content.by_id[one].expires_at for one in ids] == [None, None]
