"""Papers arranged: every page and every received file is somewhere afterwards, and the chain tells of it."""

import hashlib
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc.core.errors import NotInThisState
from hcc.dossiers.arranging import PlaceUnclear, is_as_it_was, read_parts
from hcc.dossiers.attachments import Original
from hcc.dossiers.checklist import Finding
from hcc.dossiers.events import PaperAttached, PaperDetached
from hcc.dossiers.operations.arrange import (
    HandedInStays,
    Leaf,
    Part,
    SignedStays,
    TooManyPages,
    TooManyParts,
    arrange,
    assign_paper,
    check_pages,
)
from hcc.dossiers.operations.attach import HandedInAlready, NoSuchPaper
from hcc.dossiers.resources import Attachment, Verdict
from hcc.dossiers.telling import untold_of
from hcc.dossiers.workflow import WORKFLOW
from hcc.procedures.record import Case, Component
from unit.dossiers.building import TODAY, act, dossier_in, draft, record
from unit.dossiers.refusing import refused

FILES = {1: b"one", 2: b"two", 3: b"three"}
PAGES = {1: 1, 2: 3, 3: 2}


def with_papers(*, signed: tuple[int, ...] = ()):
    """A draft with three papers of one, three and two pages; the second is the first component."""
    dossier = draft()
    for number, content in FILES.items():
        sha256 = hashlib.sha256(content).hexdigest()
        paper = Attachment(
            number,
            component=0 if number == 2 else None,
            name=f"giay {number}.pdf",
            sha256=sha256,
            size=len(content),
            pages=PAGES[number],
        )
        paper.signed = number in signed
        with paper.original.open("w") as file:
            file.write(content)
        dossier.papers.add(paper)
        dossier.chain.append(act(), "attach", number=number, sha256=sha256)
    return dossier


def parts_of(tmp_path, *parts: tuple[Leaf, ...]) -> list[Part]:
    made = []
    for number, leaves in enumerate(parts):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(f"clean {number}".encode())
        made.append(Part(leaves, path))
    return made


ALL = tuple(Leaf(number, page) for number, pages in PAGES.items() for page in range(1, pages + 1))


@given(st.permutations(ALL), st.sets(st.integers(1, len(ALL) - 1)), st.sampled_from([0, 90, 180, 270]))
def test_no_page_and_no_received_file_is_ever_lost(tmp_path_factory, order, begins, turn):
    dossier, heard = with_papers(), []
    leaves = [Leaf(leaf.number, leaf.page, turn) for leaf in order]
    cuts = [0, *sorted(begins), len(leaves)]
    parts = [tuple(leaves[start:end]) for start, end in pairwise(cuts)]
    folder = tmp_path_factory.mktemp("parts")
    made = arrange(dossier, numbers=list(FILES), parts=parts_of(folder, *parts), act=act(heard=heard))
    assert [paper.number for paper in dossier.papers] == [paper.number for paper in made]
    assert min(paper.number for paper in made) > max(FILES)
    for paper, part in zip(made, parts, strict=True):
        assert paper.pages == len(part)
        needed = {hashlib.sha256(FILES[leaf.number]).hexdigest() for leaf in part}
        assert {file.sha256 for file in paper.received} == needed
        assert paper.size == sum(file.size for file in paper.received)
    assert list(untold_of(dossier)) == []
    assert [event.paper for event in heard if isinstance(event, PaperAttached)] == made
    assert [event.paper.number for event in heard if isinstance(event, PaperDetached)] == list(FILES)
    components = Counter(paper.component for paper in made if paper.component is not None)
    assert components == {0: 1}, "the component has one paper, not two"
    told = dossier.chain.last.facts["pages"]
    assert [[list(map(int, leaf)) for leaf in part] for part in told] == [
        [[leaf.number, leaf.page, leaf.turn] for leaf in part] for part in parts
    ]


def test_a_file_or_copy_put_into_an_arranged_paper_by_nobody_is_found(tmp_path):
    dossier = with_papers()
    both = tuple(Leaf(number, page) for number in (1, 2) for page in range(1, PAGES[number] + 1))
    (paper,) = arrange(dossier, numbers=[1, 2], parts=parts_of(tmp_path, both), act=act())
    assert list(untold_of(dossier)) == []
    others, clean = paper.others, paper.clean_sha256
    for name, forged in {"others": (), "clean_sha256": "0" * 64, "sha256": others[0].sha256}.items():
        kept = getattr(paper, name)
        setattr(paper, name, forged)
        assert list(untold_of(dossier)) == ["its papers are not those on record"], name
        setattr(paper, name, kept)
    paper.others = (Original(hashlib.sha256(b"forged").hexdigest(), others[0].size),)
    assert list(untold_of(dossier)) == ["its papers are not those on record"]
    assert (paper.clean_sha256, paper.number) == (clean, 4)


def test_what_was_said_of_a_page_goes_where_the_page_goes(tmp_path):
    dossier = with_papers()
    dossier.papers["2"].advice = ("hidden-layers", "blank-page:3", "sideways-page:1", "sideways-page:2")
    parts = parts_of(tmp_path, (Leaf(2, 3), Leaf(2, 1, 90)), (Leaf(2, 2),))
    first, second = arrange(dossier, numbers=[2], parts=parts, act=act())
    assert first.advice == ("hidden-layers", "blank-page:1")
    assert second.advice == ("hidden-layers", "sideways-page:1")


