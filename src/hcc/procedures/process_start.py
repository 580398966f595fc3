"""The process a form begins with where the office has none yet: what most communes do (NĐ 61/2018 art. 17 to 20)."""

from hcc.core.roles import Role
from hcc.core.text import message

from .process_words import Say
from .processes import InternalProcess, ProcessStep, Stage, Way

_USUAL = (
    (Stage.RECEIVE, Role.RECEIVER, message("Take the dossier in, check it, hand it on"), 2),
    (Stage.PROCESS, Role.HANDLER, message("Appraise the dossier, draft the result"), 12),
    (Stage.APPROVE, Role.APPROVER, message("Look through the result and sign it"), 6),
    (Stage.SEAL, Role.CLERK, message("Enter it in the register, seal it, hand it to the counter"), 2),
    (Stage.RETURN, Role.RETURNER, message("Return the result to the person"), 0),
)


def usual_process(say: Say, *, clerk: bool) -> InternalProcess:
    """Reception, handling, signature, the clerk's register where the office has one, and return."""
    kept = [row for row in _USUAL if clerk or row[0] is not Stage.SEAL]
    steps = [
        ProcessStep(key, say(name), stage, role.value, hours=hours, ways=(Way(key + 1),) if key < len(kept) else ())
        for key, (stage, role, name, hours) in enumerate(kept, 1)
    ]
    return InternalProcess(tuple(steps))
