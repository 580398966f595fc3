"""The disk fills up under a running server: people are told, nothing breaks, and work goes on when there is room."""

import os
import shutil
import subprocess

import pytest

from hcc.core.roles import Role
from office import sample_pdf

from .objects import site_of
from .served import Served, run_hcc, write_ini

pytestmark = pytest.mark.faults

SIZE = 24 << 20
FORM = [("procedure", "1.004873"), ("name", "Nguyễn Đầy Đĩa"), ("guidance", "a" * 1_500)]

SMALL_DISK = """
import errno, os
from hcc.storage.synced import SyncedFileStorage
vote = SyncedFileStorage.tpc_vote
def full_vote(self, transaction):
    if os.path.exists({ballast!r}):
        raise OSError(errno.ENOSPC, "No space left on device")
    return vote(self, transaction)
SyncedFileStorage.tpc_vote = full_vote
"""


class SmallDisk:
    """A disk of its own where we may mount one; elsewhere a storage that answers as on a full disk."""

    def __init__(self, folder) -> None:
        self.folder = folder
        self.ballast = folder / "ballast"
        folder.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
        self.real = os.geteuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0
        self.broken = "" if self.real else SMALL_DISK.format(ballast=str(self.ballast))

    def fill(self) -> None:
        with open(self.ballast, "wb", buffering=0) as out:
            try:
                while self.real:
                    out.write(b"x" * 4096)
            except OSError:
                pass

    def make_room(self) -> None:
        self.ballast.unlink()

    def remove(self) -> None:
        if self.real:
            subprocess.run(["umount", "-l", str(self.folder)], check=True)


@pytest.fixture
def disk(tmp_path):
    disk = SmallDisk(tmp_path / "disk")
    yield disk
    disk.remove()


def test_a_full_disk_is_told_and_work_goes_on_when_there_is_room(filled, tmp_path, disk):
    var = shutil.copytree(filled, disk.folder / "var")
    ini = write_ini(tmp_path / "office.ini", var)
    # As in production: compiled templates are kept in the var folder, on the disk that fills up.
    with Served(ini, broken=disk.broken, CHAMELEON_CACHE=None, TMPDIR=str(tmp_path)) as server:
        greeter = server.browser(Role.GREETER)
        place = greeter.post("/ban-lam-viec/tiep-don", FORM).location
        pid = server.process.pid
        disk.fill()
        answers = [greeter.post("/ban-lam-viec/tiep-don", FORM) for _ in range(12)]
        refused = [answer for answer in answers if answer.status != 303]
        assert {answer.status for answer in refused} == {503}
        assert len(refused) > 5
        assert "không còn chỗ" in refused[-1].text or "hết chỗ" in refused[-1].text, refused[-1].words
        upload = greeter.upload(place.replace("prepare", "attach"), sample_pdf(), component="0")
        assert upload.status == 503
        assert greeter.get("/ban-lam-viec/tiep-don").status == 200
        assert server.browser().get("/healthz").status == 200
        done = sum(answer.status == 303 for answer in answers)

        disk.make_room()
        assert greeter.post("/ban-lam-viec/tiep-don", FORM).status == 303
        assert greeter.upload(place.replace("prepare", "attach"), sample_pdf(), component="0").status == 303
        assert server.process.pid == pid
        assert server.process.poll() is None
        assert server.stop() == 0
    with site_of(var) as site:
        assert len(site.dossiers) == done + 2
        assert sorted(len(dossier.papers) for dossier in site.dossiers.all())[-1] == 1
    checked = run_hcc("--ini", ini, "verify")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_backup_to_a_full_disk_leaves_the_earlier_one_whole(filled, tmp_path, disk):
    if not disk.real:
        pytest.skip("needs a disk of its own")
    var = shutil.copytree(filled, tmp_path / "var")
    ini = write_ini(tmp_path / "office.ini", var)
    kept = disk.folder / "kept"
    assert run_hcc("--ini", ini, "backup", kept).returncode == 0
    disk.fill()
    failed = run_hcc("--ini", ini, "backup", kept)
    assert failed.returncode == 1
    assert "No space left" in failed.stderr
    assert "Traceback" not in failed.stderr
    shutil.rmtree(var)
    assert run_hcc("--ini", ini, "restore", kept).returncode == 0
    assert run_hcc("--ini", ini, "verify").returncode == 0
    disk.make_room()
    assert run_hcc("--ini", ini, "backup", kept).returncode == 0
