"""Role-based views of the work: one desk a processing step, each in a file of its own."""

PARTS = (
    ".home",
    ".find",
    ".greet",
    ".prepare",
    ".receive",
    ".counter",
    ".process",
    ".approve",
    ".return_result",
    ".looked",
)


def includeme(config):
    for part in PARTS:
        config.include(part)
