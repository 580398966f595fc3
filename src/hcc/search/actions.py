"""The act a title begins with, when it is done to something granted before: renewing, changing, ending it.

"Gia hạn giấy phép xây dựng" is short and would win over "Cấp giấy phép xây dựng mới đối với ..." by its length alone,
yet who asks for "giấy phép xây dựng" wants the first grant. Such a title steps back unless the act is asked for; so
does one for a special case, such as "có yếu tố nước ngoài".
"""

from hcc.search.text import fold, folded_words

# Words of the language of decrees, folded. Longer ones first where one begins another.
_ACTS = tuple(
    tuple(folded_words(act))
    for act in (
        "gia hạn",
        "cấp lại",
        "cấp đổi",
        "đổi",
        "sửa đổi",
        "sửa lỗi",
        "chỉnh sửa",
        "bổ sung",
        "thay đổi",
        "điều chỉnh",
        "chuyển đổi",
        "cập nhật",
        "cải chính",
        "đính chính",
        "hiệu đính",
        "thu hồi",
        "hủy bỏ",
        "bãi bỏ",
        "chấm dứt",
        "tạm dừng",
        "tạm ngừng",
        "dừng",
        "thôi",
        "giải thể",
        "tự giải thể",
        "chia",
        "tách",
        "sáp nhập",
        "hợp nhất",
        "xóa",
        "lại",
    )
)
SPECIAL_CASES = frozenset(
    fold(words)
    for words in (
        "nước ngoài",
        "biên giới",
        "lưu động",
        "trước ngày",
        "đồng thời",
        "kết hợp",
        "tạm thời",
        "đặc biệt",
        "ủy quyền",
        "liên thông",
    )
)
"""Folded words that mark a title as one for a special case, wherever they stand in it."""
_OPENING_WORDS = 10
_BETWEEN = (("hoac",), ("va",))
_OPENINGS = tuple(tuple(folded_words(words)) for words in ("", "đăng ký", "cấp", "thông báo", "xác nhận", "đề nghị"))


def later_acts(title: str) -> list[str]:
    """The acts on something already granted that `title` opens with, folded: "Đổi, cấp lại ..." has doi and cap lai."""
    words = tuple(folded_words(title)[:_OPENING_WORDS])
    for opening in _OPENINGS:
        if words[: len(opening)] == opening and (acts := _acts_at(words[len(opening) :])):
            return acts
    return []


def _acts_at(words: tuple[str, ...]) -> list[str]:
    acts: list[str] = []
    while True:
        words = words[1:] if acts and words[:1] in _BETWEEN else words
        act = next((act for act in _ACTS if words[: len(act)] == act), ())
        if not act:
            return acts
        acts.append(" ".join(act))
        words = words[len(act) :]


def special_cases(title: str) -> list[str]:
    """The special cases `title` is for, folded."""
    folded = f" {fold(title)} "
    return sorted(case for case in SPECIAL_CASES if f" {case} " in folded)
