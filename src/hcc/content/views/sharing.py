"""Who has which part in one page or folder: given, taken, and shown where it comes from."""

from dataclasses import dataclass
from typing import Any

import colander
from deform.widget import CheckboxChoiceWidget, CheckboxWidget, HiddenWidget
from pyramid.config import Configurator
from pyramid.request import Request

from hcc.accounts.resources import Official
from hcc.core.permissions import Permission
from hcc.core.roles import Role
from hcc.core.text import TranslationString, fold, message
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form, FormSchema

from ..kinds import kind_of
from ..operations.share import UnknownOfficial, share_item, stamp_of
from ..resources import ContentRoot, Item
from ..seeing import sees_everything, title_told
from ..sent_back import returned_count, told_returned
from ..sharing import PARTS, inherited_from, shared_with
from ..workflow import AUTHOR, READER, REVIEWER
from .places import FRONT, address, state_mark, view_address, within
from .undo import undo_notes

EVERYWHERE: dict[Role, tuple[str, ...]] = {
    Role.REVIEWER: (READER, AUTHOR, REVIEWER),
    Role.AUTHOR: (READER, AUTHOR),
    Role.AUDITOR: (READER,),
}
"""Parts that roles give on every page."""


@dataclass(frozen=True)
class Cell:
    """One part of one official."""

    value: str
    label: str
    given: str
    """Where it comes from beside being given here: a role or a folder; empty: from nowhere."""


@dataclass(frozen=True)
class Row:
    """One official of the table."""

    name: str
    job_title: str
    ended: bool
    cells: tuple[Cell, ...]


class SharingWidget(CheckboxChoiceWidget):
    """Officials by parts, a box each."""

    template = "sharing"
    unmarked = True
    rows: tuple[Row, ...] = ()
    columns: tuple[TranslationString, ...] = tuple(PARTS.values())


def _rows(item: Item, request: Request) -> tuple[Row, ...]:
    """Every official whose account is open, and whoever else has a part here."""
    above = {(one.login, one.part): title_told(one.source, request)[0] for one in inherited_from(item, item.inherits)}
    named = {*item.sharing, *(login for login, _ in above)}
    officials = [one for one in request.site.accounts.officials() if not one.disabled or one.login in named]
    return tuple(
        _row(one, above, request)
        for one in sorted(officials, key=lambda one: (one.disabled, fold(one.name), one.login))
    )


def _row(official: Official, above: dict[tuple[str, str], str], request: Request) -> Row:
    say = request.localizer.translate

    def given(part: str) -> str:
        if (source := above.get((official.login, part))) is not None:
            return say(message("from “${folder}”", mapping={"folder": source}))
        by_role = any(part in EVERYWHERE.get(role, ()) for role in official.roles)
        return say(message("by role, everywhere")) if by_role and not official.disabled else ""

    cells = tuple(
        Cell(f"{official.login} {part}", f"{official.name}: {say(words)}", given(part)) for part, words in PARTS.items()
    )
    return Row(official.name, official.job_title, official.disabled, cells)


def _form(item: Item, request: Request) -> Form:
    rows = _rows(item, request)
    widget = SharingWidget(values=[(cell.value, cell.label) for row in rows for cell in row.cells])
    widget.rows = rows
    values: dict[str, Any] = {"seen": stamp_of(item)}
    schema = FormSchema()
    schema.add(
        colander.SchemaNode(
            colander.Set(),
            name="parts",
            title=message("Who does what here and below"),
            widget=widget,
            missing=(),
        )
    )
    if next(item.above(), None) is not None:
        values["inherits"] = item.inherits
        schema.add(
            colander.SchemaNode(
                colander.Boolean(),
                name="inherits",
                title=message("From the folders above"),
                widget=CheckboxWidget(label=message("What was shared in the folders above holds here too")),
                missing=False,
            )
        )
    schema.add(colander.SchemaNode(colander.String(), name="seen", widget=HiddenWidget(), missing=""))
    values["parts"] = {f"{login} {part}" for login, parts in item.sharing.items() for part in parts}
    return Form(
        schema.bind(request=request),
        request,
        buttons=[Button("save", message("Save"), icon="tick", key="Ctrl+Enter")],
        buttons_outside=True,
        appstruct=values,
    )


def _page(item: Item, request: Request) -> dict:
    title = message("Sharing of ${title}", mapping={"title": item.title})
    return within(item, request, title, "sharing", undo=undo_notes(item, request))


def show_sharing(context: Item, request: Request) -> dict:
    return show_form(_form(context, request), _page(context, request))


def do_share(context: Item, request: Request):
    """Save who has which part; whoever takes her own away is led to where she may still be."""

    def do(typed: dict[str, Any]) -> str:
        sharing: dict[str, tuple[str, ...]] = {}
        for one in typed["parts"]:
            login, _, part = one.partition(" ")
            if part not in PARTS:
                raise UnknownOfficial(login=one[:40])
            sharing[login] = (*sharing.get(login, ()), part)
        inherits = typed.get("inherits", context.inherits)
        share_item(
            context,
            sharing=sharing,
            inherits=inherits,
            seen=typed["seen"],
            act=request.act,
            accounts=request.site.accounts,
        )
        request.flash(message("Saved."))
        if not request.has_permission(Permission.CONTENT_VIEW, context):
            may_list = request.has_permission(Permission.CONTENT_SHARED, context.root)
            return view_address(request, context.root, "shared") if may_list else "/ban-lam-viec"
        return address(request, context)

    return act_on_form(request, _form(context, request), lambda: _page(context, request), do)


def show_shared(context: ContentRoot, request: Request) -> dict:
    """Pages and folders that are shared with whoever asks by name."""
    say = request.localizer.translate
    rows = [
        (
            item.title,
            address(request, item),
            say(kind_of(request, item).label),
            state_mark(item, request),
            ", ".join(say(PARTS[part]) for part in item.sharing[request.official.login]),
        )
        for item in shared_with(context, request.official.login)
    ]
    title = message("Shared with you")
    rows.sort(key=lambda row: fold(row[0]))
    return {"title": title, "section": "shared", "back": FRONT, "rows": rows, **told_returned(request)}


def _returned_here(request: Request) -> int:
    """What was sent back to whoever works here by a part that was shared; all others are told beside all pages."""
    return 0 if sees_everything(request) else returned_count(request)


def includeme(config: Configurator) -> None:
    view = {
        "context": Item,
        "name": "sharing",
        "permission": Permission.CONTENT_SHARE,
        "renderer": "hcc:templates/content/sharing.pt",
    }
    config.add_view(show_sharing, request_method="GET", **view)
    config.add_view(do_share, request_method="POST", once=True, **view)
    config.add_view(
        show_shared,
        context=ContentRoot,
        name="shared",
        permission=Permission.CONTENT_SHARED,
        request_method="GET",
        renderer="hcc:templates/content/shared.pt",
    )
    config.add_place(
        "shared",
        message("Shared with you"),
        icon="swap",
        path="/noi-dung/shared",
        context="/noi-dung",
        permission=Permission.CONTENT_SHARED,
        order=82,
        count=_returned_here,
    )
