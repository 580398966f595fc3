"""The form of the counter: a dossier's own form with the procedure before it, drawn in panels."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import colander
from deform import Field
from deform.widget import CheckboxWidget, HiddenWidget
from pyramid.request import Request

from hcc.core.text import message
from hcc.dossiers.card_fields import READ, SCAN
from hcc.dossiers.operations.receive import LONGEST_PROMISE
from hcc.dossiers.prepare_form import prepare_schema, prepare_values
from hcc.dossiers.resources import Dossier
from hcc.dossiers.schemas import ProcedureWidget, scan
from hcc.web.forms import TOKEN_FIELD, Button, DigitsWidget, Form, read_controls
from hcc.web.once import KEY_FIELD

Controls = Sequence[tuple[str, Any]]
OF_THE_PROCEDURE = ("case", "verdicts", "notes", "promised_days")
"""What is asked about one procedure: another one asks anew."""
NOT_KEPT = frozenset({TOKEN_FIELD, KEY_FIELD, SCAN, "receive", "choose", READ, "give_up", "keep"})
_OF_FILES = re.compile(r"(paper|component|of_\d+|assign|detach)\Z")
"""Fields and buttons about the files that are sent beside the form."""


def counter_form(draft: Dossier, request: Request, *, seen: int | None, values: bool = True) -> Form:
    """The form for this draft, with what the draft says in it."""
    schema = prepare_schema(draft, organisations=True)
    schema.add_before("person", _line("procedure", message("Procedure"), 300, ProcedureWidget()))
    schema.add_before("procedure", scan())
    # Which procedure the papers below were listed for: another one makes them meaningless.
    schema.add(_line("papers_of", "", 40, HiddenWidget()))
    schema.add(_line("dossier", "", 80, HiddenWidget()))
    schema.add(_line("visit", "", 80, HiddenWidget()))
    schema.add(
        colander.SchemaNode(
            colander.Integer(),
            name="promised_days",
            title=message("Working days until the result"),
            widget=DigitsWidget(),
            validator=colander.Range(min=1, max=LONGEST_PROMISE),
            missing=None,
        )
    )
    schema.add(
        colander.SchemaNode(
            colander.Boolean(),
            name="again",
            title=message("The person hands it in once more all the same"),
            widget=CheckboxWidget(),
            missing=False,
        )
    )
    code = draft.record.code
    appstruct: dict[str, Any] = {"papers_of": code, "procedure": procedure_line(draft)}
    if values:
        appstruct |= prepare_values(draft, schema)
    if seen is not None:
        appstruct["seen"] = seen
    buttons = [
        Button("choose", message("Show papers, fee and due moment"), style="second"),
        Button("receive", message("Receive and print the receipt"), icon="print", key="Ctrl+Enter"),
    ]
    form = Form(
        schema.bind(request=request), request, buttons=buttons, buttons_outside=True, appstruct=appstruct, guard=False
    )
    for path, field in _walk(form, "counter"):
        # The papers are drawn anew while the rest stays: ids must not hang on how many fields stand before.
        field.oid = path
    return form


def procedure_line(draft: Dossier) -> str:
    """The procedure as it stands in its field: code and name."""
    return f"{draft.record.code} {draft.record.title}" if draft.record.code else ""


def _line(name: str, title: Any, limit: int, widget: Any) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(), name=name, title=title, widget=widget, validator=colander.Length(max=limit), missing=""
    )


def _walk(field: Field, path: str) -> Iterator[tuple[str, Field]]:
    yield path, field
    for child in field.children:
        yield from _walk(child, f"{path}-{child.name}")


def value_of(controls: Controls, name: str) -> str:
    """The first text sent under a name outside of every group; empty when there is none."""
    found = read_controls(controls).tree.get(name, "")
    return found if isinstance(found, str) else ""


def of_this_procedure(controls: Controls, code: str) -> list[tuple[str, Any]]:
    """What was typed, without the answers about the papers of another procedure."""
    controls = list(controls)
    if value_of(controls, "papers_of") == code:
        return controls
    kept, inside = [], 0
    for name, value in controls:
        opened = name == "__start__"
        if inside or (opened and str(value).partition(":")[0] in OF_THE_PROCEDURE):
            inside += opened - (name == "__end__")
        elif name not in (*OF_THE_PROCEDURE, "papers_of"):
            kept.append((name, value))
    return kept


def without_files(controls: Controls) -> list[tuple[str, Any]]:
    """The controls of the form itself."""
    return [(name, value) for name, value in controls if not _OF_FILES.match(name)]


def to_keep(controls: Controls) -> list[tuple[str, str]]:
    """What of a form is kept between two visits: what was typed, no token, no key and no code of a card."""
    typed = without_files(controls)
    return [(name, value) for name, value in typed if name not in NOT_KEPT and isinstance(value, str)]
