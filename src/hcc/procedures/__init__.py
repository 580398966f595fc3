"""The procedure catalogue: what the commune offers, in revisions that begin and end on days."""


def includeme(config):
    for part in (".following", ".listing", ".suggesting", ".sheet", ".form_download", ".feed", ".posting"):
        config.include(part)
