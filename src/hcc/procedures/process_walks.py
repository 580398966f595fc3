"""Walks over the graph of an internal process: what is reached from where, and how long the longest way takes."""

from collections.abc import Iterable

from .processes import InternalProcess, Stage


def _onward(process: InternalProcess) -> dict[int, list[int]]:
    keys = {step.key for step in process.steps}
    return {step.key: [way.to for way in step.ways if way.to in keys] for step in process.steps}


def _walk(edges: dict[int, list[int]], begin: Iterable[int]) -> set[int]:
    seen: set[int] = set()
    todo = [key for key in begin if key in edges]
    while todo:
        key = todo.pop()
        if key not in seen:
            seen.add(key)
            todo += edges[key]
    return seen


def reachable(process: InternalProcess, begin: int) -> set[int]:
    """Keys of the steps that are reached from a step, itself included."""
    return _walk(_onward(process), [begin])


def reaching(process: InternalProcess, ends: Iterable[int]) -> set[int]:
    """Keys of the steps from which one of these is reached, themselves included."""
    backward: dict[int, list[int]] = {step.key: [] for step in process.steps}
    for key, onward in _onward(process).items():
        for to in onward:
            backward[to].append(key)
    return _walk(backward, ends)


def longest_hours(process: InternalProcess) -> float:
    """Working hours of the longest way from the first step to the result.

    Steps that lie on a circle together are each counted once: how often the work goes round, nobody knows before. The
    return is not counted: the time limit ends with the result.
    """
    if not process.steps:
        return 0
    onward = _onward(process)
    reached = {key: _walk(onward, [key]) for key in onward}
    hours = {step.key: max(step.hours, 0) if step.stage is not Stage.RETURN else 0 for step in process.steps}
    known: dict[frozenset[int], float] = {}

    def longest(key: int) -> float:
        circle = frozenset(other for other in reached[key] if key in reached[other])
        if circle not in known:
            after = {to for one in circle for to in onward[one]} - circle
            known[circle] = sum(hours[one] for one in circle) + max(map(longest, after), default=0)
        return known[circle]

    return longest(process.steps[0].key)
