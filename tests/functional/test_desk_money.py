"""Money at the certification desk: receipts that are really there, exemptions with reasons, the day's cash counted."""

import csv
import io
import secrets
import subprocess

import pytest

from functional.refusing import everyone_at_work, nothing_changes, refused
from hcc.certifications.cash import OfficialReceipt
from hcc.certifications.fees import copy_fee, grouped
from hcc.cli import main
from hcc.core.roles import Role
from office import LOGINS
from populated import PopulatedOffice

CASH = "/chung-thuc/thu-tien"


@pytest.fixture(scope="module")
def office(shared_office):
    return everyone_at_work(shared_office)


@pytest.fixture(scope="module")
def made(office):
    return PopulatedOffice(office)


def receipt(number: str) -> dict[str, str]:
    return {"form": "01BLP2-001", "series": "AA-26P", "number": number}


def pay(person, visit: str, status: int = 303, **fields: str):
    form = person.get(f"{visit}pay").forms["form"]
    for name, value in fields.items():
        form[name] = value
    return form.submit(status=status)


def fee_of(office, visit: str) -> int:
    with office.site() as site:
        return sum(entry.fee for entry in site.books.visits[visit.split("/")[3]].standing)


def table(person) -> list[dict[str, str]]:
    answer = person.get(f"{CASH}/list.csv")
    return list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"))))


def test_a_day_of_money_from_the_first_receipt_to_the_accountant(office, made):
    """Two visits paid, one exempt, one paid wrongly and again; the box counted short and explained."""
    certifier = office.as_(Role.CERTIFIER)
    first, second, exempt, wrong = (made.visit(rows=1) for _ in range(4))
    fee = fee_of(office, first)
    page = pay(certifier, first, **receipt("0000318"), photocopy="4.000").follow()
    assert f"{fee + 4_000:,} đồng".replace(",", ".") in page.text
    # Form and series are those of the last receipt; the number is never written by the program.
    form = certifier.get(f"{second}pay").forms["form"]
    assert [form[name].value for name in ("form", "series", "number")] == ["01BLP2-001", "AA-26P", ""]
    pay(certifier, second, number="0000319")
    pay(certifier, exempt, form="", series="", exempt="Người có công, Nghị quyết 12/2026/NQ-HĐND")
    pay(certifier, wrong, number="0000320")
    form = certifier.get(f"{wrong}pay").forms["form"]
    form["reason"] = "Ghi nhầm số biên lai"
    form.submit(status=303)
    pay(certifier, wrong, number="0000321")

    rows = table(office.as_(Role.AUDITOR))
    assert [(row["receipt"], row["fee"], row["photocopy"], row["undone"]) for row in rows] == [
        ("0000318", str(fee), "4000", "0"),
        ("0000319", str(fee), "0", "0"),
        ("", "0", "0", "0"),
        ("0000320", str(fee), "0", "1"),
        ("0000321", str(fee), "0", "0"),
    ]
    assert rows[2]["note"] == "Miễn phí: Người có công, Nghị quyết 12/2026/NQ-HĐND"
    assert rows[3]["note"] == "Đã hủy: Ghi nhầm số biên lai"

    total = 3 * fee + 4_000
    form = certifier.get(CASH).forms["form"]
    form["counted"] = str(total - 1_000)
    with nothing_changes(office):
        page = refused(form.submit(status=409), "Hãy ghi lý do chênh lệch")
    assert page.forms["form"]["counted"].value == str(total - 1_000)
    form = page.forms["form"]
    form["explanation"] = "Thiếu tiền lẻ trả lại"
    form.submit(status=303)
    page = office.as_(Role.DIRECTOR).get(CASH)
    assert "-1.000" in page.html.select_one("tbody .tag.warn").text
    assert "Thiếu tiền lẻ trả lại" in page.text
    assert "form" not in page.forms, "only who took money counts it"

    pdf = office.as_(Role.DIRECTOR).get(f"{CASH}/list.pdf").body
    said = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    words = " ".join(said.decode().split())
    for expected in ("BẢNG KÊ THU TIỀN CHỨNG THỰC NGÀY 23/11/2026", "0000321", "Thiếu tiền lẻ trả lại", "-1.000"):
        assert expected in words
    with office.site() as site:
        assert site.books.cash.chain.faults() == []
        assert [record.what for record in site.books.cash.chain].count("paid") == 5


