"""A database an older program wrote is brought to today's shape, once."""

import pickle
from datetime import date

import transaction
import ZODB
from pyramid.traversal import resource_path

from hcc.accounts.demo import add_demo_office
from hcc.accounts.operations.officials import add_official
from hcc.accounts.passwords import Passwords
from hcc.accounts.units import CENTRE
from hcc.certifications.operations.close import close_day
from hcc.core.act import Act
from hcc.core.calendar import ALL_YEAR, DayRule
from hcc.office_calendar.telling import untold_of
from hcc.procedures.operations.import_catalogue import import_catalogue
from hcc.site.evolution import STEPS, evolve
from hcc.site.resources import Site
from hcc.tickets.operations.give import give
from unit.certifications.building import visit
from unit.dossiers.building import TODAY, act, record


def with_one_result(record, text: str):
    """The record as it was stored when a procedure had one `result`."""
    values = vars(record)
    del values["results"]
    values["result"] = text
    return pickle.loads(pickle.dumps(record))


def test_one_result_becomes_several_a_line_each():
    database = ZODB.DB(None)
    with database.transaction() as connection:
        site = connection.root()["site"] = Site()
        records = {"1.000001": record("1.000001"), "1.000002": record("1.000002")}
        import_catalogue(site.procedures, records=records, act=act(), effective=TODAY)
        for code, text in (("1.000001", "Giấy khai sinh\n\n Bản sao "), ("1.000002", "")):
            revision = site.procedures[code].latest()
            revision.record = with_one_result(revision.record, text)
    with database.transaction() as connection:
        assert evolve(connection.root()["site"]) == [step.name for step in STEPS]
    with database.transaction() as connection:
        site = connection.root()["site"]
        found = {code: site.procedures[code].latest().record for code in records}
        assert found["1.000001"].results == ("Giấy khai sinh", "Bản sao")
        assert found["1.000002"].results == ()
        assert not any("result" in vars(one) for one in found.values())
        assert evolve(site) == []
    transaction.abort()
    database.close()


def test_officials_of_before_units_belong_to_the_centre_and_demo_officials_are_known():
    database = ZODB.DB(None)
    with database.transaction() as connection:
        site = connection.root()["site"] = Site()
        add_demo_office(site.accounts, passwords=Passwords(8), act=Act("system", act().at))
        own = add_official(
            site.accounts, login="lan", name="Lan", job_title="", roles=set(), password_hash=None, act=act("quantri")
        )
        for official in site.accounts.values():
            vars(official).pop("demo", None)
            vars(official).pop("unit", None)
        assert not site.accounts["tiepnhan"].demo
        del site.accounts._units, site.accounts.chain
    with database.transaction() as connection:
        assert "units of officials" in evolve(connection.root()["site"])
    with database.transaction() as connection:
        accounts = connection.root()["site"].accounts
        assert [(unit.number, unit.closed) for unit in accounts.units()] == [(CENTRE, False)]
        assert accounts.unit(accounts["tiepnhan"].unit) == accounts.units()[0]
        assert accounts["tiepnhan"].demo
        assert not accounts[own.login].demo
        assert len(accounts.chain) == 0
    transaction.abort()
    database.close()


def test_the_days_a_centre_decided_on_stand_in_its_calendar_book():
    database = ZODB.DB(None)
    storm = date(2026, 11, 26)
    with database.transaction() as connection:
        site = connection.root()["site"] = Site()
        del site.calendar_book
        site.day_rules = {storm: DayRule(False, "Nghỉ phòng tránh bão"), date(2026, 1, 10): DayRule(False, "Nghỉ")}
    with database.transaction() as connection:
        assert "calendar of the office" in evolve(connection.root()["site"])
    with database.transaction() as connection:
        site = connection.root()["site"]
        assert site.calendar.day_off(storm) == "Nghỉ phòng tránh bão"
        # What was decided too late for the national table comes with it, the centre's own word before it.
        assert site.calendar.day_off(date(2026, 1, 2))
        assert site.calendar.day_off(date(2026, 1, 10)) == "Nghỉ"
        assert site.calendar_book.tables == (ALL_YEAR,)
        assert "day_rules" not in vars(site)
        assert [record.facts["day"] for record in site.calendar_book.chain] == ["2026-01-10", "2026-11-26"]
        assert list(untold_of(site.calendar_book)) == []
    transaction.abort()
    database.close()


def test_a_book_of_before_volumes_goes_on_and_books_of_every_kind_begin():
    database = ZODB.DB(None)
    with database.transaction() as connection:
        site = connection.root()["site"] = Site()
        visit(site.books)
        old = site.books["ban-sao"].get(2026)
        del old.volumes, old._closings
        for kind in ("chu-ky", "nguoi-dich", "hop-dong"):
            del site.books._places[kind]
    with database.transaction() as connection:
        assert "books of every kind" in evolve(connection.root()["site"])
    with database.transaction() as connection:
        books = connection.root()["site"].books
        [entry] = visit(books, minutes=1).entries
        assert (entry.number, entry.volume_line) == (2, "01/2026 - SCT/BS")
        closed = close_day(books, book=entry.book, day=TODAY, reason="Chưa ký", act=act(minutes=2))
        assert [one.tally.struck for one in closed] == [2]
        assert resource_path(books["hop-dong"]).endswith("/hop-dong")
    transaction.abort()
    database.close()


def test_an_office_of_before_the_queue_gives_numbers():
    database = ZODB.DB(None)
    with database.transaction() as connection:
        site = connection.root()["site"] = Site()
        del site.queue
    with database.transaction() as connection:
        assert "numbers of the queue" in evolve(connection.root()["site"])
    with database.transaction() as connection:
        site = connection.root()["site"]
        assert resource_path(site["goi-so"]) == "/goi-so"
        assert give(site.queue, act=act()).number == 1
    with database.transaction() as connection:
        assert [len(day) for day in connection.root()["site"].queue.days()] == [1]
    transaction.abort()
    database.close()


def test_a_site_lets_go_of_what_only_desks_work_on():
    database = ZODB.DB(None)
    with database.transaction() as connection:
        site = connection.root()["site"] = Site()
        dossiers, books = site.dossiers, site.books
        # As it was stored before.
        site.__dict__.update(dossiers=dossiers, books=books)
        del site.desk_work
        assert site.dossiers is dossiers
        assert site.books is books
    with database.transaction() as connection:
        assert evolve(connection.root()["site"]) == [step.name for step in STEPS]
    with database.transaction() as connection:
        site = connection.root()["site"]
        assert {"dossiers", "books"}.isdisjoint(vars(site))
        assert (site.dossiers._p_oid, site.books._p_oid) == (dossiers._p_oid, books._p_oid)
        assert site.dossiers.__parent__ is site
        state, _ = connection._storage.load(site._p_oid)
        for module in (b"hcc.dossiers", b"hcc.certifications"):
            assert module not in state, "whoever reads the site loads the classes of desks"
        before = site.desk_work
        site.set_desk_work_apart()
        assert site.desk_work is before
    transaction.abort()
    database.close()
