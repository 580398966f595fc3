"""/ho-so: names, worklists, and what the trees say when they are wrong."""

from datetime import timedelta

import pytest

from hcc.dossiers.fresh_numbers import receptions
from hcc.dossiers.operations.receive import receive
from hcc.dossiers.resources import DossierFolder, NumberedDossier
from hcc.dossiers.row_trees import place_key
from hcc.dossiers.worklist import Span
from unit.dossiers.building import AGENCY, CALENDAR, TODAY, act, dossier_in, draft


def test_a_dossier_is_found_by_its_token_for_life():
    folder = DossierFolder()
    dossier = draft(folder)
    assert folder[dossier.token] is folder.get_by_token(dossier.token) is dossier
    assert dossier.number_shown == dossier.token
    assert folder.get_by_token("a" * 16) is None


@pytest.mark.parametrize("name", ["sua", "receive", "A" * 16, "a" * 17, "", "4294967297"])
def test_a_name_that_is_no_token_is_left_to_the_views(name):
    folder = DossierFolder()
    draft(folder)
    with pytest.raises(KeyError):
        folder[name]


def test_a_number_leads_to_a_pointer_whether_there_is_such_a_dossier_or_not():
    folder = DossierFolder()
    dossier = dossier_in("received", folder)
    known, unknown = folder[dossier.reception_number], folder["H44.99-261123-9999"]
    assert isinstance(known, NumberedDossier)
    assert isinstance(unknown, NumberedDossier)
    assert (known.dossier, unknown.dossier) == (dossier, None)
    assert known.__acl__ == unknown.__acl__


def test_worklists_are_read_in_the_order_of_their_due_moments_and_by_pages():
    folder = DossierFolder()
    for minutes in (50, 10, 30, 20, 40):
        dossier = dossier_in("submitted", folder)
        receive(dossier, agency=AGENCY, calendar=CALENDAR, act=act(minutes=minutes))
    first = folder.worklist("received", limit=2)
    assert (len(first.rows), first.more) == (2, True)
    last = first.rows[-1]
    rest = folder.worklist("received", limit=3, after=(last.due, last.id))
    assert (len(rest.rows), rest.more) == (3, False)
    dues = [row.due for row in (*first.rows, *rest.rows)]
    assert dues == sorted(dues)
    assert len({row.id for row in (*first.rows, *rest.rows)}) == 5
    assert folder.worklist("submitted").rows == []
    assert (folder.count_in(Span("received")), folder.count_in(Span("submitted"))) == (5, 0)


def test_an_unlisted_a_stray_and_a_wrong_row_are_found():
    folder = DossierFolder()
    one, other = dossier_in("received", folder), dossier_in("processing", folder)
    assert folder.listing_faults() == []
    other.handler = "khac"
    assert folder.listing_faults() == [f"dossier {other.reception_number} is listed wrongly"]
    folder.relist(other)
    assert folder.listing_faults() == []
    stray = folder.worklist("received").rows[0]
    elsewhere = place_key("received", due=5, id=stray.id)
    folder._worklist[elsewhere] = stray.line
    assert folder.listing_faults() == ["the worklist holds doubled or stray rows"]
    folder._worklist.pop(elsewhere)
    folder._worklist.pop(stray.key)
    assert f"dossier {one.reception_number} is listed wrongly" in folder.listing_faults()


def test_a_dossier_that_does_not_know_its_own_row_is_found():
    folder = DossierFolder()
    one = dossier_in("received", folder)
    one.listed = place_key("received", due=5, id=one.id)
    assert folder.listing_faults() == [f"dossier {one.reception_number} is listed wrongly"]


def test_a_number_leads_to_the_dossier_that_has_it_and_no_other():
    folder = DossierFolder()
    one = dossier_in("received", folder)
    agency, day, serial = one.reception_number.split("-")
    assert folder.by_number(one.reception_number) is one
    for other in (
        f"H99-{day}-{serial}",
        f"{agency}-{day}-0002",
        f"{agency}-{day}-0000",
        f"{agency}-261399-0001",
        "0001",
    ):
        assert folder.by_number(other) is None
    folder.counters.keep(1, 7, *receptions(TODAY))
    assert folder.by_number(one.reception_number) is None


def test_receptions_are_read_by_day_and_number_from_behind_one_on():
    folder = DossierFolder()
    every = [dossier_in("received", folder) for _ in range(3)]
    assert [one.reception_number[-4:] for one in every] == ["0001", "0002", "0003"]
    ids, day = [one.id for one in every], timedelta(days=1)
    assert list(folder.received_between(TODAY - day, TODAY + day)) == ids
    assert list(folder.received_between(TODAY, TODAY, every[0].id)) == ids[1:]
    assert list(folder.received_between(TODAY, TODAY, every[2].id)) == []
    assert list(folder.received_between(TODAY + day, TODAY + 2 * day)) == []
