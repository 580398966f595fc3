"""Greeting: someone has come in. Guidance is recorded, and a draft begins unless she goes home (NĐ 61/2018 art. 15)."""

from datetime import date

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.identifiers import filing_token, lookup_secret
from hcc.core.text import clean_line, clean_text, message
from hcc.procedures.resources import Procedure

from ..fresh_numbers import UNIT
from ..guidance import Guidance, Obstacle
from ..people import OUTSIDE, Helper, Parties, Person
from ..people_rules import HamletUnknown
from ..resources import NOTE_LIMIT, Dossier, DossierFolder
from .begin import put_under


class ProcedureNotOffered(Refusal):
    field = "procedure"
    text = message("This procedure is not offered today. Choose another, or ask the catalogue administrator.")


class GuidanceMissing(Refusal):
    field = "guidance"
    text = message("Write what the person was told before she went home.")


def greet(
    dossiers: DossierFolder,
    *,
    procedure: Procedure | None,
    today: date,
    name: str = "",
    guidance: str = "",
    hamlet: str = "",
    obstacle: str = Obstacle.NONE,
    helper: Helper | None = None,
    begun: Dossier | None = None,
    act: Act,
) -> Dossier:
    """Begin a draft under the revision published today; `helper` sees it from then on.

    With `begun` it is that one, which papers came for already.
    """
    revision = procedure.published(today) if procedure is not None else None
    if revision is None:
        raise ProcedureNotOffered()
    hamlet = _hamlet(dossiers, hamlet)
    text = clean_text(guidance)[:NOTE_LIMIT]
    number = UNIT << 32 | dossiers.counters.take("dossier", str(UNIT))
    if begun is None:
        dossier = Dossier(id=number, token=filing_token(), secret=lookup_secret(), revision=revision, created_at=act.at)
        dossier.has_papers = False
    else:
        dossier = begun
        put_under(dossier, revision)
        dossiers.forget_begun(dossier)
        dossier.id, dossier.begun_by = number, ""
    dossier.parties = Parties(owner=Person(name=clean_line(name), hamlet=hamlet), helper=helper)
    dossier.guidance = text
    code = revision.record.code
    dossier.chain.append(act, "greet", to=dossier.state, procedure=code, revision=revision.number)
    dossiers.add(dossier)
    given = Guidance(act.at, act.by, code, hamlet, Obstacle(obstacle).value, text, dossier.token)
    dossiers.guidance.add(given, dossier.token)
    return dossier


def guide(
    dossiers: DossierFolder,
    *,
    procedure: Procedure | None,
    guidance: str,
    hamlet: str = "",
    obstacle: str = Obstacle.OTHER,
    act: Act,
) -> Guidance:
    """Somebody was told what to do and went home without a dossier: that too is recorded, without her name.

    Raises ValueError for an obstacle there is not.
    """
    text = clean_text(guidance)[:NOTE_LIMIT]
    if not text:
        raise GuidanceMissing()
    code = procedure.code if procedure is not None else ""
    given = Guidance(act.at, act.by, code, _hamlet(dossiers, hamlet), Obstacle(obstacle).value, text)
    dossiers.guidance.add(given, filing_token())
    return given


def _hamlet(dossiers: DossierFolder, typed: str) -> str:
    hamlet, names = clean_line(typed), dossiers.hamlet_names
    if hamlet and names and hamlet not in (*names, OUTSIDE):
        refusal = HamletUnknown(hamlet=hamlet)
        refusal.field = "hamlet"
        raise refusal
    return hamlet
