"""Who has a form open is told to the others, for a quarter of an hour after the last sign of it."""

from datetime import UTC, datetime, timedelta

from hcc.content.editing_now import FORGOTTEN_AFTER, EditingNow

ID, OTHER = "a" * 16, "b" * 16
NOW = datetime(2026, 11, 30, 2, 12, tzinfo=UTC)


def seen(editing: EditingNow, login: str, now: datetime, id: str = ID) -> list[str]:
    return [one.login for one in editing.others(id, login, now)]


def test_others_are_told_and_oneself_is_not(tmp_path):
    editing = EditingNow(tmp_path / "editing")
    assert seen(editing, "lan", NOW) == []
    editing.note(ID, "lan", NOW)
    editing.note(ID, "hoa", NOW + timedelta(minutes=1))
    assert seen(editing, "lan", NOW) == ["hoa"]
    assert seen(editing, "mai", NOW) == ["lan", "hoa"]
    assert seen(editing, "mai", NOW, OTHER) == []
    editing.end(ID, "lan")
    editing.end(ID, "lan")
    assert seen(editing, "mai", NOW) == ["hoa"]


def test_two_processes_on_one_machine_see_the_same(tmp_path):
    EditingNow(tmp_path).note(ID, "lan", NOW)
    assert seen(EditingNow(tmp_path), "mai", NOW) == ["lan"]


def test_whoever_types_on_is_named_since_she_began_and_forgotten_a_while_after_her_last_word(tmp_path):
    editing = EditingNow(tmp_path)
    editing.note(ID, "lan", NOW)
    later = NOW + timedelta(minutes=10)
    editing.note(ID, "lan", later)
    assert [one.since for one in editing.others(ID, "mai", later)] == [NOW]
    assert seen(editing, "mai", later + FORGOTTEN_AFTER) == ["lan"]
    assert seen(editing, "mai", later + FORGOTTEN_AFTER + timedelta(seconds=1)) == []
    assert list(tmp_path.iterdir()) == [], "nothing is left lying about"


def test_a_broken_file_or_a_folder_that_cannot_be_written_stops_nobody(tmp_path):
    editing = EditingNow(tmp_path)
    for name, content in ((f"{ID}@lan", "x"), (f"{ID}@hoa", "nan 1"), (f"{ID}@mai", "1e400 1e400")):
        (tmp_path / name).write_text(content)
    assert seen(editing, "thu", NOW) == []
    (tmp_path / "file").write_text("")
    nowhere = EditingNow(tmp_path / "file" / "editing")
    nowhere.note(ID, "lan", NOW)
    nowhere.end(ID, "lan")
    assert seen(nowhere, "mai", NOW) == []
