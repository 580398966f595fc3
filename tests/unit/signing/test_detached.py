"""Signatures beside a file: whose they are, that openssl reads them, and that any change breaks them."""

import subprocess
from datetime import datetime, timedelta

import pytest
from asn1crypto import cms

from hcc.settings import read_settings
from hcc.signing.detached import sign_detached, signer_of
from hcc.signing.errors import KeyNotValid, SignatureBroken
from hcc.signing.keys import KEY_FILE, PASSPHRASE_FILE, development_key
from hcc.signing.office_key import office_key
from office import ini_values

from .conftest import AT

DATA = "danh sách đầu chuỗi\n".encode() * 1_000


@pytest.fixture(scope="module")
def signature(key) -> bytes:
    return sign_detached(DATA, key, at=AT)


def test_a_signature_tells_whose_it_is(key, strangers_key, signature):
    assert signer_of(DATA, signature) == key.fingerprint
    assert signer_of(DATA, sign_detached(DATA, strangers_key, at=AT)) == strangers_key.fingerprint


def test_openssl_reads_it_and_the_moment_it_says(tmp_path, signature):
    (tmp_path / "x").write_bytes(DATA)
    (tmp_path / "x.sig").write_bytes(signature)
    verify = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "x.sig", "-content", "x", "-noverify"]
    done = subprocess.run(verify, cwd=tmp_path, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout == DATA
    (tmp_path / "x").write_bytes(DATA + b" ")
    assert subprocess.run(verify, cwd=tmp_path, capture_output=True).returncode != 0
    shown = subprocess.run(
        ["openssl", "cms", "-cmsout", "-print", "-inform", "DER", "-in", "x.sig"], cwd=tmp_path, capture_output=True
    )
    assert f"{AT:%b %d %H:%M:%S %Y} GMT".encode() in shown.stdout


@pytest.mark.parametrize("change", [lambda d: d[:-1], lambda d: d + b"\n", lambda d: b"D" + d[1:], lambda d: b""])
def test_other_bytes_are_not_what_was_signed(signature, change):
    with pytest.raises(SignatureBroken):
        signer_of(change(DATA), signature)


def whose(data: bytes, signature: bytes) -> str:
    try:
        return signer_of(data, signature)
    except SignatureBroken:
        return ""


def test_a_flipped_bit_in_what_was_signed_or_in_the_signature_breaks_it(key, signature):
    assert whose(DATA, signature) == key.fingerprint
    signed = cms.ContentInfo.load(signature)["content"]
    info = signed["signer_infos"][0]
    parts = [info["signed_attrs"].contents, info["signature"].contents, signed["certificates"][0].dump()]
    for part in parts:
        begin = signature.index(part)
        for at in range(begin, begin + len(part), 11):
            harmed = bytearray(signature)
            harmed[at] ^= 1 << at % 8
            assert whose(DATA, bytes(harmed)) != key.fingerprint, at


@pytest.mark.parametrize("junk", [b"", b"0", b"\x30\x80", b"%PDF-1.7", b"\x30\x03\x02\x01\x01", b"\xff" * 4_096])
def test_what_is_no_signature_is_refused(junk):
    with pytest.raises(SignatureBroken):
        signer_of(DATA, junk)


def test_a_signature_cut_short_or_with_something_behind_it_is_refused(signature):
    for harmed in (signature[:-1], signature[: len(signature) // 2], signature + b"0"):
        with pytest.raises(SignatureBroken):
            signer_of(DATA, harmed)


def test_the_certificate_has_to_cover_the_moment(key):
    with pytest.raises(KeyNotValid):
        sign_detached(DATA, key, at=key.not_after + timedelta(seconds=1))
    with pytest.raises(ValueError, match="time zone"):
        sign_detached(DATA, key, at=datetime(2026, 11, 23))


def test_the_office_signs_with_the_key_of_its_settings_else_with_its_trial_key(tmp_path):
    def settings(**more: object):
        return read_settings(ini_values(tmp_path / "var", **more), environ={})

    with pytest.raises(FileNotFoundError):
        office_key(settings(), make=False)
    trial = office_key(settings())
    assert trial.is_trial
    assert office_key(settings(), make=False) == trial
    own = development_key(tmp_path / "token", organisation="UBND xã An Mẫu", common_name="Trung tâm")
    files = {
        "signing_key": tmp_path / "token" / KEY_FILE,
        "signing_passphrase_file": tmp_path / "token" / PASSPHRASE_FILE,
    }
    assert office_key(settings(**files)) == own != trial
