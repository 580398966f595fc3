"""What every act that moves a dossier does: check the table and the form's age, change, list, record."""

from typing import Any

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import message

from ..resources import Dossier
from ..workflow import WORKFLOW


class StaleForm(Refusal):
    """Somebody did something to the dossier after the form was opened."""

    stale = True
    text = message("${by} changed this dossier after you opened it. What you typed is kept: look again, then send it.")


class ReasonMissing(Refusal):
    field = "reason"
    text = message("Write the reason, so that the reader knows what to do.")


def check_version(dossier: Dossier, seen: int | None) -> None:
    """Refuse a form that was opened on an older state of the dossier; None is not checked."""
    if seen is not None and seen != dossier.version:
        last = dossier.chain.last
        raise StaleForm(by=last.by if last else "", what=last.what if last else "")


def move(dossier: Dossier, verb: str, *, act: Act, record: str | None = None, **facts: Any) -> None:
    """Move the dossier by the table and record it; refuses when the table has no such step from here."""
    dossier.state = WORKFLOW.target(verb, dossier.state)
    dossier.chain.append(act, record or verb, **facts)
    dossier.__parent__.relist(dossier)
