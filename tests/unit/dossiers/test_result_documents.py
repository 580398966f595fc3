"""Result documents: which text serves a result, what the dossier fills in, and what is left for the pen."""

from dataclasses import replace

import pytest

from hcc.dossiers.issuing import keep_issued, result_said
from hcc.dossiers.operations.approve import approve
from hcc.dossiers.operations.prepare import prepare
from hcc.dossiers.operations.process import process
from hcc.dossiers.operations.receive import receive
from hcc.dossiers.operations.register_and_seal import register_and_seal
from hcc.dossiers.operations.submit import submit
from hcc.dossiers.operations.submit_for_approval import submit_for_approval
from hcc.dossiers.people import Person
from hcc.dossiers.result_documents import (
    DOTS,
    ResultDocument,
    blanks_in,
    document_of,
    documents_of,
    dotted,
    filled,
    offered,
    opened,
    read_result_documents,
    shipped_documents,
    write_result_documents,
)
from hcc.dossiers.result_words import drafted, open_blanks, result_data, results_of, titles_offered
from hcc.dossiers.results import ResultPaper, Signature
from hcc.printing.dossier_slips import ResultLayout
from hcc.procedures.toml_files import read_catalogue
from hcc.shipped import shipped
from unit.printing.test_slips import OFFICE

from .building import AGENCY, CALENDAR, TODAY, VERDICTS, act, draft, record

MARRIAGE = "Giấy xác nhận tình trạng hôn nhân"
LAST = '[[documents]]\nname = "Trả lời"\nlayout = "letter"\nbody = "{lời báo}"\n'


@pytest.mark.parametrize(
    ("title", "name", "layout"),
    [
        (MARRIAGE, MARRIAGE, "paper"),
        ("GIẤY XÁC NHẬN tạm trú", "Giấy xác nhận", "paper"),
        ("Quyết định trợ cấp xã hội hằng tháng", "Quyết định trợ cấp xã hội", "decision"),
        ("Quyết định phê duyệt kế hoạch", "Quyết định", "decision"),
        ("Trích lục khai tử", "Trích lục khai tử", "paper"),
        ("Bản sao Trích lục hộ tịch", "Trích lục hộ tịch", "paper"),
        ("Bản sao Giấy khai sinh", "Giấy khai sinh (bản sao)", "paper"),
        ("Giấy khai sinh bản giấy", "Giấy khai sinh", "paper"),
        ("Giấy phép xây dựng", "Giấy phép", "paper"),
        ("Thông báo", "Văn bản trả lời", "letter"),
        ("", "Văn bản trả lời", "letter"),
    ],
)
def test_a_result_has_the_text_of_its_kind(title, name, layout):
    found = document_of(shipped_documents(), title)
    assert found.name.startswith(name)
    assert found.layout == layout


def test_every_result_of_the_catalogue_has_a_text_and_the_papers_people_ask_for_have_their_own():
    records, _ = read_catalogue(shipped("catalog"), {})
    texts = {title: document_of(shipped_documents(), title).name for one in records.values() for title in one.results}
    assert len(texts) > 40
    assert texts[MARRIAGE] == MARRIAGE
    assert texts["Giấy chứng nhận đăng ký hộ kinh doanh"] == "Giấy chứng nhận đăng ký hộ kinh doanh"
    assert texts["Quyết định hỗ trợ chi phí mai táng"].startswith("Quyết định trợ cấp xã hội")
    extracts = offered(shipped_documents(), "2.000635", ("Bản sao Trích lục hộ tịch",))
    assert {
        "Trích lục khai tử (bản sao)",
        "Trích lục kết hôn (bản sao)",
        "Giấy khai sinh (bản sao)",
        "Văn bản trả lời",
    } <= set(extracts)


def test_what_is_known_is_filled_in_once_and_the_rest_is_left_open():
    text = opened("Họ tên: {họ và tên}. Dân tộc: {dân tộc}. Nơi ở: {nơi cư trú}")
    half = filled(text, {"họ và tên": "Bà {dân tộc}", "nơi cư trú": ""})
    assert half.startswith("Họ tên: Bà {dân tộc}. Dân tộc: ……(dân tộc)……"), "a name in braces is a name"
    assert blanks_in(half) == ["dân tộc", "nơi cư trú"]
    whole = filled(half, {"nơi cư trú": "xóm Mẫu", "dân tộc": "Mường"})
    assert whole == "Họ tên: Bà {dân tộc}. Dân tộc: Mường. Nơi ở: xóm Mẫu"
    assert dotted(half).count(DOTS) == 2


def processing():
    """A dossier of somebody who has shown no card."""
    dossier = draft(of=record("1.004873", field="ho-tich", results=(MARRIAGE,)))
    owner = Person("Nguyễn Thị Mẫu", birth="01/01/1990", phone="0900000000", address="xóm Mẫu", passport="C1234567")
    prepare(dossier, person=owner, verdicts=VERDICTS, act=act("tiepdon", minutes=2))
    submit(dossier, act=act("tiepdon", minutes=3))
    receive(dossier, agency=AGENCY, calendar=CALENDAR, act=act(minutes=4))
    process(dossier, act=act("xuly", minutes=5))
    return dossier


