"""Forms: colander schemas and deform fields drawn by our own templates, and a careful reading of what was posted.

A posted form is read without trusting its shape: peppercorn's marks may be missing or crossed, names unknown, repeated
or of the wrong kind. Such a form comes back to the reader with what was typed, or is answered with a plain 400; it
never reaches an operation and never raises anything else. No page resource of deform is used.
"""

import itertools
import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, BinaryIO

from .patterns import compiled_later

with compiled_later():  # its pattern of web addresses, which no form of ours has, takes 20 ms
    import colander

import deform
from deform.widget import (
    CheckboxChoiceWidget,
    CheckboxWidget,
    FormWidget,
    HiddenWidget,
    MappingWidget,
    RadioChoiceWidget,
    SelectWidget,
    SequenceWidget,
    TextInputWidget,
    Widget,
)
from pyramid.httpexceptions import HTTPBadRequest
from pyramid.request import Request
from translationstring import ChameleonTranslate

from hcc.core.text import DOMAIN, TranslationString
from hcc.core.text import message as _
from hcc.shipped import shipped

from .bodies import MOST_FIELDS
from .layout import Layout, Macros
from .once import KEY_FIELD

TOKEN_FIELD = "csrf_token"
ADD_ROW, REMOVE_ROW = "__add__", "__remove__"
"""Names of the buttons that change a sequence; where they stand among the fields says which row is meant."""

DEEPEST, MOST_ROWS = 8, 200
"""Limits of a posted form: levels of nesting, rows of one sequence; `MOST_FIELDS` is looked at before it is read."""

_KEY = re.compile(r"[0-9a-f]{32}")
_UNREADABLE = "\N{REPLACEMENT CHARACTER}"

MISSHAPEN = _("Part of this form did not arrive as it should. Look through it and send it again.")
GARBLED = _("Some letters could not be read and now show as �. Type them again.")

SENTENCES: Mapping[str, TranslationString] = {
    "Required": _("Please fill in: ${title}"),
    "Invalid value": _("This cannot be used: ${title}. Look at it again"),
    "Invalid date": _("Write a date as day/month/year, for example 5/9/1998"),
    "Invalid time": _("Write a time as hour:minute, for example 9:30"),
    "Invalid email address": _("Write an e-mail address like ten@example.vn"),
    "Invalid UUID string": _("This cannot be used: ${title}. Look at it again"),
    "Must be a URL": _("Write an address that begins with https://"),
    "Must be a file:// URI scheme": _("This cannot be used: ${title}. Look at it again"),
    "Not a data URL": _("This cannot be used: ${title}. Look at it again"),
    "Invalid MIME type": _("This cannot be used: ${title}. Look at it again"),
    "Invalid Base64 encoded data": _("This cannot be used: ${title}. Look at it again"),
    "String does not match expected pattern": _("This is not written as it should be: ${title}. Look at it again"),
    "Shorter than minimum length ${min}": _("This is too short: ${title}. At least ${min} letters"),
    "Longer than maximum length ${max}": _("This is too long: ${title}. At most ${max} letters"),
    "${val} is less than minimum value ${min}": _("${title}: give at least ${min}"),
    "${val} is greater than maximum value ${max}": _("${title}: give at most ${max}"),
    '"${val}" is not a number': _("Write only digits: ${title}"),
    '"${val}" is not one of ${choices}': _("Please choose one of those shown: ${title}"),
    '"${val}" must not be one of ${choices}': _("This cannot be used: ${title}. Look at it again"),
    "One or more of the choices you made was not acceptable": _("Please choose only from those shown: ${title}"),
    '"${val}" is not iterable': MISSHAPEN,
    "${cstruct} is not iterable": MISSHAPEN,
    '"${val}" is not a mapping type: ${err}': MISSHAPEN,
    "${val} is not a string: ${err}": MISSHAPEN,
    "${val} is not a string": MISSHAPEN,
    "${val} cannot be serialized: ${err}": MISSHAPEN,
    '"${val}" is neither in (${false_choices}) nor in (${true_choices})': _(
        "Please choose one of those shown: ${title}"
    ),
    '"${val}" is not a valid "${cls}"': _("Please choose one of those shown: ${title}"),
    '"${val}" is not a valid credit card number': _("This cannot be used: ${title}. Look at it again"),
    '"${val}" is not a string': MISSHAPEN,
    '"${val}" has an incorrect number of elements (expected ${exp}, was ${was})': MISSHAPEN,
    'Unrecognized keys in mapping: "${val}"': MISSHAPEN,
}
"""What colander says, in words for the person in front of the form. `${title}` is the field's label."""

CHOOSE = _("Please choose: ${title}")
"""`Required` of a field one chooses in rather than writes in."""

