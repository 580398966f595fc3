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
