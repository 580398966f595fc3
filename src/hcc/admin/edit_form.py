"""The form in which a procedure is edited, on one text of it or between two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import colander
from pyramid.request import Request

from hcc.core.text import message
from hcc.procedures.names import AUDIENCE_NAMES
from hcc.procedures.operations.edit import draft_stamp
from hcc.procedures.reconciling import BothChanged, text_on
from hcc.procedures.record import ProcedureRecord
from hcc.procedures.resources import Procedure
from hcc.web.forms import Button, FieldLook, Form
from hcc.web.keeping import KEEP

from .contested import CHOOSE, add_choices, contested_names, undecided
from .procedure_text import values_of
from .schemas import ProcedureSchema


def edit_form(procedure: Procedure, request: Request, record: ProcedureRecord | None = None) -> Form:
    """The form on the newest text, or holding `record` instead of it."""
    return _form(procedure, request, {**values_of(record or procedure.latest().record), **_opened(procedure)})


def sent_form(procedure: Procedure, request: Request, controls: Sequence[tuple[str, Any]]) -> Form:
    """The form that was sent or kept, with the choices it asked for."""
    values = values_of(procedure.latest().record) | _opened(procedure)
    names = contested_names(_last(controls, "contested"))
    texts = text_on(procedure, _last(controls, "opened_on")), text_on(procedure, _last(controls, "seen")), None
    return _form(procedure, request, values, names, texts)


def contested_form(procedure: Procedure, request: Request, refusal: BothChanged) -> Form:
    """The form with what both wrote side by side, holding one's own text where the two differ."""
    merged = refusal.merged
    values = values_of(merged.mine) | {
        "opened_on": refusal.opened_on,
        "seen": refusal.seen,
        "contested": ",".join(merged.conflicts),
    }
    texts = text_on(procedure, refusal.opened_on), merged.theirs, merged.mine
    form = _form(procedure, request, values, merged.conflicts, texts)
    for name in merged.conflicts:
        one = form[f"{CHOOSE}{name}"]
        one.error = colander.Invalid(one.schema, undecided(name, request.localizer.translate))
    return form


@dataclass(frozen=True)
class Section:
    """One part of the form in its list of contents."""

    href: str
    title: str
    count: int | None = None
    """How many rows, lines or filled fields it has; None where nothing is counted."""
    faulty: bool = False


def sections(form: Form) -> list[Section]:
    """The parts of the form in their order, those of two texts to choose from included."""
    found = []
    for one in form.children:
        look = FieldLook(one)
        if not look.hidden:
            title = form.translate(one.title)
            found.append(Section(f"#{look.target}", title.partition(",")[0], _count(one, look), look.faulty))
    return found


def _count(one: Any, look: FieldLook) -> int | None:
    if isinstance(one.typ, colander.Sequence):
        return len(one.cstruct) if isinstance(one.cstruct, list | tuple) else 0
    if look.option("lines"):
        return sum(1 for line in str(one.cstruct or "").splitlines() if line.strip())
    return look.filled if look.option("folded") else None


def case_names(form: Form) -> list[str]:
    """The names of the cases in the form as it stands."""
    rows = form["cases"].cstruct
    names = [row.get("name") for row in rows if isinstance(row, dict)] if isinstance(rows, list | tuple) else []
    return list(dict.fromkeys(name for name in names if isinstance(name, str) and name.strip()))


def choices_in(typed: Mapping[str, Any]) -> dict[str, str]:
    """What was chosen, by field, "" where nothing was."""
    return {name.removeprefix(CHOOSE): value for name, value in typed.items() if name.startswith(CHOOSE)}


def _opened(procedure: Procedure) -> dict[str, str]:
    return {"opened_on": draft_stamp(procedure), "seen": "", "contested": ""}


def _last(controls: Sequence[tuple[str, Any]], name: str) -> str:
    found = [value for one, value in controls if one == name and isinstance(value, str)]
    return found[-1] if found else ""


_Texts = tuple[ProcedureRecord | None, ProcedureRecord | None, ProcedureRecord | None]


def _form(
    procedure: Procedure,
    request: Request,
    values: dict[str, Any],
    contested: Sequence[str] = (),
    texts: _Texts = (None, None, None),
) -> Form:
    record = procedure.latest().record
    schema = ProcedureSchema().bind(
        request=request,
        code=procedure.code,
        fields=_known(request.registry["hcc.fields"], [record.field]),
        audiences=[(audience.value, name) for audience, name in AUDIENCE_NAMES.items()],
        life_events=_known(request.registry["hcc.life_events"], record.life_events),
    )
    base, theirs, mine = texts
    by, say = request.name_of(procedure.latest().made_by), request.localizer.translate
    if contested and theirs is not None:
        add_choices(schema, contested, base=base, theirs=theirs, mine=mine, by=by, say=say)
    buttons = [
        Button("save", message("Save as draft"), icon="ok", key="Ctrl+Enter"),
        Button(KEEP, message("Keep what I typed, for later"), style="plain"),
    ]
    return Form(
        schema,
        request,
        buttons=buttons,
        buttons_outside=True,
        summary_outside=True,
        guard=False,
        anchored=True,
        appstruct=values,
    )


def _known(named: Mapping[str, Any], used: Sequence[str]) -> list[tuple[str, str]]:
    """Keys with their names, those included that a text uses though the list has them no longer."""
    return [*((key, one.name) for key, one in named.items()), *((key, key) for key in used if key not in named)]
