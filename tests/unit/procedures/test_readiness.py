"""What keeps a text from being published, and what only stays unknown."""

from dataclasses import replace

import pytest

from hcc.core.errors import Refusal
from hcc.procedures.operations.publish import publish_revision
from hcc.procedures.readiness import EXPECTED, readiness, surroundings
from hcc.procedures.record import Case, Component, Fee, FeeKind, LimitUnit, ProcedureRecord, TimeLimit
from hcc.procedures.resources import Procedure, ProcedureFolder
from unit.dossiers.building import MONDAY, TODAY, act, catalogue, record
from unit.procedures.full_record import FULL

CODE, OTHER = "1.000001", "1.000002"
OF_PAGES = Fee(FeeKind.PER_PAGE, amount=2_000, further_amount=1_000, cap=200_000)
WRONG = {
    "a limit of a case nobody names": (
        {"cases": (Case("Cấp lại"),), "time_limits": (TimeLimit(LimitUnit.DAYS, 3, case="Cấp lai"),)},
        ("time_limits", 0, "case"),
    ),
    "a cap below the amount": ({"fees": (replace(OF_PAGES, cap=1_000),)}, ("fees", 0, "cap")),
    "a successor that is itself": ({"successor": CODE}, ("successor",)),
    "a successor nobody knows": ({"successor": "9.999999"}, ("successor",)),
    "a form that is not kept": ({"components": (Component("Tờ khai", form_file="mau-9.pdf"),)}, ("components", 0)),
    "a paper of a case nobody names": ({"components": (Component("Tờ khai", case="Khác"),)}, ("components", 0, "case")),
}


def text(**more) -> ProcedureRecord:
    return replace(record(CODE), **more)


@pytest.mark.parametrize(("more", "place"), WRONG.values(), ids=WRONG)
def test_what_contradicts_itself_is_told_with_its_place_and_never_published(more, place):
    folder = catalogue(record(CODE), record(OTHER))
    found = readiness(text(**more), surroundings(folder))
    assert [one.place[: len(place)] for one in found.wrong] == [place]
    draft = folder[CODE].add_revision(text(**more), made_by="an", made_at=MONDAY)
    before = len(folder.chain)
    with pytest.raises(Refusal):
        publish_revision(draft, effective=TODAY, act=act("an"))
    assert draft.approved_at is None
    assert len(folder.chain) == before


def test_two_procedures_do_not_replace_each_other():
    folder = catalogue(record(CODE, successor=""), replace(record(OTHER), successor=""))
    folder[OTHER].latest().record = replace(record(OTHER), successor=CODE)
    (fault,) = readiness(text(successor=OTHER), surroundings(folder)).wrong
    assert fault.sentence.mapping["circle"] == f"{CODE} → {OTHER} → {CODE}"


def test_fields_and_events_nobody_knows_are_wrong_where_they_are_known():
    folder = catalogue(record(CODE))
    around = surroundings(folder, fields={"ho-tich"}, events={"ket-hon"})
    found = readiness(text(life_events=("ket-hon", "bay-len-trang")), around).wrong
    assert [one.place for one in found] == [("field",), ("life_events", 1)]


def test_what_is_unknown_is_published():
    bare = ProcedureRecord(CODE, "Thủ tục mẫu", "chung-thuc")
    found = readiness(bare)
    assert [one.field for one in found.unknown] == [*EXPECTED, "audience"]
    assert found.may_be_published
    folder = ProcedureFolder()
    procedure = folder[CODE] = Procedure(CODE)
    draft = procedure.add_revision(bare, made_by="an", made_at=MONDAY)
    publish_revision(draft, effective=TODAY, act=act("an"))
    assert procedure.published(TODAY) is draft


def test_another_provinces_figures_and_mere_wordings_are_unknown():
    doubtful = replace(
        FULL,
        fees=(Fee(FeeKind.COUNCIL, wording="8.000 đồng"), Fee(FeeKind.WORDING, wording="Theo quy định", review="?")),
        time_limits=(TimeLimit(LimitUnit.WORDING, wording="Ngay", review="?"),),
    )
    assert [one.field for one in readiness(doubtful).unknown] == ["fees", "fees", "time_limits"]


def test_a_full_text_lacks_nothing():
    assert readiness(FULL).unknown == ()
