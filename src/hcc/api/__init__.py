"""The same questions for machines: /api/v1, its description, and what search engines ask a site for."""


def includeme(config):
    for part in (".problems", ".views", ".openapi", ".sitemap", ".robots"):
        config.include(part)
