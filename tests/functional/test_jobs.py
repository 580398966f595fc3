"""Jobs of papers: put in with the upload, done behind it, and what administrators see when one cannot be done."""

import io

import pikepdf
import pytest

from hcc.core.roles import Role
from hcc.dossiers.page_pictures import THUMBNAIL_WIDTH, pictures_of
from hcc.dossiers.paper_jobs import TEXT_LAYER, THUMBNAILS, kinds
from hcc.jobs.worker import Worker
from populated import PopulatedOffice


def pdf_saying(*pages: str) -> bytes:
    """A PDF with a text layer."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for text in pages:
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = pdf.make_stream(f"BT /F1 24 Tf 72 700 Td ({text}) Tj ET".encode())
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


@pytest.fixture
def draft(office) -> str:
    return PopulatedOffice(office).dossier()


def worker_of(office, **changed) -> Worker:
    """A worker whose jobs the test calls for one by one."""
    found = {**kinds(office.var), **changed}
    return Worker(
        office.registry["hcc.database"], lambda: found, office.var / "tmp", alone=True,
        clock=lambda: office.now.timestamp(),
    )  # fmt: skip


def jobs_in(office) -> list[str]:
    with office.site() as site:
        return sorted(job.kind for job in site.jobs)


def test_an_upload_puts_its_jobs_in_and_the_worker_does_them(office, draft):
    office.as_(Role.GREETER).upload(draft, pdf_saying("Khai sinh", "Trang hai"))
    assert jobs_in(office) == sorted([TEXT_LAYER, THUMBNAILS])
    worker = worker_of(office)
    assert worker.do_one()
    assert worker.do_one()
    assert not worker.do_one()
    assert jobs_in(office) == []
    with office.site() as site:
        [paper] = site.dossiers.get_by_token(draft.split("/")[2]).papers
        assert paper.texts.pages == ("Khai sinh", "Trang hai")
        assert paper.texts.sha256 == paper.clean_sha256
        pictures = pictures_of(office.var)
        for number in (1, 2):
            picture = pictures.find(paper.clean_sha256, number, THUMBNAIL_WIDTH)
            assert picture.startswith(b"\x89PNG")
            assert int.from_bytes(picture[16:20], "big") == pytest.approx(THUMBNAIL_WIDTH, abs=1)


def test_a_refused_upload_and_a_reception_put_nothing_in(office, draft):
    office.as_(Role.GREETER).upload(draft, b"no paper", status=409)
    PopulatedOffice(office).received  # noqa: B018 (made when it is asked for)
    assert jobs_in(office) == []
