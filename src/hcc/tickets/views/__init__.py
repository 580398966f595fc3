"""Pages of the queue: giving numbers, calling them, the screen in the hall, the slip."""


def includeme(config):
    for part in (".board", ".give", ".slip", ".desk"):
        config.include(part)
