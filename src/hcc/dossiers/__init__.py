"""Dossiers (hồ sơ): what a citizen hands in, and the five steps it goes through."""


def includeme(config):
    config.include(".views")
    config.include(".paper_jobs")
