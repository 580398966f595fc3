"""Texts of result documents on the screen: a changed one serves results drafted from then on, in every word checked."""

import pytest

from functional.refusing import everyone_at_work, nothing_changes, refused, typed
from hcc.core.roles import Role
from hcc.dossiers import workflow
from hcc.dossiers.result_documents import shipped_documents
from office import Office
from populated import PopulatedOffice

TEXTS, TEXT = "/quan-tri/cai-dat/result_texts", "/quan-tri/cai-dat/result_text"
CONFIRMATION = next(n for n, one in enumerate(shipped_documents(), 1) if one.name == "Giấy xác nhận")
LAST = len(shipped_documents())


@pytest.fixture
def office(filled, tmp_path):
    office = Office(tmp_path / "var", filled)
    yield everyone_at_work(office)
    office.close()


def keeper(office: Office):
    return office.as_(Role.CATALOGUE_ADMINISTRATOR)


def words(page, selector: str = "main") -> str:
    return " ".join(page.html.select_one(selector).get_text(" ").split())


def place_of(office: Office, name: str) -> int:
    """The number of a text in the list, from 1."""
    with office.site() as site:
        return next(n for n, one in enumerate(site.dossiers.documents, 1) if one.name == name)


def test_a_changed_text_serves_the_next_draft(office):
    path = PopulatedOffice(office).dossier(workflow.PROCESSING)
    with office.site() as site:
        title = site.dossiers[path.split("/")[2]].record.results[0]
    body = "Xác nhận ông/bà {họ và tên} có mặt tại buổi họp.\n\n\nLý do: {lý do họp}"
    before = keeper(office).get(f"{TEXT}?n={CONFIRMATION}")
    assert "{họ và tên}" in words(before, ".side")
    keeper(office).fill(TEXT, name="Giấy thử", layout="paper", titles=title, body=body)
    n = place_of(office, "Giấy thử")
    listed = words(keeper(office).get(TEXTS))
    assert "Giấy thử" in listed
    keeper(office).fill(f"{TEXT}?n={n}", heading="GIẤY THỬ")
    with office.site() as site:
        kept = site.dossiers.documents[n - 1]
        assert (kept.heading, kept.body.count("\n")) == ("GIẤY THỬ", 1)
        assert site.dossiers.documents[-1] == shipped_documents()[-1]
    assert "+ Giấy thử" in words(keeper(office).get(TEXTS), "#changes")
    printed = keeper(office).get(f"{TEXT}.pdf?n={n}")
    assert printed.body.startswith(b"%PDF")


def test_the_draft_of_a_result_begins_from_the_office_s_own_text(office):
    """A text for one name goes before the general one that would serve it too."""
    path = PopulatedOffice(office).dossier(workflow.PROCESSING)
    with office.site() as site:
        name = site.dossiers[path.split("/")[2]].record.results[0]
    keeper(office).fill(
        TEXT, name="Mẫu của xã", layout="paper", titles=name, body="Mẫu của xã: {họ và tên}; {mục đích}"
    )
    body = office.as_(Role.HANDLER).get(f"{path}submit_for_approval").forms["form"]["body"].value
    assert body.startswith("Mẫu của xã: ")
    assert "……(mục đích)……" in body
    keeper(office).fill(f"{TEXT}?n={place_of(office, 'Mẫu của xã')}", body="Mẫu mới của xã.")
    body = office.as_(Role.HANDLER).get(f"{path}submit_for_approval").forms["form"]["body"].value
    assert body == "Mẫu mới của xã."


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": "", "titles": "X", "body": "Y"}, "Hãy ghi tên loại văn bản này"),
        ({"name": "Giấy xác nhận", "titles": "X", "body": "Y"}, "Đã có mẫu mang tên này"),
        ({"name": "Giấy A", "titles": "", "body": "Y"}, "Hãy ghi phần đầu tên kết quả"),
        ({"name": "Giấy A", "titles": "X", "body": ""}, "Hãy viết nội dung văn bản"),
        ({"name": "Giấy A", "titles": "X", "body": "Ông {họ (tên)}"}, "Chỗ trống là tên đặt trong một cặp ngoặc nhọn"),
        ({"name": "Giấy A", "titles": "X", "body": "Ông {họ và tên"}, "Chỗ trống là tên đặt trong một cặp ngoặc nhọn"),
        ({"name": "Giấy A", "titles": "X", "body": "dài " * 1500}, "giấy không đủ chỗ"),
        ({"name": "Giấy A", "titles": "X", "body": "Y", "procedures": "abc"}, "“abc” không phải mã thủ tục"),
    ],
)
def test_what_could_not_be_printed_is_refused_and_nothing_is_lost(office, fields, said):
    with nothing_changes(office):
        page = keeper(office).fill(TEXT, status=409, layout="paper", **fields)
    refused(page, said)
    assert typed(page)["body"].strip() == fields["body"].strip()


def test_the_last_text_serves_every_name_and_stays(office):
    page = keeper(office).get(f"{TEXT}?n={LAST}")
    assert not [form for form in page.forms.values() if "remove_result_text" in form.action]
    with nothing_changes(office):
        refused(keeper(office).fill(f"{TEXT}?n={LAST}", status=409, titles="Văn bản"), "Mẫu này dùng cho mọi kết quả")
        answer = keeper(office).post(f"/quan-tri/cai-dat/remove_result_text?n={LAST}", {"seen": "0"}, status=303)
    assert "sửa được, không bỏ được" in answer.follow().text


def test_a_text_is_taken_away_once_and_not_another_in_its_place(office):
    page = keeper(office).get(f"{TEXT}?n={CONFIRMATION}")
    [remove] = [form for form in page.forms.values() if "remove_result_text" in form.action]
    office.as_(Role.ADMINISTRATOR).fill(f"{TEXT}?n={LAST}", subject="trả lời")
    with nothing_changes(office):
        answer = remove.submit(status=303).follow()
    assert "đã thay đổi cài đặt này" in answer.text
    page = keeper(office).get(f"{TEXT}?n={CONFIRMATION}")
    [remove] = [form for form in page.forms.values() if "remove_result_text" in form.action]
    assert "Đã bỏ: Giấy xác nhận." in remove.submit(status=303).follow().text
    assert keeper(office).get(f"{TEXT}?n={LAST}", status=404)


def test_a_script_in_a_text_stays_text(office):
    canary = "<script>alert('x')</script>"
    keeper(office).fill(TEXT, name=canary, layout="letter", titles=canary, body=canary, subject=canary)
    for path in (TEXTS, f"{TEXT}?n={LAST}", "/quan-tri/cai-dat"):
        assert canary not in keeper(office).get(path).text, path
    assert keeper(office).get(f"{TEXT}.pdf?n={LAST}").body.startswith(b"%PDF")
