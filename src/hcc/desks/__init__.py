"""Role-based views of the work: one desk a processing step, and boards across them, each in a file
of its own.
"""

PARTS = (
    ".home",
    ".find",
    ".greet",
    ".prepare",
    ".receive",
    ".counter",
    ".counter_keeping",
    ".counter_papers",
    ".process",
    ".approve",
    ".seal",
    ".return_result",
    ".not_fetched",
    ".no_code",
    ".to_scan",
    ".direct",
    ".looked",
    ".changes",
)


def includeme(config):
    for part in PARTS:
        config.include(part)
