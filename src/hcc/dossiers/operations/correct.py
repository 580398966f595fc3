"""Correcting what is written about the people of a received dossier (đính chính): before and after stay on record."""

from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import message

from ..people import Parties
from ..people_rules import NameMissing, changed_fields
from ..resources import Dossier
from .moving import check_standing, read_reason, stay
from .prepare import read_parties


class NothingCorrected(Refusal):
    text = message("Nothing was changed. Correct what is wrong, or go back.")


def correct(dossier: Dossier, *, parties: Parties, reason: str, seen: int | None = None, act: Act) -> None:
    """Take the corrected people over. The chain keeps every changed field before and after, and why."""
    check_standing(dossier, "correct", seen)
    complaints: list[Refusal] = []
    reason = read_reason(reason, complaints)
    corrected = read_parties(dossier, parties, complaints, act)
    if not corrected.owner.name:
        complaints.append(NameMissing())
    refuse_if(complaints)
    changed = changed_fields(dossier.parties, corrected)
    if not changed:
        raise NothingCorrected()
    dossier.parties = corrected
    stay(dossier, "correct", act=act, changed=changed, reason=reason)
