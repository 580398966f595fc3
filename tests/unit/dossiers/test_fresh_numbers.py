"""Dossiers are found by their numbers, whether the search tree holds those already or only the counter of the day."""

import pytest
import transaction
import ZODB
from hypothesis import given
from hypothesis import strategies as st

from hcc.dossiers import fresh_numbers
from hcc.dossiers.finding import Wanted, find_dossiers
from hcc.dossiers.operations.process import process
from hcc.dossiers.operations.receive import receive
from hcc.dossiers.resources import DossierFolder
from hcc.dossiers.row_trees import id_of
from hcc.dossiers.workflow import RECEIVED, SUBMITTED
from hcc.dossiers.worklist import Span
from unit.dossiers.building import AGENCY, CALENDAR, act, dossier_in

A_DAY = 24 * 60


@pytest.fixture
def connection():
    """Of a database with a folder, whose changes are stored by `transaction_manager.commit()`."""
    database = ZODB.DB(None)
    connection = database.open(transaction.TransactionManager())
    connection.root()["folder"] = DossierFolder()
    connection.transaction_manager.commit()
    yield connection
    connection.transaction_manager.abort()
    connection.close()
    database.close()


def received(folder: DossierFolder, day: int = 0, agency: str = AGENCY):
    dossier = dossier_in("submitted", folder)
    receive(dossier, agency=agency, calendar=CALENDAR, act=act(minutes=4 + day * A_DAY))
    return dossier


def numbers(folder: DossierFolder, **wanted) -> list[str]:
    found = find_dossiers(folder, Wanted(**wanted), may=lambda row: True)
    return [row.number for row in found.rows]


def in_tree(folder: DossierFolder) -> int:
    return sum(key.startswith("number\t") for key in folder._terms)


def test_a_number_just_given_is_written_with_its_counter_alone_and_found():
    folder = DossierFolder()
    before = dict(folder._terms)
    dossier = received(folder)
    assert dict(folder._terms).keys() - before.keys() == {key for key in folder._terms if not key.startswith("number")}
    assert in_tree(folder) == 0
    for tail in (dossier.reception_number, "0001", "123-0001", "1"):
        assert numbers(folder, number=tail) == [dossier.reception_number]
    assert numbers(folder, number="0002") == []
    assert numbers(folder, digits="0001") == [dossier.reception_number]
    assert folder.listing_faults() == []


def test_numbers_of_the_day_before_the_last_are_put_into_the_tree():
    folder = DossierFolder()
    given_numbers = [received(folder, day).reception_number for day in (0, 0, 1, 1, 1)]
    assert in_tree(folder) == 0
    given_numbers.append(received(folder, 2).reception_number)
    assert in_tree(folder) == 2
    assert len(folder.fresh_days) == 2
    assert sorted(numbers(folder, number="0001")) == sorted(n for n in given_numbers if n.endswith("0001"))
    assert folder.listing_faults() == []


def test_a_number_of_yesterday_that_comes_late_is_not_lost():
    """Its transaction began before today's first number was given."""
    folder = DossierFolder()
    received(folder, 0)
    received(folder, 1)
    late = received(folder, 0)
    received(folder, 2)
    received(folder, 3)
    assert late.reception_number in numbers(folder, number=late.reception_number)
    assert folder.listing_faults() == []


def block(folder: DossierFolder):
    """What holds the rows of the first submitted dossiers."""
    return folder._worklist._blocks[SUBMITTED].values()[0]


def waiting(folder: DossierFolder) -> list[int]:
    return [row.id for row in folder.rows(Span(SUBMITTED))]


def test_a_received_dossier_is_not_among_the_submitted_though_its_row_goes_later(connection):
    folder = connection.root()["folder"]
    stays, *others = [dossier_in("submitted", folder) for _ in range(4)]
    connection.transaction_manager.commit()
    for dossier in others:
        receive(dossier, agency=AGENCY, calendar=CALENDAR, act=act(minutes=4))
        assert not block(folder)._p_changed
        connection.transaction_manager.commit()
    assert waiting(folder) == [row.id for row in folder.worklist(SUBMITTED).rows] == [stays.id]
    assert folder.count_in(Span(SUBMITTED)) == 1
    assert folder.count_in(Span(RECEIVED)) == 3
    assert folder.listing_faults() == []
    received(folder, 1)
    assert len(block(folder)) == 4
    received(folder, 2)
    assert len(block(folder)) == 1
    assert waiting(folder) == [stays.id]
    assert folder.listing_faults() == []


