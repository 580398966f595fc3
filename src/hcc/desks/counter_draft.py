"""A dossier as it would be, for the counter's page: reckoned with while it is typed, never stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pyramid.request import Request

from hcc.core.deadlines import Due, policy_of
from hcc.core.permissions import Permission
from hcc.core.text import clean_line
from hcc.dossiers.channels import Channel
from hcc.dossiers.checklist import Finding, Verdict
from hcc.dossiers.due import due_for
from hcc.dossiers.operations.begin import of_no_procedure
from hcc.dossiers.people import Parties, Person
from hcc.dossiers.people_rules import read_person
from hcc.dossiers.resources import Dossier, DossierFolder
from hcc.dossiers.workflow import WORKFLOW
from hcc.dossiers.worklist import Row
from hcc.procedures.resources import Revision

SHOWN = 6
"""Earlier dossiers of the person that are shown."""


def draft_of(
    folder: DossierFolder, origin: Dossier | None, begun: Dossier | None, revision: Revision | None, now: datetime
) -> Dossier:
    """A dossier that belongs to no database: like `origin`, or new under `revision`, or of no procedure yet.

    The papers of one that was `begun` count while it stays with the procedure they were sent for.
    """
    under = origin.revision if origin else revision or of_no_procedure(now)
    draft = Dossier(id=0, token="", secret="", revision=under, created_at=now)
    draft.__parent__ = folder
    if begun is not None and begun.revision is revision:
        draft.papers = begun.papers
    if origin is not None:
        draft.id, draft.state, draft.papers = origin.id, origin.state, origin.papers
        draft.parties, draft.verdicts = origin.parties, dict(origin.verdicts)
        draft.channel, draft.case = origin.channel, origin.case
    return draft


def write_typed(draft: Dossier, typed: Mapping[str, Any]) -> None:
    """Put what was typed into the draft as far as it can be understood; the rest is left as it was."""
    person = _mapping(typed.get("person"))
    known = ("name", "citizen_number", "birth")
    given: dict[str, Any] = {
        name: clean_line(person[name])[:200] for name in known if isinstance(person.get(name), str)
    }
    if given:
        given["citizen_number"] = "".join(c for c in given.get("citizen_number", "") if c.isdecimal())
        owner = read_person(Person(**given), [], today=draft.created_at.date(), hamlets=[])
        draft.parties = Parties(owner=owner)
    if typed.get("channel") in set(Channel):
        draft.channel = str(typed["channel"])
    if typed.get("case") in {case.name for case in draft.record.cases}:
        draft.case = str(typed["case"])
    verdicts, notes = _mapping(typed.get("verdicts")), _mapping(typed.get("notes"))
    for index, _ in enumerate(draft.record.components):
        value = verdicts.get(f"c{index}")
        if value in set(Verdict):
            note = notes.get(f"c{index}_note", "")
            draft.verdicts[index] = Finding(Verdict(value), note if isinstance(note, str) else "")
        elif value == "":
            draft.verdicts.pop(index, None)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


@dataclass(frozen=True)
class EarlierDossier:
    """A dossier the person already has. `doubled`: of the same procedure, and not finished."""

    row: Row
    state: Any
    doubled: bool


def earlier_dossiers(draft: Dossier, request: Request) -> list[EarlierDossier]:
    """What this person handed in before, as far as this official may see it; doubles first."""
    folder, found = request.site.dossiers, []
    for row in folder.dossiers_of(draft.person):
        state = WORKFLOW.states[row.state]
        dossier = folder.get_by_token(row.token)
        if row.id == draft.id or not request.has_permission(Permission.DOSSIER_VIEW, dossier):
            continue
        found.append(EarlierDossier(row, state.label, row.procedure == draft.record.code and not state.final))
    return sorted(found, key=lambda one: not one.doubled)[:SHOWN]


def has_double(draft: Dossier, request: Request) -> bool:
    """Whether an unfinished dossier of the same person and procedure is there, also where she may not read it."""
    rows = request.site.dossiers.dossiers_of(draft.person)
    return any(
        row.id != draft.id and row.procedure == draft.record.code and not WORKFLOW.states[row.state].final
        for row in rows
    )


def due_of(draft: Dossier, request: Request, promised_days: int | None = None) -> Due | None:
    """When the result would be due if the draft were received now."""
    return due_for(
        draft,
        at=request.now,
        calendar=request.site.calendar,
        promised_days=promised_days,
        policy=policy_of(request.office),
    )
