"""Administration: the catalogue, officials, recent acts and health."""


def includeme(config):
    config.include(".views")
