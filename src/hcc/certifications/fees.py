"""What certifications cost (TT 226/2016/TT-BTC art. 4), and how the amount comes about."""

from abc import ABC, abstractmethod
from dataclasses import dataclass

from hcc.core.text import TranslationString, message

FIRST_PAGES = 2
FIRST_PAGE_FEE = 2_000
FURTHER_PAGE_FEE = 1_000
MOST_A_COPY = 200_000
SIGNATURE_FEE = 10_000
"""A case: the signatures in one paper, one or many."""

SOURCE = message("Circular 226/2016/TT-BTC, article 4")


class Reckoned(ABC):
    """A fee that can say how it comes about."""

    @property
    @abstractmethod
    def steps(self) -> tuple[TranslationString, ...]:
        """A sentence a step."""

    @property
    def source(self) -> TranslationString | None:
        """The rule the fee stands in; None where nobody knows."""
        return SOURCE

    @property
    def lines(self) -> tuple[TranslationString, ...]:
        """How it comes about, a sentence a step, the rule last."""
        return (*self.steps, self.source) if self.source is not None else self.steps


@dataclass(frozen=True)
class CopyFee(Reckoned):
    """A fee in đồng with its parts: `first` pages at 2,000, `further` at 1,000, the cap, times copies."""

    first: int
    further: int
    one_copy: int
    capped: bool
    copies: int

    @property
    def total(self) -> int:
        return self.one_copy * self.copies

    @property
    def formula(self) -> str:
        """In one line: "(2 × 2.000 + 3 × 1.000) × 2"; a copy at the cap is its 200.000."""
        parts = [f"{self.first} × {grouped(FIRST_PAGE_FEE)}"]
        if self.further:
            parts.append(f"{self.further} × {grouped(FURTHER_PAGE_FEE)}")
        one = grouped(MOST_A_COPY) if self.capped else " + ".join(parts)
        if self.copies == 1:
            return one
        return f"({one}) × {self.copies}" if len(parts) > 1 and not self.capped else f"{one} × {self.copies}"

    @property
    def steps(self) -> tuple[TranslationString, ...]:
        """How it comes about, a sentence a step."""
        lines = [_line(FIRST, count=self.first, each=FIRST_PAGE_FEE, amount=self.first * FIRST_PAGE_FEE)]
        if self.further:
            lines.append(
                _line(FURTHER, count=self.further, each=FURTHER_PAGE_FEE, amount=self.further * FURTHER_PAGE_FEE)
            )
        lines.append(_line(AT_MOST if self.capped else ONE_COPY, amount=self.one_copy))
        lines.append(_line(COPIES, count=self.copies, each=self.one_copy, amount=self.total))
        return tuple(lines)


@dataclass(frozen=True)
class SignatureFee(Reckoned):
    """A fee in đồng for certified signatures or fingerprints: 10,000 a case."""

    cases: int

    @property
    def total(self) -> int:
        return self.cases * SIGNATURE_FEE

    @property
    def formula(self) -> str:
        """ "3 × 10.000"."""
        return f"{self.cases} × {grouped(SIGNATURE_FEE)}"

    @property
    def steps(self) -> tuple[TranslationString, ...]:
        """How it comes about, a sentence a step."""
        return (_line(CASES, count=self.cases, each=SIGNATURE_FEE, amount=self.total), ONE_PAPER)


@dataclass(frozen=True)
class TransactionFee(Reckoned):
    """A fee in đồng for one contract, will or the like, whoever signed it: a row of the office's fee table."""

    amount: int
    basis: str
    """The rule the amount stands in, as papers name it."""

    @property
    def total(self) -> int:
        return self.amount

    @property
    def formula(self) -> str:
        return grouped(self.amount)

    @property
    def steps(self) -> tuple[TranslationString, ...]:
        """How it comes about, a sentence a step."""
        return (_line(ONE_TRANSACTION, amount=self.amount),)

    @property
    def source(self) -> TranslationString:
        return TranslationString(BASIS, domain=BASIS.domain, mapping={"basis": self.basis})


@dataclass(frozen=True)
class FeeOnPaper(Reckoned):
    """A fee in đồng that stands on a paper entered afterwards; nobody here reckoned it."""

    amount: int

    @property
    def total(self) -> int:
        return self.amount

    @property
    def formula(self) -> str:
        return ""

    @property
    def steps(self) -> tuple[TranslationString, ...]:
        return (_line(ON_PAPER, amount=self.amount),)

    @property
    def source(self) -> None:
        return None


Fee = CopyFee | SignatureFee | TransactionFee | FeeOnPaper

FIRST = message("First pages: ${count} × ${each} = ${amount} đồng")
FURTHER = message("Pages from the third: ${count} × ${each} = ${amount} đồng")
ONE_COPY = message("One copy: ${amount} đồng")
AT_MOST = message("One copy: ${amount} đồng, the most a copy may cost")
COPIES = message("Copies: ${count} × ${each} = ${amount} đồng")
CASES = message("Cases: ${count} × ${each} = ${amount} đồng")
ONE_PAPER = message("One or many signatures in one paper are one case.")
ONE_TRANSACTION = message("One contract or transaction: ${amount} đồng")
ON_PAPER = message("As it stands on the paper: ${amount} đồng")
BASIS = message("By: ${basis}")


def _line(text: TranslationString, **amounts: int) -> TranslationString:
    return TranslationString(text, domain=text.domain, mapping={name: grouped(n) for name, n in amounts.items()})


def grouped(number: int) -> str:
    """14000 as people read it here: 14.000."""
    return f"{number:,}".replace(",", ".")


def copy_fee(pages: int, copies: int) -> CopyFee:
    """The fee of `copies` certified copies of an original of `pages` pages. Both at least 1, else ValueError."""
    if pages < 1 or copies < 1:
        raise ValueError("pages and copies are at least 1")
    first = min(pages, FIRST_PAGES)
    further = pages - first
    reckoned = first * FIRST_PAGE_FEE + further * FURTHER_PAGE_FEE
    return CopyFee(first, further, min(reckoned, MOST_A_COPY), reckoned > MOST_A_COPY, copies)


def signature_fee(cases: int) -> SignatureFee:
    """The fee of so many cases of certified signatures or fingerprints. At least 1, else ValueError."""
    if cases < 1:
        raise ValueError("there is at least one case")
    return SignatureFee(cases)
