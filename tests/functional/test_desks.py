"""The desks as officials meet them: what is urgent, filters that combine, badges, and one act upon many."""

import re
import secrets
import threading

import pytest

from hcc.core.act import Act
from hcc.core.numbering import number_lock
from hcc.core.roles import Role
from hcc.dossiers import workflow
from hcc.dossiers.operations.process import process
from hcc.dossiers.operations.submit_for_approval import submit_for_approval
from hcc.dossiers.views.acts import SLIPS
from office import LOGINS, Office
from populated import COPY, MARRIAGE, PopulatedOffice

RECEIVE, PROCESS, APPROVE = "/ban-lam-viec/tiep-nhan", "/ban-lam-viec/xu-ly", "/ban-lam-viec/phe-duyet"
ACTS = {PROCESS: "process", APPROVE: "approve"}
"""The act of one button that a desk does to many."""


@pytest.fixture
def office(filled, tmp_path):
    office = Office(tmp_path / "var", filled)
    yield office
    office.close()


@pytest.fixture
def made(office) -> PopulatedOffice:
    return PopulatedOffice(office)


def rows(page) -> list[str]:
    """The text of each row of a desk, in order."""
    return [" ".join(row.text.split()) for row in page.html.select("[data-rows] > tr")]


def counters(page) -> dict[str, str]:
    return {link.span.text: link.b.text for link in page.html.select(".counters a")}


def boxes(page) -> list[str]:
    return [box["value"] for box in page.html.select("[name=chosen]")]


def test_the_most_urgent_stands_first_in_words_and_not_only_in_colour(office, made):
    late = made.dossier(workflow.RECEIVED)
    office.later(days=7)
    made.dossier(workflow.RECEIVED)
    page = office.as_(Role.HANDLER).get(PROCESS)
    first, second = rows(page)
    # Due on Friday, it is Monday: one working day.
    assert "Quá hạn 1 ngày" in first
    assert late in page.html.select("[data-rows] a")[0]["href"]
    assert "Quá hạn" not in second
    assert [use["href"].partition("#")[2] for use in page.html.select(".due use")] == ["bad", "clock"]
    assert counters(page)["Quá hạn"] == "1"


def test_filters_stand_in_the_address_and_combine(office, made):
    made.dossier(workflow.RECEIVED, of=MARRIAGE)
    office.later(days=9)
    made.dossier(workflow.RECEIVED, of=COPY)
    made.dossier(workflow.RECEIVED, of=MARRIAGE)
    person = office.as_(Role.HANDLER)
    assert len(rows(person.get(PROCESS))) == 3
    assert len(rows(person.get(f"{PROCESS}?procedure={MARRIAGE}"))) == 2
    both = person.get(f"{PROCESS}?procedure={MARRIAGE}&due=overdue")
    assert len(rows(both)) == 1
    # A counter keeps what else is asked, and the form shows it.
    assert f"procedure={MARRIAGE}" in both.html.select(".counters a")[1]["href"]
    assert both.html.select_one("#filter-procedure")["value"] == MARRIAGE
    assert rows(person.get(f"{PROCESS}?channel=post")) == []
    assert "Không có hồ sơ nào khớp" in person.get(f"{PROCESS}?channel=post").text


def test_a_name_is_found_without_accents_and_in_any_order(office, made):
    made.dossier(workflow.RECEIVED)
    person = office.as_(Role.HANDLER)
    name = rows(person.get(PROCESS))[0]
    assert rows(person.get(f"{PROCESS}?q=du+tran")) == [name]
    assert rows(person.get(f"{PROCESS}?q=khong+co+ai")) == []


@pytest.mark.parametrize(
    "query",
    sorted(
        [
            "after=x", "after=9-9-9", "after=99999999999999999999-1", "due=yesterday", "state=nowhere", "channel=ship",
            "field=x", "q=%00", "handler=nobody", "after=5-%C2%B2",
            "procedure=" + "9" * 500, "q=" + "%F0%9F%98%80" * 90,
        ]
    ),
)  # fmt: skip
def test_an_address_that_means_nothing_shows_the_desk(office, made, query):
    made.dossier(workflow.RECEIVED)
    assert office.as_(Role.HANDLER).get(f"{PROCESS}?{query}").status_int == 200


