"""Who, when, whom to tell."""

from datetime import UTC, datetime

import pytest

from hcc.core.act import Act
from hcc.core.calendar import LOCAL


def test_an_act_keeps_its_moment_in_utc():
    act = Act("tiepnhan", datetime(2026, 11, 23, 9, 12, tzinfo=LOCAL))
    assert act.at == datetime(2026, 11, 23, 2, 12, tzinfo=UTC)
    assert act.at.tzinfo is UTC


def test_an_act_without_a_zone_is_no_act():
    with pytest.raises(ValueError, match="aware"):
        Act("tiepnhan", datetime(2026, 11, 23, 9, 12))


def test_an_act_in_anothers_stead_is_of_both():
    act = Act("tiepnhan", datetime(2026, 11, 23, tzinfo=UTC), stead="xuly")
    assert act.is_of("xuly")
    assert act.is_of("tiepnhan")
    assert not act.is_of("pheduyet")
    assert not act.is_of("")
    assert not act.is_of(None)
    assert not Act("tiepnhan", act.at).is_of(""), "who stands in for nobody stands in for nobody nameless either"


def test_nobody_has_to_listen():
    assert Act("tiepnhan", datetime(2026, 11, 23, tzinfo=UTC)).announce(object()) is None
