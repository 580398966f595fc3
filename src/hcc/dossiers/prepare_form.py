"""The form of a draft: the people, the channel, the case, and what was found of each paper."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import colander
from deform.widget import MappingWidget

from hcc.core.text import TranslationString, message
from hcc.web.forms import DigitsWidget, PhoneWidget, StrictSchema

from .channels import Channel
from .checklist import Finding, Verdict
from .operations.prepare import serves_organisations
from .people import Gender, Helper, IdKind, Parties, Person
from .people_rules import SELDOM
from .resources import NOTE_LIMIT, Dossier
from .schemas import (
    ANSWERS,
    NAME_LIMIT,
    NOT_SAID,
    NOTED,
    TWOS,
    FoldedWidget,
    ReasonSchema,
    SeenSchema,
    choice,
    day,
    hamlet,
    line,
    tick,
)

VERDICT_NAMES = {
    Verdict.PASSED: message("Handed in, right"),
    Verdict.MISSING: message("Missing"),
    Verdict.WRONG: message("Wrong"),
    Verdict.FROM_DATABASE: message("Taken from a state database"),
    Verdict.SEEN_ON_VNEID: message("Seen on VNeID"),
    Verdict.COMPARED: message("Compared with the original"),
    Verdict.PAPER_LATER: message("Handed in on paper, digitised later"),
    Verdict.NOT_NEEDED: message("Not needed in this case"),
    Verdict.ATTACHED: message("Scan attached"),
}
CHANNEL_NAMES = {
    Channel.COUNTER: message("At the counter"),
    Channel.ONLINE: message("Online, from home"),
    Channel.ONLINE_HELPED: message("Online at the centre, with help"),
    Channel.POST: message("By post"),
}
ID_KIND_NAMES = {
    IdKind.CARD: message("Identity card"),
    IdKind.ELECTRONIC: message("Electronic identity on VNeID"),
    IdKind.OLD_CARD: message("Old identity card of 9 digits"),
    IdKind.PASSPORT: message("Passport"),
    IdKind.NOTIFICATION: message("Notice of the personal number, or birth certificate"),
}
GENDER_NAMES = {Gender.MALE: message("Male"), Gender.FEMALE: message("Female")}


def _person_schema(dossier: Dossier) -> StrictSchema:
    """Whose dossier it is: what every dossier asks."""
    schema = StrictSchema(name="person", title=message("The person"), widget=MappingWidget(css_class=TWOS))
    schema.add(line(message("Full name"), NAME_LIMIT, name="name", asked=True))
    schema.add(
        line(
            message("Citizen number"),
            40,
            name="citizen_number",
            description=message("12 digits, as on the card"),
            widget=DigitsWidget(),
            asked=True,
        )
    )
    schema.add(
        line(
            message("Date of birth"),
            20,
            name="birth",
            description=message("Day/month/year, or the year alone"),
            asked=True,
        )
    )
    schema.add(choice(message("Gender"), GENDER_NAMES, NOT_SAID, name="gender"))
    schema.add(line(message("Phone"), 40, name="phone", widget=PhoneWidget(), asked=True))
    schema.add(tick(message("Has no phone"), name="no_phone"))
    schema.add(hamlet(dossier.__parent__, dossier.person.hamlet))
    schema.add(line(message("Where the person lives now"), 200, name="address", asked=True))
    return schema


_PERSON = ("name", "citizen_number", "birth", "gender", "phone", "no_phone", "hamlet", "address")


def _more_schema(dossier: Dossier, *, organisations: bool) -> StrictSchema:
    """The rest about the owner, seldom needed."""
    schema = StrictSchema(name="more", title=message("More about the person"), widget=FoldedWidget())
    schema.add(line(message("Reached through"), NAME_LIMIT, name="contact_name"))
    schema.add(line(message("Phone of that person"), 40, name="contact_phone", widget=PhoneWidget()))
    schema.add(line(message("E-mail"), 120, name="email"))
    schema.add(choice(message("Identity paper"), ID_KIND_NAMES, NOT_SAID, name="id_kind"))
    schema.add(day(message("Issued on"), name="id_issued"))
    schema.add(day(message("Valid until"), name="id_expires"))
    schema.add(line(message("Old identity card number"), 20, name="old_number", widget=DigitsWidget()))
    schema.add(line(message("Passport number"), 30, name="passport"))
    schema.add(line(message("Commune before the mergers"), NAME_LIMIT, name="old_commune"))
    if organisations or serves_organisations(dossier):
        schema.add(tick(message("It is an organisation, the name is its name"), name="organisation"))
        schema.add(line(message("Tax number"), 20, name="tax_number"))
    return schema


_OTHERS = ("name", "citizen_number", "phone", "address")


def _others(role: str, title: TranslationString) -> StrictSchema:
    """Somebody else at the counter: `role` is submitter or proxy."""
    schema = StrictSchema(name=role, title=title, widget=FoldedWidget())
    schema.add(line(message("Full name"), NAME_LIMIT, name=f"{role}_name"))
    schema.add(line(message("Citizen number"), 40, name=f"{role}_citizen_number", widget=DigitsWidget()))
    schema.add(line(message("Phone"), 40, name=f"{role}_phone", widget=PhoneWidget()))
    schema.add(line(message("Address"), 200, name=f"{role}_address"))
    if role == "proxy":
        schema.add(
            line(
                message("Paper of authorisation"),
                200,
                name="authorisation",
                description=message("Kind, number and date, or “power of attorney certified on …”"),
            )
        )
    return schema


def _verdicts_schema(dossier: Dossier) -> StrictSchema:
    schema = StrictSchema(
        name="verdicts", title=message("Papers of the dossier"), widget=MappingWidget(css_class=ANSWERS)
    )
    for index, component in dossier.components():
        offered = {v: name for v, name in VERDICT_NAMES.items() if v is not Verdict.ATTACHED}
        if component.required:
            del offered[Verdict.NOT_NEEDED]
        attached = dossier.component_verdict(index) is Verdict.ATTACHED
        nothing = VERDICT_NAMES[Verdict.ATTACHED] if attached else message("Not looked at yet")
        schema.add(choice(component.name, offered, nothing, name=f"c{index}", description=component.note))
    return schema


def _notes_schema(dossier: Dossier) -> StrictSchema:
    schema = StrictSchema(
        name="notes", title=message("What is wrong, and papers digitised later"), widget=FoldedWidget(css_class=NOTED)
    )
    for index, component in dossier.components():
        schema.add(line(component.name, NOTE_LIMIT, name=f"c{index}_note"))
        schema.add(day(message("Digitised until"), name=f"c{index}_until"))
    return schema


def _add_people(schema: SeenSchema, dossier: Dossier, *, organisations: bool = False) -> None:
    schema.add(_person_schema(dossier))
    schema.add(_more_schema(dossier, organisations=organisations))
    schema.add(_others("submitter", message("Somebody else hands it in")))
    schema.add(_others("proxy", message("Authorised by the owner")))
    schema.add(line(message("Who helped"), NAME_LIMIT, name="helper", asked=True))


def correct_schema(dossier: Dossier) -> SeenSchema:
    """The people of a received dossier, and why something about them is corrected."""
    schema = ReasonSchema()
    _add_people(schema, dossier)
    return schema


def prepare_schema(dossier: Dossier, *, organisations: bool = False) -> SeenSchema:
    """Everything about a draft; after reception the papers alone, since people are corrected with a reason.

    With `organisations` it asks for those too where the procedure serves people only: for a form that stays while
    another procedure is chosen in it.
    """
    schema = SeenSchema()
    if dossier.received_at is None:
        _add_people(schema, dossier, organisations=organisations)
        schema.add(
            choice(message("How it is handed in"), CHANNEL_NAMES, CHANNEL_NAMES[Channel.COUNTER], name="channel")
        )
        if dossier.record.cases:
            cases = {case.name: case.name for case in dossier.record.cases}
            nothing = message("Not chosen yet") if dossier.needs_case else message("The ordinary case")
            schema.add(choice(message("Case"), cases, nothing, name="case"))
    if dossier.record.components:
        schema.add(_verdicts_schema(dossier))
        schema.add(_notes_schema(dossier))
    return schema


def prepare_values(dossier: Dossier, schema: SeenSchema) -> dict[str, Any]:
    """What stands in the form of this schema when it is opened."""
    owner, parties = dossier.person, dossier.parties
    values: dict[str, Any] = {
        "person": {name: getattr(owner, name) for name in _PERSON},
        "more": {name: value for name in SELDOM if (value := getattr(owner, name)) is not None},
        "helper": parties.helper.name if parties.helper else "",
        "channel": "" if dossier.channel == Channel.COUNTER else dossier.channel,
        "case": dossier.case,
        "verdicts": {f"c{index}": found.verdict.value for index, found in dossier.verdicts.items()},
        "notes": {},
    }
    for role in ("submitter", "proxy"):
        other = getattr(parties, role) or Person()
        values[role] = {f"{role}_{name}": getattr(other, name) for name in _OTHERS}
    values["proxy"]["authorisation"] = parties.authorisation
    for index, found in dossier.verdicts.items():
        values["notes"][f"c{index}_note"] = found.note
        if found.deadline is not None:
            values["notes"][f"c{index}_until"] = found.deadline
    return _asked(schema, values)


def _asked(schema: colander.SchemaNode, values: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the values that the schema asks for."""
    asked = {child.name: child for child in schema.children}
    return {
        name: _asked(asked[name], value) if isinstance(value, Mapping) else value
        for name, value in values.items()
        if name in asked
    }


