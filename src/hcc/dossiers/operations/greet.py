"""Greeting: someone has come in; guidance is recorded and a draft begins (NĐ 61/2018 art. 15)."""

from datetime import date

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.identifiers import filing_token, lookup_secret
from hcc.core.text import clean_line, clean_text, message
from hcc.procedures.resources import Procedure

from ..people import Helper, Parties, Person
from ..resources import NOTE_LIMIT, UNIT, Dossier, DossierFolder


class ProcedureNotOffered(Refusal):
    text = message("This procedure is not offered today. Choose another, or ask the catalogue administrator.")


def greet(
    dossiers: DossierFolder,
    *,
    procedure: Procedure | None,
    today: date,
    name: str = "",
    guidance: str = "",
    helper: Helper | None = None,
    act: Act,
) -> Dossier:
    """Begin a draft under the revision published today; `helper` sees it from then on."""
    revision = procedure.published(today) if procedure is not None else None
    if revision is None:
        raise ProcedureNotOffered()
    dossier = Dossier(
        id=UNIT << 32 | dossiers.counters.take("dossier", str(UNIT)),
        token=filing_token(),
        secret=lookup_secret(),
        revision=revision,
        created_at=act.at,
    )
    dossier.parties = Parties(owner=Person(name=clean_line(name)), helper=helper)
    dossier.guidance = clean_text(guidance)[:NOTE_LIMIT]
    dossier.chain.append(act, "greet", to=dossier.state, procedure=revision.record.code, revision=revision.number)
    dossiers.add(dossier)
    return dossier
