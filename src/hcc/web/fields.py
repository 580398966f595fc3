"""Schemas, types of values and widgets that our forms have beside those of colander and deform."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from .patterns import compiled_later

with compiled_later():  # its pattern of web addresses, which no form of ours has, takes 20 ms
    import colander

import deform
from deform.widget import HiddenWidget, TextInputWidget, Widget

from hcc.core.text import TranslationString
from hcc.core.text import message as _

from .sentences import SENTENCES


class StrictSchema(colander.MappingSchema):
    """A mapping that refuses keys it does not declare (a keyword on MappingSchema has no effect)."""

    @staticmethod
    def schema_type() -> colander.Mapping:
        return colander.Mapping(unknown="raise")


class FormSchema(StrictSchema):
    """What every form that changes something begins with: the token and the idempotency key, both hidden.

    `Form` fills them in; they never appear among the values it gives back.
    """

    csrf_token = colander.SchemaNode(colander.String(), widget=HiddenWidget(), missing=colander.drop)
    key = colander.SchemaNode(colander.String(), widget=HiddenWidget(), missing=colander.drop)


class DayMonthYear(colander.SchemaType):
    """A date as people write it: 5/9/1998, 05-09-1998, 5.9.1998, 5 9 1998 or 05091998."""

    _WRITTEN = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4})|(\d{2})(\d{2})(\d{4})", re.ASCII)

    _LONGEST = 40
    """A run of spaces can be divided in many ways: matching a long one takes time that grows with its square."""

    @property
    def widget_maker(self) -> type[Widget]:
        """What deform asks a type for when a schema names no widget."""
        return DateWidget

    def serialize(self, node: colander.SchemaNode, appstruct: Any) -> Any:
        return f"{appstruct:%d/%m}/{appstruct.year:04}" if isinstance(appstruct, date) else colander.null

    def deserialize(self, node: colander.SchemaNode, cstruct: Any) -> Any:
        if cstruct is colander.null or not str(cstruct).strip():
            return colander.null
        text = str(cstruct).strip()
        found = self._WRITTEN.fullmatch(text) if len(text) <= self._LONGEST else None
        if found is None:
            raise colander.Invalid(node, SENTENCES["Invalid date"])
        day, month, year = (int(part) for part in found.groups() if part is not None)
        try:
            return date(year, month, day)
        except ValueError:
            sentence = _("The date ${date} is not in the calendar. Look at the day and month again")
            raise colander.Invalid(node, TranslationString(sentence, mapping={"date": text})) from None


@dataclass(frozen=True)
class UploadedFile:
    """A file as it was sent: name and media type are the sender's claims, `file` is open at its beginning."""

    name: str
    media_type: str
    file: BinaryIO


class Upload(colander.SchemaType):
    """An uploaded file; gives back `UploadedFile`. A file never comes back in a refused form: browsers allow it not."""

    def serialize(self, node: colander.SchemaNode, appstruct: Any) -> Any:
        return colander.null

    def deserialize(self, node: colander.SchemaNode, cstruct: Any) -> Any:
        return cstruct if isinstance(cstruct, UploadedFile) else colander.null

    @property
    def widget_maker(self) -> type[Widget]:
        """What deform asks a type for when a schema names no widget."""
        return UploadWidget


class UploadWidget(Widget):
    """`accept` is the list of endings or media types offered first in the browser's file window."""

    template = "upload"
    readonly_template = "readonly/textinput"
    accept: str | None = None
    capture: str | None = None
    most_mb: int | None = None
    """What is larger is not even sent, where scripts run."""

    def serialize(self, field: deform.Field, cstruct: Any, **kw: Any) -> str:
        return field.renderer(self.template, **self.get_template_values(field, cstruct, kw))

    def deserialize(self, field: deform.Field, pstruct: Any) -> Any:
        return pstruct


class DigitsWidget(TextInputWidget):
    """A number people group as they like (001 090 000 000, 0210.000.0000): spaces, dots and hyphens are dropped.

    What is no number, or would become another so (-3, 1.5), is left as it was typed for the field to complain of.
    """

    _NOT_GROUPED = re.compile(r"\s*[-−–].*|.*\.(?!\d{3}(?:\D|\Z)).*", re.ASCII | re.DOTALL)

    inputmode = "numeric"
    autocomplete = "off"
    short = True

    def deserialize(self, field: deform.Field, pstruct: Any) -> Any:
        text = super().deserialize(field, pstruct)
        if text is colander.null:
            return text
        digits = re.sub(r"[\s.\-]", "", text)
        misread = isinstance(field.typ, colander.Integer) and self._NOT_GROUPED.fullmatch(text)
        return digits if digits.isdecimal() and not misread else text.strip() or colander.null


class PhoneWidget(DigitsWidget):
    """A telephone number; brings up the telephone keys on a phone."""

    inputmode = "tel"
    autocomplete = "tel"


class DateWidget(TextInputWidget):
    """A date typed as text, with no calendar window: faster for a birth date, and the same on every phone."""

    autocomplete = "off"
    short = True
