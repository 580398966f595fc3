"""First answers by key: kept for seven days, the oldest forgotten once a day."""

from datetime import UTC, datetime, timedelta

from hcc.core.answers import KEPT, PRUNED_EVERY, Answers

AT = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)


def test_a_repeat_finds_the_first_answer():
    answers = Answers()
    assert answers.find("a" * 32) is None
    answers.keep("a" * 32, "/ho-so/x/?q=a b", AT)
    answers.keep("b" * 32, "/ho-so/y/", AT)
    assert answers.find("a" * 32) == "/ho-so/x/?q=a b"
    assert answers.find("b" * 32) == "/ho-so/y/"


def test_answers_are_kept_for_seven_days():
    assert timedelta(days=7) == KEPT
    answers = Answers()
    for number in range(60):
        answers.keep(f"old {number}", "/", AT)
    answers.keep("of that day", "/kept", AT + timedelta(seconds=1))
    answers.keep("a week later", "/new", AT + KEPT + timedelta(seconds=1))
    assert answers.find("old 0") is None
    assert answers.find("old 59") is None
    assert answers.find("of that day") == "/kept"
    assert answers.find("a week later") == "/new"


def test_a_busy_official_s_answers_do_not_grow_for_ever():
    answers = Answers()
    for number in range(2_000):
        answers.keep(f"{number}", "/", AT + timedelta(hours=number))
    assert len(answers._answers) <= (KEPT + PRUNED_EVERY) / timedelta(hours=1) + 1


def test_what_an_older_program_kept_is_found_and_forgotten():
    answers = Answers()
    answers._answers["a" * 32] = (AT.timestamp(), "/ho-so/x/")
    assert answers.find("a" * 32) == "/ho-so/x/"
    answers.keep("b" * 32, "/", AT + KEPT + PRUNED_EVERY)
    assert answers.find("a" * 32) is None
