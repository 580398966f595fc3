"""Attestations (lời chứng) of signatures, translations and contracts: what their words are filled with.

The words themselves stand in `templates/slips/attestation_{signature,translation,contract}.typ`, where a legal officer
can read and correct them beside the forms of Nghị định 23/2015/NĐ-CP, as Nghị định 280/2025/NĐ-CP has them.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from .papers import AtMost, Between, Brief, Coded, Line, Name, Short

PAPERS_IN_A_JOB = 100


class Placing(StrEnum):
    """Where the attestation goes."""

    UNDER = "under"
    """Right under the signatures, over the signed paper that lies in the printer."""
    APPENDED = "appended"
    """On a sheet of its own behind the signed paper, where it has no room left; joined by a seam stamp."""


class Manner(StrEnum):
    """What they did with the paper before the receiver."""

    SIGNATURE = "signature"
    FINGERPRINT = "fingerprint"
    NEITHER = "neither"
    """Can neither sign nor press a finger."""


@dataclass(frozen=True)
class AttestedPerson:
    """One person, and what her identity was seen from."""

    name: Name
    number: Short
    paper: Brief = "Giấy tờ tùy thân"
    """Kind of the identity paper, as a sentence goes on from it: "Thẻ căn cước"."""
    issued: Line = ""
    """When and by whom it was issued; left out when empty."""
    side: Brief = ""
    """The side of a contract the person signs for: "Bên A"."""


@dataclass(frozen=True)
class AttestedHelper:
    """Who helped someone that could not read, sign, or understand the language."""

    role: Brief
    """"Người làm chứng", "Người phiên dịch"."""
    name: Name
    number: Short
    language: Brief = ""
    """From which language it was interpreted."""


@dataclass(frozen=True)
class AttestedSize:
    """How many originals there are of a translation or a contract, and the sheets and pages of each."""

    originals: Short
    sheets: Short
    pages: Short


@dataclass(frozen=True)
class SignatureAttestationData:
    """The attestation of a signed paper, printed once for each of its papers; A4, ink and seal follow."""

    number: Short
    book: Short
    """Volume, year and book symbol, e.g. "01/2026 - SCT/CK,ĐC"."""
    date: Short
    """As `words.date_line("", day)` writes it."""
    date_words: Line
    """As `words.date_in_words` writes it."""
    place: Line
    """Where they signed: the office, or where the official went."""
    people: Annotated[tuple[AttestedPerson, ...], AtMost(20, least=1)]
    receiver: Brief
    """The official before whom they signed (người tiếp nhận hồ sơ)."""
    receiver_title: Brief
    signer: Brief
    """Who certifies."""
    signer_title: Line
    """As a sentence goes on from "là": "Phó Chủ tịch Ủy ban nhân dân xã An Mẫu"."""
    capacity: Annotated[tuple[Brief, ...], AtMost(4)]
    title: Line
    """Name of the signed paper; said where the attestation stands on a sheet of its own."""
    manner: Manner = Manner.SIGNATURE
    papers: Annotated[int, Between(1, PAPERS_IN_A_JOB)] = 1
    hour: Short = ""
    """As `words.hour_line` writes it; said only outside the office, where the law asks for it."""
    size: Annotated[tuple[AttestedSize, ...], AtMost(1)] = ()
    """Of a translation or a contract; signatures alone say nothing of it."""
    keeper: Line = ""
    """Who keeps one original."""
    transaction: Short = ""
    """Which kind of transaction, a key of `hcc.certifications.fee_table.TRANSACTIONS`: each has words of its own."""
    translated_from: Brief = ""
    translated_to: Brief = ""
    """Languages of a translation, as they follow the word "tiếng"."""
    decision: Line = ""
    """The decision a delegation rests on; left out when empty."""
    read_aloud: bool = False
    """Whether the paper was read to someone who cannot read it."""
    helpers: Annotated[tuple[AttestedHelper, ...], AtMost(6)] = ()
    placing: Placing = Placing.APPENDED
    top_mm: Annotated[float, Between(10, 260)] = 150
    """How far from the upper edge the attestation begins when it stands under the signatures."""
    qr: Annotated[str, Coded(quiet=2)] = ""
    check_host: Short = ""
    trial: bool = False
