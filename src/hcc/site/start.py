"""The traversal root, and what is checked before the first request is answered."""

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.evolution import DatabaseTooOld, waiting

from .evolution import STEPS


def root_factory(request: Request):
    return request.site


def check_database(database) -> None:
    """Refuse to serve a database that is empty, newer than this program, or waiting for evolution steps."""
    connection = database.open()
    try:
        site = connection.root().get("site")
        if site is None:
            raise DatabaseTooOld("the database is empty: run 'hcc init'")
        if steps := waiting(site.evolution, STEPS):
            raise DatabaseTooOld(f"run 'hcc evolve': {', '.join(step.name for step in steps)} waiting")
    finally:
        connection.close()


def includeme(config: Configurator) -> None:
    config.set_root_factory(root_factory)
    check_database(config.registry["hcc.database"])
