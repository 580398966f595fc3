"""Workflow tables: a table that makes no sense is refused when it is built."""

import pytest

from hcc.core.errors import NotInThisState, Refusal, Refusals, refuse_if
from hcc.core.permissions import Permission as P
from hcc.core.roles import Role
from hcc.core.text import message
from hcc.core.workflow import State, Transition, Workflow

NEW = State("new", message("New"), {Role.RECEIVER: (P.DOSSIER_RECEIVE,)})
OLD = State("old", message("Old"), final=True)
RECEIVE = Transition("receive", ("new",), "old", P.DOSSIER_RECEIVE)


def test_a_table_leads_from_state_to_state():
    table = Workflow((NEW, OLD), (RECEIVE,), "new")
    assert table.target("receive", "new") == "old"
    assert table.acts_from("new") == [RECEIVE]
    assert table.acts_from("old") == []


def test_an_act_from_the_wrong_state_is_refused_with_what_and_where():
    with pytest.raises(NotInThisState) as refused:
        Workflow((NEW, OLD), (RECEIVE,), "new").target("receive", "old")
    assert refused.value.facts == {"act": "receive", "state": "old"}


@pytest.mark.parametrize(
    ("states", "transitions", "initial", "said"),
    [
        ((NEW,), (RECEIVE,), "new", "old"),
        ((NEW, OLD), (RECEIVE,), "elsewhere", "elsewhere"),
        ((NEW, OLD), (Transition("receive", ("lost",), "old", P.DOSSIER_RECEIVE),), "new", "lost"),
        ((NEW, OLD), (Transition("refuse", ("new",), "old", P.DOSSIER_REFUSE),), "new", "nobody may refuse in new"),
    ],
)
def test_a_table_without_sense_is_not_built(states, transitions, initial, said):
    with pytest.raises(ValueError, match=said):
        Workflow(states, transitions, initial)


def test_one_complaint_is_raised_itself_and_several_together():
    refuse_if([])
    one, other = Refusal(a=1), Refusal(b=2)
    with pytest.raises(Refusal) as refused:
        refuse_if([one])
    assert refused.value is one
    assert refused.value.complaints == [one]
    with pytest.raises(Refusals) as refused:
        refuse_if([one, other])
    assert refused.value.complaints == [one, other]


def test_a_refusal_s_sentence_carries_its_facts():
    class Late(Refusal):
        text = message("${who} is late.")

    assert Late(who="X").sentence.interpolate() == "X is late."
