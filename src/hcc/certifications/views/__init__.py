"""Pages of certification: the visit, the electronic copy, the tray, the books, and the public check."""

PARTS = (
    "visit",
    "refusal",
    "printers",
    "money",
    "fees",
    "promise",
    "scan",
    "signature",
    "attest",
    "tray",
    "deliver",
    "books",
    "kinds",
    "keeping",
    "outage",
    "statistics",
    "check",
    "fetch",
)


def includeme(config):
    for part in PARTS:
        config.include(f".{part}")
