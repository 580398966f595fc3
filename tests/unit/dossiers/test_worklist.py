"""What desks read: pages by due moment, across states and of one handler, that stop where they should."""

import json
from types import SimpleNamespace

import pytest
import transaction
import ZODB
from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree
from hypothesis import given
from hypothesis import strategies as st

from hcc.core.line_trees import LineTree
from hcc.dossiers import workflow, worklist
from hcc.dossiers.operations.prepare import prepare
from hcc.dossiers.operations.process import process
from hcc.dossiers.operations.receive import receive
from hcc.dossiers.operations.return_result import return_result
from hcc.dossiers.operations.submit import submit
from hcc.dossiers.people import Helper, Parties
from hcc.dossiers.resources import DossierFolder
from hcc.dossiers.row_trees import BLOCK, RowTrees, moment_of, place_key
from hcc.dossiers.worklist import NO_DUE, Board, Row, Span, counted, page_of, row_from
from hcc.site.evolution import STEPS
from unit.dossiers.building import AGENCY, CALENDAR, PERSON, TODAY, VERDICTS, act, dossier_in, draft, record


def received(folder: DossierFolder, minutes: int):
    dossier = draft(folder)
    prepare(dossier, person=PERSON, verdicts=VERDICTS, act=act("tiepdon", minutes=2))
    submit(dossier, act=act("tiepdon", minutes=3))
    receive(dossier, agency=AGENCY, calendar=CALENDAR, act=act(minutes=4 + minutes))
    return dossier


@pytest.fixture
def folder() -> DossierFolder:
    """Nine dossiers received a minute after each other; three of them are handled, by two people."""
    folder = DossierFolder()
    for minutes in range(9):
        dossier = received(folder, minutes)
        if minutes in (1, 4):
            process(dossier, act=act("xuly", minutes=60))
        if minutes == 7:
            process(dossier, act=act("chungthuc", minutes=60))
    return folder


def streams(folder, *spans, after=worklist.START):
    return [folder.rows(span, after) for span in spans]


def test_states_are_read_as_one_list_by_due_moment(folder):
    both = (Span(workflow.RECEIVED), Span(workflow.PROCESSING))
    page = page_of(streams(folder, *both))
    assert [row.number[-4:] for row in page.rows] == [f"{n:04d}" for n in range(1, 10)]
    assert {row.state for row in page.rows} == {workflow.RECEIVED, workflow.PROCESSING}
    assert page.after is None


def test_pages_follow_each_other_without_gap_or_double(folder):
    spans = (Span(workflow.RECEIVED), Span(workflow.PROCESSING))
    seen, after = [], worklist.START
    while after is not None:
        page = page_of(streams(folder, *spans, after=after), limit=2)
        assert len(page.rows) <= 2
        seen += [row.id for row in page.rows]
        after = page.after
    assert len(seen) == len(set(seen)) == 9


def test_a_handler_has_a_list_of_her_own_that_follows_her_dossiers(folder):
    def hers(login):
        return [row.number[-4:] for row in folder.rows(Span(workflow.PROCESSING, login))]

    assert (hers("xuly"), hers("chungthuc")) == (["0002", "0005"], ["0008"])
    assert folder.count_in(Span(workflow.PROCESSING, "xuly")) == 2
    first = folder.by_number(next(folder.rows(Span(workflow.PROCESSING, "xuly"))).number)
    first.handler = "chungthuc"
    assert folder.listing_faults()
    folder.relist(first)
    assert (hers("xuly"), hers("chungthuc")) == (["0005"], ["0002", "0008"])
    assert folder.listing_faults() == []