def test_half_a_fee_is_taken_with_its_reason_and_slip_page_and_list_say_so(office, made):
    certifier, visit = office.as_(Role.CERTIFIER), made.visit(rows=1)
    fee = fee_of(office, visit)
    with nothing_changes(office):
        page = refused(pay(certifier, visit, 409, **receipt("0000790"), reduction="50%"), "Hãy ghi vì sao giảm")
    assert page.forms["form"]["reduction"].value == "50%"
    with nothing_changes(office):
        refused(pay(certifier, visit, 409, **receipt("0000790"), reduction="nửa", exempt="Hộ nghèo"), "Hãy ghi số giảm")
    pay(certifier, visit, **receipt("0000790"), reduction="50%", exempt="Hộ nghèo, Nghị quyết 12")
    half = f"{fee // 2:,} đồng".replace(",", ".")
    assert half in certifier.get(f"{visit}pay").text
    slip = certifier.get(f"{visit}fee_slip").body
    said = subprocess.run(["pdftotext", "-", "-"], input=slip, capture_output=True, check=True).stdout.decode()
    assert f"Giảm {half}: Hộ nghèo, Nghị quyết 12." in " ".join(said.split())
    [row] = [row for row in table(certifier) if row["receipt"] == "0000790"]
    assert (row["fee"], row["note"]) == (str(fee // 2), f"Giảm {half}: Hộ nghèo, Nghị quyết 12")


def test_counted_again_and_right_needs_no_explanation(office, made):
    certifier = office.as_(Role.CERTIFIER)
    pay(certifier, made.visit(rows=1), **receipt("0000400"))
    with office.site() as site:
        expected = site.books.cash.expected(office.now.date(), LOGINS[Role.CERTIFIER])
    form = certifier.get(CASH).forms["form"]
    form["counted"] = str(expected)
    form.submit(status=303)
    assert certifier.get(CASH).html.select_one("tbody .tag.ok").text.strip() == "0"


@pytest.mark.parametrize(
    "again",
    [
        {},
        {"number": "500"},
        {"series": "aa-26p"},
        {"form": "01blp2-001", "number": "00000500"},
        {"number": " 0000500 "},
    ],
    ids=["the same", "without noughts", "small letters", "more noughts", "spaces"],
)
def test_one_receipt_pays_once(office, made, again):
    certifier = office.as_(Role.CERTIFIER)
    with office.site() as site:
        used = site.books.cash.visit_of(OfficialReceipt(**receipt("0000500")))
    if used is None:
        pay(certifier, made.visit(), **receipt("0000500"))
    visit = made.visit()
    with nothing_changes(office):
        page = refused(pay(certifier, visit, 409, **{**receipt("0000500"), **again}), "đã dùng cho lần thu khác")
    assert page.forms["form"]["number"].value.strip().lstrip("0") == "500"


@pytest.mark.parametrize(
    "given",
    [{}, {"form": "01BLP2-001", "series": "AA-26P"}, {"form": "", "series": "AA-26P", "number": "7"}],
    ids=["nothing", "no number", "no form"],
)
def test_no_fee_is_taken_without_a_whole_receipt(office, made, given):
    form = {"form": "", "series": "", "number": "", **given}
    visit = made.waiting_visit
    with nothing_changes(office):
        refused(pay(office.as_(Role.CERTIFIER), visit, 409, **form), "đúng như in trên biên lai")


def test_a_paid_visit_is_not_paid_twice(office, made):
    certifier = office.as_(Role.CERTIFIER)
    visit = made.visit()
    form = certifier.get(f"{visit}pay").forms["form"]
    pay(certifier, visit, **receipt("0000600"))
    for name, value in receipt("0000601").items():
        form[name] = value
    form["key"] = secrets.token_hex(16)
    with nothing_changes(office):
        refused(form.submit(status=409), "Lượt này đã thu tiền")


def test_struck_numbers_cost_nothing(office, made):
    certifier = office.as_(Role.CERTIFIER)
    visit = made.visit(rows=2)
    with office.site() as site:
        struck, standing = site.books.visits[visit.split("/")[3]].entries
        path = f"/chung-thuc/ban-sao/{struck.book.year}/{struck.number}/strike"
        left = standing.fee
    certifier.post(path, {"reason": "Ghi nhầm"}, status=303)
    pay(certifier, visit, **receipt("0000700"))
    with office.site() as site:
        assert site.books.visits[visit.split("/")[3]].payment.fee == left


@pytest.mark.parametrize("typed", ["-1", "1,5", "10000001", "mười", "9" * 400])
def test_photocopies_cost_what_can_be(office, made, typed):
    visit = made.waiting_visit
    with nothing_changes(office):
        page = refused(pay(office.as_(Role.CERTIFIER), visit, 422, **receipt("1"), photocopy=typed), status=422)
    assert page.forms["form"]["photocopy"].value == typed


@pytest.mark.parametrize("day", ["", "31/02/2026", "x" * 300, "0001-01-01", "9999-12-31", "٢٣/١١/٢٠٢٦"])
def test_any_day_can_be_asked_for(office, day):
    for path in (CASH, f"{CASH}/list.csv", f"{CASH}/list.pdf"):
        office.as_(Role.DIRECTOR).get(path, params={"day": day}, status=200)


def test_a_spreadsheet_takes_nothing_for_a_formula(office, made):
    certifier = office.as_(Role.CERTIFIER)
    pay(certifier, made.visit(), **{**receipt('=HYPERLINK("http://x")'), "series": "+1", "form": "@a"})
    row = table(certifier)[-1]
    assert (row["form"], row["series"]) == ("'@a", "'+1")
    assert row["receipt"].startswith("'=")


def test_the_slip_explains_the_fee_as_the_command_does(office, made, capsys):
    certifier, visit = office.as_(Role.CERTIFIER), made.visit(rows=1)
    with office.site() as site:
        (entry,) = site.books.visits[visit.split("/")[3]].entries
        fee = copy_fee(entry.pages, entry.copies)
    assert main(["fee", "copy", "--pages", str(entry.pages), "--copies", str(entry.copies)]) == 0
    amount, *told = capsys.readouterr().out.splitlines()
    pay(certifier, visit, **receipt("0000800"), photocopy="3000")
    pdf = certifier.get(f"{visit}fee_slip").body
    said = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    words = " ".join(said.split())
    assert int(amount) == fee.total
    assert [line for line in told if line not in words] == []
    for expected in ("0000800", "Tiền chụp: 3.000 đồng", f"Đã thu: {grouped(fee.total + 3_000)} đồng"):
        assert expected in words
    # What stands beside the row while it is typed is the same again.
    live = certifier.get(f"/chung-thuc/fees?row={entry.pages}x{entry.copies}").json
    assert live["fees"][0]["lines"] == told
    assert live["fees"][0]["amount"] == grouped(int(amount))


@pytest.mark.parametrize("query", ["", "row=", "row=0x1", "row=1x0", "row=2001x1", "row=1x201", "row=-1x1", "row=ax1"])
def test_what_is_no_row_yet_has_no_fee(office, query):
    answer = office.as_(Role.CERTIFIER).get(f"/chung-thuc/fees?{query}").json
    assert [fee for fee in answer["fees"] if fee] == []
    assert answer["total"].replace("\N{NO-BREAK SPACE}", " ") == "0 đồng"


def test_at_most_as_many_rows_are_reckoned_as_a_visit_has(office):
    query = "&".join(["row=1x1"] * 500)
    assert len(office.as_(Role.CERTIFIER).get(f"/chung-thuc/fees?{query}").json["fees"]) == 12


def test_signatures_are_paid_for_too_and_stand_apart(office, made):
    certifier, line = office.as_(Role.CERTIFIER), made.signature_line()
    page = certifier.get(line)
    money_page = page.html.select_one(".acts a[data-key=b]")["href"]
    form = certifier.get(money_page).forms["form"]
    for name, value in receipt("0000900").items():
        form[name] = value
    paid = form.submit(status=303).follow()
    assert paid.request.path == line
    row = table(certifier)[-1]
    assert (row["receipt"], row["fee"]) == ("0000900", "10000")
    assert "SCT/CK,ĐC" in row["numbers"]
    cells = [cell.text for cell in certifier.get(CASH).html.select("thead th")]
    assert "Phí chữ ký, bản dịch, hợp đồng" in cells
    said = subprocess.run(
        ["pdftotext", "-", "-"], input=certifier.get(money_page.replace("/pay", "/fee_slip")).body, capture_output=True
    ).stdout.decode()
    assert "1 trường hợp × 10.000 = 10.000 đồng" in " ".join(said.split())


@pytest.mark.parametrize("name", ["x", "chu-ky.2026", "chu-ky.2026.99999", "chu-ky.x.1", "..", "may-in..", "luot.a.b"])
def test_what_is_no_line_has_no_money(office, name):
    office.as_(Role.CERTIFIER).get(f"{CASH}/{name}/pay", status=404)


def test_copies_of_a_visit_are_paid_for_with_the_visit(office, made):
    line = made.ink_line()
    assert not office.as_(Role.CERTIFIER).get(line).html.select(".acts a[data-key=b]")
    name = ".".join(line.strip("/").split("/")[1:])
    office.as_(Role.CERTIFIER).get(f"{CASH}/{name}/pay", status=404)
