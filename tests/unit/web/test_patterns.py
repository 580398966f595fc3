"""Patterns of a package wait for their first use, and then do what they would have done."""

import re

import pytest

from hcc.web.patterns import compiled_later


def test_a_pattern_waits_and_works():
    with compiled_later():
        late = re.compile("x(y", re.IGNORECASE)
        later = re.compile(r"(\d+)-(?P<end>\d+)")
    assert later.fullmatch("1-2")["end"] == "2"
    assert later.sub("", "a1-2b") == "ab"
    assert later.groups == 2
    with pytest.raises(re.error):
        late.match("xy")


def test_elsewhere_nothing_waits():
    with compiled_later():
        pass
    with pytest.raises(re.error):
        re.compile("x(y")
    with pytest.raises(ZeroDivisionError), compiled_later():
        raise ZeroDivisionError
    assert isinstance(re.compile("x"), re.Pattern)
