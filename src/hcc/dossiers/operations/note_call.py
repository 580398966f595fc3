"""A call to the person while the office waits for her: to bring papers, to pay, or to fetch the result."""

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import clean_line, clean_text, message

from ..course import Call
from ..resources import NOTE_LIMIT, Dossier
from .moving import check_standing, stay

NAME_LIMIT = 120


class CalledMissing(Refusal):
    field = "to"
    text = message("Write who was called: the person, or whoever answers for her.")


def note_call(dossier: Dossier, *, to: str, reached: bool, note: str = "", seen: int | None = None, act: Act) -> Call:
    """Write one call down: who was called, whether somebody answered, what was said.

    That she was told of a result by whatever means is `announce_result`; a call may be one of many before that.
    """
    to = clean_line(to)[:NAME_LIMIT]
    if not to:
        raise CalledMissing()
    check_standing(dossier, "note_call", seen)
    call = Call(act.at, act.by, to, bool(reached), clean_text(note)[:NOTE_LIMIT])
    dossier.calls = (*dossier.calls, call)
    stay(dossier, "note_call", act=act, reached=call.reached)
    return call
