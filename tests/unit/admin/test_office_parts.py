"""Whatever an office decides comes back from its files in a fresh one, byte for byte; damaged files are told of."""

import re
import tempfile
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hcc.accounts.operations.units import add_unit, close_unit, rename_unit
from hcc.admin.office_files.planned import CONFLICT, NOTE
from hcc.admin.office_files.reading import OfficeReader
from hcc.certifications.fee_table import TRANSACTIONS
from hcc.certifications.operations.set_fee import set_fee
from hcc.core.act import Act
from hcc.core.calendar import DayRule
from hcc.core.errors import Refusal
from hcc.core.text import clean_line
from hcc.dossiers.operations.set_symbol import take_over_symbol
from hcc.dossiers.symbols import SYMBOL_KINDS
from hcc.office_calendar.operations.days import set_days
from hcc.office_calendar.operations.sessions import set_sessions
from hcc.office_calendar.telling import untold_of
from hcc.procedures.announced_telling import untold_of_decisions
from hcc.procedures.announced_waiting import is_scheduled, texts_waiting
from hcc.procedures.announcements import AnnouncedRow, ChangeOfRules
from hcc.procedures.asked_ends import AskedEnd, Declined
from hcc.procedures.hangings import SheetKind
from hcc.procedures.hangings_past import hung_sheets
from hcc.procedures.hangings_telling import untold_of_hangings
from hcc.procedures.operations.ask_end import ask_cancelling, ask_withdrawal
from hcc.procedures.operations.edit import draft_stamp, edit_procedure
from hcc.procedures.operations.post import close_place, open_place, post_sheets, take_down_sheets
from hcc.procedures.operations.publish import put_in_force
from hcc.procedures.operations.take_over_decision import TakenDecision, take_over_decision
from hcc.procedures.process_telling import untold_of_processes
from hcc.site.resources import Site
from office import MONDAY
from unit.admin.carrying import ACT, CODE, LATER, bring_in, fresh, lay, plan, written
from unit.dossiers.building import record

words = st.text("aăđBé\"\\'#=[]{}+<>& 🐃1", min_size=1, max_size=30).map(clean_line).filter(bool)
days = st.dates(date(2025, 7, 1), date(2030, 12, 31))
sessions = st.sampled_from(((), ((time(7), time(11, 30)),), ((time(7, 30), time(12)), (time(13, 30), time(17)))))
weeks = st.tuples(*[sessions] * 7).filter(lambda week: sum(map(bool, week)) > 2)
decisions = st.builds(
    TakenDecision,
    decision=words,
    issued_on=days,
    effective_from=days,
    issuer=words | st.just(""),
    subject=words | st.just(""),
    made_by=st.just("danhmuc"),
    made_at=st.just(MONDAY),
    rows=st.lists(
        st.builds(
            AnnouncedRow, st.sampled_from((CODE, "1.000002")), st.sampled_from(ChangeOfRules), words, by=st.just("x")
        ),
        max_size=2,
        unique_by=lambda row: row.code,
    ).map(tuple),
    published_at=st.sampled_from((None, MONDAY)),
    effective=st.just(MONDAY.date()),
)
everything = st.fixed_dictionaries(
    {
        "days": st.dictionaries(days, st.builds(DayRule, st.booleans(), words), max_size=4),
        "weeks": st.dictionaries(days, st.tuples(weeks, words | st.just("")), max_size=2),
        "symbols": st.dictionaries(
            st.tuples(st.sampled_from(SYMBOL_KINDS), days), st.sampled_from(("A-B", "QĐ-UBND")), max_size=3
        ),
        "units": st.lists(st.tuples(words, st.booleans()), unique_by=lambda one: one[0].casefold(), max_size=3),
        "boards": st.lists(st.tuples(words, st.booleans()), unique_by=lambda one: one[0].casefold(), max_size=3),
        "second": st.sampled_from((None, timedelta(0), timedelta(days=5))),
        "sheets": st.lists(
            st.tuples(st.integers(0, 2), st.sampled_from(SheetKind), st.integers(0, 2), st.integers(0, 1)), max_size=9
        ),
        "asked": st.sets(st.sampled_from(("end", "approval", "decision", "declined"))),
        "fees": st.dictionaries(
            st.sampled_from(list(TRANSACTIONS)), st.tuples(st.integers(0, 10**6), words), max_size=3
        ),
        "decisions": st.lists(decisions, unique_by=lambda one: one.decision.replace(" ", "").casefold(), max_size=2),
        "centre": words | st.just(""),
    }
)


