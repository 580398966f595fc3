"""Tracking by number and secret: nobody learns from the answer which of the two was wrong, nor anybody's name."""

import dataclasses
import hmac
from datetime import timedelta

import pytest

from hcc.dossiers.resources import DossierFolder
from hcc.dossiers.workflow import WORKFLOW
from hcc.portal import tracking
from hcc.portal.tracking import Tracked, find_tracked
from unit.dossiers.building import MONDAY, PERSON, dossier_in

NUMBER = "H44.99-261123-0001"


@pytest.fixture
def folder():
    folder = DossierFolder()
    assert dossier_in("received", folder).reception_number == NUMBER
    return folder


@pytest.fixture
def secret(folder):
    return folder.by_number(NUMBER).lookup_secret


@pytest.fixture
def compared(monkeypatch):
    """The lengths of what was compared, each time."""
    seen = []

    class Counting:
        @staticmethod
        def compare_digest(one, other):
            seen.append((len(one), len(other)))
            return hmac.compare_digest(one, other)

    monkeypatch.setattr(tracking, "hmac", Counting)
    return seen


def look(folder, number, secret):
    return find_tracked(folder, number=number, secret=secret, now=MONDAY)


def test_number_and_secret_show_the_dossier(folder, secret):
    found = look(folder, NUMBER, secret)
    assert (found.number, found.title, found.state, found.step) == (NUMBER, "Thủ tục mẫu", "received", 4)
    assert found.due == folder.by_number(NUMBER).due.moment
    assert found.overdue is False
    assert [moment is not None for moment in found.moments] == [True, True, True, False, False]


def test_both_are_read_however_they_are_typed(folder, secret):
    for number in (NUMBER.lower(), f" {NUMBER} ", "h44.99-261123-0001\n", "H44.99 - 261123 - 0001"):
        for typed in (secret.lower(), f"{secret[:4]} {secret[4:]}", f" {secret[:4]}-{secret[4:]}\n"):
            assert look(folder, number, typed) is not None


WRONG = [
    (NUMBER, "ZZZZZZZZ"),
    (NUMBER, ""),
    (NUMBER, "--------"),
    (NUMBER, "ữ" * 8),
    ("H44.99-261123-9999", "ZZZZZZZZ"),
    ("H44.99-261123-9999", "--------"),
    ("H44.99-261123-9999", ""),
    ("no number at all", "ZZZZZZZZ"),
    ("", ""),
    ("../../etc", "ZZZZZZZZ"),
]


@pytest.mark.parametrize(("number", "typed"), WRONG)
def test_every_wrong_pair_gets_the_same_answer_after_the_same_work(folder, compared, number, typed):
    assert look(folder, number, typed) is None
    assert [length for length, _ in compared] == [8], "one comparison, with as many characters as any secret has"


def test_the_secret_of_one_dossier_opens_no_other(folder, secret):
    other = dossier_in("received", folder)
    assert other.reception_number != NUMBER
    assert look(folder, other.reception_number, secret) is None
    assert look(folder, NUMBER, other.lookup_secret) is None


def test_what_has_no_number_cannot_be_tracked():
    folder = DossierFolder()
    for state in ("draft", "submitted", "refused"):
        dossier = dossier_in(state, folder)
        for number in (dossier.token, dossier.reception_number, str(dossier.id)):
            assert look(folder, number, dossier.lookup_secret) is None


@pytest.mark.parametrize("state", WORKFLOW.states)
def test_nothing_personal_in_the_answer(state):
    dossier = dossier_in(state)
    dossier.guidance = dossier.refusal_reason = "Bà Mẫu, xóm Mẫu"
    text = repr(dataclasses.asdict(tracking.tracked(dossier, MONDAY)))
    personal = [PERSON.name, PERSON.citizen_number, PERSON.phone, "Mẫu,", dossier.lookup_secret, dossier.token]
    staff = ["xuly", "tiepnhan", "tiepdon", "pheduyet", "traketqua", "Cấp giấy"]
    assert [word for word in (*personal, *staff) if word in text] == []


def test_what_the_public_sees_has_these_fields_and_no_more():
    assert [f.name for f in dataclasses.fields(Tracked)] == [
        "number", "title", "state", "sentence", "step", "due", "overdue", "moments",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("state", "late"),
    [("received", True), ("processing", True), ("awaiting_approval", True), ("resolved", False), ("returned", False)],
)
def test_overdue_is_said_while_the_office_still_works_on_it(state, late):
    dossier = dossier_in(state)
    due = dossier.due.moment
    assert tracking.tracked(dossier, due).overdue is False
    assert tracking.tracked(dossier, due + timedelta(seconds=1)).overdue is late


def test_the_last_step_is_done_when_the_result_was_handed_over():
    assert tracking.tracked(dossier_in("resolved"), MONDAY).step == 5
    assert tracking.tracked(dossier_in("returned"), MONDAY).step == 6
