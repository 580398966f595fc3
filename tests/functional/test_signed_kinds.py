"""Translators' signatures and contracts at the desk: a fee that is set, the number, the attestation, book and money."""

import subprocess

import pytest

from functional.refusing import everyone_at_work, nothing_changes, refused
from hcc.core.roles import Role
from office import Office
from populated import PopulatedOffice

FEES = "/chung-thuc/bieu-phi"
SIGNERS = {"name": "Nguyễn Thị Mẫu", "number": "025190000001"}
TRANSLATION = {
    **SIGNERS,
    "title": "Giấy khai sinh",
    "translated_from": "tiếng Anh",
    "translated_to": "Việt",
    "papers": "2",
    "pages": "3",
    "sheets": "2",
}
CONTRACT = {
    **SIGNERS,
    "side": "Bên A",
    "title": "Hợp đồng tặng cho quyền sử dụng đất",
    "transaction": "transaction",
    "originals": "3",
    "pages": "5",
    "sheets": "3",
}


@pytest.fixture(scope="module")
def office(shared_office):
    return everyone_at_work(shared_office)


@pytest.fixture
def fresh_office(filled, tmp_path):
    """An office in which nobody has set a fee."""
    office = everyone_at_work(Office(tmp_path / "var", filled))
    yield office
    office.close()


def set_fee(office, status: int = 303, **typed: str):
    known = {"kind": "transaction", "amount": "70000", "basis": "Nghị quyết mẫu số 01/2026/NQ-HĐND"}
    return office.as_(Role.ADMINISTRATOR).fill(FEES, status=status, **{**known, **typed})


def form_of(office, kind: str, **fields: str):
    form = office.as_(Role.CERTIFIER).get(f"/chung-thuc/{kind}").forms["form"]
    for name, value in {**(TRANSLATION if kind == "translation" else CONTRACT), **fields}.items():
        form[name] = value
    return form


