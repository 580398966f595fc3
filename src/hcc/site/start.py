"""The traversal root, and what is checked before the first request is answered."""

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.evolution import DatabaseTooOld, waiting
from hcc.settings import BadSetting

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


def check_database(database, *, demo: bool) -> None:
    """Refuse to serve a database that is empty, newer than this program, or waiting for evolution steps, and the demo
    office as a real one: everybody knows its password.
    """
    connection = database.open()
    try:
        site = ready_site(connection.root())
        if not demo and any(official.demo and not official.disabled for official in site.accounts.officials()):
            raise BadSetting(
                "demo", "this database holds the demo office, whose password everybody knows: give another var folder"
            )
    finally:
        connection.close()


def includeme(config: Configurator) -> None:
    config.set_root_factory(root_factory)
    check_database(config.registry["hcc.database"], demo=config.registry["hcc.settings"].demo)
