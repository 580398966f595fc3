"""A code as a province writes it, with its tail, leads to the national procedure: in addresses and searches."""

import pytest

from hcc.core.roles import Role

COPY = "2.000815"
LOCAL = "2.000815.000.00.00.H44"


@pytest.mark.parametrize("code", [LOCAL, "2.000815.H44", "2.000815.000.00.00.H38"])
def test_the_address_of_a_provinces_code_leads_to_the_procedure(office, code):
    answer = office.as_(None).get(f"/thu-tuc/{code}", status=301)
    assert answer.headers["Location"].endswith(f"/thu-tuc/{COPY}")


def test_a_provinces_code_of_no_procedure_leads_nowhere(office):
    office.as_(None).get("/thu-tuc/9.999999.000.00.00.H44", status=404)
    office.as_(None).get(f"/thu-tuc/{LOCAL}/edit", status=404)


def test_citizens_and_administrators_find_the_procedure_by_it(office):
    assert f'href="/thu-tuc/{COPY}"' in office.as_(None).get("/thu-tuc", params={"q": LOCAL}).text
    board = office.as_(Role.CATALOGUE_ADMINISTRATOR).get("/quan-tri/danh-muc", params={"q": LOCAL})
    assert [row.find_all("td")[1].get_text() for row in board.html.find("tbody").find_all("tr")] == [COPY]