TICK = _("Please tick: ${title}")
"""Anything colander says of a single box that must be ticked."""


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


class Button(deform.Button):
    """A button of a form. `style`: primary (one a page), second, plain or destroy. `key`: the key that presses it."""

    def __init__(
        self,
        name: str,
        title: str | TranslationString,
        *,
        style: str = "primary",
        icon: str | None = None,
        key: str | None = None,
        value: str | None = None,
    ) -> None:
        super().__init__(name=name, title=title, value=value, icon=icon)
        self.style = style
        self.key = key


class RowsChanged(deform.ValidationFailure):
    """A row was added or taken away: nothing is wrong, and the form is to be shown again."""


class Form(deform.Form):
    """A form of a page.

    `submit` is short for one primary button of that title. With `buttons_outside` the form is drawn without its
    buttons, which a page puts into the act bar with the macro `form_buttons`. `guard` warns before leaving with
    something typed and not sent (only where scripts run).
    """

    def __init__(
        self,
        schema: colander.SchemaNode,
        request: Request,
        *,
        action: str = "",
        method: str = "POST",
        submit: str | TranslationString | None = None,
        buttons: Iterable[Button] = (),
        formid: str = "form",
        buttons_outside: bool = False,
        guard: bool = True,
        appstruct: Any = colander.null,
        autocomplete: bool | None = None,
    ) -> None:
        shown = [*([Button("submit", submit)] if submit is not None else []), *buttons]
        super().__init__(
            schema,
            action=action,
            method=method,
            buttons=shown,
            formid=formid,
            focus="off",
            autocomplete=autocomplete,
            renderer=FormRenderer(request),
            counter=request.environ.setdefault("hcc.form_fields", itertools.count(1)),
            appstruct=appstruct,
        )
        self.request = request
        self.buttons_outside = buttons_outside
        self.guard = guard
        self.problems: list[str | TranslationString] = []
        given = appstruct if isinstance(appstruct, Mapping) else {}
        self.remembered = {
            child.name: given[child.name] for child in self.children if child.widget.hidden and child.name in given
        }
        """What the page put into hidden fields, such as the state of a thing when the page was made."""
        self.retyped: Any = colander.null
        """What was put back by `retype`, in the shape of the fields."""
        self.doubts: list[str | TranslationString] = []
        """What of it did not arrive as it should."""
        self._key = secrets.token_hex(16)
        if getattr(schema, "widget", None) is None:
            self.widget = _WholeForm()
        request.environ["hcc.form"] = True

    @property
    def posts(self) -> bool:
        return self.method.upper() == "POST"

    @property
    def refused(self) -> bool:
        """Whether what was sent could not be taken."""
        return bool(self.problems or self.error)

    @property
    def has_files(self) -> bool:
        return any(isinstance(one.typ, Upload) for one in _walk(self))

    @property
    def has_rows(self) -> bool:
        return any(isinstance(one.typ, colander.Sequence) for one in _walk(self))

    @property
    def complaints(self) -> list[tuple[str, str]]:
        """Every fault as (fragment of the field's address, sentence); the fragment is empty for the form itself."""
        own = [("", self.translate(problem)) for problem in self.problems]
        return own + [
            (f"#{look.target}" if one is not self else "", sentence)
            for one in _walk(self)
            for look in [FieldLook(one)]
            for sentence in look.sentences
        ]

    def retype(self, controls: Sequence[tuple[str, Any]]) -> dict[str, Any]:
        """Put what was typed back into the form without judging it; answers it as it was read, nested.

        Raises `HTTPBadRequest` for what no browser sends.
        """
        posted = read_controls(controls)
        self.problems = []
        self.retyped = self._fitted(posted)
        self.doubts = [*self.problems, *([GARBLED] if posted.garbled else [])]
        self.problems = []
        self.set_pstruct(self.retyped)
        for one in _walk(self):
            one.error = None
        return posted.tree

    def judge(self) -> dict[str, Any] | None:
        """The values of what was retyped; None when they cannot be read, and then each fault stands at its field."""
        self.problems = list(self.doubts)
        try:
            return self.validate_pstruct(self.retyped) if not self.doubts else None
        except deform.ValidationFailure:
            return None
        finally:
            if self.refused:
                self._refuse()

    def validate_request(self, request: Request) -> dict[str, Any]:
        """The values of a sent form, without token and key.

        Raises `deform.ValidationFailure` with every fault (its `render()` shows the form as it was typed),
        `RowsChanged` when a row button was pressed, and `HTTPBadRequest` for what no browser sends.
        """
        try:
            controls = list((request.POST if self.posts else request.GET).items())
        except (UnicodeDecodeError, ValueError, KeyError, OSError) as unreadable:
            raise HTTPBadRequest() from unreadable
        posted = read_controls(controls)
        self.problems = [GARBLED] if posted.garbled else []
        pstruct = self._fitted(posted)
        if posted.rows_changed:
            self.problems = []
            self.set_pstruct(pstruct)
            raise RowsChanged(self, self.cstruct, None)
        try:
            values = self.validate_pstruct(pstruct)
        except deform.ValidationFailure:
            self._refuse()
            raise
        if self.problems:
            self._refuse()
            raise deform.ValidationFailure(self, self.cstruct, colander.Invalid(self.schema, self.problems[0]))
        for name in (TOKEN_FIELD, KEY_FIELD):
            values.pop(name, None)
        return values

    def render_refused(
        self,
        appstruct: Any,
        sentences: Iterable[str | TranslationString],
        at: Mapping[str, str | TranslationString] | None = None,
    ) -> str:
        """The form with these values and what the act itself refused: `sentences` above it, `at` by dotted field name.

        A sentence for a field the form does not have stands above it.
        """
        self.set_appstruct({name: value for name, value in appstruct.items() if value is not None})
        self.problems = list(sentences)
        for path, sentence in (at or {}).items():
            found: Any = self
            for name in path.split("."):
                found = next((child for child in found.children if child.name == name), None) if found else None
            if found is None:
                self.problems.append(sentence)
            else:
                found.error = colander.Invalid(found.schema, sentence)
        self._refuse()
        return self.serialize(self.cstruct)

    def _refuse(self) -> None:
        self.request.environ["hcc.form_refused"] = True

    def _fitted(self, posted: "Posted") -> dict[str, Any]:
        names = {child.name for child in self.children}
        extra = {button.name for button in self.buttons} | {"__formid__", "_charset_", TOKEN_FIELD, KEY_FIELD}
        top = dict(posted.tree)
        for name in extra - names:
            if isinstance(top.get(name), str):
                del top[name]
        key = top.get(KEY_FIELD)
        if isinstance(key, str) and _KEY.fullmatch(key):
            self._key = key
        faults: list[str] = list(posted.repeated)
        if not self.posts:
            # An address may carry more than the form asks for (a language, a page number).
            top = {name: value for name, value in top.items() if name in names}
        pstruct = _fit(self, top, faults)
        if faults:
            self.problems.append(MISSHAPEN)
        return pstruct

    def fill_hidden(self) -> None:
        """Put the token and the key of this request into their fields, whatever was sent in them."""
        for name, value in ((TOKEN_FIELD, self._token), (KEY_FIELD, self._key)):
            if name in self:
                self[name].cstruct = value

    @property
    def _token(self) -> str:
        return getattr(self.request, "csrf_token", "") or ""


