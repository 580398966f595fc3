"""A morning in the hall: the greeter gives numbers, two officials call them, and the screen says who goes where."""

import re
import threading

import pytest

from hcc.core.roles import Role
from hcc.tickets.operations.call_next import PRIORITY_RUN
from office import LOGINS, Office, Person

GIVE, DESK, BOARD = "/goi-so/give", "/goi-so/desk", "/goi-so/board.json"


def given(person: Person, reason: str = "", **fields: str) -> int:
    """Press the key of a reason; answers the number the page then shows."""
    answer = person.post(GIVE, {"reason": reason, **fields}, status=303)
    return int(answer.follow().html.select_one(".called .number").get_text())


def seated(office: Office, role: Role, counter: int) -> Person:
    person = office.as_(role)
    person.post("/goi-so/sit", {"counter": str(counter)}, status=303)
    return person


def number_at(person: Person) -> str:
    shown = person.get(DESK).html.select_one(".called .number")
    return shown.get_text() if shown else ""


def board(office: Office) -> list[tuple[int, int]]:
    """The screen: number and counter, the newest call first."""
    calls = office.as_().get(BOARD).json["calls"]
    page = office.as_().get("/goi-so").html
    shown = [page.select_one("[data-number]").get_text(), page.select_one("[data-counter]").get_text()]
    before = [[cell.get_text() for cell in row.select("td")] for row in page.select("tbody tr:not([hidden])")]
    told = [(call["number"], call["counter"]) for call in calls]
    assert [pair for pair in [shown, *before] if pair[0]] == [[str(one), str(other)] for one, other in told]
    return told


def test_a_morning_in_the_hall(office):
    greeter = office.as_(Role.GREETER)
    assert [given(greeter), given(greeter), given(greeter, "elderly")] == [1, 2, 3]
    assert given(greeter, number="57", procedure="2.000815") == 57
    assert board(office) == []
    receiver, certifier = seated(office, Role.RECEIVER, 1), seated(office, Role.CERTIFIER, 4)
    receiver.post("/goi-so/call_next", status=303)
    certifier.post("/goi-so/call_next", status=303)
    assert (number_at(receiver), number_at(certifier)) == ("3", "1")
    assert board(office) == [(1, 4), (3, 1)]
    # Nobody comes for 1; she is called again, put aside, and comes later.
    page = certifier.get(DESK)
    form = next(one for one in page.forms.values() if one.action.endswith("/call_again"))
    assert form.action == "/goi-so/2026-11-23/1/call_again"
    certifier.post(form.action, status=303)
    certifier.post("/goi-so/2026-11-23/1/miss", status=303)
    certifier.post("/goi-so/call_next", status=303)
    assert number_at(certifier) == "2"
    assert "/goi-so/2026-11-23/1/call_again" in [one.action for one in receiver.get(DESK).forms.values()]
    receiver.post("/goi-so/2026-11-23/1/call_again", status=303)
    assert number_at(receiver) == "1"
    assert board(office) == [(1, 1), (2, 4), (3, 1)]
    receiver.post("/goi-so/2026-11-23/1/serve", status=303)
    assert number_at(receiver) == ""
    receiver.post("/goi-so/call_next", status=303)
    page = receiver.get(DESK)
    assert number_at(receiver) == "57"
    assert "Chứng thực bản sao" in page.html.select_one(".called").get_text()
    assert "/ban-lam-viec/tiep-don?procedure=2.000815" in page.text
    refused = receiver.post("/goi-so/call_next", status=409)
    assert "Chưa có ai chờ" in refused.text.replace("\N{NO-BREAK SPACE}", " ")
    assert number_at(receiver) == "57", "who stands at the counter stays there"


def test_an_official_calls_only_from_a_counter_and_is_told_so(office):
    given(office.as_(Role.GREETER))
    returner = office.as_(Role.RETURNER)
    page = returner.get(DESK)
    assert not [form for form in page.forms.values() if form.action.endswith("call_next")]
    refused = returner.post("/goi-so/call_next", status=409)
    assert "chọn quầy" in refused.text.replace("\N{NO-BREAK SPACE}", " ")
    assert board(office) == []
    returner.post("/goi-so/sit", {"counter": "2"}, status=303)
    returner.post("/goi-so/call_next", status=303)
    assert board(office) == [(1, 2)]


def test_a_counter_is_hers_until_another_official_sits_down_there(office):
    receiver, returner = seated(office, Role.RECEIVER, 2), office.as_(Role.RETURNER)
    assert "Quầy 2" in receiver.get(DESK).text.replace("\N{NO-BREAK SPACE}", " ")
    shown = returner.get(DESK).html.select_one("#counter").get_text(" ", strip=True)
    with office.site() as site:
        assert site.accounts[LOGINS[Role.RECEIVER]].name in shown, "one sees who sits where"
    # She signs in anew: the counter is still hers.
    again = Person(office)
    again.sign_in(LOGINS[Role.RECEIVER])
    assert again.get(DESK).html.select_one("#counter option[selected]")["value"] == "2"
    returner.post("/goi-so/sit", {"counter": "2"}, status=303)
    assert again.get(DESK).html.select_one("#counter option[selected]") is None


