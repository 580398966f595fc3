"""Preparing: people and checklist are written down, also in part (NĐ 61/2018 art. 15-16).

A draft is saved as far as it goes. Refused is only what cannot be right; what is still missing is said when the
dossier is handed in.
"""

from collections.abc import Mapping
from dataclasses import replace

from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import clean_line, clean_text, message
from hcc.procedures.record import Audience

from ..checklist import BLOCKS, Finding, finding, findings
from ..people import Helper, Parties, Person
from ..people_rules import changed_fields, read_person
from ..resources import NOTE_LIMIT, Channel, Dossier, Verdict, reception_day
from .moving import check_standing, stay

FORM_NAMES = {"owner": "person.", "submitter": "submitter.submitter_", "proxy": "proxy.proxy_"}
"""What stands before the name of a field in the forms, where refusals point."""


class VerdictNotAllowed(Refusal):
    text = message("${paper} is mandatory, so it cannot be marked as not needed.")


class CaseUnknown(Refusal):
    field = "case"
    text = message("The procedure has no such case. Choose one of the list.")


class OrganisationNotServed(Refusal):
    field = "more.organisation"
    text = message("This procedure is for people only, not for organisations. Write the name of a person.")


class PeopleHandedIn(Refusal):
    """After reception the people are changed by a traced correction only."""

    text = message("The dossier was received: what is wrong about the people is corrected with a reason.")


def read_parties(dossier: Dossier, parties: Parties, complaints: list[Refusal], act: Act) -> Parties:
    """The people in their kept form; what cannot be right is added to `complaints`."""
    today, hamlets = reception_day(act.at), dossier.__parent__.hamlet_names
    if hamlets:  # the list may have changed since: what a dossier says already may stay
        people = (getattr(dossier.parties, role) for role in FORM_NAMES)
        hamlets = [*hamlets, *(person.hamlet for person in people if person is not None)]
    read = {
        role: read_person(person, complaints, where=where, today=today, hamlets=hamlets)
        for role, where in FORM_NAMES.items()
        if (person := getattr(parties, role)) is not None
    }
    if read["owner"].organisation and not serves_organisations(dossier):
        complaints.append(OrganisationNotServed())
    helper = parties.helper
    if helper is not None:
        helper = Helper(clean_line(helper.name), helper.login) if clean_line(helper.name) else None
    return replace(parties, **read, authorisation=clean_line(parties.authorisation)[:NOTE_LIMIT], helper=helper)


def serves_organisations(dossier: Dossier) -> bool:
    """Whether an organisation may be the owner: where the audience is not known, it may."""
    audiences = dossier.record.audiences
    return not audiences or bool({Audience.BUSINESS, Audience.ORGANISATION} & set(audiences))


def read_verdicts(
    dossier: Dossier, verdicts: Mapping[int, Finding | str | None], complaints: list[Refusal]
) -> dict[int, Finding]:
    """The checklist with these verdicts in it: an empty one takes what was found away, those not named stay."""
    components = dossier.record.components
    given = {index: found or None for index, found in verdicts.items() if 0 <= index < len(components)}
    kept = {index: found for index, found in dossier.verdicts.items() if index not in given}
    for index, found in findings({i: f for i, f in given.items() if f}).items():
        if found.verdict is Verdict.NOT_NEEDED and components[index].required:
            complaints.append(VerdictNotAllowed(paper=components[index].name))
        elif found.verdict is not Verdict.ATTACHED:
            noted = found.verdict in (*BLOCKS, Verdict.PAPER_LATER)
            note = clean_text(found.note)[:NOTE_LIMIT] if noted else ""
            kept[index] = finding(found.verdict, note, found.deadline if found.verdict is Verdict.PAPER_LATER else None)
    return dict(sorted(kept.items()))


def prepare(
    dossier: Dossier,
    *,
    person: Person | None = None,
    parties: Parties | None = None,
    verdicts: Mapping[int, Finding | str | None] | None = None,
    channel: str | None = None,
    case: str | None = None,
    seen: int | None = None,
    act: Act,
) -> bool:
    """Write down what is given and leave the rest as it is; answers whether anything changed.

    `person` is short for the owner among the people already there. Saving what is already there records nothing.
    """
    check_standing(dossier, "prepare", seen)
    complaints: list[Refusal] = []
    wanted = parties or (replace(dossier.parties, owner=person) if person is not None else dossier.parties)
    wanted = read_parties(dossier, wanted, complaints, act)
    found = read_verdicts(dossier, verdicts or {}, complaints)
    if case and case not in [one.name for one in dossier.record.cases]:
        complaints.append(CaseUnknown())
    changed = changed_fields(dossier.parties, wanted)
    moved = (channel not in (None, dossier.channel)) or (case not in (None, dossier.case))
    if (changed or moved) and dossier.received_at is not None:
        complaints.append(PeopleHandedIn())
    refuse_if(complaints)
    facts: dict = {"fields": sorted(changed)} if changed else {}
    if found != dossier.verdicts:
        facts["verdicts"] = {str(index): finding.verdict.value for index, finding in found.items()}
    if channel is not None and channel != dossier.channel:
        facts["channel"] = dossier.channel = Channel(channel).value
    if case is not None and case != dossier.case:
        facts["case"] = dossier.case = case
    if not facts:
        return False
    dossier.parties, dossier.verdicts = wanted, found
    stay(dossier, "prepare", act=act, **facts)
    return True