def test_a_handler_sees_her_own_and_what_nobody_took_and_may_ask_for_everybodys(office, made):
    made.dossier(workflow.RECEIVED)
    made.dossier(workflow.PROCESSING)
    theirs = made.dossier(workflow.RECEIVED)
    with office.changing() as site:
        process(site.dossiers.get_by_token(theirs.split("/")[2]), act=Act(LOGINS[Role.CERTIFIER], office.now))
    person = office.as_(Role.HANDLER)
    assert len(rows(person.get(PROCESS))) == 2
    assert theirs not in person.get(PROCESS).text
    assert theirs in person.get(f"{PROCESS}?handler=all").text
    assert len(rows(person.get(f"{PROCESS}?handler={LOGINS[Role.CERTIFIER]}"))) == 1


def test_long_lists_go_on_behind_the_last_row(office, made, monkeypatch):
    monkeypatch.setattr("hcc.desks.worklist_page.page_of", _of_two)
    for _ in range(5):
        made.dossier(workflow.RECEIVED)
    person, seen, at = office.as_(Role.HANDLER), [], PROCESS
    while at:
        page = person.get(at)
        found = [link["href"] for link in page.html.select("[data-rows] .next a")]
        assert len(found) <= 2
        seen += found
        more = page.html.select_one("[rel=next]")
        at = more["href"] if more else None
    assert len(seen) == len(set(seen)) == 5


def _of_two(streams, *, fits=None):
    from hcc.dossiers.worklist import page_of

    return page_of(streams, limit=2, fits=fits)


def test_badges_tell_what_is_new_and_what_changed_since_and_reading_writes_nothing(office, made):
    dossier = made.dossier(workflow.AWAITING_APPROVAL)
    approver, storage = office.as_(Role.APPROVER), office.registry["hcc.database"].storage
    assert "Mới" in rows(approver.get(APPROVE))[0]
    before = storage.lastTransaction()
    approver.get(dossier)
    assert storage.lastTransaction() == before
    approver.post(f"{dossier}looked", {"seen": ""}, status=204)
    assert "Mới" not in rows(approver.get(APPROVE))[0]
    assert "Thay đổi" not in rows(approver.get(APPROVE))[0]
    approver.post(f"{dossier}send_back", {"reason": "Ghi rõ căn cứ."}, status=303)
    with office.changing() as site:
        one = site.dossiers.get_by_token(dossier.split("/")[2])
        submit_for_approval(one, outcome="granted", text="Cấp.", act=Act(LOGINS[Role.HANDLER], office.now))
    assert "Thay đổi" in rows(approver.get(APPROVE))[0]
    approver.post(f"{dossier}looked", {"seen": "9" * 30}, status=204)
    assert "Thay đổi" not in rows(approver.get(APPROVE))[0]


def test_the_empty_desk_says_so_and_names_what_is_due_next(office, made):
    made.dossier(workflow.PROCESSING, of=MARRIAGE)
    page = office.as_(Role.HANDLER).get(f"{PROCESS}?due=overdue")
    assert rows(page) == []
    page = office.as_(Role.APPROVER).get(APPROVE)
    assert "Không còn hồ sơ chờ phê duyệt" in page.text
    # Tuesday is a holiday.
    assert re.search(r"Đến hạn\s+thứ.Tư 25/11/2026", page.html.select_one(".side h2").text)


def test_who_sits_at_a_counter_calls_the_next_number_from_the_desk(office):
    receiver = office.as_(Role.RECEIVER)
    assert not receiver.get(RECEIVE).html.select("[data-key=g]")
    receiver.post("/goi-so/sit", {"counter": "2"}, status=303)
    office.as_(Role.GREETER).post("/goi-so/give", {"reason": "", "number": ""}, status=303)
    page = receiver.get(RECEIVE)
    call = page.html.select_one("[data-key=g]").find_parent("form")
    fields = {one["name"]: one["value"] for one in call.select("input")}
    back = receiver.browser.post(call["action"], fields, status=303)
    assert back.location.endswith(RECEIVE)
    assert back.follow().html.select_one(".called .number").text == "1"


# One act upon many


def batch(person, desk: str, chosen: list[str], *, key: str = "", status: int = 200):
    fields = [("csrf_token", person.token()), ("key", key or secrets.token_hex(16))]
    return person.browser.post(
        f"{desk}/batch_{ACTS[desk]}", [*fields, *(("chosen", one) for one in chosen)], status=status
    )


def states(office, chosen: list[str]) -> list[str]:
    with office.site() as site:
        return [site.dossiers.get_by_token(one.split(".")[0]).state for one in chosen]


