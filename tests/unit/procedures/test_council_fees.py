"""Which of the council's fees holds on which day, for a citizen and for a dossier: by hand and by property."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.procedures.council_fees import CouncilFee, crossed, entered, in_force, priced, record_on, untold_of
from hcc.procedures.operations.set_council_fees import FeePlace, set_council_fees, take_back_council_fee
from hcc.procedures.record import Fee, FeeKind, ProcedureRecord
from hcc.procedures.resources import Procedure, ProcedureFolder

DAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
LATE = Fee(FeeKind.COUNCIL, case="Không đúng hạn", wording="Hải Phòng 8.000 đồng", exempt="Hộ nghèo")
RECORD = ProcedureRecord("1.000656", "Đăng ký khai tử", "ho-tich", fees=(Fee(FeeKind.FREE), LATE))
PLACE = FeePlace("1.000656", "Không đúng hạn", "")


def folder_of(record: ProcedureRecord = RECORD) -> ProcedureFolder:
    folder = ProcedureFolder()
    procedure = folder[record.code] = Procedure(record.code)
    revision = procedure.add_revision(record, made_by="system", made_at=NOW)
    revision.approved_at, revision.effective_from = NOW, DAY
    return folder


def fee(amount: int | None, first: int, last: int | None = None, at: int = 0) -> CouncilFee:
    """Days and moments counted from `DAY` and `NOW`."""
    until = DAY + timedelta(days=last) if last is not None else None
    made = NOW + timedelta(hours=at)
    return CouncilFee("", "", amount, "12/NQ-HĐND", DAY + timedelta(days=first), until, made, "kiem")


def amount_on(entries: list[CouncilFee], ahead: int, known: int | None = None) -> int | None:
    known_at = NOW + timedelta(hours=known) if known is not None else None
    found = in_force(entries, DAY + timedelta(days=ahead), known_at)
    return found[0].amount if found else None


def test_the_latest_first_day_counts_and_what_ended_brings_nothing_back():
    entries = [fee(5_000, 0), fee(8_000, 10, 20), fee(9_000, 30)]
    assert [amount_on(entries, day) for day in (-1, 0, 9, 10, 20, 21, 29, 30)] == [
        None,
        5_000,
        5_000,
        8_000,
        8_000,
        None,
        None,
        9_000,
    ]


def test_a_mistake_taken_back_was_told_to_those_received_meanwhile_only():
    entries = [fee(5_000, 0), fee(80_000, 1, at=1), fee(None, 1, at=5)]
    assert amount_on(entries, 1) == 5_000
    assert amount_on(entries, 1, known=3) == 80_000
    assert amount_on(entries, 1, known=6) == 5_000


ENTRIES = st.lists(
    st.builds(
        fee,
        st.one_of(st.none(), st.integers(0, 5)),
        st.integers(-3, 3),
        st.one_of(st.none(), st.integers(-3, 5)),
        st.integers(0, 9),
    ),
    max_size=8,
).map(lambda entries: sorted(entries, key=lambda one: one.at))


@given(ENTRIES, st.integers(-4, 6), st.integers(0, 9))
def test_what_is_entered_later_never_changes_what_a_dossier_was_told(entries, ahead, known):
    told = in_force(entries, DAY + timedelta(days=ahead), NOW + timedelta(hours=known))
    later = [*entries, fee(7, ahead, at=known + 1), fee(None, ahead, at=known + 2)]
    assert in_force(later, DAY + timedelta(days=ahead), NOW + timedelta(hours=known)) == told


@given(ENTRIES, st.integers(-4, 6))
def test_one_fee_at_most_holds_and_it_has_begun_and_not_ended(entries, ahead):
    day = DAY + timedelta(days=ahead)
    found = in_force(entries, day)
    assert len(found) <= 1
    assert all(one.first <= day and (one.last is None or one.last >= day) and one.amount is not None for one in found)


@given(ENTRIES, st.integers(-4, 4), st.integers(1, 4))
def test_a_day_on_which_the_fee_is_another_is_a_day_that_was_crossed(entries, since, days):
    """The index is told of every code whose fee is not what it was."""
    before, today = (DAY + timedelta(days=since + ahead) for ahead in (0, days))
    if in_force(entries, before) != in_force(entries, today):
        assert crossed({"1.000656": tuple(entries)}, before, today) == ["1.000656"]


def test_only_the_fee_of_the_council_is_given_a_figure():
    [free, late] = priced(RECORD, [CouncilFee(*PLACE_OF, 8_000, "12/NQ-HĐND", DAY, None, NOW, "kiem")]).fees
    assert free == RECORD.fees[0]
    assert (late.kind, late.amount, late.case, late.exempt, late.wording) == (
        FeeKind.PER_CASE,
        8_000,
        "Không đúng hạn",
        "Hộ nghèo",
        "",
    )
    [_, late] = priced(RECORD, [CouncilFee(*PLACE_OF, 0, "12/NQ-HĐND", DAY, None, NOW, "kiem")]).fees
    assert late.kind is FeeKind.FREE


PLACE_OF = (PLACE.case, PLACE.channel)


def test_acts_are_on_record_and_what_is_not_is_found():
    folder, act = folder_of(), Act("kiem", NOW)
    assert set_council_fees(folder, amounts={PLACE: 8_000}, resolution=" 12/NQ  ", first=DAY, act=act) == ["1.000656"]
    revision = folder["1.000656"].latest()
    assert record_on(revision, DAY).fees[1].amount == 8_000
    assert record_on(revision, DAY, NOW - timedelta(seconds=1)).fees[1].kind is FeeKind.COUNCIL
    take_back_council_fee(folder, place=PLACE, first=DAY, act=Act("kiem", NOW + timedelta(hours=1)))
    assert record_on(revision, DAY) == RECORD
    assert entered(folder.council_fees["1.000656"]) == []
    assert list(untold_of(folder)) == []
    folder.council_fees = {}
    assert list(untold_of(folder)) == ["fees of the council for 1.000656 are not those on record"]


@pytest.mark.parametrize(
    ("asked", "refused"),
    [
        ({"amounts": {}}, "NoAmounts"),
        ({"amounts": {PLACE: 100_000_001}}, "AmountTooHigh"),
        ({"amounts": {FeePlace("1.000656", "", ""): 1}}, "NotACouncilFee"),
        ({"amounts": {FeePlace("9.999999", "", ""): 1}}, "NotACouncilFee"),
        ({"resolution": " "}, "NoResolution"),
        ({"resolution": "x" * 161}, "ResolutionTooLong"),
        ({"first": date(2020, 1, 1)}, "FirstDayOutOfRange"),
        ({"first": DAY - timedelta(days=1)}, "PastNeedsReason"),
        ({"last": DAY - timedelta(days=1)}, "LastBeforeFirst"),
    ],
)
def test_what_is_refused_changes_nothing(asked, refused):
    folder = folder_of()
    usual = {"amounts": {PLACE: 8_000}, "resolution": "12/NQ-HĐND", "first": DAY}
    with pytest.raises(Refusal) as found:
        set_council_fees(folder, **{**usual, **asked}, act=Act("kiem", NOW))
    assert refused in [type(one).__name__ for one in found.value.complaints]
    assert not folder.council_fees
    assert len(folder.chain) == 0
