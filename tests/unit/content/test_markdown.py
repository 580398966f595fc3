"""What people type into a page, and what comes of it: nothing but text and its structure."""

from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hcc.content import markdown
from hcc.content.drawings import HEAVY, TooIntricate, draw_within_bounds
from hcc.content.markdown import SCHEMES, draw_markdown, plain_text, render_markdown

ATTRIBUTES = {
    "a": {"href", "rel"},
    "img": {"src", "alt", "loading"},
    "ol": {"start"},
    "div": {"class", "role", "tabindex", "aria-label"},
    "pre": set(),
    "th": {"scope", "class"},
    "td": {"class"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
    **{
        tag: set()
        for tag in ("p", "ul", "li", "blockquote", "code", "hr", "br", "em", "strong", "s", "table", "thead", "tbody")
    },
    **{tag: set() for tag in ("tr", "figure", "figcaption")},
}
"""Every element a text may become, with its attributes. Written apart from the list of the program."""

CORPUS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href=javascript:alert(1)>x</a>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "</div></main><script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](<java\tscript:alert(1)>)",
    "[x](<\x01javascript:alert(1)>)",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](javascript&#x3a;alert(1))",
    "[x](\\javascript:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](file:///etc/passwd)",
    "[x](blob:https://x/1)",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
    '![x" onerror="alert(1)](/a)',
    '![x](/a" onerror="alert(1))',
    '![x](/a "t\\" onerror=\\"alert(1)")',
    '![<img src="/x" alt="">](/a)',
    '[x](/a "t\\" onmouseover=\\"alert(1)")',
    "[![x](javascript:alert(1))](javascript:alert(1))",
    "[![x](/a)](javascript:alert(1))",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    '<https://a.b/"onmouseover="alert(1)>',
    "```<script>\nalert(1)\n```",
    '```" onclick="alert(1)\nx\n```',
    "    <script>alert(1)</script>",
    "`<script>alert(1)</script>`",
    "| <script>a</script> | b |\n| --- | --- |\n| <img src=x onerror=alert(1)> | `|` |",
    '# x" onclick="alert(1)',
    "# <script>alert(1)</script>",
    "> <script>\n> alert(1)</script>",
    "- <script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;script&amp;gt;",
    "~~<s onclick=alert(1)>~~",
    "<!--hole-->",
    "${structure: 1} <tal:x replace='1' />",
    "\x00<scr\x00ipt>alert(1)</scr\x00ipt>",
    "[a](//evil.example) [b](\\\\evil.example) [c](/\\evil.example)",
    "<a name=main id=main>",
    '<form action="https://evil.example"><input name=password>',
    "<style>*{display:none}</style><link rel=stylesheet href=//evil.example>",
    "<base href=//evil.example><meta http-equiv=refresh content=0>",
)


