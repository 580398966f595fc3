"""Pages for readers, authors and reviewers of content."""


def includeme(config):
    for part in (
        ".kinds",
        ".show",
        ".loudspeaker",
        ".site_map",
        ".board",
        ".feed",
        ".add",
        ".edit",
        ".steps",
        ".history",
        ".sharing",
        ".undo",
        ".contents",
        ".arrange",
        ".chosen",
        ".review",
        ".upload",
        ".describe",
        ".trash",
        ".redirects",
        ".broken_links",
        ".markdown_preview",
        ".file",
        ".search",
        ".pick",
    ):
        config.include(part)
