"""Worker: whose signatures are in a file, and which paper of ours its pages say they are of, as far as can be read.

Answers only whose, never whether they hold: a signature can be valid while what is shown has changed after it. Reads
with qpdf, which mends a damaged file; pyHanko wants a sound one, and takes ten times as long to load.
"""

import hashlib
from collections.abc import Iterator
from typing import Any, TypeGuard

import pikepdf
from asn1crypto import cms
from pikepdf import Object, ObjectType, Pdf

_MOST = 1000
"""Signatures looked at; no honest paper has so many."""
_DEEPEST = 100
_MARK_BYTES = 64
MARK = "/HccPaper"
"""Where `hcc.pdf.overlay` writes into every page and stamp which paper it is of."""
_USAGE_RIGHTS = ("/UR3", "/UR")
"""Permissions of a reader to save a form: made by signing, but nobody's approval."""


def work(job: dict[str, Any]) -> dict[str, list]:
    """The one job: examine the file that is standard input."""
    with open(0, "rb", closefd=False) as file:
        return examine(file)


def examine(file: Any) -> dict[str, list]:
    """`signatures`: for each signature of a PDF the SHA-256 of every certificate it brings along. `marks`: the texts
    its pages and their stamps have under MARK. Nothing for what cannot be read.
    """
    found: set[bytes] = set()
    marks: set[str] = set()
    try:
        with Pdf.open(file, inherit_page_attributes=False) as pdf:
            for mark in _marks(pdf):
                marks.add(mark)
                if len(marks) == _MOST:
                    break
            for contents in _contents(pdf):
                found.add(contents)
                if len(found) == _MOST:
                    break
    except (pikepdf.PdfError, pikepdf.PasswordError):
        pass
    return {"signatures": [sorted(_certificates(contents)) for contents in sorted(found)], "marks": sorted(marks)}


def _marks(pdf: Pdf) -> Iterator[str]:
    for item in pdf.objects:
        if _is(item, ObjectType.dictionary, ObjectType.stream):
            mark = item.get(MARK)
            if _is(mark, ObjectType.string) and len(bytes(mark)) <= _MARK_BYTES:
                yield bytes(mark).decode("ascii", "replace")


def _contents(pdf: Pdf) -> Iterator[bytes]:
    rights = set()
    permissions = pdf.Root.get("/Perms")
    if _is(permissions, ObjectType.dictionary):
        rights = {permissions[key].objgen for key in _USAGE_RIGHTS if _is(permissions.get(key), ObjectType.dictionary)}
        rights.discard((0, 0))
    for item in pdf.objects:
        # Printing an object is far cheaper than walking it.
        if _is(item, ObjectType.dictionary, ObjectType.array) and b"/ByteRange" in item.unparse(resolved=True):
            for entries in _dictionaries(item, 0):
                contents = entries.get("/Contents")
                if "/ByteRange" in entries and entries.objgen not in rights and _is(contents, ObjectType.string):
                    yield bytes(contents)


def _dictionaries(item: Object, depth: int) -> Iterator[Object]:
    """This dictionary and all that are written inside it."""
    if depth > _DEEPEST:
        return
    if item._type_code == ObjectType.dictionary:
        yield item
        children = [child for key, child in item.items() if key not in _USAGE_RIGHTS]
    else:
        children = list(item)
    for child in children:
        if _is(child, ObjectType.dictionary, ObjectType.array) and not child.is_indirect:
            yield from _dictionaries(child, depth + 1)


def _certificates(contents: bytes) -> set[str]:
    try:
        signed = cms.ContentInfo.load(contents)["content"]
        return {
            hashlib.sha256(choice.chosen.dump()).hexdigest()
            for choice in signed["certificates"]
            if choice.name == "certificate"
        }
    except Exception:
        # A signature nobody can read is still somebody's.
        return set()


def _is(item: object, *types: ObjectType) -> TypeGuard[Any]:
    return isinstance(item, Object) and item._type_code in types
