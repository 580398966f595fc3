"""Forms come in with the catalogue as they are, and only what is a document and nothing else."""

import io
import random
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from hcc.procedures.form_files import FORM_LIMIT, KINDS, FormFiles, form_problem, read_forms
from hcc.procedures.operations.import_catalogue import import_catalogue
from hcc.procedures.record import Component
from hcc.procedures.resources import ProcedureFolder
from hcc.procedures.toml_files import Problem, read_catalogue, write_record
from office import sample_pdf
from unit.dossiers.building import TODAY, act, record


def package(inside: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as files:
        for name, data in inside.items():
            files.writestr(name, data)
    return out.getvalue()


DOCX = package({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
ODT = package({"mimetype": KINDS["odt"].encode(), "content.xml": b"<o/>"})


@pytest.fixture
def catalogue(tmp_path) -> Path:
    for folder in ("forms", "procedures"):
        (tmp_path / folder).mkdir()
    (tmp_path / "fields.toml").write_text('[chung-thuc]\nname = "Chứng thực"\n', encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("name", "data"), [("a.pdf", sample_pdf()), ("mau-01.2.docx", DOCX), ("b.odt", ODT)])
def test_a_sound_form_is_read_byte_for_byte(catalogue, name, data):
    (catalogue / "forms" / name).write_bytes(data)
    assert read_forms(catalogue) == ({name: data}, [])


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("Tờ khai.pdf", sample_pdf(), Problem.BAD_FORM_FILE),
        ("a.exe", b"MZ", Problem.BAD_FORM_FILE),
        ("a.pdf", b"<html>", Problem.FORM_OF_OTHER_KIND),
        ("a.pdf", sample_pdf()[:200], Problem.FORM_OF_OTHER_KIND),
        ("a.pdf", b"%PDF-" + b" " * FORM_LIMIT + b"%%EOF", Problem.FORM_TOO_BIG),
        ("a.docx", ODT, Problem.FORM_OF_OTHER_KIND),
        ("a.odt", DOCX, Problem.FORM_OF_OTHER_KIND),
        ("a.docx", DOCX[:-30], Problem.FORM_OF_OTHER_KIND),
        ("a.docx", b"", Problem.FORM_OF_OTHER_KIND),
        (
            "a.docx",
            package({"[Content_Types].xml": b"", "word/document.xml": b"", "word/vbaProject.bin": b"x"}),
            Problem.FORM_OF_OTHER_KIND,
        ),
    ],
)
def test_what_is_no_form_is_named_with_what_to_do(catalogue, name, data, problem):
    (catalogue / "forms" / name).write_bytes(data)
    forms, (found,) = read_forms(catalogue)
    assert forms == {}
    assert (found.file, found.line, found.problem) == (f"forms/{name}", 1, problem)
    assert "${" not in str(found)


def test_a_folder_among_the_forms_is_told(catalogue):
    (catalogue / "forms" / "a.pdf").mkdir()
    _, (found,) = read_forms(catalogue)
    assert found.problem is Problem.UNREADABLE


def test_a_catalogue_without_forms_has_none(tmp_path):
    assert read_forms(tmp_path) == ({}, [])


def with_form(name: str = "to-khai.pdf"):
    return replace(record("1.000001"), components=(Component("Giấy", original=1), Component("Đơn", form_file=name)))


def test_a_form_that_is_missing_is_named_at_its_line(catalogue):
    text = write_record(with_form())
    (catalogue / "procedures" / "1.000001.toml").write_text(text, encoding="utf-8")
    records, (found,) = read_catalogue(catalogue, forms={"khac.pdf"})
    assert records == {}
    assert found.problem is Problem.NO_FORM_FILE
    assert text.splitlines()[found.line - 1] == 'form_file = "to-khai.pdf"'
    assert "to-khai.pdf" in str(found)
    assert read_catalogue(catalogue, forms={"to-khai.pdf"})[1] == []


def bring_in(folder: ProcedureFolder, forms: dict[str, bytes], **more):
    return import_catalogue(folder, records={"1.000001": with_form()}, forms=forms, act=act(), effective=TODAY, **more)


def kept_bytes(folder: ProcedureFolder) -> bytes:
    with folder.forms.get("to-khai.pdf").blob.open() as kept:
        return kept.read()


def test_forms_are_kept_once_and_again_when_they_differ():
    folder, first, second = ProcedureFolder(), sample_pdf(), sample_pdf(2)
    assert bring_in(folder, {"to-khai.pdf": first}).forms == ["to-khai.pdf"]
    assert bring_in(folder, {"to-khai.pdf": first}).forms == []
    told = folder.journal.last
    assert bring_in(folder, {"to-khai.pdf": second}, dry_run=True).forms == ["to-khai.pdf"]
    assert kept_bytes(folder) == first
    assert bring_in(folder, {"to-khai.pdf": second}).forms == ["to-khai.pdf"]
    assert kept_bytes(folder) == second
    assert [entry[1:] for entry in folder.journal.since(told)] == [("changed", "1.000001")], "its page is made anew"
    kept = [one.facts for one in folder.chain if one.what == "form kept"]
    assert [facts["name"] for facts in kept] == ["to-khai.pdf"] * 2
    assert kept[1]["sha256"] == folder.forms.get("to-khai.pdf").sha256


def test_names_are_those_kept():
    forms = FormFiles()
    forms.keep("b.odt", ODT)
    forms.keep("a.docx", DOCX)
    assert forms.names == {"a.docx", "b.odt"}
    assert [form.name for form in forms] == ["a.docx", "b.odt"]
    assert forms.get("c.pdf") is None


def test_a_form_whose_packing_is_damaged_is_no_form():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("mimetype", KINDS["odt"] * 9)
        parts.writestr("content.xml", "x")
    data = bytearray(out.getvalue())
    begin = 30 + len("mimetype")
    data[begin : begin + 6] = b"\xff" * 6
    assert form_problem("to-khai.odt", bytes(data))[0] is Problem.FORM_OF_OTHER_KIND


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_form_damaged_anywhere_is_answered(packing):
    out, chance = io.BytesIO(), random.Random(8)
    with zipfile.ZipFile(out, "w", packing) as parts:
        parts.writestr("mimetype", KINDS["odt"] * 9)
        parts.writestr("content.xml", "x")
    for _ in range(2_000):
        data = bytearray(out.getvalue())
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        form_problem("to-khai.odt", bytes(data))
