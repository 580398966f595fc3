"""What the forms of files and pictures ask."""

import colander
from deform.widget import CheckboxWidget

from hcc.core.text import TranslationString, message
from hcc.pdf.kinds import BEGINNING, OTHER, kind_of_beginning
from hcc.web.fields import Upload, UploadedFile, UploadWidget
from hcc.web.forms import FormSchema

from .files import FILE, kind_words, size_words
from .schemas import SUMMARY, TITLE, line_node, text_node

ALT = 300
"""Letters of what a picture shows; a screen reader says them in one breath of some 20 seconds."""
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


def _file_node(title: TranslationString, hint: TranslationString, accept: str | None = None) -> colander.SchemaNode:
    return colander.SchemaNode(
        Upload(),
        name=FILE,
        title=title,
        missing=_needed,
        description=_at_hand,
        hint=hint,
        widget=UploadWidget(accept=accept, unmarked=True),
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
                title=message("It only decorates: there is nothing in it to tell"),
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
    if not needed or typed.get("alt") or typed.get("decorative"):
        return
    wrong = colander.Invalid(schema)
    wrong["alt"] = message("Say what the picture shows, or tick that it only decorates")
    raise wrong
