"""Pages in general: rendering, language, forms, protection, and what happens when something goes wrong."""


def includeme(config):
    for part in (
        "routes",
        "transactions",
        "numbering",
        "page_cache",
        "requests",
        "i18n",
        "csrf",
        "headers",
        "bodies",
        "conditions",
        "once",
        "flash",
        "places",
        "rendering",
        "assets",
        "display",
        "layout",
        "drawn",
        "shell",
        "errors",
        "resend",
        "health",
        "health_checks",
    ):
        config.include(f".{part}")
