"""Pages of the administration."""


def includeme(config):
    for part in (".overview", ".calendar", ".officials", ".catalogue_board", ".edit"):
        config.include(part)
