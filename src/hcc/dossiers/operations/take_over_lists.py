"""Taking over the lists of an office's own catalogue folder; their files were read and checked before."""

from hcc.core.act import Act

from ..hamlets import Hamlet, hamlet_lines
from ..office_decisions import DOCUMENTS_SET, HAMLETS_SET, SENTENCES_SET, fingerprint, record_decision
from ..ready_sentences import ReadySentences, shipped_sentences, write_ready_sentences
from ..resources import DossierFolder
from ..result_documents import Documents, shipped_documents, write_result_documents


def take_over_lists(
    folder: DossierFolder,
    *,
    hamlets: tuple[Hamlet, ...] | None,
    sentences: ReadySentences | None,
    documents: Documents | None,
    act: Act,
) -> None:
    """Use these lists from now on, and put on record which differ from those in use; None: what there is stays."""
    if hamlets is not None and hamlets != folder.hamlets:
        folder.hamlets = hamlets
        _record(folder, act, HAMLETS_SET, hamlet_lines(hamlets))
    if sentences is not None and sentences != (folder.ready or shipped_sentences()):
        folder.ready = sentences
        _record(folder, act, SENTENCES_SET, write_ready_sentences(sentences))
    if documents is not None and documents != (folder.documents or shipped_documents()):
        folder.documents = documents
        _record(folder, act, DOCUMENTS_SET, write_result_documents(documents))


def _record(folder: DossierFolder, act: Act, what: str, text: str) -> None:
    record_decision(folder, act, what, sha256=fingerprint(text), source="import-catalog")
