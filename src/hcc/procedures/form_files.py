"""Files of prescribed forms (mẫu đơn, tờ khai) the centre gives away: read from catalog/forms, kept in the database."""

import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from BTrees.OOBTree import OOBTree
from persistent import Persistent
from ZODB.blob import Blob

from .file_problems import FileProblem, Problem
from .toml_checks import FORM_FILE

FORMS_FOLDER = "forms"
FORM_LIMIT = 10 * 1024 * 1024
"""Bytes of one form; a scanned A4 page has under 1 MB."""

KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
}
"""Media types by the ending of the name."""
_MACROS = ("vbaproject.bin", "basic/")


class FormFile(Persistent):
    """One form. Its bytes are a blob, never changed: a new edition is another blob under the same name."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.size = len(data)
        self.sha256 = hashlib.sha256(data).hexdigest()
        self.blob = Blob(data)

    @property
    def kind(self) -> str:
        return KINDS[self.name.rpartition(".")[2]]


class FormFiles(Persistent):
    """Every form by its file name."""

    def __init__(self) -> None:
        self._by_name = OOBTree()
        self.names: frozenset[str] = frozenset()

    def get(self, name: str) -> FormFile | None:
        return self._by_name.get(name)

    def __iter__(self) -> Iterator[FormFile]:
        return iter(self._by_name.values())

    def differing(self, forms: Mapping[str, bytes]) -> list[str]:
        """Names of those that are not here with the same bytes."""
        return [
            name
            for name, data in sorted(forms.items())
            if (kept := self.get(name)) is None or kept.sha256 != hashlib.sha256(data).hexdigest()
        ]

    def keep(self, name: str, data: bytes) -> FormFile:
        """Keep these bytes under this name, instead of what had it before."""
        kept = self._by_name[name] = FormFile(name, data)
        self.names = frozenset(self._by_name)
        return kept


def read_forms(catalogue: Path) -> tuple[dict[str, bytes], list[FileProblem]]:
    """The sound forms of a catalogue folder by name, and what is wrong with the others; no folder means no forms."""
    forms: dict[str, bytes] = {}
    problems: list[FileProblem] = []
    for path in sorted((catalogue / FORMS_FOLDER).glob("*")):
        data = _bytes(path)
        problem, facts = data if isinstance(data, tuple) else form_problem(path.name, data)
        if problem is not None:
            problems.append(FileProblem(f"{FORMS_FOLDER}/{path.name}", 1, problem, facts))
        elif isinstance(data, bytes):
            forms[path.name] = data
    return forms, problems


def _bytes(path: Path) -> bytes | tuple[Problem, dict]:
    try:
        with path.open("rb") as stream:
            return stream.read(FORM_LIMIT + 1)
    except OSError as error:
        return Problem.UNREADABLE, {"reason": error.strerror}


def form_problem(name: str, data: bytes) -> tuple[Problem | None, dict]:
    """What is wrong with these bytes under this name, and its facts; None where they can be given away."""
    """What is wrong with these bytes under this name, and its facts; None: they are a form that can be given away."""
    if not FORM_FILE.match(name):
        return Problem.BAD_FORM_FILE, {"value": name[:60]}
    if len(data) > FORM_LIMIT:
        return Problem.FORM_TOO_BIG, {"limit": FORM_LIMIT // (1024 * 1024)}
    ending = name.rpartition(".")[2]
    if not _is(ending, data):
        return Problem.FORM_OF_OTHER_KIND, {"ending": ending}
    return None, {}


def _is(ending: str, data: bytes) -> bool:
    """Whether the bytes are what the name's ending says, and hold no program."""
    if ending == "pdf":
        return data.startswith(b"%PDF-") and b"%%EOF" in data[-1024:]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            inside = package.namelist()
            if any(part in name.casefold() for name in inside for part in _MACROS):
                return False
            if ending == "docx":
                return "[Content_Types].xml" in inside and "word/document.xml" in inside
            with package.open("mimetype") as said:
                return said.read(100).decode("ascii", "replace").strip() == KINDS["odt"] and "content.xml" in inside
    except Exception:  # a damaged or locked file can raise anything, of its packing too
        return False
