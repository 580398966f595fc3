"""What the office decides for itself on the screen: who decided it, what follows from it, what a desk offers then."""

import pytest

from functional.refusing import everyone_at_work, nothing_changes, refused, typed
from hcc.core.roles import Role
from hcc.dossiers import workflow
from office import Office
from populated import PopulatedOffice

SETTINGS = "/quan-tri/cai-dat"
SENTENCES = f"{SETTINGS}/sentences"


@pytest.fixture
def office(filled, tmp_path):
    office = Office(tmp_path / "var", filled)
    yield everyone_at_work(office)
    office.close()


def admin(office: Office):
    return office.as_(Role.ADMINISTRATOR)


def words(page, selector: str = "main") -> str:
    return " ".join(page.html.select_one(selector).get_text(" ").split())


def ready_of(office: Office) -> list[str]:
    """The sentences a receiving official may choose from when she refuses."""
    dossier = PopulatedOffice(office).dossier(workflow.SUBMITTED)
    form = office.as_(Role.RECEIVER).get(f"{dossier}refuse").forms["form"]
    return [value for value, _, _ in form["ready"].options]


def test_a_sentence_written_here_is_offered_at_the_desk_at_once(office):
    office.later(minutes=1)
    answer = admin(office).fill(SENTENCES, refusal="Việc này làm ở cấp tỉnh.\n\n  Đã có  kết quả trước đó. \n").follow()
    assert "Từ nay mọi bàn làm việc có các câu mới" in answer.text
    assert ready_of(office) == ["", "Việc này làm ở cấp tỉnh.", "Đã có kết quả trước đó."]
    told = words(admin(office).get(SETTINGS), "#changes")
    assert "đã sửa câu soạn sẵn" in told
    assert "+ Việc này làm ở cấp tỉnh." in told
    assert "− Giấy tờ nộp kèm không hợp lệ." in told
    assert "Cài đặt của cơ quan: đã sửa câu soạn sẵn" in words(admin(office).get("/quan-tri"))


def test_a_sentence_that_nobody_would_read_is_refused_with_everything_typed(office):
    long = "Rất dài " * 60
    with nothing_changes(office):
        page = admin(office).fill(SENTENCES, status=409, missing="", stop=f"Ngắn.\n{long}")
    refused(page, "Hãy viết câu ghi trên phiếu", "“Rất dài Rất dài")
    assert typed(page)["stop"].splitlines() == ["Ngắn.", long.strip()]


def test_two_who_edit_the_sentences_are_told_of_each_other(office):
    form = admin(office).get(SENTENCES).forms["form"]
    office.as_(Role.CATALOGUE_ADMINISTRATOR).fill(SENTENCES, stop="Người nộp xin dừng.")
    form["apology"] = "Mất điện cả ngày."
    with nothing_changes(office):
        page = form.submit(status=409)
    refused(page, "đã thay đổi cài đặt này sau khi")
    again = page.forms["form"].submit(status=303)
    assert again.location.endswith(SETTINGS)
    with office.site() as site:
        assert site.dossiers.ready.apology == ("Mất điện cả ngày.",)


def test_sending_what_holds_already_says_so(office):
    with nothing_changes(office):
        refused(admin(office).fill(SENTENCES, status=409), "Nội dung này đang áp dụng rồi")


SYMBOLS = f"{SETTINGS}/symbols"


def slip_of(office: Office) -> str:
    """Number and symbol of a fresh refusal."""
    dossier = PopulatedOffice(office).dossier(workflow.SUBMITTED)
    office.as_(Role.RECEIVER).fill(f"{dossier}refuse", reason="Không thuộc thẩm quyền.")
    with office.site() as site:
        return site.dossiers[dossier.split("/")[2]].slips[-1].line


def test_a_slip_bears_the_symbol_of_the_day_on_which_it_is_written(office):
    before = slip_of(office)
    assert before.endswith("/PTC-HDHS")
    office.later(minutes=1)
    answer = admin(office).fill(SYMBOLS, kind="refusal", symbol="tc-ttpvhcc", first="24/11/2026").follow()
    assert "TC-TTPVHCC (24/11/2026)" in words(answer)
    assert "PTC-HDHS → TC-TTPVHCC (24/11/2026)" in words(answer, "#changes")
    assert slip_of(office).endswith("/PTC-HDHS"), "its day has not come"
    office.later(days=1)
    office._people.clear()
    after = slip_of(office)
    assert after == "03/TC-TTPVHCC", "numbers run on"


