"""Several posters in one file."""

import io

import pikepdf

from hcc.printing.joined import joined
from hcc.printing.poster_data import PosterSize, PostingData
from hcc.printing.posters import Posting, filled, render_posting
from hcc.procedures.posting_facts import posted_procedure, posting_office

from ..procedures.posted import AT, HOURS, OFFICE, TODAY, revision_of, say, shipped_records
from .conftest import Paper

CODES = ("2.000815", "1.004873", "1.000656")


def posters() -> list[bytes]:
    made = []
    for code in CODES:
        posted = posted_procedure(revision_of(shipped_records()[code]), office=OFFICE, say=say, today=TODAY)
        data = PostingData(posting_office(OFFICE, HOURS), (posted,), PosterSize.A4)
        made.append(render_posting(Posting.POSTER, filled(data), at=AT))
    return made


def test_each_keeps_its_page_in_order_with_its_own_code(tmp_path):
    whole = Paper(joined(posters(), title="Thủ tục hộ tịch"), tmp_path / "whole.pdf")
    assert whole.sizes_mm() == [(210.0, 297.0)] * 3
    assert whole.qr_codes() == [f"{OFFICE.public_url}/thu-tuc/{code}" for code in CODES]
    pages = whole.text().split("\f")
    assert [code in page for code, page in zip(CODES, pages, strict=False)] == [True] * 3


def test_the_file_has_a_title_and_no_tags_that_lead_nowhere():
    with pikepdf.open(io.BytesIO(joined(posters(), title="Thủ tục hộ tịch"))) as whole:
        assert str(whole.docinfo["/Title"]) == "Thủ tục hộ tịch"
        assert "/StructTreeRoot" not in whole.Root
        assert all("/StructParents" not in page.obj for page in whole.pages)


def test_the_same_posters_give_the_same_bytes():
    assert joined(posters(), title="x") == joined(posters(), title="x")
