"""What we sign is believed by those who trust the certification service, and by nobody once a certificate is revoked.

Judged by pyHanko, which here believes no certificate without a list saying that it is not revoked, and by poppler's
pdfsig with the certificates of NSS.
"""

import io
import subprocess
from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature

from hcc.pdf.stamp import stamp
from hcc.signing.keys import SigningKey, load_key
from hcc.signing.token import token_key
from pdfs import make
from unit.signing.conftest import AT
from unit.signing.pki import PASSPHRASE
from unit.signing.test_sign import pdfsig
from unit.signing.tokens import MODULE, PIN, new_token


@pytest.fixture
def key_of(pki, tmp_path):
    """The key of a certificate, in a PKCS#12 file."""

    def key_of(name: str, entity: str = "") -> SigningKey:
        return load_key(pki.key_file(tmp_path / f"{name}.p12", name, entity or name), PASSPHRASE)

    return key_of


@pytest.fixture(scope="module")
def nss(pki, tmp_path_factory) -> Path:
    """Certificates that poppler goes by: the root of the service alone."""
    folder = tmp_path_factory.mktemp("nss")
    (folder / "root.pem").write_bytes(pki.pem("root"))
    where = ("-d", f"sql:{folder}")
    subprocess.run(["certutil", "-N", *where, "--empty-password"], check=True, capture_output=True)
    added = ["certutil", "-A", *where, "-n", "root", "-t", "CT,C,C", "-i", str(folder / "root.pem")]
    subprocess.run(added, check=True, capture_output=True)
    return folder


def believed(path: Path, pki, **how) -> list[bool]:
    trust = pki.trust(AT, **how)
    with path.open("rb") as file:
        found = [validate_pdf_signature(one, trust) for one in PdfFileReader(file).embedded_signatures]
    return [bool(status.bottom_line) for status in found]


def turned(degrees: int) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(make.one_page())) as pdf:
        pdf.pages[0].rotate(degrees, relative=False)
        pdf.save(out)
    return out.getvalue()


ORIGINALS = {
    "one page": make.one_page,
    "many pages": lambda: make.pages(40),
    **{f"turned by {degrees}": lambda degrees=degrees: turned(degrees) for degrees in (90, 180, 270)},
}


@pytest.mark.parametrize("original", sorted(ORIGINALS))
@pytest.mark.parametrize("held_in", ["file", "token"])
def test_a_stamped_and_signed_copy_is_trusted(original, held_in, key_of, pki, nss, softhsm, sign, tmp_path):
    scan, stamped = tmp_path / "scan.pdf", tmp_path / "stamped.pdf"
    scan.write_bytes(ORIGINALS[original]())
    stamp(scan, make.one_page(), stamped, width_mm=118, height_mm=44, mark="ab" * 16)
    if held_in == "token":
        token = new_token(softhsm)
        token.put_key(pki, "chair", "chair")
        (tmp_path / "chair.pem").write_bytes(pki.pem("chair", "issuing"))
        key = token_key(MODULE, token.label, tmp_path / "chair.pem")
    else:
        key = key_of("chair")
    with key.opened(PIN) as opened:
        _, path = sign(stamped.read_bytes(), with_key=opened)
    with path.open("rb") as file:
        (signature,) = PdfFileReader(file).embedded_signatures
        status = validate_pdf_signature(signature, pki.trust(AT))
    assert status.bottom_line
    assert status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    (said,) = pdfsig(path, "-nssdir", nss)
    assert said["Signature Validation"] == "Signature is Valid."
    assert said["Certificate Validation"] == "Certificate is Trusted."
    assert "Total document signed" in said


def test_without_lists_nobody_is_believed(key_of, pki, sign):
    """So that the judge above is as hard as it says."""
    _, path = sign(with_key=key_of("chair"))
    assert believed(path, pki) == [True]
    assert believed(path, pki, lists=False) == [False]


def test_a_revoked_certificate_is_not_believed(key_of, pki, sign):
    _, path = sign(with_key=key_of("deputy"))
    assert believed(path, pki) == [False]


def test_two_officials(key_of, pki, sign):
    _, first = sign(with_key=key_of("other"))
    _, second = sign(first.read_bytes(), with_key=key_of("chair"), name="second.pdf")
    assert believed(second, pki) == [True, True]


def test_a_certificate_of_our_own_making_is_not_trusted(sign, pki, nss):
    _, path = sign()
    assert believed(path, pki) == [False]
    (said,) = pdfsig(path, "-nssdir", nss)
    assert said["Certificate Validation"] != "Certificate is Trusted."
