"""Sites as earlier programs wrote them: their own exports, brought up to date as `hcc evolve` does."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import transaction
import ZODB
from ZODB.DemoStorage import DemoStorage

from hcc.site.evolution import evolve
from hcc.site.resources import Site


@contextmanager
def brought_up_to_date(name: str) -> Iterator[Site]:
    """The site of the export of this name beside this file, read anew after it was evolved and written."""
    database = ZODB.DB(DemoStorage())
    connection = database.open()
    site = connection.root()["site"] = connection.importFile(str(Path(__file__).with_name(name)))
    transaction.commit()
    evolve(site)
    transaction.commit()
    connection.close()
    connection = database.open()
    yield connection.root()["site"]
    transaction.abort()
    connection.close()
    database.close()
