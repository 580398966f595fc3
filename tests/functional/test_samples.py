"""`hcc samples`: papers anyone may hold against the register, issued as the office issues its own."""

import re
import shutil
import subprocess

import pikepdf
import pytest

from faults.objects import site_of
from faults.served import write_ini
from hcc.cli import main
from office import Office


@pytest.fixture
def var(filled, tmp_path):
    return shutil.copytree(filled, tmp_path / "var")


@pytest.fixture
def hcc(var, tmp_path, capsys):
    """Run one command; answers status, lines and complaints."""

    def run(*arguments: object, **settings: object) -> tuple[int, list[str], str]:
        ini = write_ini(tmp_path / "office.ini", var, **settings)
        capsys.readouterr()
        status = main(["--ini", str(ini), *map(str, arguments)])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return status, out.splitlines(), err

    return run


def text(path) -> str:
    ran = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True)
    return " ".join(ran.stdout.split())


def test_one_electronic_paper_of_each_kind_is_issued_and_genuine(hcc, var):
    status, lines, _ = hcc("samples")
    assert status == 0
    papers = {path.stem: path for path in (var / "samples").iterdir()}
    assert set(papers) == {"one-page", "many-page", "rotated"}
    printed = {path.stem: path for path in (var / "attestations").iterdir()}
    assert set(printed) == {"copies", "signature", "fingerprint", "translation", "will"}
    assert set(lines) == {*map(str, papers.values()), *map(str, printed.values())}
    shown = {}
    for name, path in papers.items():
        with pikepdf.open(path) as pdf:
            shown[name] = (len(pdf.pages), int(pdf.pages[-1].obj.get("/Rotate", 0)))
    assert shown == {"one-page": (1, 0), "many-page": (12, 0), "rotated": (1, 90)}
    _, verdicts, _ = hcc("check", *papers.values())
    for name, line in zip(papers, verdicts, strict=True):
        number = re.fullmatch(rf"genuine .*/{name}\.pdf: số (\d+), quyển số 01/\d{{4}} - SCT/BS", line)[1]
        assert re.search(rf"Số chứng thực: {number} Quyển số: 01/\d{{4}} - SCT/BS", text(papers[name])), name
        assert "BẢN THỬ NGHIỆM" in text(papers[name])
    assert hcc("verify")[0] == 0


def test_the_attestations_of_a_visit_are_printed(hcc, var):
    assert hcc("samples")[0] == 0
    with pikepdf.open(var / "attestations" / "copies.pdf") as pdf:
        assert len(pdf.pages) == 3, "two copies of one paper, one of the other"
    with site_of(var) as site:
        numbers = [entry.number for entry in site.books.waiting.values() if entry.copies]
    said = text(var / "attestations" / "copies.pdf")
    assert numbers == [4, 5]
    assert all(f"Số chứng thực: {number} " in said for number in numbers)


def test_the_attestations_of_a_signature_and_of_a_fingerprint_are_printed(hcc, var):
    assert hcc("samples")[0] == 0
    signature, fingerprint = (text(var / "attestations" / f"{name}.pdf") for name in ("signature", "fingerprint"))
    for said in (signature, fingerprint):
        assert "Nguyễn Thị Mẫu" in said
        assert "SCT/CK,ĐC" in said
    assert "điểm chỉ" in fingerprint
    assert "Trần Thị Chứng" in fingerprint
    assert "Trần Thị Chứng" not in signature


def test_the_attestations_of_a_translation_and_of_a_will_are_printed(hcc, var):
    assert hcc("samples")[0] == 0
    translation, will = (text(var / "attestations" / f"{name}.pdf") for name in ("translation", "will"))
    assert "SCT/CKND" in translation
    assert "từ tiếng Anh sang tiếng Việt" in translation
    assert "SCT/HĐ,GD" in will
    assert "tự nguyện lập di chúc" in will


def test_again_takes_new_numbers_and_the_former_papers_stay_genuine(hcc, var, tmp_path):
    hcc("samples")
    assert {path.stat().st_nlink for path in (var / "samples").iterdir()} == {1}, (
        "writing to one changes no stored paper"
    )
    former = shutil.copytree(var / "samples", tmp_path / "former")
    hcc("samples")
    _, lines, _ = hcc("check", *sorted(former.iterdir()), *sorted((var / "samples").iterdir()))
    assert {line.split()[0] for line in lines} == {"genuine"}
    assert len({line.partition(": ")[2] for line in lines}) == 6


def test_the_books_of_a_real_office_get_no_samples(hcc, var):
    status, lines, complaint = hcc("samples", demo="false")
    assert (status, lines) == (1, [])
    assert "demo" in complaint
    with site_of(var) as site:
        assert not list(site.books.books())


def test_a_served_database_is_left_alone(hcc, var, tmp_path):
    (tmp_path / "nothing").mkdir()
    office = Office(var, tmp_path / "nothing")
    try:
        status, _, complaint = hcc("samples")
        assert status == 1
        assert "in use" in complaint
        assert not list((var / "samples").iterdir())
    finally:
        office.close()