def test_there_are_as_many_counters_as_the_office_has(filled, tmp_path):
    office = Office(tmp_path / "var", filled, counters=3)
    receiver = office.as_(Role.RECEIVER)
    assert [one["value"] for one in receiver.get(DESK).html.select("#counter option")] == ["0", "1", "2", "3"]
    refused = receiver.post("/goi-so/sit", {"counter": "4"}, status=409)
    assert "1 đến 3" in refused.text.replace("\N{NO-BREAK SPACE}", " ")
    office.close()


def test_after_a_run_of_those_who_go_first_somebody_else_has_her_turn(office):
    greeter, receiver = office.as_(Role.GREETER), seated(office, Role.RECEIVER, 1)
    given(greeter)
    for _ in range(PRIORITY_RUN + 1):
        given(greeter, "small_child")
    order = []
    for _ in range(PRIORITY_RUN + 2):
        # The page says beforehand who is next.
        first = receiver.get(DESK).html.select_one("tbody td").get_text()
        receiver.post("/goi-so/call_next", status=303)
        order.append(int(number_at(receiver)))
        assert first.startswith(str(order[-1]))
        assert "gọi tiếp theo" in first.replace("\N{NO-BREAK SPACE}", " ")
    assert order == [2, 3, 4, 1, 5]


WRONG = {
    "taken": ({"number": "1"}, 409, "hôm nay đã phát"),
    "too high": ({"number": "10000"}, 409, "từ 1 đến 9999"),
    "nought": ({"number": "0"}, 409, "từ 1 đến 9999"),
    "no number": ({"number": "một"}, 422, "Số in sẵn trên giấy"),
    "no procedure": ({"procedure": "9.999999"}, 409, "9.999999"),
    "a long procedure": ({"procedure": "9" * 60}, 422, "Mã thủ tục"),
    "a number of many digits": ({"number": "9" * 400}, 409, "từ 1 đến 9999"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_number_that_cannot_be_given_says_why_and_keeps_what_was_typed(shared_office, what):
    greeter = shared_office.as_(Role.GREETER)
    last = given(greeter)
    fields, status, words = WRONG[what]
    page = greeter.post(GIVE, {"reason": "elderly", **fields}, status=status)
    assert words in page.text.replace("\N{NO-BREAK SPACE}", " ")
    assert page.html.select_one("title").get_text().strip().startswith("Lỗi")
    ((name, typed),) = fields.items()
    assert page.forms["form"][name].value == typed
    assert given(greeter) == last + 1


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        (GIVE, {"reason": "king"}),
        ("/goi-so/sit", {}),
        ("/goi-so/sit", {"counter": "first"}),
        ("/goi-so/sit", {"counter": "-1"}),
    ],
)
def test_what_no_page_of_ours_sends_is_a_plain_refusal(shared_office, path, fields):
    shared_office.as_(Role.RECEIVER).post(path, fields, status=400)


@pytest.mark.parametrize(
    "path", ["2026-11-23", "2026-11-23/9998/", "2026-11-2x", "2026-11-23/x/", "1", "2026-11-24/1/"]
)
def test_days_and_numbers_that_are_not_there_are_not_found(shared_office, path):
    shared_office.as_(Role.GREETER).get(f"/goi-so/{path}", status=404)


def test_two_officials_on_one_number_the_later_one_is_told(office):
    given(office.as_(Role.GREETER))
    receiver, certifier = seated(office, Role.RECEIVER, 1), seated(office, Role.CERTIFIER, 2)
    receiver.post("/goi-so/call_next", status=303)
    for act in ("serve", "miss", "call_again"):
        page = certifier.post(f"/goi-so/2026-11-23/1/{act}", status=409)
        assert page.html.select_one(".note[role=alert]")
    assert number_at(receiver) == "1"


def test_after_the_act_the_official_goes_on_where_her_page_says_and_nowhere_else(office):
    greeter, receiver = office.as_(Role.GREETER), seated(office, Role.RECEIVER, 1)
    for target, where in (
        ("/ban-lam-viec/tiep-nhan", "/ban-lam-viec/tiep-nhan"),
        ("https://evil.example/", DESK),
        ("//evil.example", DESK),
        ("", DESK),
    ):
        given(greeter)
        answer = receiver.post("/goi-so/call_next", {"next": target}, status=303)
        assert answer.location == f"http://localhost{where}"


# The screen


