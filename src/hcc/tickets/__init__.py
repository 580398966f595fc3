"""The queue (hàng đợi): the greeter gives numbers, counters call them, and the hall sees which number goes where.

A number stands for a turn, never for a person: nothing here says who waits, and why somebody goes first is kept with
the number alone, not in the evidence.
"""


def includeme(config):
    config.include(".places")


def later(config):
    """What no first page needs (see hcc.web.late)."""
    config.include(".views")
