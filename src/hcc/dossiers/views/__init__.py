"""Pages of one dossier: the dossier itself, its papers, and a page for each act."""


def includeme(config):
    for part in (
        ".show",
        ".internal_process",
        ".papers",
        ".arranging",
        ".photos",
        ".reading",
        ".preparing",
        ".acts",
        ".receipt",
        ".slips",
        ".sheets",
        ".register",
        ".copy_sheet",
        ".overtaken",
        ".card",
        ".figures",
    ):
        config.include(part)