def decide(site: Site, told: dict) -> None:
    for day, rule in told["days"].items():
        set_days(site.calendar_book, first=day, rule=rule, reason="x", act=ACT)
    for day, (week, note) in told["weeks"].items():
        set_sessions(site.calendar_book, valid_from=day, week=week, note=note, reason="x", act=ACT)
    for (kind, first), symbol in told["symbols"].items():
        take_over_symbol(site.dossiers, kind=kind, symbol=symbol, first=first, act=ACT)
    if told["centre"]:
        rename_unit(site.accounts, number=1, name=told["centre"], act=ACT)
    for name, closed in told["units"]:
        if name.casefold() != told["centre"].casefold():
            unit = add_unit(site.accounts, name=name, act=ACT)
            if closed:
                close_unit(site.accounts, number=unit.number, act=ACT)
    if told["second"] is not None:
        procedure = site.procedures[CODE]
        of = [{"announcement": one.decision, "announced_on": one.issued_on} for one in told["decisions"]] or [{}]
        text = record(CODE, short_name="Khác", **of[0])
        edit_procedure(procedure, record=text, opened_on=draft_stamp(procedure), act=ACT)
        put_in_force(procedure.draft(), effective=MONDAY.date() + told["second"], act=ACT)
    hang(site.procedures, told)
    for kind, (amount, basis) in told["fees"].items():
        set_fee(site.books.fees, kind=kind, amount=amount, basis=basis, act=ACT)
    for number, decision in enumerate(told["decisions"], 1):
        take_over_decision(site.procedures, decision=decision, number=number, paper=None, act=ACT)
    ask(site.procedures, told["asked"])


def hang(folder, told: dict) -> None:
    """Boards are opened, sheets go up and come down, and boards that close are cleared before."""
    boards = [open_place(folder, name=name, act=ACT).number for name, _ in told["boards"]]
    now = MONDAY
    for board, kind, revision, later in told["sheets"]:
        now += timedelta(seconds=later)
        spot, act = (CODE, boards[board] if board < len(boards) else 0, kind), Act(f"x{revision}", now)
        if revision in folder[CODE].revisions and spot[1]:
            post_sheets(folder, sheets=[(spot, revision)], act=act)
        elif folder.hangings.find(*spot) is not None:
            take_down_sheets(folder, sheets=[spot], act=act)
    for number, (_, closed) in zip(boards, told["boards"], strict=True):
        if closed:
            left = [(one.code, one.place, one.kind) for one in folder.hangings if one.place == number]
            if left:
                take_down_sheets(folder, sheets=left, act=Act("y", now))
            close_place(folder, number=number, act=LATER)


def ask(folder, wishes: set[str]) -> None:
    """Somebody asks; nobody has decided."""
    procedure, every = folder[CODE], folder.announcements.newest_first()
    published = [one for one in every if any(texts_waiting(one, folder, MONDAY.date()))]
    if "end" in wishes:
        ask_withdrawal(procedure, on=MONDAY.date() + timedelta(days=1), reason="bãi “bỏ”", act=ACT)
    if "approval" in wishes and is_scheduled(procedure.latest(), MONDAY.date()):
        ask_cancelling(procedure.latest(), reason="nhầm", act=ACT)
    for one in published:
        if "decision" in wishes:
            one.asked_back = AskedEnd(None, "nhầm", "x", MONDAY)
        elif "declined" in wishes:
            one.declined = Declined("x", "không nhầm", "y", MONDAY)


def wishes(site: Site) -> list:
    """What is asked of a procedure, its texts and decisions, and what was answered."""
    procedure, decisions = site.procedures[CODE], site.procedures.announcements.newest_first()
    asked = [procedure.asked_end, *(text.asked_end for text in procedure.revisions.values())]
    return [*asked, *((one.decision, one.asked_back, one.declined) for one in decisions)]


