"""Pages of certification: the visit, the electronic copy, the tray, the books, and the public check."""


def includeme(config):
    for part in (".visit", ".refusal", ".scan", ".signature", ".tray", ".books", ".kinds", ".keeping", ".check"):
        config.include(part)
