"""Files that wait to be looked at keep their own threads: all others are served as if there were none."""

from pathlib import Path

import pytest

from hcc.commands import running
from hcc.settings import read_settings
from office import ini_values


class _Asked(Exception):
    pass


@pytest.mark.parametrize("uploads", [1, 8])
def test_the_server_has_threads_beside_those_that_waiting_files_keep(monkeypatch, tmp_path, uploads):
    asked = {}

    def create_server(application, **options):
        asked.update(options)
        raise _Asked

    monkeypatch.setattr("waitress.server.create_server", create_server)
    monkeypatch.setattr(running, "application_of", lambda ini: object())
    settings = read_settings(ini_values(tmp_path, threads=3, uploads_waiting=uploads), environ={})
    with pytest.raises(_Asked):
        running._ready(Path("office.ini"), settings)
    assert asked["threads"] == 3 + uploads
