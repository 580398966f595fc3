"""The object at "/": everything else stands under it."""

from typing import TYPE_CHECKING, Any

from persistent import Persistent

from hcc.accounts.places import OwnAccount
from hcc.accounts.resources import AccountFolder
from hcc.admin.places import Admin
from hcc.certifications.places import CopyLinks, PaperCheck
from hcc.content.resources import ContentRoot
from hcc.core.acl import DENY_ALL, Authenticated, Everyone, allow
from hcc.core.calendar import OfficeCalendar
from hcc.core.folder import Root
from hcc.core.permissions import Permission
from hcc.desks.places import Desks
from hcc.office_calendar.resources import CalendarBook
from hcc.portal.places import Tracking
from hcc.procedures.resources import ProcedureFolder
from hcc.tickets.resources import Queue

if TYPE_CHECKING:
    from hcc.certifications.resources import BookFolder
    from hcc.content.taken_along import TakenAlong
    from hcc.dossiers.resources import DossierFolder
    from hcc.jobs.queue import JobQueue

PROCEDURES, DOSSIERS, BOOKS = "thu-tuc", "ho-so", "chung-thuc"
DESKS, ADMIN, TRACKING, PAPER_CHECK, COPY_LINKS = "ban-lam-viec", "quan-tri", "tra-cuu", "kiem-tra", "ban-sao"
OWN_ACCOUNT, QUEUE, CONTENT = "tai-khoan", "goi-so", "noi-dung"
SLUGS = frozenset(
    (PROCEDURES, DOSSIERS, BOOKS, DESKS, ADMIN, TRACKING, PAPER_CHECK, COPY_LINKS, OWN_ACCOUNT, QUEUE, CONTENT)
)


class DeskWork(Persistent):
    """What only desks work on. Apart from the site, which every page reads: to read an object, ZODB loads the classes
    of all it refers to, and these take a tenth of the time to the first page.
    """

    jobs: "JobQueue"
    taken_along: "tuple[TakenAlong, ...]" = ()
    """Files of the whole site that were asked for, the oldest first."""

    def __init__(self, dossiers: "DossierFolder", books: "BookFolder") -> None:
        self.dossiers, self.books = dossiers, books


class Site(Root):
    """The centre (trung tâm). Slugs are set here, once."""

    __acl__ = [allow(Everyone, Permission.SITE_VIEW), allow(Authenticated, Permission.DESK_VIEW), DENY_ALL]

    slugs = SLUGS
    """First parts of addresses that are the site's own places."""

    content: ContentRoot | None = None
    """The centre's own pages; None in an older database until its evolution step."""
    desk_work: DeskWork | None = None
    """None in an older database until its evolution step: there the site itself refers to dossiers and books."""

    def __init__(self) -> None:
        from hcc.certifications.resources import BookFolder
        from hcc.dossiers.resources import DossierFolder

        self.accounts = AccountFolder()
        self.procedures = ProcedureFolder()
        self.desk_work = DeskWork(DossierFolder(), BookFolder())
        self.calendar_book = CalendarBook()
        self.evolution: tuple[str, ...] = ()
        for name, child in ((PROCEDURES, self.procedures), (DOSSIERS, self.dossiers), (BOOKS, self.books)):
            child.__name__, child.__parent__ = name, self
        self.accounts.__parent__ = self
        self.begin_queue(Queue())
        self.begin_jobs()
        self.begin_content()

    def begin_content(self) -> None:
        self.content = ContentRoot()
        self.content.__name__, self.content.__parent__ = CONTENT, self

    def begin_queue(self, queue: Queue) -> None:
        self.queue = queue
        queue.__name__, queue.__parent__ = QUEUE, self

    def begin_jobs(self) -> None:
        """Behind the work of desks: only they give rise to jobs."""
        from hcc.jobs.queue import JobQueue

        assert self.desk_work is not None
        self.desk_work.jobs = JobQueue()

    @property
    def jobs(self) -> "JobQueue":
        """Work that nobody waits for."""
        assert self.desk_work is not None
        return self.desk_work.jobs

    @property
    def dossiers(self) -> "DossierFolder":
        found: DossierFolder = self.desk_work.dossiers if self.desk_work is not None else self.__dict__["dossiers"]
        return found

    @property
    def books(self) -> "BookFolder":
        found: BookFolder = self.desk_work.books if self.desk_work is not None else self.__dict__["books"]
        return found

    def set_desk_work_apart(self) -> None:
        """Let go of what an older site itself refers to."""
        if self.desk_work is None:
            kept = self.__dict__
            self.desk_work = DeskWork(kept.pop("dossiers"), kept.pop("books"))

    @property
    def calendar(self) -> OfficeCalendar:
        """When the centre works: the national table, and the centre's own decisions over it."""
        return self.calendar_book.calendar

    def __getitem__(self, name: str) -> Any:
        if name == PROCEDURES:
            return self.procedures
        if name == DOSSIERS:
            return self.dossiers
        if name == BOOKS:
            return self.books
        if name == QUEUE:
            return self.queue
        if name == DESKS:
            return Desks(self, name)
        if name == OWN_ACCOUNT:
            return OwnAccount(self, name)
        if name == ADMIN:
            return Admin(self, name)
        if name == TRACKING:
            return Tracking(self, name)
        if name == PAPER_CHECK:
            return PaperCheck(self, name, self.books)
        if name == COPY_LINKS:
            return CopyLinks(self, name, self.books)
        if self.content is None:
            raise KeyError(name)
        if name == CONTENT:
            return self.content
        found = self.content.get(name)
        if found is None:
            raise KeyError(name)
        return found
