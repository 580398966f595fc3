"""What search engines are told of a procedure: what is known, of this office, and nothing that could run in a page."""

import json
from dataclasses import replace
from datetime import date

import pytest

from hcc.procedures.record import Audience, Fee, FeeKind, Method, ProcedureRecord
from hcc.procedures.structured_data import as_script, government_service
from hcc.procedures.toml_files import read_catalogue
from hcc.settings import Settings
from hcc.shipped import shipped

OFFICE = Settings(
    agency_code="H44.99",
    office_name="Trung tâm Phục vụ hành chính công",
    commune="xã An Mẫu",
    province="tỉnh Phú Mẫu",
    authority="Ủy ban nhân dân xã An Mẫu",
    address="Số 1, đường Mẫu",
    phone="0210 000 0000",
)
MARRIAGE = ProcedureRecord("1.000894", "Đăng ký kết hôn", "ho-tich")
PORTAL = "https://dichvucong.gov.vn/"
AREA = "xã An Mẫu, tỉnh Phú Mẫu"


def service(record: ProcedureRecord, online_url: str = PORTAL) -> dict:
    return government_service(
        record, OFFICE, origin="https://anmau.example", field_name="Hộ tịch", online_url=online_url, say=str
    )


def test_a_service_has_its_names_its_office_and_its_area():
    told = service(replace(MARRIAGE, everyday_names=("hôn thú",), audiences=(Audience.CITIZEN,)))
    assert told["@type"] == "GovernmentService"
    assert told["url"] == "https://anmau.example/thu-tuc/1.000894"
    assert (told["name"], told["alternateName"]) == ("Đăng ký kết hôn", ["hôn thú"])
    assert told["serviceType"] == "Hộ tịch"
    assert "GovernmentOrganization" in told["provider"]["@type"]
    assert told["provider"]["telephone"] == OFFICE.phone
    assert told["provider"]["address"]["streetAddress"] == OFFICE.address
    assert told["areaServed"]["name"] == AREA
    assert len(told["audience"]) == 1


def test_what_is_not_known_is_not_said():
    told = service(MARRIAGE)
    for name in ("offers", "availableChannel", "audience", "alternateName", "termsOfService", "serviceOutput"):
        assert name not in told
    council = Fee(FeeKind.COUNCIL, amount=15_000, wording="Tỉnh khác thu 15.000 đồng")
    unknown = Fee(FeeKind.WORDING, wording="Theo quy định")
    assert "offers" not in service(replace(MARRIAGE, fees=(council, unknown, Fee(FeeKind.UNREGULATED))))


def test_fees_that_are_known_are_offers():
    fees = (
        Fee(FeeKind.PER_PAGE, amount=2_000, further_amount=1_000, cap=200_000),
        Fee(FeeKind.PER_CASE, amount=8_000, per="bản", case="Bản sao trích lục"),
        Fee(FeeKind.FREE, channel="online"),
    )
    by_page, by_case, free = service(replace(MARRIAGE, fees=fees))["offers"]
    assert (by_page["price"], by_page["priceCurrency"]) == (2_000, "VND")
    assert by_page["priceSpecification"]["unitText"]
    assert (by_case["name"], by_case["priceSpecification"]["unitText"]) == ("Bản sao trích lục", "bản")
    assert free["price"] == 0
    assert free["name"], "free where it is handed in that way only"


def test_ways_to_hand_in_say_where():
    methods = (Method("direct"), Method("online", note="Toàn trình"), Method("post"))
    direct, online, post = service(replace(MARRIAGE, methods=methods))["availableChannel"]
    assert direct["serviceLocation"]["@id"] == service(MARRIAGE)["provider"]["@id"]
    assert (online["serviceUrl"], online["description"]) == (PORTAL, "Toàn trình")
    assert post["servicePostalAddress"]["addressCountry"] == "VN"
    [online] = service(replace(MARRIAGE, methods=(Method("online"),)), online_url="")["availableChannel"]
    assert "serviceUrl" not in online


@pytest.mark.parametrize(
    "name", ["</script><script>alert(1)</script>", "<!-- <script>", "A & B", "a\u2028b\u2029c", '"\\u003c', "]]>"]
)
def test_no_name_leaves_the_data(name):
    script = as_script(service(replace(MARRIAGE, name=name)))
    assert not set("<>&\u2028\u2029") & set(script)
    assert json.loads(script)["name"] == name


def test_every_shipped_procedure_can_be_told():
    records, problems = read_catalogue(shipped("catalog"))
    assert not problems
    assert len(records) == 177
    for record in records.values():
        told = json.loads(as_script(service(record)))
        assert told["identifier"] == record.code
        assert told["name"] == record.title
        assert len(told.get("availableChannel", [])) == len(record.methods)


def test_notes_of_the_centre_stay_with_the_centre():
    record = replace(MARRIAGE, review="hỏi lại Sở", effective_to=date(2027, 1, 1))
    assert "hỏi lại" not in as_script(service(record))
