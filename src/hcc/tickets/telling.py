"""What the chain of a day tells of its numbers, held against what they are."""

from collections.abc import Iterator

from .resources import DayQueue, Lane, TicketState

_ENDS = {state.value: state for state in (TicketState.SERVED, TicketState.MISSED)}


def untold_of(day: DayQueue) -> Iterator[str]:
    """Where numbers are missing, doubled, or not as the records say, in English for the log."""
    told: dict[int, tuple[str, TicketState, int]] = {}
    for record in day.chain:
        number = record.facts["number"]
        if record.what == "give":
            if number in told:
                yield f"number {number} was given twice"
            told[number] = record.facts["lane"], TicketState.WAITING, 0
        elif number in told:
            state = _ENDS.get(record.what, TicketState.CALLED)
            told[number] = told[number][0], state, record.facts["counter"]
    found = {ticket.number: (ticket.lane.value, ticket.state, ticket.counter) for ticket in day}
    untold = [number for number in sorted(told.keys() | found.keys()) if told.get(number) != found.get(number)]
    for number in untold:
        yield f"number {number} is not what stands on record"
    gone = [number for number in range(1, day.last_given.value + 1) if number not in found]
    if gone:
        yield f"numbers were left out: {', '.join(map(str, gone[:9]))}"
    if not untold:
        yield from _lanes(day)


def _lanes(day: DayQueue) -> Iterator[str]:
    for lane in Lane:
        row = [ticket.number for ticket in day.waiting(lane)]
        waits = [t for t in day if t.lane is lane and t.state is TicketState.WAITING]
        if row != [ticket.number for ticket in sorted(waits, key=lambda ticket: ticket.order)]:
            yield f"the {lane.value} lane is not the row of those who wait in it"
    called = {ticket.number for ticket in day if ticket.state is TicketState.CALLED}
    if {ticket.number for ticket in day.called()} != called:
        yield "the counters do not have the numbers called to them"
