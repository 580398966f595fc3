"""settings.toml: what the office is called (which stands in the ini file), and whether two look at each text."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from hcc.content.plain_files import table
from hcc.content.writing_files import Written
from hcc.procedures.operations.four_eyes import FOUR_EYES_ASKED, FOUR_EYES_LIFTED, set_four_eyes

from .planned import CHANGED, CONFLICT, NOTE, Planned, doing
from .reading import OfficeReader

FILE = "settings.toml"
NAMES = ("office_name", "agency_code", "commune", "province", "authority", "address", "phone")
"""Settings of the installation that papers and pages bear."""


def write(site: Any, office: Any, today: date) -> Iterator[Written]:
    names = {name: getattr(office, name) for name in NAMES}
    told = {"four_eyes": bool(site.procedures.four_eyes), "names": names}
    yield FILE, table(told).encode("utf-8")


def plan(site: Any, office: Any, reader: OfficeReader) -> Iterator[Planned]:
    row = reader.whole(FILE, {"four_eyes", "names"})
    if row is None:
        return
    names = row.get("names", dict, {}) or {}
    for name, value in names.items():
        ours = getattr(office, name, None) if name in NAMES else None
        if value != ours and isinstance(value, str):
            what = f"{name}: “{value[:200]}” there, “{ours}” in this office's ini file, which stays"
            yield Planned(NOTE, what, row.file, row.line("names"), lambda act: None)
    required = row.get("four_eyes", bool, site.procedures.four_eyes)
    if required is not None and required != site.procedures.four_eyes:
        decided = any(True for _ in site.procedures.chain.told(FOUR_EYES_ASKED, FOUR_EYES_LIFTED))
        apply = doing(set_four_eyes, site.procedures, site.accounts, required=required)
        what = f"two people for each text: {'yes' if required else 'no'}"
        kind = CONFLICT if decided else CHANGED
        yield Planned(kind, what, row.file, row.line("four_eyes"), apply)
