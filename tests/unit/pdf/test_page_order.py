"""New papers made of pages: nothing lost, nothing doubled, each as it was put."""

from pathlib import Path

import pikepdf
import pytest

from hcc.pdf.errors import NoSuchPage, Unreadable
from hcc.pdf.page_order import PlacedPage, lay_out


def paper(path: Path, *pages: tuple[int, int]) -> Path:
    """A PDF of pages told apart by their width, each turned so many degrees."""
    with pikepdf.new() as pdf:
        for width, turn in pages:
            pdf.add_blank_page(page_size=(width, 800))
            if turn:
                pdf.pages[-1].obj.Rotate = turn
        pdf.save(path)
    return path


def shape(path: Path) -> list[tuple[int, int]]:
    with pikepdf.open(path) as pdf:
        return [(int(page.MediaBox[2]), int(page.obj.get("/Rotate", 0))) for page in pdf.pages]


def test_pages_of_two_files_go_into_two_papers(tmp_path):
    sources = [paper(tmp_path / "a.pdf", (100, 0), (200, 90)), paper(tmp_path / "b.pdf", (300, 270))]
    before = [path.read_bytes() for path in sources]
    parts = [[PlacedPage(1, 1, 90), PlacedPage(0, 1, 180)], [PlacedPage(0, 2, 270)]]
    made = lay_out(sources, parts, tmp_path)
    assert [shape(path) for path in made] == [[(300, 0), (100, 180)], [(200, 0)]]
    assert [path.read_bytes() for path in sources] == before
    assert lay_out(sources, parts, tmp_path)[0].read_bytes() == made[0].read_bytes(), "the same pages, the same bytes"


def test_one_page_may_stand_in_several_papers_each_turned_its_own_way(tmp_path):
    sources = [paper(tmp_path / "a.pdf", (100, 0))]
    made = lay_out(sources, [[PlacedPage(0, 1), PlacedPage(0, 1, 90)], [PlacedPage(0, 1, 180)]], tmp_path)
    assert [shape(path) for path in made] == [[(100, 0), (100, 90)], [(100, 180)]]


def test_a_page_that_is_not_there_makes_no_paper(tmp_path):
    sources = [paper(tmp_path / "a.pdf", (100, 0))]
    for page in (0, 2):
        with pytest.raises(NoSuchPage):
            lay_out(sources, [[PlacedPage(0, page)]], tmp_path)
    assert not (tmp_path / "part-1.pdf").exists()


def test_what_is_no_pdf_is_not_arranged(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"no PDF at all")
    with pytest.raises(Unreadable):
        lay_out([tmp_path / "a.pdf"], [[PlacedPage(0, 1)]], tmp_path)


@pytest.mark.parametrize("parts", [[[]], [[PlacedPage(0, 1, 45)]]], ids=["no page", "no quarter"])
def test_what_nobody_can_mean(tmp_path, parts):
    with pytest.raises(ValueError, match=r"\["):
        lay_out([paper(tmp_path / "a.pdf", (100, 0))], parts, tmp_path)