class _WholeForm(FormWidget):
    requirements = ()

    def serialize(self, field: deform.Field, cstruct: Any, **kw: Any) -> str:
        field.fill_hidden()
        return super().serialize(field, cstruct, **kw)


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
        return any(one.error is not None for one in _walk(self.field))

    @property
    def filled(self) -> int:
        """How many fields within this group something stands in."""
        within = [one for one in _walk(self.field) if not isinstance(one.typ, colander.Mapping | colander.Sequence)]
        return sum(1 for one in within if one.cstruct not in (colander.null, "", "false"))

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
    def radio_name(self) -> str:
        return self.field.name if self.plain_name else self.field.oid

    @property
    def plain_name(self) -> bool:
        """Radio buttons of one name are one choice, so those in rows and groups get a name of their own."""
        return isinstance(self.field.parent, Form)

    def option(self, name: str) -> Any:
        """An attribute given to the widget, such as `inputmode`, or None."""
        return getattr(self.field.widget, name, None)

    def _sentence(self, said: Any) -> str:
        if self.hidden:
            return self.field.translate(MISSHAPEN)  # no person wrote it, and it has no name to call it by
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


@dataclass
class Posted:
    """A sent form as a tree of dicts, lists, strings and files, and what was odd about it."""

    tree: dict[str, Any] = field(default_factory=dict)
    repeated: list[str] = field(default_factory=list)
    garbled: bool = False
    rows_changed: bool = False


