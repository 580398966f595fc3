"""The file of a decision: how it is asked for, and what is said of one that cannot be taken in."""

from typing import Any

import colander

from hcc.content.file_schemas import KeptUploadWidget
from hcc.content.files import FILE
from hcc.core.errors import Refusal
from hcc.core.text import TranslationString, message
from hcc.dossiers.operations.attach import PaperRefused
from hcc.dossiers.views.papers import NoFile
from hcc.web.fields import Upload

ACCEPT = ".pdf,application/pdf"
PHOTOS = frozenset({"not-pdf", "heic", "animated", "too-many-pixels"})
"""Verdicts whose sentences speak of photos, which nobody sends a decision as."""


class NoDecisionFile(Refusal):
    field = FILE
    text = message("Choose the PDF file of the decision first, then send it.")


class NoPdf(Refusal):
    field = FILE
    text = message("This is no PDF file. Scan the decision to PDF, and send that file.")


class FileRefused(Refusal):
    """The intake's own sentence, at the field of the file."""

    field = FILE

    def __init__(self, refused: Refusal) -> None:
        super().__init__(**refused.facts)
        self.text = refused.text


def of_the_file(refusal: Refusal) -> Refusal:
    """What is said of the file of a decision that was refused; of anything else, as it is."""
    if isinstance(refusal, NoFile):
        return NoDecisionFile()
    if not isinstance(refusal, PaperRefused):
        return refusal
    return NoPdf() if refusal.word in PHOTOS else FileRefused(refusal)


@colander.deferred
def _widget(node: colander.SchemaNode, kw: dict[str, Any]) -> KeptUploadWidget:
    widget = KeptUploadWidget(kw["request"], ACCEPT)
    widget.most_mb = kw["request"].office.upload_mb
    return widget


@colander.deferred
def _limit(node: colander.SchemaNode, kw: dict[str, Any]) -> TranslationString:
    said = message("The signed PDF, at most ${limit} MB. It can be taken in later too")
    return TranslationString(said, mapping={"limit": kw["request"].office.upload_mb})


def file_node() -> colander.SchemaNode:
    """The field of the file in the form of a new decision."""
    return colander.SchemaNode(
        Upload(), name=FILE, title=message("The decision's file"), description=_limit, widget=_widget, missing=None
    )
