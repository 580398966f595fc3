"""Words that a line must not part."""

import re

_TOGETHER = re.compile(r"(?<=\d) (?=đồng\b|ngày\b|giờ\b|bản\b)|(?<=\bbản) (?=chính\b|sao\b)|(?<=\bhồ) (?=sơ\b)")
_TOGETHER_TOO = re.compile(r"(?<=\bgiấy) (?=tờ\b|phép\b)|(?<=\byếu) (?=tố\b)", re.IGNORECASE)


def bound(text: str) -> str:
    """The text with pairs that a line must not part: figures and what they count, "bản sao", "giấy tờ"."""
    return _TOGETHER_TOO.sub("\u00a0", _TOGETHER.sub("\u00a0", text))
