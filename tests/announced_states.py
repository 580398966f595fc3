"""Announcement decisions and posted sheets for tests: in every state of their pages."""

from datetime import date, timedelta
from itertools import count

from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.roles import Role
from hcc.procedures.announced_lines import read_lines
from hcc.procedures.announcements import Announcement, ChangeOfRules
from hcc.procedures.hangings import SheetKind
from hcc.procedures.operations.announce import announce
from hcc.procedures.operations.ask_taking_back import ask_taking_back, keep_published
from hcc.procedures.operations.draft_announced import draft_announced, take_draft
from hcc.procedures.operations.edit import draft_stamp
from hcc.procedures.operations.post import open_place, post_sheets
from hcc.procedures.operations.publish_announced import publish_announced, stamp_of
from hcc.procedures.resources import ProcedureFolder
from office import LOGINS, Office

AMENDED, OTHERS_DRAFT, REPLACED, ABOLISHED, NEW = "1.013134", "1.013135", "1.013136", "1.013138", "1.990001"
"""Procedures of the decision whose page has a row of every kind."""
WAITING = "1.013147"
"""Of a decision that waits for its day, and is taken back."""
FRESH, PUBLISHED, HUNG, ENDED, RIGHT = "1.013139", "1.013140", "1.013141", "1.013142", "1.013137"

_made = count(1)


def _act(office: Office, minutes: int = 0) -> Act:
    return Act(LOGINS[Role.CATALOGUE_ADMINISTRATOR], office.now + timedelta(minutes=minutes))


def _day(office: Office) -> date:
    return office.now.astimezone(LOCAL).date()


def decided(office: Office, lines: str, *, days: int = 7, drafted: bool = False, published: bool = False) -> str:
    """A fresh decision with these lines, whose rules begin in so many days; the address of its page."""
    today = _day(office)
    rows, complaints = read_lines(lines, ChangeOfRules.AMENDED)
    assert not complaints, complaints
    with office.changing() as site:
        folder = site.procedures
        one = announce(
            folder,
            decision=f"{700 + next(_made)}/QĐ-UBND",
            issued_on=today - timedelta(days=3),
            effective_from=today + timedelta(days=days),
            retroactive=days < -3,
            issuer="UBND tỉnh Phú Mẫu",
            subject="Về việc công bố danh mục thủ tục hành chính",
            rows=rows,
            today=today,
            act=_act(office),
        )
        if drafted or published:
            _draft(one, folder, _act(office, 1))
        if published:
            reason = "Nhận quyết định muộn" if days < 0 else ""
            seen = stamp_of(one, folder)
            publish_announced(one, folder, effective=one.effective_from, reason=reason, seen=seen, act=_act(office, 2))
        return f"/quan-tri/quyet-dinh/{one.number}/"


def _draft(one: Announcement, folder: ProcedureFolder, act: Act) -> None:
    """Every row gets its draft; one that was left open by an earlier decision of the tests is taken over."""
    for row in one.rows:
        if not row.kind.ends:
            _draft_row(one, folder, row.code, act)


def _draft_row(one: Announcement, folder: ProcedureFolder, code: str, act: Act) -> None:
    procedure = folder.get(code)
    if procedure is not None and procedure.draft() is not None:
        take_draft(one, folder, code=code, opened_on=draft_stamp(procedure), act=act)
    else:
        draft_announced(one, folder, codes={code}, act=act)


def every_kind(office: Office) -> str:
    """A decision with a draft, a draft of somebody else, what ends, what lacks a successor, and what is new."""
    with office.changing() as site:
        procedure = site.procedures[OTHERS_DRAFT]
        if procedure.draft() is None:
            latest = procedure.latest()
            procedure.add_revision(
                latest.record, made_by=LOGINS[Role.ADMINISTRATOR], made_at=_act(office).at, base=latest.number
            )
    lines = f"{AMENDED}\n{OTHERS_DRAFT}\n{REPLACED} thay thế\n{ABOLISHED} bãi bỏ\n{NEW}\tThủ tục mới của xã\tmới"
    path = decided(office, lines)
    with office.changing() as site:
        one = site.procedures.announcements[path.split("/")[3]]
        for code in (AMENDED, NEW):
            _draft_row(one, site.procedures, code, _act(office, 1))
    return path


