"""Where the folders that travel with the program lie: in a wheel inside the package, in a checkout at its root."""

from pathlib import Path

FOLDERS = ("templates", "catalog")
"""The top-level folders a wheel carries along (pyproject.toml, force-include)."""

_PACKAGE = Path(__file__).resolve().parent


class ShippedFolderMissing(FileNotFoundError):
    """A folder that every installation has is not there; `places` are the paths that were tried."""

    def __init__(self, name: str, places: tuple[Path, ...]) -> None:
        self.name = name
        self.places = places
        super().__init__(f"The folder {name!r} is missing: neither {' nor '.join(map(str, places))} exists.")


def shipped(name: str) -> Path:
    """The absolute path of "templates" or "catalog".

    A wheel's own copy wins, so that an installed program never reads a checkout that happens to lie around it.
    Raises `ValueError` for any other name, `ShippedFolderMissing` when the installation is incomplete.
    """
    if name not in FOLDERS:
        raise ValueError(f"{name!r} is not shipped; only {', '.join(FOLDERS)} are")
    places = (_PACKAGE / "_shipped" / name, _PACKAGE.parents[1] / name)
    for place in places:
        if place.is_dir():
            return place
    raise ShippedFolderMissing(name, places)
