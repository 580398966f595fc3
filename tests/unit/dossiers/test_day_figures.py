"""Figures of a day: counted by hand, against a plain count over everything, and without reading everything."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.dossiers import workflow
from hcc.dossiers.day_figures import Count, count, figures_at
from hcc.dossiers.lives import Life, Lives, Stretch, instant, life_of, local_day
from hcc.dossiers.operations.accept_withdrawal import accept_withdrawal
from hcc.dossiers.operations.approve import approve
from hcc.dossiers.operations.extend import extend
from hcc.dossiers.operations.greet import greet
from hcc.dossiers.operations.prepare import prepare
from hcc.dossiers.operations.process import process
from hcc.dossiers.operations.receive import receive
from hcc.dossiers.operations.request_supplement import request_supplement
from hcc.dossiers.operations.request_withdrawal import request_withdrawal
from hcc.dossiers.operations.submit import submit
from hcc.dossiers.operations.submit_for_approval import submit_for_approval
from hcc.dossiers.operations.supply import supply
from hcc.dossiers.resources import DossierFolder
from unit.dossiers.building import AGENCY, CALENDAR, DEFECT, PERSON, VERDICTS, catalogue, dossier_in, record


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of the week, Monday being day 0."""
    return datetime(2026, 11, 16 + day, hour, minute, tzinfo=LOCAL)


class Week:
    """A folder in which things happen on the days of one week."""

    def __init__(self) -> None:
        self.folder = DossierFolder()
        self.procedures = catalogue(record(field="ho-tich"), record("1.000002", field="dat-dai"))

    def received(self, moment: datetime, *, of: str = "1.000001", channel: str = "counter"):
        """Received with three working days to go, and taken over."""
        by = Act("tiepnhan", moment)
        dossier = greet(self.folder, procedure=self.procedures[of], today=date(2026, 11, 23), act=by)
        prepare(dossier, person=PERSON, verdicts=VERDICTS, channel=channel, act=by)
        submit(dossier, act=by)
        receive(dossier, agency=AGENCY, calendar=CALENDAR, act=by)
        process(dossier, act=Act("xuly", moment))
        return dossier

    def resolved(self, dossier, moment: datetime) -> None:
        submit_for_approval(dossier, outcome="granted", text="Cấp.", act=Act("xuly", moment))
        approve(dossier, act=Act("pheduyet", moment))

    def asked(self, dossier, moment: datetime) -> None:
        request_supplement(dossier, defects=[DEFECT], calendar=CALENDAR, act=Act("xuly", moment))

    def supplied(self, dossier, moment: datetime) -> None:
        by = Act("tiepnhan", moment)
        prepare(dossier, verdicts=VERDICTS, act=by)
        supply(dossier, calendar=CALENDAR, act=by)

    def taken_back(self, dossier, moment: datetime) -> None:
        by = Act("tiepnhan", moment)
        request_withdrawal(dossier, reason="Thôi.", act=by)
        accept_withdrawal(dossier, act=by)

    def figures(self, moment: datetime):
        return figures_at(self.folder, moment)


@pytest.fixture
def week():
    """Nine dossiers; on Thursday at noon each stands otherwise."""
    week = Week()
    slow, on_time, late, taken_back, waiting, overdue, extended = (week.received(at(0, 9)) for _ in range(7))
    last = week.received(at(3, 8), of="1.000002", channel="online")
    week.received(at(3, 14))
    before = week.received(at(0, 8))
    week.resolved(before, at(1, 9))
    extend(extended, until=date(2026, 11, 20), reason="Chờ xác minh.", calendar=CALENDAR, act=Act("pheduyet", at(1, 8)))
    week.asked(waiting, at(2, 10))
    week.taken_back(taken_back, at(3, 10))
    week.resolved(on_time, at(3, 8, 30))
    week.resolved(late, at(3, 9, 30))
    week.resolved(last, at(3, 11))
    week.resolved(slow, at(4, 8))
    assert overdue.due.moment.astimezone(LOCAL) == at(3, 9)
    return week


def test_a_day_counted_by_hand(week):
    noon = week.figures(at(3, 12))
    assert noon.total == Count(
        carried_over=7, received=1, early=1, on_time=1, late=1, ended=1, in_time=1, waiting=1, overdue=2
    )
    assert noon.total.adds_up
    assert (noon.total.resolved, noon.total.in_process) == (3, 4)
    assert noon.fields["dat-dai"] == Count(received=1, early=1)
    assert noon.channels == {"online": 1}


def test_the_same_day_in_the_morning_and_at_night(week):
    assert week.figures(at(3, 0)).total == Count(carried_over=7, in_time=6, waiting=1)
    assert week.figures(at(3, 9)).total == Count(carried_over=7, received=1, on_time=1, in_time=6, waiting=1)
    night = week.figures(at(3, 23, 59))
    assert (night.total.received, night.channels) == (2, {"online": 1, "counter": 1})
    assert night.total.in_process == week.figures(at(4, 0)).total.carried_over


def test_a_past_day_stays_as_it_was(week):
    """Whatever happens later, the figures of Monday to Wednesday do not move."""
    moments = [at(day, hour) for day in range(3) for hour in (0, 8, 12, 17)]
    before = [week.figures(moment) for moment in moments]
    for dossier in list(week.folder.all()):
        if dossier.state == workflow.PROCESSING:
            week.resolved(dossier, at(4, 16))
        elif dossier.state == workflow.SUPPLEMENT_REQUESTED:
            week.supplied(dossier, at(4, 9))
    assert [week.figures(moment) for moment in moments] == before


