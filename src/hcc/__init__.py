"""hcc (Hành Chính Công): dossiers, certified papers and published procedures of a commune's service centre."""


def main(global_config, **values):
    """The WSGI application: settings first, then one include a feature, in ladder order."""
    from pyramid.config import Configurator

    from .settings import read_settings

    config = Configurator(settings=values)
    config.registry["hcc.settings"] = read_settings(values)
    for part in (
        "storage",
        "web",
        "accounts",
        "procedures",
        "tickets",
        "dossiers",
        "certifications",
        "desks",
        "portal",
        "admin",
        "api",
        "site",
    ):
        config.include(f"hcc.{part}")
    return config.make_wsgi_app()
