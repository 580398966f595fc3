"""The named steps of stored shapes. Append; never rename or reorder a released one.

Each loads what it is made of when it is taken: a program that starts only asks for the names.
"""

from datetime import UTC, datetime

from hcc.core.act import Act
from hcc.core.calendar import DECIDED
from hcc.core.evolution import Step, waiting
from hcc.office_calendar.resources import CalendarBook
from hcc.office_calendar.telling import DAY_DECIDED, rule_facts
from hcc.procedures.form_files import FormFiles
from hcc.procedures.record import ProcedureRecord
from hcc.tickets.resources import Queue


def _several_results(site) -> None:
    """A procedure's one `result` becomes `results`, a line each."""
    for procedure in site.procedures.values():
        for revision in procedure.revisions.values():
            values = dict(vars(revision.record))
            if "result" in values:
                lines = (line.strip() for line in values.pop("result").splitlines())
                revision.record = ProcedureRecord(**{**values, "results": tuple(line for line in lines if line)})


def _forms(site) -> None:
    """The catalogue keeps the files of forms."""
    site.procedures.forms = FormFiles()


def _calendar_book(site) -> None:
    """The days this centre decided on, and its sessions, stand in a book of their own."""
    decided = getattr(site, "day_rules", {})
    site.calendar_book = CalendarBook({**DECIDED, **decided})
    act = Act("system", datetime.now(UTC))
    for day, rule in sorted(decided.items()):
        facts = {"day": day.isoformat(), "before": None, "after": rule_facts(rule), "reason": ""}
        site.calendar_book.chain.append(act, DAY_DECIDED, **facts)
    if "day_rules" in vars(site):
        del site.day_rules


def _units(site) -> None:
    """Officials belong to units, and the demo office's officials are known as such."""
    from hcc.accounts.demo import OFFICIALS

    site.accounts.begin_units()
    demo = {person.login for person in OFFICIALS}
    for official in site.accounts.values():
        first = next(iter(official.chain), None)
        if official.login in demo and first is not None and first.by == "system":
            official.demo = True


def _people_results_and_codes(site) -> None:
    """Dossiers tell people, results and numbers apart."""
    from hcc.dossiers.evolving import people_results_and_codes

    people_results_and_codes(site.dossiers)


def _search_trees(site) -> None:
    """Dossiers are found by what people remember of them."""
    from hcc.dossiers.evolving import search_trees

    search_trees(site.dossiers)


def _lists_of_handlers(site) -> None:
    """Each handler's dossiers are a list of their own."""
    from hcc.dossiers.evolving import lists_of_handlers

    lists_of_handlers(site.dossiers)


def _dossiers_of_a_person(site) -> None:
    """A person's dossiers are found by number, or by name and birth date."""
    from hcc.dossiers.evolving import dossiers_of_a_person

    dossiers_of_a_person(site.dossiers)


def _queue(site) -> None:
    """Numbers of the queue are given and called."""
    site.begin_queue(Queue())


def _slips_and_guidance(site) -> None:
    """The folder of dossiers finds them by slips and outgoing numbers, and keeps the guidance given."""
    from hcc.dossiers.evolving import slips_and_guidance

    slips_and_guidance(site.dossiers)


def _open_dossiers_and_results_to_fetch(site) -> None:
    """Unfinished dossiers are counted without a walk, and results that wait to be fetched stand on a board."""
    from hcc.dossiers.evolving import open_dossiers_and_results_to_fetch

    open_dossiers_and_results_to_fetch(site.dossiers)


def _lives(site) -> None:
    """Figures of any day are counted from the lives of dossiers."""
    from hcc.dossiers.evolving import lives

    lives(site.dossiers)


def _opinions(site) -> None:
    """Whoever is asked for an opinion finds the dossier on her desk."""
    from hcc.dossiers.evolving import opinions

    opinions(site.dossiers)


def _lists_of_lines(site) -> None:
    """An act writes less: rows of lists are lines of text, each list apart."""
    from hcc.dossiers.evolving import lists_of_lines

    lists_of_lines(site.dossiers)


def _keys_as_text(site) -> None:
    """An act writes less: the trees that dossiers are found and counted by have keys of text."""
    from hcc.dossiers.evolving import keys_as_text

    keys_as_text(site.dossiers)


def _books_of_every_kind(site) -> None:
    """Books of signatures, translators and contracts; books have volumes and are closed."""
    from hcc.certifications.evolving import books_of_every_kind

    books_of_every_kind(site.books)


def _certification_desk(site) -> None:
    """Refusals to certify are written, printers have their offsets, and money is taken at the desk."""
    from hcc.certifications.evolving import desk_beside_the_books

    desk_beside_the_books(site.books)


def _links_to_copies(site) -> None:
    """Citizens fetch their electronic copies by a link."""
    from hcc.certifications.evolving import links_to_copies

    links_to_copies(site.books)


