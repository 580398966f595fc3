"""The text of a page: Markdown as people type it, made into HTML that holds nothing but text and its structure.

CommonMark 0.31 with tables and struck words (GitHub Flavored Markdown 4.10 and 6.5). What looks like HTML is text and
shown as such; what was made is held against a list of elements and attributes once more. See docs/decisions/0031.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape

import nh3
from chameleon.utils import Markup
from markdown_it import MarkdownIt
from markdown_it.token import Token

from hcc.core.text import fold

DRAWN_BY = 2
"""Raised when the same text is drawn otherwise than before: what was kept of it is then drawn anew."""

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
ANCHOR = "muc-"
"""How ids of headings begin, so that none is an id of the page around."""
LABEL = 120
"""Letters of the name that a table has for who does not see it."""

_TAGS = {
    *("p", "h2", "h3", "h4", "h5", "h6", "a", "ul", "ol", "li", "blockquote", "pre", "code", "hr", "br", "em"),
    *("strong", "s", "div", "table", "thead", "tbody", "tr", "th", "td", "img", "figure", "figcaption"),
}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes={
        "a": {"href"},
        "img": {"src", "alt"},
        "ol": {"start"},
        "div": {"aria-label"},
        **{f"h{level}": {"id"} for level in range(2, 7)},
    },
    tag_attribute_values={
        "a": {"rel": {"noopener"}},
        "div": {"class": {"table"}, "role": {"region"}, "tabindex": {"0"}},
        "th": {"scope": {"col"}, "class": {"right", "center"}},
        "td": {"class": {"right", "center"}},
    },
    url_schemes=set(SCHEMES),
    link_rel=None,
)
_IMG = re.compile(r'<img src="([^"]*)" alt="([^"]*)">')
"""As the cleaner writes them; no attribute before these two can hold a quotation mark."""
_SCHEME = re.compile(r"\s*([^/?#]*?):")
_ALIGNED = {"text-align:right": "right", "text-align:center": "center"}


@dataclass(frozen=True)
class Picture:
    """A picture that stands in a text: its address, and what it shows in words (empty: what its own page says)."""

    src: str
    alt: str


@dataclass(frozen=True)
class Drawing:
    """A text as HTML: pieces, with a picture between each two of them, and every address it leads to."""

    pieces: tuple[str, ...]
    pictures: tuple[Picture, ...]
    links: tuple[str, ...]
    """Addresses of links and pictures, as they were typed, each once, in the order of the text."""

    def html(self, draw: Callable[[Picture], str]) -> Markup:
        """The whole, with each picture as `draw` draws it (as HTML)."""
        out = [self.pieces[0]]
        for picture, piece in zip(self.pictures, self.pieces[1:], strict=True):
            out += (draw(picture), piece)
        return Markup("".join(out))


def plain_picture(picture: Picture) -> str:
    """A picture of which no more is known than where it is."""
    return f'<img src="{escape(picture.src)}" alt="{escape(picture.alt)}" loading="lazy" />'


def render_markdown(text: str, draw: Callable[[Picture], str] = plain_picture) -> Markup:
    """HTML of a text, safe to be put into a page as it is."""
    return draw_markdown(text).html(draw)


def draw_markdown(text: str) -> Drawing:
    """Read a text and draw it.

    Headings begin at h2 and never skip a level, whatever was typed. A link that leads elsewhere says rel="noopener".
    A picture from another site is a link to it: pages show nothing that is not the centre's own.
    """
    tokens = _reader.parse(text)
    _level_headings(tokens)
    _make_figures(tokens)
    _name_tables(tokens)
    html = _CLEANER.clean(_reader.renderer.render(tokens, _reader.options, {}))
    parts = _IMG.split(html)
    pictures = tuple(Picture(unescape(src), unescape(alt)) for src, alt in zip(parts[1::3], parts[2::3], strict=True))
    return Drawing(tuple(parts[::3]), pictures, tuple(dict.fromkeys(_addresses(tokens))))


def plain_text(text: str) -> str:
    """The words of a text without its marks: for searching, and for what is shown of it in lists."""
    out: list[str] = []
    for token in _reader.parse(text):
        if token.type == "inline":
            out.append(_words(token.children or ()))
        elif token.type in ("code_block", "fence"):
            out.append(token.content.strip())
    return "\n".join(line for line in out if line)


def may_lead_to(address: str) -> bool:
    """Whether an address may stand in a text: within the site, or of a scheme that runs nothing."""
    found = _SCHEME.match(address)
    return found is None or found[1].lower() in SCHEMES


def leads_out(address: str) -> bool:
    """Whether an address is another site's, or none of a site at all."""
    return _SCHEME.match(address) is not None or address.startswith("//")


