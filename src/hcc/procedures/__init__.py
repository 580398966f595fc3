"""The procedure catalogue: what the commune offers, in revisions that begin and end on days."""


def includeme(config):
    config.include(".following")
    config.include(".kept_news")
    config.include(".made_of_revisions")


def later(config):
    """What no first page needs (see hcc.web.late)."""
    for part in (
        ".following.understand",
        ".listing",
        ".suggesting",
        ".sheet",
        ".local_address",
        ".form_download",
        ".feed",
        ".posting",
    ):
        config.include(part)