def prepared(dossier: Dossier, typed: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, as the arguments of `prepare`; what the form did not ask stays as it is."""
    given: dict[str, Any] = {"verdicts": _typed_verdicts(typed.get("verdicts", {}), typed.get("notes", {}))}
    if "person" not in typed:
        return given
    given["parties"] = typed_parties(dossier, typed)
    given["channel"] = typed.get("channel") or Channel.COUNTER.value
    given["case"] = typed.get("case", dossier.case)
    return given


def typed_parties(dossier: Dossier, typed: Mapping[str, Any]) -> Parties:
    """The people as they were typed."""
    parties = dossier.parties
    owner = replace(parties.owner, **typed["person"], **typed.get("more", {}))
    others = {role: _typed_other(getattr(parties, role), role, typed.get(role, {})) for role in ("submitter", "proxy")}
    return Parties(
        owner=owner,
        **others,
        authorisation=typed.get("proxy", {}).get("authorisation", ""),
        helper=_typed_helper(parties.helper, typed.get("helper", "")),
    )


def _typed_other(known: Person | None, role: str, typed: Mapping[str, Any]) -> Person | None:
    values = {name: typed.get(f"{role}_{name}", "") for name in _OTHERS}
    return replace(known or Person(), **values) if any(values.values()) else None


def _typed_helper(known: Helper | None, name: str) -> Helper | None:
    if known is not None and known.name == name:
        return known
    return Helper(name) if name else None


def _typed_verdicts(verdicts: Mapping[str, Any], notes: Mapping[str, Any]) -> dict[int, Finding | None]:
    found: dict[int, Finding | None] = {}
    for name, verdict in verdicts.items():
        note, until = notes.get(f"{name}_note", ""), notes.get(f"{name}_until")
        found[int(name[1:])] = Finding(Verdict(verdict), note or "", until) if verdict else None
    return found
