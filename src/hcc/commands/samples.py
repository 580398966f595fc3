"""hcc samples: one electronic paper of each kind and a visit in ink, issued through the acts of the office."""

import io
import json
import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import cast

import pikepdf

from hcc.accounts.resources import Official
from hcc.certifications.attestations import BLOCK_MM, for_ink, for_stamp
from hcc.certifications.operations.certify import PaperRow, certify_scan, certify_visit
from hcc.certifications.operations.certify_signature import certify_signature
from hcc.certifications.operations.scan import take_scan
from hcc.certifications.operations.sign import begin_signing, issue, stamp_and_sign
from hcc.certifications.resources import CONTRACTS, COPIES, SIGNATURES, TRANSLATORS, BookEntry, Requester, Signer
from hcc.certifications.signature_attestation import for_signatures
from hcc.certifications.signature_visit import (
    Helper,
    HelperRole,
    Identity,
    Manner,
    SeenIdentity,
    SignatureVisit,
    SignedPaper,
)
from hcc.certifications.signed_kinds import SIGNED_KINDS
from hcc.certifications.signers import signers_of
from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.roles import Role
from hcc.files.received import receive, workspace
from hcc.pdf.intake import take_in
from hcc.printing.signature_attestations import Placing
from hcc.printing.slips import compiler_of, render_slip
from hcc.settings import BadSetting, Settings
from hcc.shipped import shipped
from hcc.signing.office_key import office_key
from hcc.site.resources import Site

from .database import command_act, reading, writing


@dataclass(frozen=True)
class Sample:
    """An invented original, and the file its certified copy is written to."""

    name: str
    title: str
    pages: int = 1
    turned: bool = False


SAMPLES = (
    Sample("one-page", "Giấy khai sinh"),
    Sample("many-page", "Hợp đồng lao động", pages=12),
    Sample("rotated", "Bằng tốt nghiệp", turned=True),
)
REQUESTER = Requester("Nguyễn Thị Mẫu", "025190000001")
INK_ROWS = (
    PaperRow("Thẻ căn cước", REQUESTER.name, pages=2, copies=2),
    PaperRow("Học bạ trung học phổ thông", REQUESTER.name, pages=7, copies=1),
)
IDENTITY = (SeenIdentity(Identity.CARD, "Bộ Công an cấp ngày 02/02/2022"),)


@dataclass(frozen=True)
class Attested:
    """A paper people signed, and the file its attestation is written to."""

    name: str
    book: str
    title: str
    how: SignatureVisit
    papers: int = 1
    pages: int = 0


SIGNED = (
    Attested("signature", SIGNATURES, "Giấy ủy quyền", SignatureVisit(identities=IDENTITY)),
    Attested(
        "fingerprint",
        SIGNATURES,
        "Giấy ủy quyền",
        SignatureVisit(
            manner=Manner.FINGERPRINT,
            read_aloud=True,
            helpers=(Helper(HelperRole.WITNESS, "Trần Thị Chứng", "025190000002"),),
            identities=IDENTITY,
        ),
    ),
    Attested(
        "translation",
        TRANSLATORS,
        "Giấy khai sinh",
        SignatureVisit(identities=IDENTITY, paper=SignedPaper(2, 1, translated_from="Anh", translated_to="Việt")),
        papers=2,
        pages=2,
    ),
    # A will: what it costs stands in the law, so that nobody has to set it first.
    Attested(
        "will",
        CONTRACTS,
        "Di chúc",
        SignatureVisit(identities=IDENTITY, paper=SignedPaper(2, 2, transaction="will")),
        pages=3,
    ),
)
TOP_MM = 150
SCAN_BYTES = 64 * 2**20


def samples_command(args, settings: Settings) -> None:
    """Issue them in the database; PDFs go to `samples` and `attestations` of the var folder."""
    if not settings.demo:
        raise BadSetting("demo", "samples take numbers of the books, so they are issued in a demo office only")
    papers = [_issued(sample, settings) for sample in SAMPLES]
    for path in (*papers, _printed(settings), *_attested(settings)):
        print(path)


def original(sample: Sample, at: datetime) -> bytes:
    """The PDF of an invented original, as a scanner makes it: a sheet fed sideways is turned by /Rotate."""
    filled = {
        "title": sample.title,
        "pages": sample.pages,
        "turned": sample.turned,
        "lines": [("Họ và tên", REQUESTER.name), ("Ngày sinh", "01/01/1990"), ("Nơi cấp", "Xã An Mẫu")],
    }
    inputs = {"data": json.dumps(filled, ensure_ascii=False)}
    compiler = compiler_of(shipped("templates") / "samples", "original")
    made = compiler.compile(format="pdf", sys_inputs=inputs, timestamp=at.replace(microsecond=0))
    content = cast(bytes, made)
    if not sample.turned:
        return content
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            page.rotate(90, relative=True)
        pdf.save(out)
    return out.getvalue()


