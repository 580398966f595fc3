"""The list of procedures: each line says enough to choose by, and never more than is known."""

from dataclasses import replace

import pytest

from functional.test_sheet import BARE, CODE, NEXT, RECORD, publish, text_of
from hcc.procedures.record import Fee, FeeKind, LimitUnit, TimeLimit
from office import Office


@pytest.fixture
def office(filled, tmp_path):
    office = Office(tmp_path / "var", filled)
    yield office
    office.close()


def listed(office: Office, code: str = CODE):
    """The line of one procedure."""
    main = office.as_().get("/thu-tuc?q=the+muon+sach").html.find("main")
    (line,) = [hit for hit in main.select(".hits > li") if hit.select_one(f'a[href="/thu-tuc/{code}"]')]
    return line


def facts(office: Office) -> list[str]:
    return [text_of(one) for one in listed(office).select(".facts li")]


def test_a_line_has_time_fee_and_where(office):
    publish(office, RECORD)
    assert facts(office) == ["3 ngày làm việc", "20.000 đồng / thẻ", "Tại quầy, qua bưu điện"]


@pytest.mark.parametrize(
    ("fees", "line"),
    [
        ((Fee(FeeKind.FREE, case="Đúng hạn"), Fee(FeeKind.COUNCIL, case="Quá hạn")), "Không thu (đúng hạn)"),
        ((Fee(FeeKind.FREE, case="Trường hợp " * 9), Fee(FeeKind.COUNCIL, case="Quá hạn")), "Tùy trường hợp của bạn."),
        ((Fee(FeeKind.COUNCIL, wording="Hải Phòng 8.000 đồng"),), "Phí theo mức của tỉnh"),
        ((Fee(FeeKind.WORDING, wording="8.000 hoặc 9.000", review="hai mức"),), "Phí: hỏi Trung tâm"),
    ],
    ids=["one-case-named", "cases-too-long-to-name", "of-the-province", "in-doubt"],
)
def test_a_fee_is_never_promised_to_more_people_than_it_holds_for(office, fees, line):
    publish(office, replace(RECORD, fees=fees))
    assert facts(office)[1] == line


def test_a_doubtful_time_limit_is_not_shown_as_one(office):
    limit = TimeLimit(LimitUnit.WORDING, wording="Trực tiếp: 2 Ngày; Trực tiếp: 7 Ngày", review="hai số")
    publish(office, replace(RECORD, time_limits=(limit,)))
    assert facts(office)[0] == "Thời hạn: hỏi Trung tâm"


def test_of_what_nothing_is_known_the_line_says_to_call(office):
    publish(office, BARE)
    line = listed(office, NEXT)
    assert not line.select(".facts")
    assert "Hãy gọi trước khi đi" in text_of(line)


def test_choices_are_folded_but_those_that_were_made_and_the_two_most_choose_by(office):
    page = office.as_().get("/thu-tuc?audience=citizen&level=commune").html
    outer = page.select_one("details.filters")
    assert not outer.has_attr("open"), "on a phone the answers come first"
    assert "(2)" in text_of(outer.summary)
    opened = {text_of(box.summary) for box in outer.select(".facet-box") if box.has_attr("open")}
    assert opened == {"Lĩnh vực", "Việc trong đời", "Ai làm", "Nơi giải quyết"}
    folded = [box for box in outer.select(".facet-box") if not box.has_attr("open")]
    assert folded
    assert all(box.select("a") for box in folded), "they open without a script"


def test_words_that_are_typed_twice_are_named_once(office):
    page = office.as_().get("/thu-tuc?q=ket+hon+zzzz+ket+hon+zzzz").html.find("main")
    assert text_of(page).count("zzzz") <= 1
