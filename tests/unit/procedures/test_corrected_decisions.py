"""What becomes of a draft when its decision is corrected: the decision's own facts follow, what people wrote stays."""

from dataclasses import replace
from datetime import date

import pytest

from hcc.procedures.announced_progress import announced_record
from hcc.procedures.announcements import AnnouncedRow, ChangeOfRules
from hcc.procedures.operations.announce import amend_announcement, announce
from hcc.procedures.operations.draft_announced import draft_announced
from unit.dossiers.building import act, catalogue, record

CODE = "1.000001"
ISSUED, FIRST, LATER, LAST = date(2026, 11, 20), date(2026, 12, 1), date(2027, 2, 1), date(2026, 12, 31)
BY_HAND = date(2026, 12, 15)
TODAY = date(2026, 11, 23)


def drafted(**text):
    """A decision with one draft, and the catalogue."""
    folder = catalogue(record(**text))
    facts = {"issued_on": ISSUED, "effective_from": FIRST, "issuer": "UBND tỉnh", "today": TODAY, "act": act("danhmuc")}
    rows = (AnnouncedRow(CODE, ChangeOfRules.AMENDED, ""),)
    decision = announce(folder, decision="1/QĐ-UBND", rows=rows, **facts)
    [draft] = draft_announced(decision, folder, act=act("danhmuc"))
    return folder, decision, draft


def corrected(folder, decision, *, number: str = "2/QĐ-UBND", first: date = FIRST) -> None:
    amend_announcement(
        decision,
        folder,
        decision=number,
        issued_on=ISSUED,
        effective_from=first,
        issuer="UBND tỉnh",
        subject="",
        retroactive=False,
        seen=decision.version,
        today=TODAY,
        act=act("danhmuc"),
    )


@pytest.mark.parametrize(
    ("written", "first", "days"),
    [
        ({}, LATER, (LATER, None)),
        ({"effective_from": BY_HAND}, LATER, (BY_HAND, None)),
        ({"effective_from": None}, LATER, (None, None)),
        ({"effective_to": LAST}, FIRST, (FIRST, LAST)),
        # It contradicts itself now, which its row says: nobody but who wrote that day knows what it is to be.
        ({"effective_to": LAST}, LATER, (LATER, LAST)),
    ],
)
def test_the_number_follows_and_a_day_given_by_hand_stays(written, first, days):
    folder, decision, draft = drafted()
    draft.record = replace(draft.record, **written)
    corrected(folder, decision, first=first)
    text = draft.record
    assert (text.announcement, text.effective_from, text.effective_to) == ("2/QĐ-UBND", *days)


@pytest.mark.parametrize(("first", "last"), [(FIRST, LAST), (LATER, None)])
def test_the_last_day_of_the_text_before_goes_where_the_new_rules_begin_after_it(first, last):
    folder, decision, draft = drafted(effective_to=LAST)
    assert draft.record.effective_to == LAST
    corrected(folder, decision, first=first)
    assert draft.record.effective_to == last
    assert draft.record == announced_record(folder[CODE].revisions[1].record, decision), "as a draft made now would be"


def test_a_draft_in_which_nothing_follows_is_left_as_it_was_submitted():
    folder, decision, draft = drafted()
    draft.record = replace(draft.record, effective_from=BY_HAND)
    draft.submitted_by, draft.submitted_at = "danhmuc", act("danhmuc").at
    corrected(folder, decision, number="1/QĐ-UBND", first=LATER)
    assert draft.record.effective_from == BY_HAND
    assert draft.submitted_at is not None