def _issued(sample: Sample, settings: Settings) -> Path:
    """Number, then stamp and signature, then paper and hash, each of the first and last in a transaction of its own."""
    target = _folder(settings, "samples") / f"{sample.name}.pdf"
    with workspace(settings.var) as folder:
        number, year = _numbered(sample, settings, folder)
        key = office_key(settings)
        with reading(settings) as site:
            entry = _entry(site, year, number)
            act = Act(entry.signer.login, command_act().at)
            signing = begin_signing(entry, location=f"{settings.commune}, {settings.province}", act=act)
            block = render_slip("stamp_block", for_stamp(entry, settings, trial=key.is_trial), at=act.at)
            paper = folder / "signed.pdf"
            signed = stamp_and_sign(signing, block, paper, key=key, size_mm=BLOCK_MM, at=act.at)
        with writing(settings) as root:
            site = root["site"]
            entry = _entry(site, year, number)
            issue(site.books, entry=entry, paper=paper, signed=signed, key=key, act=act)
        # A file of its own: the other is a second name of the stored one.
        target.unlink(missing_ok=True)
        shutil.copyfile(paper, target)
    return target


def _numbered(sample: Sample, settings: Settings, folder: Path) -> tuple[int, int]:
    received = receive(io.BytesIO(original(sample, command_act().at)), folder, limit=SCAN_BYTES)
    clean = folder / "clean.pdf"
    verdict = take_in(received.path, clean)
    with writing(settings) as root:
        site: Site = root["site"]
        signer, certifier = _people(site)
        act = Act(certifier.login, command_act().at)
        scan = take_scan(
            site.books, received=received, clean=clean, verdict=verdict, name=f"{sample.name}.pdf", act=act
        )
        entry = certify_scan(
            site.books,
            scan=scan,
            requester=REQUESTER,
            title=sample.title,
            holder=REQUESTER.name,
            signer=signer,
            act=act,
        )
        return entry.number, entry.book.year


def _printed(settings: Settings) -> Path:
    """The attestations of a visit in ink, ready to be printed over photocopies."""
    with writing(settings) as root:
        site: Site = root["site"]
        signer, certifier = _people(site)
        act = Act(certifier.login, command_act().at)
        visit = certify_visit(site.books, requester=REQUESTER, rows=INK_ROWS, signer=signer, act=act)
        content = render_slip("attestation_copy", for_ink(list(visit.entries), settings), at=act.at)
    target = _folder(settings, "attestations") / "copies.pdf"
    target.write_bytes(content)
    return target


def _attested(settings: Settings) -> list[Path]:
    """The attestations of what people signed, ready to be printed under their signatures."""
    made = {}
    with writing(settings) as root:
        site: Site = root["site"]
        for one in SIGNED:
            signer, certifier = _people(site, one.book)
            act = Act(certifier.login, command_act().at)
            entry = certify_signature(
                site.books,
                book=one.book,
                people=[REQUESTER],
                title=one.title,
                papers=one.papers,
                pages=one.pages,
                circumstances=replace(one.how, receiver=certifier.name, receiver_title=certifier.job_title),
                signer=signer,
                act=act,
            )
            data = for_signatures(entry, settings, placing=Placing.UNDER, top_mm=TOP_MM)
            made[one.name] = render_slip(SIGNED_KINDS[one.book].slip, data, at=act.at)
    targets = []
    for name, content in made.items():
        target = _folder(settings, "attestations") / f"{name}.pdf"
        target.write_bytes(content)
        targets.append(target)
    return targets


def _people(site: Site, kind: str = COPIES) -> tuple[Signer | None, Official]:
    """Who signs and who certifies; the operation refuses when nobody may sign."""
    signer = next(iter(signers_of(site.accounts, on=datetime.now(LOCAL).date(), kind=kind)), None)
    certifiers = (one for one in site.accounts.officials() if one.has_role(Role.CERTIFIER) and not one.disabled)
    certifier = next(certifiers, None)
    if certifier is None:
        raise FileNotFoundError("nobody in this office certifies: give an official the role certifier")
    return signer, certifier


def _entry(site: Site, year: int, number: int) -> BookEntry:
    return site.books[COPIES][str(year)][str(number)]


def _folder(settings: Settings, name: str) -> Path:
    folder = settings.var / name
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def add_commands(commands) -> None:
    command = commands.add_parser("samples", help="issue one certified paper of each kind, in VAR/samples")
    command.set_defaults(run=samples_command)