EVERYTHING = {
    "days": {MONDAY.date(): DayRule(False, "Nghỉ")},
    "weeks": {MONDAY.date(): ((((time(7), time(11)),),) * 5 + ((), ()), "Giờ")},
    "symbols": {(next(iter(SYMBOL_KINDS)), MONDAY.date()): "A-B"},
    "centre": "Trung tâm",
    "units": [("Đội", False)],
    "second": timedelta(days=5),
    "boards": [("Sảnh", False)],
    "sheets": [(0, SheetKind.SHEET, 1, 0), (0, SheetKind.SHEET, 2, 1)],
    "fees": {"will": (1, "NQ")},
    "decisions": [
        TakenDecision(
            "1/Q", MONDAY.date(), MONDAY.date(), "U", "S", "x", MONDAY,
            (AnnouncedRow(CODE, ChangeOfRules.AMENDED, "N", by="x"),), ((CODE, 1),), MONDAY, "x", MONDAY.date(), "r",
        )
    ],
    "asked": {"end", "approval", "decision"},
}  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(told=everything)
@example(told=EVERYTHING)
def test_whatever_an_office_decides_comes_back_from_its_files(told):
    there, here = fresh(), fresh()
    try:
        decide(there, told)
    except Refusal:
        return  # closed for too long, or the like: no office has that
    first = written(there)
    with tempfile.TemporaryDirectory() as place:
        folder = lay(Path(place), first)
        planned, problems = bring_in(here, folder)
        assert problems == []
        assert [one.what for one in planned if one.kind in (CONFLICT, NOTE)] == []
        assert written(here) == first
        assert hung_sheets(here.procedures) == hung_sheets(there.procedures)
        assert list(here.procedures.hangings) == list(there.procedures.hangings)
        assert wishes(here) == wishes(there)
        assert bring_in(here, folder) == ([], []), "what is there already is not planned"
    faults = [*untold_of(here.calendar_book), *untold_of_decisions(here.procedures)]
    assert [*faults, *untold_of_hangings(here.procedures), *untold_of_processes(here.procedures)] == []


