"""What the kinds of certification books are called on screen."""

from hcc.core.text import message

from .resources import CONTRACTS, COPIES, SIGNATURES, TRANSLATORS

BOOK_NAMES = {
    COPIES: message("Certified copies of originals"),
    SIGNATURES: message("Certified signatures and fingerprints"),
    TRANSLATORS: message("Certified signatures of translators"),
    CONTRACTS: message("Certified contracts and transactions"),
}
