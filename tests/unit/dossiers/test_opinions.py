"""Who is asked for an opinion finds it; what is answered, stopped or at rest is not asked any more."""

from datetime import timedelta

import pytest

from hcc.accounts.resources import Official
from hcc.dossiers.operations.answer_consultation import answer_consultation
from hcc.dossiers.operations.consult import consult
from hcc.dossiers.operations.decline_withdrawal import decline_withdrawal
from hcc.dossiers.operations.request_withdrawal import request_withdrawal
from hcc.dossiers.resources import DossierFolder
from hcc.site.evolution import STEPS
from unit.dossiers.building import TODAY, act, dossier_in


@pytest.fixture
def folder():
    return DossierFolder()


@pytest.fixture
def dossier(folder):
    """Asked of two officials, one of them sooner."""
    made = dossier_in("processing", folder)
    for login, days in (("giamdoc", 3), ("vanthu", 1)):
        official = Official(login, login, "", frozenset())
        consult(
            made,
            official=official,
            question="Có đúng không?",
            due=TODAY + timedelta(days=days),
            act=act("xuly", minutes=60),
        )
    return made


def owed(folder, login):
    assert folder.listing_faults() == []
    return [(one.token, one.question, one.until) for one in folder.opinions_of(login)]


def test_each_finds_what_she_is_asked_and_not_what_others_are(folder, dossier):
    assert owed(folder, "giamdoc") == [(dossier.token, "Có đúng không?", TODAY + timedelta(days=3))]
    assert owed(folder, "vanthu") == [(dossier.token, "Có đúng không?", TODAY + timedelta(days=1))]
    assert owed(folder, "xuly") == owed(folder, "giam") == []


def test_what_is_answered_is_not_owed(folder, dossier):
    answer_consultation(dossier, number=1, opinion="Đúng.", act=act("giamdoc", minutes=70))
    assert owed(folder, "giamdoc") == []
    assert owed(folder, "vanthu")


def test_what_rests_is_not_owed_until_it_goes_on(folder, dossier):
    request_withdrawal(dossier, reason="Xin rút.", act=act("tiepnhan", minutes=70))
    assert owed(folder, "giamdoc") == []
    decline_withdrawal(dossier, reason="Đổi ý.", act=act("tiepnhan", minutes=80))
    assert owed(folder, "giamdoc")


def test_an_older_database_finds_them_after_its_step(folder, dossier):
    folder._opinions = None
    assert folder.opinions_of("giamdoc") == []
    [step] = [one for one in STEPS if one.name == "opinions that are owed"]
    step.take(type("Site", (), {"dossiers": folder}))
    assert owed(folder, "giamdoc")
