"""What people say around the thing they look for: "tôi muốn xin ... thì làm ở đâu". It must not decide what is found.

A filler is still looked for, at a fraction of its weight, and no answer has to have it. "nhận con nuôi" keeps its
"con": only whole phrases of the list fade.
"""

from collections.abc import Collection, Sequence

from hcc.search.text import Token, folded_words, is_marked, tokens

FADED = 0.15
"""What is left of the weight of a filler."""

# Written with accents to be read; recognised without.
_PHRASES = (
    "tôi", "em", "cháu", "mình", "tớ", "tui", "ạ", "với", "dạ", "ơi", "nhé", "vậy", "nha", "đi", "à", "hả", "nào",
    "anh chị", "chú ơi", "cô ơi", "bà con", "nhà tôi", "nhà em", "của tôi", "của em", "của mình", "của nhà",
    "cho tôi", "cho em", "cho hỏi", "hỏi về", "hỏi", "giúp", "giùm", "hộ tôi", "hướng dẫn",
    "muốn", "cần", "phải", "xin", "đi xin", "xin được", "nhờ", "định", "làm", "đi làm", "làm thủ tục",
    "làm giấy", "xin giấy", "lấy giấy", "thủ tục", "hồ sơ", "giấy tờ gì", "cần giấy tờ gì", "cần giấy gì", "giấy gì",
    "những gì", "cái gì", "gì", "mang gì", "mang theo gì", "mang theo",
    "ở đâu", "đâu", "chỗ nào", "nơi nào", "nơi", "ai", "khi nào", "bao giờ", "bao lâu", "mấy ngày", "bao nhiêu",
    "bao nhiêu tiền", "mất bao nhiêu", "hết bao nhiêu", "thế nào", "như thế nào", "ra sao", "làm sao", "thì làm sao",
    "làm thế nào", "kiểu gì", "sao", "thì", "là", "mà", "để", "rồi", "nữa", "được không", "được", "không", "có được",
    "có", "bị", "đã", "đang", "sẽ", "chưa", "vừa", "mới", "xong", "ra", "lên", "vào", "về", "của", "và", "các", "những",
    "một", "cái", "chiếc", "tờ", "này", "đó", "kia", "khi", "nếu", "tại", "do", "cho", "cho con", "cho bé", "cho cháu",
    "cho bố", "cho mẹ", "cho ông", "cho bà", "cho vợ", "cho chồng", "cho người nhà", "con tôi", "con em", "xã", "ở xã",
    "ủy ban", "lên xã", "ra xã", "ở ủy ban",
)  # fmt: skip


def _by_first() -> dict[str, list[tuple[Token, ...]]]:
    found: dict[str, list[tuple[Token, ...]]] = {}
    for phrase in sorted(_PHRASES, key=lambda phrase: -len(folded_words(phrase))):
        words = tuple(tokens(phrase))
        found.setdefault(words[0].folded, []).append(words)
    return found


_FILLERS = _by_first()
"""The phrases by their first syllable, the longest first."""


SYLLABLES = frozenset(word for phrase in _PHRASES for word in folded_words(phrase))
"""Every syllable of a filler, folded: known words, though no document may have them."""


def fading(words: Sequence[Token], title_pairs: Collection[str]) -> list[float]:
    """For each word 1, or FADED where it belongs to a filler.

    A single filler typed without its accents may be another word ("moi" in "moi truong" is no "mới"): it stays when
    it makes a pair some title has.
    """
    left = [1.0] * len(words)
    at = 0
    while at < len(words):
        length = _length(words, at)
        if length > 1 or (length == 1 and not _pairs_up(words, at, title_pairs)):
            left[at : at + length] = [FADED] * length
        at += max(length, 1)
    return left


def _length(words: Sequence[Token], start: int) -> int:
    for phrase in _FILLERS.get(words[start].folded, ()):
        typed = words[start : start + len(phrase)]
        if len(typed) == len(phrase) and all(map(_same, typed, phrase)):
            return len(phrase)
    return 0


def _same(typed: Token, filler: Token) -> bool:
    return typed.exact == filler.exact or (not is_marked(typed) and typed.folded == filler.folded)


def _pairs_up(words: Sequence[Token], at: int, title_pairs: Collection[str]) -> bool:
    if is_marked(words[at]):
        return False
    before = f"{words[at - 1].folded}_{words[at].folded}" if at else ""
    after = f"{words[at].folded}_{words[at + 1].folded}" if at + 1 < len(words) else ""
    return before in title_pairs or after in title_pairs