def test_a_span_may_end_at_a_moment(folder):
    rows = list(folder.rows(Span(workflow.RECEIVED)))
    middle = rows[3].due
    before, behind = Span(workflow.RECEIVED, until=middle), Span(workflow.RECEIVED, since=middle)
    assert [row.id for row in folder.rows(before)] + [row.id for row in folder.rows(behind)] == [r.id for r in rows]
    assert folder.count_in(before) == sum(row.due < middle for row in rows) == 3
    assert folder.count_in(Span(workflow.RECEIVED, since=middle, until=middle)) == 0


def test_dossiers_not_yet_received_are_read_in_the_order_they_came(folder):
    drafts = [draft(folder).id for n in range(3)]
    rows = list(folder.rows(Span(workflow.DRAFT)))
    assert [row.id for row in rows] == drafts
    assert {row.due for row in rows} == {NO_DUE}


def test_reading_stops_and_goes_on_where_few_rows_fit(folder, monkeypatch):
    monkeypatch.setattr(worklist, "LOOKED_THROUGH", 4)
    rare, found, after, pages = "0008", [], worklist.START, 0
    while after is not None:
        page = page_of(
            streams(folder, Span(workflow.RECEIVED), Span(workflow.PROCESSING), after=after),
            fits=lambda row: row.number.endswith(rare),
        )
        found, after, pages = [*found, *page.rows], page.after, pages + 1
        assert page.looked_through == (after is not None)
    assert ([row.number[-4:] for row in found], pages) == ([rare], 3)


def test_counting_stops_too():
    endless = iter(int, 1)
    assert counted(endless, 99) == 100
    assert counted([1, 2], 99) == 2


def test_a_row_tells_how_many_acts_there_were_and_whose_the_last_was(folder):
    row = next(folder.rows(Span(workflow.PROCESSING, "xuly")))
    dossier = folder.by_number(row.number)
    assert (row.version, row.by) == (dossier.version, "xuly")


def test_open_dossiers_of_a_procedure_are_counted_without_reading_the_others():
    folder = DossierFolder()
    for state in (workflow.RECEIVED, workflow.RETURNED, workflow.REFUSED, workflow.STOPPED, workflow.DRAFT):
        dossier_in(state, folder)
    code = dossier_in(workflow.PROCESSING, folder).record.code
    dossier_in(workflow.RECEIVED, folder, of=record("1.999999"))
    folder._worklist = None  # whoever walks over it fails
    assert folder.count_open(code) == 3
    assert folder.count_open(code, most=1) == 2, "counting stops behind the first that is too many"
    assert (folder.count_open("1.999999"), folder.count_open("9.999999")) == (1, 0)


def on_revision(folder, number, state):
    """A dossier that was begun while this revision was the newest."""
    dossier = dossier_in(state, folder)
    folder._open.remove((dossier.record.code, 1, dossier.id))
    dossier.revision.number = number
    folder._note_open(dossier)
    return dossier


def test_open_dossiers_are_counted_by_the_revision_they_stand_on_until_they_are_finished():
    folder = DossierFolder()
    first = [on_revision(folder, 1, workflow.PROCESSING) for _ in range(3)]
    third = on_revision(folder, 3, workflow.RESOLVED)
    code = third.record.code
    assert folder.open_revisions(code) == {1: 3, 3: 1}
    assert folder.open_revisions(code, most=1) == {1: 2, 3: 1}, "counting stops behind the first that is too many"
    assert list(folder.open_under(code, 1)) == [one.id for one in first]
    assert list(folder.open_under(code, 1, first[0].id)) == [one.id for one in first[1:]]
    assert [folder.is_open_under(code, number, third.id) for number in (1, 3)] == [False, True]
    return_result(third, to="Mẫu", identified_by="Thẻ", act=act("traketqua", minutes=30))
    assert folder.open_revisions(code) == {1: 3}
    assert not folder.is_open_under(code, 3, third.id)
    assert folder.open_revisions("9.999999") == {}
    assert folder.listing_faults() == []


