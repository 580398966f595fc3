"""Jobs of papers: put in with the upload, done behind it, and what administrators see when one cannot be done."""

import io
import threading
from collections import Counter
from dataclasses import replace

import pikepdf
import pytest
from ZODB.utils import get_pickle_metadata

from hcc.children.errors import ChildStopped
from hcc.core.roles import Role
from hcc.dossiers import older_papers
from hcc.dossiers.older_papers import OLDER_PAPERS, look_for_older_papers
from hcc.dossiers.page_pictures import THUMBNAIL_WIDTH, pictures_of
from hcc.dossiers.paper_jobs import TEXT_LAYER, THUMBNAILS, kinds
from hcc.dossiers.workflow import SUBMITTED
from hcc.jobs.job import Job
from hcc.jobs.kinds import JobFailed
from hcc.jobs.worker import Worker
from hcc.site.evolution import evolve
from office import LOGINS
from populated import PopulatedOffice

PLACE = "/quan-tri/viec-nen"


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
    found = {**kinds(office.var, lambda: office.now.timestamp()), **changed}
    return Worker(
        office.registry["hcc.database"], lambda: found, office.var / "tmp", alone=True,
        clock=lambda: office.now.timestamp(),
    )  # fmt: skip


def list_of_jobs(office) -> list[Job]:
    with office.site() as site:
        return list(site.jobs)


def jobs_in(office) -> list[str]:
    return sorted(job.kind for job in list_of_jobs(office))


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


def test_pictures_that_were_drawn_before_are_not_drawn_again(office, draft, monkeypatch):
    greeter = office.as_(Role.GREETER)
    greeter.upload(draft, pdf_saying("Khai sinh"))
    worker = worker_of(office)
    while worker.do_one():
        pass
    first = greeter.get(f"{draft}giay-to/1/page?size=thumbnail").body
    read = greeter.get(f"{draft}giay-to/1/page").body
    assert first != read
    monkeypatch.setattr("hcc.dossiers.views.reading.page_image", None)
    assert greeter.get(f"{draft}giay-to/1/page?size=thumbnail").body == first
    assert greeter.get(f"{draft}giay-to/1/page").body == read


def test_a_paper_taken_away_before_its_jobs_are_done_is_no_trouble(office, draft):
    greeter = office.as_(Role.GREETER)
    greeter.upload(draft, pdf_saying("Khai sinh"))
    greeter.post(f"{draft}detach", {"number": "1"}, status=303)
    worker = worker_of(office)
    assert worker.do_one()
    assert worker.do_one()
    assert jobs_in(office) == []


def test_no_picture_stays_of_a_paper_that_was_taken_away(office, draft):
    """It may have been somebody else's."""
    greeter = office.as_(Role.GREETER)
    greeter.upload(draft, pdf_saying("Khai sinh"))
    worker, kept = worker_of(office), office.var / "cache" / "pages"
    while worker.do_one():
        pass
    assert [path.suffix for path in kept.glob("*/*")] == [".png"]
    greeter.post(f"{draft}detach", {"number": "7"}, status=409)
    assert list(kept.glob("*/*"))
    greeter.post(f"{draft}detach", {"number": "1"}, status=303)
    assert not list(kept.glob("*/*"))


def test_no_picture_stays_of_a_paper_taken_away_while_it_is_drawn(office, draft):
    greeter = office.as_(Role.GREETER)
    greeter.upload(draft, pdf_saying("Khai sinh"))
    real = kinds(office.var)[THUMBNAILS]

    def work(found, folder):
        greeter.post(f"{draft}detach", {"number": "1"}, status=303)
        return real.work(found, folder)

    worker = worker_of(office, **{THUMBNAILS: replace(real, work=work)})
    while worker.do_one():
        pass
    assert not list((office.var / "cache" / "pages").glob("*/*"))


def in_vain(office, draft, problem: Exception) -> Worker:
    """An upload whose text cannot be read, tried as often as it is."""
    office.as_(Role.GREETER).upload(draft, pdf_saying("Khai sinh"))

    def work(found, folder):
        raise problem

    worker = worker_of(office, **{TEXT_LAYER: replace(kinds(office.var)[TEXT_LAYER], work=work)})
    for _ in range(20):
        while worker.do_one():
            pass
        office.later(hours=3)
    return worker