class _Checked(HTMLParser):
    """Reads HTML as it stands and holds each element against the list above."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        assert tag in ATTRIBUTES, tag
        assert {name for name, _ in attrs} <= ATTRIBUTES[tag], (tag, attrs)
        for name, value in attrs:
            if name in ("href", "src"):
                self.check_address(value or "", picture=name == "src")
            if name == "id":
                assert (value or "").startswith("muc-")

    def check_address(self, address: str, *, picture: bool) -> None:
        bare = "".join(letter for letter in unquote(address) if letter > " ").lower()
        scheme = address.partition(":")[0].lower()
        if ":" in address and not any(mark in scheme for mark in "/?#"):
            assert scheme in SCHEMES, address
            assert not picture
        assert not (picture and address.startswith("//"))
        assert not bare.startswith(("javascript:", "data:", "vbscript:")) or "%" in address, address

    def handle_comment(self, data) -> None:
        raise AssertionError("a comment")

    handle_decl = handle_pi = unknown_decl = handle_comment


def check(text: str) -> str:
    html = render_markdown(text)
    reader = _Checked()
    reader.feed(html)
    reader.close()
    return html


@pytest.mark.parametrize("text", CORPUS)
def test_what_would_run_is_shown_as_it_was_typed(text):
    html = check(text)
    assert "<script" not in html
    if "script>" in text and "]:" not in text:
        assert "alert(1)" in html or "&gt;" in html or "&amp;" in html, "nothing that was typed is swallowed"


marks = st.sampled_from(
    [
        *CORPUS,
        "*",
        "_",
        "[",
        "](",
        ")",
        "!",
        "<",
        ">",
        "|",
        "\n",
        "\n\n",
        "#",
        "- ",
        "1. ",
        "`",
        "~~",
        '"',
        "'",
        "&",
        ":",
    ]
)


@given(st.lists(marks | st.text(max_size=8), max_size=25).map("".join))
@example('![a](/b "c")\n')
@example("[![e](https://e.example/a.png)](/x)")
def test_whatever_is_typed_only_text_and_its_structure_comes_out(text):
    check(text)
    plain_text(text)


def test_headings_follow_each_other_whatever_levels_were_typed():
    html = render_markdown("#### Giờ làm việc\n\n###### Sáng\n\n# Địa chỉ\n\n# Địa chỉ")
    assert '<h2 id="muc-gio-lam-viec">Giờ làm việc</h2>' in html
    assert "<h3" in html
    assert '<h2 id="muc-dia-chi">' in html
    assert '<h2 id="muc-dia-chi-2">' in html
    assert "<h1" not in html


def test_a_reader_finds_lists_quotes_tables_and_struck_words():
    html = render_markdown("- một\n- hai\n\n> lời\n\n| Việc | Ngày |\n| --- | --: |\n| Họp | 5 |\n\n~~cũ~~ **mới**")
    assert "<li>một</li>" in html
    assert "<blockquote>" in html
    assert '<div class="table" role="region" tabindex="0" aria-label="Việc, Ngày">' in html, "it scrolls on a phone"
    assert '<th scope="col" class="right">Ngày</th>' in html
    assert "<s>cũ</s> <strong>mới</strong>" in html


def test_a_link_elsewhere_cannot_reach_back_and_a_picture_from_elsewhere_is_a_link():
    html = render_markdown("[tỉnh](https://tinh.example/) [sảnh](/sanh) ![ảnh](https://tinh.example/a.png)")
    assert '<a href="https://tinh.example/" rel="noopener">tỉnh</a>' in html
    assert '<a href="/sanh">sảnh</a>' in html
    assert "<img" not in html
    assert '<a href="https://tinh.example/a.png" rel="noopener">ảnh</a>' in html


def test_a_drawing_knows_its_pictures_and_every_address_it_leads_to():
    drawing = draw_markdown('![sảnh "A" & B](/anh/sanh "Sảnh tiếp dân")\n\n[a](/x) [b](/x) ![](/anh/cay)')
    assert [(one.src, one.alt) for one in drawing.pictures] == [("/anh/sanh", 'sảnh "A" & B'), ("/anh/cay", "")]
    assert drawing.links == ("/anh/sanh", "/x", "/anh/cay")
    assert drawing.html(lambda picture: f"[{picture.src}]").startswith(
        "<figure>[/anh/sanh]<figcaption>Sảnh tiếp dân</figcaption></figure>"
    )


def test_the_words_of_a_text_are_found_without_its_marks():
    assert plain_text("# Giờ **làm** việc\n\n- [sáng](/s)\n\n```\nmã\n```") == "Giờ làm việc\nsáng\nmã"


def test_deep_nesting_ends():
    check("> " * 5_000 + "lời")
    check("[" * 5_000 + "x" + "](/a)" * 5_000)
    check("**a " * 3_000)


def test_a_heavy_text_is_drawn_in_a_child_to_the_same():
    text = "## Mục\n\n" + "Một *đoạn* văn với [liên kết](/x) và ![ảnh](/y).\n\n" * 500
    assert len(text) > HEAVY
    assert draw_within_bounds(text) == draw_markdown(text)


def test_a_text_that_takes_too_long_is_refused(monkeypatch):
    from dataclasses import replace

    from hcc.content import drawings

    monkeypatch.setattr(drawings, "BOUNDS", replace(drawings.BOUNDS, wall_seconds=0.05))
    with pytest.raises(TooIntricate):
        draw_within_bounds("a|b\n-|-\n" + "|\n" * 80_000)


def test_what_gets_through_the_first_wall_does_not_get_through_the_second(monkeypatch):
    """Were the reader to let HTML through one day."""
    monkeypatch.setitem(markdown._reader.options, "html", True)
    drawn = str(render_markdown("a <b onclick='x()'>b</b><img src=x onerror=alert(1)>\n\n<script>alert(1)</script>\n"))
    assert not any(word in drawn for word in ("<script", "onclick", "onerror", "<b"))
