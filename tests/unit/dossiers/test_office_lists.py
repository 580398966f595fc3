"""The office's own lists, hamlets and ready sentences: files that are named when something in them is wrong."""

import pytest

from hcc.dossiers.hamlets import Hamlet, hamlets_for, read_hamlets, write_hamlets
from hcc.dossiers.ready_sentences import (
    ReadySentences,
    read_ready_sentences,
    sentences_of,
    shipped_sentences,
    write_ready_sentences,
)
from hcc.shipped import shipped


@pytest.fixture
def written(tmp_path):
    def write(name: str, text: str):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_the_shipped_hamlets_are_those_of_the_demo_commune_alone():
    found = hamlets_for(shipped("catalog"), "Xã An Mẫu")
    assert found is not None
    assert len(found) > 5
    assert {hamlet.old_commune for hamlet in found} > {"xã Mẫu Thượng"}
    assert hamlets_for(shipped("catalog"), "xã Thật") is None, "a real commune never gets invented hamlets"


def test_hamlets_are_read_and_written_the_same(written):
    path = written(
        "hamlets.toml", 'commune = "xã A"\n[[hamlets]]\nname = "xóm  1"\n[[hamlets]]\nname="xóm 2"\nold_commune="xã B"'
    )
    read = read_hamlets(path)
    assert read.hamlets == (Hamlet("xóm 1"), Hamlet("xóm 2", "xã B"))
    text = write_hamlets(read.commune, read.hamlets)
    assert read_hamlets(written("hamlets.toml", text)) == read
    odd = (Hamlet('xóm "Chợ" \\ cũ'),)
    assert read_hamlets(written("hamlets.toml", write_hamlets("xã A", odd))).hamlets == odd


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('commune = "xã A"\n[[hamlets]]\nname = ', "hamlets.toml"),
        ('[[hamlets]]\nname = "xóm 1"', "must have commune"),
        ('commune = "xã A"\nnote = 1', "nothing else"),
        ('commune = "xã A"\n[[hamlets]]\nname = ""', "number 1 must have a name"),
        ('commune = "xã A"\n[[hamlets]]\nname = "x"\n[[hamlets]]\nname = 2', "number 2 must have a name"),
        ('commune = "xã A"\n[[hamlets]]\nname = "x"\nphone = "1"', "number 1"),
        ('commune = "xã A"\n[[hamlets]]\nname = "x"\n[[hamlets]]\nname = " x "', "x stands there twice"),
    ],
)
def test_an_unsound_list_of_hamlets_names_the_place(written, text, said):
    with pytest.raises(ValueError, match=said):
        read_hamlets(written("hamlets.toml", text))


def test_a_folder_without_lists_says_nothing(tmp_path):
    assert hamlets_for(tmp_path, "xã An Mẫu") is None
    assert sentences_of(tmp_path) is None


def test_the_shipped_sentences_tell_people_what_to_do():
    ready = shipped_sentences()
    assert all((ready.missing, ready.supplement, ready.refusal, ready.apology, ready.stop))
    every = [ready.missing, *ready.supplement, *ready.refusal, *ready.apology, *ready.stop]
    assert all(sentence.endswith(".") and sentence[0].isupper() for sentence in every)


@pytest.mark.parametrize(
    "ready",
    [shipped_sentences(), ReadySentences(), ReadySentences('Thiếu "bản chính" \\ bản sao.', stop=("Một.", "Hai."))],
    ids=["shipped", "empty", "odd"],
)
def test_sentences_are_written_as_they_are_read(written, ready):
    assert read_ready_sentences(written("ready_sentences.toml", write_ready_sentences(ready))) == ready


def test_sentences_are_read_once_each(written):
    path = written("ready_sentences.toml", 'missing = "Chưa nộp."\nstop = ["Một.", " Một. ", "Hai."]')
    assert read_ready_sentences(path) == ReadySentences(missing="Chưa nộp.", stop=("Một.", "Hai."))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("stop = [", "ready_sentences.toml"),
        ('halt = ["Một."]', "no list halt"),
        ('missing = ""', "missing must be a sentence"),
        ('stop = "Một."', "stop must be a list"),
        ('refusal = ["Một.", 2]', "refusal must be a list"),
        ('apology = [" "]', "apology must be a list"),
    ],
)
def test_unsound_sentences_name_the_list(written, text, said):
    with pytest.raises(ValueError, match=said):
        read_ready_sentences(written("ready_sentences.toml", text))
