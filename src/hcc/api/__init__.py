"""The same questions for machines: /api/v1."""


def includeme(config):
    config.include(".views")
