"""Certifying in ink and electronically, as the people who do it, and every way it is refused."""

import pytest
from webtest import Upload

from functional.refusing import everyone_at_work, nothing_changes, refused, typed
from hcc.accounts.operations.officials import add_official
from hcc.accounts.passwords import Passwords
from hcc.certifications.operations.confirm import confirm
from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.dossiers import workflow
from office import LOGINS, Office, sample_pdf
from populated import COPY, FREE_TEXT, PEOPLE, SIGNER, PopulatedOffice

OVERTAKEN = "Người khác vừa làm việc này nên bây giờ không làm được nữa."
VISIT = "/chung-thuc/visit"


@pytest.fixture(scope="module")
def office(shared_office):
    """A second approver and a second certifier sit beside the first."""
    with shared_office.changing() as site:
        for login, role in (("signer2", Role.APPROVER), ("stamp2", Role.CERTIFIER)):
            add_official(
                site.accounts,
                login=login,
                name="Người Thứ Hai",
                job_title="Cán bộ",
                roles={role},
                password_hash=Passwords(64).hash("an-mau-chay-thu"),
                act=Act("system", shared_office.now),
            )
    for login in ("signer2", "stamp2"):
        shared_office.as_(login)
    return everyone_at_work(shared_office)


@pytest.fixture(scope="module")
def made(office):
    return PopulatedOffice(office).ready()


def visit_form(person, path: str = VISIT, **fields: str):
    form = person.get(path).forms["form"]
    filled = {"name": "Nguyễn Thị Mẫu", "title": "Bằng tốt nghiệp", "pages": "2", "copies": "1", **fields}
    for name, value in filled.items():
        form.get(name, 0).value = value
    return form


def rows(count: int, **more: str) -> list[tuple[str, str]]:
    """A visit's fields with so many rows, in the order a browser sends them."""
    fields = [("dossier", ""), ("__start__", "requester:mapping"), ("name", "Nguyễn Thị Mẫu"), ("citizen_number", "")]
    fields += [("__end__", "requester:mapping"), ("__start__", "rows:sequence")]
    for number in range(count):
        row = {"title": f"Giấy {number}", "holder": "", "pages": "1", "copies": "1", **more}
        fields += [("__start__", "row:mapping"), *row.items(), ("__end__", "row:mapping")]
    return [*fields, ("__end__", "rows:sequence"), ("signer", SIGNER)]


def send(person, path: str, fields: list[tuple[str, str]], status: int):
    import secrets

    body = [("csrf_token", person.token()), ("key", secrets.token_hex(16)), *fields]
    return person.browser.post(path, body, status=status)


def numbers_taken(office) -> int:
    with office.site() as site:
        return site.books.counters.last("book", "ban-sao", "2026")


# The visit


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("pages", "0"),
        ("pages", "-3"),
        ("pages", "2001"),
        ("pages", "1,5"),
        ("pages", "1.5"),
        ("pages", "NaN"),
        ("pages", "1e400"),
        ("pages", ""),
        ("copies", "0"),
        ("copies", "1000000000"),
        ("copies", "9" * 5000),
        ("copies", "hai"),
        ("title", ""),
        ("title", "dài " * 60),
        ("name", ""),
        ("name", "dài " * 60),
    ],
)
def test_certifier_mistypes_one_field(office, field, wrong):
    form = visit_form(office.as_(Role.CERTIFIER), **{field: wrong, "holder": "Trần Văn Giữ"})
    with nothing_changes(office):
        page = refused(form.submit(status=422), status=422)
    kept = page.forms["form"]
    assert kept.get(field, 0).value.strip() == wrong.strip()
    assert kept.get("holder", 0).value == "Trần Văn Giữ"
    assert page.html.select_one(f'[name="{field}"]')["aria-invalid"] == "true"


def test_certifier_mistypes_the_citizen_number(office):
    form = visit_form(office.as_(Role.CERTIFIER), citizen_number="12345")
    with nothing_changes(office):
        page = refused(form.submit(status=409), "12 chữ số")
    assert typed(page)["citizen_number"] == "12345"
    assert page.html.select_one('[name="citizen_number"]')["aria-invalid"] == "true"


CARD = "025190000001||Nguyễn Thị Mẫu|01011990|Nữ|Xóm Mẫu, Xã An Mẫu, Phú Mẫu|02022022"


