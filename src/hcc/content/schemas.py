"""What the forms of each kind ask. The fields of a schema are the text of the thing."""

import colander
from deform.widget import TextAreaWidget, TextInputWidget

from hcc.core.text import clean_line, clean_text, message
from hcc.web.forms import FormSchema

from .choosing_fields import procedures_node
from .markdown_field import body_node

TITLE, SUMMARY, BODY = 200, 500, 200_000
"""Letters of a title, a summary and a body of text."""
ALT = 300
"""Letters of what a picture shows; a screen reader says them in one breath of some 20 seconds."""
TRANSCRIPT = 20_000
"""Letters of what is said in a recording: some forty minutes of speech."""


def line_node(name: str, title, most: int, **more) -> colander.SchemaNode:
    """One line of text."""
    widget = more.pop("widget", None) or TextInputWidget(autocomplete="off")
    return colander.SchemaNode(
        colander.String(),
        name=name,
        title=title,
        preparer=lambda typed: clean_line(typed) if typed else typed,
        validator=colander.Length(max=most),
        widget=widget,
        **more,
    )


def text_node(name: str, title, most: int, rows: int, **more) -> colander.SchemaNode:
    """Lines of text."""
    widget = more.pop("widget", None) or TextAreaWidget(rows=rows)
    return colander.SchemaNode(
        colander.String(),
        name=name,
        title=title,
        preparer=lambda typed: clean_text(typed) if typed else typed,
        validator=colander.Length(max=most),
        widget=widget,
        missing="",
        **more,
    )


class ItemSchema(FormSchema):
    """What every kind has."""

    def __init__(self, *args, **kw) -> None:
        super().__init__(*args, **kw)
        self.add(line_node("title", message("Title"), TITLE))
        self.add(
            text_node(
                "summary",
                message("Summary"),
                SUMMARY,
                2,
                description=message("One or two sentences, shown in lists and search"),
            )
        )


ENGLISH = message("In English, if there is a translation")
"""Heading under which the fields of the translation stand folded."""


def add_english(schema: colander.SchemaNode, *names: str) -> None:
    """The fields of a translation, those of `names` that the kind has."""
    made = {
        "title": lambda: line_node("title_en", message("Title in English"), TITLE, missing=""),
        "summary": lambda: text_node("summary_en", message("Summary in English"), SUMMARY, 2),
        "body": lambda: body_node("body_en", message("Text in English"), BODY),
        "alt": lambda: line_node("alt_en", message("What the picture shows, in English"), ALT, missing=""),
        "transcript": lambda: text_node("transcript_en", message("What is said in it, in English"), TRANSCRIPT, 4),
    }
    for name in names:
        add_in_english(schema, made[name]())


def add_in_english(schema: colander.SchemaNode, node: colander.SchemaNode) -> None:
    """A field of the translation."""
    node.widget.fold = ENGLISH
    schema.add(node)


class PageSchema(ItemSchema):
    """A page of text, with the procedures it tells of and its translation."""

    def __init__(self, *args, **kw) -> None:
        super().__init__(*args, **kw)
        self.add_own()
        self.add(body_node("body", message("Text of the page"), BODY))
        self.add(procedures_node())
        add_english(self, "title", "summary", "body")

    def add_own(self) -> None:
        """What a kind asks before its text."""
