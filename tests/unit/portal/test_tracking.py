"""Tracking by number and secret: nobody learns from the answer which of the two was wrong, nor anybody's name."""

import dataclasses
import hmac
from datetime import timedelta

import pytest

from hcc.dossiers.course import PaymentRequest
from hcc.dossiers.operations.accept_withdrawal import accept_withdrawal
from hcc.dossiers.resources import DossierFolder
from hcc.dossiers.slips import Slip, SlipKind
from hcc.dossiers.workflow import WORKFLOW
from hcc.portal import tracking
from hcc.portal.tracking import Tracked, find_tracked
from unit.dossiers.building import MONDAY, PERSON, act, dossier_in

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


TYPED = (
    NUMBER.lower(), f" {NUMBER} ", "h44.99-261123-0001\n", "H44.99 - 261123 - 0001", "h44.99 261123 0001",
    "H4499/261123/0001", "H44.99–261123–0001",
)  # fmt: skip


def test_both_are_read_however_they_are_typed(folder, secret):
    for number in TYPED:
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
        "number", "title", "state", "sentence", "step", "due", "overdue", "moments", "basis", "paused_since", "missing",
        "until", "amount", "purpose", "code", "extended",
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


# The same work


@pytest.fixture
def reads(folder, monkeypatch):
    """What was read of the folder, which holds two dossiers, and compared, in order."""
    dossier_in("received", folder)
    seen = []

    class Watched:
        def __init__(self, tree, name):
            self._tree, self._name = tree, name

        def __getattr__(self, name):
            seen.append((self._name, name))
            return getattr(self._tree, name)

        def __getitem__(self, key):
            seen.append((self._name, "__getitem__"))
            return self._tree[key]

        def __len__(self):
            return len(self._tree)

    folder.__dict__.update(_terms=Watched(folder._terms, "terms"), _dossiers=Watched(folder._dossiers, "dossiers"))

    class Counting:
        @staticmethod
        def compare_digest(one, other):
            seen.append(("compare", (len(one), len(other))))
            return hmac.compare_digest(one, other)

    monkeypatch.setattr(tracking, "hmac", Counting)
    return seen


def test_an_unknown_number_costs_the_same_reads_as_a_wrong_secret(folder, reads):
    """Before, between and behind the numbers there are."""
    look(folder, NUMBER, "ZZZZZZZZ")
    right, _ = list(reads), reads.clear()
    assert ("compare", (8, 8)) in right
    assert ("dossiers", "__getitem__") in right
    for unknown in ("H44.99-261123-0000", "H44.99-261123-9999", "A00-200101-0000", "x"):
        look(folder, unknown, "ZZZZZZZZ")
        kept = list(reads)
        reads.clear()
        assert kept == right


def test_the_secret_of_the_dossier_read_instead_opens_nothing(folder, secret):
    for unknown in ("H44.99-261123-0000", "H44.99-261123-0002", "0001", "261123-0001", ""):
        assert look(folder, unknown, secret) is None


def test_a_number_alone_shows_number_and_step(folder):
    assert tracking.find_numbered(folder, "h44.99 261123 0001") == tracking.Numbered(NUMBER, 4)
    assert tracking.find_numbered(folder, "H44.99-261123-0002") is None
    assert tracking.find_numbered(DossierFolder(), NUMBER) is None


def test_the_code_of_another_system_is_understood_too(folder, secret):
    dossier = folder.by_number(NUMBER)
    dossier.dossier_code = "000.00.19.H44-261123-4567"
    folder.relist(dossier)
    for typed in ("000.00.19.h44-261123-4567", "0000019H44 261123 4567", NUMBER):
        assert look(folder, typed, secret).number == NUMBER


# What is said in each state


@pytest.mark.parametrize("state", sorted(WORKFLOW.states))
def test_every_state_has_its_sentence_and_step(state):
    found = tracking.tracked(dossier_in(state), MONDAY)
    assert found.sentence == tracking.SENTENCES[state]
    assert 1 <= found.step <= 6


def test_who_asked_for_the_dossier_back_reads_that_it_was_given_back():
    dossier = dossier_in("withdrawal_requested")
    accept_withdrawal(dossier, act=act(minutes=90))
    assert tracking.tracked(dossier, MONDAY).sentence == tracking.WITHDRAWN


def asked_for_papers(monkeypatch):
    dossier = dossier_in("processing")
    monkeypatch.setitem(tracking.workflow.STEP_OF, "supplement_requested", 4)
    dossier.state = "supplement_requested"
    lines = (f"Tờ khai: chưa có chữ ký của {PERSON.name.upper()}, số 025 190 000 001", "Giấy chứng sinh: chưa có")
    slip = Slip(SlipKind.SUPPLEMENT_REQUEST, 1, 2026, "PBS-HDHS", MONDAY, "xuly", "", lines)
    dossier.slips = (slip,)
    dossier.due = dataclasses.replace(dossier.due, paused_since=MONDAY)
    return dossier


def test_who_is_asked_for_papers_reads_which_and_that_the_time_rests(monkeypatch):
    found = tracking.tracked(asked_for_papers(monkeypatch), MONDAY + timedelta(days=90))
    assert found.missing == ("Tờ khai: chưa có chữ ký của …, số …", "Giấy chứng sinh: chưa có")
    assert (found.due, found.paused_since, found.overdue) == (None, MONDAY, False)


def test_who_has_to_pay_reads_how_much_and_for_what_without_a_name():
    dossier = dossier_in("payment_required")
    purpose = f"Lệ phí của {PERSON.name.upper()}, số 025 190 000 001"
    dossier.payment_request = PaymentRequest(15_000, purpose, MONDAY, "xuly")
    found = tracking.tracked(dossier, MONDAY)
    assert (found.amount, found.purpose) == (15_000, "Lệ phí của …, số …")
    dossier.state = "processing"
    found = tracking.tracked(dossier, MONDAY)
    assert (found.amount, found.purpose) == (0, ""), "a payment that was made is not asked for any more"


def test_what_was_asked_for_before_reception_leaves_the_dossier_at_reception(monkeypatch):
    dossier = asked_for_papers(monkeypatch)
    dossier.received_at, dossier.due = None, None
    assert tracking.tracked(dossier, MONDAY).step == 3


def test_how_the_due_moment_was_counted_is_said(folder):
    dossier = folder.by_number(NUMBER)
    assert tracking.tracked(dossier, MONDAY).basis == dossier.due.lines != ()


def test_an_apology_is_said_while_the_result_is_waited_for():
    dossier = dossier_in("processing")
    assert tracking.tracked(dossier, MONDAY).extended is False
    dossier.slips = (Slip(SlipKind.APOLOGY, 1, 2026, "PXL-HDHS", MONDAY, "xuly", ""),)
    assert tracking.tracked(dossier, MONDAY).extended is True


def test_a_signed_decision_that_waits_for_its_seal_is_told_apart():
    dossier = dossier_in("resolved")
    dossier.state = "processing"
    assert tracking.tracked(dossier, MONDAY).sentence == tracking.SEALING
