"""Chains of evidence: whatever is changed in a stored record, dropped, doubled or moved is found."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc.core.act import Act
from hcc.core.evidence import GENESIS, Chain, HeldChain

AT = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)


def chain_of(count: int) -> Chain:
    chain = Chain()
    for number in range(count):
        act = Act("tiepnhan", AT + timedelta(minutes=number))
        chain.append(act, "receive", number=f"H44.99-261123-{number:04d}", papers=number)
    return chain


def test_append_and_read_again():
    chain = Chain()
    made = chain.append(Act("tiepnhan", AT), "receive", number="1", papers=["Tờ khai"])
    assert list(chain) == [made]
    assert chain.last == made
    assert (made.sequence, made.by, made.what, made.at) == (1, "tiepnhan", "receive", AT)
    assert made.facts == {"number": "1", "papers": ["Tờ khai"]}
    assert chain.head == made.digest != GENESIS
    assert len(chain) == 1
    assert chain.faults() == []


def test_newest_first():
    chain = chain_of(3)
    assert [record.sequence for record in chain.latest()] == [3, 2, 1]
    assert chain.last.sequence == 3
    assert list(Chain().latest()) == []


def test_the_record_says_in_whose_stead_somebody_acted():
    chain = chain_of(1)
    chain.append(Act("tiepnhan", AT, stead="xuly"), "process", cabinet="2")
    own, instead = chain
    assert (own.stead, instead.stead, instead.by) == ("", "xuly", "tiepnhan")
    assert instead.facts["cabinet"] == "2"
    assert chain.faults() == []


def test_an_empty_chain_is_whole():
    chain = Chain()
    assert (len(chain), chain.last, list(chain), chain.faults()) == (0, None, [], [])


def test_the_head_at_each_length_is_told():
    chain = chain_of(3)
    heads = [record.digest for record in chain]
    assert [chain.digest_at(length) for length in range(5)] == [GENESIS, *heads, None]
    del chain._records[2]
    assert chain.digest_at(2) is None


def test_a_fact_that_cannot_be_kept_leaves_the_chain_as_it_was():
    chain = chain_of(2)
    head = chain.head
    with pytest.raises(TypeError):
        chain.append(Act("tiepnhan", AT), "receive", number=object())
    assert (chain.head, len(chain), chain.faults()) == (head, 2, [])


def test_the_moment_is_kept_in_utc_whatever_zone_it_came_in():
    from hcc.core.calendar import LOCAL

    one, other = Chain(), Chain()
    one.append(Act("a", AT), "x")
    other.append(Act("a", AT.astimezone(LOCAL)), "x")
    assert one.head == other.head


def forge(chain: Chain, which: int, **changes) -> str:
    """The line of a record with some of its parts replaced."""
    parts = dict(zip(("sequence", "at", "by", "what", "facts"), json.loads(chain._records[which][0]), strict=True))
    return json.dumps(list({**parts, **changes}.values()), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@pytest.mark.parametrize(
    "changes",
    [{"by": "xuly"}, {"what": "refuse"}, {"at": AT.isoformat()}, {"facts": {}}, {"sequence": 9}],
    ids=lambda changes: next(iter(changes)),
)
def test_a_changed_part_of_a_record_is_found(changes):
    chain = chain_of(4)
    chain._records[2] = (forge(chain, 2, **changes), chain._records[2][1])
    assert chain.faults() == ["record 2 was changed"]


def test_a_changed_record_with_a_fitting_digest_breaks_the_next():
    from hcc.core.evidence import _digest

    chain = chain_of(4)
    line = forge(chain, 2, by="xuly")
    chain._records[2] = (line, _digest(chain._records[1][1], line))
    assert chain.faults() == ["record 3 was changed"]


def test_a_record_dropped_from_the_middle_is_found():
    chain = chain_of(4)
    del chain._records[2]
    assert chain.faults() == ["record 2 is missing or out of order"]


def test_dropped_and_renumbered_is_found():
    chain = chain_of(4)
    chain._records[2], chain._records[3] = chain._records[3], chain._records[4]
    del chain._records[4]
    assert chain.faults() == ["record 2 was changed"]


def test_two_records_exchanged_are_found():
    chain = chain_of(4)
    chain._records[2], chain._records[3] = chain._records[3], chain._records[2]
    assert chain.faults() == ["record 2 was changed"]


def test_an_inserted_record_is_found():
    chain = chain_of(3)
    chain._records[4] = chain._records[3]
    assert chain.faults() == ["record 4 was changed"]


def test_a_cut_off_end_is_found():
    chain = chain_of(3)
    del chain._records[3]
    assert chain.faults() == ["the end of the chain was cut off or replaced"]


def test_everything_cut_off_is_found():
    chain = chain_of(3)
    chain._records.clear()
    assert chain.faults() == ["the end of the chain was cut off or replaced"]


def test_a_changed_head_is_found():
    chain = chain_of(3)
    chain.head = "f" * 64
    assert chain.faults() == ["the end of the chain was cut off or replaced"]


@pytest.mark.parametrize("rubbish", [None, 7, ("line",), ("", ""), ("{", "0" * 64), (b"[1]", "x"), ("[1]", None)])
def test_what_is_no_record_is_a_fault_and_not_a_crash(rubbish):
    chain = chain_of(3)
    chain._records[2] = rubbish
    assert chain.faults() == ["record 2 was changed"]


@given(st.data())
def test_any_single_changed_character_is_found(data):
    chain = chain_of(4)
    sequence = data.draw(st.integers(1, 4))
    which = data.draw(st.sampled_from([0, 1]))
    stored = list(chain._records[sequence])
    place = data.draw(st.integers(0, len(stored[which]) - 1))
    other = data.draw(st.characters().filter(lambda c: c != stored[which][place]))
    stored[which] = stored[which][:place] + other + stored[which][place + 1 :]
    chain._records[sequence] = tuple(stored)
    assert chain.faults()


@given(
    st.lists(
        st.tuples(st.text(st.characters(exclude_categories=["Cs"])), st.dictionaries(st.text("ab"), st.integers()))
    )
)
def test_a_chain_grows_by_one_an_act_and_stays_whole(acts):
    chain, heads = Chain(), [GENESIS]
    for what, facts in acts:
        chain.append(Act("x", AT), what, facts=facts)
        heads.append(chain.head)
    assert len(chain) == len(acts)
    assert len(set(heads)) == len(heads)
    assert chain.faults() == []
    assert [(record.what, record.facts["facts"]) for record in chain] == acts


def test_what_is_told_of_a_verb_is_what_its_records_say():
    chain = Chain()
    for number in range(3):
        chain.append(Act("x", AT), "published", code=str(number), note='đổi "received"')
        chain.append(Act("x", AT), "received", code='"published"')
    records = [record for record in chain if record.what == "published"]
    assert [(record.at.isoformat(), record.what, record.facts) for record in records] == list(chain.told("published"))
    assert [what for _, what, _ in chain.told("received", "published")] == ["published", "received"] * 3
    assert len(list(chain.told("received"))) == 3
    assert list(chain.told("refused")) == []


class Holder:
    """Something that holds its own chain."""

    def __init__(self) -> None:
        self.evidence: dict[int, tuple[str, str]] = {}
        self.evidence_head = GENESIS


def held(count: int) -> HeldChain:
    chain = HeldChain(Holder())
    for record in chain_of(count):
        chain.append(Act(record.by, record.at), record.what, **record.facts)
    return chain


@pytest.mark.parametrize("count", [0, 1, 5])
def test_a_chain_that_its_object_holds_is_read_as_one_apart(count):
    one, other = held(count), chain_of(count)
    assert (list(one), list(one.latest()), one.last) == (list(other), list(other.latest()), other.last)
    assert (len(one), one.head, one.faults()) == (len(other), other.head, [])
    assert list(one.told("receive")) == list(other.told("receive"))
    lengths = range(count + 2)
    assert [one.digest_at(length) for length in lengths] == [other.digest_at(length) for length in lengths]


def test_whatever_is_done_to_a_held_chain_is_found():
    chain = held(4)
    whole = chain._holder.evidence
    line, digest = whole[2]
    for harmed in (
        {**whole, 2: (line.replace("tiepnhan", "xuly"), digest)},
        {n: kept for n, kept in whole.items() if n != 2},
        {n: kept for n, kept in whole.items() if n != 4},
        {**whole, 2: whole[3], 3: whole[2]},
        {**whole, 5: whole[4]},
        {**whole, 3: None},
        {},
    ):
        chain._holder.evidence = harmed
        assert chain.faults()
    chain._holder.evidence = whole
    assert chain.faults() == []
    chain._holder.evidence_head = whole[3][1]
    assert chain.faults()


def test_a_fact_that_cannot_be_kept_leaves_a_held_chain_as_it_was():
    chain = held(2)
    head = chain.head
    with pytest.raises(TypeError):
        chain.append(Act("tiepnhan", AT), "receive", number=object())
    assert (chain.head, len(chain), chain.faults()) == (head, 2, [])


def test_a_chain_is_held_only_by_what_is_set_anew():
    """A holder is stored again only where one of its attributes is set."""
    chain = held(1)
    before = chain._holder.evidence
    chain.append(Act("tiepnhan", AT), "receive")
    assert chain._holder.evidence is not before
    assert len(before) == 1
