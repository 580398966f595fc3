"""Slips as PDF: a template of `templates/slips`, plain data, and always the same bytes for the same moment."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import local
from typing import TYPE_CHECKING, Any, cast

from hcc.printing.book_data import BookData
from hcc.printing.cash import CashListData
from hcc.printing.dossier_slips import ControlSlipData, CoverData, DossierSlipData, RegisterData, ResultData
from hcc.printing.notices import NoticeData
from hcc.printing.pads import PadData
from hcc.printing.papers import AttestationData, ReceiptData, StampBlockData, plain
from hcc.printing.signature_attestations import SignatureAttestationData
from hcc.printing.text import FONT_FOLDER, POSTER_FONT_FOLDER
from hcc.shipped import shipped

if TYPE_CHECKING:
    import typst


@dataclass(frozen=True)
class Slip:
    """One kind of paper: what it says, and which PDF standards Typst holds it to."""

    data: type
    standards: tuple[str, ...]
    tagged: bool = True


SLIPS: Mapping[str, Slip] = {
    "receipt": Slip(ReceiptData, ("a-2a", "ua-1")),
    **{name: Slip(DossierSlipData, ("a-2a", "ua-1")) for name in ("supplement_request", "refusal", "apology", "stop")},
    "control_slip": Slip(ControlSlipData, ("a-2a", "ua-1")),
    "register": Slip(RegisterData, ("a-2a", "ua-1")),
    "cover": Slip(CoverData, ("a-2a", "ua-1")),
    "result": Slip(ResultData, ("a-2a", "ua-1")),
    "cash_list": Slip(CashListData, ("a-2a", "ua-1")),
    "notice": Slip(NoticeData, ("a-2a", "ua-1")),
    "attestation_copy": Slip(AttestationData, ("a-2a", "ua-1")),
    "attestation_signature": Slip(SignatureAttestationData, ("a-2a", "ua-1")),
    "attestation_translation": Slip(SignatureAttestationData, ("a-2a", "ua-1")),
    "attestation_contract": Slip(SignatureAttestationData, ("a-2a", "ua-1")),
    # Becomes part of another page, where its own structure tree would be left dangling.
    "stamp_block": Slip(StampBlockData, ("a-2u",), tagged=False),
    "book": Slip(BookData, ("a-2a", "ua-1")),
    "pad": Slip(PadData, ("a-2a", "ua-1")),
}
"""The slips there are; each has a template of this name."""


class UnknownSlip(LookupError):
    """There is no slip of this name."""


class SlipTemplateRefused(Exception):
    """A template could fetch a package from the network; `path` names it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"{path.name}: packages (@...) are not allowed in slips, nor is the character @ itself")


_TAGGED_STANDARDS = frozenset({"a-1a", "a-2a", "a-3a", "ua-1"})
_AT_SIGN = re.compile(r"@|\\u\{0*40\}", re.IGNORECASE)
_compilers = local()


def render_slip(name: str, data: object, *, at: datetime, standard: str | tuple[str, ...] | None = None) -> bytes:
    """The PDF of the slip `name`, filled with `data`.

    `data` is an instance of the slip's class in `hcc.printing.papers` or a mapping with the same keys. `at` is an
    aware moment and becomes the document's creation date: the same data and moment give the same bytes. `standard`
    replaces the slip's own PDF standards (typst's names, e.g. "a-2b"); Typst enforces them itself, no independent
    validator was run. May be called from any thread.

    Raises `UnknownSlip`, `SlipDataRefused` (all complaints at once), `ValueError` for a naive moment,
    `SlipTemplateRefused` for a template that names a package.
    """
    if name not in SLIPS:
        raise UnknownSlip(name)
    if at.utcoffset() is None:
        raise ValueError("the moment of a slip needs a time zone")
    slip = SLIPS[name]
    standards = slip.standards if standard is None else (standard,) if isinstance(standard, str) else standard
    filled = json.dumps(plain(slip.data, data), ensure_ascii=False)
    pdf = compiler_of(shipped("templates") / "slips", name).compile(
        format="pdf",
        sys_inputs={"data": filled},
        pdf_standards=cast(Any, list(standards)),
        pdf_tags=slip.tagged or not _TAGGED_STANDARDS.isdisjoint(standards),
        timestamp=at.astimezone(UTC).replace(microsecond=0),
    )
    return cast(bytes, pdf)


def refuse_packages(folder: Path) -> None:
    """Raise `SlipTemplateRefused` for the first template below `folder` that could import a package.

    Typst asks the network for `@preview/...` even when its package folders do not exist, so no template may hold an @.
    """
    for path in sorted(folder.rglob("*.typ")):
        if _AT_SIGN.search(path.read_text(encoding="utf-8")):
            raise SlipTemplateRefused(path)


def compiler_of(folder: Path, name: str) -> "typst.Compiler":
    """This thread's own compiler of one template, with our fonts and without packages.

    Shared between threads, typst raises "Already borrowed". A template may import from the folders beside its own.
    """
    import typst  # with the first paper, not with the program

    mine = _compilers.__dict__.setdefault("by_template", {})
    if (folder, name) not in mine:
        refuse_packages(folder.parent)
        nowhere = folder / "no-packages"
        mine[folder, name] = typst.Compiler(
            input=folder / f"{name}.typ",
            root=folder.parent,
            font_paths=_fonts(),
            package_path=nowhere,
            package_cache_path=nowhere,
        )
    return mine[folder, name]


@cache
def _fonts() -> "typst.Fonts":
    import typst

    # Without our folders typst would silently take a font of its own or of the machine.
    folders = [FONT_FOLDER, POSTER_FONT_FOLDER]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