def test_a_scanned_card_fills_who_asks_and_takes_no_number(office):
    form = visit_form(office.as_(Role.CERTIFIER), name="", title="Giấy khai sinh", pages="3")
    form["scan"] = CARD
    with nothing_changes(office):
        page = form.submit(status=200)
    sent = page.forms["form"]
    assert (sent["name"].value, sent["citizen_number"].value) == ("Nguyễn Thị Mẫu", "025190000001")
    assert sent.get("title", 0).value == "Giấy khai sinh", "what was typed is kept"
    assert CARD not in page.text
    assert not page.html.select("[data-error-summary]")
    before = numbers_taken(office)
    sent.submit("certify", status=303)
    assert numbers_taken(office) == before + 1


def test_a_code_that_is_no_card_fills_nothing_and_says_so(office):
    form = visit_form(office.as_(Role.CERTIFIER), name="Trần Văn Giữ")
    form["scan"] = "không phải thẻ"
    page = form.submit("read", status=200)
    assert page.forms["form"]["name"].value == "Trần Văn Giữ"
    assert page.html.select_one("[data-card]").get("hidden") is None


def test_certifier_sends_a_visit_without_rows(office):
    with nothing_changes(office):
        send(office.as_(Role.CERTIFIER), VISIT, rows(0), 422)


@pytest.mark.parametrize("count", [13, 199, 201])
def test_certifier_sends_more_rows_than_a_visit_has(office, count):
    with nothing_changes(office):
        refused(send(office.as_(Role.CERTIFIER), VISIT, rows(count), 422), status=422)


def test_names_of_nothing_visible_are_no_names(office):
    with nothing_changes(office):
        refused(send(office.as_(Role.CERTIFIER), VISIT, rows(1, title="\u200b\u202e"), 409), "Dòng 1")


@pytest.mark.parametrize("signer", ["", "nobody", "tiepdon", "signer2", "'; DROP TABLE"])
def test_certifier_names_a_signer_who_may_not(office, signer):
    fields = [*rows(1)[:-1], ("signer", signer)]
    with nothing_changes(office):
        refused(send(office.as_(Role.CERTIFIER), VISIT, fields, 422), status=422)


def test_nobody_has_a_capacity_to_sign(filled, tmp_path):
    office = Office(tmp_path / "var", filled)
    try:
        certifier = office.as_(Role.CERTIFIER)
        with office.changing() as site:
            site.accounts[SIGNER].signing_capacity = ()
        page = certifier.get(VISIT)
        assert page.html.select_one('[name="signer"]') is not None
        with nothing_changes(office):
            refused(send(certifier, VISIT, rows(1), 422), status=422)
        with office.changing() as site:
            site.accounts[SIGNER].signing_capacity = ("CHỦ TỊCH",)
            site.accounts[SIGNER].disabled = True
        with nothing_changes(office):
            refused(send(certifier, VISIT, rows(1), 422), status=422)
    finally:
        office.close()


def test_certifier_clicks_twice_and_takes_one_number(office):
    form = visit_form(office.as_(Role.CERTIFIER))
    first = form.submit(status=303)
    before = numbers_taken(office)
    with nothing_changes(office):
        assert form.submit(status=303).location == first.location
    assert numbers_taken(office) == before


def test_certifier_works_while_the_clock_is_behind_the_book(office, made):
    assert made.numbered
    form = visit_form(office.as_(Role.CERTIFIER))
    office.later(days=-1)
    try:
        with nothing_changes(office):
            refused(form.submit(status=409), "Đồng hồ")
    finally:
        office.later(days=1)


def test_rows_are_added_and_taken_away_without_losing_any(office):
    """Without scripts the row buttons send the form; nothing is certified by that."""
    certifier = office.as_(Role.CERTIFIER)
    form = visit_form(certifier, title="Giấy thứ nhất", holder="Trần Văn Giữ")
    with nothing_changes(office):
        more = form.submit("__add__", status=200)
    assert [field.value for field in more.forms["form"].fields["title"]] == ["Giấy thứ nhất", ""]
    assert more.forms["form"].get("holder", 0).value == "Trần Văn Giữ"


# For a dossier


