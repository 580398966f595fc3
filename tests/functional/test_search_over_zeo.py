"""Two processes over one ZEO server: what one publishes, the other's citizens find within five seconds."""

import json
import re
import subprocess
import sys
import time

import pytest

from office import Office, ini_values
from zeo_server import serving_zeo

NEW_TITLE = "Chứng thực ở máy khác"
PUBLISH = """
import json, sys
from dataclasses import replace
from datetime import datetime
import transaction
from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.procedures.operations.publish import publish_revision
from hcc.settings import read_settings
from hcc.storage.opening import open_database

values, code, title, day = json.loads(sys.argv[1])
database = open_database(read_settings(values, environ={}))
connection = database.open()
moment = datetime.fromisoformat(day).replace(tzinfo=LOCAL)
act = Act(by="danhmuc", at=moment)
procedure = connection.root()["site"].procedures[code]
record = replace(procedure.latest().record, name=title, short_name="")
revision = procedure.add_revision(record, made_by="danhmuc", made_at=act.at)
publish_revision(revision, effective=moment.date(), act=act)
transaction.commit()
connection.close()
database.close()
"""


@pytest.fixture
def storage(filled, tmp_path):
    """The URI of a running ZEO server with a filled database."""
    with serving_zeo(filled, tmp_path / "zeo") as uri:
        yield uri


def listed(citizen) -> str:
    """The list for words of the new title, without the marks around what answers."""
    return re.sub("</?mark>", "", citizen.get("/thu-tuc?q=may+khac").text)


def test_a_publication_of_another_process_is_found_within_five_seconds(storage, filled, tmp_path):
    office = Office(tmp_path / "var", filled, storage=storage)
    try:
        citizen = office.as_()
        assert NEW_TITLE not in listed(citizen)
        assert NEW_TITLE not in citizen.get("/thu-tuc/2.000815").text
        values = ini_values(tmp_path / "other", storage=storage)
        arguments = json.dumps([values, "2.000815", NEW_TITLE, f"{office.now:%Y-%m-%dT%H:%M:%S}"])
        subprocess.run([sys.executable, "-c", PUBLISH, arguments], check=True, timeout=60)
        until = time.monotonic() + 5
        while NEW_TITLE not in listed(citizen):
            assert time.monotonic() < until
            time.sleep(0.1)
        assert NEW_TITLE in citizen.get("/thu-tuc/2.000815").text
    finally:
        office.close()