def test_the_symbol_of_a_kind_of_result_stands_in_the_proposal(office):
    path = PopulatedOffice(office).dossier(workflow.PROCESSING)
    form = office.as_(Role.HANDLER).get(f"{path}submit_for_approval").forms["form"]
    assert form["symbol"].value == ""
    admin(office).fill(SYMBOLS, kind="paper", symbol="GXN-UBND", first="23/11/2026")
    form = office.as_(Role.HANDLER).get(f"{path}submit_for_approval").forms["form"]
    assert form["symbol"].value == "GXN-UBND"
    form["outcome"] = "granted"
    form.submit("propose", status=303)
    with office.site() as site:
        proposal = site.dossiers[path.split("/")[2]].proposal
    assert [paper.symbol for paper in proposal.papers] == [], "without a number there is no paper yet"


@pytest.mark.parametrize("symbol", ["", "12/TC", "TC HD", "<b>TC</b>", "TC--A"])
def test_what_no_register_would_take_as_a_symbol_is_refused(office, symbol):
    with nothing_changes(office):
        page = admin(office).fill(SYMBOLS, status=409, kind="stop", symbol=symbol, first="22/11/2026")
    refused(page, "Hãy viết ký hiệu bằng chữ in hoa", "Văn bản đã lập giữ nguyên ký hiệu")
    assert typed(page)["symbol"] == symbol


HAMLETS = f"{SETTINGS}/hamlets"


def hamlets_of(office: Office, dossier: str) -> list[str]:
    form = office.as_(Role.GREETER).get(f"{dossier}prepare").forms["form"]
    return [name for _, _, name in form["hamlet"].options]


def test_a_merged_hamlet_is_offered_at_once_and_old_dossiers_keep_their_name(office):
    dossier = PopulatedOffice(office).dossier(papers=False)
    office.as_(Role.GREETER).fill(f"{dossier}prepare", hamlet="xóm Suối Ví")
    pasted = "xóm Suối Mới\txã Mẫu Thượng\n\nxóm  Mẫu | xã An Mẫu\n"
    admin(office).fill(HAMLETS, hamlets=pasted)
    assert hamlets_of(office, PopulatedOffice(office).dossier(papers=False))[1:3] == [
        "xóm Suối Mới (xã Mẫu Thượng)",
        "xóm Mẫu (xã An Mẫu)",
    ]
    assert "xóm Suối Ví" in hamlets_of(office, dossier)
    office.as_(Role.GREETER).fill(f"{dossier}prepare", phone="0912 345 678")
    told = words(admin(office).get(HAMLETS), "#changes")
    assert "+ xóm Suối Mới | xã Mẫu Thượng" in told
    assert "− xóm Suối Ví | xã Mẫu Thượng" in told


@pytest.mark.parametrize(
    ("typed_in", "said"),
    [
        ("xóm Mẫu\nXóm mẫu", "Xóm mẫu ghi hai lần"),
        ("| xã Mẫu Hạ", "Dòng 1 chỉ có xã cũ"),
        ("xóm " + "rất dài " * 30, "Chỉ viết tên"),
    ],
)
def test_a_list_of_hamlets_that_nobody_could_choose_from_is_refused(office, typed_in, said):
    with nothing_changes(office):
        page = admin(office).fill(HAMLETS, status=409, hamlets=typed_in)
    assert said in words(page)
    assert typed(page)["hamlets"].replace("\r\n", "\n") == typed_in.strip()


@pytest.mark.parametrize(("path", "field"), [(HAMLETS, "hamlets"), (SENTENCES, "refusal")])
def test_a_script_in_what_the_office_decides_stays_text(office, path, field):
    canary = "<script>alert('x')</script>"
    admin(office).fill(path, **{field: canary})
    dossier = PopulatedOffice(office).dossier(workflow.SUBMITTED)
    for person, page in (
        (admin(office), path),
        (admin(office), SETTINGS),
        (admin(office), "/quan-tri"),
        (office.as_(Role.RECEIVER), f"{dossier}refuse"),
        (office.as_(Role.GREETER), "/ban-lam-viec/tiep-don"),
    ):
        assert canary not in person.get(page).text, page
