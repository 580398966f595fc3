"""The pages of the public front."""


def includeme(config):
    for part in (".home", ".browse", ".centre", ".track"):
        config.include(part)
