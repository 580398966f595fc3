"""The traversal root, and what is checked before the first request is answered."""

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.evolution import DatabaseTooNew, DatabaseTooOld, waiting

from .evolution import STEPS


def root_factory(request: Request):
    return request.site


def ready_site(root, *, steps_may_wait: bool = False):
    """The site of this database. Raises DatabaseTooOld when it is empty or waits for evolution steps, DatabaseTooNew
    when a newer program wrote it.
    """
    site = root.get("site")
    if site is None:
        raise DatabaseTooOld("the database is empty: run 'hcc init'")
    steps = waiting(site.evolution, STEPS)
    if steps and not steps_may_wait:
        raise DatabaseTooOld(f"run 'hcc evolve': {', '.join(step.name for step in steps)} waiting")
    return site


def check_database(database) -> None:
    """Refuse to serve a database that is empty, newer than this program, or waiting for evolution steps."""
    connection = database.open()
    try:
        ready_site(connection.root())
    except (DatabaseTooOld, DatabaseTooNew):
        database.close()
        raise
    connection.close()


def includeme(config: Configurator) -> None:
    config.set_root_factory(root_factory)
    check_database(config.registry["hcc.database"])
