"""Names in addresses (đường dẫn): made of the title, Vietnamese without accents, and free in their folder."""

import re
from collections.abc import Collection

from hcc.core.errors import Refusal
from hcc.core.text import fold, message

from .resources import Container

LONGEST = 80
_NAME = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
_NOT_NAME = re.compile(r"[^a-z0-9]+")


class NameRefused(Refusal):
    field = "name"


class BadName(NameRefused):
    text = message(
        "A name in an address has small letters without accents, digits, hyphens and dots, such as thong-bao-1; at most"
        " ${most} letters."
    )


class TakenName(NameRefused):
    text = message("There is something called ${name} here already. Choose another name.")


class ReservedName(NameRefused):
    text = message("${name} is used by the program itself. Choose another name.")


def is_name(name: str) -> bool:
    """Whether it can stand in an address, wherever that is."""
    return len(name) <= LONGEST and _NAME.fullmatch(name) is not None


def name_of_title(title: str) -> str:
    """A name for that title; "trang" where nothing of it can stand in an address."""
    name = _NOT_NAME.sub("-", fold(title)).strip("-")[:LONGEST].strip("-")
    return name or "trang"


def free_name(container: Container, title: str, reserved: Collection[str]) -> str:
    """A name of the title that is free in that folder: numbered where the plain one is taken."""
    wanted = name = name_of_title(title)
    number = 1
    while wanted in container or wanted in reserved:
        number += 1
        wanted = f"{name[: LONGEST - len(str(number)) - 1].rstrip('-')}-{number}"
    return wanted


def check_name(container: Container, name: str, reserved: Collection[str]) -> None:
    """Refuse a name that cannot stand in an address here."""
    if not is_name(name):
        raise BadName(most=LONGEST)
    if name in reserved:
        raise ReservedName(name=name)
    if name in container:
        raise TakenName(name=name)
