"""Every file of the search index, spoiled in every way between two runs: nobody who searches notices."""

import logging
import shutil

import pytest

from faults.spoiling import SPOILS, files_of, is_sound
from office import Office, make_database

HARMLESS = {("index.json", "cut at the end"), ("index.json", "longer")}
"""The last line of the manifest is whole without its end, and nothing is read behind it."""
QUERIES = ("q=ket+hon", "q=giay&field=ho-tich&audience=citizen", "q=2.000815", "sort=title&page=3", "")


@pytest.fixture(scope="module")
def indexed(filled, tmp_path_factory):
    """A var folder with a sound index, and what it answers."""
    var = tmp_path_factory.mktemp("indexed") / "var"
    office = Office(var, filled)
    answers = answered(office)
    office.close()
    assert is_sound(var / "index")
    return var, answers


def answered(office: Office) -> list[dict]:
    citizen = office.as_()
    answers = [citizen.get(f"/api/v1/procedures?{query}").json for query in QUERIES]
    assert all(answer["items"] and answer["index_ready"] for answer in answers)
    listed = [link["href"] for link in citizen.get("/thu-tuc?q=ket+hon").html.select(".hits h2 a")]
    suggested = citizen.get("/thu-tuc/suggest?q=ket+h").json
    return [*answers, {"listed": listed, "suggested": suggested}]


def made_anew(caplog) -> int:
    return sum("search index made anew" in record.getMessage() for record in caplog.records)


@pytest.mark.parametrize("how", sorted(SPOILS))
def test_a_file_spoiled_between_runs(indexed, tmp_path, caplog, how):
    kept, answers = indexed
    caplog.set_level(logging.INFO, "hcc.search")
    for turn, name in enumerate(sorted(files_of(kept / "index"))):
        var = tmp_path / f"var-{turn}"
        shutil.copytree(kept, var)
        SPOILS[how](var / "index" / name)
        for run in range(2):
            caplog.clear()
            office = Office(var, _nothing(tmp_path))
            try:
                assert answered(office) == answers, (how, name)
            finally:
                office.close()
            # Healed by the first search of the first run: the second takes it as it is.
            assert made_anew(caplog) == (0 if run or (name, how) in HARMLESS else 1), (how, name)
            assert is_sound(var / "index")


def _nothing(tmp_path):
    nothing = tmp_path / "nothing"
    nothing.mkdir(exist_ok=True)
    return nothing


def test_an_index_of_another_database_is_not_believed(indexed, tmp_path, caplog):
    """Its files are sound and as far as the journal is long, but the journal tells of another history."""
    kept, answers = indexed
    caplog.set_level(logging.INFO, "hcc.search")
    make_database(tmp_path / "other")
    shutil.copytree(kept / "index", tmp_path / "other/index")
    office = Office(tmp_path / "other", _nothing(tmp_path))
    try:
        assert answered(office) == answers
    finally:
        office.close()
    assert made_anew(caplog) == 1
