"""How the fields of a form are drawn: templates/deform, with ids, words and marks worked out here."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from .patterns import compiled_later

with compiled_later():  # its pattern of web addresses, which no form of ours has, takes 20 ms
    import colander

import deform
from deform.widget import (
    CheckboxChoiceWidget,
    CheckboxWidget,
    HiddenWidget,
    MappingWidget,
    RadioChoiceWidget,
    SelectWidget,
    SequenceWidget,
)
from pyramid.request import Request
from translationstring import ChameleonTranslate

from hcc.core.text import DOMAIN, TranslationString
from hcc.shipped import shipped

from .fields import UploadWidget
from .layout import Layout
from .macros import Macros
from .sentences import CHOOSE, MISSHAPEN, SENTENCES, TICK


def walk(one: deform.Field) -> Iterator[deform.Field]:
    """A field and everything below it, the rows of a sequence included, in the order of the page."""
    yield one
    below = getattr(one, "sequence_fields", None) if isinstance(one.typ, colander.Sequence) else None
    for child in below if below is not None else one.children:
        yield from walk(child)


class AtLine(str):
    """A sentence in the reader's language about one line of what was typed; 0: about all of it."""

    line: int

    def __new__(cls, sentence: str, line: int) -> "AtLine":
        one = super().__new__(cls, sentence)
        one.line = line
        return one


class Leading(str):
    """A sentence in the reader's language that leads over to those at fields, and is not counted with them."""

    leads = True


@dataclass(frozen=True)
class FieldLook:
    """How one field is drawn: ids, words and the links between them (see templates/deform)."""

    field: deform.Field

    @property
    def hint_id(self) -> str:
        return f"{self.field.oid}-hint"

    @property
    def error_id(self) -> str:
        return f"{self.field.oid}-error"

    @property
    def describedby(self) -> str | None:
        """Ids of hint and error for `aria-describedby`; None when there is neither."""
        ids = [self.hint_id] if self.field.description else []
        return " ".join([*ids, *([self.error_id] if self.sentences else [])]) or None

    @property
    def invalid(self) -> str | None:
        return "true" if self.sentences else None

    @property
    def grouped(self) -> bool:
        """Whether a fieldset with a legend is drawn instead of a label."""
        return isinstance(self.field.widget, RadioChoiceWidget | CheckboxChoiceWidget | MappingWidget | SequenceWidget)

    @property
    def ticked(self) -> bool:
        """A single checkbox: its label stands behind it."""
        return isinstance(self.field.widget, CheckboxWidget)

    @property
    def structural(self) -> bool:
        return isinstance(self.field.widget, MappingWidget | SequenceWidget)

    @property
    def hidden(self) -> bool:
        return bool(self.field.widget.hidden) or isinstance(self.field.widget, HiddenWidget)

    @property
    def optional(self) -> bool:
        return not (
            self.field.required
            or self.ticked
            or self.structural
            or self.field.widget.readonly
            or self.option("unmarked")
            or getattr(self.field.parent.widget, "folded", False)
        )

    @property
    def faulty(self) -> bool:
        """Whether anything within this group is wrong."""
        return any(one.error is not None for one in walk(self.field))

    @property
    def opened(self) -> bool:
        """Whether this folded group stands open: something in it is wrong, or a fault is told above the form, which
        may be meant for any field.
        """
        return self.faulty or bool(getattr(self.field.renderer, "told_above", False))

    @property
    def filled(self) -> int:
        """How many fields within this group something stands in."""
        within = [one for one in walk(self.field) if not isinstance(one.typ, colander.Mapping | colander.Sequence)]
        return sum(1 for one in within if one.cstruct not in (colander.null, "", "false"))

    @property
    def anchor(self) -> bool:
        """Whether other pages lead to this field, as #at- and its name: in forms that say so, never within rows."""
        return bool(getattr(self.field.get_root(), "anchored", False))

    @property
    def question(self) -> bool:
        """One question a page: the label is the heading of the page too."""
        return bool(self.option("question"))

    @property
    def target(self) -> str:
        """The id a link of the error summary leads to."""
        choices = isinstance(self.field.widget, RadioChoiceWidget | CheckboxChoiceWidget)
        return f"{self.field.oid}-0" if choices and self.field.widget.values else self.field.oid

    @property
    def sentences(self) -> list[str]:
        """What is wrong with this field itself, translated."""
        error = self.field.error
        return [self._sentence(one) for one in error.messages()] if error is not None and error.msg else []

    @property
    def label(self) -> Any:
        """What stands at the field: its title, or less where it stands under a legend that says the rest."""
        return self.option("short_label") or self.field.title

    @property
    def radio_name(self) -> str:
        return self.field.name if self.plain_name else self.field.oid

    @property
    def plain_name(self) -> bool:
        """Radio buttons of one name are one choice, so those in rows and groups get a name of their own."""
        return isinstance(self.field.parent, deform.Form)

    def option(self, name: str) -> Any:
        """An attribute given to the widget, such as `inputmode`, or None."""
        return getattr(self.field.widget, name, None)

    def _sentence(self, said: Any) -> str:
        if self.hidden:
            return self.field.translate(MISSHAPEN)  # no person wrote it, and it has no name to call it by
        if isinstance(said, AtLine):
            return said
        ours = SENTENCES.get(str(said)) if getattr(said, "domain", None) == "colander" else None
        if ours is None:
            return self.field.translate(said)
        chosen = isinstance(self.field.widget, SelectWidget | CheckboxChoiceWidget | CheckboxWidget | UploadWidget)
        if chosen and str(said) in ("Required", "Shorter than minimum length ${min}"):
            ours = CHOOSE
        if self.ticked:
            ours = TICK
        title = self.field.translate(self.option("label") or self.field.title)
        if ours is not TICK and not ours.startswith("${title}"):
            title = title[:1].lower() + title[1:]
        return self.field.translate(
            TranslationString(ours, domain=DOMAIN, mapping={**(said.mapping or {}), "title": title})
        )


class FormRenderer:
    """Draws the templates of templates/deform in the language of one request, with the icons and macros of pages."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._layout = Layout(request)

    @property
    def told_above(self) -> bool:
        """Whether the form was refused with a sentence that stands above it."""
        return bool(self._request.environ.get("hcc.told_above"))

    def translate(self, words: Any) -> str:
        """Words as a string in the reader's language."""
        return self._request.localizer.translate(words)

    def __call__(self, template: str, **values: Any) -> str:
        return _templates().load(template)(
            translate=ChameleonTranslate(self.translate),
            look=FieldLook(values["field"]),
            looks=FieldLook,
            layout=self._layout,
            ui=_macros(),
            **values,
        )


@cache
def _templates() -> deform.ZPTRendererFactory:
    return deform.ZPTRendererFactory((str(shipped("templates") / "deform"),), auto_reload=False)


@cache
def _macros() -> Macros:
    return Macros(shipped("templates") / "macros")
