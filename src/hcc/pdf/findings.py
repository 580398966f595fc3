"""What a PDF carries besides its pages: things that act, and signatures.

This only tells people what was there. What is served is built from an allow-list (`allowed`), whatever is found here.
"""

import re
from collections.abc import Callable, Iterator

from pikepdf import Object, Pdf

from hcc.pdf.shapes import is_array, is_dictionary, is_stream, name_in

_BY_KEY = {
    "/AA": "automatic-action",
    "/EF": "attachment",
    "/EmbeddedFiles": "attachment",
    "/JS": "javascript",
    "/JavaScript": "javascript",
    "/OPI": "external-document",
    "/XFA": "xfa",
}
_BY_ACTION = {
    "/GoTo3DView": "media",
    "/GoToE": "external-document",
    "/GoToR": "external-document",
    "/ImportData": "form-action",
    "/JavaScript": "javascript",
    "/Launch": "launch",
    "/Movie": "media",
    "/Rendition": "media",
    "/ResetForm": "form-action",
    "/RichMediaExecute": "media",
    "/Sound": "media",
    "/SubmitForm": "form-action",
    "/Thread": "external-document",
    "/URI": "link",
}
_BY_SUBTYPE = {
    "/3D": "media",
    "/FileAttachment": "attachment",
    "/Movie": "media",
    "/PS": "postscript",
    "/RichMedia": "media",
    "/Screen": "media",
    "/Sound": "media",
}
ACTS = (
    frozenset(_BY_ACTION)
    | frozenset(_BY_SUBTYPE)
    | {"/Action", "/Annot", "/EmbeddedFile", "/Filespec", "/Sig", "/Widget"}
)
"""What something that acts, plays or is attached says it is; no part of a drawing does."""
_SUSPECT = re.compile(
    rb"/(?:ByteRange|OpenAction|Ref|"
    + b"|".join(sorted({re.escape(name[1:].encode()) for name in (*_BY_KEY, *_BY_ACTION, *_BY_SUBTYPE)}))
    + rb")(?![0-9A-Za-z])"
)
_HARMLESS_OPENING = {"/GoTo", "/Named"}
_USAGE_RIGHTS = ("/UR3", "/UR")


def active_content(pdf: Pdf) -> set[str]:
    """Kinds of active content anywhere in the file, as words of ACTIVE."""
    found: set[str] = set()
    for entries in _suspect_dictionaries(pdf):
        for key in _BY_KEY.keys() & entries.keys():
            if _ACTS[key](entries, entries[key]):
                found.add(_BY_KEY[key])
        if word := _BY_ACTION.get(name_in(entries, "/S")):
            found.add(word)
        if word := _BY_SUBTYPE.get(name_in(entries, "/Subtype")):
            found.add(word)
        if "/Ref" in entries and name_in(entries, "/Subtype") == "/Form":
            found.add("external-document")
        if "/F" in entries and is_stream(entries):
            found.add("external-stream")
        opening = entries.get("/OpenAction")
        if is_dictionary(opening) and name_in(opening, "/S") not in _HARMLESS_OPENING:
            found.add("open-action")
    return found


def is_signed(pdf: Pdf) -> bool:
    """Whether anybody's signature is in the file, written inline or as an object of its own.

    A usage-rights signature (/Perms /UR3) only switches on features of a reader and approves nothing: not counted.
    """
    rights: set[tuple[int, int]] = set()
    permissions = pdf.Root.get("/Perms")
    if is_dictionary(permissions):
        rights = {permissions[key].objgen for key in _USAGE_RIGHTS if is_dictionary(permissions.get(key))}
        rights.discard((0, 0))
    for entries in _suspect_dictionaries(pdf):
        if "/ByteRange" in entries and "/Contents" in entries and entries.objgen not in rights:
            return True
    return False


def _has_any(value: object, *keys: str) -> bool:
    return is_dictionary(value) and any(key in value for key in keys)


_ACTS: dict[str, Callable[[Object, object], bool]] = {
    "/AA": lambda _, value: is_dictionary(value) and any(_has_any(action, "/S") for _, action in value.items()),
    "/EF": lambda _, value: _has_any(value, "/F", "/UF", "/DOS", "/Mac", "/Unix"),
    "/EmbeddedFiles": lambda _, value: _has_any(value, "/Names", "/Kids"),
    "/JS": lambda entries, _: "/S" in entries,
    "/JavaScript": lambda _, value: _has_any(value, "/Names", "/Kids"),
    "/OPI": lambda _, value: is_dictionary(value),
    "/XFA": lambda _, value: isinstance(value, Object),
}
"""Whether a telling key means what it says: fonts and images may be given any name, /JS included."""


def _suspect_dictionaries(pdf: Pdf) -> Iterator[Object]:
    """Every dictionary or stream worth a look, those written inline included, each once."""
    for item in pdf.objects:
        if not isinstance(item, Object):
            continue
        if is_stream(item):
            # Printing a dictionary as text is fifty times cheaper than walking it.
            if "/F" in item or _SUSPECT.search(item.stream_dict.unparse()):
                yield item
                yield from _inline(item.stream_dict)
        elif _SUSPECT.search(item.unparse(resolved=True)):
            if is_dictionary(item):
                yield item
            yield from _inline(item)
    yield pdf.trailer


def _inline(item: Object, depth: int = 0) -> Iterator[Object]:
    if depth > 100:
        return
    if is_dictionary(item):
        children = [child for key, child in item.items() if key not in _USAGE_RIGHTS]
    elif is_array(item):
        children = list(item)
    else:
        return
    for child in children:
        if isinstance(child, Object) and not child.is_indirect:
            if is_dictionary(child):
                yield child
            yield from _inline(child, depth + 1)
