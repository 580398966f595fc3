"""Where the attestation stands on an electronic copy: chosen, seen on the pages, and so it is signed."""

import re
from io import BytesIO

import pikepdf
import pytest
from PIL import Image, ImageChops

from hcc.core.roles import Role
from office import Office
from populated import PopulatedOffice


@pytest.fixture(scope="module")
def office(filled, tmp_path_factory):
    office = Office(tmp_path_factory.mktemp("stamp") / "var", filled)
    office.as_(Role.CERTIFIER)
    yield office
    office.close()


@pytest.fixture(scope="module")
def made(office):
    return PopulatedOffice(office)


def form_of(office, scan: str):
    form = office.as_(Role.CERTIFIER).get(scan).forms["form"]
    form["name"], form["title"], form["holder"] = "Nguyễn Thị Mẫu", "Bằng tốt nghiệp", "Trần Văn Giữ"
    return form


def pictures(page) -> list[str]:
    return [one["src"] for one in page.html.select("figure.page img")]


def changed(plain: bytes, stamped: bytes) -> tuple[str, float]:
    """The corner of the page that the difference of two pictures lies in, and its share of the page."""
    one, other = (Image.open(BytesIO(png)).convert("L") for png in (plain, stamped))
    left, top, right, bottom = ImageChops.difference(one, other).getbbox()
    wide, high = one.size
    corner = f"{'top' if top + bottom < high else 'bottom'}-{'left' if left + right < wide else 'right'}"
    return corner, (right - left) * (bottom - top) / (wide * high)


def test_the_stamp_is_seen_before_any_number_on_the_last_page(office, made):
    scan, person = made.scan(), office.as_(Role.CERTIFIER)
    first, last = (person.get(src) for src in pictures(person.get(scan)))
    plain = [person.get(f"{scan}page?n={n}").body for n in (1, 2)]
    assert first.body == plain[0]
    assert last.body != plain[1]
    assert first.headers["ETag"] != last.headers["ETag"]


@pytest.mark.parametrize("corner", ["bottom-left", "bottom-right", "top-left", "top-right"])
def test_each_corner_is_where_people_see_it(office, made, corner):
    person, scan = office.as_(Role.CERTIFIER), made.scan()
    plain = person.get(f"{scan}page?n=1").body
    stamped = person.get(f"{scan}page?n=1&pages=first&corner={corner}").body
    where, share = changed(plain, stamped)
    assert where == corner
    assert share < 0.15, "the block alone is new"


def test_looking_at_the_stamp_takes_no_number_and_keeps_what_was_typed(office, made):
    scan = made.scan()
    form = form_of(office, scan)
    form["pages"], form["corner"] = "all", "top-left"
    page = form.submit("show", status=200)
    assert page.forms["form"]["holder"].value == "Trần Văn Giữ"
    assert page.forms["form"]["corner"].value == "top-left"
    assert all("pages=all&corner=top-left" in src for src in pictures(page))
    assert not page.html.select("[data-error-summary]")
    with office.site() as site:
        assert site.books.scans[scan.split("/")[3]].entry is None


@pytest.mark.parametrize(
    ("pages", "corner", "marked"),
    [("last", "bottom-right", [2]), ("first", "top-left", [1]), ("all", "bottom-left", [1, 2])],
)
def test_it_is_signed_where_it_was_shown(office, made, pages, corner, marked):
    form = form_of(office, made.scan())
    form["pages"], form["corner"] = pages, corner
    line = form.submit("number", status=303).location.removeprefix("http://localhost")
    signer = office.as_(Role.APPROVER)
    signer.post(f"{line}sign", status=303)
    with pikepdf.open(BytesIO(signer.get(f"{line}paper").body)) as pdf:
        stamped = [
            n
            for n, page in enumerate(pdf.pages, 1)
            if "/HccStamp" in str(list(page.Resources.get("/XObject", {}).keys()))
        ]
    assert stamped == marked


@pytest.mark.parametrize(("field", "wrong"), [("pages", "odd"), ("corner", "middle"), ("corner", "")])
def test_a_place_there_is_not_takes_no_number(office, made, field, wrong):
    scan = made.scan()
    form = form_of(office, scan)
    form[field].force_value(wrong or None)
    if wrong:
        page = form.submit("number", status=422)
        assert page.html.select("[data-error-summary] li")
        assert page.forms["form"]["holder"].value == "Trần Văn Giữ"
        with office.site() as site:
            assert site.books.scans[scan.split("/")[3]].entry is None
    else:
        form.submit("number", status=303)


@pytest.mark.parametrize("query", ["pages=odd&corner=x", "pages=first&corner=%FF", "corner=" + "9" * 400])
def test_an_address_that_names_no_place(office, made, query):
    answer = office.as_(Role.CERTIFIER).get(f"{made.waiting_scan}page?n=1&{query}", status=[200, 400])
    assert answer.status_int == 400 or answer.content_type == "image/png"


def test_a_long_scan_shows_its_last_page_too(office, made):
    token = made.scan().split("/")[3]
    with office.changing() as site:
        site.books.scans[token].pages = 45
    shown = [
        re.search(r"n=(\d+)", src)[1]
        for src in pictures(office.as_(Role.CERTIFIER).get(f"/chung-thuc/ban-quet/{token}/"))
    ]
    assert shown == [*map(str, range(1, 21)), "45"]


@pytest.mark.parametrize("query", ["", "&pages=first&corner=top-left"])
def test_a_page_that_cannot_be_drawn_is_no_failure_of_the_office(office, made, query):
    scan = made.scan()
    with office.changing() as site, site.books.scans[scan.split("/")[3]].clean.open("w") as clean:
        clean.write(b"%PDF-1.7 torn off")
    office.as_(Role.CERTIFIER).get(f"{scan}page?n=1{query}", status=404)
    assert office.as_(Role.CERTIFIER).get(scan, status=200)
