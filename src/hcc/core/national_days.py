"""The national days off (ngày nghỉ lễ, Tết; BLLĐ 2019 art. 112) and the working days swapped for them.

They are those of the holidays package. To load it takes 20 ms and 6 MB, and for the years that offices work in it says
the same each time: what it says of them is kept in national_days.json, and believed while that version is installed.
"""

import json
from datetime import date
from functools import cache, lru_cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from holidays import HolidayBase

KEPT = Path(__file__).with_name("national_days.json")
"""Written by tests/unit/core/test_national_days.py, which also compares it with the package."""


@cache
def _installed() -> str:
    """The version of the holidays package, from the name of the folder beside it; empty where that does not tell."""
    spec = find_spec("holidays")
    if spec is None or spec.origin is None:
        return ""
    beside = Path(spec.origin).parents[1].glob("holidays-*.dist-info")
    return next((folder.stem.rpartition("-")[2] for folder in beside), "")


@cache
def _kept() -> dict[str, Any]:
    """What is kept of the installed version: its range of years, and the tables of some; empty for any other."""
    kept: dict[str, Any] = json.loads(KEPT.read_text("utf-8"))
    return kept if kept["version"] == _installed() else {}


@cache
def _vietnam() -> "type[HolidayBase]":
    """Vietnam's part of the package: asked for by name it would load two hundred countries first."""
    import holidays

    place = Path(holidays.__file__).with_name("countries") / "vietnam.py"
    spec = spec_from_file_location("holidays_of_vietnam", place)
    if spec is None or spec.loader is None or not place.exists():
        from holidays.countries import Vietnam  # the package is laid out otherwise in another version

        return Vietnam
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    found: type[HolidayBase] = module.Vietnam
    return found


def _years() -> range:
    if kept := _kept():
        return range(kept["first_year"], kept["last_year"] + 1)
    return range(_vietnam().start_year, _vietnam().end_year + 1)


NATIONAL_YEARS = _years()
"""Years for which the lunar table behind the national days holds; beyond it no day off is known."""


@lru_cache(maxsize=16)
def national_days(year: int) -> tuple[dict[date, str], frozenset[date]]:
    """The days off of a year by their Vietnamese names, and the days at a weekend that are worked instead."""
    if kept := _kept().get("years", {}).get(str(year)):
        days = {date.fromisoformat(day): name for day, name in kept["off"].items()}
        return days, frozenset(map(date.fromisoformat, kept["worked"]))
    table = _vietnam()(years=year, language="vi")
    return dict(table), frozenset(getattr(table, "weekend_workdays", ()))
