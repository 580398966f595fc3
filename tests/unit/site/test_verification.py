"""hcc verify finds each kind of damage it is there for, says so in a line, and ends with 1."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from faults.objects import changed_site, database_of, site_of
from faults.served import write_ini
from hcc.accounts.operations.officials import disable_official
from hcc.accounts.resources import Factor
from hcc.certifications.closings import Closing, Tally, Volume
from hcc.certifications.operations.deliver import deliver
from hcc.certifications.resources import Book, BookEntry, Requester
from hcc.cli import main
from hcc.core.act import Act
from hcc.core.calendar import DayRule
from hcc.core.roles import Role
from hcc.dossiers.resources import Dossier
from tampering import made_anew, put, records_of


def verify(var: Path, capsys) -> tuple[int, str, str]:
    """Exit status, lines and faults of `hcc verify`."""
    capsys.readouterr()
    status = main(["--ini", str(write_ini(var.parent / "office.ini", var)), "verify"])
    out, err = capsys.readouterr()
    return status, out, err


def flip(path: Path) -> None:
    """Change one bit in the middle of a file."""
    path.chmod(0o600)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def first_dossier(site) -> Dossier:
    return next(iter(site.dossiers.all()))


def extended(site) -> Dossier:
    return next(dossier for dossier in site.dossiers.all() if dossier.slips)


def book(site) -> Book:
    return next(site.books.books())


def signed(site) -> BookEntry:
    return next(entry for entry in book(site) if entry.paper is not None)


def waiting(site) -> BookEntry:
    return next(entry for entry in book(site) if entry.state == "numbered")


def test_a_sound_office_has_no_faults(var, capsys):
    status, out, err = verify(var, capsys)
    assert (status, err) == (0, "")
    looked = dict(line.split(":")[:2] for line in out.splitlines())
    assert {name: count.split()[0] for name, count in looked.items() if name != "references"} == {
        "bytes of the data file": "0",
        "papers": "11",
        "chains": looked["chains"].split()[0],
        "seals": "0",
        "reception numbers": "3",
        "slip numbers": "1",
        "book numbers": "3",
        "links to copies": "0",
        "worklists": "3",
        "queue": "4",
    }
    assert int(looked["references"].split()[0]) > 500
    assert int(looked["chains"].split()[0]) > 20


def test_links_that_hold_and_links_that_are_over_have_no_faults(var, capsys):
    with changed_site(var) as site:
        linked(site)
        linked(site)  # the first one leads nowhere any more
    status, out, err = verify(var, capsys)
    assert (status, err) == (0, "")
    assert "links to copies: 1 checked, ok" in out


BLOBS: dict[str, Callable] = {
    "original": lambda site: first_dossier(site).papers["1"].original,
    "clean copy": lambda site: first_dossier(site).papers["1"].clean,
    "issued paper": lambda site: signed(site).paper,
    "scan": lambda site: signed(site).scan.original,
    "clean scan": lambda site: signed(site).scan.clean,
}


@pytest.mark.parametrize("which", BLOBS)
def test_a_flipped_bit_of_a_paper_is_found(var, capsys, which):
    with site_of(var) as site:
        flip(Path(BLOBS[which](site).committed()))
    status, out, err = verify(var, capsys)
    assert status == 1
    assert "papers: 11 checked, 1 FAULTS" in out
    assert "bytes differ from the recorded digest" in err


@pytest.mark.parametrize("which", BLOBS)
def test_a_paper_that_is_gone_is_found(var, capsys, which):
    with site_of(var) as site:
        Path(BLOBS[which](site).committed()).unlink()
    status, out, err = verify(var, capsys)
    assert status == 1
    assert "papers: 11 checked, 1 FAULTS" in out
    assert "its file cannot be read" in err


def change_record(records, sequence: int) -> None:
    line, digest = records[sequence]
    records[sequence] = (line.replace('"2026-', '"2025-'), digest)


def drop_record(records, sequence: int) -> None:
    del records[sequence]


def cut_end(records, sequence: int) -> None:
    del records[max(records)]


def replace_end(records, sequence: int) -> None:
    records[max(records)] = records[1]


def swap_records(records, sequence: int) -> None:
    records[sequence], records[sequence + 1] = records[sequence + 1], records[sequence]


CHAINS: dict[str, Callable] = {
    "dossier": lambda site: first_dossier(site).chain,
    "book": lambda site: book(site).chain,
    "account": lambda site: site.accounts["tiepnhan"].chain,
    "catalogue": lambda site: site.procedures.chain,
    "calendar": lambda site: site.calendar_book.chain,
    "queue": lambda site: next(site.queue.days()).chain,
    "units": lambda site: site.accounts.chain,
}


@pytest.mark.parametrize("harm", [change_record, drop_record, cut_end, replace_end, swap_records])
@pytest.mark.parametrize("which", CHAINS)
def test_a_chain_that_was_tampered_with_is_found(var, capsys, which, harm):
    with changed_site(var) as site:
        chain = CHAINS[which](site)
        records = records_of(chain)
        harm(records, 1 if len(chain) < 4 else 2)
        put(chain, records)
    status, out, err = verify(var, capsys)
    assert status == 1
    assert "FAULTS" in next(line for line in out.splitlines() if line.startswith("chains"))
    assert which in err


def rewritten(chain, drop: str) -> None:
    """What a forger who can write to the database would do: a whole chain without some record."""
    made_anew(chain, [record for record in chain if record.what != drop])


def forge_paper(site) -> None:
    """Another file with a digest that fits."""
    paper = first_dossier(site).papers["1"]
    with paper.original.open("w") as out:
        out.write(b"%PDF-forged")
    paper.sha256 = hashlib.sha256(b"%PDF-forged").hexdigest()


def forge_copy(site) -> None:
    """Another clean copy with a digest that fits: what was received is as it was, and another thing is shown."""
    paper = first_dossier(site).papers["1"]
    with paper.clean.open("w") as out:
        out.write(b"%PDF-forged")
    paper.clean_sha256 = hashlib.sha256(b"%PDF-forged").hexdigest()


def forge_day_off(site) -> None:
    """A day off that nobody decided on, which moves every due moment behind it."""
    book = site.calendar_book
    book.rules = {**book.rules, date(2026, 12, 10): DayRule(False, "Nghỉ")}


def reopened(official) -> None:
    disable_official(official, act=Act("quantri", official.chain.last.at))
    official.disabled = False


UNTOLD: dict[str, Callable] = {
    "a paper put in place of another": forge_paper,
    "another copy shown of a paper": forge_copy,
    "a paper taken away": lambda site: first_dossier(site).papers.remove(1),
    "a chain without the paper": lambda site: rewritten(first_dossier(site).chain, "attach"),
    "a code that nobody entered": lambda site: setattr(first_dossier(site), "dossier_code", "H44.99-261123-9999"),
    "a chain without the reception": lambda site: rewritten(first_dossier(site).chain, "receive"),
    "a book's chain without its numbers": lambda site: rewritten(book(site).chain, "numbered"),
    "a day off of nobody": forge_day_off,
    "a calendar's chain without its days": lambda site: rewritten(site.calendar_book.chain, "day decided"),
    "a role nobody gave": lambda site: setattr(site.accounts["tiepnhan"], "roles", frozenset(Role)),
    "an account opened behind the office's back": lambda site: reopened(site.accounts["traketqua"]),
    "a second factor put on by nobody": lambda site: setattr(
        site.accounts["xuly"], "factor", Factor(b"", datetime.now(UTC), 0, ())
    ),
    "a book's chain without the signing": lambda site: rewritten(book(site).chain, "signed"),
    "a day of the queue without its calls": lambda site: rewritten(next(site.queue.days()).chain, "call"),
    "a number that is gone": lambda site: next(site.queue.days())._tickets.pop(2),
}


@pytest.mark.parametrize("what", UNTOLD)
def test_things_that_are_not_on_record_are_found(var, capsys, what):
    with changed_site(var) as site:
        UNTOLD[what](site)
    status, _, err = verify(var, capsys)
    assert status == 1
    assert "on record" in err


def renumber(site) -> None:
    """The second of the day now bears the number of the third."""
    one, two = list(site.dossiers.all())[1:3]
    one.reception_number = two.reception_number


def strange_day(site) -> None:
    first_dossier(site).received_at += timedelta(days=1)


def lose_line(site) -> None:
    line = book(site)["2"]
    del book(site)._entries[2]
    del site.books.by_token[line.token]


def linked(site) -> BookEntry:
    """The electronic copy, with a link that holds for a week."""
    entry, last = signed(site), book(site).chain.last
    assert last is not None
    deliver(site.books, entry=entry, days=7, act=Act("chungthuc", last.at + timedelta(minutes=1)))
    return entry


def kill_link(site) -> None:
    del site.books.deliveries._entries[linked(site).delivery.digest]


def lead_elsewhere(site) -> None:
    site.books.deliveries._entries[linked(site).delivery.digest] = waiting(site)


def keep_expired(site) -> None:
    entry = linked(site)
    entry.delivery = replace(entry.delivery, until=entry.delivery.until + timedelta(days=30))


def forge_link(site) -> None:
    site.books.deliveries._entries["0" * 64] = linked(site)


def link_without_record(site) -> None:
    entry = linked(site)
    entry.delivery = replace(entry.delivery, by="ai")


def link_to_other_bytes(site) -> None:
    entry = linked(site)
    del site.books.by_hash[entry.sha256]
    entry.sha256 = "0" * 64
    site.books.by_hash[entry.sha256] = entry


def half_issue(site) -> None:
    line = waiting(site)
    line.state = "issued"
    del site.books.waiting[("ban-sao", 2026, line.number)]


def half_sign(site) -> None:
    signed(site).paper = None


HARMS: dict[str, tuple[Callable, str, str]] = {
    "gap of reception numbers": (
        lambda site: site.dossiers.counters.take("reception", "1", "2026-11-23"),
        "reception numbers",
        "gaps or doubles",
    ),
    "counter set back": (
        lambda site: setattr(site.dossiers.counters._counters["reception", "1", "2026-11-23"], "value", 2),
        "reception numbers",
        "gaps or doubles",
    ),
    "one number twice": (renumber, "reception numbers", "gaps or doubles"),
    "a number of another day": (strange_day, "reception numbers", "does not fit its day"),
    "a number that leads nowhere": (
        lambda site: site.dossiers.counters.keep(1, 7, "reception", "1", "2026-11-23"),
        "reception numbers",
        "does not lead to its dossier",
    ),
    "half received": (
        lambda site: setattr(first_dossier(site), "received_at", None),
        "reception numbers",
        "half received",
    ),
    "a slip taken and not there": (
        lambda site: site.dossiers.counters.take("slip", "apology", "2026"),
        "slip numbers",
        "apology of 2026: numbers have gaps",
    ),
    "a slip that leads nowhere": (lambda site: site.dossiers.slips.clear(), "slip numbers", "does not lead to"),
    "a slip taken away": (lambda site: setattr(extended(site), "slips", ()), "slip numbers", "not those on record"),
    "an outgoing number of nobody": (
        lambda site: site.dossiers.outgoing.update({("QD", 2026, "1"): extended(site).id}),
        "slip numbers",
        "register of outgoing numbers",
    ),
    "a dossier's token": (
        lambda site: site.dossiers._tokens.pop(first_dossier(site).token),
        "reception numbers",
        "its token does not lead to it",
    ),
    "gap in a book": (lose_line, "book numbers", "numbers have gaps"),
    "book counter ahead": (
        lambda site: site.books.counters.take("book", "ban-sao", "2026"),
        "book numbers",
        "numbers have gaps",
    ),
    "another name in a line": (
        lambda site: setattr(book(site)["1"], "requester", Requester("Trần Văn Khác")),
        "chains",
        "a line does not say what is on record",
    ),
    "another reason of a struck line": (
        lambda site: setattr(book(site)["2"], "struck_reason", "Khác"),
        "chains",
        "its struck lines are not those on record",
    ),
    "a volume nobody opened": (
        lambda site: setattr(book(site), "volumes", (Volume(1, 1), Volume(2, 3))),
        "chains",
        "its volumes are not those on record",
    ),
    "a day nobody closed": (
        lambda site: book(site).close(Closing(date(2026, 11, 23), datetime(2026, 11, 23, tzinfo=UTC), "ai", Tally())),
        "chains",
        "its closed days are not those on record",
    ),
    "QR token": (lambda site: site.books.by_token.pop(signed(site).token), "book numbers", "QR token"),
    "QR token of another line": (
        lambda site: site.books.by_token.update({signed(site).token: book(site)["1"]}),
        "book numbers",
        "QR token",
    ),
    "hash": (lambda site: site.books.by_hash.pop(signed(site).sha256), "book numbers", "hash"),
    "a hash that was never issued": (
        lambda site: site.books.by_hash.update({"0" * 64: signed(site)}),
        "book numbers",
        "register of hashes",
    ),
    "half issued": (half_issue, "book numbers", "half issued"),
    "issued without its file": (half_sign, "book numbers", "half issued"),
    "tray without a waiting line": (lambda site: site.books.waiting.clear(), "book numbers", "signing tray"),
    "tray with an issued line": (
        lambda site: site.books.waiting.update({("ban-sao", 2026, signed(site).number): signed(site)}),
        "book numbers",
        "signing tray",
    ),
    "dead link": (kill_link, "links to copies", "it is dead"),
    "link to another line": (lead_elsewhere, "links to copies", "it opens a copy that has another link"),
    "link to no file": (lead_elsewhere, "links to copies", "it leads to no file"),
    "link that was over": (keep_expired, "links to copies", "on record until"),
    "link nobody handed out": (forge_link, "links to copies", "it opens a copy that has another link"),
    "link of somebody else": (link_without_record, "links to copies", "it is not the one on record"),
    "link to other bytes": (link_to_other_bytes, "links to copies", "another hash than what was issued"),
    "worklist row missing": (
        lambda site: site.dossiers._worklist.pop(next(key for key, _ in site.dossiers._worklist.items())),
        "worklists",
        "listed wrongly",
    ),
    "worklist row of an older state": (
        lambda site: setattr(first_dossier(site), "state", "processing"),
        "worklists",
        "listed wrongly",
    ),
}


@pytest.mark.parametrize("what", HARMS)
def test_each_kind_of_harm_is_found(var, capsys, what):
    harm, check, sentence = HARMS[what]
    with changed_site(var) as site:
        harm(site)
    status, out, err = verify(var, capsys)
    assert status == 1
    assert "FAULTS" in next(line for line in out.splitlines() if line.startswith(check))
    assert sentence in err


def flip_in_record(var: Path, oid: bytes, place: Callable[[bytes], int]) -> None:
    """Change one bit of an object's current record in Data.fs."""
    with database_of(var, read_only=True) as database:
        record, _ = database.storage.load(oid)
    data = var / "Data.fs"
    content = bytearray(data.read_bytes())
    content[content.rindex(record) + place(record)] ^= 1
    data.write_bytes(content)


