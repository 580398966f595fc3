"""Steps of stored shape: what waits, and a database from a newer program."""

import pytest

from hcc.core.evolution import DatabaseTooNew, Step, waiting

STEPS = [Step("one", lambda site: None), Step("two", lambda site: None), Step("three", lambda site: None)]


def test_steps_wait_in_their_order():
    assert [step.name for step in waiting((), STEPS)] == ["one", "two", "three"]
    assert [step.name for step in waiting(("two", "one"), STEPS)] == ["three"]
    assert waiting(("one", "two", "three"), STEPS) == []


def test_a_newer_database_is_not_touched():
    with pytest.raises(DatabaseTooNew, match="four"):
        waiting(("one", "four"), STEPS)
