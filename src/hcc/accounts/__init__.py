"""Officials (cán bộ): who they are, what roles they have, and how they sign in."""


def includeme(config):
    for part in (".identity", ".browsers", ".sealed_cookie", ".door", ".confirming", ".waiting", ".naming"):
        config.include(part)


def later(config):
    """What no first page needs (see hcc.web.late)."""
    config.include(".views")
