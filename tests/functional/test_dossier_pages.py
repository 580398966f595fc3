"""Pages of a dossier: folded groups of its form say what stands in them; a stopped one promises nothing any more."""

import pytest

from hcc.core.roles import Role
from hcc.dossiers import workflow
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


@pytest.mark.parametrize(
    ("field", "wrong"),
    sorted(
        {
            "contact_phone": "12",
            "email": "không phải",
            "id_issued": "01/01/2090",
            "old_number": "123",
            "passport": "!!",
        }.items()
    ),
)
def test_what_is_wrong_in_a_folded_group_stands_at_its_field(shared_office, dossier, field, wrong):
    form = shared_office.as_(Role.GREETER).get(f"{dossier}prepare").forms["form"]
    form[field] = wrong
    page = form.submit("save", status=409)
    assert groups(page)["Thông tin thêm về chủ hồ sơ"] == (True, "đã ghi 1 ô")
    link = page.html.select_one("[data-error-summary] a[href]")
    assert page.html.select_one(link["href"])["name"] == field


def test_what_is_asked_of_few_is_not_marked_as_optional_field_by_field(shared_office, dossier):
    page = shared_office.as_(Role.GREETER).get(f"{dossier}prepare")
    assert [
        one.text for one in page.html.select("#form details .optional, #form .field:has([name=helper]) .optional")
    ] == []
    counter = shared_office.as_(Role.RECEIVER).get("/ban-lam-viec/tiep-nhan/counter")
    assert [one.text for one in counter.html.select(".optional")] == []


def test_a_stopped_dossier_promises_no_day_any_more(shared_office):
    made = PopulatedOffice(shared_office)
    receiver = shared_office.as_(Role.RECEIVER)
    stopped = receiver.get(made.dossier(workflow.STOPPED))
    assert "Hẹn trả" not in stopped.html.select_one("main .heading").text
    assert not stopped.html.select(".acts .primary"), "the receipt is no longer the thing to do"
    going = receiver.get(made.dossier(workflow.PROCESSING))
    assert "Hẹn trả" in going.html.select_one("main .heading").text


def test_a_correction_names_each_field_in_words(shared_office):
    dossier = PopulatedOffice(shared_office).dossier(workflow.PROCESSING)
    receiver = shared_office.as_(Role.RECEIVER)
    form = receiver.get(f"{dossier}correct").forms["form"]
    form["reason"] = "Đối chiếu lại thẻ căn cước."
    form["gender"], form["no_phone"], form["id_issued"] = "female", True, "5/3/2022"
    form["proxy_name"], form["authorisation"] = "Trần Văn Ví Dụ", "Giấy ủy quyền số 5"
    form.submit(status=303)
    told = [line.text for line in receiver.get(dossier).html.select(".events")[-1].li.select(".block")]
    assert told[0] == "Đối chiếu lại thẻ căn cước."
    assert {
        "Giới tính: – → Nữ",
        "Điện thoại: 0900000000 → –",
        "Không có điện thoại: – → có",
        "Ngày cấp: – → 05/03/2022",
        "Người được ủy quyền: Họ và tên: – → Trần Văn Ví Dụ",
        "Người được ủy quyền: Giấy ủy quyền: – → Giấy ủy quyền số 5",
    } == set(told[1:])


@pytest.mark.parametrize(
    ("verb", "role", "state", "faults"),
    [
        ("appraise", Role.HANDLER, workflow.PROCESSING, 2),
        ("confirm_payment", Role.RECEIVER, workflow.PAYMENT_REQUIRED, 2),
        ("require_payment", Role.HANDLER, workflow.PROCESSING, 2),
    ],
)
def test_an_empty_form_says_everything_it_wants_at_once(shared_office, verb, role, state, faults):
    dossier = PopulatedOffice(shared_office).dossier(state)
    page = shared_office.as_(role).get(f"{dossier}{verb}").forms["form"].submit(status=422)
    assert len(page.html.select("[data-error-summary] a[href]")) == faults
