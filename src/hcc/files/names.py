"""Names people give files: kept for reading, never used as a path."""

import re
from urllib.parse import quote

from hcc.core.text import clean_line, fold

NAME_LIMIT = 120
_ODD = re.compile(r"[\\/:*?\"<>|%;]+")
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|\Z)", re.IGNORECASE)
"""What Windows takes for a device, whatever ending stands behind it."""


def shown_name(name: str, fallback: str = "giay-to.pdf") -> str:
    """A received name as it is shown: the last part, one clean line, at most 120 characters."""
    last = clean_line(re.split(r"[\\/]", name)[-1])
    last = clean_line(_ODD.sub(" ", last)).strip(" .")
    if not last:
        return fallback
    if _DEVICE.match(last):
        last = f"giay-{last}"
    stem, dot, ending = last.rpartition(".")
    if dot and len(ending) <= 8:
        return f"{stem[: NAME_LIMIT - len(ending) - 1]}.{ending}"
    return last[:NAME_LIMIT].rstrip(" .")


def content_disposition(name: str, *, inline: bool) -> str:
    """The header for a download, with a plain and a UTF-8 name (RFC 6266, RFC 5987)."""
    name = shown_name(name)
    # Without its marks a name may have become another one: nothing, or a device.
    plain = shown_name(re.sub(r"[^A-Za-z0-9._ -]", "_", fold(name)))
    kind = "inline" if inline else "attachment"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
