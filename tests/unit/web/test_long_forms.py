"""What was written into a form that is too long is read as any form is."""

from urllib.parse import parse_qsl, quote_plus, urlencode

from hypothesis import given
from hypothesis import strategies as st

from hcc.web.long_forms import _decoded, _texts

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXTS)
def test_a_value_is_read_as_browsers_write_it(text):
    assert _decoded(quote_plus(text).encode("ascii")) == text


@given(st.binary().map(lambda value: value.replace(b"&", b"")))
def test_bytes_no_browser_sends_are_read_somehow(body):
    assert isinstance(_decoded(body), str)


def test_texts_are_shown_and_neither_tokens_nor_passwords_nor_single_words():
    fields = [
        ("csrf_token", "a b"),
        ("password", "câu mật khẩu"),
        ("kind", "page"),
        ("body", " Một = hai & ba\r\nbốn "),
    ]
    body = urlencode(fields).encode("ascii")
    assert parse_qsl(body.decode("ascii")) == fields
    assert _texts(body) == ["Một = hai & ba\r\nbốn"]
