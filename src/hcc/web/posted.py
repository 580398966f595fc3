"""A careful reading of what was posted: nothing is trusted of its shape.

Peppercorn's marks may be missing or crossed, names unknown, repeated or of the wrong kind. Such a form comes back to
the reader with what was typed, or is answered with a plain 400.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from .patterns import compiled_later

with compiled_later():  # its pattern of web addresses, which no form of ours has, takes 20 ms
    import colander

import deform
from deform.widget import CheckboxChoiceWidget
from pyramid.httpexceptions import HTTPBadRequest

from .bodies import MOST_FIELDS
from .fields import Upload, UploadedFile

ADD_ROW, REMOVE_ROW, ROW_UP, ROW_DOWN = "__add__", "__remove__", "__up__", "__down__"
"""Names of the buttons that change a sequence; where they stand among the fields says which row is meant."""
ROW_BUTTONS = frozenset({ADD_ROW, REMOVE_ROW, ROW_UP, ROW_DOWN})

DEEPEST, MOST_ROWS = 8, 200
"""Limits of a posted form: levels of nesting, rows of one sequence; `MOST_FIELDS` is looked at before it is read."""

_UNREADABLE = "\N{REPLACEMENT CHARACTER}"


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
    to_move_down: list[tuple[list, int]] = []
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
        elif name in ROW_BUTTONS:
            if kind != "sequence":
                raise HTTPBadRequest()
            posted.rows_changed = True
            if name == ADD_ROW:
                here.append(None)
            elif name == ROW_DOWN:
                to_move_down.append((here, len(here) - 1))  # the row it changes places with comes yet
            elif name == REMOVE_ROW and here:
                here.pop()
            elif name == ROW_UP and len(here) > 1:
                here[-2:] = reversed(here[-2:])
        else:
            _put(levels[-1], name, value, posted)
    if len(levels) > 1:
        raise HTTPBadRequest()
    for rows, place in to_move_down:
        if 0 <= place < len(rows) - 1:
            rows[place : place + 2] = reversed(rows[place : place + 2])
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


def fit(one: deform.Field, posted: Any, faults: list[str]) -> Any:
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
        return {child.name: fit(child, posted.get(child.name), faults) for child in one.children}
    if isinstance(one.typ, colander.Sequence):
        if not isinstance(posted, list):
            _note(posted, one, faults)
            posted = []
        most = min(getattr(one.widget, "max_len", None) or MOST_ROWS, MOST_ROWS)
        if len(posted) > most:
            faults.append(one.name)
        least = min(getattr(one.widget, "min_len", None) or 0, most)
        row = one.children[0]
        rows = [_new_row(row) if sent is None else fit(row, sent, faults) for sent in posted[:most]]
        return rows + [fit(row, None, faults) for _ in range(least - len(posted))]
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


def _new_row(row: deform.Field) -> Any:
    """A row that was just added: it begins as its schema says."""
    return row.schema.serialize(colander.null)


def uploaded(posted: Any) -> UploadedFile | None:
    """The file of a control; None where none was chosen."""
    if getattr(posted, "file", None) is None or not getattr(posted, "filename", None):
        return None
    name = unicodedata.normalize("NFC", str(posted.filename).encode("utf-8", "replace").decode())
    return UploadedFile(name, str(getattr(posted, "type", "") or ""), posted.file)


def _file(one: deform.Field, posted: Any, faults: list[str]) -> Any:
    if (sent := uploaded(posted)) is not None:
        return sent
    # An empty file field arrives as b"" (webob) or as an empty string.
    if posted not in (None, "", b"") and not hasattr(posted, "filename"):
        faults.append(one.name)
    return colander.null


def _note(posted: Any, one: deform.Field, faults: list[str]) -> None:
    if posted is not None and posted is not colander.null and posted != "":
        faults.append(one.name)
