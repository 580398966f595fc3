"""Writing down what the appraisal found (thẩm định, xác minh; NĐ 61/2018 art. 19)."""

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import clean_text, message

from ..course import Appraisal
from ..resources import NOTE_LIMIT, Dossier
from .moving import check_standing, stay


class AppraisalMissing(Refusal):
    field = "opinion"
    text = message("Write the opinion of the appraisal.")


def appraise(
    dossier: Dossier,
    *,
    opinion: str,
    findings: str = "",
    eligible: bool = True,
    seen: int | None = None,
    act: Act,
) -> None:
    """Add an appraisal; earlier ones stay."""
    opinion = clean_text(opinion)[:NOTE_LIMIT]
    if not opinion:
        raise AppraisalMissing()
    check_standing(dossier, "appraise", seen)
    appraisal = Appraisal(act.at, act.by, opinion, clean_text(findings)[:NOTE_LIMIT], bool(eligible))
    dossier.appraisals = (*dossier.appraisals, appraisal)
    stay(dossier, "appraise", act=act, eligible=appraisal.eligible)
