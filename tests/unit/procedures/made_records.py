"""Records of every shape that the rules allow, for tests of properties."""

import unicodedata
from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from hcc.procedures.record import (
    Audience,
    Case,
    Channel,
    Component,
    Fee,
    FeeKind,
    Level,
    LimitUnit,
    Method,
    ProcedureRecord,
    TimeLimit,
)
from hcc.procedures.toml_files import MONEY_LIMIT

_LETTERS = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def texts(most: int = 30, least: int = 0) -> st.SearchStrategy[str]:
    raw = st.text(_LETTERS, min_size=least, max_size=most)
    clean = raw.map(lambda text: unicodedata.normalize("NFC", text).strip())
    return clean.filter(lambda text: len(text) >= least)


def lists(least: int = 1) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(texts(least=least), max_size=4, unique_by=str.casefold).map(tuple)


_CHANNELS = st.sampled_from(["", *(channel.value for channel in Channel)])
_WORDING_ONLY = {"wording": texts(least=1), "review": texts(least=1)}
_COMMON = {"case": texts(), "channel": _CHANNELS, "wording": texts(), "review": texts()}
_TIMES = st.integers(1, 2000).map(lambda halves: halves / 2)
_MONEY = st.integers(1, MONEY_LIMIT)

time_limits = st.one_of(
    st.builds(TimeLimit, st.sampled_from([LimitUnit.WORKING_DAYS, LimitUnit.DAYS, LimitUnit.HOURS]), _TIMES, **_COMMON),
    st.builds(TimeLimit, st.just(LimitUnit.SAME_DAY), after_15=st.booleans(), **_COMMON),
    st.builds(TimeLimit, st.just(LimitUnit.UNREGULATED), **_COMMON),
    st.builds(TimeLimit, st.just(LimitUnit.WORDING), **(_COMMON | _WORDING_ONLY)),
)
_FEE = _COMMON | {"per": texts(), "exempt": texts()}
fees = st.one_of(
    st.builds(
        Fee,
        st.just(FeeKind.PER_PAGE),
        st.integers(1, 10_000),
        _MONEY,
        st.integers(2, 1000),
        st.one_of(st.just(0), st.integers(10_000, MONEY_LIMIT)),
        **_FEE,
    ),
    st.builds(Fee, st.just(FeeKind.PER_CASE), _MONEY, **_FEE),
    st.builds(Fee, st.sampled_from([FeeKind.FREE, FeeKind.UNREGULATED, FeeKind.COUNCIL]), **_FEE),
    st.builds(Fee, st.just(FeeKind.WORDING), **(_FEE | _WORDING_ONLY)),
)
_PAPER: dict = {"note": texts(), "form": texts(), "form_file": st.sampled_from(["", "to-khai.pdf", "mau-01.2.docx"])}
_PAPERS = (Component, texts(least=1), st.integers(0, 99), st.integers(0, 99), st.booleans())
components = st.one_of(
    st.builds(*_PAPERS, replaced_by=st.sampled_from(["", "vneid"]), **_PAPER),
    st.builds(*_PAPERS, replaced_by=st.just("database"), database=texts(least=1), **_PAPER),
)
cases = st.builds(Case, texts(least=1), note=texts())
methods = st.builds(Method, st.sampled_from([channel.value for channel in Channel]), texts())
_DAYS = st.none() | st.dates(date(1900, 1, 1))


def _named(record: ProcedureRecord) -> set[str]:
    """The cases a time limit may name."""
    return {"", *(case.name for case in record.cases), *(fee.case for fee in record.fees)}


_SOURCED = ("default", "code", "name", "fees", "time_limits", "components", "steps", "results", "announcement")
records = st.builds(
    ProcedureRecord,
    code=st.from_regex(r"[1-9]\.[0-9]{6}(\.000\.00\.00\.[A-Y][0-9]{2})?", fullmatch=True),
    name=texts(least=1),
    field=texts(least=1),
    short_name=texts(),
    everyday_names=lists(),
    asked_as=lists(),
    level=st.sampled_from(Level),
    audience=texts(),
    time_limits=st.lists(time_limits, max_size=3, unique_by=lambda limit: (limit.case.casefold(), limit.channel)).map(
        tuple
    ),
    fees=st.lists(fees, max_size=3, unique=True).map(tuple),
    components=st.lists(components, max_size=3, unique_by=lambda one: one.name.casefold()).map(tuple),
    steps=lists(),
    results=lists(),
    legal_basis=lists(),
    announcement=texts(),
    audiences=st.lists(st.sampled_from(Audience), unique=True).map(tuple),
    life_events=lists(),
    agency=texts(),
    conditions=lists(),
    methods=st.lists(methods, max_size=3, unique_by=lambda one: one.channel).map(tuple),
    online=st.sampled_from(["", "full", "none"]),
    portal_url=st.sampled_from(["", "https://dichvucong.gov.vn/p/home/dvc-chi-tiet.html?ma=1"]),
    non_territorial=st.sampled_from([None, True, False]),
    cases=st.lists(cases, max_size=3, unique_by=lambda one: one.name.casefold()).map(tuple),
    sets=st.integers(0, 99),
    announced_on=_DAYS,
    effective_from=_DAYS,
    successor=st.sampled_from(["", "9.999999"]),
    sources=st.dictionaries(st.sampled_from(_SOURCED), texts(least=1), max_size=4),
    review=texts(),
).map(lambda one: one if {limit.case for limit in one.time_limits} <= _named(one) else replace(one, cases=()))
