"""The outage pad at the desk: reserved, printed, counted, entered afterwards, struck, and said at the day's close."""

import subprocess
from datetime import timedelta

import pytest

from hcc.certifications.resources import COPIES
from hcc.core.roles import Role
from hcc.site.verification import verify_site
from office import LOGINS
from populated import PopulatedOffice

BOOK = "/chung-thuc/ban-sao/2026/"


@pytest.fixture
def certifier(office):
    return office.as_(Role.CERTIFIER)


def reserve(certifier, count: str = "3", status: int = 303):
    return certifier.post("/chung-thuc/ban-sao/reserve", {"count": count}, status=status)


def later(office, certifier, **delta: float) -> None:
    """Time passes, and she signs in again."""
    office.later(**delta)
    certifier.sign_in(LOGINS[Role.CERTIFIER])


def lines(office) -> list[tuple[int, str]]:
    with office.site() as site:
        return [(entry.number, entry.state) for entry in site.books[COPIES]["2026"]]


def enter(certifier, number: int, status: int = 303, **fields: str):
    written = {"day": "23/11/2026", "hour": "14h05", "name": "Nguyễn Thị Mẫu", "title": "Giấy khai sinh"}
    return certifier.fill(f"{BOOK}{number}/enter", status=status, **{**written, "pages": "2", "copies": "3", **fields})


def test_what_was_reserved_is_counted_at_the_desk_until_it_is_entered_or_struck(office, certifier):
    assert "số dự phòng" not in certifier.get("/chung-thuc").text
    reserve(certifier)
    desk = certifier.get("/chung-thuc")
    [counter] = [one for one in desk.html.select(".counters a") if "số dự phòng" in one.text]
    assert (counter.b.text, counter["href"]) == ("3", f"{BOOK}pad")
    later(office, certifier, days=2)
    enter(certifier, 1)
    assert "Nhập bổ sung" in certifier.get(f"{BOOK}1/").text
    assert "nhập bổ sung" in certifier.get(BOOK).text
    certifier.post(f"{BOOK}strike_unused", {"first": "1", "last": "3", "reason": "Không dùng"}, status=303)
    assert lines(office) == [(1, "issued"), (2, "struck"), (3, "struck")]
    assert "số dự phòng" not in certifier.get("/chung-thuc").text
    page = certifier.get(f"{BOOK}1/").text
    assert "14 giờ 05" in page or "14:05" in page
    assert "01-01" in page
    with office.site() as site:
        given = site.books[COPIES]["2026"]["1"].given
        assert (given.paper, given.official, given.entered_by) == ("01-01", "chungthuc", "chungthuc")
        faults = [
            fault for check in verify_site(site, office.registry["hcc.settings"]) for fault in check.faults
            if "book" in fault
        ]  # fmt: skip
        assert faults == []


def test_the_pad_is_the_same_bytes_again_and_only_for_who_keeps_the_book(office, certifier):
    reserve(certifier, "2")
    first = certifier.get(f"{BOOK}pad.pdf?pad=1")
    later(office, certifier, days=1)
    reserve(certifier, "1")
    assert first.body.startswith(b"%PDF")
    assert certifier.get(f"{BOOK}pad.pdf?pad=1").body == first.body
    assert certifier.get(f"{BOOK}pad.pdf?pad=2").body != first.body
    for asked in ("9", "x", "0"):
        certifier.get(f"{BOOK}pad.pdf?pad={asked}", status=404)
    for role in (Role.APPROVER, Role.RECEIVER):
        for path in ("pad", "pad.pdf", "1/enter"):
            assert office.as_(role).get(f"{BOOK}{path}", status="*").status_int in (403, 404), (role, path)
    # Who signs sees what is outstanding, and is led to the book.
    assert "số dự phòng" in office.as_(Role.APPROVER).get("/chung-thuc").text


@pytest.mark.parametrize("count", ["", "0", "101", "ba", "-1", "9" * 12])
def test_a_pad_of_no_size_is_refused_with_what_was_typed(certifier, count):
    page = reserve(certifier, count, status=409)
    assert page.html.select_one("#reserve-count")["value"] == count
    assert page.html.select_one("#reserve-count-error")


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("day", "22/11/2026"),
        ("day", "24/12/2026"),
        ("day", "23/11/2025"),
        ("day", "hôm qua"),
        ("hour", "25:00"),
        ("hour", "9"),
        ("hour", "\x00"),
        ("paper", ""),
        ("paper", "x" * 31),
        ("name", ""),
        ("citizen_number", "123"),
        ("title", ""),
        ("pages", "0"),
        ("pages", "9999999999999"),
        ("copies", "ba"),
    ],
)
def test_one_thing_is_wrong_and_nothing_else_is_lost(office, certifier, field, wrong):
    reserve(certifier)
    later(office, certifier, days=2)
    page = enter(certifier, 2, status="*", **{"holder": "Trần Văn Giữ", field: wrong})
    assert page.status_int in (409, 422)
    assert page.forms["form"]["holder"].value == "Trần Văn Giữ"
    assert page.html.select_one("[data-error-summary]")
    assert lines(office)[1] == (2, "reserved")


def test_a_line_that_somebody_else_entered_meanwhile_is_told(office, certifier):
    reserve(certifier)
    later(office, certifier, days=1)
    form = certifier.get(f"{BOOK}1/enter").forms["form"]
    enter(certifier, 1)
    form["day"], form["hour"], form["name"], form["title"] = "23/11/2026", "14:05", "Ai", "Giấy"
    form["pages"] = form["copies"] = "1"
    assert form.submit(status="*").status_int == 409
    with office.site() as site:
        assert site.books[COPIES]["2026"]["1"].requester.name == "Nguyễn Thị Mẫu"


