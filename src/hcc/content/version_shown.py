"""An earlier text as it would look today, and as it was typed."""

from typing import Any, NamedTuple

import colander
from chameleon.utils import Markup
from deform.widget import CheckboxChoiceWidget, SelectWidget
from pyramid.request import Request

from hcc.core.text import TranslationString, message

from .edit_form import shown
from .files import FILE
from .kinds import kind_of
from .markdown_field import MarkdownWidget, NotShown, previewed
from .resources import ImageItem, Item, Text
from .wanted import address_stands, code_stands

READ = ("title", "summary")
"""Fields that stand above the text where it is read, with those of the translation."""
ENGLISH = "_en"


class Looked(NamedTuple):
    """A text in one language as it would look."""

    lang: str
    title: str
    summary: str
    body: Markup
    refused: TranslationString | None
    """Why the text cannot be drawn."""


class Told(NamedTuple):
    """A field beside the text, as its value reads."""

    label: str
    value: str
    url: str = ""
    """Where the file of this version is."""
    picture: str = ""
    """The same of a picture."""


class VersionShown(NamedTuple):
    """What the page of a version tells."""

    looks: list[Looked]
    told: list[Told]
    typed: list[tuple[str, str]]
    """Label and text of everything that was typed."""


def version_shown(item: Item, text: Text, request: Request) -> VersionShown:
    """The present text is shown in the same way as earlier ones."""
    schema = kind_of(request, item).schema()
    schema = schema.bind(request=request, item=item)
    nodes = [node for node in schema if text.get(node.name)]
    say = request.localizer.translate
    looks = [look for ending in ("", ENGLISH) if (look := _looked(text, nodes, ending, request)) is not None]
    read = {f"{name}{ending}" for name in READ for ending in ("", ENGLISH)}
    beside = [node for node in nodes if node.name not in read and not isinstance(node.widget, MarkdownWidget)]
    return VersionShown(
        looks,
        [_told(node, text[node.name], item, request) for node in beside],
        [(say(node.title), shown(text[node.name])) for node in nodes if isinstance(text[node.name], str)],
    )


def _looked(text: Text, nodes: list[colander.SchemaNode], ending: str, request: Request) -> Looked | None:
    title, summary = (text.get(f"{name}{ending}") or "" for name in READ)
    body, refused = Markup(""), None
    for node in nodes:
        if isinstance(node.widget, MarkdownWidget) and node.name.endswith(ENGLISH) == bool(ending):
            try:
                body = previewed(text[node.name], request, node.widget.most)
            except NotShown as fault:
                refused = fault.sentence
    if not (title or summary or body or refused):
        return None
    return Looked("en" if ending else "vi", title, summary, body, refused)


def _told(node: colander.SchemaNode, value: Any, item: Item, request: Request) -> Told:
    say = request.localizer.translate
    label = say(node.title)
    if node.name == FILE:
        url = f"{request.resource_path(item, 'download')}?v={value.get('sha256', '')}"
        picture = url.replace("/download?", "/picture?") if isinstance(item, ImageItem) else ""
        return Told(label, value.get("name", ""), url, picture)
    if value is True:
        return Told(label, say(message("Yes")))
    wanted = getattr(node.widget, "wanted", None)
    if wanted is not None and isinstance(value, str):
        stands = address_stands(value, wanted, request)
        return Told(label, f"{stands.title} ({value})" if stands.title else value)
    if wanted is not None:
        titles = ((code, code_stands(code, request).title) for code in value)
        return Told(label, "\n".join(f"{code} {title}".strip() for code, title in titles))
    if isinstance(node.widget, SelectWidget | CheckboxChoiceWidget):
        words = {key: say(said) for key, said in node.widget.values}
        chosen = value if isinstance(value, list | tuple) else [value]
        return Told(label, ", ".join(str(words.get(one, one)) for one in chosen))
    try:
        return Told(label, str(node.typ.serialize(node, value)))
    except (ValueError, TypeError, colander.Invalid):
        return Told(label, shown(value))
