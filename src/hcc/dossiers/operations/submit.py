"""Submitting: a prepared draft goes to reception."""

from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import message

from ..checklist import Verdict
from ..people_rules import NameMissing
from ..resources import Dossier
from .moving import check_move, move


class PaperMissing(Refusal):
    """A mandatory component has neither a paper nor a verdict that stands for one."""

    text = message("Missing: ${paper}. Attach it, or mark how it was seen.")


class PaperWanting(Refusal):
    """A component was found missing or wrong."""

    text = message("Not right yet: ${paper}. ${note}")


class PaperLaterUnexplained(Refusal):
    text = message("${paper} is to be digitised later: write why, and until when.")


class CaseMissing(Refusal):
    field = "case"
    text = message("Choose which case of the procedure it is: papers and time limit hang on it.")


class AuthorisationMissing(Refusal):
    field = "authorisation"
    text = message("Somebody hands it in for ${name}: write by which paper of authorisation.")


def incomplete(dossier: Dossier) -> list[Refusal]:
    """Everything that still stands in the way of handing the dossier in."""
    complaints: list[Refusal] = [] if dossier.person.name else [NameMissing()]
    if dossier.needs_case:
        complaints.append(CaseMissing())
    if dossier.parties.proxy is not None and not dossier.parties.authorisation:
        complaints.append(AuthorisationMissing(name=dossier.person.name))
    return complaints + papers_wanting(dossier)


def papers_wanting(dossier: Dossier) -> list[Refusal]:
    """What is wrong with the papers."""
    names = [component.name for component in dossier.record.components]
    complaints: list[Refusal] = [PaperMissing(paper=names[index]) for index in dossier.missing()]
    for index in dossier.wanting():
        complaints.append(PaperWanting(paper=names[index], note=dossier.verdicts[index].note))
    for index, _ in dossier.components():
        found = dossier.verdicts.get(index)
        if found is None or found.verdict is not Verdict.PAPER_LATER or (found.note and found.deadline):
            continue
        if dossier.component_verdict(index) is Verdict.PAPER_LATER:
            complaints.append(PaperLaterUnexplained(paper=names[index]))
    return complaints


def submit(dossier: Dossier, *, seen: int | None = None, act: Act) -> None:
    """Pass the draft to reception; refused with everything that is missing."""
    check_move(dossier, "submit", seen)
    refuse_if(incomplete(dossier))
    dossier.submitted_at = act.at
    move(dossier, "submit", act=act)