def test_a_pause_rests_and_counts_again_when_it_ends():
    week = Week()
    dossier = week.received(at(0, 9))
    week.asked(dossier, at(1, 9))
    assert week.figures(at(4, 16)).total == Count(carried_over=1, waiting=1)
    week.supplied(dossier, at(4, 9))
    assert week.figures(at(4, 8)).total == Count(carried_over=1, waiting=1)
    assert week.figures(at(4, 16)).total == Count(carried_over=1, in_time=1)
    assert week.figures(at(1, 8)).total == Count(carried_over=1, in_time=1)


def test_papers_asked_for_twice_are_late_whenever_the_result_comes():
    week = Week()
    dossier = week.received(at(0, 8))
    week.asked(dossier, at(0, 9))
    week.supplied(dossier, at(0, 10))
    request_supplement(
        dossier,
        defects=[DEFECT],
        second_reason="Thiếu trang.",
        director=True,
        calendar=CALENDAR,
        act=Act("giamdoc", at(0, 11)),
    )
    week.supplied(dossier, at(0, 14))
    week.resolved(dossier, at(0, 15))
    assert week.figures(at(0, 16)).total == Count(received=1, late=1)


@pytest.mark.parametrize("state", sorted((workflow.DRAFT, workflow.SUBMITTED, workflow.REFUSED)))
def test_what_was_never_received_is_not_counted(state):
    dossier = dossier_in(state)
    assert life_of(dossier) is None
    assert figures_at(dossier.__parent__, at(7, 12)).total == Count()


def test_the_tree_can_be_made_anew_and_tells_of_faults(week):
    whole = dict(week.folder._lives)
    assert list(week.folder.life_faults(week.folder.all())) == []
    week.folder.begin_lives(week.folder.all())
    assert dict(week.folder._lives) == whole
    key = next(iter(whole))
    del week.folder._lives[key]
    assert len(list(week.folder.life_faults(week.folder.all()))) == 2


def test_a_life_that_its_dossier_tells_wrongly_is_found(week):
    one = next(dossier for dossier in week.folder.all() if dossier.open_life is not None)
    one.open_life = one.open_life.replace("counter", "post")
    assert len(week.folder.listing_faults()) == 2, "the row does not tell of it either"
    one.open_life = None
    assert len(week.folder.listing_faults()) == 2
    one.life_key = next(iter(week.folder._lives))
    assert len(week.folder.listing_faults()) == 2


def test_a_life_stands_in_its_row_until_it_ends(week):
    """Whatever is done to the dossier meanwhile."""
    found = {life.id for life in week.folder._open_lives()}
    assert found == {dossier.id for dossier in week.folder.all() if life_of(dossier) and not life_of(dossier).ended}
    one = next(one for one in week.folder.all() if one.id in found and one.state == workflow.PROCESSING)
    assert (one.life_key, week.folder.row(one.id).life) == (None, one.open_life)
    week.resolved(one, at(4, 16))
    assert (one.open_life, week.folder.row(one.id).life) == (None, "")
    assert week.folder._lives[one.life_key] == life_of(one).line
    assert week.folder.listing_faults() == []


class Folder(Lives):
    """The tree, and a list of lives that have not ended; counts what is read from the tree."""

    read = 0

    def __init__(self) -> None:
        super().__init__()
        self.open: list[Life] = []

    def keep(self, life: Life) -> None:
        if life.key is None:
            self.open.append(Life.read(life.id, life.line))
        else:
            self._lives[life.key] = life.line

    def _open_lives(self) -> Iterator[Life]:
        return iter(self.open)

    def _lives_at(self, node: int, day: int) -> Iterator[Life]:
        for life in super()._lives_at(node, day):
            self.read += 1
            yield life


DAYS = 40


@st.composite
def lives(draw):
    number = draw(st.integers(0, 10**6))
    begun = draw(st.integers(0, DAYS * 24 * 60))
    lasted = draw(st.none() | st.integers(0, 20 * 24 * 60))
    due = begun + draw(st.integers(0, 10 * 24 * 60))
    base = instant(datetime(2026, 2, 1, tzinfo=UTC))
    moments = [base + minute * 60_000_000 for minute in (begun, due)]
    ended = None if lasted is None else moments[0] + lasted * 60_000_000
    stretch = Stretch(moments[0], moments[1], draw(st.integers(0, 1)))
    field, channel = draw(st.sampled_from("abc")), draw(st.sampled_from(["counter", "online"]))
    return Life(number, field, channel, moments[0], (stretch,), ended, draw(st.booleans()))


@given(st.lists(lives(), max_size=60, unique_by=lambda life: life.id), st.integers(0, DAYS * 24 * 60))
def test_the_tree_answers_what_a_walk_over_everything_would(every, minute):
    folder = Folder()
    for life in every:
        folder.keep(life)
    moment = datetime(2026, 2, 1, tzinfo=UTC) + timedelta(minutes=minute)
    day = moment.astimezone(LOCAL).date()
    begins = day.toordinal()
    assert {life.id for life in folder.lives_of(day)} == {
        life.id for life in every if local_day(life.received) <= begins and life.lasts_to(begins)
    }
    figures = figures_at(folder, moment)
    assert figures == count(every, moment)
    assert all(one.adds_up for one in (figures.total, *figures.fields.values()))
    assert figures.total.received == sum(figures.channels.values())


def test_one_day_of_ten_years_reads_about_what_was_there_on_it():
    folder = Folder()
    base = datetime(2026, 1, 1, 3, tzinfo=UTC)
    for number in range(36_500):
        received = instant(base + timedelta(days=number // 10))
        ended = received + (number % 7) * 24 * 3600 * 1_000_000
        folder.keep(Life(number, "a", "counter", received, (Stretch(received, ended),), ended, True))
    there = list(folder.lives_of(date(2030, 6, 15)))
    assert len(there) == 40
    assert folder.read < 40 * 22
    assert folder.open == []
