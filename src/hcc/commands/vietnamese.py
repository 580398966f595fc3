"""What commands print is said in Vietnamese, as the pages say it."""

import gettext
from collections.abc import Callable
from pathlib import Path

from hcc.core.text import TranslationString

Say = Callable[[TranslationString], str]


def in_vietnamese() -> Say:
    """Puts a message into Vietnamese, as the pages do; what keeps words of a page together is no matter here."""
    import hcc

    known = gettext.translation("hcc", Path(hcc.__file__).parent / "locale", ["vi"])

    def say(words: TranslationString) -> str:
        return words.interpolate(known.gettext(words) if words.domain else None).replace("\N{NO-BREAK SPACE}", " ")

    return say
