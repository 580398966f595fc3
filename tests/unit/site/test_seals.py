"""Seals: what a forger with the database in her hands does after one is found by `hcc verify`, and what is done to the
seals themselves.
"""

import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from faults.objects import changed_site, site_of
from faults.served import write_ini
from hcc.cli import main
from hcc.commands import sealing
from hcc.core.act import Act
from hcc.signing.keys import KEY_FILE, PASSPHRASE_FILE, development_key
from hcc.site.chains import chains_of
from hcc.storage.seals import read
from tampering import made_anew

LATER = Act("quantri", datetime(2026, 11, 27, tzinfo=UTC))


class Clock(datetime):
    """The clock of `hcc seal`, a day on at each look."""

    days = 0

    @classmethod
    def now(cls, tz=None):
        Clock.days += 1
        return datetime.now(tz) + timedelta(days=Clock.days)


@pytest.fixture
def hcc(var, capsys, monkeypatch):
    """Run a command on the worked office; answers status, output and complaints. Each seal is made a day later."""
    monkeypatch.setattr(Clock, "days", 0)
    monkeypatch.setattr(sealing, "datetime", Clock)
    ini = write_ini(var.parent / "office.ini", var)

    def run(*arguments: str, **settings: object) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main(["--ini", str(write_ini(ini, var, **settings)), *arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return status, out, err

    return run


def verify(hcc) -> tuple[int, list[str], str]:
    """Exit status and faults of hcc verify, and its line about seals."""
    status, out, err = hcc("verify")
    return status, err.splitlines(), next(line for line in out.splitlines() if line.startswith("seals"))


def seals(var: Path) -> list[Path]:
    return sorted((var / "seals").glob("*.json"))


@pytest.fixture
def sealed(hcc, var):
    """The office sealed on three days; a colleague signs in between."""
    for number in range(3):
        assert hcc("seal")[0] == 0
        with changed_site(var) as site:
            site.accounts["tiepnhan"].chain.append(Act("tiepnhan", LATER.at), "signed in", number=number)
    return hcc


# Sealing


def test_a_seal_holds_where_every_chain_stands_and_says_so(hcc, var):
    status, out, err = hcc("seal")
    assert (status, err) == (0, "")
    (path,) = seals(var)
    seal = read(path.read_bytes())
    with site_of(var) as site:
        stands = {name: (len(chain), chain.head) for name, _, chain in chains_of(site)}
    log = (var / "access.log").read_text().splitlines()
    stands["access log"] = (len(log), log[-1].split()[0])
    assert {name: (length, digest) for name, length, digest in seal.heads} == stands
    assert [head.name for head in seal.heads] == sorted(stands)
    kinds = {re.match(r"[a-z]+", name)[0] for name in stands}
    assert kinds == {
        "access",
        "account",
        "book",
        "calendar",
        "cash",
        "catalogue",
        "certification",
        "dossier",
        "jobs",
        "pages",
        "queue",
        "refusals",
        "units",
    }
    assert (seal.number, seal.previous, seal.office) == (1, "", "H44.99")
    assert f"Seal 1 of {len(stands)} chains" in out
    assert "trial key" in out
    assert re.search(r"SHA-256 [0-9a-f]{64}", out)


def test_a_seal_holds_nothing_personal_and_no_address(hcc, var):
    hcc("seal")
    text = seals(var)[0].read_text()
    with site_of(var) as site:
        for dossier in site.dossiers.all():
            assert not {dossier.token, dossier.lookup_secret, dossier.person.name} & set(re.split(r'["\s,]', text))
            assert "Nguyễn" not in text


def test_sealing_reads_only_and_works_beside_an_office_that_writes(hcc, var):
    before = (var / "Data.fs").read_bytes()
    with changed_site(var) as site:
        site.accounts["tiepnhan"].chain.append(LATER, "signed in")
        assert hcc("seal")[0] == 0
    assert (var / "Data.fs").read_bytes().startswith(before)
    assert verify(hcc)[:2] == (0, [])


def test_a_chain_that_grows_is_no_fault(sealed, var):
    assert verify(sealed) == (0, [], "seals: 3 checked, ok")
    numbers = [read(path.read_bytes()).number for path in seals(var)]
    assert numbers == [1, 2, 3]


def test_an_office_that_never_sealed_is_told_nothing(hcc):
    assert verify(hcc) == (0, [], "seals: 0 checked, ok")


def test_a_clock_set_back_seals_nothing(sealed, var, monkeypatch):
    monkeypatch.setattr(Clock, "days", 0)
    status, _, err = sealed("seal")
    assert status == 1
    assert "set the clock right" in err
    assert len(seals(var)) == 3


def test_a_certificate_that_has_ended_seals_nothing(sealed, var, monkeypatch):
    monkeypatch.setattr(Clock, "days", 6 * 365)
    status, _, err = sealed("seal")
    assert status == 1
    assert "nothing was sealed: certificate" in err
    assert len(seals(var)) == 3
    assert not list((var / "seals").glob("*.new"))


# What a forger does to the database


def dossier(site):
    return next(iter(site.dossiers.all()))


CHAINS: dict[str, Callable] = {
    "dossier": lambda site: dossier(site).chain,
    "book": lambda site: next(site.books.books()).chain,
    "account": lambda site: site.accounts["xuly"].chain,
    "catalogue": lambda site: site.procedures.chain,
    "calendar": lambda site: site.calendar_book.chain,
    "queue": lambda site: next(site.queue.days()).chain,
}


FORGERIES: dict[str, tuple[Callable, str]] = {
    "cut off": (lambda chain: made_anew(chain, list(chain)[:-1]), "was cut off after the seal"),
    "emptied": (lambda chain: made_anew(chain, []), "was cut off after the seal"),
    "rewritten": (
        lambda chain: made_anew(chain, [*list(chain)[:-1], type(list(chain)[-1])(9, LATER.at, "x", "x", {}, "")]),
        "was rewritten after the seal",
    ),
    "rewritten and longer": (
        lambda chain: (made_anew(chain, list(chain)[1:]), [chain.append(LATER, "more") for _ in range(9)]),
        "was rewritten after the seal",
    ),
}


@pytest.mark.parametrize("how", FORGERIES)
@pytest.mark.parametrize("which", CHAINS)
def test_a_chain_made_anew_after_a_seal_is_reported_by_name(sealed, var, which, how):
    with changed_site(var) as site:
        chain = CHAINS[which](site)
        (shown,) = (one.shown for one in chains_of(site) if one.chain is chain)
        FORGERIES[how][0](chain)
    status, faults, line = verify(sealed)
    assert status == 1
    told = [fault for fault in faults if "the seal" in fault]
    assert len(told) == 1
    assert told[0].strip().startswith(f"{shown}: {FORGERIES[how][1]} {seals(var)[0].stem}")
    assert line == "seals: 3 checked, 1 FAULTS"


def test_what_only_an_older_seal_knows_is_found_too(sealed, var):
    """Forged between two seals: the newest was made of the forged chain."""
    with changed_site(var) as site:
        made_anew(dossier(site).chain, list(dossier(site).chain)[:-1])
        dossier(site).chain.append(LATER, "harmless")
    assert sealed("seal")[0] == 0
    status, faults, _ = verify(sealed)
    assert status == 1
    assert any("dossier" in fault and f"after the seal {seals(var)[0].stem}" in fault for fault in faults)


def test_a_dossier_that_is_gone_is_named(sealed, var):
    with changed_site(var) as site:
        gone = dossier(site)
        del site.dossiers._dossiers[gone.id]
    status, faults, _ = verify(sealed)
    assert status == 1
    assert any(fault.strip().startswith("dossier 1-1: is gone") for fault in faults)


@pytest.mark.parametrize(("harm", "words"), [
    (lambda lines: lines[:-1], "was cut off"),
    (lambda lines: [], "was cut off"),
    (None, "was rewritten"),
])  # fmt: skip
def test_a_log_of_reads_made_anew_is_reported(sealed, var, harm, words):
    from hcc.storage.access_log import AccessLog

    path = var / "access.log"
    if harm is not None:
        lines = harm(path.read_text().splitlines(keepends=True))
        path.write_text("".join(lines))
    else:
        count = len(path.read_text().splitlines())
        path.unlink()
        for _ in range(count + 2):
            AccessLog(path).record(by="xuly", at=LATER.at, what="/ho-so/x/")
    status, faults, _ = verify(sealed)
    assert status == 1
    assert any(fault.strip().startswith(f"access log: {words} after the seal") for fault in faults)


# What is done to the seals


def flip(path: Path, place: int | None = None) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2 if place is None else place] ^= 1
    path.write_bytes(content)


def swap_for_other_heads(path: Path) -> None:
    """Other heads with the digest of their list: only the signature tells."""
    from dataclasses import replace

    from hcc.storage.seals import written

    seal = read(path.read_bytes())
    path.write_bytes(written(replace(seal, heads=tuple(head._replace(digest="0" * 64) for head in seal.heads))))


HARM: dict[str, tuple[Callable, str]] = {
    "a digit of a seal": (flip, "was altered"),
    "the list of a seal": (swap_for_other_heads, "was altered, or its signature was"),
    "a seal made shorter": (lambda path: path.write_bytes(path.read_bytes()[:-9]), "was altered"),
    "a seal emptied": (lambda path: path.write_bytes(b""), "was altered"),
    "another file in its place": (lambda path: path.write_bytes(b'{"format": "x"}'), "was altered"),
    "a signature": (lambda path: flip(path.with_suffix(".sig"), -9), "was altered, or its signature was"),
    "a signature emptied": (
        lambda path: path.with_suffix(".sig").write_bytes(b""),
        "was altered, or its signature was",
    ),
    "a signature taken away": (lambda path: path.with_suffix(".sig").unlink(), "its signature is gone"),
    "a seal taken away": (lambda path: path.unlink(), "is gone, its signature is there"),
}


@pytest.mark.parametrize("which", [0, 1, 2])
@pytest.mark.parametrize("what", HARM)
def test_a_seal_that_was_altered_is_named(sealed, var, what, which):
    path = seals(var)[which]
    HARM[what][0](path)
    status, faults, _ = verify(sealed)
    assert status == 1
    assert any(fault.strip().startswith(f"seal {path.stem}: {HARM[what][1]}") for fault in faults), faults


@pytest.mark.parametrize("which", [0, 1])
def test_a_pair_of_files_taken_away_from_the_row_is_missed(sealed, var, which):
    path = seals(var)[which]
    path.unlink()
    path.with_suffix(".sig").unlink()
    status, faults, _ = verify(sealed)
    assert status == 1
    assert any("of those before it 1 is gone" in fault for fault in faults)


def test_all_of_them_taken_away_are_missed(sealed, var):
    for path in (var / "seals").iterdir():
        path.unlink()
    assert verify(sealed)[0] == 1


def test_a_forged_chain_is_still_found_when_one_seal_is_altered(sealed, var):
    flip(seals(var)[0])
    with changed_site(var) as site:
        made_anew(dossier(site).chain, list(dossier(site).chain)[:-1])
    _, faults, _ = verify(sealed)
    assert any("dossier" in fault and f"after the seal {seals(var)[1].stem}" in fault for fault in faults)


def test_a_row_of_seals_signed_by_somebody_else_is_not_believed(sealed, var, hcc):
    """The forger makes her own key, and a whole new row of seals that fits her database."""
    with changed_site(var) as site:
        made_anew(dossier(site).chain, list(dossier(site).chain)[:-1])
    shutil.rmtree(var / "seals")
    secrets, aside = var / "secrets", var.parent / "aside"
    aside.mkdir()
    for name in (KEY_FILE, PASSPHRASE_FILE):
        (secrets / name).rename(aside / name)
    assert hcc("seal")[0] == 0
    for name in (KEY_FILE, PASSPHRASE_FILE):
        (aside / name).replace(secrets / name)
    status, faults, _ = verify(sealed)
    assert status == 1
    assert any("is signed with another certificate than the office's" in fault for fault in faults)


def test_an_office_that_got_another_certificate_keeps_its_row(sealed, var):
    own = var.parent / "token"
    development_key(own, organisation="UBND xã An Mẫu", common_name="Trung tâm")
    settings = {"signing_key": own / KEY_FILE, "signing_passphrase_file": own / PASSPHRASE_FILE}
    status, out, err = sealed("verify", **settings)
    assert status == 1, "the newest seal is not of the new certificate"
    assert "another certificate" in err
    assert sealed("seal", **settings)[0] == 0
    status, out, err = sealed("verify", **settings)
    assert (status, err) == (0, "")
    assert "seals: 4 checked, ok" in out
    # And what the older ones say still counts.
    with changed_site(var) as site:
        made_anew(dossier(site).chain, list(dossier(site).chain)[:-1])
    assert "was cut off" in sealed("verify", **settings)[2]


def test_without_the_key_no_seal_can_be_told_to_be_ours(sealed, var):
    (var / "secrets" / KEY_FILE).unlink()
    status, faults, _ = verify(sealed)
    assert status == 1
    assert any("no seal can be told to be ours" in fault for fault in faults)
    assert not (var / "secrets" / KEY_FILE).exists(), "verify makes no key"


def test_no_seal_is_made_after_one_that_was_altered(sealed, var):
    flip(seals(var)[-1], 5)
    status, _, err = sealed("seal")
    assert status == 1
    assert seals(var)[-1].stem in err
    assert len(seals(var)) == 3


def test_a_power_cut_between_the_two_files_is_mended_by_the_next_seal(sealed, var):
    last = seals(var)[-1]
    signature = last.with_suffix(".sig")
    signature.rename(signature.with_name(signature.name + ".new"))
    assert verify(sealed)[0] == 1
    assert sealed("seal")[0] == 0
    assert verify(sealed) == (0, [], "seals: 4 checked, ok")
    # Cut before either had its name: nothing was sealed, and nothing is left of it.
    (var / "seals" / "2031-01-01T000000Z.json.new").write_bytes(b"{")
    (var / "seals" / "2031-01-01T000000Z.sig.new").write_bytes(b"")
    assert sealed("seal")[0] == 0
    assert verify(sealed) == (0, [], "seals: 5 checked, ok")
    assert not list((var / "seals").glob("*.new"))


def test_a_restored_backup_fits_its_seals_and_newer_ones_tell_what_was_lost(sealed, var, tmp_path):
    folder = tmp_path / "backup"
    assert sealed("backup", str(folder))[0] == 0
    with changed_site(var) as site:
        site.accounts["tiepnhan"].chain.append(LATER, "signed in")
    assert sealed("seal")[0] == 0
    newest = [path.with_suffix(ending) for path in seals(var)[-1:] for ending in (".json", ".sig")]
    kept = {path.name: path.read_bytes() for path in newest}
    shutil.rmtree(var)
    assert sealed("restore", str(folder))[0] == 0
    assert verify(sealed) == (0, [], "seals: 3 checked, ok")
    for name, content in kept.items():
        (var / "seals" / name).write_bytes(content)
    _, faults, _ = verify(sealed)
    assert [fault.strip().partition(" after")[0] for fault in faults] == ["account tiepnhan: was cut off"]
