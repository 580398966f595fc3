"""Workflow tables: a table that makes no sense is refused when it is built."""

import pytest

from hcc.core.errors import NotInThisState, Refusal, Refusals, refuse_if
from hcc.core.permissions import Permission as P
from hcc.core.roles import Role
from hcc.core.text import message
from hcc.core.workflow import Standing, State, Transition, Workflow

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


def test_an_act_may_lead_elsewhere_only_where_the_table_says_so():
    table = Workflow((NEW, OLD), (Transition("receive", ("new",), "old", P.DOSSIER_RECEIVE, ("new",)),), "new")
    assert table.target("receive", "new", "new") == "new"
    with pytest.raises(ValueError, match="does not lead to"):
        Workflow((NEW, OLD), (RECEIVE,), "new").target("receive", "new", "new")


def test_an_act_that_moves_nothing_has_its_states_too():
    standing = (Standing("look", ("new",), P.DOSSIER_RECEIVE),)
    table = Workflow((NEW, OLD), (RECEIVE,), "new", standing=standing)
    table.check("look", "new")
    assert table.standing_in("new") == list(standing)
    with pytest.raises(NotInThisState) as refused:
        table.check("look", "old")
    assert refused.value.facts == {"act": "look", "state": "old"}
    with pytest.raises(ValueError, match="nobody may look in old"):
        Workflow((NEW, OLD), (RECEIVE,), "new", standing=(Standing("look", ("old",), P.DOSSIER_RECEIVE),))


def test_what_only_a_variant_grants_is_granted_in_its_state():
    variant = State("old", message("Old"), {Role.CLERK: (P.DOSSIER_REFUSE,)})
    refuse = Transition("refuse", ("old",), "old", P.DOSSIER_REFUSE)
    table = Workflow((NEW, OLD), (RECEIVE, refuse), "new", variants={"late": variant})
    assert list(table.standings("old")) == [OLD, variant]
    assert table.grants_anywhere(P.DOSSIER_REFUSE, [Role.CLERK])
    with pytest.raises(ValueError, match="lost"):
        Workflow((NEW, OLD), (RECEIVE,), "new", variants={"late": State("lost", message("Lost"))})


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
