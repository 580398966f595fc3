"""Fees set by the province's council: entered by resolution, told from their day; dossiers keep what they were told."""

import json
from dataclasses import replace
from datetime import timedelta
from xml.etree import ElementTree

from announced_states import decided, hung
from functional.refusing import nothing_changes, refused, typed
from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.dossiers import workflow
from hcc.dossiers.fee_words import fees_of
from hcc.procedures.hangings import stale_codes
from hcc.procedures.operations.edit import draft_stamp, edit_procedure
from office import Office
from populated import COUNCIL_FEE, PopulatedOffice

FEES = "/quan-tri/cai-dat/council_fees"
DEATH, LATE = COUNCIL_FEE.code, COUNCIL_FEE.case
FIELD = PopulatedOffice.council_fee
RESOLUTION = "Nghị quyết số 12/2026/NQ-HĐND ngày 10/07/2026"


def keeper(office: Office):
    return office.as_(Role.CATALOGUE_ADMINISTRATOR)


def enter(office: Office, status: int = 303, days: int = 0, **fields: str):
    """Enter a figure that holds from so many days after today."""
    first = office.now.date() + timedelta(days=days)
    given = {"resolution": RESOLUTION, "first": f"{first:%d/%m/%Y}", FIELD: "8.000", **fields}
    return keeper(office).fill(FEES, status=status, **given)


def later(office: Office, **delta: float) -> None:
    """Time passes, and whoever was signed in is not any more."""
    office.later(**delta)
    office._people.clear()


def words(page, selector: str = "main") -> str:
    return " ".join(page.html.select_one(selector).get_text(" ").split()).replace("\N{NO-BREAK SPACE}", " ")


def told(office: Office, dossier: str) -> list[str]:
    """The figures a dossier is told."""
    with office.site() as site:
        found = site.dossiers[dossier.split("/")[2]]
        found.case = LATE
        return [fee.figure for fee in fees_of(found, lambda text: text.interpolate(), office.now)]


def test_a_figure_is_told_everywhere_from_its_day_on(office):
    """Nobody publishes a text: sheet, list for programs, loudspeaker and poster follow the resolution by themselves."""
    citizen, sheet = office.as_(), f"/thu-tuc/{DEATH}"
    assert "8.000 đồng" not in words(citizen.get(sheet))
    answer = enter(office, days=3).follow()
    assert "Đã đặt 1 mức phí từ ngày 26/11/2026" in words(answer)
    assert "8.000 đồng" not in words(citizen.get(sheet)), "its day has not come"
    office.later(days=3)
    page = words(citizen.get(sheet))
    assert "8.000 đồng" in page
    assert "Theo Nghị quyết số 12/2026/NQ-HĐND ngày 10/07/2026 của HĐND tỉnh, từ ngày 26/11/2026" in page
    fees = json.loads(citizen.get(f"/api/v1/procedures/{DEATH}").text)["fees"]
    assert [(fee["case"], fee["amount"], fee["wording"]) for fee in fees if fee["case"] == LATE] == [(LATE, 8000, "")]
    assert "Hải Phòng" not in citizen.get(sheet).text, "another province's figure"
    assert '"price":8000' in citizen.get(sheet).text
    assert citizen.get(f"{sheet}/poster.pdf").headers["ETag"]


def test_a_running_dossier_keeps_what_it_was_told(office):
    made = PopulatedOffice(office)
    before = made.dossier(workflow.RECEIVED, of=DEATH, at=office.now - timedelta(hours=1))
    assert told(office, before) == ["Set by the provincial council; the centre is updating it"]
    later(office, hours=1)
    enter(office)
    assert told(office, before) == ["Set by the provincial council; the centre is updating it"]
    office.later(minutes=1)
    after = made.dossier(workflow.RECEIVED, of=DEATH, at=office.now)
    assert told(office, after) == ["8.000 đồng"]
    later(office, hours=1)
    enter(office, **{FIELD: "0"})
    assert told(office, after) == ["8.000 đồng"]
    assert told(office, made.dossier(workflow.RECEIVED, of=DEATH, at=office.now + timedelta(minutes=1))) == ["Free"]


def test_a_figure_ends_with_its_last_day_and_the_former_does_not_come_back(office):
    enter(office, **{FIELD: "5.000"})
    later(office, days=1)
    enter(office, last=f"{office.now + timedelta(days=1):%d/%m/%Y}")
    sheet = f"/thu-tuc/{DEATH}"
    assert "8.000 đồng" in words(office.as_().get(sheet))
    office.later(days=2)
    page = words(office.as_().get(sheet))
    assert "8.000 đồng" not in page
    assert "5.000 đồng" not in page


def test_a_mistake_is_taken_back_and_the_former_figure_holds_on(office):
    enter(office, **{FIELD: "5.000"})
    later(office, days=1)
    enter(office, **{FIELD: "80.000"})
    page = keeper(office).get(FEES)
    [first] = [form for form in page.forms.values() if form.action.endswith("take_back_council_fee")]
    answer = first.submit(status=303).follow()
    assert "5.000 đồng" in words(office.as_().get(f"/thu-tuc/{DEATH}"))
    told = words(answer, "#changes")
    assert "1.000656, Đăng ký không đúng hạn: 80.000 đ" in told
    assert "đã bỏ một mức phí của HĐND tỉnh" in told
    again = first.submit(status=303)  # the page as another administrator still has it, sent with the same key
    assert again.location.endswith(FEES)