def test_an_older_database_learns_which_revision_its_open_dossiers_stand_on():
    folder = DossierFolder()
    one = on_revision(folder, 2, workflow.PROCESSING)
    dossier_in(workflow.REFUSED, folder)
    code = one.record.code
    folder._open.clear()
    folder._open.add((code, one.id))
    next(step for step in STEPS if step.name == "open dossiers by revision").take(SimpleNamespace(dossiers=folder))
    assert folder.open_revisions(code) == {2: 1}
    assert folder.listing_faults() == []


def test_a_set_of_open_dossiers_that_is_wrong_is_noticed(folder):
    folder._open.remove(next(iter(folder._open)))
    assert folder.listing_faults() == ["the open dossiers of a procedure are counted wrongly"]


def test_results_stand_on_a_board_by_when_they_were_ready_until_somebody_fetches_them(folder):
    first, second = dossier_in(workflow.RESOLVED, folder), dossier_in(workflow.RESOLVED, folder)
    ready = int(first.resolved_at.timestamp())
    board = list(folder.board(Board.NOT_FETCHED))
    assert [(moment, row.id) for moment, row in board] == [(ready, first.id), (ready, second.id)]
    assert [row.id for _, row in folder.board(Board.NOT_FETCHED, (ready, first.id))] == [second.id]
    assert (folder.count_board(Board.NOT_FETCHED), folder.count_board(Board.NOT_FETCHED, most=0)) == (2, 1)
    return_result(first, to="Mẫu", identified_by="Thẻ", act=act("traketqua", minutes=30))
    assert [row.id for _, row in folder.board(Board.NOT_FETCHED)] == [second.id]
    assert folder.listing_faults() == []


def test_a_helper_has_her_drafts_in_hand_until_they_are_passed_on():
    folder = DossierFolder()
    hers, _ = draft(folder), draft(folder)
    parties = Parties(PERSON, helper=Helper("Vũ Thị Tập", "hotro"))
    prepare(hers, parties=parties, verdicts=VERDICTS, act=act("hotro", minutes=2))
    assert [row.id for row in folder.rows(Span(workflow.DRAFT, "hotro"))] == [hers.id]
    submit(hers, act=act("hotro", minutes=3))
    assert list(folder.rows(Span(workflow.DRAFT, "hotro"))) == []
    assert list(folder.rows(Span(workflow.SUBMITTED, "hotro"))) == []
    assert folder.listing_faults() == []


# Rows as they are kept

WRITTEN = st.text(st.characters(exclude_categories=["Cs"]))


@given(title=WRITTEN, owner=WRITTEN, paused=st.booleans(), version=st.integers(0, 99))
def test_a_row_comes_back_from_its_line_whatever_title_and_name_are(title, owner, paused, version):
    row = Row(7, "received", NO_DUE, "token", "", "1.000001", title, owner, paused=paused, version=version)
    assert row_from(row.line) == row


def test_a_line_of_another_program_is_read_too():
    """An older one told less, a newer one tells more."""
    row = Row(7, "received", 5, "token", "number", "1.000001", "Thủ tục", "Mẫu")
    told = json.loads(row.line)
    assert set(told) == {"id", "state", "due", "token", "number", "procedure", "title", "owner"}
    assert row_from(json.dumps(told | {"unheard_of": [1]})) == row


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("awaiting_approval", "received", "returned")),
            st.integers(0, NO_DUE + 1),
            st.integers(0, (1 << 63) - 1),
        )
    )
)
def test_keys_stand_in_the_order_of_moment_and_dossier(places):
    in_order = sorted(place_key(name, due=due, id=id) for name, due, id in places)
    assert in_order == [place_key(name, due=due, id=id) for name, due, id in sorted(places)]
    assert [moment_of(key) for key in in_order] == [due for _, due, _ in sorted(places)]


