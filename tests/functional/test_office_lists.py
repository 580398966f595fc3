"""The commune enters its own hamlets and sentences through its catalogue folder, and sees them in the forms."""

import shutil
from pathlib import Path

import pytest

from faults.objects import site_of
from faults.served import write_ini
from hcc.cli import main
from hcc.core.roles import Role
from hcc.dossiers import workflow
from hcc.dossiers.office_decisions import untold_of
from hcc.shipped import shipped
from office import Office
from populated import PopulatedOffice

TEXT = '[[documents]]\nname = "Văn bản trả lời"\nlayout = "letter"\nbody = "Kính báo: {lời báo}"\n'
OWN = 'commune = "Xã An Mẫu"\n\n[[hamlets]]\nname = "xóm Mới"\nold_commune = "xã Mẫu Hạ"\n'


@pytest.fixture
def var(filled, tmp_path) -> Path:
    return Path(shutil.copytree(filled, tmp_path / "var"))


@pytest.fixture
def folder(tmp_path) -> Path:
    folder = Path(shutil.copytree(shipped("catalog"), tmp_path / "catalog"))
    (folder / "hamlets.toml").write_text(OWN, encoding="utf-8")
    sentences = 'supplement = ["Chưa đóng dấu."]\nrefusal = ["Không phải việc của xã."]\n'
    (folder / "ready_sentences.toml").write_text(sentences, encoding="utf-8")
    (folder / "result_documents.toml").write_text(TEXT, encoding="utf-8")
    return folder


def hcc(var: Path, capsys, *arguments: object) -> tuple[int, str, str]:
    capsys.readouterr()
    status = main(["--ini", str(write_ini(var.parent / "office.ini", var)), *map(str, arguments)])
    out, err = capsys.readouterr()
    return status, out, err


def test_an_import_takes_the_lists_over_and_a_dry_run_only_tells(var, folder, capsys):
    status, out, _ = hcc(var, capsys, "import-catalog", folder, "--dry-run")
    assert status == 0
    assert "hamlets: 1\n" in out
    assert "ready sentences: ready_sentences.toml\n" in out
    assert "result documents: 1\n" in out
    with site_of(var) as site:
        assert len(site.dossiers.hamlets) > 1
        assert site.dossiers.ready is None
        assert site.dossiers.documents is None
    assert hcc(var, capsys, "import-catalog", folder)[0] == 0
    with site_of(var) as site:
        assert [hamlet.name for hamlet in site.dossiers.hamlets] == ["xóm Mới"]
        told = [record.what for record in site.dossiers.decisions]
        assert told == ["hamlets set", "ready sentences set", "result texts set"], "each is on record"
        assert list(untold_of(site.dossiers)) == []
        site.dossiers.hamlets = ()
        assert list(untold_of(site.dossiers)) == ["hamlets set: what holds is not what stands on record"]
    status, out, _ = hcc(var, capsys, "import-catalog", folder)
    assert "hamlets" not in out
    assert "result documents" not in out
    exported = var.parent / "out"
    hcc(var, capsys, "export-catalog", exported)
    assert 'name = "xóm Mới"' in (exported / "hamlets.toml").read_text("utf-8")
    assert '    "Chưa đóng dấu.",' in (exported / "ready_sentences.toml").read_text("utf-8")
    assert (exported / "result_documents.toml").read_text("utf-8") == TEXT
    status, out, err = hcc(var, capsys, "import-catalog", exported, "--dry-run")
    assert (status, err) == (0, "")
    assert "hamlets" not in out, "what was exported is what there is"
    assert "sentences" not in out


def test_the_officials_choose_from_the_office_s_own_lists(var, folder, capsys, tmp_path):
    hcc(var, capsys, "import-catalog", folder)
    office = Office(tmp_path / "served", var)
    made = PopulatedOffice(office)
    form = office.as_(Role.GREETER).get(f"{made.dossier(papers=False)}prepare").forms["form"]
    assert [name for _, _, name in form["hamlet"].options][1:] == ["xóm Mới (xã Mẫu Hạ)", "Người ngoài xã"]
    form = office.as_(Role.RECEIVER).get(f"{made.dossier(workflow.SUBMITTED)}refuse").forms["form"]
    assert [value for value, _, _ in form["ready"].options] == ["", "Không phải việc của xã."]
    office.close()


@pytest.mark.parametrize("name", ["hamlets.toml", "ready_sentences.toml", "result_documents.toml"])
def test_an_unsound_list_is_named_and_nothing_is_changed(var, folder, capsys, name):
    (folder / name).write_text("commune = ", encoding="utf-8")
    status, _, err = hcc(var, capsys, "import-catalog", folder, "--publish")
    assert status == 1
    assert err.startswith(f"error: {name}:")
    with site_of(var) as site:
        assert len(site.dossiers.hamlets) > 1
