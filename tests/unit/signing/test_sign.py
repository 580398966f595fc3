"""Signing, judged by poppler's pdfsig and by qpdf."""

import hashlib
import io
import os
import re
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from hcc.signing import sign as sign_module
from hcc.signing.errors import KeyNotValid, NotSignable
from pdfs import make


def pdfsig(path: Path, *how: object) -> list[dict[str, str]]:
    """What poppler says about each signature of a file; of certificates nothing, unless asked."""
    command = ["pdfsig", *map(str, how or ("-nocert",)), path]
    ran = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"TZ": "UTC"})
    signatures = re.split(r"^Signature #\d+:$", ran.stdout, flags=re.M)[1:]
    return [
        dict(line.strip(" -").partition(": ")[::2] for line in signature.splitlines() if line.strip())
        for signature in signatures
    ]


def test_a_signature_is_valid_and_covers_everything(sign, key):
    paper, path = sign()
    (signature,) = pdfsig(path)
    assert signature["Signature Validation"] == "Signature is Valid."
    assert "Total document signed" in signature
    assert signature["Signature Type"] == "ETSI.CAdES.detached"
    assert signature["Signing Hash Algorithm"] == "SHA-256"
    assert "OU=BẢN THỬ NGHIỆM" in signature["Signer full Distinguished Name"]
    assert signature["Signing Time"] == "Nov 23 2026 02:12:00"
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
    assert (paper.sha256, paper.size) == (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size)


def test_a_changed_byte_breaks_it(sign):
    """So that the test above can fail."""
    _, path = sign()
    data = path.read_bytes()
    path.write_bytes(data.replace(b"Don xin", b"Don xim"))
    assert [signature["Signature Validation"] for signature in pdfsig(path)] != ["Signature is Valid."]


def test_the_source_stands_untouched_in_front(sign, tmp_path):
    source = make.one_page()
    _, path = sign(source)
    assert path.read_bytes().startswith(source)
    assert (tmp_path / "source of signed.pdf").read_bytes() == source
    assert path.stat().st_size < len(source) + 2 * 16384 + 4000


def test_a_source_made_for_this_is_used_up(sign, tmp_path):
    source = make.one_page()
    paper, path = sign(source, use_up=True)
    assert path.read_bytes().startswith(source)
    assert paper.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert [file.name for file in tmp_path.iterdir() if file.suffix == ".pdf"] == ["signed.pdf"]
    (signature,) = pdfsig(path)
    assert signature["Signature Validation"] == "Signature is Valid."


def test_what_it_says(sign, key):
    _, path = sign()
    with pikepdf.open(path) as pdf:
        signature = pdf.Root.AcroForm.Fields[0].V
        assert str(signature.Reason) == "Chứng thực bản sao đúng với bản chính"
        assert str(signature.Location) == "Xã Ấn Mẫu"
        assert str(signature.Name) == "Nguyễn Thị Mẫu"
        assert str(signature.Prop_Build.App.REx) == key.fingerprint
        assert signature.SubFilter == "/ETSI.CAdES.detached"


def test_what_is_signed_along_is_what_pades_asks_for(sign, key):
    """ETSI EN 319 142-1, 6.3: type, digest and certificate; the time stands in the signature's dictionary alone."""
    _, path = sign()
    with path.open("rb") as file:
        (signature,) = PdfFileReader(file).embedded_signatures
        attributes = {
            attribute["type"].native: attribute["values"][0] for attribute in signature.signer_info["signed_attrs"]
        }
        digest = signature.compute_digest()
    assert attributes.keys() == {"content_type", "message_digest", "signing_certificate_v2"}
    assert attributes["message_digest"].native == digest
    (named,) = attributes["signing_certificate_v2"]["certs"]
    certificate = key.signer.signing_cert
    assert named["cert_hash"].native == hashlib.sha256(certificate.dump()).digest()
    assert named["issuer_serial"]["serial_number"].native == certificate.serial_number
    assert named["issuer_serial"]["issuer"][0].chosen == certificate.issuer
    assert key.signer.signed_attr_prov_spec is None, "seals are signed with the same key, and say when"


