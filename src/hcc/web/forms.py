"""Forms: colander schemas and deform fields drawn by our own templates.

A posted form never reaches an operation in another shape than its schema says, and never raises anything else than what
`Form.validate_request` names. No page resource of deform is used.
"""

import itertools
import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from .patterns import compiled_later

with compiled_later():  # its pattern of web addresses, which no form of ours has, takes 20 ms
    import colander

import deform
from deform.widget import FormWidget
from pyramid.httpexceptions import HTTPBadRequest
from pyramid.request import Request

from hcc.core.text import TranslationString

from .field_look import FieldLook, FormRenderer, Leading, walk
from .fields import (
    DateWidget,
    DayMonthYear,
    DigitsWidget,
    FormSchema,
    PhoneWidget,
    StrictSchema,
    Upload,
    UploadedFile,
    UploadWidget,
)
from .once import KEY_FIELD
from .posted import ADD_ROW, REMOVE_ROW, ROW_BUTTONS, Posted, fit, read_controls
from .sentences import GARBLED, MISSHAPEN

__all__ = [
    "ADD_ROW",
    "REMOVE_ROW",
    "ROW_BUTTONS",
    "TOKEN_FIELD",
    "Button",
    "DateWidget",
    "DayMonthYear",
    "DigitsWidget",
    "FieldLook",
    "Form",
    "FormSchema",
    "PhoneWidget",
    "RowsChanged",
    "StrictSchema",
    "Upload",
    "UploadWidget",
    "UploadedFile",
    "read_controls",
]

TOKEN_FIELD = "csrf_token"

_KEY = re.compile(r"[0-9a-f]{32}")


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


class Beside(NamedTuple):
    """What fields have in common that stand beside each other, given to their widgets as `beside`: a day and its time.

    Groups that follow each other share a row where there is room.
    """

    legend: TranslationString
    hint: TranslationString | None = None


class FieldGroup(NamedTuple):
    """Fields beside each other under a legend; or one by itself."""

    beside: Beside | None
    fields: list[deform.Field]

    @property
    def hint_id(self) -> str:
        return f"{self.fields[0].oid}-group-hint"

    @property
    def optional(self) -> bool:
        return not any(one.required for one in self.fields)


class FormPart(NamedTuple):
    """Fields that follow each other: as they are, or folded under a heading."""

    fold: TranslationString | None
    fields: list[deform.Field]

    @property
    def rows(self) -> list[list[FieldGroup]]:
        """The fields in their order, in rows: groups that stand beside each other, every other field by itself."""
        rows: list[list[FieldGroup]] = []
        for beside, run in itertools.groupby(self.fields, lambda one: getattr(one.widget, "beside", None)):
            fields = list(run)
            groups = [FieldGroup(beside, fields)] if beside else [FieldGroup(None, [one]) for one in fields]
            if beside and rows and rows[-1][0].beside:
                rows[-1] += groups
            else:
                rows += [[one] for one in groups]
        return rows

    @property
    def opened(self) -> bool:
        """Whether what is folded stands open: something in it is wrong."""
        return any(one.error is not None for one in self.fields)

    @property
    def filled(self) -> int:
        """In how many of them something stands."""
        return sum(1 for one in self.fields if one.cstruct not in (colander.null, "", "false"))


class RowsChanged(deform.ValidationFailure):
    """A row was added, moved or taken away: nothing is wrong, and the form is to be shown again."""


def _address_of(request: Request) -> str:
    """Where a page stands, as a form is sent to it. It is said in full: a form without an address is sent to that of
    the window with its fragment, and the refused page would open at a row of it and not at the list of faults.
    """
    return "/" + request.path_qs.lstrip("/")


