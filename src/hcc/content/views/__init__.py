"""Pages for readers, authors and reviewers of content."""


def includeme(config):
    for part in (
        ".kinds",
        ".show",
        ".loudspeaker",
        ".add",
        ".edit",
        ".steps",
        ".history",
        ".sharing",
        ".undo",
        ".contents",
        ".arrange",
        ".chosen",
        ".trash",
        ".redirects",
        ".broken_links",
        ".markdown_preview",
        ".file",
        ".pick",
    ):
        config.include(part)
