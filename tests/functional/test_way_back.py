"""No page of the centre's pages leads back to itself, and each leads somewhere that is there."""

import pytest

from hcc.core.roles import Role
from pages import ARRANGED, CONTENT, CONTENT_FILES, PAGE
from populated import PopulatedOffice

ROWS = [row for row in (*CONTENT, *ARRANGED, *CONTENT_FILES) if row.method == "GET" and row.kind == PAGE]


@pytest.fixture(scope="module")
def populated(shared_office):
    return PopulatedOffice(shared_office)


def test_the_way_back_leads_away(populated):
    wrong = []
    rows = [(row.at(populated), row.opens) for row in ROWS]
    for where, role in [*rows, *((f"/noi-dung/{name}", Role.REVIEWER) for name in ("contents", "upload"))]:
        person = populated.office.as_(role)
        page = person.get(where, status=200)
        here, heading = page.request.path.rstrip("/"), page.html.h1.get_text(strip=True)
        for link in page.html.select("a.back, .crumbs a, main a[data-key=Esc]"):
            back, words = link["href"].partition("?")[0].rstrip("/"), link.get_text(strip=True)
            found = person.get(link["href"], expect_errors=True).status_int == 200
            if back == here or words == heading or not found:
                wrong.append((where, link["href"], words))
    assert wrong == []
