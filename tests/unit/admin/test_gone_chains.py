"""A chain that a seal knows and the office no longer has is called as the office calls such things."""

from types import SimpleNamespace

import pytest

from hcc.admin.evidence_list import KINDS, gone_name

REQUEST = SimpleNamespace(
    localizer=SimpleNamespace(translate=lambda words: f"[{words}]"), name_of=lambda login: f"Bà {login}"
)


@pytest.mark.parametrize(
    ("kind", "name", "rest"),
    [
        ("accounts", "account tiepnhan", ": Bà tiepnhan"),
        ("books", "book copies 2026", ": copies 2026"),
        ("days", "queue 2026-11-26", ": 2026-11-26"),
        ("fees", "certification fees", ""),
        ("content", "pages of the centre", ""),
    ],
)
def test_it_is_called_by_its_kind(kind, name, rest):
    assert gone_name(REQUEST, kind, name) == f"[{KINDS[kind]}]{rest}"