def test_an_older_database_lists_finds_and_counts_the_same_after_its_steps(folder):
    """It kept all rows in one tree, each as an object; keys of several values there and elsewhere; and where each
    dossier was listed in a tree of its own.
    """
    dossier_in(workflow.RESOLVED, folder)
    folder.begin_search()  # numbers of today stood in the tree, too
    lists, others = ("_worklist", "_handled", "_boards"), ("_lives", "_terms", "_tokens")
    kept = {name: dict(getattr(folder, name).items()) for name in (*lists, *others)}
    assert all(kept.values())
    for name in lists:
        rows = [(key, row_from(line)) for key, line in kept[name].items()]
        setattr(folder, name, OOBTree({(*key.split("|")[:-2], moment_of(key), row.id): row for key, row in rows}))
    folder._listed = LOBTree({dossier.id: ("received", 5, dossier.id) for dossier in folder.all()})
    folder._lives = OOBTree({tuple(map(int, key.split("|"))): line for key, line in kept["_lives"].items()})
    terms = [(*key.split("\t"), names) for key, names in kept["_terms"].items()]
    folder._terms = OOBTree({(kind, term, int(id)): names for kind, term, id, names in terms})
    folder._tokens = OOBTree(folder._tokens)
    whose = {dossier.reception_number: dossier.id for dossier in folder.all()}
    folder._numbers = OOBTree(whose)
    for counter in folder.counters._counters.values():
        counter.__dict__.pop("holders", None)
    for dossier in folder.all():
        dossier.life_key = dossier.life_key and tuple(map(int, dossier.life_key.split("|")))
        dossier.listed = dossier.listed_in_hand = None
    for step in STEPS:
        if step.name in ("keys as text", "lists of lines", "leaves of lines", "holders of reception numbers"):
            step.take(type("Site", (), {"dossiers": folder}))
    assert folder.listing_faults() == []
    assert {name: dict(getattr(folder, name).items()) for name in (*lists, *others)} == kept
    assert {type(getattr(folder, name)) for name in others} == {LineTree}
    assert not hasattr(folder, "_listed")
    assert dict(folder._numbers) == {}
    assert {number: folder.by_number(number).id for number in whose} == whose
    assert list(folder.received_between(TODAY, TODAY)) == list(whose.values())


MOMENTS = st.one_of(st.integers(0, 3), st.just(NO_DUE))
PLACES = st.tuples(st.sampled_from(("draft", "received")), MOMENTS, st.integers(0, 3 * BLOCK))


@given(st.lists(st.tuples(st.booleans(), PLACES), max_size=120), st.lists(st.tuples(PLACES, PLACES), max_size=5))
def test_rows_with_and_without_a_moment_stand_in_one_order(changes, spans):
    trees, model = RowTrees(), {}
    for put, (name, due, id) in changes:
        key = place_key(name, due=due, id=id)
        if put:
            trees[key] = model[key] = f"{due} {id}"
        else:
            trees.pop(key)
            model.pop(key, None)
        assert trees.get(key) == model.get(key)
    assert dict(trees.items()) == model
    assert not any(block for blocks in trees._blocks.values() for block in blocks.values() if not block)
    for (name, due, id), (_, end, last) in spans:
        first, behind = place_key(name, due=due, id=id), place_key(name, due=end, id=last)
        found = [f"{name}|{place}" for place, _ in trees.between(first, behind)]
        assert found == sorted(key for key in model if first <= key < behind)


def test_a_dossier_that_goes_on_writes_no_more_than_its_own_block_of_those_that_wait():
    database = ZODB.DB(None)
    with database.transaction() as connection:
        trees = connection.root()["trees"] = RowTrees()
        for id in range(20 * BLOCK):
            trees[place_key("submitted", due=NO_DUE, id=id)] = "x"
    connection = database.open()
    trees = connection.root()["trees"]
    trees.pop(place_key("submitted", due=NO_DUE, id=7 * BLOCK))
    assert [type(one).__name__ for one in connection._registered_objects] == ["LineBucket"]
    transaction.abort()
    connection.close()
    database.close()