def test_a_record_of_a_damaged_class_is_found(var, capsys):
    with site_of(var) as site:
        oid = next(site.queue.days()).chain._p_oid
    flip_in_record(var, oid, lambda record: record.index(b"evidence"))
    status, _, err = verify(var, capsys)
    assert status == 1
    assert f"object {oid.hex()} is of a class that does not exist" in err


def test_a_record_that_cannot_be_read_is_found_and_the_other_checks_go_on(var, capsys):
    with site_of(var) as site:
        oid = next(site.queue.days()).chain._p_oid
    # The mark that begins the second pickle, the object's state.
    flip_in_record(var, oid, lambda record: record.index(b".\x80") + 1)
    status, out, err = verify(var, capsys)
    assert status == 1
    assert f"object {oid.hex()} cannot be loaded" in err
    assert "Traceback" not in err
    assert len(out.splitlines()) == 11
    assert "book numbers: 3 checked, ok" in out


def test_an_end_that_was_cut_off_is_found_by_the_last_backup(var, capsys, tmp_path):
    """FileStorage passes over a torn last transaction without a word: it looks like a crash before the answer."""
    ini = str(write_ini(tmp_path / "office.ini", var))
    assert main(["--ini", ini, "backup", str(tmp_path / "kept")]) == 0
    data = var / "Data.fs"
    with open(data, "r+b") as file:
        file.truncate(data.stat().st_size - 1)
    status, _, err = verify(var, capsys)
    assert status == 1
    assert "Data.fs changed" in err