def read_controls(controls: Sequence[tuple[str, Any]]) -> Posted:
    """Read the fields of a form in order, with peppercorn's marks for what is nested.

    Raises `HTTPBadRequest` for marks that cross or are not closed, nesting deeper than DEEPEST and more than
    MOST_FIELDS fields: no page of ours sends those.
    """
    if len(controls) > MOST_FIELDS:
        raise HTTPBadRequest()
    posted = Posted()
    levels: list[tuple[str, str, Any]] = [("", "mapping", posted.tree)]
    for name, value in controls:
        name, value = _readable(name, posted), _readable(value, posted)
        _at_name, kind, here = levels[-1]
        if name == "__start__":
            child, _colon, child_kind = str(value).rpartition(":")
            if child_kind not in ("mapping", "sequence", "rename") or len(levels) > DEEPEST:
                raise HTTPBadRequest()
            levels.append((child, child_kind, {} if child_kind == "mapping" else []))
        elif name == "__end__":
            if len(levels) == 1 or str(value).partition(":")[0] not in ("", levels[-1][0]):
                raise HTTPBadRequest()
            child, child_kind, content = levels.pop()
            if child_kind == "rename":
                content = content[-1] if content else ""
            _put(levels[-1], child, content, posted)
        elif name in (ADD_ROW, REMOVE_ROW):
            if kind != "sequence":
                raise HTTPBadRequest()
            posted.rows_changed = True
            if name == ADD_ROW:
                here.append(None)
            elif here:
                here.pop()
        else:
            _put(levels[-1], name, value, posted)
    if len(levels) > 1:
        raise HTTPBadRequest()
    return posted


def _put(level: tuple[str, str, Any], name: str, value: Any, posted: Posted) -> None:
    _name, kind, here = level
    if kind != "mapping":
        here.append(value)
        return
    if name in here:
        posted.repeated.append(name)
    here[name] = value


def _readable(value: Any, posted: Posted) -> Any:
    """Text in NFC with \\n as line end; what no person types (lone surrogates, control characters) is shown as �."""
    if not isinstance(value, str):
        return value
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    if any(map(_strange, value)):
        posted.garbled = True
        value = "".join(_UNREADABLE if _strange(letter) else letter for letter in value)
    return unicodedata.normalize("NFC", value)


def _strange(letter: str) -> bool:
    """Whether a letter stands for bytes that were no text: webob puts � itself, a bad name in multipart a surrogate."""
    return letter == _UNREADABLE or (letter not in "\n\t" and unicodedata.category(letter) in ("Cc", "Cs"))


def _fit(one: deform.Field, posted: Any, faults: list[str]) -> Any:
    """What was sent for a field, in the shape its widget expects; what has another shape is left out and noted."""
    if one.widget.readonly:
        # Shown, not asked: its value is the one the page was made with, whatever is sent.
        if posted is not None:
            faults.append(one.name)
        return one.cstruct
    if isinstance(one.typ, colander.Mapping):
        if not isinstance(posted, dict):
            _note(posted, one, faults)
            posted = {}
        names = [child.name for child in one.children]
        faults.extend(name for name in posted if name not in names)
        return {child.name: _fit(child, posted.get(child.name), faults) for child in one.children}
    if isinstance(one.typ, colander.Sequence):
        if not isinstance(posted, list):
            _note(posted, one, faults)
            posted = []
        most = min(getattr(one.widget, "max_len", None) or MOST_ROWS, MOST_ROWS)
        if len(posted) > most:
            faults.append(one.name)
        least = min(getattr(one.widget, "min_len", None) or 0, most)
        rows = posted[:most] + [None] * (least - len(posted))
        return [_fit(one.children[0], row, faults) for row in rows]
    if isinstance(one.typ, Upload):
        return _file(one, posted, faults)
    if isinstance(one.widget, CheckboxChoiceWidget) or getattr(one.widget, "multiple", False):
        several = posted if isinstance(posted, list) else [posted]
        texts = [text for text in several if isinstance(text, str)]
        if len(texts) < len(several) and posted is not None:
            faults.append(one.name)
        return texts
    if isinstance(posted, str):
        return posted
    _note(posted, one, faults)
    return colander.null


def _file(one: deform.Field, posted: Any, faults: list[str]) -> Any:
    if getattr(posted, "file", None) is not None and getattr(posted, "filename", None):
        name = unicodedata.normalize("NFC", str(posted.filename).encode("utf-8", "replace").decode())
        return UploadedFile(name, str(getattr(posted, "type", "") or ""), posted.file)
    # An empty file field arrives as b"" (webob) or as an empty string.
    if posted not in (None, "", b"") and not hasattr(posted, "filename"):
        faults.append(one.name)
    return colander.null


def _note(posted: Any, one: deform.Field, faults: list[str]) -> None:
    if posted is not None and posted is not colander.null and posted != "":
        faults.append(one.name)


def _walk(one: deform.Field) -> Iterator[deform.Field]:
    """A field and everything below it, the rows of a sequence included, in the order of the page."""
    yield one
    below = getattr(one, "sequence_fields", None) if isinstance(one.typ, colander.Sequence) else None
    for child in below if below is not None else one.children:
        yield from _walk(child)


@cache
def _templates() -> deform.ZPTRendererFactory:
    return deform.ZPTRendererFactory((str(shipped("templates") / "deform"),), auto_reload=False)


@cache
def _macros() -> Macros:
    return Macros(shipped("templates") / "macros")
