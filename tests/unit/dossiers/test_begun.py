"""Dossiers that began with a paper at the counter: whose they are, under which procedure, and when they are gone."""

import pytest

from hcc.core.kept_forms import KEPT
from hcc.dossiers.events import PaperDetached
from hcc.dossiers.operations.begin import begin, give_up_begun, put_under
from hcc.dossiers.operations.greet import greet
from hcc.dossiers.operations.moving import StaleForm, stay
from hcc.dossiers.resources import Attachment, Dossier, DossierFolder
from hcc.procedures.resources import Revision
from unit.dossiers.building import TODAY, act, catalogue, record

TOKEN, OTHER = "aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"
PROCEDURES = catalogue(record(), record("1.000002"))
DAY = KEPT.total_seconds() / 60


@pytest.fixture
def dossiers() -> DossierFolder:
    return DossierFolder()


def revision(code: str = "1.000001") -> Revision:
    found = PROCEDURES[code].published(TODAY)
    assert found is not None
    return found


def with_paper(dossiers: DossierFolder, token: str = TOKEN, *, minutes: float = 0) -> Dossier:
    dossier = begin(dossiers, token=token, act=act(minutes=minutes))
    put_under(dossier, revision())
    dossier.papers.add(Attachment(1, component=0, name="a.pdf", sha256="0" * 64, size=1, pages=1))
    stay(dossier, "attach", act=act(minutes=minutes), number=1, sha256="0" * 64)
    return dossier


def test_it_is_found_by_its_token_and_listed_nowhere(dossiers):
    dossier = with_paper(dossiers)
    assert dossiers[TOKEN] is dossier
    assert dossiers.get_by_token(TOKEN) is None
    assert list(dossiers.all()) == []
    assert dossiers.worklist(dossier.state).rows == []
    assert dossiers.listing_faults() == []
    assert begin(dossiers, token=TOKEN, act=act()) is dossier, "the next file finds it again"


def test_another_official_cannot_go_on_with_it(dossiers):
    with_paper(dossiers)
    with pytest.raises(StaleForm):
        begin(dossiers, token=TOKEN, act=act("nguoi-khac"))


def test_the_papers_stay_with_their_component_only_under_the_same_procedure(dossiers):
    dossier = with_paper(dossiers)
    put_under(dossier, revision())
    assert [paper.component for paper in dossier.papers] == [0]
    put_under(dossier, revision("1.000002"))
    assert [paper.component for paper in dossier.papers] == [None]


def test_it_is_greeted_into_a_dossier_like_any_other_with_its_papers_and_its_token(dossiers):
    begun = with_paper(dossiers)
    greeted = greet(dossiers, procedure=PROCEDURES["1.000001"], today=TODAY, begun=begun, act=act(minutes=5))
    assert greeted is begun
    assert dossiers.get_by_token(TOKEN) is greeted
    assert dossiers.begun(TOKEN) is None
    assert [paper.component for paper in greeted.papers] == [0]
    assert [one.what for one in greeted.chain] == ["attach", "greet"]
    assert greeted.chain.faults() == []
    assert dossiers.listing_faults() == []


def test_what_nobody_went_on_with_for_a_day_goes_with_the_next(dossiers):
    heard: list = []
    old = with_paper(dossiers)
    young = with_paper(dossiers, OTHER, minutes=1)
    begin(dossiers, token="cccccccccccccccc", act=act(minutes=DAY + 0.5, heard=heard))
    assert dossiers.begun(TOKEN) is None
    assert dossiers.begun(OTHER) is young
    assert [event.paper for event in heard if isinstance(event, PaperDetached)] == list(old.papers)


def test_what_is_given_up_tells_of_its_papers_so_that_no_picture_of_them_stays(dossiers):
    heard: list = []
    dossier = with_paper(dossiers)
    give_up_begun(dossier, act=act(heard=heard))
    assert [type(event) for event in heard] == [PaperDetached]
    with pytest.raises(KeyError):
        dossiers[TOKEN]
