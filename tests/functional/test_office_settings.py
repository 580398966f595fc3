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