def _words(children: Sequence[Token]) -> str:
    """Text of what stands in a line."""
    out = []
    for token in children:
        if token.type in ("softbreak", "hardbreak"):
            out.append(" ")
        elif token.type == "image":
            out.append(_words(token.children or ()))
        else:
            out.append(token.content)
    return "".join(out)


def _addresses(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                yield str(child.attrs["href"])
            elif child.type == "image":
                yield str(child.attrs["src"])


def _level_headings(tokens: list[Token]) -> None:
    """Give headings the levels from 2 on that their order makes of them, and ids of their words."""
    above: list[int] = []
    taken: dict[str, int] = {}
    for place, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        asked = int(token.tag[1])
        while above and above[-1] >= asked:
            above.pop()
        above.append(asked)
        token.tag = tokens[place + 2].tag = f"h{min(1 + len(above), 6)}"
        name = re.sub(r"[^a-z0-9]+", "-", fold(_words(tokens[place + 1].children or ()))).strip("-")[:60]
        taken[name] = number = taken.get(name, 0) + 1
        token.attrs = {"id": f"{ANCHOR}{name}-{number}" if number > 1 or not name else f"{ANCHOR}{name}"}


def _make_figures(tokens: list[Token]) -> None:
    """A picture that has a line to itself and a title is a figure, with the title below it."""
    for place, token in enumerate(tokens):
        if token.type != "inline" or not token.children or tokens[place - 1].type != "paragraph_open":
            continue
        only = token.children[0]
        if len(token.children) != 1 or only.type != "image" or not only.attrs.get("title"):
            continue
        tokens[place - 1].tag = tokens[place + 1].tag = "figure"
        tokens[place - 1].hidden = tokens[place + 1].hidden = False
        caption = Token("caption", "figcaption", 0, content=str(only.attrs["title"]))
        token.children = [only, caption]


def _name_tables(tokens: list[Token]) -> None:
    """The heads of its columns are the name of a table, with a number where another has the same."""
    named: dict[str, int] = {}
    table: Token | None = None
    heads: list[str] = []
    at = ""
    for token in tokens:
        if token.type == "table_open":
            table, heads = token, []
        elif token.type == "inline" and at == "th_open":
            heads.append(_words(token.children or ()))
        elif token.type == "thead_close" and table is not None:
            label = ", ".join(filter(None, heads))[:LABEL]
            named[label] = number = named.get(label, 0) + 1
            table.meta = {"label": f"{label} {number}".strip() if number > 1 or not label else label}
        at = token.type


def _table_open(self, tokens, idx, options, env) -> str:
    label = escape(tokens[idx].meta.get("label", ""))
    return f'<div class="table" role="region" tabindex="0" aria-label="{label}"><table>\n'


def _table_close(self, tokens, idx, options, env) -> str:
    return "</table></div>\n"


def _cell_open(self, tokens, idx, options, env) -> str:
    token = tokens[idx]
    aligned = _ALIGNED.get(str(token.attrs.get("style", "")))
    scope = ' scope="col"' if token.tag == "th" else ""
    looks = f' class="{aligned}"' if aligned else ""
    return f"<{token.tag}{scope}{looks}>"


def _link_open(self, tokens, idx, options, env) -> str:
    href = str(tokens[idx].attrs["href"])
    rel = ' rel="noopener"' if leads_out(href) else ""
    return f'<a href="{escape(href)}"{rel}>'


def _image(self, tokens, idx, options, env) -> str:
    token = tokens[idx]
    src, alt = str(token.attrs["src"]), _words(token.children or ())
    if leads_out(src):
        return f'<a href="{escape(src)}" rel="noopener">{escape(alt or src)}</a>'
    return f'<img src="{escape(src)}" alt="{escape(alt)}">'


def _caption(self, tokens, idx, options, env) -> str:
    return f"<figcaption>{escape(tokens[idx].content)}</figcaption>"


def _code(self, tokens, idx, options, env) -> str:
    return f"<pre><code>{escape(tokens[idx].content)}</code></pre>\n"


def _made() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    reader.validateLink = may_lead_to  # type: ignore[assignment]
    for name, rule in (
        ("table_open", _table_open),
        ("table_close", _table_close),
        ("th_open", _cell_open),
        ("td_open", _cell_open),
        ("link_open", _link_open),
        ("image", _image),
        ("caption", _caption),
        ("code_block", _code),
        ("fence", _code),
    ):
        reader.add_render_rule(name, rule)
    return reader


_reader = _made()
