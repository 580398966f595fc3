"""Stamping, signing and checking papers, without a server: CPU time with that of the children they start."""

from datetime import UTC, datetime
from pathlib import Path

import pikepdf

from hcc.certifications.attestations import BLOCK_MM
from hcc.certifications.operations.sign import Signing, stamp_and_sign
from hcc.files.received import sha256_of
from hcc.printing.papers import StampBlockData
from hcc.printing.slips import render_slip
from hcc.signing.check import check_file
from hcc.signing.keys import SigningKey, development_key

from .cpu import cpu_of, middle_cpu
from .papers import write_scan

SIZES = (1, 10, 100)
COPIES = 100


def signing_cost(folder: Path) -> dict[str, float]:
    """CPU milliseconds: `sign: N pages` and `sign: 100 copies` of one page, block drawn, stamped, signed and synced;
    `check: known` of a file that was issued, `check: altered` of a ten-page one that was saved again.
    """
    folder.mkdir()
    key = development_key(folder / "keys", organisation="UBND xã An Mẫu", common_name="UBND xã An Mẫu")
    scans = {pages: folder / f"scan-{pages}.pdf" for pages in SIZES}
    for pages, path in scans.items():
        write_scan(path, pages)
    _sign(scans[1], folder, key)  # modules are loaded once a server
    found = {}
    for pages, path in scans.items():
        found[f"sign: {pages} page{'s' if pages > 1 else ''}"] = middle_cpu(lambda path=path: _sign(path, folder, key))
    found[f"sign: {COPIES} copies"] = cpu_of(lambda: [_sign(scans[1], folder, key) for _ in range(COPIES)])
    issued = _sign(scans[10], folder, key)
    register = {sha256_of(issued): "paper"}
    found["check: known"] = middle_cpu(lambda: _check(issued, register, key, "genuine"))
    altered = folder / "altered.pdf"
    with pikepdf.open(issued) as pdf:
        pdf.save(altered)
    found["check: altered"] = middle_cpu(lambda: _check(altered, register, key, "altered"))
    return {name: round(cpu * 1000, 1) for name, cpu in found.items()}


def _sign(scan: Path, folder: Path, key: SigningKey) -> Path:
    at, target = datetime.now(UTC), folder / "signed.pdf"
    block = render_slip(
        "stamp_block",
        StampBlockData(
            number="1",
            book="01/2026 - SCT/BS",
            date="Ngày 23 tháng 11 năm 2026",
            capacity=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
            signer="Trần Văn Mẫu",
            qr="https://anmau.example/kiem-tra/" + "ab" * 16,
            check_host="anmau.example/kiem-tra",
            trial=True,
        ),
        at=at,
    )
    signing = Signing(scan, sha256_of(scan), "Chứng thực bản sao", "xã An Mẫu", "Trần Văn Mẫu", "ab" * 16)
    stamp_and_sign(signing, block, target, key=key, size_mm=BLOCK_MM, at=at)
    return target


def _check(path: Path, register: dict[str, str], key: SigningKey, word: str) -> None:
    said = check_file(path, issued=register.get, keys=[key.fingerprint]).word
    if said != word:
        raise RuntimeError(f"the check says {said}, not {word}")