SHEET = (
    b'[[sheet]]\nboard = "A"\ncode = "1.000001"\nkind = "sheet"\nrevision = 1\nby = "x"\n'
    b"at = 2026-01-02T00:00:00+00:00\n"
)
OPEN, CLOSED = b'[[board]]\nname = "A"\n', b'[[board]]\nname = "A"\nclosed = true\n'
ASKED = b'[[asked]]\ncode = "1.000001"\non = 2026-12-01\nreason = "r"\nby = "x"\nat = 2026-01-02T00:00:00+00:00\n'
DECISION = b'decision = "1/Q"\nissued_on = 2026-01-01\neffective_from = 2026-01-01\nissuer = "U"\n' + (
    b'made_by = "x"\nmade_at = 2026-01-01T00:00:00+00:00\n'
)
STEP = (
    b'[[version]]\nmade_by = "x"\nmade_at = 2026-01-01T00:00:00+00:00\n'
    b'[[version.step]]\nkey = 1\nname = "N"\nstage = "receive"\nrole = "receiver"\n'
)
BROKEN = {
    "no TOML": ({"calendar.toml": b"[[day]\n"}, "office/calendar.toml", 1),
    "no UTF-8": ({"symbols.toml": b"a = 1\n\xff"}, "office/symbols.toml", 2),
    "unknown table": ({"units.toml": b"\n[[units]]\n"}, "office/units.toml", 2),
    "unknown key": ({"boards.toml": b'[[board]]\nname = "A"\ncolour = 1\n'}, "office/boards.toml", 3),
    "no day": ({"calendar.toml": b'[[day]]\nday = "hom qua"\nworking = true\nname = "x"\n'}, "office/calendar.toml", 2),
    "a moment for a day": (
        {"calendar.toml": b"[[day]]\nday = 2026-01-01T00:00:00Z\nnational = true\n"}, "office/calendar.toml", 2
    ),
    "twice": (
        {"symbols.toml": b'[[symbol]]\nkind = "stop"\nsymbol = "A"\nfirst = 2027-01-01\n' * 2}, "office/symbols.toml", 5
    ),
    "crossing": (
        {"calendar.toml": b'[[sessions]]\nweek = [["12:00-07:00"],[],[],[],[],[],[]]\n'}, "office/calendar.toml", 2
    ),
    "no clock": (
        {"calendar.toml": b'[[sessions]]\nweek = [["07:70-09:00"],[],[],[],[],[],[]]\n'}, "office/calendar.toml", 2
    ),
    "a day the office cannot decide on": (
        {"calendar.toml": b'[[day]]\nday = 1999-01-01\nworking = true\nname = "x"\n'}, "office/calendar.toml", 1
    ),
    "too dear": (
        {"contract_fees.toml": b'[[fee]]\nkind = "will"\namount = 99999999999\nbasis = "x"\n'},
        "office/contract_fees.toml", 3,
    ),
    "no such kind": (
        {"contract_fees.toml": b'[[fee]]\nkind = "x"\namount = 1\nbasis = "x"\n'}, "office/contract_fees.toml", 2
    ),
    "no such procedure": (
        {"council_fees.toml": b'[[fee]]\ncode = "9.999999"\namount = 1\nresolution = "x"\nfirst = 2026-01-01\n'},
        "office/council_fees.toml", 1,
    ),
    "4 KB": ({"boards.toml": b'[[board]]\nname = "%s"\n' % (b"x" * 4_096)}, "office/boards.toml", 2),
    "no board": ({"sheets/0001.toml": SHEET}, "office/sheets/0001.toml", 2),
    "no sheet": (
        {"boards.toml": OPEN, "sheets/0001.toml": SHEET.replace(b'"sheet"', b'"flag"')}, "office/sheets/0001.toml", 4
    ),
    "no such text": (
        {"boards.toml": OPEN, "sheets/0001.toml": SHEET.replace(b"= 1", b"= 2")}, "office/sheets/0001.toml", 5
    ),
    "down before up": (
        {"boards.toml": OPEN, "sheets/0001.toml": SHEET + b"until = 2026-01-01T00:00:00+00:00\n"},
        "office/sheets/0001.toml", 8,
    ),
    "two at once": ({"boards.toml": OPEN, "sheets/0001.toml": SHEET * 2}, "office/sheets/0001.toml", 14),
    "on a closed board": ({"boards.toml": CLOSED, "sheets/0001.toml": SHEET}, "office/sheets/0001.toml", 2),
    "before all time": (
        {"boards.toml": OPEN, "sheets/0001.toml": SHEET.replace(b"2026-01-02T00:00:00+00", b"0001-01-01T00:00:00+07")},
        "office/sheets/0001.toml", 7,
    ),
    "asked of nothing": ({"asked.toml": ASKED.replace(b"1.000001", b"9.999999")}, "office/asked.toml", 2),
    "asked for no day": ({"asked.toml": ASKED.replace(b"on = 2026-12-01\n", b"")}, "office/asked.toml", 1),
    "asked twice": ({"asked.toml": ASKED * 2}, "office/asked.toml", 7),
    "asked of a text that is not there": (
        {"asked.toml": ASKED.replace(b"on = 2026-12-01", b"revision = 7")}, "office/asked.toml", 3
    ),
    "asked of a list": (
        {"asked.toml": ASKED.replace(b'= "1.000001"\non = 2026-12-01', b'= ["x"]\nrevision = 1')},
        "office/asked.toml", 2,
    ),
    "asked of a table": (
        {"asked.toml": ASKED.replace(b'= "1.000001"\non = 2026-12-01', b"= {a=1}\nrevision = 1")},
        "office/asked.toml", 2,
    ),
    "a text left behind without end": (
        {"decisions/0001/decision.toml": DECISION + b'left_behind = [["1.000001", "%s"]]\n' % (b"1" * 5_000)},
        "office/decisions/0001/decision.toml", 7,
    ),
    "put up at a time to come": (
        {"boards.toml": OPEN, "sheets/0001.toml": SHEET.replace(b"2026", b"2099")}, "office/sheets/0001.toml", 7
    ),
    "taken down at a time to come": (
        {"boards.toml": OPEN, "sheets/0001.toml": SHEET + b"until = 9000-01-01T00:00:00+00:00\n"},
        "office/sheets/0001.toml", 8,
    ),
    "asked at a time to come": ({"asked.toml": ASKED.replace(b"at = 2026", b"at = 2099")}, "office/asked.toml", 6),
    "asked of no decision": (
        {"asked.toml": ASKED.replace(b'code = "1.000001"\non', b'decision = "1/Q"\nissued_on')}, "office/asked.toml", 2
    ),
    "folder of a decision": ({"decisions/mot/decision.toml": DECISION}, "office/decisions/mot", 0),
    "no file": (
        {"decisions/0001/decision.toml": DECISION + b'[paper]\nname = "a.pdf"\nsha256 = "ab"\nadded_by = "x"\n'
         b"added_at = 2026-01-01T00:00:00+00:00\n"}, "office/decisions/0001/decision.toml", 9
    ),
    "its own successor": (
        {"decisions/0001/decision.toml": DECISION + b'[[row]]\ncode = "1.000001"\nkind = "replaced"\n'
         b'successor = "1.000001"\n'}, "office/decisions/0001/decision.toml", 10
    ),
    "a circle of successors": (
        {"decisions/0001/decision.toml": DECISION + b'[[row]]\ncode = "1.000001"\nkind = "replaced"\n'
         b'successor = "1.000002"\n[[row]]\ncode = "1.000002"\nkind = "replaced"\nsuccessor = "1.000001"\n'},
        "office/decisions/0001/decision.toml", 7
    ),
    "a way out of the folder": (
        {"decisions/0001/decision.toml": DECISION + b'[paper]\nname = "a.pdf"\nsha256 = "../../../../etc/"\n'
         b'added_by = "x"\nadded_at = 2026-01-01T00:00:00+00:00\n'}, "office/decisions/0001/decision.toml", 9
    ),
    "not that file": (
        {"decisions/0001/decision.toml": DECISION + b'[paper]\nname = "a.pdf"\nsha256 = "%s"\nadded_by = "x"\n'
         b"added_at = 2026-01-01T00:00:00+00:00\n" % (b"a" * 64), "decisions/0001/aaaaaaaaaaaaaaaa-a.pdf": b"%PDF-"},
        "office/decisions/0001/decision.toml", 9,
    ),
    "no unit": ({f"processes/{CODE}.toml": STEP + b'unit = "Khong co"\n'}, f"office/processes/{CODE}.toml", 1),
    "nobody": ({f"processes/{CODE}.toml": STEP + b'stand_in = "khongai"\n'}, f"office/processes/{CODE}.toml", 9),
    "no stage": (
        {f"processes/{CODE}.toml": STEP.replace(b'"receive"', b'"rest"')}, f"office/processes/{CODE}.toml", 7
    ),
    "process of nothing": ({"processes/9.999999.toml": STEP}, "office/processes/9.999999.toml", 0),
    "gap": ({f"texts/{CODE}/0002.toml": b"x"}, f"office/texts/{CODE}/0002.toml", 0),
    "no standing": ({f"texts/{CODE}/0001.toml": b"code = 1\n"}, f"office/texts/{CODE}/0001.toml", 0),
    "no code": ({"texts/../texts/abc/0001.toml": b"x"}, "office/texts/abc", 0),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_wrong_is_told_with_file_and_line(case, tmp_path):
    files, file, line = BROKEN[case]
    site = fresh()
    _, problems = bring_in(site, lay(tmp_path, files))
    told = [(one.file, one.line) if hasattr(one, "file") else one[:2] for one in problems]
    assert (file, line) in told
    assert all(len(str(one)) < 1_500 for one in problems), "a long name makes no endless line"


@pytest.mark.parametrize("wrong", ['["x"]', "{ a = 1 }", "[[[]]]", "-1", "nan", "true", '"x"', "2099-01-01T00:00:00Z"])
def test_no_value_of_another_type_ends_in_anything_but_a_sentence(wrong, tmp_path):
    site = fresh()
    decide(site, EVERYTHING)
    files = {path: content.decode() for path, content in written(site).items()}
    assert {"asked.toml", "sheets/0001.toml", "decisions/0001/decision.toml"} <= files.keys()
    place = lay(tmp_path, written(site))
    for path, content in files.items():
        lines = content.splitlines()
        keys = [number for number, line in enumerate(lines) if re.match(r"\w+ = ", line)]
        for number in keys if not path.startswith("texts") else keys[-3:]:
            swapped = [*lines[:number], f"{lines[number].split(' = ')[0]} = {wrong}", *lines[number + 1 :]]
            (place / path).write_text("\n".join(swapped), "utf-8")
            problems: list = []
            reader = OfficeReader(place, problems, within="office", space=place, rehearsal=True, now=LATER.at)
            list(plan(site, reader))
            assert all(one.line for one in problems)
        (place / path).write_text(content, "utf-8")


@pytest.mark.parametrize("path", ["calendar.toml", "texts", f"texts/{CODE}", f"texts/{CODE}/0001.toml", "processes"])
def test_no_link_is_followed(path, tmp_path):
    target = tmp_path / "bi-mat"
    target.mkdir()
    (tmp_path / "office" / path).parent.mkdir(parents=True)
    (tmp_path / "office" / path).symlink_to(target)
    _, problems = bring_in(fresh(), tmp_path / "office")
    assert [one.file for one in problems] == [f"office/{path}"]
