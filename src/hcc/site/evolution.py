"""The named steps of stored shapes. Append; never rename or reorder a released one."""

from hcc.core.evolution import Step, waiting

STEPS: tuple[Step, ...] = ()


def evolve(site) -> list[str]:
    """Take every waiting step in order; answers their names. Refuses a database newer than this program."""
    taken = []
    for step in waiting(site.evolution, STEPS):
        step.take(site)
        site.evolution = (*site.evolution, step.name)
        taken.append(step.name)
    return taken
