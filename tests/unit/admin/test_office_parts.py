"""Whatever an office decides comes back from its files in a fresh one, byte for byte; damaged files are told of."""

import tempfile
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hcc.accounts.operations.units import add_unit, close_unit, rename_unit
from hcc.admin.office_files import announcements, boards, calendar, fees, processes, symbols, texts, units
from hcc.admin.office_files import settings as names
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
from hcc.procedures.announcements import AnnouncedRow, ChangeOfRules
from hcc.procedures.hangings_telling import untold_of_hangings
from hcc.procedures.operations.import_catalogue import import_catalogue
from hcc.procedures.operations.post import close_place, open_place
from hcc.procedures.operations.take_over_decision import TakenDecision, take_over_decision
from hcc.procedures.process_telling import untold_of_processes
from hcc.settings import read_settings
from hcc.site.resources import Site
from office import MONDAY, ini_values
from unit.dossiers.building import record

PARTS = (names, units, calendar, symbols, texts, fees, boards, announcements, processes)
ACT, LATER = Act("quantri", MONDAY), Act("command line", MONDAY + timedelta(days=1))
CODE = "1.000001"
SETTINGS = read_settings(ini_values(Path("var")), environ={})
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
        "fees": st.dictionaries(
            st.sampled_from(list(TRANSACTIONS)), st.tuples(st.integers(0, 10**6), words), max_size=3
        ),
        "decisions": st.lists(decisions, unique_by=lambda one: one.decision.replace(" ", "").casefold(), max_size=2),
        "centre": words | st.just(""),
    }
)


def fresh() -> Site:
    site = Site()
    import_catalogue(site.procedures, records={CODE: record(CODE)}, act=Act("system", MONDAY), effective=MONDAY.date())
    return site


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
    for name, closed in told["boards"]:
        place = open_place(site.procedures, name=name, act=ACT)
        if closed:
            close_place(site.procedures, number=place.number, act=ACT)
    for kind, (amount, basis) in told["fees"].items():
        set_fee(site.books.fees, kind=kind, amount=amount, basis=basis, act=ACT)
    for number, decision in enumerate(told["decisions"], 1):
        take_over_decision(site.procedures, decision=decision, number=number, paper=None, act=ACT)


def written(site: Site) -> dict[str, bytes]:
    return {path: content for part in PARTS for path, content in part.write(site, SETTINGS)}


def lay(folder: Path, files: dict[str, bytes]) -> Path:
    for path, content in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return folder


def bring_in(site: Site, folder: Path) -> tuple[list, list]:
    """What was planned, and everything that is wrong; all but notes is applied."""
    problems: list = []
    reader = OfficeReader(folder, problems, within="office", space=folder, rehearsal=False)
    planned = []
    for part in PARTS:
        for one in part.plan(site, SETTINGS, reader):
            planned.append(one)
            if one.kind != NOTE:
                try:
                    one.apply(LATER)
                except Refusal as refusal:
                    problems.append((one.file, one.line, refusal))
    return planned, problems


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(told=everything)
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
        assert bring_in(here, folder) == ([], []), "what is there already is not planned"
    faults = [*untold_of(here.calendar_book), *untold_of_decisions(here.procedures)]
    assert [*faults, *untold_of_hangings(here.procedures), *untold_of_processes(here.procedures)] == []


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


@pytest.mark.parametrize("path", ["calendar.toml", "texts", f"texts/{CODE}", f"texts/{CODE}/0001.toml", "processes"])
def test_no_link_is_followed(path, tmp_path):
    target = tmp_path / "bi-mat"
    target.mkdir()
    (tmp_path / "office" / path).parent.mkdir(parents=True)
    (tmp_path / "office" / path).symlink_to(target)
    _, problems = bring_in(fresh(), tmp_path / "office")
    assert [one.file for one in problems] == [f"office/{path}"]
