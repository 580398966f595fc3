"""The national days off are those of the holidays package, without the two hundred countries it would load."""

import subprocess
import sys

import holidays

from hcc.core.national_days import NATIONAL_YEARS, national_days


def test_every_year_is_as_the_package_has_it():
    assert 2026 in NATIONAL_YEARS
    for year in NATIONAL_YEARS:
        table = holidays.country_holidays("VN", years=year, language="vi")
        assert national_days(year) == (dict(table), frozenset(table.weekend_workdays)), year


def test_no_other_country_is_loaded():
    code = (
        "import sys; from hcc.core.national_days import national_days; assert national_days(2027)[0];"
        "print(*[name for name in sys.modules if name.startswith('holidays.countries')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
