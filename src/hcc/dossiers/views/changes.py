"""What others did to a dossier since a form was opened: field by field, beside what stands in the form."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import colander
from pyramid.request import Request

from hcc.core.evidence import Record
from hcc.core.kept_forms import Controls
from hcc.core.moments import short_moment
from hcc.core.text import TranslationString, message
from hcc.web.forms import DayMonthYear, Form, read_controls

from ..prepare_form import correct_schema
from ..resources import Dossier
from .buttons import RECORDED

Path = tuple[colander.SchemaNode, ...]
Say = Callable[[str], str]
_OWNER = ("person", "more")
_OF_PAPERS = frozenset(("request_supplement", "attach", "detach", "arrange", "assign_paper"))
"""Acts that change what was found of a paper without saying so field by field."""


@dataclass(frozen=True)
class FieldChange:
    """One field: what the dossier says now, and what stands in the form."""

    label: str
    now: str
    typed: str
    theirs: bool
    """Whether somebody else wrote what it says now after the form was opened."""


@dataclass(frozen=True)
class Change:
    """One act of somebody else since the form was opened."""

    who: str
    at: str
    what: TranslationString | str


@dataclass(frozen=True)
class Changes:
    acts: list[Change]
    fields: list[FieldChange]
    """Fields whose two texts differ, those somebody else wrote first."""


def changes_since(
    dossier: Dossier,
    seen: int,
    *,
    schema: colander.SchemaNode,
    values: Mapping[str, Any],
    typed: Mapping[str, Any],
    request: Request,
) -> Changes | None:
    """What differs since the act number `seen`; None when nothing was done since.

    `schema` is that of the form, bound; `values` are what the form would be opened with now, and `typed` is what stands
    in it, as it was sent, nested. A field she alone filled in is no difference.
    """
    records = [record for record in dossier.chain.latest() if record.sequence > seen]
    if not records:
        return None
    acts = [
        Change(request.doer(r), short_moment(r.at, request.locale_name), RECORDED.get(r.what, r.what))
        for r in reversed(records)
    ]
    say = request.localizer.translate
    written = frozenset(name for record in records for name in _written(record))
    fields = [
        FieldChange(_label(path, say), _said(path[-1], now, say), _said(path[-1], mine, say), theirs)
        for path, now, mine in _leaves((schema,), schema.serialize(dict(values)), typed)
        for theirs in [_kept_as(path) in written]
        if _plain(now) != _plain(mine) and (now or theirs)
    ]
    return Changes(acts, sorted(fields, key=lambda one: not one.theirs))


def changes_of(
    dossier: Dossier, request: Request, *, form: Form, values: Mapping[str, Any], controls: Controls | None = None
) -> Changes | None:
    """The same for a form that was just sent, before it is read, or for the kept `controls` of one."""
    if controls is None:
        if request.method != "POST":
            return None
        controls = list(request.POST.items())
    typed = read_controls(controls).tree
    seen = typed.get("seen", "")
    if not (isinstance(seen, str) and seen.isascii() and seen.isdecimal() and len(seen) < 9):
        return None
    given = {name: value for name, value in values.items() if value is not None}
    return changes_since(dossier, int(seen), schema=form.schema, values=given, typed=typed, request=request)


def corrected_lines(dossier: Dossier, changed: Mapping[str, Any], say: Say) -> Iterator[str]:
    """What a correction wrote instead of what, a line a field; `changed` as the record keeps it."""
    fields = {_kept_as(path): path for path, _, _ in _leaves((correct_schema(dossier),), None, None)}
    for name, values in changed.items():
        path = fields.get(name)
        old, new = (_written_out(path[-1] if path else None, value, say) for value in values)
        yield f"{_label(path, say)}: {old} → {new}" if path else f"{old} → {new}"


def _written_out(node: colander.SchemaNode | None, value: Any, say: Say) -> str:
    if value is True:
        return say(message("yes"))
    if node is not None and isinstance(node.typ, DayMonthYear) and value:
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    return (_said(node, str(value), say) if node is not None else str(value)) if value else "–"


def _leaves(path: Path, now: Any, typed: Any) -> Iterator[tuple[Path, str, str]]:
    """Every field a person fills in, with both its texts."""
    for child in path[-1].children:
        value, mine = _part(now, child.name), _part(typed, child.name)
        if isinstance(child.typ, colander.Mapping):
            yield from _leaves((*path, child), value, mine)
        elif child.title and not getattr(child.widget, "hidden", False):
            yield (*path, child), _text(value), _text(mine)


def _part(values: Any, name: str) -> Any:
    return values.get(name) if isinstance(values, Mapping) else None


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) and value != "false" else ""


def _plain(value: str) -> str:
    return "".join(value.split()).casefold()


def _label(path: Path, say: Say) -> str:
    """The field's own label; that of its group before it, where the group is about somebody or something else."""
    group, one = path[-2], path[-1]
    title = say(one.title)
    return title if len(path) < 3 or group.name in (*_OWNER, "verdicts") else f"{say(group.title)}: {title}"


def _said(node: colander.SchemaNode, value: str, say: Say) -> str:
    """What a value is called in its field."""
    if node.widget is not None and value == "true":
        return say(node.title)
    names = dict(getattr(node.widget, "values", ()) or ())
    return say(names[value]) if value in names else value


def _kept_as(path: Path) -> str:
    """What a record calls a field of the form."""
    names = [node.name for node in path[1:]]
    if len(names) == 1:
        return "helper.name" if names[0] == "helper" else names[0]
    group, name = names
    if group in ("verdicts", "notes"):
        return "verdicts"
    if name == "authorisation":
        return name
    return f"owner.{name}" if group in _OWNER else f"{group}.{name.removeprefix(f'{group}_')}"


def _written(record: Record) -> Iterator[str]:
    """The fields somebody wrote by an act."""
    yield from record.facts.get("fields", ())
    yield from record.facts.get("changed", ())
    yield from (name for name in ("verdicts", "channel", "case") if name in record.facts)
    if record.what in _OF_PAPERS:
        yield "verdicts"
