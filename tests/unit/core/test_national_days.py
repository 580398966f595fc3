"""The national days off are those of the holidays package, without the two hundred countries it would load.

`python tests/unit/core/test_national_days.py` writes the file of what the installed version says.
"""

import json
import subprocess
import sys
from importlib.metadata import version

import holidays
import pytest

from hcc.core import national_days as module
from hcc.core.national_days import KEPT, NATIONAL_YEARS, national_days

YEARS = range(2020, 2041)
"""Kept: those of dossiers and deadlines."""


def of_package(year: int) -> tuple[dict, frozenset]:
    table = holidays.country_holidays("VN", years=year, language="vi")
    return dict(table), frozenset(table.weekend_workdays)


def file_of_package() -> str:
    vietnam = holidays.country_holidays("VN", years=YEARS[0])
    years = {}
    for year in YEARS:
        days, worked = of_package(year)
        off = {day.isoformat(): name for day, name in days.items()}
        years[str(year)] = {"off": off, "worked": sorted(day.isoformat() for day in worked)}
    kept = {
        "version": version("holidays"),
        "first_year": vietnam.start_year,
        "last_year": vietnam.end_year,
        "years": years,
    }
    return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"


def test_what_is_kept_is_what_the_package_says():
    assert KEPT.read_text("utf-8") == file_of_package(), __doc__


def test_every_year_is_as_the_package_has_it():
    assert 2026 in NATIONAL_YEARS
    for year in NATIONAL_YEARS:
        assert national_days(year) == of_package(year), year


@pytest.fixture
def another_version(monkeypatch):
    def forget():
        for cached in (module._installed, module._kept, module.national_days):
            cached.cache_clear()

    forget()
    monkeypatch.setattr(module, "_installed", lambda: "0.1")
    module._kept.cache_clear()
    yield
    monkeypatch.undo()
    forget()


def test_what_is_kept_of_another_version_is_not_believed(another_version):
    assert module._kept() == {}
    assert module._years() == NATIONAL_YEARS
    assert national_days(2026) == of_package(2026)


def loaded_for(year: int) -> set[str]:
    code = (
        f"import sys; from hcc.core.national_days import national_days; assert national_days({year})[0];"
        "print(*[name for name in sys.modules if name.startswith('holidays')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_no_other_country_is_loaded():
    loaded = loaded_for(1950)
    assert "holidays" in loaded
    assert not [name for name in loaded if name.startswith("holidays.countries")]


def test_for_the_years_that_offices_work_in_the_package_is_not_loaded():
    assert loaded_for(2026) == loaded_for(2027) == set()


if __name__ == "__main__":
    KEPT.write_text(file_of_package(), "utf-8")
