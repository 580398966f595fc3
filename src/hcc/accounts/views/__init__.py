"""Pages of signing in, and of one's own account."""


def includeme(config):
    for part in (".sign_in", ".code", ".choosing", ".set_up", ".own", ".password", ".confirm", ".factor"):
        config.include(part)
