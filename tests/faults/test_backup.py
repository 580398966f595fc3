"""A backup is made beside the loaded server; everything is lost; the office goes on from the backup."""

import hashlib
import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from hcc.core.calendar import LOCAL
from hcc.core.roles import Role
from office import LOGINS

from .load import Load, visit_form
from .objects import site_of, submitted_dossiers
from .served import Served, run_hcc

pytestmark = pytest.mark.faults


def picture(site) -> dict:
    """Everything the office must find again: dossiers, papers with their bytes, books, counters, chains."""

    def bytes_of(blob) -> str:
        return hashlib.sha256(Path(blob.committed()).read_bytes()).hexdigest()

    counters = site.dossiers.counters
    return {
        "dossiers": {
            d.token: (
                d.id,
                d.state,
                d.person,
                d.reception_number,
                d.lookup_secret,
                d.due,
                d.chain.head,
                [(p.number, p.sha256, bytes_of(p.original), p.clean_sha256, bytes_of(p.clean)) for p in d.papers],
            )
            for d in site.dossiers.all()
        },
        "lines": [
            (book.volume_line, book.chain.head, [(e.number, e.token, e.state, e.title, e.requester) for e in book])
            for book in site.books.books()
        ],
        "visits": {visit.__name__: [entry.number for entry in visit.entries] for visit in site.books.visits},
        "counters": {name: counters.last(*name) for name in counters.names()},
        "catalogue": (site.procedures.chain.head, sorted(site.procedures)),
        "people": {official.login: official.chain.head for official in site.accounts.officials()},
    }


def blobs_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in (folder / "blobs").rglob("*.blob")}


def test_a_backup_under_load_brings_the_office_back(ini, var, tmp_path):
    kept = tmp_path / "backup"
    waiting = submitted_dossiers(var, 2)
    with Served(ini) as server:
        load = Load(server.port, seed=3).start(filers=1, uploaders=2)
        load.until(30)
        first = run_hcc("--ini", ini, "backup", kept)
        assert first.returncode == 0, first.stderr
        before = load.ledger.acknowledged
        old_blobs = {name: (kept / name).stat().st_ino for name in blobs_in(kept)}
        load.until(before + 30)
        second = run_hcc("--ini", ini, "backup", kept)
        assert second.returncode == 0, second.stderr
        load.until(load.ledger.acknowledged + 10)
        ledger = load.finish()
        assert not ledger.surprises
        server.kill()
    # The second time only new papers were copied.
    assert old_blobs
    assert set(old_blobs) < blobs_in(kept)
    assert {name: (kept / name).stat().st_ino for name in old_blobs} == old_blobs

    last = bytes.fromhex(json.loads((kept / "manifest.json").read_text())["last_transaction"])
    with site_of(var, at=last) as site:
        then = picture(site)
    with site_of(var) as site:
        assert len(picture(site)["dossiers"]) > len(then["dossiers"]) > 2

    refused = run_hcc("--ini", ini, "restore", kept)
    assert refused.returncode == 1
    assert "already" in refused.stderr
    shutil.rmtree(var)
    restored = run_hcc("--ini", ini, "restore", kept)
    assert restored.returncode == 0, restored.stderr
    checked = run_hcc("--ini", ini, "verify")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "bytes of the data file: 0" not in checked.stdout
    with site_of(var) as site:
        assert picture(site) == then

    day = datetime.now(LOCAL).date().isoformat()
    number = then["counters"].get(("reception", "1", day), 0)
    line = max((entry[0] for _, _, entries in then["lines"] for entry in entries), default=0)
    with Served(ini) as server:
        receiver = server.browser(Role.RECEIVER)
        assert receiver.post(f"/ho-so/{waiting[0]}/receive", []).status == 303
        certifier = server.browser(Role.CERTIFIER)
        assert certifier.post("/chung-thuc/visit", visit_form("Nguyễn Sau", 1)).status == 409
        assert certifier.post("/chung-thuc/ban-sao/confirm_number", [("last", str(line))]).status == 303
        assert certifier.post("/chung-thuc/visit", visit_form("Nguyễn Sau", 1)).status == 303
        assert server.stop() == 0
    with site_of(var) as site:
        received = site.dossiers[waiting[0]]
        if received.received_at.astimezone(LOCAL).date().isoformat() == day:
            assert int(received.reception_number[-4:]) == number + 1
        newest = next(v for v in site.books.visits if v.requester.name == "Nguyễn Sau")
        assert [entry.number for entry in newest.entries] == [line + 1]
    assert run_hcc("--ini", ini, "verify").returncode == 0


def test_a_session_survives_the_restore(ini, var, tmp_path):
    with Served(ini) as server:
        browser = server.browser(Role.RECEIVER)
        assert run_hcc("--ini", ini, "backup", tmp_path / "kept").returncode == 0
        server.kill()
        browser.close()
        shutil.rmtree(var)
        assert run_hcc("--ini", ini, "restore", tmp_path / "kept").returncode == 0
        server.start()
        page = browser.get("/ban-lam-viec/tiep-nhan")
        assert page.status == 200
        with site_of(var) as site:
            assert site.accounts[LOGINS[Role.RECEIVER]].name in page.text
