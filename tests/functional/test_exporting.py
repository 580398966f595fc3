"""A file of the catalogue: a few procedures at once, thousands behind the request, kept a day."""

import io
import re
import zipfile

import pytest

from hcc.admin.views import exporting
from hcc.core.roles import Role
from hcc.procedures.import_progress import Progress
from importing import do_jobs, page_of, written

K = Role.CATALOGUE_ADMINISTRATOR
PATH = "/quan-tri/danh-muc"
COPY = "2.000815"


@pytest.fixture
def few(monkeypatch):
    """A catalogue of some hundred procedures counts as one of thousands."""
    monkeypatch.setattr(exporting, "AT_ONCE", 20)


def ask(office, ending: str = "xlsx", query: str = "") -> str:
    """Have the file written; answers the address of its page."""
    form = office.as_(K).get(f"{PATH}/catalogue.{ending}{query}").forms["export"]
    return re.sub(r"^https?://[^/]+", "", form.submit(status=303).headers["Location"])


def records_of(office):
    with office.site() as site:
        return [procedure.latest().record for procedure in site.procedures.values()]


def test_a_few_procedures_come_at_once(office, few):
    answer = office.as_(K).get(f"{PATH}/catalogue.csv?code={COPY}")
    assert answer.content_type == "text/csv"
    with office.site() as site:
        assert site.procedures.exports is None


@pytest.mark.parametrize("ending", ["xlsx", "csv", "zip"])
def test_many_are_written_behind_the_request_as_they_would_be_at_once(office, few, ending):
    address = ask(office, ending)
    page = page_of(office, address)
    assert "Đang ghi tệp" in page.html.text
    assert page.html.find("meta", attrs={"http-equiv": "refresh"}), "without scripts it looks again by itself"
    office.as_(K).get(f"{address}file", status=404)
    do_jobs(office)
    page = page_of(office, address)
    assert "Tệp đã sẵn sàng" in page.html.text
    assert page.html.find("meta", attrs={"http-equiv": "refresh"}) is None
    answer = page.click(href="file$")
    assert answer.body == written(records_of(office), ending)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert f".{ending}" in answer.headers["Content-Disposition"]


def test_only_what_the_board_was_asked_for_is_written(office, monkeypatch):
    monkeypatch.setattr(exporting, "AT_ONCE", 2)
    address = ask(office, "zip", f"?code={COPY}&code=1.004873&code=1.000656")
    do_jobs(office)
    answer = office.as_(K).get(f"{address}file")
    names = zipfile.ZipFile(io.BytesIO(answer.body)).namelist()
    assert names == [f"procedures/{code}.toml" for code in (COPY, "1.004873", "1.000656")]


def test_how_far_it_is_is_told(office, few):
    address = ask(office)
    Progress(office.var).tell(address.split("/")[4], 200, 1_000)
    bar = page_of(office, address).html.find("progress")
    assert (bar["value"], bar["max"]) == ("200", "1000")


def test_opening_the_address_of_a_large_file_changes_nothing(office, few):
    page = office.as_(K).get(f"{PATH}/catalogue.xlsx")
    assert "thủ tục" in page.html.find("h1").text
    with office.site() as site:
        assert site.procedures.exports is None


def test_a_file_is_kept_a_day_and_then_it_is_gone(office, few):
    address = ask(office)
    do_jobs(office)
    office.later(hours=23)
    do_jobs(office)
    office._people.clear()
    assert office.as_(K).get(f"{address}file", status=200).body
    office.later(hours=2)
    do_jobs(office)
    office._people.clear()
    office.as_(K).get(address, status=404)
    office.as_(K).get(f"{address}file", status=404)
    with office.site() as site:
        assert list(site.procedures.exports) == []


def test_five_files_are_kept_at_most(office, few):
    addresses = []
    for _ in range(6):
        addresses.append(ask(office, "zip"))
        office.later(minutes=1)
    do_jobs(office)
    office.as_(K).get(addresses[0], status=404)
    assert [office.as_(K).get(f"{one}file").status_int for one in addresses[1:]] == [200] * 5


def test_nobody_else_reads_it(office, few):
    address = ask(office)
    do_jobs(office)
    for role in (Role.HANDLER, Role.ADMINISTRATOR, Role.DIRECTOR):
        office.as_(role).get(f"{address}file", status=403)
    office.as_().get(f"{address}file", status=303)


def test_a_procedure_that_went_meanwhile_keeps_nothing_up(office, few):
    address = ask(office, "zip")
    with office.changing() as site:
        site.procedures.exports[address.split("/")[4]].codes += ("1.999999",)
    do_jobs(office)
    assert "Tệp đã sẵn sàng" in page_of(office, address).html.text
