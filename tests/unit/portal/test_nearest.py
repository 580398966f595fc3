"""What an address that leads nowhere may have meant."""

import pytest

from hcc.portal.nearest import words_of


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/thu-tuc/dang-ky-ket-hon", "dang ky ket hon"),
        ("/thu-tuc/dang_ky_ket_hon.html", "dang ky ket hon"),
        ("/đăng-ký-kết-hôn/", "đăng ký kết hôn"),
        ("/%C4%91%C4%83ng%20k%C3%BD", "đăng ký"),
        ("/thu-tuc/1.00487", "1.00487"),
        ("/", ""),
        ("//", ""),
        ("/---/", ""),
        ("/%FF", "\ufffd"),
        ("/" + "x" * 5_000, "x" * 100),
        ("/<script>alert(1)</script>", "script"),
    ],
)
def test_words_of_an_address(path, words):
    assert words_of(path).replace("\ufffd", "") == words.replace("\ufffd", "")