def test_an_approver_approves_many_and_each_tells_what_became_of_it(office, made):
    for _ in range(3):
        made.dossier(workflow.AWAITING_APPROVAL)
    approver = office.as_(Role.APPROVER)
    chosen = boxes(approver.get(APPROVE))
    assert len(chosen) == 3
    # Somebody did something to the second after the list was opened.
    stale = chosen[1]
    with office.changing() as site:
        one = site.dossiers.get_by_token(stale.split(".")[0])
        one.chain.append(Act(LOGINS[Role.HANDLER], office.now), "note")
    page = batch(approver, APPROVE, chosen)
    assert states(office, chosen) == ["resolved", "awaiting_approval", "resolved"]
    assert "Đã làm: 2. Chưa làm được: 1." in page.text
    told = rows(page)
    assert len(told) == 3
    assert "vừa sửa hồ sơ này" in told[0], "what was not done stands first, with why"
    assert page.html.title.get_text(strip=True).startswith("Lỗi:")
    faults = page.html.select("[data-error-summary] li a")
    assert [fault["href"].strip("/").split("/")[-1] for fault in faults] == [stale.split(".")[0]]


def test_sending_the_same_form_again_does_nothing_twice(office, made):
    made.dossier(workflow.RECEIVED)
    made.dossier(workflow.RECEIVED)
    handler, key = office.as_(Role.HANDLER), "ab" * 16
    chosen = boxes(handler.get(PROCESS))
    first = batch(handler, PROCESS, chosen, key=key)
    with office.site() as site:
        lengths = [len(dossier.chain) for dossier in site.dossiers.all()]
    assert not first.html.title.get_text(strip=True).startswith("Lỗi:")
    assert not first.html.select("[data-error-summary], [role=alert]")
    again = batch(handler, PROCESS, chosen, key=key)
    assert rows(again) == rows(first)
    with office.site() as site:
        assert [len(dossier.chain) for dossier in site.dossiers.all()] == lengths
        assert site.dossiers.listing_faults() == []
    # Another form finds them taken.
    assert "Chưa làm được: 2" in batch(handler, PROCESS, chosen, status=409).text


def test_one_that_breaks_does_not_take_the_others_with_it(office, made, monkeypatch):
    for _ in range(3):
        made.dossier(workflow.AWAITING_APPROVAL)
    approver = office.as_(Role.APPROVER)
    chosen = boxes(approver.get(APPROVE))
    committed = states(office, chosen)
    page = batch(approver, APPROVE, [chosen[0], "nobody-has-this-token.3", chosen[2]])
    assert states(office, chosen) == ["resolved", committed[1], "resolved"]
    assert "không còn xem được hồ sơ này" in page.text


def test_a_dossier_of_another_desk_cannot_be_slipped_into_a_batch(office, made):
    made.to_choose(workflow.RECEIVED)
    page = batch(office.as_(Role.APPROVER), APPROVE, [made.chosen], status=409)
    assert states(office, [made.chosen]) == ["received"]
    assert "Đã làm: 0" in page.text


def test_a_batch_of_refusals_takes_its_numbers_under_the_lock_of_the_slips(office, made):
    """As a refusal by itself does: without the lock two officials conflict for nearly every number."""
    chosen = [declined(office, made) for _ in range(2)]
    approver = office.as_(Role.APPROVER)
    approver.get(APPROVE)
    answers: list = []
    sending = threading.Thread(target=lambda: answers.append(batch(approver, APPROVE, chosen)))
    with number_lock(SLIPS):
        sending.start()
        sending.join(0.7)
        assert sending.is_alive(), "the batch does not wait for whoever takes a number now"
        assert states(office, chosen) == ["awaiting_approval"] * 2
    sending.join(20)
    assert "Đã làm: 2" in answers[0].text
    with office.site() as site:
        slips = [site.dossiers.get_by_token(one.split(".")[0]).slips[0].number for one in chosen]
    assert slips == [1, 2]


def declined(office, made) -> str:
    """A dossier whose proposal is to decline, to choose on the approver's desk."""
    path = made.dossier(workflow.PROCESSING)
    with office.changing() as site:
        one = site.dossiers.get_by_token(path.split("/")[2])
        submit_for_approval(
            one, outcome="declined", text="Không đủ điều kiện.", act=Act(LOGINS[Role.HANDLER], office.now)
        )
        return f"{one.token}.{one.version}"


@pytest.mark.parametrize("chosen", sorted([[], ["x"], [".1"], ["../../x.1"], ["é.1"], ["a" * 900 + ".1"]]))
def test_nothing_chosen_or_nonsense_says_what_to_do(office, made, chosen):
    page = batch(office.as_(Role.APPROVER), APPROVE, chosen)
    assert "Chưa chọn hồ sơ nào" in page.text


def test_a_batch_without_a_usable_key_is_no_form_of_ours(office):
    approver = office.as_(Role.APPROVER)
    approver.browser.post(f"{APPROVE}/batch_approve", {"csrf_token": approver.token(), "key": "x"}, status=400)
