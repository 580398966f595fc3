"""The public check of files: what the centre issued, what was done to it since, and what was never its own."""

import hashlib
import io
import shutil
from pathlib import Path

import pikepdf
import pytest
from webtest import Upload

from faults.served import write_ini
from functional.refusing import everyone_at_work, nothing_changes, refused
from hcc.cli import main
from hcc.core.roles import Role
from hcc.signing.keys import development_key
from hcc.signing.sign import sign_pdf
from office import MONDAY, sample_pdf
from pdfs import make
from populated import PopulatedOffice

SAID = {
    "genuine": "Giấy thật",
    "changed-after": "bị thêm",
    "altered": "Không khớp bản Trung tâm đã phát hành",
    "other-signer": "Chữ ký của nơi khác",
    "not-ours": "Không khớp bản nào Trung tâm đã phát hành",
}
"""What the page says for each word of the command."""


@pytest.fixture(scope="module")
def office(shared_office):
    return everyone_at_work(shared_office)


@pytest.fixture(scope="module")
def issued(office) -> bytes:
    """An electronic copy of several pages, as the citizen gets it."""
    made = PopulatedOffice(office)
    return office.as_(Role.APPROVER).get(f"{made.signed}paper").body


@pytest.fixture
def hcc(office, tmp_path, capsys):
    """Run one command beside the served office; answers status, lines and complaints."""
    ini = write_ini(tmp_path / "office.ini", office.var)

    def run(*arguments: object) -> tuple[int, list[str], str]:
        capsys.readouterr()
        status = main(["--ini", str(ini), *map(str, arguments)])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return status, out.splitlines(), err

    return run


def saved(data: bytes, change=lambda pdf: None, **how) -> bytes:
    """The file, changed and written anew by another program."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out, **how)
    return out.getvalue()


def added(data: bytes, number: int, body: bytes) -> bytes:
    """The file with one object added or replaced behind its end, as editors do, every byte before as it was."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        size, root = max(int(pdf.trailer.Size), number + 1), pdf.Root.objgen[0]
    start = data.rindex(b"startxref") + 10
    previous = int(data[start : data.index(b"\n", start)])
    more = b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(data) + len(more)
    more += b"xref\n%d 1\n%010d 00000 n \ntrailer\n" % (number, len(data))
    more += b"<< /Size %d /Root %d 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (size, root, previous, table)
    return data + more


def page_of(data: bytes) -> tuple[int, bytes]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return pdf.pages[0].objgen[0], pdf.pages[0].obj.unparse(resolved=True)


def incremental_edit(data: bytes) -> bytes:
    number, page = page_of(data)
    return added(data, number, page.replace(b"/Type /Page", b"/Rotate 180 /Type /Page", 1))