def proposed(dossier, *papers: ResultPaper):
    submit_for_approval(dossier, outcome="granted", text="Đủ điều kiện.", papers=papers, act=act("xuly", minutes=6))
    return results_of(dossier)[0]


def test_the_words_the_official_wrote_stand_on_the_paper_and_late_facts_fill_what_she_left():
    dossier = processing()
    template = drafted(dossier, MARRIAGE, OFFICE)
    assert "Họ, chữ đệm, tên: Nguyễn Thị Mẫu" in template
    written = template.replace("……(dân tộc)……", "Mường").replace("Tình trạng hôn nhân:", "Về hôn nhân:")
    result = proposed(dossier, ResultPaper(body=written))
    assert open_blanks(dossier, result, OFFICE) == ["giới tính", "quốc tịch", "tình trạng hôn nhân", "mục đích sử dụng"]
    owner = replace(dossier.person, gender="female")
    dossier.parties = replace(dossier.parties, owner=owner)
    data = result_data(dossier, result, OFFICE)
    read = "\n".join(data.body)
    assert "Về hôn nhân:" in read
    assert "Giới tính: Nữ. Dân tộc: Mường. Quốc tịch: ...." in read
    assert "Giấy tờ tùy thân: hộ chiếu số C1234567" in read
    assert data.draft
    assert "……" not in read


def test_without_words_of_her_own_the_template_serves_with_what_the_citizen_is_told():
    dossier = processing()
    result = proposed(dossier, ResultPaper("Quyết định phê duyệt"))
    data = result_data(dossier, result, OFFICE)
    assert data.layout is ResultLayout.DECISION
    assert data.body[0] == "Điều 1. Đủ điều kiện."
    assert data.recipients == ("Như Điều 3",)


def test_the_day_is_the_clerk_s_while_she_has_still_to_enter_it():
    dossier = processing()
    proposed(dossier)
    approve(dossier, signature=Signature("Trần Văn Mẫu"), clerk_registers=True, act=act("pheduyet", minutes=7))
    [waiting] = results_of(dossier)
    assert "ngày ....." in result_data(dossier, waiting, OFFICE).place_and_date
    entered = replace(waiting, registered_on=waiting.signed_on)
    assert "ngày 23 tháng 11" in result_data(dossier, entered, OFFICE).place_and_date


def test_what_the_approver_saw_is_what_the_clerk_registers_and_what_is_kept():
    dossier = processing()
    heard: list = []
    proposed(dossier, ResultPaper(body="Xác nhận: độc thân."))
    approve(dossier, signature=Signature("Trần Văn Mẫu"), clerk_registers=True, act=act("pheduyet", minutes=7))
    clerk = act("vanthu", minutes=8, heard=heard)
    register_and_seal(dossier, number="41", symbol="GXN-UBND", day=TODAY, act=clerk)
    for event in heard:
        keep_issued(event, find=lambda login: None, settings=OFFICE)
    [kept] = dossier.results
    assert kept.body == ""
    said = result_said(dossier, kept, OFFICE)
    assert said["body"] == ["Xác nhận: độc thân."]
    assert (said["number"], said["redrawn"]) == ("41/GXN-UBND", "")
    assert said == result_said(dossier, kept, replace(OFFICE, authority="Ủy ban khác"))


def test_an_office_has_texts_of_its_own():
    dossier = processing()
    dossier.__parent__.documents = (ResultDocument("Trả lời", ResultLayout.LETTER, "Kính báo: {lời báo}"),)
    assert titles_offered(dossier) == [MARRIAGE, "Trả lời"]
    assert result_data(dossier, proposed(dossier), OFFICE).body == ("Kính báo: Đủ điều kiện.",)


# The file


@pytest.fixture
def written(tmp_path):
    def write(text: str):
        path = tmp_path / "result_documents.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_texts_are_written_as_they_are_read(written, tmp_path):
    odd = ResultDocument(
        'Tên "lạ" \\', ResultLayout.PAPER, 'Một """ hai\n\\ba {x}', ("T",), ("1.1",), "n", "s", ("b",), ("r",)
    )
    for documents in (shipped_documents(), (odd, ResultDocument("Cuối", ResultLayout.LETTER, "{lời báo}"))):
        assert read_result_documents(written(write_result_documents(documents))) == documents
    assert documents_of(tmp_path / "none") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("documents = [", "result_documents.toml"),
        ("", "there must be documents"),
        ('[[documents]]\nname = "A"\nlayout = "paper"\n' + LAST, "document 1: name, layout and body are needed"),
        (LAST.replace("letter", "poster"), "layout must be one of paper, decision, letter"),
        (LAST + 'halt = "x"', "there is no halt"),
        (LAST + 'basis = "x"', "basis must be a list of texts"),
        (LAST + 'heading = ["x"]', "heading must be a text"),
        (LAST.replace("{lời báo}", " "), "body must be a text"),
        (LAST.replace("{lời báo}", "{lời (báo)}"), "may not hold"),
        (LAST + 'titles = ["A"]', "the last document must serve every name"),
    ],
)
def test_an_unsound_text_names_the_place(written, text, said):
    with pytest.raises(ValueError, match=said.replace("(", r"\(")):
        read_result_documents(written(text))
