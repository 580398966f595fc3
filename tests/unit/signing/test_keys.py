"""Keys: one made for trying things out, and one from a file."""

import stat
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from hcc.signing import keys
from hcc.signing.errors import KeyUnreadable
from hcc.signing.keys import TRIAL, development_key, load_key
from unit.signing.pki import PASSPHRASE

NAMES = {"organisation": "UBND xã Ấn Mẫu", "common_name": "Ủy ban nhân dân xã Ấn Mẫu"}


def test_a_trial_key_says_so_in_its_subject(tmp_path):
    key = development_key(tmp_path / "keys", **NAMES)
    assert key.is_trial
    assert key.subject.count("BẢN THỬ NGHIỆM") == 2
    assert "UBND xã Ấn Mẫu" in key.subject
    assert key.not_before < datetime.now(UTC) < key.not_after


def test_its_fingerprint_is_that_of_the_certificate(tmp_path):
    key = development_key(tmp_path, **NAMES)
    shown = subprocess.run(
        [
            *("openssl", "pkcs12", "-in", tmp_path / keys.KEY_FILE, "-nokeys", "-clcerts"),
            *("-passin", f"file:{tmp_path / keys.PASSPHRASE_FILE}"),
        ],
        capture_output=True,
        check=True,
    ).stdout
    shown = subprocess.run(["openssl", "x509", "-noout", "-sha256", "-fingerprint"], input=shown, capture_output=True)
    assert shown.stdout.decode().partition("=")[2].strip().replace(":", "").lower() == key.fingerprint


def test_the_key_is_made_once(tmp_path):
    first = development_key(tmp_path, **NAMES)
    again = development_key(tmp_path, organisation="Nơi khác", common_name="Người khác")
    assert again == first


def test_files_are_for_their_owner_only(tmp_path):
    development_key(tmp_path / "keys", **NAMES)
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    files = list((tmp_path / "keys").iterdir())
    assert {file.name for file in files} == {keys.KEY_FILE, keys.PASSPHRASE_FILE, "development-key.lock"}
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_files_are_synced_before_they_get_their_name(tmp_path, monkeypatch):
    done = []
    fsync, replace = keys.os.fsync, keys.os.replace
    monkeypatch.setattr(keys.os, "fsync", lambda handle: (done.append("sync"), fsync(handle))[1])
    monkeypatch.setattr(keys.os, "replace", lambda old, new: (done.append(new.name), replace(old, new))[1])
    development_key(tmp_path, **NAMES)
    assert done == ["sync", keys.PASSPHRASE_FILE, "sync", "sync", keys.KEY_FILE, "sync"]


def test_a_start_that_was_cut_off_is_made_good(tmp_path):
    (tmp_path / keys.PASSPHRASE_FILE).write_text("of a key that was never written")
    key = development_key(tmp_path, **NAMES)
    assert development_key(tmp_path, **NAMES) == key


def test_processes_that_race_get_the_same_key(tmp_path):
    script = (
        "import sys; from pathlib import Path; from hcc.signing.keys import development_key; input();"
        "print(development_key(Path(sys.argv[1]), organisation='x', common_name='y').fingerprint)"
    )
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", script, tmp_path / "keys"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _ in range(4)
    ]
    for racer in racers:
        racer.stdin.write(b"\n")
        racer.stdin.flush()
    fingerprints = [racer.communicate(timeout=60)[0] for racer in racers]
    assert len(set(fingerprints)) == 1
    assert len(fingerprints[0].strip()) == 64


def test_long_names_are_cut_between_letters(tmp_path):
    key = development_key(tmp_path, organisation="Ủy ban " * 30, common_name="ễ" * 200)
    assert key.is_trial
    assert f" ({TRIAL})" in key.subject
    assert "\ufffd" not in key.subject


def pkcs12_file(path, *, passphrase: bytes, certificate: bool = True):
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Ủy ban nhân dân xã Ấn Mẫu")])
    own = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(7)
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2027, 1, 1, tzinfo=UTC))
        .sign(private, hashes.SHA256())
    )
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"x",
            private if certificate else None,
            own,
            None,
            serialization.BestAvailableEncryption(passphrase),
        )
    )
    return own


def test_a_key_from_a_file(tmp_path):
    own = pkcs12_file(tmp_path / "office.p12", passphrase="mật khẩu".encode())
    key = load_key(tmp_path / "office.p12", "mật khẩu")
    assert key.fingerprint == own.fingerprint(hashes.SHA256()).hex()
    assert key.is_trial, "nobody but itself signed its certificate"
    assert key.not_after == datetime(2027, 1, 1, tzinfo=UTC)


def test_a_certificate_that_somebody_issued_is_no_trial(tmp_path, pki):
    assert not load_key(pki.key_file(tmp_path / "office.p12", "chair", "chair"), PASSPHRASE).is_trial


def test_the_private_key_is_in_no_repr(tmp_path):
    key = development_key(tmp_path, **NAMES)
    assert "signer" not in repr(key)


def test_a_wrong_passphrase(tmp_path):
    pkcs12_file(tmp_path / "office.p12", passphrase=b"right")
    with pytest.raises(KeyUnreadable) as refused:
        load_key(tmp_path / "office.p12", "sesame")
    assert refused.value.path == tmp_path / "office.p12"
    assert "sesame" not in str(refused.value)


def test_a_file_without_a_key(tmp_path):
    pkcs12_file(tmp_path / "office.p12", passphrase=b"right", certificate=False)
    with pytest.raises(KeyUnreadable):
        load_key(tmp_path / "office.p12", "right")


@pytest.mark.parametrize("data", [b"", b"no PKCS#12", b"\x30\x82\xff\xff" * 10])
def test_what_is_no_key_file(data, tmp_path):
    (tmp_path / "office.p12").write_bytes(data)
    with pytest.raises(KeyUnreadable):
        load_key(tmp_path / "office.p12", "x")
