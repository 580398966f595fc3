"""Annotations and form fields become part of their page: a served page has none, and must look as it did with them.

Drawn is what a reader shows on the screen or on paper. Many writers leave it to the reader how a note or a filled-in
field looks; those are drawn here (`note_shapes`, `note_text`).
"""

from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Object, Pdf

from hcc.pdf.layers import Number
from hcc.pdf.note_shapes import draw_shape
from hcc.pdf.note_text import draw_field, draw_free_text, is_outdated, is_text_field
from hcc.pdf.shapes import is_array, is_dictionary, is_stream, name_in

_INVISIBLE, _HIDDEN, _PRINT, _NO_VIEW = 1, 2, 4, 32
"""Flags of an annotation (ISO 32000-1, table 165)."""
_NO_NOTES = frozenset(
    {"", "/3D", "/FileAttachment", "/Link", "/Movie", "/Popup", "/RichMedia", "/Screen", "/Sound", "/Widget"}
)
"""Annotations that are nobody's note: what of them acts is told as such."""


def flatten(pdf: Pdf, hidden: set[Number]) -> bool:
    """Draw what annotations and form fields show into their pages, but for those of `hidden` layers.

    Answers whether somebody's note is lost: one that is hidden, that cannot be drawn, or whose words no page shows.
    """
    form = pdf.Root.get("/AcroForm")
    redrawn = is_dictionary(form) and form.get("/NeedAppearances") is True
    lost = False
    for_qpdf = redrawn
    as_drawn: list[tuple[Any, Object]] = []
    for page in pdf.pages:
        # qpdf draws into no annotation that is written inline.
        notes = [each if each.is_indirect else pdf.make_indirect(each) for each in _annotations(page.obj)]
        if notes:
            # Pages may share one list, which qpdf empties at the first of them.
            page.obj.Annots = Array(notes)
        for note in notes:
            kind = name_in(note, "/Subtype")
            shown = kind != "/Popup" and _is_shown(note, hidden)
            if kind == "/Widget" and is_text_field(note):
                as_it_is = _has_drawing(note) and not (redrawn and is_outdated(note))
                if shown and not as_it_is and not draw_field(pdf, note):
                    for_qpdf = True
                elif _has_drawing(note):
                    as_drawn.append((note, note.AP))
            elif shown and kind != "/Widget" and not _has_drawing(note):
                shown = draw_free_text(pdf, note) if kind == "/FreeText" else draw_shape(pdf, note)
            # A picture of a page is neither screen nor paper: one flag decides for both.
            note.F = _flags(note) & ~(_INVISIBLE | _HIDDEN | _NO_VIEW) | _PRINT if shown else _HIDDEN
            lost = lost or (kind not in _NO_NOTES and (not shown or kind == "/Text"))
    if for_qpdf and is_dictionary(form):
        _draw_fields(pdf, form, as_drawn)
    pdf.flatten_annotations("print")
    return lost


def _annotations(page: Object) -> Iterator[Any]:
    listed = page.get("/Annots")
    for note in listed if is_array(listed) else ():
        if is_dictionary(note):
            yield note


def _flags(note: Object) -> int:
    flags = note.get("/F")
    return flags & 0xFFFF if isinstance(flags, int) else 0


def _is_shown(note: Object, hidden: set[Number]) -> bool:
    flags = _flags(note)
    layer = note.get("/OC")
    if isinstance(layer, Object) and layer.objgen in hidden:
        return False
    return not flags & _HIDDEN and bool(flags & _PRINT or not flags & _NO_VIEW)


def _has_drawing(note: Object) -> bool:
    drawings = note.get("/AP")
    normal = drawings.get("/N") if is_dictionary(drawings) else None
    return is_stream(normal) or is_dictionary(normal)


def _draw_fields(pdf: Pdf, form: Any, as_drawn: list[tuple[Any, Object]]) -> None:
    """Have qpdf draw text fields, but for those `as_drawn` already: it knows ASCII only, and writes into drawings."""
    for note, _ in as_drawn:
        if "/AP" in note:  # pages may share a field
            del note.AP
    form.NeedAppearances = True
    pdf.generate_appearance_streams()
    for note, drawing in as_drawn:
        note.AP = drawing
    form.NeedAppearances = False
