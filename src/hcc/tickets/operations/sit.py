"""Sitting down at a counter (quầy): where people are called to."""

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import message

from ..resources import Queue


class NoSuchCounter(Refusal):
    field = "counter"
    text = message("This centre has counters 1 to ${most}. Choose one of them.")


def sit(queue: Queue, *, counter: int, most: int, act: Act) -> None:
    """Sit at a counter until another is chosen; 0: at none. Whoever sat there has to choose anew. `most`: how many
    there are.
    """
    if not 0 <= counter <= most:
        raise NoSuchCounter(most=most)
    if queue.counter_of(act.by) != counter or (counter and queue.sitting_at(counter) != act.by):
        queue.seat(act.by, counter)
        queue.chain.append(act, "sit", counter=counter)