def test_the_screen_is_asked_again_without_a_body_as_long_as_nothing_changed(office):
    greeter, receiver, hall = office.as_(Role.GREETER), seated(office, Role.RECEIVER, 1), office.as_()
    first = hall.get(BOARD)
    assert first.headers["Cache-Control"] == "no-cache"
    asked = {"If-None-Match": first.headers["ETag"]}
    same = hall.get(BOARD, headers=asked, status=304)
    assert same.body == b""
    given(greeter)
    hall.get(BOARD, headers=asked, status=304)  # who waits is not on the screen
    receiver.post("/goi-so/call_next", status=303)
    changed = hall.get(BOARD, headers=asked, status=200)
    assert changed.json["calls"] == [{"call": 1, "number": 1, "counter": 1, "at": "9:12"}]
    receiver.post("/goi-so/2026-11-23/1/call_again", status=303)
    assert hall.get(BOARD, headers={"If-None-Match": changed.headers["ETag"]}).json["calls"][0]["call"] == 2


def test_the_screen_shows_the_last_six_and_whether_the_office_is_open(office):
    greeter, receiver = office.as_(Role.GREETER), seated(office, Role.RECEIVER, 1)
    for _ in range(8):
        given(greeter)
        receiver.post("/goi-so/call_next", status=303)
    assert board(office) == [(number, 1) for number in range(8, 2, -1)]
    assert office.as_().get(BOARD).json["open"] is True
    assert "Đang mở cửa" in office.as_().get("/goi-so").text.replace("\N{NO-BREAK SPACE}", " ")
    office.later(hours=10)
    closed = office.as_().get(BOARD).json
    assert closed["open"] is False
    assert closed["opening"].replace("\N{NO-BREAK SPACE}", " ").startswith("Đã đóng cửa")
    office.later(hours=10)
    assert board(office) == [], "another day has begun"


def test_the_screen_says_numbers_and_counters_and_nothing_of_people(office):
    greeter, receiver = office.as_(Role.GREETER), seated(office, Role.RECEIVER, 1)
    for reason in ("pregnant", "disabled", "elderly"):
        given(greeter, reason)
        receiver.post("/goi-so/call_next", status=303)
    told, page = office.as_().get(BOARD), office.as_().get("/goi-so")
    assert {key for call in told.json["calls"] for key in call} == {"call", "number", "counter", "at"}
    with office.site() as site:
        names = [official.name for official in site.accounts.officials()]
    text = told.text + page.html.select_one("main").get_text()
    hidden = [*names, *LOGINS.values(), "pregnant", "priority", "ưu tiên", "mang thai", "2.000815"]
    assert [word for word in hidden if word.lower() in text.lower()] == []


def test_the_screen_works_without_scripts(office):
    page = office.as_().get("/goi-so")
    (refresh,) = page.html.select("noscript meta[http-equiv=refresh]")
    assert refresh["content"] == "5"
    assert "Set-Cookie" not in page.headers, "a screen in the hall needs no token"


# On paper


def test_the_slip_bears_the_number_and_no_name_and_no_reason(office):
    greeter = office.as_(Role.GREETER)
    given(greeter)
    given(greeter, "pregnant")
    link = greeter.get(f"{GIVE}?given=2").html.select_one("a[data-key=i]")["href"]
    page = greeter.get(link)
    slip = page.html.select_one(".slip").get_text(" ", strip=True).replace("\N{NO-BREAK SPACE}", " ")
    assert "Số thứ tự của bạn 2 Ưu tiên" in slip
    assert "9 giờ 12 phút, thứ Hai 23/11/2026" in slip
    assert not re.search("mang thai|pregnant", page.text)
    assert page.html.select_one(".slip svg") is not None
    assert "127.0.0.1:6543/goi-so" in slip
    assert page.html.select_one("[data-print]") is not None
    assert greeter.get(link.replace("?print=", "")).html.select_one("[data-print]") is None


def test_without_a_public_address_no_code_stands_on_the_slip(filled, tmp_path):
    office = Office(tmp_path / "var", filled, public_url="")
    greeter = office.as_(Role.GREETER)
    given(greeter)
    assert greeter.get("/goi-so/2026-11-23/1/").html.select_one(".slip svg") is None
    office.close()


# At the same moment


def test_four_desks_that_press_the_key_at_the_same_moment_get_four_numbers(office):
    greeter = office.as_(Role.GREETER)
    roles = (Role.GREETER, Role.RECEIVER, Role.CERTIFIER, Role.RETURNER)
    desks = [seated(office, role, counter) for counter, role in enumerate(roles, 1)]
    for _ in range(len(desks) * 5):
        given(greeter)
    tokens, problems = [desk.token() for desk in desks], []
    barrier = threading.Barrier(len(desks), timeout=120)

    def press(desk: Person, token: str, serial: int) -> None:
        barrier.wait()
        for turn in range(5):
            body = {"csrf_token": token, "key": f"{serial:016x}{turn:016x}"}
            answer = desk.browser.post("/goi-so/call_next", body, status="*")
            if answer.status_int != 303:
                problems.append(answer.status)

    threads = [
        threading.Thread(target=press, args=(desk, token, serial))
        for serial, (desk, token) in enumerate(zip(desks, tokens, strict=True))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert problems == []
    with office.site() as site:
        (day,) = site.queue.days()
        calls = [call.number for _, call in day.latest_calls()]
        assert sorted(calls) == list(range(1, len(desks) * 5 + 1))
        assert day.chain.faults() == []