def shadow_content(data: bytes) -> bytes:
    """What lay under the page is shown in place of it: the content stream is another one."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        contents = pdf.pages[0].obj.Contents
        number = (contents[0] if isinstance(contents, pikepdf.Array) else contents).objgen[0]
    return added(data, number, make.stream(b"1 0 0 rg 0 0 600 850 re f"))


def foreign_annotation(data: bytes) -> bytes:
    number, page = page_of(data)
    note = b"<< /Type /Annot /Subtype /Square /Rect [60 590 400 630] /IC [1 1 1] /F 4 >>"
    start = page.rindex(b">>")
    assert b"/Annots" not in page or b"/Annots [" in page
    if b"/Annots [" in page:
        return added(data, number, page.replace(b"/Annots [", b"/Annots [ " + note + b" ", 1))
    return added(data, number, page[:start] + b"/Annots [ " + note + b" ] >>")


def signature_stripped(data: bytes) -> bytes:
    def strip(pdf):
        for key in ("/AcroForm", "/Perms"):
            if key in pdf.Root:
                del pdf.Root[key]
        for page in pdf.pages:
            if "/Annots" in page.obj:
                del page.obj["/Annots"]

    return saved(data, strip)


def page_swapped(data: bytes) -> bytes:
    def swap(pdf):
        with pikepdf.open(io.BytesIO(make.one_page())) as other:
            pdf.pages.append(other.pages[0])
            pdf.pages[0] = pdf.pages[-1]
            del pdf.pages[-1]

    return signature_stripped(saved(data, swap))


ATTACKS = {
    "incremental edit": (incremental_edit, "changed-after"),
    "shadow content": (shadow_content, "changed-after"),
    "foreign annotation": (foreign_annotation, "changed-after"),
    "junk appended": (lambda data: data + b"\n%junk\n", "changed-after"),
    "another file appended": (lambda data: data + make.one_page(), "changed-after"),
    "saved again": (saved, "altered"),
    "encrypted": (lambda data: saved(data, encryption=pikepdf.Encryption(owner="x", user="")), "altered"),
    "signature stripped": (signature_stripped, "altered"),
    "page swapped, signature stripped": (page_swapped, "altered"),
    "end cut off": (lambda data: data[:-400], "altered"),
    "one byte changed": (lambda data: data[:300] + bytes([data[300] ^ 1]) + data[301:], "altered"),
}


@pytest.mark.parametrize("attack", sorted(ATTACKS))
def test_an_attack_gets_the_right_word_on_the_page_and_at_the_keyboard(attack, office, issued, hcc, tmp_path):
    change, word = ATTACKS[attack]
    data = change(issued)
    assert data != issued
    path = tmp_path / "giay.pdf"
    path.write_bytes(data)
    status, [line], _ = hcc("check", path)
    assert (status, line.split()[0]) == (0, word)
    page = office.as_().post("/kiem-tra", {"paper": Upload("giay.pdf", data)}, status=200)
    assert SAID[word] in words(page)
    assert "Giấy thật" not in words(page)


def words(page) -> str:
    return " ".join(page.html.get_text(" ").replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.parametrize("name", ["giay.pdf", "bản sao (1).PDF", "x", "a\nb\x1b[31m.txt", "--ini"])
def test_the_word_depends_on_the_bytes_and_not_on_the_name(name, office, issued, hcc, tmp_path):
    path = tmp_path / name
    path.write_bytes(issued)
    status, lines, _ = hcc("check", "--", path)
    assert status == 0
    assert [line.split()[0] for line in lines] == ["genuine"], "one line, whatever the name holds"
    assert "quyển số 01/2026 - SCT/BS" in lines[0]
    assert "\x1b" not in lines[0]
    page = office.as_().post("/kiem-tra", {"paper": Upload(name.replace("\n", " "), issued)}, status=200)
    assert SAID["genuine"] in words(page)


def test_a_file_that_cannot_be_read_is_said_and_the_others_are_checked(hcc, issued, tmp_path):
    (tmp_path / "giay.pdf").write_bytes(issued)
    status, lines, complaint = hcc("check", tmp_path / "gone.pdf", tmp_path, tmp_path / "giay.pdf")
    assert status == 1
    assert [line.split()[0] for line in lines] == ["genuine"]
    assert "gone.pdf: No such file" in complaint
    assert f"{tmp_path}: Is a directory" in complaint


def test_there_is_nothing_to_compare_with(tmp_path, capsys, issued):
    (tmp_path / "giay.pdf").write_bytes(issued)
    ini = write_ini(tmp_path / "office.ini", tmp_path / "nothing")
    assert main(["--ini", str(ini), "check", str(tmp_path / "giay.pdf")]) == 1
    assert "hcc init" in capsys.readouterr().err


def test_papers_of_ours_are_told_when_the_key_is_another_one_or_gone(office, issued, tmp_path, capsys):
    """A new certificate does not make an older paper a stranger's: the register knows what it was signed with."""
    var = shutil.copytree(office.var, tmp_path / "var")
    shutil.rmtree(var / "secrets")
    ini = write_ini(tmp_path / "office.ini", var)
    path = tmp_path / "giay.pdf"
    path.write_bytes(b"".join((issued[:300], b"?", issued[301:])))
    for make_key in (lambda: None, lambda: development_key(var / "secrets", organisation="x", common_name="y")):
        make_key()
        assert main(["--ini", str(ini), "check", str(path)]) == 0
        assert capsys.readouterr().out.startswith("altered ")


def strangers(folder: Path) -> dict[str, bytes]:
    """Twenty files of others, signed and not, well made and not."""
    key = development_key(folder / "keys", organisation="UBND xã khác", common_name="UBND xã khác")
    (folder / "plain.pdf").write_bytes(make.pages(3))
    options = {"reason": "Chứng thực", "location": "Xã khác", "signer_name": "Ai đó", "at": MONDAY}
    sign_pdf(folder / "plain.pdf", folder / "signed.pdf", key, **options)
    sign_pdf(folder / "signed.pdf", folder / "twice.pdf", key, **options)
    signed = (folder / "signed.pdf").read_bytes()
    return {
        "signed": signed,
        "signed twice": (folder / "twice.pdf").read_bytes(),
        "signed and changed": signed + b"%more\n",
        "signed and saved again": saved(signed),
        "signed inline": make.signed(inline=True),
        "signed apart": make.signed(inline=False),
        "one page": make.one_page(),
        "three pages": make.pages(3),
        "office scan": sample_pdf(2),
        "usage rights": make.usage_rights(inline=False),
        "with a form": make.with_form(),
        "with an attachment": make.with_attachment(),
        "rich media": make.with_rich_media(),
        "password": make.encrypted("mật khẩu"),
        "no password": make.encrypted(""),
        "cut off": make.one_page()[:400],
        "empty": b"",
        "no PDF": b"<html>kiem-tra</html>",
        "page loop": make.page_loop(),
        "no content": make.missing_content(),
    }


