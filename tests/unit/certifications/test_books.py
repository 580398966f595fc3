"""Books as registers: whatever is done in whatever order, numbers have no gap and the tray holds what waits."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hcc.accounts.capacities import Seat
from hcc.accounts.operations.capacities import end_capacity, give_capacity
from hcc.accounts.resources import AccountFolder, Official
from hcc.certifications.attestations import check_host, check_url, for_ink, for_stamp
from hcc.certifications.operations.certify import PaperRow, TooManyCopies
from hcc.certifications.operations.confirm import confirm
from hcc.certifications.operations.strike import strike
from hcc.certifications.resources import SIGNATURES, BookFolder
from hcc.certifications.signers import (
    CapacityEnded,
    CapacityNotBegun,
    CapacityOfOtherBooks,
    refusal_of,
    signer_named,
    signers_of,
)
from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.roles import Role
from hcc.settings import read_settings
from unit.certifications.building import DEGREE, book, visit
from unit.dossiers.building import act

OFFICE = {f"hcc.{name}": "x" for name in ("office_name", "commune", "province", "authority", "address", "phone")}

asked = st.one_of(
    st.tuples(st.just("visit"), st.integers(1, 3), st.integers(-50, 400)),
    st.tuples(st.just("bad visit"), st.integers(1, 3), st.integers(0, 400)),
    st.tuples(st.sampled_from(["confirm", "strike", "strike without reason"]), st.integers(1, 12), st.integers(0, 9)),
)


@given(st.lists(asked, max_size=25))
@settings(max_examples=60, deadline=None)
def test_numbers_have_no_gap_and_the_tray_holds_what_waits(asks):
    books, minutes, struck = BookFolder(), 0, {}
    for what, number, days in asks:
        try:
            if what == "visit":
                # A jump of days forward, sometimes over the year's end, or a clock that is behind.
                minutes = max(minutes, minutes + days * 24 * 60)
                visit(books, *[DEGREE] * number, minutes=minutes if days >= 0 else minutes + days)
            elif what == "bad visit":
                visit(books, DEGREE, PaperRow("", "", 0, 0), minutes=minutes)
            else:
                entry = next((e for b in books.books() for e in b if e.number == number), None)
                if entry is None:
                    continue
                if what == "confirm":
                    confirm(books, entry=entry, act=act("chungthuc", minutes=minutes))
                else:
                    reason = "" if "without" in what else "In hỏng."
                    strike(books, entry=entry, reason=reason, act=act("chungthuc", minutes=minutes))
                    struck[entry.token] = entry
        except Refusal:
            pass
    entries = [entry for one in books.books() for entry in one]
    for one in books.books():
        assert [entry.number for entry in one] == list(range(1, one.last_number + 1))
        assert books.counters.last("book", one.kind, str(one.year)) == one.last_number
        assert one.chain.faults() == []
        moments = [record.at for record in one.chain]
        assert moments == sorted(moments)
    assert list(books.waiting.values()) == sorted(
        (entry for entry in entries if entry.state == "numbered"), key=lambda e: (e.book.year, e.number)
    )
    assert len({entry.token for entry in entries}) == len(entries) == len(books.by_token)
    assert all(entry.state == "struck" and entry.struck_reason for entry in struck.values())


def test_the_newest_lines_by_pages():
    books = BookFolder()
    for minutes in range(3):
        visit(books, DEGREE, DEGREE, minutes=minutes)
    one = book(books)
    assert [entry.number for entry in one.latest(4)] == [6, 5, 4, 3]
    assert [entry.number for entry in one.latest(4, before=3)] == [2, 1]
    assert one.latest(4, before=1) == []
    assert [entry.number for entry in one.latest(2, before=100)] == [6, 5]


@pytest.mark.parametrize("name", ["", "x", "026", "٢٠٢٦", "2025"])
def test_what_is_no_book_is_a_key_error(name):
    books = BookFolder()
    visit(books)
    with pytest.raises(KeyError):
        books["ban-sao"][name]


@pytest.mark.parametrize("name", ["0", "2", "-1", "1.0", "١", "1234567890"])
def test_what_is_no_line_is_a_key_error(name):
    books = BookFolder()
    visit(books)
    with pytest.raises(KeyError):
        book(books)[name]


DAY = date(2026, 11, 23)


def official(login: str, name: str, capacity: tuple[str, ...] = ("CHỦ TỊCH",)) -> Official:
    made = Official(login, name, "Chủ tịch", frozenset({Role.APPROVER}))
    made.signing_capacity = capacity
    return made


def test_signers_are_those_with_a_capacity_who_still_work_here():
    accounts = AccountFolder()
    for one in (official("b", "Bình"), official("a", "An"), official("c", "Chi", ()), official("d", "Dung")):
        accounts[one.login] = one
    accounts["d"].disabled = True
    accounts["e"] = official("e", "Em")
    accounts["e"].roles = frozenset({Role.HANDLER})
    assert [signer.login for signer in signers_of(accounts, on=DAY)] == ["a", "b"]
    assert signer_named(accounts, "a", on=DAY).capacity == ("CHỦ TỊCH",)
    assert signer_named(accounts, "c", on=DAY) is None
    assert signer_named(accounts, "d", on=DAY) is None
    assert signer_named(accounts, "khong", on=DAY) is None


def test_why_somebody_with_a_capacity_does_not_sign_is_always_said():
    accounts = AccountFolder()
    accounts["a"], accounts["b"] = official("a", "An"), official("b", "Bình", ())
    admin = Act("quantri", datetime(2026, 11, 23, 2, tzinfo=UTC))
    assert refusal_of(accounts, "a", on=DAY) is None
    delegation = {"seat": Seat.DELEGATED, "title": "Tư pháp", "decision": "12/QĐ-UBND", "kinds": {SIGNATURES}}
    give_capacity(accounts["a"], first=DAY + timedelta(9), last=DAY + timedelta(19), act=admin, **delegation)
    for days, refusal in ((0, CapacityNotBegun), (9, CapacityOfOtherBooks), (20, CapacityEnded)):
        assert type(refusal_of(accounts, "a", on=DAY + timedelta(days))) is refusal
    assert refusal_of(accounts, "a", on=DAY + timedelta(9), kind=SIGNATURES) is None
    assert signer_named(accounts, "a", on=DAY + timedelta(9), kind=SIGNATURES).decision == "12/QĐ-UBND"
    accounts["a"].roles = frozenset({Role.HANDLER})
    held = {"on": DAY + timedelta(9), "kind": SIGNATURES}
    assert [len(signers_of(accounts, **held, electronically=one)) for one in (False, True)] == [1, 0]
    end_capacity(accounts["a"], number=1, today=DAY, act=admin)
    assert type(refusal_of(accounts, "a", on=DAY)) is CapacityEnded
    assert refusal_of(accounts, "b", on=DAY) is None
    assert signers_of(accounts, on=DAY) == []


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), ("CHỦ TỊCH",)),
        (("TM. ỦY BAN NHÂN DÂN",), None),
        (("TUQ. CHỦ TỊCH", "CÔNG CHỨC TƯ PHÁP"), None),
    ],
)
def test_lines_of_an_account_count_only_where_the_law_lets_them(lines, shown):
    accounts = AccountFolder()
    accounts["a"] = official("a", "An", lines)
    found = signer_named(accounts, "a", on=DAY)
    assert (found.capacity if found else None) == shown


def office(**more):
    return read_settings({**OFFICE, "hcc.agency_code": "H44.99", **{f"hcc.{k}": v for k, v in more.items()}}, {})


def test_an_attestation_says_what_the_line_says():
    books = BookFolder()
    entries = list(visit(books, DEGREE, PaperRow("Hộ chiếu", "", 1, 1)).entries)
    job = for_ink(entries, office(public_url="https://anmau.example/"))
    first = job.attestations[0]
    assert (first.number, first.book, first.pages, first.sheets, first.copies) == ("1", "01/2026 - SCT/BS", 4, 2, 2)
    assert (first.signer, first.capacity) == ("Trần Văn Mẫu", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))
    assert first.qr == f"https://anmau.example/kiem-tra/{entries[0].token}"
    assert first.check_host == "anmau.example/kiem-tra"
    assert [a.number for a in job.attestations] == ["1", "2"]
    assert job.trial is False
    assert "23" in first.date
    assert "2026" in first.date


def test_without_a_public_address_no_code_is_made():
    entry = visit(BookFolder()).entries[0]
    assert (check_url(entry, office()), check_host(office())) == ("", "")
    assert for_stamp(entry, office(), trial=True).qr == ""
    assert for_stamp(entry, office(), trial=True).trial is True


def test_a_visit_is_what_one_print_job_holds():
    books = BookFolder()
    job = for_ink(list(visit(books, PaperRow("A", "", 1, 150), PaperRow("B", "", 1, 50)).entries), office())
    assert [(a.number, a.copies) for a in job.attestations] == [("1", 150), ("2", 50)]
    with pytest.raises(TooManyCopies) as refusal:
        visit(books, PaperRow("A", "", 1, 150), PaperRow("B", "", 1, 51))
    assert refusal.value.facts == {"count": 201, "most": 200}