def text_of(pdf: bytes, *options: str) -> str:
    shown = subprocess.run(
        ["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    return " ".join(shown.split())


def main_of(page) -> str:
    return " ".join(page.html.find("main").get_text(" ").split())


def test_a_contract_waits_for_its_fee_which_an_administrator_sets(fresh_office):
    office = fresh_office
    desk = office.as_(Role.CERTIFIER)
    assert "quản trị viên cần đặt mức phí" in main_of(desk.get("/chung-thuc"))
    assert "Chưa đặt" in main_of(desk.get("/chung-thuc/contract"))
    form = form_of(office, "contract")
    with nothing_changes(office):
        page = refused(form.submit(status=409), "Chưa có mức phí")
    kept = page.forms["form"]
    assert [kept[name].value for name in ("title", "side", "originals")] == [CONTRACT["title"], "Bên A", "3"]
    # What our papers say needs nobody to set it.
    assert "50.000" in form_of(office, "contract", transaction="will", title="Di chúc").submit(status=303).follow().text
    set_fee(office)
    assert "70.000" in main_of(desk.get("/chung-thuc/contract"))
    page = form_of(office, "contract").submit(status=303).follow()
    assert "70.000" in page.text
    for kind in ("division", "amendment"):
        set_fee(office, kind=kind)
    assert "quản trị viên cần đặt mức phí" not in main_of(desk.get("/chung-thuc"))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [({"amount": "-1"}, ""), ({"amount": "99999999"}, ""), ({"basis": ""}, "Hãy ghi văn bản"), ({"amount": "ba"}, "")],
)
def test_a_fee_that_cannot_be_set_keeps_what_was_typed(office, typed, sentence):
    office.as_(Role.ADMINISTRATOR).get(FEES)
    with nothing_changes(office):
        page = set_fee(office, status="*", **typed)
    assert page.status_int in (409, 422)
    assert sentence in main_of(page)
    name, value = next(iter(typed.items()))
    assert page.forms["form"][name].value == value


def test_only_administrators_set_fees(office):
    page = office.as_(Role.CERTIFIER).get(FEES)
    assert "form" not in page.forms
    office.as_(Role.CERTIFIER).post(FEES, {"kind": "transaction", "amount": "1", "basis": "x"}, status=403)
    office.as_(Role.RECEIVER).get(FEES, status=403)


@pytest.mark.parametrize(
    ("kind", "fields", "sentence"),
    [
        ("translation", {"translated_from": "tiếng"}, "tiếng nào sang tiếng nào"),
        ("translation", {"sheets": "4"}, "số tờ không nhiều hơn số trang"),
        ("contract", {"read_aloud": "true", "witness": "Lê Thị Chứng", "witness_number": "025190000003"}, "hai người"),
        ("contract", {"manner": "neither"}, "hai người làm chứng"),
        ("contract", {"number": "12"}, "12 chữ số"),
        ("contract", {"place": "Xóm Mẫu"}, "ngoài trụ sở"),
    ],
)
def test_what_is_missing_is_asked_for_and_what_was_typed_stays(office, kind, fields, sentence):
    set_fee(office)
    form = form_of(office, kind, **fields)
    with nothing_changes(office):
        page = refused(form.submit(status=409))
    assert sentence.lower() in main_of(page).lower().replace("\xa0", " ")
    kept = page.forms["form"]
    for name, value in fields.items():
        assert kept[name].value == value


def test_a_translation_is_attested_with_the_translators_word_and_stands_in_its_book(office):
    page = form_of(office, "translation").submit(status=303).follow()
    assert "2 × 10.000" in page.text
    assert "từ tiếng Anh sang tiếng Việt" in page.text
    said = text_of(page.forms["attestation"].submit(status=200).body)
    for words in (
        "Tôi Nguyễn Thị Mẫu, thẻ căn cước số 025190000001, cam đoan đã dịch chính xác",
        "từ tiếng Anh sang tiếng Việt.",
        "NGƯỜI DỊCH",
        "là người đã ký vào từng trang của bản dịch này trước mặt ông/bà",
        "được lập thành 2 bản gốc (mỗi bản gốc gồm 2 tờ, 3 trang), lưu 01 (một) bản gốc tại",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
        "KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
        "SCT/CKND",
    ):
        assert said.count(words) == 2, words
    book = text_of(office.as_(Role.CERTIFIER).get("/chung-thuc/nguoi-dich/2026/print").body, "-layout")
    assert "(9)" in book
    assert "20.000" in book
    assert "từ tiếng" in book


def test_a_contract_names_its_sides_and_stands_in_tray_book_money_and_statistics(office):
    set_fee(office)
    certifier = office.as_(Role.CERTIFIER)
    page = form_of(office, "contract").submit(status=303).follow()
    path = page.request.path.removesuffix("attest")
    said = text_of(page.forms["attestation"].submit(status=200).body)
    for words in (
        "Hợp đồng tặng cho quyền sử dụng đất",
        "Bên A: Ông/bà Nguyễn Thị Mẫu, thẻ căn cước số 025190000001",
        "minh mẫn, nhận thức và làm chủ được hành vi của mình; tự nguyện thỏa thuận giao kết",
        "được lập thành 3 bản gốc (mỗi bản gốc gồm 3 tờ, 5 trang), lưu 01 (một) bản gốc tại",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
        "KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
        "SCT/HĐ,GD",
    ):
        assert said.count(words) >= 3, words
    tray = office.as_(Role.APPROVER).get("/chung-thuc/tray").text
    assert "Hợp đồng tặng cho quyền sử dụng đất" in tray
    listed = office.as_(Role.APPROVER).get("/chung-thuc/list").html
    [row] = [row for row in listed.select("tbody tr") if "SCT/HĐ,GD" in row.text and CONTRACT["title"] in row.text]
    assert row.select_one(".num").text == "3", "every original is signed"
    line = certifier.get(path)
    assert "70.000" in line.text
    assert "Bên A Nguyễn Thị Mẫu" in main_of(line).replace("Bên A:", "Bên A")
    assert line.html.select_one(f'a[href="{path}attest"]')
    # The fee stands as it was when the fee of the kind is changed.
    set_fee(office, amount="90000")
    assert "70.000" in certifier.get(path).text
    slip = text_of(certifier.get(f"/chung-thuc/thu-tien/{'.'.join(path.strip('/').split('/')[1:])}/fee_slip").body)
    assert "Một hợp đồng, giao dịch: 70.000" in slip
    assert "Căn cứ: Nghị quyết mẫu số 01/2026/NQ-HĐND." in slip
    figures = office.as_(Role.DIRECTOR).get("/chung-thuc/statistics.csv").text
    assert any("SCT/HĐ,GD" in row and "70000" in row for row in figures.splitlines())
    with office.site() as site:
        entry = site.books["hop-dong"]["2026"].latest(1)[0]
        assert site.books["hop-dong"]["2026"].tally().papers >= 1
        assert (entry.papers, entry.copies, entry.circumstances.paper.originals) == (1, 0, 3)


def test_a_will_has_words_of_its_own(office):
    form = form_of(office, "contract", transaction="will", title="Di chúc", side="", manner="fingerprint")
    page = form.submit(status=303).follow()
    said = text_of(page.forms["attestation"].submit(status=200).body)
    assert "tự nguyện lập di chúc và đã điểm chỉ vào từng trang của di chúc này trước mặt" in said
    assert "thỏa thuận" not in said


@pytest.mark.parametrize(
    ("procedure", "kind", "transaction", "book"),
    [("2.001019", "contract", "will", "SCT/HĐ,GD"), ("2.000992", "translation", "", "SCT/CKND")],
)
def test_a_dossier_leads_to_its_form_and_takes_its_number_there(office, procedure, kind, transaction, book):
    certifier, dossier = office.as_(Role.CERTIFIER), PopulatedOffice(office).dossier("received", of=procedure)
    certifier.post(f"{dossier}process", status=303)
    form = certifier.get(certifier.get(dossier).html.select_one(".acts .primary")["href"]).forms["form"]
    assert form["number"].value == "025190000000"
    if transaction:
        assert form["transaction"].value == transaction
    typed = TRANSLATION if kind == "translation" else {**CONTRACT, "transaction": transaction}
    for name in [name for name in typed if name not in ("name", "number")]:
        form[name] = typed[name]
    assert book in form.submit(status=303).follow().text
    token, other = dossier.split("/")[2], "translation" if kind == "contract" else "signature"
    with office.site() as site:
        told = site.dossiers.get_by_token(token).chain.last
        assert (told.what, told.facts["numbers"][0].endswith(f"01/2026 - {book}")) == ("certify", True)
    # In another book it has no business.
    form = certifier.get(f"/chung-thuc/{other}?dossier={token}").forms["form"]
    for name, value in ({**TRANSLATION} if other == "translation" else {**SIGNERS, "title": "Giấy"}).items():
        form[name] = value
    with nothing_changes(office):
        refused(form.submit(status=409), "Hồ sơ này không yêu cầu")


def test_a_contract_form_for_a_dossier_of_no_contract_opens_all_the_same(office):
    certifier, dossier = office.as_(Role.CERTIFIER), PopulatedOffice(office).dossier("received", of="2.000815")
    certifier.get(f"/chung-thuc/contract?dossier={dossier.split('/')[2]}", status=200)


def test_late_entries_of_every_book_ask_what_the_desk_asks(office):
    certifier = office.as_(Role.CERTIFIER)
    for kind, typed in (("nguoi-dich", TRANSLATION), ("hop-dong", {**CONTRACT, "fee": "60000"})):
        certifier.post(f"/chung-thuc/{kind}/reserve", {"count": "1"}, status=303)
        with office.site() as site:
            number = site.books[kind]["2026"].last_number
        office.later(minutes=5)
        written = {"day": f"{office.now:%d/%m/%Y}", "hour": f"{office.now:%H:%M}", **typed}
        form = certifier.get(f"/chung-thuc/{kind}/2026/{number}/enter").forms["form"]
        for name, value in written.items():
            form.get(name, 0).value = value  # the second hour is that of signing outside
        form.submit(status=303)
        with office.site() as site:
            paper = site.books[kind]["2026"][str(number)].circumstances.paper
            assert (paper.languages != "") == (kind == "nguoi-dich")
            assert (paper.transaction != "") == (kind == "hop-dong")
