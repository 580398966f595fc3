"""Which text citizens see on which day, worked out from dates alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc.core.permissions import Permission
from hcc.procedures.events import RevisionPublished
from hcc.procedures.operations.publish import AlreadyApproved, BeforeTheScheduled, publish_revision
from hcc.procedures.resources import Procedure, ProcedureFolder, RevisionState
from hcc.procedures.text_digest import text_digest
from unit.core.grids import PEOPLE, principals
from unit.dossiers.building import MONDAY, act, record

DAY = date(2026, 11, 23)
CODE = "1.000001"


def days(count: int) -> timedelta:
    return timedelta(days=count)


@pytest.fixture
def procedure() -> Procedure:
    folder = ProcedureFolder()
    folder[CODE] = Procedure(CODE)
    return folder[CODE]


def add(procedure, effective: date | None = None, *, heard: list | None = None):
    revision = procedure.add_revision(record(CODE), made_by="danhmuc", made_at=MONDAY)
    if effective is not None:
        publish_revision(revision, effective=effective, act=act("danhmuc", heard=heard))
    return revision


def states(procedure, today: date) -> list[str]:
    return [revision.state(today).value for revision in procedure.revisions.values()]


def test_a_draft_is_seen_by_nobody(procedure):
    draft = add(procedure)
    assert draft.state(DAY) is RevisionState.DRAFT
    assert procedure.published(DAY) is None
    assert procedure.draft() is procedure.latest() is draft
    assert (draft.number, draft.__name__, procedure["phien-ban"]["1"]) == (1, "1", draft)


def test_scheduled_published_superseded_as_days_pass(procedure):
    first = add(procedure, DAY)
    second = add(procedure, DAY + days(10))
    third = add(procedure)
    assert states(procedure, DAY - days(1)) == ["scheduled", "scheduled", "draft"]
    assert states(procedure, DAY) == states(procedure, DAY + days(9)) == ["published", "scheduled", "draft"]
    assert states(procedure, DAY + days(10)) == ["superseded", "published", "draft"]
    assert [procedure.published(DAY + days(n)) for n in (-1, 0, 9, 10)] == [None, first, first, second]
    assert procedure.draft() is third


def test_two_for_the_same_day_the_later_one_is_seen(procedure):
    add(procedure, DAY)
    second = add(procedure, DAY)
    assert procedure.published(DAY) is second
    assert states(procedure, DAY) == ["superseded", "published"]


def test_what_is_withdrawn_is_not_replaced_by_what_was_superseded(procedure):
    add(procedure, DAY)
    second = add(procedure, DAY + days(5))
    second.withdrawn_on = DAY + days(20)
    assert procedure.published(DAY + days(19)) is second
    assert procedure.published(DAY + days(20)) is None
    assert states(procedure, DAY + days(20)) == ["superseded", "withdrawn"]


dated = st.tuples(
    st.integers(0, 30),
    st.none() | st.integers(0, 60),
    st.booleans(),
)


@given(st.lists(dated, max_size=6), st.integers(-5, 70))
def test_at_most_one_is_published_a_day_and_every_state_fits(plan, when):
    procedure = Procedure(CODE)
    folder = ProcedureFolder()
    folder[CODE] = procedure
    earliest = 0
    for wait, withdrawn, approve in plan:
        revision = procedure.add_revision(record(CODE), made_by="danhmuc", made_at=MONDAY)
        if approve:
            earliest += wait
            publish_revision(revision, effective=DAY + days(earliest), act=act("danhmuc"))
            if withdrawn is not None:
                revision.withdrawn_on = DAY + days(withdrawn)
    today = DAY + days(when)
    found = {revision: revision.state(today) for revision in procedure.revisions.values()}
    published = [revision for revision, state in found.items() if state is RevisionState.PUBLISHED]
    assert published == ([procedure.published(today)] if procedure.published(today) else [])
    for revision, state in found.items():
        assert (state is RevisionState.DRAFT) is (revision.approved_at is None)
        if state is RevisionState.SCHEDULED:
            assert revision.effective_from > today
        if state is RevisionState.PUBLISHED:
            assert revision.effective_from <= today
        if state is RevisionState.WITHDRAWN:
            assert revision.withdrawn_on <= today
    assert [r.record.code for r in folder.published(today)] == [CODE] * len(published)


def test_publish_records_announces_and_tells_the_index(procedure):
    heard = []
    revision = add(procedure, DAY, heard=heard)
    folder = procedure.__parent__
    assert (revision.approved_by, revision.approved_at) == ("danhmuc", act().at)
    assert heard == [RevisionPublished(revision)]
    assert list(folder.journal.since(0)) == [(1, "changed", CODE)]
    last = folder.chain.last
    said = {"code": CODE, "revision": 1, "effective": "2026-11-23", "digest": text_digest(revision.record)}
    assert (last.what, last.facts) == ("published", said)


def test_a_text_is_published_once(procedure):
    revision = add(procedure, DAY)
    with pytest.raises(AlreadyApproved):
        publish_revision(revision, effective=DAY + days(3), act=act("danhmuc"))
    assert revision.effective_from == DAY
    assert len(procedure.__parent__.chain) == 1


def test_no_day_before_one_already_decided(procedure):
    add(procedure, DAY + days(10))
    draft = add(procedure)
    with pytest.raises(BeforeTheScheduled) as refused:
        publish_revision(draft, effective=DAY + days(9), act=act("danhmuc"))
    assert refused.value.facts == {"day": "02/12/2026", "code": CODE, "number": 1, "former": "03/12/2026"}
    assert draft.approved_at is None
    assert len(procedure.__parent__.journal._entries) == 1
    publish_revision(draft, effective=DAY + days(10), act=act("danhmuc"))


@pytest.mark.parametrize("name", ["0", "2", "x", "", "-1", "١", "1234567", "01x"])
def test_what_is_no_revision_is_a_key_error(procedure, name):
    add(procedure)
    with pytest.raises(KeyError):
        procedure["phien-ban"][name]


@pytest.mark.parametrize("name", ["sua", "", "1.00001", "1.000001 ", "edit"])
def test_what_is_no_code_is_left_to_the_views(procedure, name):
    with pytest.raises(KeyError):
        procedure.__parent__[name]


# Who may read and write


def may(thing, who: str) -> set[str]:
    from pyramid.authorization import ACLHelper

    return {p.value for p in Permission if ACLHelper().permits(thing, principals(who), p)}


def test_who_may_what_to_the_catalogue(procedure):
    folder = procedure.__parent__
    draft = add(procedure)
    keeps = {"procedure:edit", "procedure:publish"}
    for who in PEOPLE:
        writes = keeps if who == "catalogue_administrator" else set()
        assert may(draft, who) == may(procedure, who) == (writes | {"procedure:view"} if writes else writes), who
        assert may(folder, who) == {"site:view"} | writes, who
    publish_revision(draft, effective=DAY + days(1), act=act("danhmuc"))
    for who in PEOPLE:
        assert "procedure:view" in may(draft, who) & may(procedure, who), who
        assert (keeps & may(draft, who)) == (keeps if who == "catalogue_administrator" else set()), who


# Texts with a last day


def add_until(procedure, effective: date, last: date | None, **more):
    text = replace(record(CODE), effective_to=last, **more)
    revision = procedure.add_revision(text, made_by="danhmuc", made_at=MONDAY)
    publish_revision(revision, effective=effective, act=act("danhmuc"))
    return revision


def test_after_its_last_day_a_text_is_not_shown_as_valid(procedure):
    only = add_until(procedure, DAY, DAY + days(7))
    assert procedure.published(DAY + days(7)) is only
    assert procedure.published(DAY + days(8)) is None
    assert only.state(DAY + days(7)) is RevisionState.PUBLISHED
    assert only.state(DAY + days(8)) is RevisionState.EXPIRED
    assert (procedure.in_effect(DAY + days(8)), only.ended_on) == (only, DAY + days(8))


def test_what_was_superseded_does_not_come_back_when_its_successor_ends(procedure):
    first = add_until(procedure, DAY, None)
    second = add_until(procedure, DAY + days(2), DAY + days(4))
    assert [procedure.published(DAY + days(n)) for n in (1, 2, 4, 5)] == [first, second, second, None]
    assert states(procedure, DAY + days(5)) == ["superseded", "expired"]


def test_the_next_text_is_known_before_its_day(procedure):
    add_until(procedure, DAY, None)
    add_until(procedure, DAY + days(5), None)
    nearest = add_until(procedure, DAY + days(5), None)
    later = add_until(procedure, DAY + days(9), None)
    assert procedure.upcoming(DAY) is nearest
    assert procedure.upcoming(DAY + days(5)) is later
    assert procedure.upcoming(DAY + days(9)) is None


def test_a_text_never_takes_effect_before_its_announced_first_day(procedure):
    draft = procedure.add_revision(
        replace(record(CODE), effective_from=DAY + days(6)), made_by="danhmuc", made_at=MONDAY
    )
    assert publish_revision(draft, effective=DAY, act=act("danhmuc")) == draft.effective_from == DAY + days(6)
    again = procedure.add_revision(
        replace(record(CODE), effective_from=DAY - days(90)), made_by="danhmuc", made_at=MONDAY
    )
    assert publish_revision(again, effective=DAY + days(7), act=act("danhmuc")) == DAY + days(7)


def test_the_last_day_there_is_ends_nothing(procedure):
    only = add_until(procedure, DAY, date.max)
    assert procedure.published(DAY + days(10)) is only
    assert only.ended_on is None


lasting = st.tuples(st.integers(0, 20), st.none() | st.integers(-5, 40), st.none() | st.integers(0, 40))


@given(st.lists(lasting, max_size=5), st.integers(-5, 60))
def test_what_citizens_see_is_the_newest_that_began_and_has_not_ended(plan, when):
    folder = ProcedureFolder()
    folder[CODE] = procedure = Procedure(CODE)
    day = DAY
    for wait, lasts, withdrawn in plan:
        day += days(wait)
        revision = add_until(procedure, day, None if lasts is None else day + days(lasts))
        revision.withdrawn_on = None if withdrawn is None else day + days(withdrawn)
    today = DAY + days(when)
    begun = [r for r in procedure.revisions.values() if r.effective_from <= today]
    newest = begun[-1] if begun else None
    ended = newest is not None and newest.ended_on is not None and newest.ended_on <= today
    assert procedure.published(today) is (None if ended else newest)
    shown = [r for r in procedure.revisions.values() if r.state(today) is RevisionState.PUBLISHED]
    assert shown == ([] if ended or newest is None else [newest])
