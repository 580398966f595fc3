"""CPU of work done in this process and in the children it starts."""

import os
import statistics
from collections.abc import Callable

from .processes import Tree

ROUNDS, TICKS = 5, 5
"""A work is done five times in a row: the CPU of children that ended is told in ticks of 10 ms."""


def middle_cpu(work: Callable[[], object], times: int = TICKS) -> float:
    """Seconds of one time: the median of five rounds of so many."""
    return statistics.median(cpu_of(lambda: [work() for _ in range(times)]) / times for _ in range(ROUNDS))


def cpu_of(work: Callable[[], object]) -> float:
    """Seconds of this process, of the fork server it started, and of the children of both."""
    tree = Tree(os.getpid())
    before = tree.cpu()
    work()
    return tree.cpu() - before
