"""First answers by key: kept for seven days, the oldest forgotten now and then."""

from datetime import UTC, datetime, timedelta

from hcc.core.answers import KEPT, PRUNE_EVERY, Answers

AT = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)


def test_a_repeat_finds_the_first_answer():
    answers = Answers()
    assert answers.find("a" * 32) is None
    answers.keep("a" * 32, "/ho-so/x/", AT)
    answers.keep("b" * 32, "/ho-so/y/", AT)
    assert answers.find("a" * 32) == "/ho-so/x/"
    assert answers.find("b" * 32) == "/ho-so/y/"


def test_answers_are_kept_for_seven_days():
    assert timedelta(days=7) == KEPT
    answers = Answers()
    for number in range(PRUNE_EVERY - 2):
        answers.keep(f"old {number}", "/", AT)
    answers.keep("of that day", "/kept", AT + timedelta(seconds=1))
    answers.keep("a week later", "/new", AT + KEPT + timedelta(seconds=1))
    assert answers.find("old 0") is None
    assert answers.find(f"old {PRUNE_EVERY - 3}") is None
    assert answers.find("of that day") == "/kept"
    assert answers.find("a week later") == "/new"


def test_a_busy_official_s_answers_do_not_grow_for_ever():
    answers = Answers()
    for number in range(30 * PRUNE_EVERY):
        answers.keep(f"{number}", "/", AT + timedelta(hours=number))
    assert len(answers._answers) <= KEPT / timedelta(hours=1) + PRUNE_EVERY
