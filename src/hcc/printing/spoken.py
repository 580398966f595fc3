"""Vietnamese text as it is read aloud: numbers, dates, hours and abbreviations written out in words."""

import re
import unicodedata
from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType

from hcc.printing.words import number_in_words

ABBREVIATIONS: Mapping[str, str] = MappingProxyType(
    {
        "ANTT": "an ninh trật tự",
        "ANQP": "an ninh quốc phòng",
        "ATTP": "an toàn thực phẩm",
        "ATVSTP": "an toàn vệ sinh thực phẩm",
        "BB": "biên bản",
        "BCA": "Bộ Công an",
        "BCH": "ban chỉ huy",
        "BGDĐT": "Bộ Giáo dục và Đào tạo",
        "BHTN": "bảo hiểm thất nghiệp",
        "BHXH": "bảo hiểm xã hội",
        "BHYT": "bảo hiểm y tế",
        "BKHCN": "Bộ Khoa học và Công nghệ",
        "BNV": "Bộ Nội vụ",
        "BQP": "Bộ Quốc phòng",
        "BTC": "Bộ Tài chính",
        "BTP": "Bộ Tư pháp",
        "BTTTT": "Bộ Thông tin và Truyền thông",
        "BTXH": "bảo trợ xã hội",
        "BXD": "Bộ Xây dựng",
        "BYT": "Bộ Y tế",
        "CBCC": "cán bộ, công chức",
        "CCCD": "căn cước công dân",
        "CMND": "chứng minh nhân dân",
        "CMTND": "chứng minh thư nhân dân",
        "CP": "Chính phủ",
        "CSDL": "cơ sở dữ liệu",
        "CSDLQG": "cơ sở dữ liệu quốc gia",
        "DN": "doanh nghiệp",
        "DTTS": "dân tộc thiểu số",
        "DVC": "dịch vụ công",
        "DVCQG": "dịch vụ công quốc gia",
        "GCN": "giấy chứng nhận",
        "GDĐT": "giáo dục và đào tạo",
        "GPLX": "giấy phép lái xe",
        "GPXD": "giấy phép xây dựng",
        "GTVT": "giao thông vận tải",
        "HCC": "hành chính công",
        "HKD": "hộ kinh doanh",
        "HSMT": "hồ sơ mời thầu",
        "HTX": "hợp tác xã",
        "HĐ": "hợp đồng",
        "HĐND": "Hội đồng nhân dân",
        "HĐQT": "hội đồng quản trị",
        "KHCN": "khoa học và công nghệ",
        "KQ": "kết quả",
        "KSH": "khai sinh",
        "KTXH": "kinh tế xã hội",
        "LĐ": "lao động",
        "LĐTBXH": "lao động, thương binh và xã hội",
        "LPG": "khí dầu mỏ hóa lỏng",
        "MTTQ": "Mặt trận Tổ quốc",
        "NCC": "người có công",
        "NCT": "người cao tuổi",
        "NKT": "người khuyết tật",
        "NLĐ": "người lao động",
        "NQ": "nghị quyết",
        "NVQS": "nghĩa vụ quân sự",
        "NĐ": "nghị định",
        "NĐD": "người đại diện",
        "PCCC": "phòng cháy chữa cháy",
        "PL": "phụ lục",
        "PTNT": "phát triển nông thôn",
        "QH": "Quốc hội",
        "QLNN": "quản lý nhà nước",
        "QSDĐ": "quyền sử dụng đất",
        "QĐ": "quyết định",
        "SĐT": "số điện thoại",
        "STT": "số thứ tự",
        "SXKD": "sản xuất kinh doanh",
        "TAND": "Tòa án nhân dân",
        "TCXDVN": "tiêu chuẩn xây dựng Việt Nam",
        "THA": "thi hành án",
        "THCS": "trung học cơ sở",
        "THPT": "trung học phổ thông",
        "TNHH": "trách nhiệm hữu hạn",
        "TNMT": "tài nguyên và môi trường",
        "TNXP": "thanh niên xung phong",
        "TP": "thành phố",
        "TT": "thông tư",
        "TTHC": "thủ tục hành chính",
        "TTLT": "thông tư liên tịch",
        "TW": "trung ương",
        "UBMTTQ": "Ủy ban Mặt trận Tổ quốc",
        "UBND": "Ủy ban nhân dân",
        "UBTVQH": "Ủy ban Thường vụ Quốc hội",
        "USD": "đô la Mỹ",
        "VBHN": "văn bản hợp nhất",
        "VNeID": "ứng dụng định danh điện tử",
        "VPĐK": "văn phòng đăng ký",
        "VPĐKĐĐ": "văn phòng đăng ký đất đai",
        "VSATTP": "vệ sinh an toàn thực phẩm",
        "XDCB": "xây dựng cơ bản",
        "ĐKKD": "đăng ký kinh doanh",
        "ĐKKH": "đăng ký kết hôn",
        "ĐKKS": "đăng ký khai sinh",
        "ĐKT": "đăng ký thuế",
        "ĐVHC": "đơn vị hành chính",
    }
)
"""What is read instead of the letters. Case counts; what is not in the table is spelled or read as a word."""