@pytest.mark.parametrize(
    ("problem", "word", "sentence"),
    [
        (JobFailed("damaged"), "damaged", "Không đọc được giấy tờ nữa."),
        (ChildStopped("hcc.pdf.text_layer", "too-slow", "wall time"), "too-slow", "Chạy quá lâu."),
        (OSError(28, "No space left on device"), "disk", "Ổ đĩa đầy hoặc hỏng."),
        (ValueError("Nguyễn Thị Mẫu"), "fault", "Lỗi của phần mềm."),
    ],
)
def test_a_job_that_fails_every_time_is_set_aside_and_told_to_administrators(
    office, draft, problem, word, sentence, caplog
):
    in_vain(office, draft, problem)
    page = office.as_(Role.ADMINISTRATOR).get(PLACE)
    assert f"<code>{word}</code>" in page
    assert sentence in page
    assert "Chữ trong giấy tờ để tìm kiếm" in page
    assert draft.split("/")[2] not in page
    assert "Nguyễn Thị Mẫu" not in page.text + caplog.text
    assert jobs_in(office) == [TEXT_LAYER]


def test_an_administrator_has_it_tried_again_and_it_is_done(office, draft):
    in_vain(office, draft, JobFailed("damaged"))
    administrator = office.as_(Role.ADMINISTRATOR)
    page = administrator.get(PLACE)
    [form] = {id(form): form for form in page.forms.values() if form.action.endswith("/retry")}.values()
    done = form.submit().follow()
    assert "Việc sẽ được thử lại ngay." in done
    assert "Không có việc nào cần anh chị xử lý." in done
    assert "cho thử lại một việc" in done
    assert worker_of(office).do_one()
    assert jobs_in(office) == []


def test_an_administrator_drops_it_once_and_the_paper_stays(office, draft):
    in_vain(office, draft, JobFailed("damaged"))
    administrator = office.as_(Role.ADMINISTRATOR)
    with office.site() as site:
        [job] = site.jobs.parked()
    at = f"{PLACE}/{job.id}/drop"
    assert "Đã bỏ việc." in administrator.post(at, status=303).follow()
    assert "không còn trong danh sách" in administrator.post(at, status=303).follow()
    assert jobs_in(office) == []
    with office.site() as site:
        assert [(record.what, record.by) for record in site.jobs.chain] == [("job dropped", LOGINS[Role.ADMINISTRATOR])]
        assert len(site.dossiers.get_by_token(draft.split("/")[2]).papers) == 1


def test_the_auditor_sees_jobs_and_decides_nothing(office, draft):
    in_vain(office, draft, JobFailed("damaged"))
    auditor = office.as_(Role.AUDITOR)
    page = auditor.get(PLACE)
    assert "<code>damaged</code>" in page
    assert "Thử lại" not in page.text.partition("<table")[2]
    with office.site() as site:
        [job] = site.jobs.parked()
    auditor.post(f"{PLACE}/{job.id}/retry", status=403)
    auditor.post(f"{PLACE}/{job.id}/drop", status=403)


def test_a_paper_whose_copy_became_another_keeps_no_text_of_the_former(office, draft):
    office.as_(Role.GREETER).upload(draft, pdf_saying("Khai sinh"))
    token = draft.split("/")[2]

    def work(found, folder):
        with office.changing() as site:
            site.dossiers.get_by_token(token).papers["1"].clean_sha256 = "0" * 64
        return ("Khai sinh",)

    worker = worker_of(office, **{TEXT_LAYER: replace(kinds(office.var)[TEXT_LAYER], work=work)})
    while worker.do_one():
        pass
    with office.site() as site:
        assert site.dossiers.get_by_token(token).papers["1"].texts is None
        assert [(job.kind, job.word) for job in site.jobs] == [(TEXT_LAYER, "changed")]


