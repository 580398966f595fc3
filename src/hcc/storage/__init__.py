"""Opening the database and keeping it safe: synced blobs, backup, restore, verification."""


def includeme(config):
    config.include(".opening")
