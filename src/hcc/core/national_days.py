"""The national days off (ngày nghỉ lễ, Tết; BLLĐ 2019 art. 112) and the working days swapped for them.

Of the holidays package only Vietnam's part is read: asked for by name it would load two hundred countries first, which
takes a tenth of a second and 15 MB.
"""

from datetime import date
from functools import lru_cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import holidays


def _vietnam() -> type[holidays.HolidayBase]:
    place = Path(holidays.__file__).with_name("countries") / "vietnam.py"
    spec = spec_from_file_location("holidays_of_vietnam", place)
    if spec is None or spec.loader is None or not place.exists():
        from holidays.countries import Vietnam  # the package is laid out otherwise in another version

        return Vietnam
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Vietnam


VIETNAM = _vietnam()
NATIONAL_YEARS = range(VIETNAM.start_year, VIETNAM.end_year + 1)
"""Years for which the lunar table behind the national days holds; beyond it no day off is known."""


@lru_cache(maxsize=16)
def national_days(year: int) -> tuple[dict[date, str], frozenset[date]]:
    """The days off of a year by their Vietnamese names, and the days at a weekend that are worked instead."""
    table = VIETNAM(years=year, language="vi")
    return dict(table), frozenset(getattr(table, "weekend_workdays", ()))