def test_certifier_certifies_for_a_dossier_somebody_else_handles(office, made):
    dossier = made.dossier(workflow.PROCESSING, of=COPY)
    token = dossier.split("/")[2]
    form = visit_form(office.as_(Role.CERTIFIER), f"{VISIT}?dossier={token}")
    with nothing_changes(office):
        page = refused(form.submit(status=409), "Bạn chưa nhận xử lý hồ sơ này")
    assert typed(page)["dossier"] == token
    assert page.html.select_one(f'a[href="{dossier}"]'), "the way back to the dossier is still there"


@pytest.mark.parametrize("token", ["aaaaaaaaaaaaaaaa", "x", "../../quan-tri", "\u0000"])
def test_a_dossier_that_is_not_there_takes_no_number(office, token):
    with nothing_changes(office):
        send(office.as_(Role.CERTIFIER), VISIT, [("dossier", token), *rows(1)[1:]], status=[409, 422])


def test_certifier_certifies_for_a_dossier_that_went_on(office, made):
    dossier = made.dossier(workflow.RECEIVED, of=COPY)
    certifier = office.as_(Role.CERTIFIER)
    certifier.post(f"{dossier}process", status=303)
    form = visit_form(certifier, f"{VISIT}?dossier={dossier.split('/')[2]}")
    certifier.fill(f"{dossier}submit_for_approval", outcome="granted", text="Đã cấp.")
    with nothing_changes(office):
        refused(form.submit(status=409))


def test_numbers_are_the_first_thing_a_dossier_for_copies_wants(office, made):
    dossier = made.dossier(workflow.RECEIVED, of=COPY)
    certifier = office.as_(Role.CERTIFIER)
    certifier.post(f"{dossier}process", status=303)
    assert primary(certifier.get(dossier)) == ["Chứng thực giấy tờ"]
    visit_form(certifier, f"{VISIT}?dossier={dossier.split('/')[2]}").submit(status=303)
    assert primary(certifier.get(dossier)) == ["Trình phê duyệt"]
    certifier.fill(f"{dossier}submit_for_approval", outcome="granted")
    office.as_(Role.APPROVER).post(f"{dossier}approve", status=303)
    handing = office.as_(Role.RETURNER).get(f"{dossier}return_result")
    assert handing.forms["form"]["fee"].value == "4000", "2 pages: nobody works the fee out a second time"
    unsigned = "còn 1 giấy chứng thực chưa ghi là đã ký, đóng dấu"
    assert unsigned in " ".join(handing.html.find("main").get_text(" ").split())
    with office.changing() as site:
        [entry] = [one for one in site.books.waiting.values() if one.dossier_token == dossier.split("/")[2]]
        confirm(site.books, entry=entry, act=Act(LOGINS[Role.CERTIFIER], office.now))
    assert unsigned not in office.as_(Role.RETURNER).get(f"{dossier}return_result").text
    usual = [one.get_text() for one in handing.html.select("datalist option")]
    assert "Thẻ căn cước" in [one.replace("\N{NO-BREAK SPACE}", " ") for one in usual]


def test_a_dossier_of_signatures_takes_its_number_from_their_own_book(office, made):
    dossier = made.dossier(workflow.RECEIVED, of=FREE_TEXT)
    token, certifier = dossier.split("/")[2], office.as_(Role.CERTIFIER)
    certifier.post(f"{dossier}process", status=303)
    page = certifier.get(dossier)
    assert primary(page) == ["Chứng thực giấy tờ"]
    form = visit_form(certifier, f"{VISIT}?dossier={token}")
    with nothing_changes(office):
        refused(form.submit(status=409), "không lấy số trong sổ chứng thực bản sao")
    form = certifier.get(page.html.select_one(".acts .primary")["href"]).forms["form"]
    assert (form["name"].value, form["number"].value) == (PEOPLE[made._made % len(PEOPLE)], "025190000000")
    form["title"], form["papers"] = "Giấy ủy quyền", "2"
    line = form.submit(status=303).follow()
    assert "SCT/CK,ĐC" in line.text
    line = line.click("Dòng trong sổ")
    assert "2 × 10.000" in line.text
    assert not line.html.select("a[href$=print]"), "the attestation of a copy does not fit"
    assert primary(certifier.get(dossier)) == ["Trình phê duyệt"]
    certifier.fill(f"{dossier}submit_for_approval", outcome="granted")
    office.as_(Role.APPROVER).post(f"{dossier}approve", status=303)
    handing = office.as_(Role.RETURNER).get(f"{dossier}return_result")
    assert handing.forms["form"]["fee"].value == "20000"
    assert "quyển số 01/2026 - SCT/CK,ĐC" in office.as_(Role.RETURNER).get(dossier).text


