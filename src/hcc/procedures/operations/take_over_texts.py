"""Taking over the texts of a procedure as another installation of the office had them: every one with its days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hcc.core.act import Act

from ..announcements import is_of
from ..record import ProcedureRecord
from ..resources import Procedure, ProcedureFolder, Revision
from ..text_digest import text_digest

STANDING = (
    "base",
    "copy_of",
    "why",
    "made_by",
    "made_at",
    "submitted_by",
    "submitted_at",
    "discarded_by",
    "discarded_at",
    "discard_reason",
    "sent_back",
    "approved_by",
    "approved_at",
    "approval_reason",
    "announcement",
    "effective_from",
    "withdrawn_on",
    "withdrawn_by",
    "withdrawn_at",
    "withdrawal_reason",
    "withdrawal_asked_by",
    "replaced_by",
)
"""What became of a text, as it is kept beside it. What is asked and not decided comes apart (`take_over_asked`)."""


@dataclass(frozen=True)
class TakenText:
    """One text. `standing` has what is not as in a fresh draft."""

    record: ProcedureRecord
    standing: Mapping[str, Any]


def standing_of(revision: Revision) -> dict[str, Any]:
    """What became of a text: only what says something."""
    found = {name: getattr(revision, name) for name in STANDING}
    return {name: value for name, value in found.items() if value not in (None, "", 0)}


def take_over_texts(folder: ProcedureFolder, *, code: str, texts: Sequence[TakenText], act: Act) -> None:
    """Let these be its texts, from the first on: those that are here already keep their places and get what became of
    them. Whoever calls knows that nobody wrote others here. What is approved there is approved here.
    """
    procedure = folder.get(code)
    if procedure is None:
        procedure = folder[code] = Procedure(code)
    for number, text in enumerate(texts, 1):
        revision = procedure.revisions.get(number)
        if revision is None:
            made = {name: text.standing[name] for name in ("made_by", "made_at")}
            revision = procedure.add_revision(text.record, **made)
        for name, value in text.standing.items():
            setattr(revision, name, value)
        decision = folder.announcements.get(revision.announcement) if revision.announcement is not None else None
        if decision is not None and not is_of(text.record, decision):
            revision.announcement = None  # here that number is another decision's
    told = [[number, text_digest(text.record)] for number, text in enumerate(texts, 1)]
    folder.chain.append(act, "texts brought", code=code, texts=told)
    folder.journal.append("changed", code)