def test_damage_since_the_last_backup_is_found(var, capsys, tmp_path):
    ini = str(write_ini(tmp_path / "office.ini", var))
    assert main(["--ini", ini, "backup", str(tmp_path / "kept")]) == 0
    status, out, _ = verify(var, capsys)
    assert status == 0
    assert f"bytes of the data file: {(var / 'Data.fs').stat().st_size} checked, ok" in out
    # A letter in the text of an old revision of an object: every reference still loads.
    data = var / "Data.fs"
    content = data.read_bytes()
    place = content.index("Nguyễn Thử 0".encode()) + 2
    data.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
    status, out, err = verify(var, capsys)
    assert status == 1
    assert "Data.fs changed" in err
    data.write_bytes(content)
    assert main(["--ini", ini, "pack", "--days", "0"]) == 0
    assert verify(var, capsys)[0] == 0


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_changed_log_of_reads_is_found(var, capsys, number):
    log = var / "access.log"
    lines = log.read_bytes().splitlines(keepends=True)
    assert len(lines) == 3
    lines[number] = lines[number].replace(b"giay-to", b"giay-ti").replace(b"/ban-sao/", b"/ban-sap/")
    log.write_bytes(b"".join(lines))
    status, _, err = verify(var, capsys)
    assert status == 1
    assert "access log: line" in err


def test_numbers_of_an_earlier_agency_code_stay_right(var, capsys):
    """Communes are merged: the code changes, the numbers given out before do not."""
    ini = str(write_ini(var.parent / "office.ini", var, agency_code="H44.98"))
    assert main(["--ini", ini, "verify"]) == 0
    capsys.readouterr()


def test_clock_and_order_do_not_matter_to_verify(var, capsys):
    with changed_site(var) as site:
        first_dossier(site).chain.append(Act("xuly", datetime(2020, 1, 1, tzinfo=UTC)), "note")
    assert verify(var, capsys)[0] == 0
