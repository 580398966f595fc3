"""The office as a page names it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Office:
    """The office as a page names it; `commune` and `province` come with their kind ("xã An Mẫu")."""

    name: str = ""
    commune: str = ""
    province: str = ""
    address: str = ""
    phone: str = ""
    demo: bool = False

    @property
    def place(self) -> str:
        return ", ".join(filter(None, (self.commune, self.province)))

    @property
    def phone_url(self) -> str:
        """The number as a `tel:` address; empty when there is none."""
        digits = "".join(letter for letter in self.phone if letter.isascii() and (letter.isdigit() or letter == "+"))
        return f"tel:{digits}" if digits else ""


def office_of(settings: Any) -> Office:
    """The words of the settings; empty ones where there are none."""
    return Office(
        name=_word(settings, "office_name"),
        commune=_word(settings, "commune"),
        province=_word(settings, "province"),
        address=_word(settings, "address"),
        phone=_word(settings, "phone"),
        demo=getattr(settings, "demo", False) is True,
    )


def _word(settings: Any, name: str) -> str:
    value = getattr(settings, name, None)
    return value if isinstance(value, str) else ""
