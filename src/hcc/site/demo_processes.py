"""The internal processes the demo office has in force: certified papers, and one that two units work on in turn."""

from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.procedures.able_officials import able_on
from hcc.procedures.operations.process_adopt import adopt_process
from hcc.procedures.shipped_processes import shipped_numbered

from .resources import Site

SAME_DAY, TWO_UNITS = 3, 4
"""Numbers of shipped processes."""
ADOPTED = {"2.000815": SAME_DAY, "2.000884": SAME_DAY, "2.001406": TWO_UNITS}
"""Certified copies, certified signatures, division of an inheritance."""


def add_demo_processes(site: Site, *, clerk: bool, act: Act) -> None:
    """Put them in force where the procedures have none yet."""
    today = act.at.astimezone(LOCAL).date()
    able, units = able_on(site.accounts, today), site.accounts.units()
    for code, number in ADOPTED.items():
        shipped, procedure = shipped_numbered(number), site.procedures.get(code)
        if shipped is not None and procedure is not None and procedure.processes is None:
            adopt_process(
                [procedure],
                shipped=shipped,
                effective=today,
                today=today,
                able=able,
                units=units,
                clerk=clerk,
                act=act,
            )
