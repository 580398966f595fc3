"""Fields that name something by its address or code: typed, or chosen in the window of their kind."""

import re
from collections.abc import Callable, Sequence
from typing import Any

import colander
import deform
from deform.widget import TextAreaWidget, TextInputWidget, Widget
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, clean_line, clean_text, message
from hcc.web.field_look import FieldLook

from .resources import Container, Item
from .wanted import FOLDER, PROCEDURE, Stands, Wanted, address_stands, code_stands, thing_at

LONGEST = 300
"""Letters of an address."""
MOST_PROCEDURES = 20
_BETWEEN = re.compile(r"[\s,;]+")


def pick_url(request: Request) -> str:
    """Where what may be chosen is, for whoever may look there; empty for everybody else."""
    here = request.context
    if not isinstance(here, Container | Item):
        return ""
    folder = here if isinstance(here, Container) else here.container
    return request.resource_path(folder, "pick") if request.has_permission(Permission.CONTENT_HISTORY, folder) else ""


class _Choosing:
    """Puts the way to the window, and what the field stands for, into the values of a template."""

    wanted: Wanted
    stands_for: Callable[[str, Request], Sequence[Stands]]

    def choosing(self, field: deform.Field, typed: str) -> dict[str, Any]:
        request: Request = field.get_root().request
        url = pick_url(request)
        told = [one for one in self.stands_for(typed, request) if one.title or field.error is None] if typed else []
        return {
            "wanted": self.wanted,
            "stands": told,
            "choose_url": f"{url}?for={self.wanted.name}" if url else "",
            "described": " ".join([*filter(None, [FieldLook(field).describedby]), f"{field.oid}-stands"]),
        }


class AddressWidget(_Choosing, TextInputWidget):
    """An address within the site."""

    template = "address"
    autocomplete = "off"

    def __init__(self, wanted: Wanted) -> None:
        super().__init__()
        self.wanted = wanted
        self.stands_for = lambda typed, request: [address_stands(typed, wanted, request)]

    def get_template_values(self, field: deform.Field, cstruct: Any, kw: Any) -> dict[str, Any]:
        values = super().get_template_values(field, cstruct, kw)
        return {**values, **self.choosing(field, str(values["cstruct"] or ""))}


class CodesWidget(_Choosing, TextAreaWidget):
    """Codes of procedures, a line each."""

    template = "codes"
    wanted = PROCEDURE

    def __init__(self, rows: int) -> None:
        super().__init__(rows=rows)
        self.stands_for = lambda typed, request: [
            code_stands(code, request) for code in codes_in(typed)[:MOST_PROCEDURES]
        ]

    def get_template_values(self, field: deform.Field, cstruct: Any, kw: Any) -> dict[str, Any]:
        values = super().get_template_values(field, cstruct, kw)
        return {**values, **self.choosing(field, str(values["cstruct"] or ""))}


class Address(colander.String):
    """An address within the site."""

    def deserialize(self, node: colander.SchemaNode, cstruct: Any) -> Any:
        typed = super().deserialize(node, cstruct)
        if typed is colander.null:
            return typed
        typed = clean_line(typed)
        colander.Length(max=LONGEST)(node, typed)
        if typed and (not typed.startswith("/") or typed.startswith("//")):
            raise colander.Invalid(node, message("Write an address of this site that begins with /"))
        return typed or colander.null


def address_node(
    name: str, title: TranslationString, wanted: Wanted, description: TranslationString
) -> colander.SchemaNode:
    """The address of something of that kind. One that stands there already is no new mistake when that is gone."""

    @colander.deferred
    def there(node: colander.SchemaNode, kw: dict[str, Any]) -> Any:
        request, item = kw["request"], kw.get("item")

        def check(node: colander.SchemaNode, address: str) -> None:
            kept = item is not None and item.text.get(name) == address
            whole = wanted is FOLDER and not address.strip("/")
            if not kept and not whole and thing_at(address, wanted, request) is None:
                raise colander.Invalid(node, wanted.none)

        return check

    return colander.SchemaNode(
        Address(),
        name=name,
        title=title,
        description=description,
        missing="",
        validator=there,
        widget=AddressWidget(wanted),
    )


class Codes(colander.SchemaType):
    """Codes of procedures, typed a line each or with commas between; kept as a list."""

    @property
    def widget_maker(self) -> type[Widget]:
        """What deform asks a type for when a schema names no widget."""
        return TextAreaWidget

    def serialize(self, node: colander.SchemaNode, appstruct: Any) -> Any:
        return "\n".join(appstruct) if appstruct else colander.null

    def deserialize(self, node: colander.SchemaNode, cstruct: Any) -> Any:
        return codes_in("" if cstruct is colander.null else str(cstruct)) or colander.null


def codes_in(typed: str) -> list[str]:
    """The codes of a text, each once."""
    return list(dict.fromkeys(code for code in _BETWEEN.split(clean_text(typed)) if code))


@colander.deferred
def _known(node: colander.SchemaNode, kw: dict[str, Any]) -> Any:
    procedures = kw["request"].site.procedures

    def check(node: colander.SchemaNode, codes: list[str]) -> None:
        if len(codes) > MOST_PROCEDURES:
            sentence = message("These are ${count} codes, and at most ${most} are shown. Take some out.")
            mapping = {"count": len(codes), "most": MOST_PROCEDURES}
            raise colander.Invalid(node, TranslationString(sentence, mapping=mapping))
        if unknown := [code for code in codes if procedures.get(code) is None]:
            raise colander.Invalid(node, TranslationString(PROCEDURE.none, mapping={"code": unknown[0][:40]}))

    return check


def procedures_node() -> colander.SchemaNode:
    """Procedures that belong to a text."""
    return colander.SchemaNode(
        Codes(),
        name="procedures",
        title=message("Related procedures"),
        description=message("Codes such as 1.001193, a line each. They are shown below the text with their names."),
        missing=(),
        preparer=lambda codes: list(codes) if codes else [],
        validator=_known,
        widget=CodesWidget(rows=2),
    )
