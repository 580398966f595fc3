"""What the office decides for all its dossiers: sentences, texts of results, hamlets, symbols; and who decided it."""

from collections.abc import Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.evidence import Chain, Record
from hcc.core.text import message

from .hamlets import hamlet_lines
from .ready_sentences import write_ready_sentences
from .result_documents import write_result_documents

if TYPE_CHECKING:
    from .resources import DossierFolder

SENTENCES_SET, DOCUMENTS_SET = "ready sentences set", "result texts set"
HAMLETS_SET, SYMBOL_SET = "hamlets set", "symbol set"
"""What is recorded; the facts of the first three have the `sha256` of all that holds from then on."""


class DecisionsChanged(Refusal):
    """Somebody decided on something after the form was opened."""

    stale = True
    text = message(
        "${by} changed these settings after you opened this page. What you typed is kept: look again, then send."
    )


class NothingDiffers(Refusal):
    text = message("This is what holds already. Change something, or leave the page.")


def decisions_version(folder: "DossierFolder") -> int:
    """What a form remembers: how many decisions there were when it was opened."""
    return len(folder.decisions) if folder.decisions is not None else 0


def check_seen(folder: "DossierFolder", seen: int | None) -> None:
    """Refuse a form that was opened before the last decision; None is not checked."""
    if seen is not None and folder.decisions is not None and seen != len(folder.decisions):
        last = folder.decisions.last
        raise DecisionsChanged(by=last.by if last else "")


def record_decision(folder: "DossierFolder", act: Act, what: str, **facts: Any) -> Record:
    """Put a decision on record. The chain begins with the first."""
    if folder.decisions is None:
        folder.decisions = Chain()
    return folder.decisions.append(act, what, **facts)


def fingerprint(text: str) -> str:
    """Of the canonical text of a list."""
    return sha256(text.encode()).hexdigest()


def untold_of(folder: "DossierFolder") -> Iterator[str]:
    """Lists that are not as the last record about them says, in English for the log."""
    if folder.decisions is None:
        return
    told = {record.what: record.facts.get("sha256") for record in folder.decisions}
    symbols = [
        (one.facts["kind"], one.facts["symbol"], one.facts["first"], one.at, one.by)
        for one in folder.decisions
        if one.what == SYMBOL_SET
    ]
    if symbols != [(one.kind, one.symbol, one.first.isoformat(), one.at, one.by) for one in folder.symbols]:
        yield "symbols: what holds is not what stands on record"
    held = {
        SENTENCES_SET: write_ready_sentences(folder.ready) if folder.ready is not None else "",
        DOCUMENTS_SET: write_result_documents(folder.documents) if folder.documents is not None else "",
        HAMLETS_SET: hamlet_lines(folder.hamlets),
    }
    for what, text in held.items():
        if what in told and told[what] != fingerprint(text):
            yield f"{what}: what holds is not what stands on record"