@pytest.mark.parametrize(
    ("field", "wrong", "status"),
    [
        ("name", "", 422),
        ("number", "", 422),
        ("number", "không nhớ", 409),
        ("title", "", 422),
        ("papers", "0", 422),
        ("papers", "một", 422),
        ("papers", "101", 422),
    ],
)
def test_what_is_mistyped_of_signatures_stays_as_it_was_typed(office, field, wrong, status):
    form = office.as_(Role.CERTIFIER).get("/chung-thuc/signature").forms["form"]
    filled = {"name": "Nguyễn Thị Mẫu", "number": "025190000001", "title": "Giấy ủy quyền", "papers": "1"}
    for name, value in {**filled, field: wrong}.items():
        form[name] = value
    with nothing_changes(office):
        page = refused(form.submit(status=status), status=status)
    kept = page.forms["form"]
    assert {name: kept[name].value for name in filled} == {**filled, field: wrong}


def test_people_who_sign_together_stand_on_one_line_and_in_the_printed_book(office):
    certifier = office.as_(Role.CERTIFIER)
    form = certifier.get("/chung-thuc/signature").forms["form"]
    form["name"], form["number"] = "Nguyễn Thị Mẫu", "025190000001"
    form = form.submit("__add__", status=200).forms["form"]
    for at, (name, number) in enumerate([("Nguyễn Thị Mẫu", "025190000001"), ("Lê Văn Thử", "B7654321")]):
        form.get("name", at).value, form.get("number", at).value = name, number
    form.get("kind", 1).value = "passport"
    form["title"], form["papers"], form["manner"] = "Đơn đề nghị", "1", "fingerprint"
    form.submit(status=303)
    page = certifier.get("/chung-thuc/chu-ky/2026/")
    assert "Nguyễn Thị Mẫu, số 025190000001; Lê Văn Thử, số B7654321" in page.text
    assert certifier.get("/chung-thuc/chu-ky/2026/print").body.startswith(b"%PDF-")


def primary(page) -> list[str]:
    """What the page offers first."""
    return [
        one.select_one("span").get_text().replace("\N{NO-BREAK SPACE}", " ")
        for one in page.html.select(".acts .primary")
    ]


# The line


@pytest.mark.parametrize("reason", ["", "   ", "\u200b\u202e"])
def test_a_number_is_not_struck_without_a_reason(office, made, reason):
    line, certifier = made.numbered, office.as_(Role.CERTIFIER)
    with nothing_changes(office):
        refused(certifier.post(f"{line}strike", {"reason": reason}, status=409), "lý do")
        refused(certifier.post(f"{line}strike", status=409), "lý do")
        refused(certifier.post(f"{line}strike", {"reason": Upload("a", b"b")}, status=409), "lý do")


def test_a_number_is_struck_once(office, made):
    line, certifier = made.ink_line(), office.as_(Role.CERTIFIER)
    certifier.post(f"{line}strike", {"reason": "Ghi nhầm"}, status=303)
    with nothing_changes(office):
        refused(certifier.post(f"{line}strike", {"reason": "Lần nữa"}, status=409), OVERTAKEN)
        refused(certifier.post(f"{line}confirm", status=409), OVERTAKEN)
    assert "Ghi nhầm" in certifier.get(line).text
    certifier.get(f"{line}print", status=404)


def test_an_issued_paper_is_neither_struck_nor_issued_again(office, made):
    for line in (made.issued, made.signed):
        with nothing_changes(office):
            refused(office.as_(Role.CERTIFIER).post(f"{line}strike", {"reason": "Nhầm"}, status=409), OVERTAKEN)
            refused(office.as_(Role.CERTIFIER).post(f"{line}confirm", status=409), OVERTAKEN)
            refused(office.as_(Role.APPROVER).post(f"{line}sign", status=409), OVERTAKEN)


def test_a_visit_is_marked_as_signed_once(office, made):
    visit, struck, certifier = made.visit(), made.struck_visit, office.as_(Role.CERTIFIER)
    certifier.post(f"{visit}confirm", status=303)
    with nothing_changes(office):
        refused(certifier.post(f"{visit}confirm", status=409), OVERTAKEN)
    with nothing_changes(office):
        refused(certifier.post(f"{struck}confirm", status=409), OVERTAKEN)
        refused(certifier.get(f"{struck}print", status=409))


