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
        ".council_fees",
        ".jobs",
        ".catalogue_board",
        ".importing",
        ".import_page",
        ".exporting",
        ".cloning",
        ".chosen",
        ".announcements",
        ".announcement",
        ".announcement_paper",
        ".announcement_publish",
        ".hangings",
        ".hanging_places",
        ".preview",
        ".edit",
        ".compare",
        ".publishing",
        ".process",
        ".process_edit",
    ):
        config.include(part)
