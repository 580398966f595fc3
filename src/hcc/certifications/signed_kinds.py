"""What people sign before the official, a row a kind: each has its book, its form and its attestation."""

from collections.abc import Mapping
from dataclasses import dataclass

from hcc.core.text import TranslationString, message

from .resources import CONTRACTS, SIGNATURES, TRANSLATORS

MOST_PEOPLE = 20


@dataclass(frozen=True)
class SignedKind:
    """One kind of paper. What is False or empty, its form does not ask."""

    book: str
    form: str
    """Its form is /chung-thuc/<form>."""
    slip: str
    """The template of its attestation."""
    title: TranslationString
    opening: TranslationString
    people: TranslationString
    person: TranslationString
    paper: TranslationString
    """What the name of the paper is asked as."""
    following: TranslationString
    usual: tuple[TranslationString, ...]
    """Names of papers that are offered."""
    most_people: int = MOST_PEOPLE
    papers: TranslationString | None = None
    """How the number of papers is asked, each of which is a case; None: one paper has one number."""
    helped: bool = True
    """Whether fingers, witnesses and interpreters are possible."""
    witnesses: int = 1
    """How many are needed for somebody who cannot read or sign (contracts: NĐ 23/2015/NĐ-CP art. 36)."""
    sides: bool = False
    """Whether people sign for sides of a contract."""
    translated: bool = False
    transaction: bool = False
    """Whether its fee is that of a kind of transaction."""

    @property
    def counted(self) -> bool:
        """Whether pages and sheets of an original stand in the attestation."""
        return self.translated or self.transaction


SIGNED_KINDS: Mapping[str, SignedKind] = {
    SIGNATURES: SignedKind(
        SIGNATURES,
        "signature",
        "attestation_signature",
        message("Certify signatures or fingerprints"),
        message(
            "They sign or press a finger before you, with their card in your hand. "
            "All who signed one paper stand on one line."
        ),
        message("Who signed"),
        message("Who signed the paper"),
        message("Name of the paper"),
        message("Next signatures"),
        (
            message("Power of attorney"),
            message("Curriculum vitae"),
            message("Declaration"),
            message("Commitment"),
            message("Application"),
        ),
        papers=message("How many papers of this kind"),
    ),
    TRANSLATORS: SignedKind(
        TRANSLATORS,
        "translation",
        "attestation_translation",
        message("Certify a translator's signature"),
        message(
            "The translator signs every page before you. The translation is bound to a copy of the paper "
            "that was translated; the office keeps one."
        ),
        message("Translator"),
        message("Who translated the paper"),
        message("Name of the paper that was translated"),
        message("Next translation"),
        (),
        most_people=1,
        papers=message("How many translations, the one kept here among them"),
        helped=False,
        translated=True,
    ),
    CONTRACTS: SignedKind(
        CONTRACTS,
        "contract",
        "attestation_contract",
        message("Certify a contract or transaction"),
        message(
            "All sides sign every page before you, of sound mind and of their own will. "
            "At most two working days; the office keeps one original."
        ),
        message("Sides"),
        message("Who signs the contract"),
        message("Name of the contract or transaction"),
        message("Next contract"),
        (
            message("Transfer of land use rights"),
            message("Gift of land use rights"),
            message("Mortgage of land use rights"),
            message("Sale of a vehicle"),
            message("Power of attorney by contract"),
            message("Will"),
            message("Waiver of an inheritance"),
            message("Agreement on the division of an inheritance"),
        ),
        witnesses=2,
        sides=True,
        transaction=True,
    ),
}
"""By book."""