def _lines_by_hand(site) -> None:
    """Numbers given on paper, and those of the outage pad, are entered afterwards."""
    from hcc.certifications.evolving import lines_by_hand

    lines_by_hand(site.books)


def _fees_of_transactions(site) -> None:
    """Contracts and transactions are certified, for a fee the office sets."""
    from hcc.certifications.evolving import fees_of_transactions

    fees_of_transactions(site.books)


def _chains_within_dossiers(site) -> None:
    """An act writes less: a dossier holds its chain in its own record."""
    from hcc.dossiers.evolving import chains_within_dossiers

    chains_within_dossiers(site.dossiers)


def _desk_work_apart(site) -> None:
    """Public pages do not load the classes of dossiers and books."""
    site.set_desk_work_apart()


def _leaves_of_lines(site) -> None:
    """An act writes less: leaves of trees are written whole, and a dossier knows where it is listed."""
    from hcc.dossiers.evolving import leaves_of_lines

    leaves_of_lines(site.dossiers)


def _holders_of_numbers(site) -> None:
    """An act writes less: whose a reception number is stands with the counter that gave it."""
    from hcc.dossiers.evolving import holders_of_numbers

    holders_of_numbers(site.dossiers)


def _jobs(site) -> None:
    """Work that nobody waits for stands in a queue."""
    site.begin_jobs()


def _jobs_of_papers(site) -> None:
    """Papers that came before the queue have their small pictures and their text too."""
    from hcc.dossiers.older_papers import look_for_older_papers

    look_for_older_papers(site.jobs, now=datetime.now(UTC).timestamp())


def _announcements(site) -> None:
    """The catalogue keeps announcement decisions, and what hangs on which board."""
    site.procedures.begin_announcements()


def _contents_of_processes(site) -> None:
    """The chain of the catalogue tells what the steps of internal processes say."""
    from hcc.procedures.process_telling import note_processes

    note_processes(site.procedures, Act("system", datetime.now(UTC)))


def _content(site) -> None:
    """The centre has pages of its own."""
    site.begin_content()


def _open_dossiers_by_revision(site) -> None:
    """Unfinished dossiers are counted by the text they stand on."""
    from hcc.dossiers.evolving import open_dossiers_by_revision

    open_dossiers_by_revision(site.dossiers)


def _contents_of_texts(site) -> None:
    """The chain of the catalogue tells what approved texts say."""
    from hcc.procedures.texts_telling import note_texts

    note_texts(site.procedures, Act("system", datetime.now(UTC)))


def _lists_of_pages(site) -> None:
    """Lists know which things stand apart from what was shared above them, and show everything as it is."""
    from hcc.content.evolving import lists_of_pages

    lists_of_pages(site.content)


STEPS: tuple[Step, ...] = (
    Step("several results of a procedure", _several_results),
    Step("forms of the catalogue", _forms),
    Step("calendar of the office", _calendar_book),
    Step("units of officials", _units),
    Step("people, results and codes of dossiers", _people_results_and_codes),
    Step("lists of handlers", _lists_of_handlers),
    Step("dossiers of a person", _dossiers_of_a_person),
    Step("search of dossiers", _search_trees),
    Step("numbers of the queue", _queue),
    Step("slips of dossiers and guidance", _slips_and_guidance),
    Step("open dossiers and results to fetch", _open_dossiers_and_results_to_fetch),
    Step("lives of dossiers", _lives),
    Step("opinions that are owed", _opinions),
    Step("keys as text", _keys_as_text),
    Step("lists of lines", _lists_of_lines),
    Step("books of every kind", _books_of_every_kind),
    Step("refusals, printers and money of certification", _certification_desk),
    Step("links to electronic copies", _links_to_copies),
    Step("lines of books that are entered afterwards", _lines_by_hand),
    Step("chains within dossiers", _chains_within_dossiers),
    Step("fees of contracts and transactions", _fees_of_transactions),
    Step("work of desks apart from the site", _desk_work_apart),
    Step("leaves of lines", _leaves_of_lines),
    Step("holders of reception numbers", _holders_of_numbers),
    Step("queue of jobs", _jobs),
    Step("jobs of older papers", _jobs_of_papers),
    Step("announcement decisions", _announcements),
    Step("pages of the centre", _content),
    Step("contents of internal processes", _contents_of_processes),
    Step("open dossiers by revision", _open_dossiers_by_revision),
    Step("lists of pages", _lists_of_pages),
    Step("contents of procedures' texts", _contents_of_texts),
)


def evolve(site) -> list[str]:
    """Take every waiting step in order; answers their names. Refuses a database newer than this program."""
    taken = []
    for step in waiting(site.evolution, STEPS):
        step.take(site)
        site.evolution = (*site.evolution, step.name)
        taken.append(step.name)
    return taken
