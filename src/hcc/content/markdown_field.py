"""The field of a form in which the text of a page is written, with how it will look."""

import colander
from chameleon.utils import Markup
from deform.widget import TextAreaWidget
from pyramid.request import Request

from hcc.core.text import TranslationString, clean_text, message

from .body import drawn_for
from .choosing_fields import pick_url
from .drawings import TooIntricate, draw_within_bounds

PREVIEW = "preview"
"""Name of the button that shows the form again with how the text will look, where no scripts run."""

TOO_INTRICATE = message(
    "This text has too many marks nested in each other, and cannot be laid out. Take some of the marks *, [, |, > out,"
    " or divide it into several pages"
)


TOO_LONG = message("This text is too long to be shown: at most ${most} letters. Divide it into several pages.")


class NotShown(Exception):
    """A text of which no preview can be made; says why."""

    def __init__(self, sentence: TranslationString) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class MarkdownWidget(TextAreaWidget):
    """A text with its marks; draws `preview` below it where the button of that name was pressed."""

    template = "markdown"
    button = PREVIEW
    most = 0
    """Letters it may have."""

    def get_template_values(self, field, cstruct, kw) -> dict:
        request: Request = field.get_root().request
        values = super().get_template_values(field, cstruct, kw)
        asked = request.method == "POST" and PREVIEW in request.POST
        shown = _shown(values["cstruct"], request, self.most) if asked else (Markup(""), None)
        return {
            **values,
            "previewed": asked,
            "preview": shown[0],
            "preview_refused": shown[1],
            "too_long": TranslationString(TOO_LONG, mapping={"most": self.most}),
            "preview_url": request.resource_path(request.context, "markdown_preview"),
            "pick_url": pick_url(request),
        }


def _shown(text: str, request: Request, most: int) -> tuple[Markup, TranslationString | None]:
    """How a text looks, or the sentence why it cannot be shown."""
    try:
        return previewed(text, request, most), None
    except NotShown as refused:
        return Markup(""), refused.sentence


def previewed(text: str, request: Request, most: int) -> Markup:
    """How a text will look. Raises NotShown."""
    text = clean_text(text)
    if len(text) > most:
        raise NotShown(TranslationString(TOO_LONG, mapping={"most": most}))
    try:
        return drawn_for(draw_within_bounds(text), request)
    except TooIntricate:
        raise NotShown(TOO_INTRICATE) from None


def drawable(node: colander.SchemaNode, text: str) -> None:
    """Validator: the text can be drawn, and is, so that keeping it draws nothing a second time."""
    try:
        draw_within_bounds(text)
    except TooIntricate:
        raise colander.Invalid(node, TOO_INTRICATE) from None


def asks_preview(request: Request) -> bool:
    """Whether the form was sent to see how its text looks."""
    return PREVIEW in request.POST


def body_node(name: str, title, most: int, **more) -> colander.SchemaNode:
    """A text with its marks, of at most so many letters."""
    rows = more.pop("rows", 18)
    return colander.SchemaNode(
        colander.String(),
        name=name,
        title=title,
        preparer=lambda typed: clean_text(typed) if typed else typed,
        validator=colander.All(colander.Length(max=most), _if_short_enough(most)),
        widget=MarkdownWidget(rows=rows, most=most),
        missing="",
        **more,
    )


def _if_short_enough(most: int):
    def check(node: colander.SchemaNode, text: str) -> None:
        if len(text) <= most:
            drawable(node, text)

    return check