def test_papers_of_an_older_database_get_their_pictures_and_texts(office, draft, monkeypatch):
    """A stretch at a time; those of today do not wait until all are done, and nothing is put in twice."""
    monkeypatch.setattr(older_papers, "PAPERS", 2)
    greeter = office.as_(Role.GREETER)
    other = PopulatedOffice(office).dossier()
    PopulatedOffice(office).dossier()
    for place in (draft, draft, other):
        greeter.upload(place, pdf_saying("Khai sinh"))
    with office.changing() as site:
        for job in list(site.jobs):
            site.jobs.drop(job)
        site.evolution = tuple(name for name in site.evolution if name != "jobs of older papers")
        assert evolve(site) == ["jobs of older papers"]
        assert evolve(site) == []
        [job] = site.jobs
        site.jobs.again(job, now=office.now.timestamp())  # the step goes by the machine's clock
    assert jobs_in(office) == [OLDER_PAPERS]
    worker = worker_of(office)
    assert worker.do_one()
    assert jobs_in(office) == sorted([TEXT_LAYER, THUMBNAILS] * 2 + [OLDER_PAPERS])
    office.later(seconds=1)
    greeter.upload(other, pdf_saying("Trang moi"))
    with office.changing() as site:
        look_for_older_papers(site.jobs, now=office.now.timestamp())
    done = 0
    while worker.do_one():
        done += 1
        assert max(Counter((job.kind, job.subject) for job in list_of_jobs(office)).values(), default=0) <= 1
    assert jobs_in(office) == []
    with office.site() as site:
        papers = [paper for dossier in site.dossiers.all() for paper in dossier.papers]
        assert len(papers) == 4
        for paper in papers:
            assert paper.texts.sha256 == paper.clean_sha256
            assert pictures_of(office.var).find(paper.clean_sha256, 1, THUMBNAIL_WIDTH)
    # Four papers, and the searches for them: nothing was done twice.
    assert done <= 2 * 4 + 5


def test_a_search_for_older_papers_ends_where_there_are_none(office, draft):
    with office.changing() as site:
        look_for_older_papers(site.jobs, now=office.now.timestamp())
    assert worker_of(office).do_one()
    assert jobs_in(office) == []


def test_no_worker_runs_beside_the_tests(office, draft):
    """Only `hcc serve` and `hcc worker` start one."""
    office.as_(Role.GREETER).upload(draft, pdf_saying("Khai sinh"))
    assert "hcc-jobs" not in {thread.name for thread in threading.enumerate()}
    assert len(jobs_in(office)) == 2


def written_last(office) -> Counter:
    """Classes of the objects that the newest transaction wrote."""
    storage = office.registry["hcc.database"].storage
    written: Counter = Counter()
    for transaction in storage.iterator(storage.lastTransaction()):
        written.update(get_pickle_metadata(record.data)[1] for record in transaction)
    return written


def test_an_upload_writes_one_object_for_its_jobs_and_a_reception_none(office, draft):
    office.as_(Role.GREETER).upload(draft, pdf_saying("Khai sinh"))
    written = written_last(office)
    assert written["Attachment"] == 1
    assert (written["Shelf"], written["JobQueue"], written["Held"]) == (1, 0, 0)
    token = PopulatedOffice(office).dossier(SUBMITTED)
    office.as_(Role.RECEIVER).post(f"{token}receive", status=303)
    written = written_last(office)
    assert written["Dossier"] == 1
    assert not written.keys() & {"Shelf", "JobQueue", "Held"}


def test_the_page_of_health_says_when_jobs_are_set_aside_or_nobody_does_them(office, draft):
    administrator = office.as_(Role.ADMINISTRATOR)
    assert "0 việc tạm gác, 0 việc đang chờ" in administrator.get("/quan-tri/suc-khoe")
    PopulatedOffice(office).parked_job()
    assert "1 việc tạm gác, 0 việc đang chờ" in administrator.get("/quan-tri/suc-khoe")
    office.as_(Role.GREETER).upload(draft, pdf_saying("Khai sinh"))
    assert "1 việc tạm gác, 2 việc đang chờ" in administrator.get("/quan-tri/suc-khoe")
    for _ in range(3):
        office.later(minutes=30)
        page = administrator.get("/quan-tri/suc-khoe")
    assert "khởi động lại máy chủ" in page, "where it alone holds the database, no worker can be started beside it"
