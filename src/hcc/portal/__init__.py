"""The public front: home and tracking."""


def includeme(config):
    config.include(".views")
