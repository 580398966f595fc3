"""The whole site as plain files: a Vietnamese README, the pages, and the catalogue with the office's lists."""

import io
import shutil
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from ZODB.blob import Blob

from hcc.content.writing_files import Written, written_site
from hcc.dossiers.hamlets import HAMLETS_FILE, write_hamlets
from hcc.dossiers.ready_sentences import READY_FILE, write_ready_sentences
from hcc.dossiers.result_documents import DOCUMENTS_FILE, write_result_documents
from hcc.procedures.form_files import FORMS_FOLDER
from hcc.procedures.kept import let_go
from hcc.procedures.life_events import LIFE_EVENTS_FILE
from hcc.procedures.shipped_processes import PROCESSES_FILE
from hcc.procedures.synonyms_file import SYNONYMS_FILE
from hcc.procedures.toml_files import FIELDS_FILE, PROCEDURES_FOLDER, write_record
from hcc.settings import Settings
from hcc.shipped import shipped

from .office_files import OFFICE, office_files

NOT_IN_DATABASE = (FIELDS_FILE, LIFE_EVENTS_FILE, PROCESSES_FILE, SYNONYMS_FILE)
"""Files of a catalogue that the program reads as they are shipped."""
README, PAGES, CATALOGUE = "README.txt", "pages", "catalog"
OBJECTS_KEPT = 500
"""Files after which memory is given back."""
_MADE = (1980, 1, 1, 0, 0, 0)
"""The moment in the ZIP file's heads: the same site gives the same bytes."""
_README = (Path(__file__).parent / "office_files" / "README.txt").read_text("utf-8")
"""What stands beside the files, for whoever opens them in ten years."""


def whole_site(site: Any, settings: Settings, today: date) -> Iterator[Written]:
    """Every file, in one order, as it stands on that day."""
    yield README, _README.encode("utf-8")
    for path, content in office_files(site, settings, today):
        yield f"{OFFICE}/{path}", content
    for path, content in catalogue_files(site, settings.commune):
        yield f"{CATALOGUE}/{path}", content
    for path, content in written_site(site.content):
        yield f"{PAGES}/{path}", content


def catalogue_files(site: Any, commune: str) -> Iterator[Written]:
    """A catalogue folder that can be imported again as a whole: every procedure's latest text, every form byte for
    byte, the office's lists, and those no database holds as they are shipped.
    """
    for procedure in site.procedures.values():
        latest = procedure.latest()
        if latest is not None:
            yield f"{PROCEDURES_FOLDER}/{procedure.code}.toml", write_record(latest.record).encode("utf-8")
            let_go(procedure)
    for form in site.procedures.forms:
        yield f"{FORMS_FOLDER}/{form.name}", form.blob
    dossiers = site.dossiers
    if dossiers.hamlets:
        yield HAMLETS_FILE, write_hamlets(commune, dossiers.hamlets).encode("utf-8")
    yield READY_FILE, write_ready_sentences(dossiers.ready).encode("utf-8") if dossiers.ready else _shipped(READY_FILE)
    texts = dossiers.documents
    yield DOCUMENTS_FILE, write_result_documents(texts).encode("utf-8") if texts else _shipped(DOCUMENTS_FILE)
    for name in NOT_IN_DATABASE:
        yield name, _shipped(name)


def _shipped(name: str) -> bytes:
    return (shipped("catalog") / name).read_bytes()


def write_zip(site: Any, settings: Settings, out: BinaryIO, today: date) -> int:
    """The whole site in one ZIP file; answers how many files are in it. Objects that were read are given back."""
    count = 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        for path, content in whole_site(site, settings, today):
            info = zipfile.ZipInfo(path, _MADE)
            info.compress_type = zipfile.ZIP_STORED if isinstance(content, Blob) else zipfile.ZIP_DEFLATED
            with parts.open(info, "w", force_zip64=True) as part, opened(content) as kept:
                shutil.copyfileobj(kept, part)
            count += 1
            if count % OBJECTS_KEPT == 0:
                site._p_jar.cacheGC()
    return count


def opened(content: bytes | Blob) -> BinaryIO:
    """A file of `whole_site`, to be read."""
    found: BinaryIO = io.BytesIO(content) if isinstance(content, bytes) else content.open()
    return found


def bytes_of(content: bytes | Blob) -> bytes:
    """What is in a file of `whole_site`."""
    if isinstance(content, bytes):
        return content
    with content.open() as kept:
        found: bytes = kept.read()
    return found