def test_the_day_is_closed_with_a_word_on_what_is_outstanding(office, certifier):
    reserve(certifier)
    later(office, certifier, hours=8)
    assert "1-3" in certifier.get(f"{BOOK}keep").text
    fields = {"day": "23/11/2026", "reason": "", "outstanding": " "}
    refused = certifier.post(f"{BOOK}close_day", fields, status=409)
    assert refused.html.select_one("#close_day-outstanding-error")
    certifier.post(f"{BOOK}close_day", {**fields, "outstanding": "Để dành hôm sau"}, status=303)
    assert "Để dành hôm sau" in certifier.get(f"{BOOK}keep").text


def entered_signature(certifier, kind: str, number: int, **typed: str):
    """Send the form of a late entry in a book of signed papers."""
    form = certifier.get(f"/chung-thuc/{kind}/2026/{number}/enter").forms["form"]
    written = {"day": "23/11/2026", "hour": "14h05", "name": "Nguyễn Thị Mẫu", "number": "025190000001"}
    outside = typed.pop("outside_hour", "")
    for name, value in {**written, "title": "Giấy ủy quyền", **typed}.items():
        form.get(name, 0).value = value
    form.get("hour", 1).value = outside
    return form.submit(status="*")


def test_a_late_signature_carries_witness_interpreter_and_place_into_the_book(office, certifier):
    certifier.post("/chung-thuc/chu-ky/reserve", {"count": "1"}, status=303)
    later(office, certifier, days=2)
    helped = {"read_aloud": "true", "interpreter": "Giàng A Mẫu", "interpreter_number": "025190000004"}
    helped |= {"language": "tiếng Mông", "place": "Xóm Mẫu", "reason": "Già yếu", "outside_hour": "13h30"}
    page = entered_signature(certifier, "chu-ky", 1, **helped)
    assert page.status_int == 409
    assert "người làm chứng" in page.html.select_one("[data-error-summary]").text
    kept = page.forms["form"]
    assert [kept[name].value for name in ("interpreter", "place", "language")] == [
        "Giàng A Mẫu",
        "Xóm Mẫu",
        "tiếng Mông",
    ]
    witness = {"witness": "Lê Thị Chứng", "witness_number": "025190000003"}
    assert entered_signature(certifier, "chu-ky", 1, **helped, **witness).status_int == 303
    pdf = certifier.get("/chung-thuc/chu-ky/2026/print").body
    said = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    words = "".join(said.split())
    for expected in ("Người làm chứng: Lê Thị Chứng", "Người phiên dịch: Giàng A Mẫu", "Ngoài trụ sở: 13:30, Xóm Mẫu"):
        assert "".join(expected.split()) in words
    with office.site() as site:
        how = site.books["chu-ky"]["2026"]["1"].circumstances
        assert (how.receiver, how.read_aloud) == (site.accounts["chungthuc"].name, True)


@pytest.mark.parametrize(
    ("kind", "blanks"),
    [
        ("ban-sao", ("Số trang:", "Số bản:")),
        ("chu-ky", ("Ký hay điểm chỉ:", "Người làm chứng, phiên dịch", "Ngoài trụ sở")),
        ("nguoi-dich", ("Dịch từ tiếng:", "sang tiếng:", "Số tờ:", "Ngoài trụ sở")),
        ("hop-dong", ("Các bên khác", "Số bản gốc:", "Số trang:", "Người làm chứng, phiên dịch", "Ngoài trụ sở")),
    ],
)
def test_a_sheet_of_the_pad_has_room_for_all_that_is_asked_afterwards(certifier, kind, blanks):
    certifier.post(f"/chung-thuc/{kind}/reserve", {"count": "2"}, status=303)
    pdf = certifier.get(f"/chung-thuc/{kind}/2026/pad.pdf").body
    said = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    assert len(said.strip("\f\n").split("\f")) == 3, "how it is used, and a page a sheet"
    assert [one for one in blanks if said.count(one) != 2] == []


def test_a_line_known_on_paper_only_is_filled_in_by_the_same_page(office, certifier):
    book = PopulatedOffice(office).kept_book()
    office.later(minutes=20)
    assert "Nhập bổ sung" in certifier.get(f"{book}pad").text
    when = office.now - timedelta(hours=3)
    form = certifier.get(f"{book}1/enter").forms["form"]
    written = {"day": f"{when:%d/%m/%Y}", "hour": f"{when:%H:%M}", "paper": "Sổ giấy, dòng 1", "fee": "50.000"}
    people = {"name": "Nguyễn Thị Mẫu", "number": "025190000000", "side": "Bên A"}
    contract = {"title": "Hợp đồng tặng cho", "originals": "2", "pages": "3", "sheets": "2"}
    for name, value in {**written, **people, **contract}.items():
        form.get(name, 0).value = value
    form.submit(status=303)
    page = certifier.get(f"{book}1/").text
    assert "Sổ giấy, dòng 1" in page
    assert "50.000" in page


def test_money_of_a_late_entry_is_taken_with_its_receipt(office, certifier):
    reserve(certifier)
    certifier.get("/chung-thuc/thu-tien/ban-sao.2026.1/pay", status=404)
    later(office, certifier, days=1)
    enter(certifier, 1)
    assert "Thu tiền" in certifier.get(f"{BOOK}1/").text
    certifier.get("/chung-thuc/thu-tien/ban-sao.2026.1/pay", status=200)
