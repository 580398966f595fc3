"""How much may be sent: counted by official and day as the office's clock has it, and by what a dossier holds."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.dossiers.quotas import (
    DossierFull,
    Quotas,
    SentEnough,
    SentTooMuch,
    TooManyPapers,
    check_room,
    count_sent,
    sent_on,
)
from hcc.dossiers.resources import reception_day

BEGAN = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
QUOTAS = Quotas(dossier_papers=3, dossier_bytes=1000, day_papers=4, day_bytes=1500)


def dossier() -> Any:
    return SimpleNamespace(papers=[], __parent__=SimpleNamespace(sent=None))


def send(one: Any, size: int, act: Act) -> None:
    check_room(one, size, quotas=QUOTAS, act=act)
    one.papers.append(SimpleNamespace(size=size))
    count_sent(one, size, act)


steps = st.tuples(st.sampled_from("ab"), st.integers(0, 2), st.integers(0, 1200), st.integers(0, 9), st.booleans())
"""Official, which dossier, bytes, hours that pass before, whether a paper is taken away first."""


@given(st.lists(steps, max_size=40))
def test_nothing_beyond_a_quota_is_taken_and_nothing_within_is_refused(sendings):
    folder = SimpleNamespace(sent=None)
    dossiers = [SimpleNamespace(papers=[], __parent__=folder) for _ in range(3)]
    at, days = BEGAN, defaultdict(list)
    for by, which, size, hours, takes_away in sendings:
        at += timedelta(hours=hours)
        one = dossiers[which]
        if takes_away and one.papers:
            one.papers.pop()
        today = days[by, reception_day(at)]
        held = [paper.size for paper in one.papers]
        fits = (
            len(held) < QUOTAS.dossier_papers
            and sum(held) + size <= QUOTAS.dossier_bytes
            and len(today) < QUOTAS.day_papers
            and sum(today) + size <= QUOTAS.day_bytes
        )
        try:
            send(one, size, Act(by, at))
        except Refusal:
            assert not fits
        else:
            assert fits
            today.append(size)
        assert sent_on(one, by, reception_day(at)) == (len(today), sum(today))


@pytest.mark.parametrize(
    ("held", "sent", "size", "refusal"),
    [
        ([1, 1, 1], [], 1, TooManyPapers),
        ([900], [], 101, DossierFull),
        ([], [1, 1, 1, 1], 1, SentEnough),
        ([], [1400], 101, SentTooMuch),
    ],
)
def test_each_bound_has_its_sentence(held, sent, size, refusal):
    one, act = dossier(), Act("a", BEGAN)
    for earlier in sent:
        count_sent(one, earlier, act)
    one.papers = [SimpleNamespace(size=each) for each in held]
    with pytest.raises(refusal):
        check_room(one, size, quotas=QUOTAS, act=act)
    check_room(one, size - 1, quotas=Quotas(4, 1001, 5, 1501), act=act)


def test_the_day_is_the_office_s():
    one = dossier()
    send(one, 1, Act("a", datetime(2026, 11, 23, 16, 59, tzinfo=UTC)))
    late = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
    assert sent_on(one, "a", reception_day(late)) == (0, 0)
