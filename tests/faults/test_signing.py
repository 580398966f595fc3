"""The process is killed at every step of signing an electronic copy: nothing is half issued, and it can be signed."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from faults.served import clean_environment, run_hcc, write_ini
from hcc.core.roles import Role
from office import Office

STEPS = {
    "number": ("hcc.certifications.operations.certify.certify_scan", "before the number is committed", None),
    "numbered": ("hcc.certifications.views.signing.stamp_and_sign", "number committed, nothing stamped", "numbered"),
    "stamped": ("hcc.signing.sign.sign_pdf", "stamped, not signed", "numbered"),
    "signed": ("hcc.signing.sign.sync_folder", "signed, not stored", "numbered"),
    "stored": ("hcc.certifications.views.signing.keep_answer", "paper and hash stored, not committed", "numbered"),
    "committing": ("hcc.storage.synced.SyncedFileStorage.tpc_finish", "half way through the commit", "numbered"),
    "issued": ("hcc.certifications.views.tray.HTTPSeeOther", "committed, not answered", "issued"),
}
"""Step -> the function at whose beginning the process dies, what has happened by then, and the state it must leave."""

SIGNING = """
import importlib, os, signal, sys
from pathlib import Path
from hcc.core.roles import Role
from office import Office
from populated import PopulatedOffice

var, nothing, name, step = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4]
office = Office(var, nothing)
signer, made = office.as_(Role.APPROVER), PopulatedOffice(office)
office.as_(Role.CERTIFIER)

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def arm():
    holder, _, attribute = name.rpartition(".")
    try:
        place = importlib.import_module(holder)
    except ModuleNotFoundError:
        module, _, cls = holder.rpartition(".")
        place = getattr(importlib.import_module(module), cls)
    setattr(place, attribute, die)

if step == "number":
    scan = made.scan()
    import hcc.certifications.views.scan as view
    form = office.as_(Role.CERTIFIER).get(scan).forms["form"]
    form["name"], form["title"] = "Nguyễn Thị Mẫu", "Bằng"
    certify = view.certify_scan
    view.certify_scan = lambda *args, **options: (certify(*args, **options), die())
    form.submit()
line = made.electronic_line()
token = signer.token()
arm()
signer.browser.post(f"{line}sign", {"csrf_token": token, "key": "ab" * 16})
raise SystemExit("was not killed")
"""


def killed_at(step: str, var: Path, nothing: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", SIGNING, var, nothing, STEPS[step][0], step],
        env=clean_environment(PYTHONPATH=str(Path(__file__).parents[1])),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ran.returncode == -signal.SIGKILL, ran.stderr


@pytest.mark.parametrize("step", sorted(STEPS))
def test_number_and_paper_agree_wherever_the_process_dies(step, filled, tmp_path):
    var, nothing = tmp_path / "var", tmp_path / "nothing"
    nothing.mkdir()
    Office(var, filled).close()
    killed_at(step, var, nothing)
    ini = write_ini(tmp_path / "office.ini", var)
    assert run_hcc("--ini", ini, "verify").returncode == 0
    for left in sorted((var / "tmp").rglob("*.pdf")):
        said = run_hcc("--ini", ini, "check", left).stdout
        assert not said.startswith("genuine "), f"{left.name}: a paper that was not issued"
    office = Office(var, nothing)
    try:
        state = STEPS[step][2]
        with office.site() as site:
            book = site.books["ban-sao"].book(office.now.year)
            assert [entry.state for entry in book] == ([] if state is None else [state])
            assert len(site.books.by_hash) == (state == "issued")
            assert len(site.books.waiting) == (state == "numbered")
        if state != "numbered":
            return
        signer, line = office.as_(Role.APPROVER), f"/chung-thuc/ban-sao/{office.now.year}/1/"
        assert signer.get("/chung-thuc/tray").html.select('input[name="paper"]'), "it waits to be signed again"
        signer.post(f"{line}sign", status=303)
        (tmp_path / "paper.pdf").write_bytes(signer.get(f"{line}paper").body)
    finally:
        office.close()
    assert run_hcc("--ini", ini, "check", tmp_path / "paper.pdf").stdout.startswith("genuine ")