def test_ink_and_electronic_are_not_mixed_up(office, made):
    assert made.numbered
    assert made.to_sign
    with nothing_changes(office):
        refused(office.as_(Role.APPROVER).post(f"{made.numbered}sign", status=409), "ký bằng mực")
        refused(office.as_(Role.CERTIFIER).post(f"{made.to_sign}confirm", status=409), "bản sao điện tử")
        office.as_(Role.CERTIFIER).get(f"{made.to_sign}print", status=404)
        office.as_(Role.CERTIFIER).get(f"{made.to_sign}paper", status=404)


def test_somebody_else_signs(office, made):
    line = made.to_sign
    with nothing_changes(office):
        refused(office.as_("signer2").post(f"{line}sign", status=409), "Trần Văn Mẫu")
        office.as_(Role.CERTIFIER).post(f"{line}sign", status=403)
        office.as_(Role.HANDLER).post(f"{line}sign", status=403)
        office.as_().post(f"{line}sign", status=403)
    assert not office.as_("signer2").get(line).html.select('form[action$="sign"]')


def test_signer_clicks_twice_and_signs_once(office, made):
    line, signer = made.electronic_line(), office.as_(Role.APPROVER)
    form = signer.get(line).html.select_one('form[action$="sign"]')
    body = {field["name"]: field["value"] for field in form.select("input")}
    first = signer.browser.post(f"{line}sign", body, status=303)
    with nothing_changes(office):
        assert signer.browser.post(f"{line}sign", body, status=303).location == first.location


def test_the_key_is_gone(filled, tmp_path):
    """Nothing breaks and nothing is lost: the number stays, and other pages do without the key."""
    passphrase = tmp_path / "passphrase"
    passphrase.write_text("x")
    office = Office(tmp_path / "var", filled, signing_key=tmp_path / "gone.p12", signing_passphrase_file=passphrase)
    try:
        made, signer = PopulatedOffice(everyone_at_work(office)), office.as_(Role.APPROVER)
        line, scan = made.electronic_line(), made.scan()
        with nothing_changes(office):
            signer.post(f"{line}sign", status=409)
        assert signer.get(line).html.select('form[action$="sign"]'), "she can sign as soon as the key is back"
        office.as_(Role.CERTIFIER).get(scan, status=200)
        office.as_(Role.ADMINISTRATOR).get("/quan-tri", status=200)
        answer = office.as_().post("/kiem-tra", {"paper": Upload("a.pdf", sample_pdf(), "application/pdf")}, status=503)
        assert answer.headers["Retry-After"]
        assert "Không khớp" not in answer.text
    finally:
        office.close()


def test_a_key_that_cannot_be_read(filled, tmp_path):
    key, passphrase = tmp_path / "key.p12", tmp_path / "passphrase"
    key.write_bytes(b"no key at all")
    passphrase.write_text("x")
    office = Office(tmp_path / "var", filled, signing_key=key, signing_passphrase_file=passphrase)
    try:
        made = PopulatedOffice(everyone_at_work(office))
        line = made.electronic_line()
        with nothing_changes(office):
            office.as_(Role.APPROVER).post(f"{line}sign", status=409)
    finally:
        office.close()


# Electronic copies


def test_a_scan_takes_one_number(office, made):
    scan, certifier = made.scan(), office.as_(Role.CERTIFIER)
    forms = [certifier.get(scan).forms["form"] for _ in range(2)]
    for form in forms:
        form["name"], form["title"] = "Nguyễn Thị Mẫu", "Bằng"
    first = forms[0].submit(status=303)
    before = numbers_taken(office)
    assert forms[1].submit(status=303).location == first.location, "a colleague is led to the number there is"
    assert numbers_taken(office) == before
    assert certifier.get(scan, status=303).location == first.location


@pytest.mark.parametrize(("field", "wrong"), [("name", ""), ("title", ""), ("title", "dài " * 60), ("signer", "x")])
def test_a_scan_is_numbered_with_half_a_form(office, made, field, wrong):
    scan, certifier = made.waiting_scan, office.as_(Role.CERTIFIER)
    form = certifier.get(scan).forms["form"]
    form["name"], form["title"], form["holder"] = "Nguyễn Thị Mẫu", "Bằng", "Trần Văn Giữ"
    form[field].force_value(wrong) if field == "signer" else form.set(field, wrong)
    with nothing_changes(office):
        page = refused(form.submit(status=422), status=422)
    assert typed(page)["holder"] == "Trần Văn Giữ"


