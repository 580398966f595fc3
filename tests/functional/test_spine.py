"""One dossier and one certified paper through the whole centre, as the people who do it."""

import re

from hcc.core.calendar import LOCAL
from hcc.core.roles import Role
from office import sample_pdf


def test_a_dossier_goes_through_five_steps_and_is_tracked(office):
    citizen = office.as_()
    page = citizen.get("/thu-tuc", params={"q": "chung thuc ban sao"})
    assert "2.000815" in page.text
    assert "2.000" in citizen.get("/thu-tuc/2.000815").text

    greeter = office.as_(Role.GREETER)
    answer = greeter.fill("/ban-lam-viec/tiep-don", procedure="1.004873", name="Nguyễn Thị Mẫu", guidance="Mang thẻ")
    dossier = re.match(r".*?(/ho-so/[a-z2-7]{16}/)", answer.location)[1]

    form = greeter.get(f"{dossier}prepare").forms["form"]
    form["name"], form["citizen_number"], form["phone"] = "Nguyễn Thị Mẫu", "025 190 000 000", "0900 000 000"
    form["c0"], form["c2"], form["c3"] = "", "from_database", "compared_with_original"
    form.submit(status=303)
    refused = greeter.post(f"{dossier}submit", status=409)
    assert "Tờ khai" in refused.text
    greeter.upload(dossier, sample_pdf(2), component="0")
    greeter.post(f"{dossier}submit", status=303)

    receiver = office.as_(Role.RECEIVER)
    assert "Nguyễn Thị Mẫu" in receiver.get("/ban-lam-viec/tiep-nhan").text
    page = receiver.get(f"{dossier}receive")
    assert "27/11/2026" in page.text
    page.forms["form"].submit(status=303)
    with office.site() as site:
        found = site.dossiers.by_number("H44.99-261123-0001")
        secret = found.lookup_secret
        assert found.due.moment.astimezone(LOCAL).isoformat() == "2026-11-27T09:12:00+07:00"
    receipt = receiver.get(f"{dossier}receipt")
    assert receipt.content_type == "application/pdf"
    assert receipt.body.startswith(b"%PDF-")

    handler = office.as_(Role.HANDLER)
    handler.post(f"{dossier}process", status=303)
    handler.fill(f"{dossier}submit_for_approval", outcome="granted", text="Cấp giấy xác nhận.")
    approver = office.as_(Role.APPROVER)
    approver.post(f"{dossier}approve", status=303)

    tracked = citizen.fill("/tra-cuu", status=200, number="h44.99-261123-0001", secret=secret.lower())
    assert "27/11/2026" in tracked.text
    assert "Nguyễn" not in tracked.text

    returner = office.as_(Role.RETURNER)
    returner.fill(f"{dossier}return_result", to="Nguyễn Thị Mẫu", identified_by="Thẻ căn cước", fee="0")
    with office.site() as site:
        assert site.dossiers.by_number("H44.99-261123-0001").state == "returned"
        assert not site.dossiers.by_number("H44.99-261123-0001").chain.faults()


def test_papers_are_certified_in_ink(office):
    certifier = office.as_(Role.CERTIFIER)
    form = certifier.get("/chung-thuc/visit").forms["form"]
    form["name"] = "Nguyễn Thị Mẫu"
    form["title"] = "Bằng tốt nghiệp trung học phổ thông"
    form["pages"], form["copies"] = "4", "2"
    visit = form.submit(status=303).follow()
    assert "12.000" in visit.text
    printed = certifier.get(re.search(r'href="(/chung-thuc/luot/[^"]+/print)"', visit.text)[1])
    assert printed.body.startswith(b"%PDF-")
    with office.site() as site:
        entry = site.books["ban-sao"]["2026"]["1"]
        assert entry.state == "numbered"
        token = entry.token
    assert "chưa" in office.as_().get(f"/kiem-tra/{token}").text.lower()
    certifier.post("/chung-thuc/ban-sao/2026/1/confirm", status=303)
    page = office.as_().get(f"/kiem-tra/{token}")
    assert "Nguyễn" not in page.text
    with office.site() as site:
        assert site.books["ban-sao"]["2026"]["1"].state == "issued"


def test_an_electronic_copy_is_signed_and_checked(office):
    from webtest import Upload

    certifier, approver, citizen = office.as_(Role.CERTIFIER), office.as_(Role.APPROVER), office.as_()
    answer = certifier.post(
        "/chung-thuc/electronic", {"paper": Upload("bang.pdf", sample_pdf(2), "application/pdf")}, status=303
    )
    page = answer.follow()
    form = page.forms["form"]
    form["name"], form["title"] = "Nguyễn Thị Mẫu", "Bằng tốt nghiệp"
    entry = form.submit(status=303).location
    approver.post(f"{entry}sign", status=303)
    paper = certifier.get(f"{entry}paper").body
    token = citizen.token()
    verdict = citizen.browser.post("/kiem-tra", {"csrf_token": token, "paper": Upload("x.pdf", paper)})
    assert "Giấy thật" in verdict.text
    changed = paper[:3000] + bytes([paper[3000] ^ 1]) + paper[3001:]
    verdict = citizen.browser.post("/kiem-tra", {"csrf_token": citizen.token(), "paper": Upload("x.pdf", changed)})
    assert "đã bị sửa" in verdict.text


def test_an_administrator_changes_a_fee_and_the_public_page_follows(office):
    admin, citizen = office.as_(Role.CATALOGUE_ADMINISTRATOR), office.as_()
    form = admin.get("/thu-tuc/2.000884/edit").forms["form"]
    form.get("amount", 0).value = "12000"
    compared = form.submit(status=303).follow()
    assert "12.000" in compared.text
    assert "10.000" in citizen.get("/thu-tuc/2.000884").text
    admin.get("/thu-tuc/2.000884/publish").forms["form"].submit("publish", status=303)
    assert "12.000" in citizen.get("/thu-tuc/2.000884").text
    assert "10.000" in citizen.get("/thu-tuc/2.000884/phien-ban/1").text
