"""What is wrong with catalog/life_events.toml is said by file and line, with what to do."""

import pytest

from hcc.procedures.life_events import LifeEvent, read_life_events, read_shipped_life_events
from hcc.procedures.toml_files import CatalogueFileRefused, Problem

GOOD = '[ket-hon]\nname = "Kết hôn"\nhint = "Đăng ký kết hôn"\nicon = "marriage"\n'


@pytest.fixture
def read(tmp_path):
    file = tmp_path / "life_events.toml"

    def reading(text: str | bytes) -> dict[str, LifeEvent]:
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_life_events(file)

    return reading


def test_events_keep_the_order_of_the_file(read):
    found = read(GOOD.replace("ket-hon", "z-1") + "\n" + GOOD)
    assert list(found) == ["z-1", "ket-hon"]
    assert found["ket-hon"] == LifeEvent("ket-hon", "Kết hôn", "Đăng ký kết hôn", "marriage")


FAULTY = {
    "no hint": (GOOD.replace('hint = "Đăng ký kết hôn"\n', ""), 1, Problem.MISSING_KEY),
    "an unknown key": (GOOD + 'image = "x"\n', 5, Problem.UNKNOWN_KEY),
    "an empty name": (GOOD.replace('"Kết hôn"', '" "'), 2, Problem.EMPTY),
    "a number for a name": (GOOD.replace('"Kết hôn"', "5"), 2, Problem.NOT_TEXT),
    "a list for an icon": (GOOD.replace('"marriage"', "[]"), 4, Problem.NOT_TEXT),
    "a name without end": (GOOD.replace("Kết hôn", "ế" * 200), 2, Problem.TOO_LONG),
    "an invisible character": (GOOD.replace("Kết hôn", "Kết\u202ehôn"), 2, Problem.CONTROL_CHARACTER),
    "a key with accents": (GOOD + '["kết hôn"]\nname = "x"\n', 5, Problem.BAD_EVENT_KEY),
    "a key that is no section": ('x = "y"\n' + GOOD, 1, Problem.NOT_TABLE),
    "a section twice": (GOOD + "\n" + GOOD, 6, Problem.MALFORMED),
    "no end of a text": (GOOD + '[b]\nname = "x\n', 6, Problem.MALFORMED),
    "brackets without end": (b"a = " + b"[" * 5_000, 1, Problem.MALFORMED),
    "another encoding": (GOOD.encode() + b'[b]\nname = "\xff"\n', 6, Problem.NOT_UTF8),
    "far too large": (GOOD + "# \n" * 100_000, 1, Problem.FILE_TOO_BIG),
}


@pytest.mark.parametrize("what", sorted(FAULTY))
def test_a_slip_is_found_on_its_line(read, what):
    text, line, problem = FAULTY[what]
    with pytest.raises(CatalogueFileRefused) as refused:
        read(text)
    found = refused.value.problems[0]
    assert (found.file, found.line, found.problem) == ("life_events.toml", line, problem)
    assert "${" not in str(found)


def test_every_problem_is_told_at_once(read):
    with pytest.raises(CatalogueFileRefused) as refused:
        read(GOOD.replace('"Kết hôn"', "5") + '[B]\n[c]\nname = "x"\nhint = ""\n')
    assert [found.line for found in refused.value.problems] == [2, 5, 6, 8]


def test_a_missing_file_says_so(tmp_path):
    with pytest.raises(CatalogueFileRefused) as refused:
        read_life_events(tmp_path / "life_events.toml")
    assert refused.value.problems[0].problem is Problem.NO_FILE


def test_the_shipped_events_are_sound():
    assert read_shipped_life_events()["ket-hon"].icon == "marriage"
