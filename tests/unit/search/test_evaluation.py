"""How often the right procedure comes first, over the shipped catalogue and queries people type."""

from pathlib import Path

import pytest

from hcc.procedures.following import new_index
from hcc.procedures.indexing import document_of_record
from hcc.procedures.synonyms_file import read_shipped_synonyms
from hcc.procedures.toml_files import read_catalogue
from hcc.search.evaluation import JudgedFileRefused, evaluate, read_judged
from hcc.search.journal import Journal
from hcc.search.text import fold
from hcc.shipped import shipped

QUERIES = Path(__file__).parents[2] / "search"


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    """The index of the shipped catalogue."""
    records, problems = read_catalogue(shipped("catalog"))
    assert not problems
    index = new_index(tmp_path_factory.mktemp("catalogue"))
    index.rebuild(Journal(), lambda: [document_of_record(record) for record in records.values()])
    return index


@pytest.mark.parametrize(
    ("file", "at_1", "at_3"),
    [
        ("search-queries.tsv", 0.95, 1.0),
        ("training-1.tsv", 0.95, 0.98),
        ("training-2.tsv", 0.96, 0.98),
        ("training-3.tsv", 0.90, 0.97),
        ("training-4.tsv", 0.89, 0.95),
        # Never tuned to: the floor lies below what it gets (decision 15), so that an edited text of a procedure may
        # cost two or three of its sixty queries without sending anybody to look at them.
        ("held-out.tsv", 0.90, 0.95),
        ("held-out-2.tsv", 0.95, 0.98),
    ],
)
def test_people_find_what_they_look_for(catalogue, file, at_1, at_3):
    outcome = evaluate(catalogue, read_judged(QUERIES / file))
    assert outcome.success_at_1 >= at_1, outcome.missed
    assert outcome.success_at_3 >= at_3, outcome.missed


def test_no_synonym_is_a_whole_query_of_a_file_that_judges():
    said = {fold(phrase) for phrase in read_shipped_synonyms()}
    files = sorted(QUERIES.glob("*.tsv"))
    assert len(files) == 7
    for file in files:
        assert not said & {fold(judged.query) for judged in read_judged(file)}, file.name


def test_what_is_counted(civil_status, tmp_path):
    civil_status.follow()
    file = tmp_path / "queries.tsv"
    file.write_text(
        "# a remark\n\nkhai sinh\tkhai-sinh\nkhai tu\tket-hon, khai-tu\nkhai sinh\tlai-khai-sinh\nxyzxyz\tket-hon\n",
        "utf-8",
    )
    outcome = evaluate(civil_status.index, read_judged(file))
    assert (outcome.count, outcome.first, outcome.success_at_1) == (4, 2, 0.5)
    assert [missed.judged.query for missed in outcome.missed] == ["khai sinh", "xyzxyz"]
    assert outcome.missed[0].place > 1
    assert outcome.missed[0].first == "khai-sinh"
    assert (outcome.missed[1].place, outcome.missed[1].first) == (0, "")
    assert outcome.reciprocal == 2 + 1 / outcome.missed[0].place


@pytest.mark.parametrize(
    ("text", "line"),
    [("khai sinh\n", ":1:"), ("khai sinh\t1.001193\n\t1.001193\n", ":2:"), ("khai sinh\t ,\n", ":1:"), ("#\n", "no q")],
)
def test_a_file_that_is_none_names_the_line(tmp_path, text, line):
    file = tmp_path / "queries.tsv"
    file.write_text(text, "utf-8")
    with pytest.raises(JudgedFileRefused, match=line):
        read_judged(file)


def test_a_file_in_another_encoding_is_refused(tmp_path):
    file = tmp_path / "queries.tsv"
    file.write_bytes("khai sinh\t1\n".encode("utf-16"))
    with pytest.raises(JudgedFileRefused, match="UTF-8"):
        read_judged(file)