def test_what_cannot_be_a_fee_is_refused_and_nothing_typed_is_lost(office):
    keeper(office)  # signed in before anything is counted
    with nothing_changes(office):
        page = enter(office, status=409, days=-30, resolution=" ", last="01/01/2026")
    refused(page, "Hãy ghi số, ngày nghị quyết", "Ngày cuối đang trước ngày đầu", "Ngày đầu đã qua")
    assert typed(page)[FIELD] == "8000"
    with nothing_changes(office):
        refused(enter(office, status=409, **{FIELD: ""}), "Hãy nhập ít nhất một mức phí")
        refused(enter(office, status=422, **{FIELD: "tám nghìn"}), status=422)
        refused(enter(office, status=422, first="31/02/2027"), status=422)


def test_a_resolution_of_the_past_needs_its_reason(office):
    enter(office, days=-30, reason="Nghị quyết gửi về muộn.")
    assert "8.000 đồng" in words(office.as_().get(f"/thu-tuc/{DEATH}"))
    assert "Nghị quyết gửi về muộn." in words(keeper(office).get(FEES), "#changes")


def test_a_script_in_a_resolution_stays_text(office):
    canary = "<script>alert('x')</script>"
    enter(office, resolution=canary)
    for person, path in (
        (keeper(office), FEES),
        (office.as_(Role.ADMINISTRATOR), "/quan-tri"),
        (office.as_(), f"/thu-tuc/{DEATH}"),
    ):
        page = person.get(path)
        assert canary not in page.text
    assert canary in words(office.as_().get(f"/thu-tuc/{DEATH}"))


def test_only_fees_of_the_council_are_offered(office):
    form = keeper(office).get(f"{FEES}?q=khai+t%E1%BB%AD").forms["form"]
    names = [name for name in form.fields if name and name.startswith("fee_")]
    assert FIELD in names
    assert len(names) < 10
    assert "Không có mức phí nào" in words(keeper(office).get(f"{FEES}?q=zzzz"))


def test_a_sheet_that_hangs_with_the_old_fee_is_stale_from_the_day_on(office):
    hung(office, DEATH)
    enter(office, days=2)

    def stale() -> frozenset[str]:
        with office.site() as site:
            return stale_codes(site.procedures, office.now.date())

    assert stale() == frozenset()
    later(office, days=2)
    assert stale() == {DEATH}
    hung(office, DEATH)
    assert stale() == frozenset(), "the new one hangs"


def test_that_morning_officials_read_which_fee_is_another(office):
    office.later(minutes=1)  # the catalogue was filled before
    enter(office, days=2)
    receiver = office.as_(Role.RECEIVER)
    assert "Đăng ký khai tử" not in words(receiver.get("/ban-lam-viec/changes"))
    later(office, days=2)
    page = words(office.as_(Role.RECEIVER).get("/ban-lam-viec/changes"))
    assert "Đăng ký khai tử" in page
    assert "Phí, lệ phí thay đổi" in page
    assert "8.000 đồng" in page


def test_the_board_no_longer_counts_the_fee_among_its_gaps(office):
    def row() -> str:
        page = keeper(office).get(f"/quan-tri/danh-muc?q={DEATH}")
        [found] = [one for one in page.html.select("main tbody tr") if DEATH in one.get_text()]
        return " ".join(found.get_text(" ").split())

    assert "mức thu của tỉnh" in row()
    enter(office)
    assert "mức thu của tỉnh" not in row()


def test_publishing_a_text_does_not_call_a_fee_unknown_that_was_entered(office):
    with office.changing() as site:
        procedure = site.procedures[DEATH]
        record = replace(procedure.latest().record, steps=("Nộp hồ sơ.",))
        edit_procedure(procedure, record=record, opened_on=draft_stamp(procedure), act=Act("kiem", office.now))
    unknown = "do Hội đồng nhân dân tỉnh mình quy định"
    assert unknown in words(keeper(office).get(f"/thu-tuc/{DEATH}/publish"))
    enter(office)
    assert unknown not in words(keeper(office).get(f"/thu-tuc/{DEATH}/publish"))


def test_the_feed_tells_of_a_fee_from_its_day_and_of_each_once(office):
    def told_in_feed() -> list[tuple[str, str]]:
        feed = ElementTree.fromstring(office.as_().get("/thu-tuc/changes.atom").body)
        entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
        found = [
            [one.findtext(f"{{http://www.w3.org/2005/Atom}}{name}") for name in ("id", "summary")] for one in entries
        ]
        assert len({mark for mark, _ in found}) == len(found), "every entry has a mark of its own"
        return [(mark, said) for mark, said in found if "/phi-" in mark]

    enter(office, days=3)
    assert told_in_feed() == []
    later(office, days=3)
    [(mark, said)] = told_in_feed()
    assert f"/{DEATH}/" in mark
    assert RESOLUTION in said
    assert "26/11/2026" in said
    enter(office, **{FIELD: "9.000"})
    assert len(told_in_feed()) == 1, "a figure put right on the same day is no second change"


def test_a_decision_knows_the_fee_the_office_entered(office):
    path = decided(office, DEATH, days=2, drafted=True)
    missing = "Mức phí, lệ phí do Hội đồng nhân dân tỉnh mình quy định"
    page = keeper(office).get(path)
    assert missing in words(page)
    enter(office, days=2)
    assert missing not in words(keeper(office).get(path))
