"""Names people give files: kept for reading, harmless in a header, never a path."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc.files.names import NAME_LIMIT, content_disposition, shown_name


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("to-khai.pdf", "to-khai.pdf"),
        ("C:\\Users\\mau\\Tờ khai.pdf", "Tờ khai.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..", "giay-to.pdf"),
        ("", "giay-to.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie x.pdf"),
        ("\u202egpj.pdf", "gpj.pdf"),
        ("\x00\x1f", "giay-to.pdf"),
        ('"; rm -rf "x.pdf', "rm -rf x.pdf"),
        (" . to-khai.pdf . ", "to-khai.pdf"),
        ("CON", "giay-CON"),
        ("nul.tar.gz", "giay-nul.tar.gz"),
        ("Com1 .pdf", "giay-Com1 .pdf"),
        ("console.pdf", "console.pdf"),
        ("x" * 119 + ". thêm nữa rồi", "x" * 119),
        ("x" * 300 + ".pdf", "x" * (NAME_LIMIT - 4) + ".pdf"),
    ],
)
def test_shown_names(given_name, shown):
    assert shown_name(given_name) == shown


@given(st.text())
def test_any_name_becomes_one_harmless_line(name):
    shown = shown_name(name)
    assert 0 < len(shown) <= NAME_LIMIT
    assert not set(shown) & set('\\/:*?"<>|%;\r\n\x00')
    assert shown_name(shown) == shown


@given(st.text(), st.booleans())
def test_any_name_makes_one_safe_header(name, inline):
    header = content_disposition(name, inline=inline)
    assert header.isascii()
    assert header.isprintable()
    assert header.startswith("inline; " if inline else "attachment; ")
    _, plain, extended = header.split("; ")
    assert plain.startswith('filename="')
    assert plain.count('"') == 2
    assert unquote(extended.removeprefix("filename*=UTF-8''")) == shown_name(name)


def test_an_old_browser_gets_a_name_without_marks():
    assert content_disposition("Tờ khai.pdf", inline=False) == (
        "attachment; filename=\"to khai.pdf\"; filename*=UTF-8''T%E1%BB%9D%20khai.pdf"
    )


def test_a_name_that_is_only_marks_or_becomes_a_device_without_them_is_still_a_name():
    assert content_disposition("\u0301.pdf", inline=False).startswith('attachment; filename="pdf"; ')
    assert content_disposition("Cõn.pdf", inline=False).startswith('attachment; filename="giay-con.pdf"; ')
