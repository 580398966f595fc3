"""hcc (Hành Chính Công): dossiers, certified papers and published procedures of a commune's service centre."""

FIRST = ("storage", "web", "accounts", "procedures", "content", "tickets", "portal", "site")
LATER = (
    "accounts.later",
    "procedures.later",
    "content.later",
    "tickets.later",
    "dossiers",
    "certifications",
    "desks",
    "portal.later",
    "admin",
    "api",
)
"""What no first page needs, in ladder order: it adds views, and nothing that every request has (see hcc.web.late)."""


def main(global_config, **values):
    """The WSGI application: settings first, then one include a feature, in ladder order."""
    from pyramid.config import Configurator

    from .settings import read_settings
    from .web.late import Whole, is_postponing
    from .web.made import notice

    config = Configurator(settings=values)
    config.registry["hcc.settings"] = read_settings(values)

    def include(parts):
        try:
            for part in parts:
                config.include(f"hcc.{part}")
        except BaseException:
            # Whoever mends the setting and starts again finds the database free.
            if database := config.registry.get("hcc.database"):
                database.close()
            raise

    include(FIRST)
    notice(config.registry)
    if not is_postponing():
        include(LATER)
        return config.make_wsgi_app()

    def finish():
        with config:
            include(LATER)

    return Whole(config.make_wsgi_app(), finish)