def test_pages_left_out_or_taken_twice_are_a_fault_of_the_program(tmp_path):
    dossier = with_papers()
    for leaves in ((Leaf(2, 1), Leaf(2, 2)), (Leaf(2, 1), Leaf(2, 2), Leaf(2, 2)), (Leaf(1, 1),)):
        with pytest.raises(ValueError, match=r"\("):
            arrange(dossier, numbers=[2], parts=parts_of(tmp_path, leaves), act=act())
    assert [paper.number for paper in dossier.papers] == [1, 2, 3]


def test_a_signed_or_handed_in_or_vanished_paper_is_left_alone(tmp_path):
    dossier = with_papers(signed=(1,))
    parts = parts_of(tmp_path, (Leaf(1, 1),))
    assert refused(dossier, SignedStays, arrange, dossier, numbers=[1], parts=parts, act=act()).facts == {
        "name": "giay 1.pdf"
    }
    refused(dossier, NoSuchPaper, arrange, dossier, numbers=[9], parts=parts, act=act())
    refused(dossier, NoSuchPaper, assign_paper, dossier, number=9, component=0, act=act())
    dossier.papers.keep()
    refused(dossier, HandedInStays, arrange, dossier, numbers=[2], parts=parts, act=act())
    refused(dossier, HandedInStays, assign_paper, dossier, number=2, component=1, act=act())


def test_a_dossier_gets_no_more_papers_than_it_may_hold(tmp_path):
    dossier = with_papers()
    parts = parts_of(tmp_path, (Leaf(3, 1),), (Leaf(3, 2),))
    refused(dossier, TooManyParts, arrange, dossier, numbers=[3], parts=parts, act=act(), most=3)
    arrange(dossier, numbers=[3], parts=parts, act=act(), most=4)
    assert [paper.name for paper in dossier.papers][-2:] == ["giay 3.pdf", "giay 3 (2).pdf"]


def test_a_paper_has_no_more_pages_than_a_file_may():
    check_pages(300)
    with pytest.raises(TooManyPages):
        check_pages(301)


def test_a_paper_given_to_a_component_is_there_and_not_missing():
    dossier = with_papers()
    assign_paper(dossier, number=3, component=1, act=act())
    assert dossier.component_verdict(1) is Verdict.ATTACHED
    length = len(dossier.chain)
    assign_paper(dossier, number=3, component=1, act=act())
    assert len(dossier.chain) == length, "what it was already is no act"
    assign_paper(dossier, number=3, component=99, act=act())
    assert dossier.papers["3"].component is None
    assert dossier.component_verdict(1) is None


def test_after_reception_a_paper_is_given_to_nothing_that_was_handed_in():
    dossier = dossier_in("processing")
    paper = Attachment(7, component=None, name="moi.pdf", sha256="0" * 64, size=1, pages=1)
    dossier.papers.add(paper)
    refused(dossier, HandedInAlready, assign_paper, dossier, number=7, component=0, act=act())


def test_after_reception_a_paper_that_came_for_what_was_owed_stays_what_it_is(tmp_path):
    dossier = dossier_in("received")
    dossier.verdicts = {**dossier.verdicts, 0: Finding(Verdict.PAPER_LATER, "Máy quét hỏng", TODAY)}
    dossier.papers.add(Attachment(7, component=0, name="moi.pdf", sha256="0" * 64, size=1, pages=1))
    length = len(dossier.chain)
    assert assign_paper(dossier, number=7, component=0, act=act()).component == 0
    assert len(dossier.chain) == length, "what it was already is no act"


def test_no_paper_is_given_to_what_only_another_case_asks_for():
    papers = [Component("Tờ khai"), Component("Văn bản xác minh", case="Phải xác minh")]
    dossier = draft(of=record(papers=papers, cases=(Case("Phải xác minh"),)))
    dossier.papers.add(Attachment(1, component=None, name="a.pdf", sha256="0" * 64, size=1, pages=1))
    assert assign_paper(dossier, number=1, component=1, act=act()).component is None
    dossier.case = "Phải xác minh"
    assert assign_paper(dossier, number=1, component=1, act=act()).component == 1


CLOSED = sorted(set(WORKFLOW.states) - set(WORKFLOW.standing["arrange"].states))


@pytest.mark.parametrize("state", CLOSED)
def test_nothing_is_arranged_while_others_decide_and_afterwards(state, tmp_path):
    dossier = dossier_in(state)
    parts = parts_of(tmp_path, (Leaf(1, 1),))
    refused(dossier, NotInThisState, arrange, dossier, numbers=[1], parts=parts, act=act())
    refused(dossier, NotInThisState, assign_paper, dossier, number=1, component=0, act=act())


# The form


def test_pages_with_the_same_place_keep_their_order():
    papers = list(with_papers().papers)
    parts = read_parts(papers, {"place-2-1": "9", "place-3-2": "1", "begins-3-2": "1", "begins-2-1": "1"})
    assert parts == [
        (Leaf(1, 1),),
        (Leaf(3, 2), Leaf(2, 2), Leaf(2, 3), Leaf(3, 1)),
        (Leaf(2, 1),),
    ]


def test_an_untouched_form_changes_nothing():
    papers = [with_papers().papers["2"]]
    assert is_as_it_was(papers, read_parts(papers, {}))
    assert not is_as_it_was(papers, read_parts(papers, {"turn-2-1": "90"}))
    assert is_as_it_was(papers, read_parts(papers, {"turn-2-1": "45"})), "no quarter, no turn"


@given(st.text())
def test_whatever_is_typed_as_a_place_is_read_or_asked_for_again(typed):
    papers = [with_papers().papers["2"]]
    try:
        parts = read_parts(papers, {"place-2-1": typed})
    except PlaceUnclear:
        return
    assert sorted(leaf.page for part in parts for leaf in part) == [1, 2, 3]