def stamps(office: Office, path: str) -> dict[str, str]:
    """What the page of publishing sends besides token and key."""
    with office.site() as site:
        one = site.procedures.announcements[path.split("/")[3]]
        return {
            "seen": stamp_of(one, site.procedures),
            "effective": f"{one.effective_from:%d/%m/%Y}",
            "reason": "Nhận quyết định muộn",
        }


def draft_to_take(office: Office) -> tuple[str, dict[str, str]]:
    """A decision with somebody's draft in it, and what the button sends that takes it over."""
    path = every_kind(office)
    with office.site() as site:
        return path, {"code": OTHERS_DRAFT, "opened_on": draft_stamp(site.procedures[OTHERS_DRAFT])}


def board(office: Office, name: str = "Bảng niêm yết tại Trung tâm") -> int:
    """The number of the notice board of this name."""
    with office.changing() as site:
        folder = site.procedures
        found = next((one for one in folder.hangings.places if one.name == name), None)
        return (found or open_place(folder, name=name, act=_act(office))).number


def hung(office: Office, code: str = HUNG, *, place: int = 0, kind: SheetKind = SheetKind.POSTER_A4) -> str:
    """A sheet of the text in force hangs; what a box of the page sends for it."""
    place = place or board(office)
    with office.changing() as site:
        procedure = site.procedures[code]
        revision = procedure.published(_day(office)) or procedure.latest()
        post_sheets(site.procedures, sheets=[((code, place, kind), revision.number)], act=_act(office))
        return f"{code}|{place}|{kind.value}|{revision.number}"


def sheet(office: Office) -> str:
    """What the box of the sheet that hangs right sends."""
    with office.site() as site:
        place = site.procedures.hangings.places[0].number
        return f"{RIGHT}|{place}|{SheetKind.POSTER_A4.value}|{site.procedures[RIGHT].latest().number}"


SPARE: dict[str, int] = {}
"""The board that nothing hangs at, by "number"."""


def spare_board(office: Office) -> int:
    SPARE["number"] = board(office, "Nhà văn hóa không dùng")
    return SPARE["number"]


def outdated(office: Office) -> str:
    """The page with a sheet to renew, one to take down and one that is right."""
    hung(office, HUNG)
    with office.site() as site:
        over = site.procedures[ENDED].published(_day(office)) is None
    if not over:
        hung(office, ENDED)
        decided(office, f"{HUNG}\n{ENDED} bãi bỏ", days=0, published=True)
    else:
        decided(office, HUNG, days=0, published=True)
    hung(office, PUBLISHED)
    return "/quan-tri/niem-yet?show=all"


def changed_today(office: Office) -> str:
    """The page of differences on a day on which a text changed."""
    decided(office, PUBLISHED, days=0, published=True)
    return "/ban-lam-viec/changes"


_CODES = iter(f"1.0131{number}" for number in (43, 44, 45, 46, 48, 49, 50, 51, 52, 55, 57, 59, 60, 61, 63, 70, 73, 81))


def fresh_code(office: Office) -> str:
    """A procedure without a draft that no other decision of the tests has."""
    return next(_CODES)


def undrafted(office: Office) -> str:
    """Where the drafts of a fresh decision are made that has none yet."""
    return f"{decided(office, fresh_code(office))}draft"


def waiting(office: Office, view: str = "") -> str:
    """A decision that is published for a later day."""
    return f"{decided(office, WAITING, days=30, published=True)}{view}"


def asked_back(office: Office, view: str = "") -> str:
    """A decision that somebody else asks to take back."""
    path = waiting(office)
    with office.changing() as site:
        folder = site.procedures
        one = folder.announcements[path.split("/")[3]]
        act = Act(LOGINS[Role.ADMINISTRATOR], office.now)
        ask_taking_back(one, folder, reason="Tỉnh hoãn", seen=one.version, act=act)
    return f"{path}{view}"


def declined(office: Office) -> str:
    """A decision that a colleague did not take back as somebody had asked."""
    path = asked_back(office)
    with office.changing() as site:
        folder = site.procedures
        one = folder.announcements[path.split("/")[3]]
        keep_published(one, folder, reason="Ngày áp dụng đúng như quyết định.", seen=one.version, act=_act(office, 3))
    return path


def version(office: Office) -> str:
    """What the page remembers of the decision written down last."""
    with office.site() as site:
        return str(next(site.procedures.announcements.newest_first()).version)


def late(office: Office) -> str:
    """The page of publishing for a day that has passed, with a dossier received since."""
    return f"{decided(office, '1.004873', days=-4, drafted=True)}publish"