_UNITS = {
    "m2": "mét vuông",
    "m3": "mét khối",
    "km2": "ki lô mét vuông",
    "km": "ki lô mét",
    "kg": "ki lô gam",
    "cm": "xăng ti mét",
    "mm": "mi li mét",
    "ha": "héc ta",
    "đ": "đồng",
    "vnđ": "đồng",
    "vnd": "đồng",
    "₫": "đồng",
}

_LETTERS = {
    **dict(zip("AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXY", (
        "a", "á", "ớ", "bê", "xê", "dê", "đê", "e", "ê", "giê", "hát", "i", "ca", "e-lờ", "em-mờ", "en-nờ", "o", "ô",
        "ơ", "pê", "quy", "e-rờ", "ét-sì", "tê", "u", "ư", "vê", "ích-xì", "y",
    ), strict=True)),
    "F": "ép", "J": "gi", "W": "vê kép", "Z": "dét",
}  # fmt: skip
_VOWELS = frozenset("AĂÂEÊIOÔƠUƯY")
"""A letter that may be a word by itself ("Ở", "Ý") and is read as it stands."""
_ROMAN = {"I": 1, "V": 5, "X": 10}
_ROMAN_NUMBER = re.compile(r"(?=[IVX]{2,})X{0,3}(?:IX|IV|V?I{0,3})\Z")
_MONTHS = {1: "giêng", 4: "tư"}

_ETC = re.compile(r"\bv\s*\.\s*v\b\.?", re.IGNORECASE)
_DATE = re.compile(r"\b(?:(ngày)\s+)?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b", re.IGNORECASE)
_HOUR = re.compile(r"\b(\d{1,2})\s*(?::|giờ\s*(?=\d)|[hH](?=\d|\b))\s*(\d{2})?(?!\d)(?:\s*phút\b)?")
_UNIT = re.compile(r"(?<=\d)\s*(km2|m2|m3|km|kg|cm|mm|ha|vnđ|vnd|đ|₫)(?![^\W_])", re.IGNORECASE)
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?![\d.]*\d)")
_DECIMAL = re.compile(r"(?<![\d.,])(\d+),(\d{1,3})(?!\d)")
_NUMBERED_PART = re.compile(
    r"(?<=\b)(phụ lục|chương|mục|phần|cấp|loại|hạng|nhóm|tập|quyển|khoản|giai đoạn)\s+([IVX])\b", re.IGNORECASE
)
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_NUMBER = 12
"""Digits. Longer ones, and three or more that begin with 0, are the numbers of papers and telephones: read singly."""


def digits(number: str) -> str:
    """The digits of a telephone number or code one by one, with a pause between its groups.

    "0210 000" -> "không hai một không, không không không".
    """
    groups = (" ".join(number_in_words(int(digit)) for digit in group) for group in re.findall(r"[0-9]+", number))
    return ", ".join(groups)


def amount(value: float) -> str:
    """A number as it is said: 3 -> "ba", 3.5 -> "ba phẩy năm"."""
    return spoken(f"{value:g}".replace(".", ","))


