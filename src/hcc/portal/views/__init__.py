"""The pages of the public front; the first of them, home, is put in place by itself."""


def includeme(config):
    for part in (".browse", ".centre", ".track"):
        config.include(part)
