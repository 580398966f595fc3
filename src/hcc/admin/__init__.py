"""Administration: the catalogue, officials, recent acts and health."""


def includeme(config):
    config.include(".health_machine")
    config.include(".health_office")
    config.include(".views")