def judged(path: Path, *trusted):
    """What pyHanko says about each signature when it trusts these keys."""
    context = ValidationContext(trust_roots=[key.signer.signing_cert for key in trusted])
    with path.open("rb") as file:
        return [validate_pdf_signature(one, context) for one in PdfFileReader(file).embedded_signatures]


def test_another_validator_agrees(sign, key):
    _, path = sign()
    (status,) = judged(path, key)
    assert status.bottom_line
    assert status.docmdp_ok
    assert status.coverage == SignatureCoverageLevel.ENTIRE_FILE


def test_the_first_signature_certifies(sign):
    """Readers then warn of any change but a further signature."""
    _, path = sign()
    with pikepdf.open(path) as pdf:
        assert pdf.Root.Perms.DocMDP.objgen == pdf.Root.AcroForm.Fields[0].V.objgen
        assert pdf.Root.Perms.DocMDP.Reference[0].TransformParams.P == 2


@pytest.mark.parametrize("how", [{"linearize": True}, {"object_stream_mode": pikepdf.ObjectStreamMode.generate}, {}])
@pytest.mark.parametrize("pages", [1, 300])
def test_files_of_all_our_kinds_can_be_signed(how, pages, sign):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(make.pages(pages))) as pdf:
        pdf.save(out, **how)
    _, path = sign(out.getvalue())
    assert [signature["Signature Validation"] for signature in pdfsig(path)] == ["Signature is Valid."]
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)


def test_a_second_official_signs_as_well(sign, key, strangers_key):
    _, first = sign()
    _, second = sign(first.read_bytes(), with_key=strangers_key, name="twice.pdf")
    assert [signature["Signature Validation"] for signature in pdfsig(second)] == ["Signature is Valid."] * 2
    assert all(status.bottom_line and status.docmdp_ok for status in judged(second, key, strangers_key))
    assert second.read_bytes().startswith(first.read_bytes())


def test_the_target_is_synced_before_it_gets_its_name(sign, monkeypatch):
    done = []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(sign_module.os, "fsync", lambda handle: (done.append("sync"), fsync(handle))[1])
    monkeypatch.setattr(sign_module.os, "replace", lambda old, new: (done.append("name"), replace(old, new))[1])
    sign()
    assert done == ["sync", "name", "sync"]


def test_the_key_is_used_once(sign, monkeypatch):
    """A token would ask for its PIN each time."""
    signed = []
    raw = SimpleSigner.async_sign_raw

    async def counted(self, data, digest_algorithm, dry_run=False):
        signed.append(dry_run)
        return await raw(self, data, digest_algorithm, dry_run)

    monkeypatch.setattr(SimpleSigner, "async_sign_raw", counted)
    sign()
    assert signed == [False]


@pytest.mark.parametrize("days", [-2000, 4000])
def test_a_certificate_out_of_its_time_does_not_sign(days, sign, key, tmp_path):
    with pytest.raises(KeyNotValid) as refused:
        sign(at=datetime.now(UTC) + timedelta(days=days))
    assert refused.value.fingerprint == key.fingerprint
    assert not (tmp_path / "signed.pdf").exists()


def test_a_time_without_zone_is_refused(sign):
    with pytest.raises(ValueError, match="time zone"):
        sign(at=datetime(2026, 11, 23))


@pytest.mark.parametrize("data", [b"", b"no PDF", make.one_page()[:300], make.encrypted("")])
def test_what_cannot_be_signed_leaves_no_target(data, sign, tmp_path):
    with pytest.raises(NotSignable):
        sign(data)
    assert [path.name for path in tmp_path.iterdir()] == ["source of signed.pdf"]


def test_a_failing_key_leaves_the_former_target(sign, tmp_path, monkeypatch):
    _, path = sign()
    before = path.read_bytes()

    def fails(*_, **__):
        raise OSError("token gone")

    monkeypatch.setattr(sign_module.os, "replace", fails)
    with pytest.raises(OSError, match="token gone"):
        sign(make.pages(2))
    assert path.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["signed.pdf", "source of signed.pdf"]
