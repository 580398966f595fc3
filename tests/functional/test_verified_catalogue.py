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
from hcc.procedures.operations.post import close_place, open_place, rename_place, reopen_place, take_down_sheets
from hcc.site.verification import verify_site
from office import LOGINS, Office

COPY, MARRIAGE, SIGNATURE = "2.000815", "1.004873", "2.000884"


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


def test_an_honest_office_is_found_without_fault(office, decision, boards):
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