def test_a_row_that_is_written_anyway_goes_at_once(connection):
    """As at the counter, where a dossier is begun and received in one transaction."""
    folder = connection.root()["folder"]
    dossier_in("submitted", folder)
    connection.transaction_manager.commit()
    dossier = received(folder)
    assert dossier.id not in [id_of(place) for place in block(folder)]
    assert len(waiting(folder)) == 1


def test_rows_that_stay_go_with_the_search_made_anew(connection):
    folder = connection.root()["folder"]
    dossier = dossier_in("submitted", folder)
    connection.transaction_manager.commit()
    receive(dossier, agency=AGENCY, calendar=CALENDAR, act=act(minutes=4))
    assert folder._worklist._blocks[SUBMITTED]
    folder.begin_search()
    assert not folder._worklist._blocks[SUBMITTED]
    assert (waiting(folder), folder.listing_faults()) == ([], [])


@pytest.mark.parametrize(
    ("start", "serials"),
    [
        ("1000", {1, 10_001, 20_001}),
        ("10000", {1}),
        ("10001", {10_001}),
        ("5432", {2_345, 12_345, 22_345}),
        ("543", set(range(345, 25_001, 1_000))),
        ("1000321162", {1}),
        ("A1", set()),
        ("", set(range(1, 25_001))),
    ],
)
def test_serials_that_a_tail_may_belong_to(start, serials):
    """A term is a number backwards; behind the serial stands the day."""
    assert serials <= fresh_numbers._serials(start, 25_000)
    every = {one for one in range(1, 25_001) if f"{one:04d}"[::-1].startswith(start[: len(f"{one:04d}")])}
    assert fresh_numbers._serials(start, 25_000) >= {one for one in every if start.isdecimal() or not start}


@given(st.lists(st.integers(0, 4), min_size=1, max_size=12), st.booleans())
def test_however_days_follow_one_another_everything_is_found_as_if_the_tree_were_made_anew(days, agencies):
    folder, rebuilt = DossierFolder(), DossierFolder()
    for count, day in enumerate(days):
        agency = "K99.1" if agencies and count % 3 == 0 else AGENCY
        number = received(folder, day, agency).reception_number
        assert received(rebuilt, day, agency).reception_number == number
    rebuilt.begin_search()
    assert folder.listing_faults() == rebuilt.listing_faults() == []
    for dossier in folder.all():
        number = dossier.reception_number
        for tail in (number, number[-4:], number[-6:]):
            assert sorted(numbers(folder, number=tail)) == sorted(numbers(rebuilt, number=tail))
        assert folder.numbered_or_any(number) == (dossier, True)
        stranger = number.replace(AGENCY, "Z99") if AGENCY in number else number.replace("K99.1", "Z99")
        assert not folder.numbered_or_any(stranger)[1]


def test_page_by_page_each_is_shown_once_though_some_stand_in_both():
    folder = DossierFolder()
    first = received(folder, 0).reception_number
    folder.begin_search()  # puts the number of today into the tree
    others = [received(folder, day).reception_number for day in (0, 1)]
    shown, after = [], None
    for _ in range(10):
        page = find_dossiers(folder, Wanted(number="1"), may=lambda row: True, after=after, limit=1)
        shown += [row.number for row in page.rows]
        if (after := page.after) is None:
            break
    assert sorted(shown) == sorted({first, others[1]})
    assert folder.listing_faults() == []


def test_a_database_of_older_programs_goes_on():
    """There every number stands in the tree, and among what its dossier is found by."""
    folder = DossierFolder()
    dossier = received(folder)
    folder.begin_search()
    dossier.found_by = tuple(
        sorted((*dossier.found_by, ("number", dossier.reception_number[::-1].replace("-", ""), "")))
    )
    del folder.fresh_days
    process(dossier, act=act("xuly", minutes=9))
    assert numbers(folder, number="0001") == [dossier.reception_number]
    assert folder.listing_faults() == []
    other = received(folder)
    assert numbers(folder, number="0002") == [other.reception_number]
    assert folder.listing_faults() == []


@pytest.mark.parametrize("spoil", ["missing", "stray"])
def test_verify_sees_a_number_that_leads_nowhere(spoil):
    folder = DossierFolder()
    dossier = received(folder)
    received(folder, 1)
    received(folder, 2)
    key = next(key for key in folder._terms if key.startswith("number"))
    del folder._terms[key]
    if spoil == "stray":
        folder._terms[key.replace("1000", "9000")] = ""
    assert f"dossier {dossier.reception_number} is not found by what it should be" in folder.listing_faults()
