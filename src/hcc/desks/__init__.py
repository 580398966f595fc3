"""Role-based views of the work: one desk a processing step."""


def includeme(config):
    config.include(".views")