class Form(deform.Form):
    """A form of a page.

    `submit` is short for one primary button of that title. With `buttons_outside` the form is drawn without its
    buttons, which a page puts into the act bar with the macro `form_buttons`; with `summary_outside` without the list
    of faults, which a page puts above whatever else it says, with the macro `error_summary` and `form.complaints`.
    With `anchored` every field outside rows can be led to, as #at- and its name.
    `guard` warns before leaving with something typed and not sent (only where scripts run).
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
        summary_outside: bool = False,
        guard: bool = True,
        anchored: bool = False,
        appstruct: Any = colander.null,
        autocomplete: bool | None = None,
    ) -> None:
        shown = [*([Button("submit", submit)] if submit is not None else []), *buttons]
        super().__init__(
            schema,
            action=action or (_address_of(request) if method == "POST" else ""),
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
        self.summary_outside = summary_outside
        self.guard = guard
        self.anchored = anchored
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
        return any(isinstance(one.typ, Upload) for one in walk(self))

    @property
    def has_rows(self) -> bool:
        return any(isinstance(one.typ, colander.Sequence) for one in walk(self))

    @property
    def complaints(self) -> list[tuple[str, str]]:
        """Every fault as (fragment of the field's address, sentence); the fragment is empty for the form itself."""
        own = [("", one if isinstance(one, Leading) else self.translate(one)) for one in self.problems]
        return own + [
            (f"#{look.target}" if one is not self else "", sentence)
            for one in walk(self)
            for look in [FieldLook(one)]
            for sentence in look.sentences
        ]

    @property
    def parts(self) -> list[FormPart]:
        """The fields in their order; those that follow each other with the same `fold` on their widgets together."""
        grouped = itertools.groupby(self.children, lambda child: getattr(child.widget, "fold", None))
        return [FormPart(fold, list(fields)) for fold, fields in grouped]

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
        for one in walk(self):
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

    def validate_request(self, request: Request, controls: Sequence[tuple[str, Any]] | None = None) -> dict[str, Any]:
        """The values of a sent form, without token and key; `controls` are what of it is read, where that is not all.

        Raises `deform.ValidationFailure` with every fault (its `render()` shows the form as it was typed),
        `RowsChanged` when a row button was pressed, and `HTTPBadRequest` for what no browser sends.
        """
        try:
            controls = controls or list((request.POST if self.posts else request.GET).items())
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
        at: Mapping[str, Sequence[str | TranslationString]] | None = None,
    ) -> str:
        """The form with these values and what the act itself refused: `sentences` above it, `at` by dotted field name.

        Sentences for a field the form does not have stand above it.
        """
        self.set_appstruct({name: value for name, value in appstruct.items() if value is not None})
        self.refuse(sentences, at)
        return self.serialize(self.cstruct)

    def refuse(
        self,
        sentences: Iterable[str | TranslationString],
        at: Mapping[str, Sequence[str | TranslationString]] | None = None,
    ) -> None:
        """Say of the form as it was made what speaks against it; `at` as in `render_refused`, "fees.0.cap" in a row."""
        self.problems = list(sentences)
        self.blame(at or {})
        self._refuse()

    def blame(self, at: Mapping[str, Sequence[str | TranslationString]]) -> None:
        """Put sentences at fields beside what is said there already."""
        for path, said in at.items():
            found = self._field(path)
            if found is None:
                self.problems += said
            else:
                before = found.error.messages() if found.error is not None and found.error.msg else []
                found.error = colander.Invalid(found.schema, [*before, *said])

    def _field(self, path: str) -> deform.Field | None:
        found: Any = self
        for name in path.split("."):
            if isinstance(found.typ, colander.Sequence):
                if getattr(found, "sequence_fields", None) is None:
                    found.set_pstruct(found.cstruct)
                rows = found.sequence_fields
                found = rows[int(name)] if name.isdecimal() and int(name) < len(rows) else None
            else:
                found = next((child for child in found.children if child.name == name), None)
            if found is None:
                return None
        return found

    def _refuse(self) -> None:
        self.request.environ["hcc.form_refused"] = True
        self.request.environ["hcc.told_above"] = bool(self.problems)

    def _fitted(self, posted: Posted) -> dict[str, Any]:
        names = {child.name for child in self.children}
        extra = {button.name for button in self.buttons} | {"__formid__", "_charset_", TOKEN_FIELD, KEY_FIELD}
        extra |= {child.widget.button for child in self.children if getattr(child.widget, "button", "")}
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
        pstruct = fit(self, top, faults)
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
