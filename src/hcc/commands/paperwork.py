"""hcc settings and hcc workflows: docs/settings.md and docs/workflows.md, printed from what the program goes by."""

from collections.abc import Iterable, Iterator
from dataclasses import MISSING, Field, fields

from hcc.certifications.workflow import WORKFLOW as CERTIFICATIONS
from hcc.content import workflow as content_workflow
from hcc.content.workflow import CONTENT
from hcc.core.acl import ASSIGNED, CONSULTED, HELPING
from hcc.core.permissions import Permission
from hcc.core.roles import ROLE_NAMES, Role
from hcc.core.workflow import State, Workflow
from hcc.dossiers.process_rights import OF_THE_UNIT
from hcc.dossiers.process_way import STAGES
from hcc.dossiers.workflow import SEALING
from hcc.dossiers.workflow import WORKFLOW as DOSSIERS
from hcc.procedures.process_words import STAGE_NAMES
from hcc.procedures.processes import FOLLOWS, STAGE_ROLES, Stage
from hcc.settings import PREFIX, Settings

SETTINGS_HEAD = """\
# Settings

Printed by `hcc settings` from `src/hcc/settings.py`; a test keeps this page equal to it. Settings stand in the
`[app:main]` section of the ini file. An unknown name or a bad value stops the start-up and names itself. In the
environment, `PORT` sets the port of `hcc.listen` and `VAR` the folder `hcc.var`.
"""
WORKFLOWS_HEAD = """\
# Who may do what, and where it leads

Printed by `hcc workflows` from the tables in `src/hcc/dossiers/workflow.py`, `src/hcc/certifications/workflow.py` and
`src/hcc/content/workflow.py`; a test keeps this page equal to them. Access is worked out from the same tables: to
change one is to change the other. What is not said here is not allowed. Of two headings with one state in code, the
second holds while what it says is so (decision 14).
"""


def settings_page() -> str:
    """docs/settings.md."""
    sections = [f"## {PREFIX}{spec.name}\n\n{spec.metadata['doc']}\n\n{_kind(spec)}\n" for spec in fields(Settings)]
    return "\n".join([SETTINGS_HEAD, *sections])


def _kind(spec: Field) -> str:
    kind = {int: "whole number", bool: "true or false"}.get(spec.type, "text")  # type: ignore[arg-type]
    if spec.default is MISSING:
        return f"A {kind}; must be given."
    if spec.default == "":
        return f"A {kind}; empty by default."
    if choices := spec.metadata["choices"]:
        kind = " or ".join(f"`{choice}`" for choice in choices)
        return f"{kind}; by default `{spec.default}`."
    shown = str(spec.default).lower() if spec.type is bool else spec.default
    return f"A {kind}; by default `{shown}`."


def workflows_page() -> str:
    """docs/workflows.md."""
    dossiers = _table("Dossiers", DOSSIERS)
    certifications = _table("Certification numbers", CERTIFICATIONS)
    return "\n".join([WORKFLOWS_HEAD, *dossiers, *certifications, PAGES_HEAD, *_states(CONTENT), *_processes()])


PAGES_HEAD = """\
## Pages of the centre

What is published stands before everybody from its first day to its last, while every folder above it does too
(decision 30). A page begins as *Being written*. Who has a part in a page or folder has it in all below, unless sharing
stops there.
"""


PROCESSES_HEAD = """\
## Steps of internal processes

What a procedure's own process may be made of (decision 27, `src/hcc/procedures/processes.py`). It only narrows the
table above: at a step of one unit, the acts named here are those of officials of that unit.
"""


def _processes() -> Iterator[str]:
    states = {stage: state for state, stage in STAGES.items()} | {Stage.SEAL: SEALING}
    yield PROCESSES_HEAD
    for stage in Stage:
        yield f"### {STAGE_NAMES[stage]}\n"
        yield f"In code: `{stage}`. The dossier is in `{states[stage]}`.\n"
        yield f"- Done by {' or '.join(f'`{role}`' for role in STAGE_ROLES[stage])}."
        after = " or ".join(f"*{STAGE_NAMES[one]}*" for one in FOLLOWS[stage])
        yield f"- It goes on with {after}." if after else "- The process ends with it."
        own = OF_THE_UNIT.get(states[stage], {})
        yield from (f"- Of {ROLE_NAMES[role]} (`{role}`) only the unit may {_acts(may)}." for role, may in own.items())
        yield ""


def _table(title: str, workflow: Workflow) -> Iterator[str]:
    yield f"## {title}\n"
    yield f"It begins as *{workflow.states[workflow.initial].label}*.\n"
    yield from _states(workflow)


def _states(workflow: Workflow) -> Iterator[str]:
    for name in workflow.states:
        for state in workflow.standings(name):
            yield f"### {state.label}\n"
            yield _standing(state, workflow) + "\n"
            yield from (f"- {_who(role)} may {_acts(may)}." for role, may in state.grants.items())
            given = {permission for may in state.grants.values() for permission in may}
            for step in workflow.acts_from(name):
                if step.permission in given:
                    labels = [f"*{workflow.states[target].label}*" for target in step.targets]
                    yield f"- To **{step.act.replace('_', ' ')}** makes it {' or '.join(labels)}."
            yield ""


def _standing(state: State, workflow: Workflow) -> str:
    parts = [f"In code: `{state.name}`."]
    if state.official_code is not None:
        parts.append(f"National state code {state.official_code}.")
    if state.final and not workflow.acts_from(state.name):
        parts.append("Nothing follows.")
    return " ".join(parts)


_NAMED = {
    ASSIGNED: "The official who handles it",
    HELPING: "An official who helps the person with it",
    CONSULTED: "An official whose opinion is asked for",
    content_workflow.READER: "Whoever may read this page or folder",
    content_workflow.AUTHOR: "Whoever may write in this page or folder",
    content_workflow.REVIEWER: "Whoever may review this page or folder",
}


def _who(role: Role | str) -> str:
    return _NAMED.get(role) or f"{ROLE_NAMES[Role(role)]} (`{role}`)"


def _acts(permissions: Iterable[Permission]) -> str:
    spoken = [_spoken(permission) for permission in permissions]
    return spoken[0] if len(spoken) == 1 else f"{', '.join(spoken[:-1])} and {spoken[-1]}"


def _spoken(permission: Permission) -> str:
    verb = permission.partition(":")[2].replace("_", " ")
    return f"see the {verb}" if verb == "history" else verb


def print_settings(args, settings: Settings) -> None:
    print(settings_page(), end="")


def print_workflows(args, settings: Settings) -> None:
    print(workflows_page(), end="")


def add_commands(commands) -> None:
    command = commands.add_parser("settings", help="print docs/settings.md: every setting with its default")
    command.set_defaults(run=print_settings)
    command = commands.add_parser("workflows", help="print docs/workflows.md: who may do what in each state")
    command.set_defaults(run=print_workflows)
