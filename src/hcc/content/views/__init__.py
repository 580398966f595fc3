"""Pages for readers, authors and reviewers of content."""


def includeme(config):
    for part in (".kinds", ".show", ".add", ".edit", ".steps", ".contents", ".markdown_preview", ".file"):
        config.include(part)
