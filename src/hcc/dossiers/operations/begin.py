"""Beginning a dossier with its first paper, before the person and the procedure are known (decision 25)."""

from datetime import datetime

from hcc.core.act import Act
from hcc.core.identifiers import lookup_secret
from hcc.procedures.record import ProcedureRecord
from hcc.procedures.resources import Revision

from ..events import PaperDetached
from ..resources import Dossier, DossierFolder
from .moving import StaleForm

NO_PROCEDURE = ProcedureRecord(code="", name="", field="")


def of_no_procedure(at: datetime) -> Revision:
    """What a dossier is under while its procedure is not known: it needs no papers."""
    return Revision(0, NO_PROCEDURE, made_by="", made_at=at)


def begin(dossiers: DossierFolder, *, token: str, act: Act) -> Dossier:
    """The dossier this official began under the token, or a new one, which she alone sees until she receives it.

    Raises StaleForm when it is somebody else's. Those that were abandoned a day ago go on this occasion.
    """
    found = dossiers.begun(token)
    if found is not None:
        if found.begun_by != act.by:
            raise StaleForm(by=found.begun_by, what="attach")
        return found
    for old in dossiers.begun_before(act.at):
        give_up_begun(old, act=act)
    dossier = Dossier(id=0, token=token, secret=lookup_secret(), revision=of_no_procedure(act.at), created_at=act.at)
    dossier.begun_by = act.by
    dossier.has_papers = False
    dossier.__parent__ = dossiers
    dossiers.keep_begun(dossier)
    return dossier


def put_under(dossier: Dossier, revision: Revision | None) -> None:
    """The procedure a begun dossier is of as far as is known; which papers it needs is another matter then."""
    code = revision.record.code if revision is not None else ""
    if revision is dossier.revision or code == dossier.record.code == "":
        return
    dossier.revision = revision or of_no_procedure(dossier.created_at)
    for paper in dossier.papers:
        paper.component = None


def give_up_begun(dossier: Dossier, *, act: Act) -> None:
    """The dossier goes with its papers: it was never received, and nobody else has seen it."""
    dossier.__parent__.forget_begun(dossier)
    for paper in dossier.papers:
        act.announce(PaperDetached(paper))
