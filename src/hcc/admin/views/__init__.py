"""Pages of the administration."""


def includeme(config):
    for part in (".overview", ".catalogue_board", ".edit"):
        config.include(part)
