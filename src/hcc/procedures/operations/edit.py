"""Writing a draft revision."""

from collections.abc import Sequence

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import message

from ..record import ProcedureRecord
from ..resources import Procedure, Revision


class DraftChanged(Refusal):
    """Somebody saved the draft after this form was opened."""

    stale = True
    text = message("${by} saved this draft after you opened it. Open it again to see what changed.")


class NothingChanged(Refusal):
    text = message("Nothing differs from the revision in force. Change something, or leave the page.")


def draft_stamp(procedure: Procedure) -> str:
    """What a form remembers of the text it was opened on: the revision and when it was last written."""
    latest = procedure.latest()
    return f"{latest.number}@{latest.made_at.isoformat()}"


def edit_procedure(
    procedure: Procedure, *, record: ProcedureRecord, opened_on: str, act: Act, joined: Sequence[str] = ()
) -> Revision:
    """Save `record` as the procedure's draft; a published text is never changed, a new draft begins from it.

    `joined` are the fields in which it holds what others saved meanwhile (`reconciling.py`), for the record.
    Raises DraftChanged when the text is not the one the form was opened on, NothingChanged when nothing differs.
    """
    latest, draft = procedure.latest(), procedure.draft()
    if opened_on != draft_stamp(procedure):
        raise DraftChanged(by=latest.made_by)
    if record == latest.record:
        raise NothingChanged()
    if draft is not None:
        draft.rewrite(record, by=act.by, at=act.at)
    else:
        draft = procedure.add_revision(record, made_by=act.by, made_at=act.at, base=latest.number)
    facts = {"joined": list(joined)} if joined else {}
    procedure.__parent__.chain.append(act, "edited", code=procedure.code, revision=draft.number, **facts)
    return draft
