"""hcc verify holds decisions, boards and posted sheets against what the chain of the catalogue tells of them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from announced_states import board, decided, hung
from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.procedures.announced_telling import untold_of_decisions
from hcc.procedures.announcements import AnnouncedRow, ChangeOfRules
from hcc.procedures.hangings import Hanging, SheetKind
from hcc.procedures.hangings_telling import untold_of_hangings
from hcc.procedures.operations.announce import amend_announcement, change_row, drop_row
from hcc.procedures.operations.cancel_announced import cancel_announced
from hcc.procedures.operations.discard import discard_draft
from hcc.procedures.operations.draft_announced import draft_announced
from hcc.procedures.operations.edit import draft_stamp, edit_procedure
from hcc.procedures.operations.post import close_place, open_place, rename_place, reopen_place, take_down_sheets
from hcc.procedures.operations.publish import publish_revision
from hcc.procedures.operations.publish_announced import publish_announced, stamp_of
from hcc.procedures.operations.withdraw import cancel_scheduled, withdraw_procedure
from hcc.procedures.resources import RevisionState
from hcc.procedures.texts_telling import note_texts, untold_of_texts
from hcc.site.verification import verify_site
from office import LOGINS, Office

COPY, MARRIAGE, SIGNATURE, GUARDIAN, PARTNERS = "2.000815", "1.004873", "2.000884", "1.004837", "1.013134"


@pytest.fixture
def office(filled, tmp_path):
    office = Office(tmp_path / "var", filled)
    office.later(days=7)
    yield office
    office.close()


def act(office: Office) -> Act:
    return Act(LOGINS[Role.CATALOGUE_ADMINISTRATOR], office.now)


@pytest.fixture
def decision(office) -> str:
    """A decision whose every act was done: written down, corrected, rows added, changed and dropped, published."""
    path = decided(office, f"{COPY}\n{MARRIAGE}\n{SIGNATURE}", published=False)
    number = path.split("/")[3]
    with office.changing() as site:
        folder = site.procedures
        one = folder.announcements[number]
        drop_row(one, folder, code=SIGNATURE, act=act(office))
        change_row(one, folder, code=COPY, kind=ChangeOfRules.REPLACED, successor=MARRIAGE, act=act(office))
        change_row(one, folder, code=COPY, kind=ChangeOfRules.AMENDED, successor="", act=act(office))
        amend_announcement(
            one,
            folder,
            decision="1843/QĐ-UBND",
            issued_on=one.issued_on,
            effective_from=one.effective_from,
            issuer="UBND tỉnh Phú Mẫu",
            subject="Lĩnh vực hộ tịch",
            retroactive=False,
            seen=one.version,
            today=office.now.date(),
            act=act(office),
        )
    return number


@pytest.fixture
def boards(office) -> int:
    """The number of the board on which a sheet hangs, after every act upon boards."""
    number = hung_on(office)
    with office.changing() as site:
        folder = site.procedures
        other = open_place(folder, name="Nhà văn hóa xóm Mẫu", act=act(office)).number
        close_place(folder, number=other, act=act(office))
        reopen_place(folder, number=other, act=act(office))
        rename_place(folder, number=other, name="Nhà văn hóa xóm Thử", act=act(office))
        close_place(folder, number=other, act=act(office))
    return number


def hung_on(office) -> int:
    number = board(office)
    hung(office, COPY, place=number)
    hung(office, MARRIAGE, place=number)
    with office.changing() as site:
        sheet = (MARRIAGE, number, SheetKind.POSTER_A4)
        take_down_sheets(site.procedures, sheets=[sheet], act=act(office))
    return number


def edited(office, code: str, agency: str) -> None:
    with office.changing() as site:
        procedure = site.procedures[code]
        record = replace(procedure.latest().record, agency=agency)
        edit_procedure(procedure, record=record, opened_on=draft_stamp(procedure), act=act(office))


def published(office, code: str, days: int) -> None:
    edited(office, code, f"Ủy ban nhân dân xã, {days} ngày nữa")
    with office.changing() as site:
        draft, day = site.procedures[code].draft(), office.now.date() + timedelta(days=days)
        publish_revision(draft, effective=day, act=act(office))


def every_end(office) -> None:
    """Texts that ended, never took effect, lost their approval or were thrown away."""
    published(office, GUARDIAN, 5)
    with office.changing() as site:
        on = office.now.date() + timedelta(days=2)
        withdraw_procedure(site.procedures[GUARDIAN], on=on, reason="Bãi bỏ.", act=act(office))
    published(office, PARTNERS, 5)
    with office.changing() as site:
        cancel_scheduled(site.procedures[PARTNERS].revisions[2], reason="Nhầm.", act=act(office))
    edited(office, PARTNERS, "Ủy ban nhân dân")
    with office.changing() as site:
        procedure = site.procedures[PARTNERS]
        discard_draft(procedure, seen=draft_stamp(procedure), reason="Nhầm.", act=act(office))


def test_an_honest_office_is_found_without_fault(office, decision, boards):
    every_end(office)
    with office.site() as site:
        faults = [one for check in verify_site(site, office.registry["hcc.settings"]) for one in check.faults]
        assert faults == []


def test_a_published_decision_is_found_without_fault(office):
    decided(office, COPY, published=True)
    with office.site() as site:
        assert list(untold_of_decisions(site.procedures)) == []
        one = site.procedures.announcements["1"]
        one.effective += timedelta(days=1)
        assert list(untold_of_decisions(site.procedures)) == ["the publication of decision 1 is not as recorded"]


def faults(office) -> list[str]:
    with office.site() as site:
        return [one for check in verify_site(site, office.registry["hcc.settings"]) for one in check.faults]


def take_back(office, number: str):
    office.later(minutes=5)
    with office.changing() as site:
        folder = site.procedures
        return cancel_announced(folder.announcements[number], folder, reason="Nhầm.", act=act(office))


def standing(office, code: str) -> list[RevisionState]:
    with office.site() as site:
        return [one.state(office.now.date()) for one in site.procedures[code].revisions.values()]


def test_an_office_that_took_decisions_back_is_found_without_fault(office):
    scheduled, in_force = RevisionState.SCHEDULED, RevisionState.PUBLISHED
    # The row of a text that was taken back may be taken out.
    number = decided(office, f"{SIGNATURE}\n{PARTNERS}", published=True).split("/")[3]
    assert take_back(office, number).opened
    with office.changing() as site:
        drop_row(site.procedures.announcements[number], site.procedures, code=PARTNERS, act=act(office))
    assert faults(office) == []
    # A corrected decision still begins with the words that were written for it.
    with office.changing() as site:
        folder = site.procedures
        one = folder.announcements[number]
        facts = {"issued_on": one.issued_on, "effective_from": one.effective_from, "issuer": "", "subject": ""}
        more = {"retroactive": False, "seen": one.version, "today": office.now.date(), "act": act(office)}
        amend_announcement(one, folder, decision="999/QĐ-UBND", **facts, **more)
        [draft] = draft_announced(one, folder, act=act(office))
        assert (draft.base, draft.copy_of) == (1, 2)
    # An end that is taken back gives the text back that it had stopped, unless somebody decided otherwise since.
    published(office, COPY, 20)
    published(office, GUARDIAN, 20)
    office.later(minutes=5)
    number = decided(office, f"{COPY} (bãi bỏ)\n{GUARDIAN} (bãi bỏ)", published=True).split("/")[3]
    assert standing(office, COPY)[1] is RevisionState.WITHDRAWN
    office.later(minutes=5)
    published(office, GUARDIAN, 25)
    taken = take_back(office, number)
    assert (taken.texts, taken.ends, taken.opened) == (0, 2, True)
    assert standing(office, COPY) == [in_force, scheduled]
    assert standing(office, GUARDIAN) == [in_force, RevisionState.WITHDRAWN, scheduled]
    with office.site() as site:
        assert site.procedures[COPY].published(office.now.date() + timedelta(days=30)).number == 2
        assert site.procedures[COPY].revisions[2].withdrawal_reason == ""
    assert faults(office) == []


def test_what_has_begun_keeps_its_decision_published(office):
    number = decided(office, f"{COPY}\n{MARRIAGE}", days=3, drafted=True).split("/")[3]
    office.later(minutes=5)
    with office.changing() as site:
        folder = site.procedures
        record = replace(folder[COPY].draft().record, effective_from=office.now.date() + timedelta(days=30))
        edit_procedure(folder[COPY], record=record, opened_on=draft_stamp(folder[COPY]), act=act(office))
        one = folder.announcements[number]
        seen = stamp_of(one, folder)
        publish_announced(one, folder, effective=one.effective_from, reason="", seen=seen, act=act(office))
    office.later(days=5)
    office._people.clear()
    admin = office.as_(Role.CATALOGUE_ADMINISTRATOR)
    page = admin.get(f"/quan-tri/quyet-dinh/{number}/").click(href="take_back")
    assert "quyết định vẫn ở trạng thái đã công bố" in page.text
    page.forms["form"]["reason"] = "Nhầm"
    page = page.forms["form"].submit(status=303).follow()
    assert "vẫn ở trạng thái đã công bố" in page.text
    assert not page.html.select("a[href$=take_back]")
    assert [standing(office, code)[-1] for code in (COPY, MARRIAGE)] == [
        RevisionState.WITHDRAWN,
        RevisionState.PUBLISHED,
    ]
    with office.site() as site:
        assert site.procedures.announcements[number].published_at is not None
    assert faults(office) == []
    page = admin.get(f"/quan-tri/quyet-dinh/{number}/take_back")
    assert page.forms.get("form") is None
    admin.post(f"/quan-tri/quyet-dinh/{number}/take_back", {"reason": "Nhầm"}, status=409)


def test_texts_changed_behind_their_records_are_found(office):
    every_end(office)
    path = decided(office, COPY, published=True)
    hung_on(office)
    day = office.now.date()

    def found(tamper) -> list[str]:
        with office.site() as site:
            tamper(site.procedures)
            return list(untold_of_texts(site.procedures))

    def says(folder):
        text = folder[MARRIAGE].revisions[1]
        text.record = replace(text.record, agency="Nơi khác")

    def approves(folder):
        edit_procedure(
            folder[MARRIAGE],
            record=replace(folder[MARRIAGE].latest().record, agency="Nơi khác"),
            opened_on=draft_stamp(folder[MARRIAGE]),
            act=act(office),
        )
        draft = folder[MARRIAGE].draft()
        draft.approved_by, draft.approved_at, draft.effective_from = "danhmuc", office.now, day

    def shows(folder):
        sheet = next(iter(folder.hangings))
        folder.hangings.hang(replace(sheet, revision=9))

    def drops(folder):
        decision = folder.announcements[path.split("/")[3]]
        decision.rows = ()

    def adds(folder):
        decision = folder.announcements[path.split("/")[3]]
        decision.rows = (*decision.rows, AnnouncedRow(SIGNATURE, ChangeOfRules.AMENDED))

    assert found(lambda folder: None) == []
    assert found(says) == [f"text 1 of {MARRIAGE} does not say what is on record"]
    assert found(approves) == [f"text 2 of {MARRIAGE} is not approved as recorded"]
    assert found(lambda folder: setattr(folder[MARRIAGE].revisions[1], "effective_from", day)) == [
        f"text 1 of {MARRIAGE} is not approved as recorded"
    ]
    for code, number in ((GUARDIAN, 1), (GUARDIAN, 2), (PARTNERS, 2)):
        assert found(
            lambda folder, code=code, number=number: setattr(folder[code].revisions[number], "withdrawn_on", None)
        ) == [f"text {number} of {code} does not end as recorded"]
    assert found(lambda folder: setattr(folder[PARTNERS].revisions[3], "discarded_at", None)) == [
        f"text 3 of {PARTNERS} is not thrown away as recorded"
    ]
    assert found(lambda folder: folder[PARTNERS].revisions.pop(2)) == [f"text 2 of {PARTNERS} is gone"]
    number = path.split("/")[3]
    assert found(drops) == [f"text 2 of {COPY} names decision {number}, which does not name it"]
    assert found(adds) == [f"decision {number} is published, and {SIGNATURE} has no text of it"]
    assert found(shows)[0].endswith("shows no approved text: 9")


def test_texts_from_before_the_chain_told_what_they_say_are_noted_once(office, monkeypatch):
    monkeypatch.setattr("hcc.procedures.operations.publish.text_digest", lambda record: "")
    published(office, MARRIAGE, 0)
    with office.site() as site:
        folder, length = site.procedures, len(site.procedures.chain)
        text = folder[MARRIAGE].revisions[2]
        text.record, as_it_was = replace(text.record, agency="Nơi khác"), text.record
        assert list(untold_of_texts(folder)) == [], "nobody knows what it said"
        text.record = as_it_was
        for _ in range(2):
            note_texts(folder, act(office))
            assert len(folder.chain) == length + 1
        assert list(untold_of_texts(folder)) == []
        text.record = replace(text.record, agency="Nơi khác")
        assert list(untold_of_texts(folder)) == [f"text 2 of {MARRIAGE} does not say what is on record"]


def without_last_row(one) -> None:
    one.rows = one.rows[:-1]


def other_order(one) -> None:
    one.rows = tuple(reversed(one.rows))


def other_kind(one) -> None:
    one.rows = (replace(one.rows[0], kind=ChangeOfRules.ABOLISHED), *one.rows[1:])


def one_more(one) -> None:
    one.rows = (*one.rows, AnnouncedRow("1.004837", ChangeOfRules.ABOLISHED))


@pytest.mark.parametrize(
    ("tamper", "what"),
    [
        (lambda one: setattr(one, "decision", "1844/QĐ-UBND"), "decision"),
        (lambda one: setattr(one, "issued_on", date(2026, 1, 1)), "issued_on"),
        (lambda one: setattr(one, "effective_from", date(2026, 1, 1)), "effective_from"),
        (lambda one: setattr(one, "issuer", "Ai đó"), "issuer"),
        (lambda one: setattr(one, "subject", "Việc khác"), "subject"),
        (without_last_row, "the list of procedures"),
        (other_order, "the list of procedures"),
        (other_kind, "the list of procedures"),
        (one_more, "the list of procedures"),
    ],
)
def test_a_decision_changed_behind_its_records_is_found(office, decision, tamper, what):
    with office.site() as site:
        tamper(site.procedures.announcements[decision])
        faults = [one for check in verify_site(site, office.registry["hcc.settings"]) for one in check.faults]
        assert faults == [f"catalogue: {what} of decision {decision} is not as recorded"]


def test_a_decision_that_is_gone_or_came_from_nowhere_is_found(office, decision):
    with office.site() as site:
        folder = site.procedures.announcements
        one = folder._by_number.pop(int(decision))
        assert list(untold_of_decisions(site.procedures)) == [f"decision {decision} is gone"]
        one.number = 9
        folder.add(one)
        assert "decision 9 is not on record" in untold_of_decisions(site.procedures)


@pytest.mark.parametrize("kind", ["other revision", "other hand", "taken down", "put up"])
def test_a_sheet_moved_behind_its_records_is_found(office, boards, kind):
    with office.site() as site:
        hangings = site.procedures.hangings
        sheet = next(iter(hangings))
        code = sheet.code
        if kind == "other revision":
            hangings.hang(replace(sheet, revision=sheet.revision + 1))
        elif kind == "other hand":
            hangings.hang(replace(sheet, at=sheet.at - timedelta(days=1)))
        elif kind == "taken down":
            hangings.take_down(sheet.code, sheet.place, sheet.kind)
        else:
            code = MARRIAGE
            hangings.hang(Hanging(MARRIAGE, boards, sheet.kind, 1, sheet.by, sheet.at))
        assert list(untold_of_hangings(site.procedures)) == [
            f"what hangs of {code} on board {boards} as {sheet.kind.value} is not as recorded"
        ]


@pytest.mark.parametrize("kind", ["renamed", "opened", "gone"])
def test_a_board_changed_behind_its_records_is_found(office, boards, kind):
    with office.site() as site:
        hangings = site.procedures.hangings
        first, second = hangings.places
        hangings.places = {
            "renamed": (first, replace(second, name="Bảng khác")),
            "opened": (first, replace(second, closed=False)),
            "gone": (first,),
        }[kind]
        faults = [one for check in verify_site(site, office.registry["hcc.settings"]) for one in check.faults]
        assert faults == [f"catalogue: board {second.number} is not as recorded"]