def spoken(text: str) -> str:
    """One passage as it is read aloud: no digit, no abbreviation, no capitals in a row, commas as the only breaks.

    Dates, hours, money and decimals become words; known abbreviations their full words (`ABBREVIATIONS`); other
    capitals are spelled letter by letter when they cannot be a word. Signs nobody can say are left out.
    """
    said = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text))
    said = _ETC.sub(" vân vân ", said)
    said = _DATE.sub(_date, said)
    said = re.sub(r"(?<=\d)\s*[–-]\s*(?=\d)", " đến ", said)
    said = _HOUR.sub(_hour, said)
    said = _NUMBERED_PART.sub(lambda found: f"{found[1]} {number_in_words(_ROMAN[found[2].upper()])}", said)
    said = _UNIT.sub(lambda found: f" {_UNITS[found[1].lower()]} ", said)
    said = _GROUPED.sub(lambda found: found[0].replace(".", ""), said)
    said = re.sub(r"(?<=\d)\s*%", " phần trăm ", said)
    said = re.sub(r"(?<=\d)\s*/\s*(?=\d)", " trên ", said)
    said = _DECIMAL.sub(lambda found: f" {_number(found[1])} phẩy {digits(found[2])} ", said)
    said = re.sub(r"(?<=[^\W\d_])\s*/\s*(?=[^\W\d_])", " hoặc ", said)
    said = re.sub(r"[+&]", " và ", said)
    said = _NUMBER.sub(lambda found: f" {_number(found[0])} ", said)
    said = _WORD.sub(lambda found: _word(found[0]), said)
    return _tidy(said)


def _date(found: re.Match[str]) -> str:
    day, month, year = int(found[2]), int(found[3]), int(found[4])
    named = _MONTHS.get(month) or number_in_words(month)
    return f" ngày {number_in_words(day)} tháng {named} năm {number_in_words(year)} "


def _hour(found: re.Match[str]) -> str:
    minutes = int(found[2] or 0)
    hours = f" {number_in_words(int(found[1]))} giờ "
    return hours if not minutes else f"{hours}{number_in_words(minutes)} phút "


def _number(figures: str) -> str:
    singly = len(figures) > _LONGEST_NUMBER or (len(figures) > 2 and int(figures[0]) == 0)
    return " ".join(number_in_words(int(figure)) for figure in figures) if singly else number_in_words(int(figures))


def _word(word: str) -> str:
    if word in ABBREVIATIONS:
        return f" {ABBREVIATIONS[word]} "
    if not any(first.isupper() and second.isupper() for first, second in pairwise(word)):
        lone = len(word) == 1 and word in _LETTERS and word not in _VOWELS
        if lone:
            return f" {_LETTERS[word]} "
        return word.lower() if len(word) > 1 and word.isupper() else word
    if _ROMAN_NUMBER.match(word):
        return f" {number_in_words(_roman(word))} "
    if word.isupper() and _is_sayable(word):
        return word.lower()
    return " " + " ".join(_LETTERS.get(letter.upper(), letter.lower()) for letter in word) + " "


def _roman(word: str) -> int:
    values = [_ROMAN[letter] for letter in word]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


_SYLLABLE = re.compile(r"(?:ngh|[bcdghklmnpqrstvx]h?|[nt]g|tr|gi|qu)?[aeiouy]{1,3}(?:ch|n[gh]?|[cmpt])?\Z")


def _is_sayable(word: str) -> bool:
    """Whether these capitals are a Vietnamese syllable, as in a heading ("GIẤY KHAI SINH")."""
    plain = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    return bool(_SYLLABLE.match("".join(letter for letter in plain if not unicodedata.combining(letter))))


def _tidy(said: str) -> str:
    """Breaks become commas, signs without a sound go, single spaces."""
    said = re.sub(r"[;:()\[\]{}.!?…,\n]+", ",", said)
    kept = "".join(
        letter if letter.isalpha() or letter in ",-" or unicodedata.combining(letter) else " " for letter in said
    )
    kept = re.sub(r"(?<![^\W\d_])-|-(?![^\W\d_])", " ", kept)
    parts = (" ".join(part.split()) for part in kept.split(","))
    return ", ".join(part for part in parts if part)
