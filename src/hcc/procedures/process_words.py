"""What an internal process says on pages and papers."""

from collections.abc import Callable

from hcc.accounts.resources import AccountFolder
from hcc.core.roles import ROLE_NAMES, Role
from hcc.core.text import TranslationString, message

from .processes import ANY_UNIT, InternalProcess, ProcessStep, Stage, VersionState

STAGE_NAMES: dict[Stage, TranslationString] = {
    Stage.RECEIVE: message("Reception"),
    Stage.PROCESS: message("Handling, appraisal"),
    Stage.CONSULT: message("Asking for an opinion"),
    Stage.APPROVE: message("Decision and signature"),
    Stage.SEAL: message("Register and seal"),
    Stage.RETURN: message("Return of the result"),
}

VERSION_NAMES: dict[VersionState, TranslationString] = {
    VersionState.DRAFT: message("Draft"),
    VersionState.SCHEDULED: message("Scheduled"),
    VersionState.IN_FORCE: message("In force"),
    VersionState.SUPERSEDED: message("Replaced"),
}

OUTSIDE = message("Office outside the centre")

Say = Callable[[TranslationString], str]
"""Turns a message id into words of the reader's language."""


def hours_words(hours: float) -> TranslationString:
    if not hours:
        return message("no time set")
    return message("${hours} working hours", mapping={"hours": f"{hours:g}".replace(".", ",")})


def role_words(step: ProcessStep) -> TranslationString:
    return ROLE_NAMES[Role(step.role)] if step.role in set(Role) else OUTSIDE


def unit_words(step: ProcessStep, accounts: AccountFolder) -> str:
    """The name of the step's unit; empty where any unit may do it."""
    if step.unit == ANY_UNIT:
        return ""
    return next((unit.name for unit in accounts.units() if unit.number == step.unit), str(step.unit))


def who_words(step: ProcessStep, accounts: AccountFolder, say: Say) -> str:
    """Role and unit, and who stands in."""
    parts = [say(role_words(step)), unit_words(step, accounts)]
    if step.stand_in:
        parts.append(say(message("${name} stands in", mapping={"name": official_name(step.stand_in, accounts)})))
    return ", ".join(part for part in parts if part)


def passing_words(process: InternalProcess, here: ProcessStep, to: ProcessStep, unit: str) -> TranslationString:
    """What going on to the next step of handling is called; `unit` is the name of its unit."""
    facts = {"unit": unit, "place": process.place(to.key), "of": len(process.steps), "name": to.name}
    if unit and to.unit != here.unit:
        return message("Pass on to ${unit} – step ${place}/${of}", mapping=facts)
    return message("Go on with step ${place}/${of}: ${name}", mapping=facts)


def official_name(login: str, accounts: AccountFolder) -> str:
    official = accounts.get(login)
    return official.name if official is not None else login


def way_lines(process: InternalProcess, step: ProcessStep, say: Say) -> list[str]:
    """Where a step goes on, a line a way: "→ step 3: opinion needed"."""
    lines = []
    for way in step.ways:
        facts = {"place": process.place(way.to) or "?"}
        words = say(message("→ step ${place}", mapping=facts))
        lines.append(f"{words}: {way.when}" if way.when else words)
    return lines