def test_twenty_files_of_others_are_never_ours(hcc, tmp_path, issued):
    files = strangers(tmp_path)
    assert len(files) == 20
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    status, lines, _ = hcc("check", *(tmp_path / name for name in files))
    assert status == 0
    said = dict(zip(files, (line.split()[0] for line in lines), strict=True))
    assert {name for name, word in said.items() if word == "other-signer"} == {
        name for name in files if name.startswith("signed")
    }
    assert set(said.values()) == {"other-signer", "not-ours"}


# Taken back


def cancelled(office, line: str, **fields: str):
    office.as_(Role.APPROVER).post(f"{line}cancel", {"reason": "Sai ngày cấp của bản chính", **fields}, status=303)


def test_a_cancelled_file_is_told_with_reason_and_date(office, hcc, tmp_path):
    made = PopulatedOffice(office)
    line = made.signed
    data = office.as_(Role.APPROVER).get(f"{line}paper").body
    cancelled(office, line)
    (tmp_path / "giay.pdf").write_bytes(data)
    assert hcc("check", tmp_path / "giay.pdf")[1][0].startswith("cancelled ")
    by_file = office.as_().post("/kiem-tra", {"paper": Upload("giay.pdf", data)}, status=200)
    for page in (by_file, office.as_().get(made.check_of(line))):
        assert "Giấy đã bị hủy" in words(page)
        assert "Sai ngày cấp của bản chính" in words(page)
        assert "23/11/2026" in words(page)
        assert "Giấy thật" not in words(page)
    (tmp_path / "giay.pdf").write_bytes(data + b"x")
    assert hcc("check", tmp_path / "giay.pdf")[1][0].startswith("changed-after ")
    assert main(["--ini", str(write_ini(tmp_path / "more.ini", office.var)), "verify"]) == 0


def test_a_replaced_paper_names_the_one_in_its_place(office, hcc, tmp_path):
    made = PopulatedOffice(office)
    line, other = made.issued_line(), made.issued_line()
    number = other.strip("/").rpartition("/")[2]
    cancelled(office, line, replaced_by=number)
    page = words(office.as_().get(made.check_of(line)))
    assert "Đã được thay bằng giấy khác" in page
    assert f"Số {number}, quyển số 01/2026 - SCT/BS".lower() in page.lower()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"reason": ""}, "Hãy ghi lý do hủy"),
        ({"replaced_by": "hai"}, "Giấy thay thế"),
        ({"replaced_by": "999999999999"}, "Giấy thay thế"),
        ({"replaced_by": "4711"}, "Giấy thay thế"),
    ],
)
def test_a_paper_is_not_cancelled_by_half_a_form(fields, said, office):
    made = PopulatedOffice(office)
    line = made.issued_line()
    with nothing_changes(office):
        page = refused(
            office.as_(Role.APPROVER).post(f"{line}cancel", {"reason": "Sai ngày", **fields}, status=409), said
        )
    assert page.html.select_one("#cancel-reason").get("value", "") == fields.get("reason", "Sai ngày")


def test_the_state_page_holds_no_personal_data(office):
    made = PopulatedOffice(office)
    for line in (made.issued_line(), made.signed, made.numbered):
        with office.site() as site:
            _, kind, year, number = line.strip("/").split("/")
            entry = site.books[kind][year][number]
            private = {entry.requester.name, entry.requester.citizen_number, entry.holder} - {""}
            shown = (entry.signer.name, str(entry.number), entry.book.volume_line)
        page = words(office.as_().get(made.check_of(line)))
        assert not [one for one in private if one in page]
        assert all(one in page for one in shown)


def test_of_a_paper_in_ink_the_page_vouches_for_nothing(office):
    made = PopulatedOffice(office)
    page = words(office.as_().get(made.check_of(made.issued_line())))
    assert "Thông tin theo sổ chứng thực; không thay cho chữ ký và con dấu" in page
    assert "Giấy thật" not in page


# By hash


def test_the_hash_alone_tells_an_issued_file(office, issued):
    """What a browser with scripts sends instead of the file."""
    sha256, citizen = hashlib.sha256(issued).hexdigest(), office.as_()
    assert citizen.post("/kiem-tra/known", {"sha256": sha256}).json == {"known": True}
    page = words(citizen.post("/kiem-tra", {"sha256": sha256}, status=200))
    assert SAID["genuine"] in page
    assert "không gửi đi" in page


@pytest.mark.parametrize("sha256", ["", "ab" * 32, "AB" * 32, "x" * 64, "0" * 100_000, Upload("a", b"b")])
def test_what_is_no_hash_of_an_issued_file(sha256, office):
    citizen = office.as_()
    assert citizen.post("/kiem-tra/known", {"sha256": sha256}).json == {"known": False}
    refused(citizen.post("/kiem-tra", {"sha256": sha256}, status=422), "Hãy chọn", status=422)


def test_a_hash_does_not_speak_for_another_file_that_was_sent(office, issued):
    """Without the hash being known, the file itself is looked at."""
    fields = {"sha256": "ab" * 32, "paper": Upload("giay.pdf", issued + b"x")}
    assert SAID["changed-after"] in words(office.as_().post("/kiem-tra", fields, status=200))