@pytest.mark.parametrize("page", ["0", "-1", "3", "1000000000", "x", "%FF", "1%00", "", "9" * 400])
def test_pages_of_a_scan_that_are_not_there(office, made, page):
    office.as_(Role.CERTIFIER).get(f"{made.waiting_scan}page?n={page}", status=[400, 404])


@pytest.mark.parametrize("role", [Role.GREETER, Role.RECEIVER, Role.HANDLER, Role.RETURNER, Role.ADMINISTRATOR])
def test_papers_of_certification_are_for_certification_only(office, made, role):
    person = office.as_(role)
    for path in (made.waiting_scan, f"{made.waiting_scan}page?n=1", made.waiting_visit, f"{made.waiting_visit}print"):
        person.get(path, status=403)
    for path in (made.signed, f"{made.signed}paper", "/chung-thuc/tray", "/chung-thuc/ban-sao/2026", VISIT):
        person.get(path, status=403)


def test_a_thing_is_not_reached_through_another_folder(office, made):
    """A visit's token opens no scan, a scan's no visit, a book's number no line of another year."""
    certifier = office.as_(Role.CERTIFIER)
    visit, scan = made.waiting_visit.split("/")[3], made.waiting_scan.split("/")[3]
    for path in (f"luot/{scan}", f"ban-quet/{visit}", "ban-sao/2025/1", "ban-sao/2026/0", f"ban-sao/2026/1/{visit}"):
        certifier.get(f"/chung-thuc/{path}/", status=404)
    office.as_(Role.RECEIVER).get(f"/ho-so/{scan}/", status=404)
    office.as_(Role.RECEIVER).get(f"{made.draft}giay-to/1/giay-to/1", status=404)


# The public check


@pytest.mark.parametrize(
    ("paper", "status"),
    [
        (None, 422),
        ("", 422),
        ("x.pdf", 422),
        (b"", 200),
        (b"\0" * 4000, 200),
        (b"<html><script>alert(1)</script>", 200),
    ],
)
def test_a_citizen_checks_what_is_no_paper(office, paper, status):
    fields = {} if paper is None else {"paper": Upload("x<b>.pdf", paper) if isinstance(paper, bytes) else paper}
    with nothing_changes(office):
        answer = office.as_().post("/kiem-tra", fields, status=status)
    if status == 422:
        refused(answer, "Hãy chọn", status=422)
    assert "<script>alert" not in answer.text
    assert "Giấy thật" not in answer.text


def test_a_citizen_checks_too_often(office, made):
    citizen = office.as_()
    tries = office.registry["hcc.check_tries"]
    for _ in range(60):
        tries.failed("", "127.0.0.77")
    paper = {"paper": Upload("a.pdf", b"%PDF-")}
    there = {"REMOTE_ADDR": "127.0.0.77"}
    refused(citizen.post("/kiem-tra", paper, status=429, extra_environ=there), "5 phút", status=429)
    spoofed = {**there, "HTTP_X_FORWARDED_FOR": "10.0.0.1"}
    citizen.post("/kiem-tra", paper, status=429, extra_environ=spoofed)
    citizen.post("/kiem-tra", paper, status=200, extra_environ={"REMOTE_ADDR": "127.0.0.78"})


def test_slow_files_of_strangers_do_not_take_every_thread(office):
    busy = office.registry["hcc.checks_at_once"]
    assert busy.acquire(blocking=False)
    assert busy.acquire(blocking=False)
    paper = {"paper": Upload("a.pdf", b"%PDF-")}
    try:
        answer = office.as_().post("/kiem-tra", paper, status=503)
        assert answer.headers["Retry-After"]
        refused(answer, status=503)
    finally:
        busy.release()
        busy.release()
    office.as_().post("/kiem-tra", paper, status=200)


def test_a_struck_paper_is_shown_as_struck(office, made):
    page = office.as_().get(made.check_of(made.struck))
    assert "không có giá trị" in page.text
    for name in ("Nguyễn", "Trần Văn Ví Dụ", "Lê Thị Thử", "Ghi nhầm"):
        assert name not in page.html.find("main").get_text()
