"""The sheet tells search engines what it tells citizens, in its page, and only while it holds."""

import dataclasses
import json
from datetime import timedelta

import pytest

from hcc.core.act import Act
from hcc.procedures.operations.publish import publish_revision
from office import Office

MARRIAGE = "1.000894"


def told(page) -> dict:
    [script] = page.html.select('script[type="application/ld+json"]')
    return json.loads(script.string)


@pytest.fixture(scope="module")
def named(filled, tmp_path_factory):
    office = Office(tmp_path_factory.mktemp("named") / "var", filled, public_url="https://anmau.example")
    yield office
    office.close()


def publish(office, **changed) -> None:
    with office.changing() as site:
        procedure = site.procedures[MARRIAGE]
        act = Act("ha", office.now)
        record = dataclasses.replace(procedure.latest().record, **changed)
        revision = procedure.add_revision(record, made_by=act.by, made_at=act.at)
        publish_revision(revision, effective=office.now.date(), act=act)


def test_every_sheet_tells_what_it_shows(named):
    citizen = named.as_()
    with named.site() as site:
        codes = list(site.procedures)
    for code in codes:
        page = citizen.get(f"/thu-tuc/{code}")
        service = told(page)
        assert service["@type"] == "GovernmentService"
        assert service["url"] == f"https://anmau.example/thu-tuc/{code}"
        assert service["name"] == page.html.h1.get_text(strip=True).replace("\xa0", " ")
        assert service["provider"]["name"] == "Trung tâm Phục vụ hành chính công xã An Mẫu"


def test_a_new_text_is_told_at_once(office):
    before = told(office.as_().get(f"/thu-tuc/{MARRIAGE}"))
    publish(office, short_name="Kết hôn", results=("Giấy chứng nhận",))
    after = told(office.as_().get(f"/thu-tuc/{MARRIAGE}"))
    assert (before["name"], after["name"]) == ("Đăng ký kết hôn", "Kết hôn")
    assert after["serviceOutput"][0]["name"] == "Giấy chứng nhận"


def test_it_is_in_vietnamese_whatever_the_page_is_in(named):
    page = named.as_().get(f"/thu-tuc/{MARRIAGE}?lang=en")
    assert told(page)["audience"][0]["audienceType"] == "Công dân Việt Nam"


def test_what_holds_no_more_is_not_told(office):
    publish(office, effective_to=office.now.date() + timedelta(days=1))
    citizen = office.as_()
    assert told(citizen.get(f"/thu-tuc/{MARRIAGE}"))
    assert not citizen.get(f"/thu-tuc/{MARRIAGE}/phien-ban/1").html.select('script[type="application/ld+json"]')
    office.later(days=2)
    assert not citizen.get(f"/thu-tuc/{MARRIAGE}").html.select('script[type="application/ld+json"]')


@pytest.mark.parametrize("name", ["</script><script>alert(1)</script>", "<!--<script>", "A & B", "\u2028"])
def test_no_name_leaves_its_place(shared_office, name):
    publish(shared_office, short_name=name)
    page = shared_office.as_().get(f"/thu-tuc/{MARRIAGE}")
    assert told(page)["name"] == name
    assert len(page.html.select("script:not([src])")) == 1
    assert "<script>alert" not in page.text
