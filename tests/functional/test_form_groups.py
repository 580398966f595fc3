"""The groups of a dossier's form that few need: folded, saying what stands in them, open where something is wrong."""

import pytest

from hcc.core.roles import Role
from populated import PopulatedOffice


@pytest.fixture(scope="module")
def dossier(shared_office) -> str:
    return PopulatedOffice(shared_office).dossier(papers=False)


def groups(page) -> dict[str, tuple[bool, str]]:
    """Of every folded group: whether it is open, and what it says of what stands in it."""
    found = {}
    for one in page.html.select("#form details"):
        filled = one.select_one("summary .filled")
        found[one.summary.select_one("span").text] = one.has_attr("open"), filled.text if filled else ""
    return found


def test_a_group_opens_where_something_in_it_is_wrong_and_only_there(shared_office, dossier):
    form = shared_office.as_(Role.GREETER).get(f"{dossier}prepare").forms["form"]
    form["submitter_name"], form["submitter_citizen_number"] = "Lê Thị Nộp Hộ", "12"
    form["proxy_name"] = "Trần Văn Ví Dụ"
    page = form.submit("save", status=409)
    assert groups(page) == {
        "Thông tin thêm về chủ hồ sơ": (False, ""),
        "Người khác đến nộp": (True, "đã ghi 2 ô"),
        "Người được ủy quyền": (False, "đã ghi 1 ô"),
        "Sai ở đâu; giấy tờ số hóa sau": (False, ""),
    }


def test_what_is_asked_of_few_is_not_marked_as_optional_field_by_field(shared_office, dossier):
    page = shared_office.as_(Role.GREETER).get(f"{dossier}prepare")
    assert [
        one.text for one in page.html.select("#form details .optional, #form .field:has([name=helper]) .optional")
    ] == []
    counter = shared_office.as_(Role.RECEIVER).get("/ban-lam-viec/tiep-nhan/counter")
    assert [one.text for one in counter.html.select(".optional")] == []
