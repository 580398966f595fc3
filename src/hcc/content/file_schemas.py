"""What the forms of files and pictures ask."""

from typing import Any

import colander
import deform
from deform.widget import CheckboxWidget
from pyramid.request import Request

from hcc.core.text import TranslationString, message
from hcc.pdf.kinds import BEGINNING, OTHER, kind_of_beginning
from hcc.web.fields import Upload, UploadedFile, UploadWidget
from hcc.web.forms import FormSchema
from hcc.web.posted import uploaded

from .files import FILE, kind_words, size_words, tells_nothing
from .recordings import BEGINNING as RECORDING_BEGINNING
from .recordings import recording_type
from .schemas import ALT, SUMMARY, TITLE, TRANSCRIPT, add_english, line_node, text_node
from .waiting_files import FIELD, WaitingFile, keep_waiting, waiting_file

DECORATES = message("It only decorates: there is nothing in it to tell")
WHEN_DECORATIVE = message(
    "Only for borders and ornaments. People, places, signs and words in a picture are to be told."
)
PICTURES = "image/jpeg,image/png,image/webp,.jpg,.jpeg,.png,.webp"


@colander.deferred
def _needed(node: colander.SchemaNode, kw: dict):
    """A new thing needs its file; one that has a file keeps it."""
    item = kw.get("item")
    return None if item is not None and item.told else colander.required


@colander.deferred
def _at_hand(node: colander.SchemaNode, kw: dict) -> TranslationString | None:
    """Which file is kept already."""
    item = kw.get("item")
    if item is None or not item.told:
        return node.hint
    told = item.told
    sentence = message("Kept already: ${name} (${kind} ${size}). Choose another one to put it in its place.")
    facts = {"name": told["name"], "kind": kind_words(told), "size": size_words(told["size"])}
    return TranslationString(sentence, mapping=facts)


class KeptUploadWidget(UploadWidget):
    """A file field that forgets nothing: what came with a form refused for another field comes with the next one."""

    button = FIELD
    """What the form sends beside the fields of its schema."""
    kept: WaitingFile | None = None

    def __init__(self, request: Request, accept: str | None) -> None:
        super().__init__(accept=accept, unmarked=True)
        self.request = request

    def deserialize(self, field: deform.Field, pstruct: Any) -> Any:
        if isinstance(pstruct, UploadedFile) or (waiting := waiting_file(self.request)) is None:
            return pstruct
        file = waiting.path.open("rb")
        self.request.add_finished_callback(lambda request: file.close())
        return UploadedFile(waiting.name, "", file)

    def serialize(self, field: deform.Field, cstruct: Any, **kw: Any) -> str:
        """Only a form that comes back is drawn while it is posted. A file that is itself at fault is not kept."""
        if self.request.method == "POST" and field.error is None:
            new = uploaded(self.request.POST.get(FILE))
            self.kept = keep_waiting(self.request, new) if new is not None else waiting_file(self.request)
        return super().serialize(field, cstruct, **kw)


def _file_node(title: TranslationString, hint: TranslationString, accept: str | None = None) -> colander.SchemaNode:
    return colander.SchemaNode(
        Upload(),
        name=FILE,
        title=title,
        missing=_needed,
        description=_at_hand,
        hint=hint,
        widget=colander.deferred(lambda node, kw: KeptUploadWidget(kw["request"], accept)),
    )


def _title_node() -> colander.SchemaNode:
    return line_node(
        "title", message("Title"), TITLE, missing="", description=message("Empty: the name of the file is taken")
    )


class FileSchema(FormSchema):
    """A file to take away."""

    def __init__(self, *args, **kw) -> None:
        super().__init__(*args, **kw)
        self.add(_file_node(message("File"), message("PDF if you can: it opens on every phone")))
        self.add(_title_node())
        self.add(text_node("summary", message("What the file is for"), SUMMARY, 2))
        self.add(
            text_node(
                "transcript",
                message("Of a recording: what is said in it"),
                TRANSCRIPT,
                4,
                description=message(
                    "For who cannot hear it, and who may not turn the sound on; of a film also what it shows"
                ),
            )
        )
        add_english(self, "title", "summary", "transcript")
        self.validator = _told_in_words


def _told_in_words(schema: colander.SchemaNode, typed: dict) -> None:
    """A recording needs its words (WCAG 1.2.1)."""
    upload, item = typed.get(FILE), (schema.bindings or {}).get("item")
    if isinstance(upload, UploadedFile):
        kind = recording_type(upload.file.read(RECORDING_BEGINNING))
        upload.file.seek(0)
    else:
        kind = item.told.get("type", "") if item is not None else ""
    if kind.startswith(("audio/", "video/")) and not typed.get("transcript"):
        wrong = colander.Invalid(schema)
        wrong["transcript"] = message("Write down what is said in the recording: there are people who cannot hear it")
        raise wrong


class ShownSchema(FormSchema):
    """A file that may be a picture: what that shows is said in words, or that it shows nothing."""

    def __init__(self, *args, **kw) -> None:
        super().__init__(*args, **kw)
        self.add(self._node())
        self.add(
            line_node(
                "alt",
                message("What the picture shows"),
                ALT,
                missing="",
                description=message("For who does not see it: “People wait in the hall of the centre”"),
            )
        )
        self["alt"].widget.unmarked = True
        self.add(
            colander.SchemaNode(
                colander.Boolean(),
                name="decorative",
                title=DECORATES,
                description=WHEN_DECORATIVE,
                missing=False,
                widget=CheckboxWidget(),
            )
        )
        self.validator = _told

    def _node(self) -> colander.SchemaNode:
        return _file_node(message("Picture or file"), message("JPEG, PNG or WebP; or any other file, PDF if you can"))


class ImageSchema(ShownSchema):
    """A picture for pages."""

    def __init__(self, *args, **kw) -> None:
        super().__init__(*args, **kw)
        self.add(_title_node())
        self.add(text_node("summary", message("Caption"), SUMMARY, 2))
        add_english(self, "title", "alt", "summary")

    def _node(self) -> colander.SchemaNode:
        return _file_node(message("Picture"), message("JPEG, PNG or WebP"), PICTURES)


def is_picture(upload: UploadedFile) -> bool:
    """Whether a file begins like a picture, also one that pages cannot show."""
    begin = upload.file.read(BEGINNING)
    upload.file.seek(0)
    return kind_of_beginning(begin) != OTHER


def _told(schema: colander.SchemaNode, typed: dict) -> None:
    upload = typed.get(FILE)
    needed = not isinstance(upload, UploadedFile) or is_picture(upload) or isinstance(schema, ImageSchema)
    if not needed or typed.get("decorative"):
        return
    item = (schema.bindings or {}).get("item")
    name = upload.name if isinstance(upload, UploadedFile) else item.told.get("name", "") if item is not None else ""
    sentence = alt_fault(typed.get("alt") or "", name)
    if sentence is not None:
        wrong = colander.Invalid(schema)
        wrong["alt"] = sentence
        raise wrong


def alt_fault(alt: str, name: str) -> TranslationString | None:
    """What is wrong with these words about a picture of that name; None: nothing."""
    if not alt:
        return message("Say what the picture shows, or tick that it only decorates")
    if tells_nothing(alt, name):
        return message("This is the name of the file. Say what the picture shows: “People wait in the hall”")
    if len(alt) > ALT:
        return TranslationString(
            message("Longer than ${most} letters. Say the most important, the rest goes into the text."),
            mapping={"most": ALT},
        )
    return None
