"""Finding dossiers by what people remember: numbers and tails, names, procedures, states and dates, combined."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hcc.dossiers import finding
from hcc.dossiers.evolving import search_trees
from hcc.dossiers.finding import Wanted, find_dossiers
from hcc.dossiers.operations.prepare import prepare
from hcc.dossiers.resources import DossierFolder, Person
from unit.dossiers.building import PERSON, TODAY, VERDICTS, act, dossier_in, record

PEOPLE = (
    ("Nguyễn Thị Hoa", "025190000001", "0900000001"),
    ("Đặng Văn Hoàn", "025190000002", "0900000002"),
    ("Lê Thị Ánh Hoa", "025190001234", "0900005678"),
    ("Nguyễn Văn Ân", "025190000004", "0900000004"),
)


@pytest.fixture
def folder():
    folder = DossierFolder()
    for n, (name, number, phone) in enumerate(PEOPLE):
        dossier = dossier_in("submitted", folder, of=record(f"1.00000{n % 2}"))
        prepare(dossier, person=Person(name, number, "1990", phone), verdicts=VERDICTS, act=act())
    return folder


def found(folder, may=lambda row: True, **wanted) -> list[str]:
    return [row.owner for row in find_dossiers(folder, Wanted(**wanted), may=may).rows]


def test_the_open_dossiers_on_one_text_of_a_procedure_are_found_alone_and_with_other_things(folder):
    standing = [dossier_in(state, folder, of=record("1.000007")) for state in ("processing", "received", "returned")]
    open_now = {one.reception_number for one in standing[:2]}

    def numbers(**wanted) -> set[str]:
        return {row.number for row in find_dossiers(folder, Wanted(**wanted), may=lambda row: True).rows}

    assert numbers(procedures=("1.000007",)) == {one.reception_number for one in standing}
    assert numbers(procedures=("1.000007",), revision=1) == open_now
    assert numbers(procedures=("1.000007",), revision=2) == set()
    assert numbers(procedures=("1.000007",), revision=1, state="received") == {standing[1].reception_number}
    assert numbers(procedures=("1.000007",), revision=1, number=standing[2].reception_number) == set()
    pages, after = [], None
    while not pages or after is not None:
        wanted = Wanted(procedures=("1.000007",), revision=1)
        page = find_dossiers(folder, wanted, may=lambda row: True, after=after, limit=1)
        pages, after = [*pages, *(row.number for row in page.rows)], page.after
    assert (set(pages), len(pages)) == (open_now, 2)


HOA, HOAN, ANH, AN = (name for name, _, _ in PEOPLE)


@pytest.mark.parametrize(
    ("wanted", "people"),
    [
        ({"words": ("hoa",)}, {HOA, HOAN, ANH}),
        ({"words": ("hoa", "thi")}, {HOA, ANH}),
        ({"words": ("dang",)}, {HOAN}),
        ({"words": ("le", "hoa")}, {ANH}),
        ({"words": ("an",)}, {ANH, AN}),
        ({"words": ("oa",)}, set()),
        ({"paper": "025190001234"}, {ANH}),
        ({"paper": "1234"}, {ANH}),
        ({"paper": "0251"}, set()),
        ({"phone": "5678"}, {ANH}),
        ({"digits": "0002"}, {HOAN}),
        ({"digits": "0002", "words": ("hoa",)}, {HOAN}),
        ({"digits": "0002", "words": ("nguyen",)}, set()),
        ({"paper": "0004", "phone": "0004"}, {AN}),
        ({"paper": "0004", "phone": "0002"}, set()),
        ({"procedures": ("1.000001",)}, {HOAN, AN}),
        ({"procedures": ("1.000001",), "words": ("van",)}, {HOAN, AN}),
        ({"state": "submitted"}, {HOA, HOAN, ANH, AN}),
        ({"state": "received"}, set()),
        ({"words": ("hoa",), "state": "received"}, set()),
        ({}, set()),
    ],
)
def test_what_is_asked_for_finds_those_it_fits(folder, wanted, people):
    names = found(folder, **wanted)
    assert set(names) == people
    assert len(names) == len(people), "each once"


def test_received_dossiers_are_found_by_day_and_number():
    folder = DossierFolder()
    first, second = dossier_in("received", folder), dossier_in("processing", folder)
    one, two = first.reception_number, second.reception_number

    def numbers(**wanted):
        return [row.number for row in find_dossiers(folder, Wanted(**wanted), may=lambda row: True).rows]

    day = timedelta(days=1)
    assert numbers(since=TODAY, until=TODAY) == [one, two]
    assert numbers(since=TODAY, until=TODAY, state="processing") == [two]
    assert numbers(until=TODAY - day) == numbers(since=TODAY + day) == []
    assert numbers(number="0002") == numbers(number=two.lower()) == [two]
    assert numbers(words=("mau",), since=TODAY + day) == []
    due = int(first.due.moment.timestamp())
    assert numbers(due_since=due, due_until=due + 1) == [one, two]
    assert numbers(due_since=due + 1) == []


def test_people_beside_the_owner_are_found_too(folder):
    dossier = next(iter(folder.all()))
    dossier.parties = replace(dossier.parties, proxy=Person("Trần Văn Hoa", phone="0911112222"))
    folder.relist(dossier)
    assert found(folder, words=("tran", "hoa")) == [HOA]
    assert found(folder, phone="2222") == [HOA]
    assert found(folder, words=("tran", "thi")) == [], "words of two people are no name"
    assert sorted(found(folder, words=("hoa",))) == sorted([HOA, HOAN, ANH])


def test_who_is_named_otherwise_is_found_by_the_new_name_alone(folder):
    dossier = next(iter(folder.all()))
    dossier.parties = replace(dossier.parties, owner=replace(PERSON, name="Phạm Thị Cúc"))
    folder.relist(dossier)
    assert found(folder, words=("cuc",)) == ["Phạm Thị Cúc"]
    assert HOA not in found(folder, words=("nguyen",))
    assert HOA not in found(folder, paper="025190000001")
    assert folder.listing_faults() == []


@pytest.mark.parametrize(
    "wanted",
    [
        {"words": ("hoa",)},
        {"digits": "0001"},
        {"procedures": ("1.0",)},
        {"state": "submitted"},
        {"since": TODAY, "until": TODAY},
    ],
    ids=lambda wanted: next(iter(wanted)),
)
def test_page_by_page_shows_each_once(folder, wanted):
    for _ in range(3):
        dossier_in("received", folder)
    whole = [row.id for row in find_dossiers(folder, Wanted(**wanted), may=lambda row: True).rows]
    by_page, after = [], None
    for _ in range(20):
        page = find_dossiers(folder, Wanted(**wanted), may=lambda row: True, after=after, limit=1)
        by_page += [row.id for row in page.rows]
        if (after := page.after) is None:
            break
    assert by_page == whole != []


def test_what_one_may_not_see_is_neither_shown_nor_counted(folder):
    assert set(found(folder, may=lambda row: row.owner != HOA, words=("hoa",))) == {HOAN, ANH}


def test_a_search_stops_after_so_many_and_goes_on_from_there(folder, monkeypatch):
    monkeypatch.setattr(finding, "LOOKED_AT", 1)
    page = find_dossiers(folder, Wanted(words=("hoa",)), may=lambda row: row.owner == HOAN)
    names, rounds = [], 0
    while page.after is not None:
        assert page.looked_through
        names += [row.owner for row in page.rows]
        page = find_dossiers(folder, Wanted(words=("hoa",)), may=lambda row: row.owner == HOAN, after=page.after)
        rounds += 1
        assert rounds < 20
    assert names + [row.owner for row in page.rows] == [HOAN]


def test_an_older_database_is_searched_after_its_step(folder):
    del folder._terms
    for dossier in folder.all():
        dossier.found_by = ()
        folder.relist(dossier)
    search_trees(folder)
    assert found(folder, words=("le",)) == [ANH]
    assert folder.listing_faults() == []


@pytest.mark.parametrize("spoil", ["missing", "stray", "names"])
def test_verify_names_a_search_that_disagrees_with_the_dossiers(folder, spoil):
    key = next(key for key in folder._terms if key.startswith("name\t"))
    if spoil == "missing":
        del folder._terms[key]
    elif spoil == "stray":
        folder._terms[f"name\tai do\t{1:019d}"] = "ai do"
    else:
        folder._terms[key] = "ai do"
    assert any("found" in fault or "search" in fault for fault in folder.listing_faults())
