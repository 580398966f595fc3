"""Pages of the administration."""


def includeme(config):
    for part in (
        ".overview",
        ".calendar",
        ".officials",
        ".official",
        ".official_edit",
        ".official_link",
        ".capacities",
        ".units",
        ".office_settings",
        ".ready_sentences",
        ".jobs",
        ".catalogue_board",
        ".announcements",
        ".announcement",
        ".announcement_paper",
        ".announcement_publish",
        ".hangings",
        ".hanging_places",
        ".edit",
    ):
        config.include(part)
