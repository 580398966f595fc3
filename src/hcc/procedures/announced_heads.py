"""Lines of a decision's annex that name no procedure: its title, headings, head rows, field titles and page numbers.

Whoever pastes an annex pastes them along. What holds something like a code is never one of them: a mistyped code is a
procedure that would be missing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from hcc.core.text import clean_line, fold

from .announcements import ChangeOfRules

KINDS = (
    (ChangeOfRules.ABOLISHED, ("bai bo", "huy bo", "abolished")),
    (ChangeOfRules.REPLACED, ("thay the", "replaced")),
    (ChangeOfRules.AMENDED, ("sua doi", "bo sung", "amended")),
    (ChangeOfRules.NEW, ("moi ban hanh", "ban hanh moi", "moi", "new")),
)
_NEW_IN_HEADINGS = re.compile(r"\b(?:moi ban hanh|ban hanh moi|cong bo moi|(?:hanh chinh|thu tuc|tthc) moi)\b")
"""Besides the kind alone: "đổi mới sáng tạo" in a heading is the name of a field."""
_SAYS_ONLY_THE_KIND = re.compile(r"(?:\W*\b(?:bi|duoc|cong bo|tthc|thu tuc|hanh chinh|va|bang|boi|by)\b)*\W*")
"""What may stand around the words of a kind in a cell of its own."""
_ORDINAL = re.compile(r"(?:[a-z]|[ivxl]+|\d{1,2}(?:\.\d{1,2})*)\s*[.):/-]\s*")
"""What counts the headings of an annex: "A.", "II)", "1.2."."""
_ROMAN = re.compile(r"[IVXL]+\s*[.):\t]|[IVX]{2,}\s")
_LIKE_A_PROCEDURE = re.compile(
    r"thu tuc (?!hanh chinh\b|noi bo\b|thuoc\b|chung\b|lien thong\b|linh vuc\b|(?:giai quyet )?(?:tai|o) "
    r"|(?:giai quyet )?cap (?:tinh|huyen|xa|trung uong)\b)\S+ \S+"
    r"|(?:dang ky|cap(?! (?:tinh|huyen|xa|trung uong)\b)|xac nhan|chung thuc|cong nhan|thong bao|giai quyet|tham dinh"
    r"|phe duyet|thanh lap|gia han|dieu chinh|thu hoi)(?: \S+){5,}"
)
"""How a line behind a roman number begins that may count a procedure: names of fields are short, headings in capitals.

"I. Thủ tục thực hiện tại cấp xã" begins in the same way: what stands below it tells them apart.
"""
_DAY = re.compile(r"(?<!\d)\d{1,2}[./]\d{1,2}[./]\d{4}(?!\d)")
_LIKE_A_CODE = re.compile(r"\d\s?[.,]\s?[\doOlI]{4,}")
_TITLES = re.compile(
    r"\W*(?:phu luc\b|(?:ban hanh )?kem theo\b|danh muc\b|(?:cac )?thu tuc hanh chinh\b|(?:cac )?tthc\b"
    r"|noi dung (?:cu the )?(?:cua )?(?:cac )?(?:thu tuc|tthc)|(?:trong )?linh vuc\b|trang \d|tong (?:so|cong)\b"
    r"|ghi chu\b|noi nhan\b|quyet dinh so\b|cua (?:chu tich|uy ban|ubnd)\b|thuoc (?:pham vi|tham quyen)\b"
    r"|cong hoa xa hoi chu nghia viet nam|doc lap\W+tu do\W+hanh phuc|(?:t\W?m\W|k\W?t\W|q\W chu tich)"
    r"|(?:uy ban nhan dan|ubnd)(?: tinh| thanh pho|$)|(?:pho )?chu tich\W*$|cap (?:tinh|huyen|xa|trung uong)\W*$)"
)
"""How a line begins that belongs to the paper and not to its list."""
_HEAD_WORDS = re.compile(
    r"\b(?:so thu tu|stt|tt|ma so|ma|ten|so ho so|tthc|thu tuc|hanh chinh|quyet dinh|cong bo|linh vuc|ghi chu|co quan"
    r"|don vi|thuc hien|thoi han|thoi gian|giai quyet|dia diem|cach thuc|phuong thuc|hinh thuc|phi|le phi|can cu"
    r"|phap ly|van ban|quy dinh|noi dung|sua doi|bo sung|thay the|bai bo|ly do|ten vbqppl|vbqppl|muc do"
    r"|truc tuyen|dich vu cong|cap|tiep nhan|tham quyen|va|cua|theo|duoc|bi|viec|trang)\b"
)
_NAMES_A_COLUMN = re.compile(
    r"\b(?:stt|tt|so thu tu|ma|ten|linh vuc|ghi chu|co quan|thoi han|phi|le phi|can cu|dia diem)\b"
)


def only_kind(cell: str) -> ChangeOfRules | None:
    """The kind a cell names that says nothing else: "Cấp mới giấy phép" is a name, "Mới ban hành" is a kind."""
    words = fold(clean_line(cell))
    for kind, names in KINDS:
        rest, found = words, False
        for name in names:
            rest, count = re.subn(rf"\b{name}\b", " ", rest)
            found = found or count > 0
        if found and _SAYS_ONLY_THE_KIND.fullmatch(rest.strip()):
            return kind
    return None


@dataclass(frozen=True)
class Heading:
    """A line that names no procedure, and what it says of those below it."""

    kind: ChangeOfRules | None = None
    says_kinds: bool = False
    """Whether it names kinds at all: more than one count for none."""
    field: str = ""
    """Key of the catalogue's field that it names."""
    between: bool = False
    """Whether it may stand between a heading and the first procedure below: the head of a table, a page number."""


def has_roman_number(line: str) -> bool:
    return _ROMAN.match(line) is not None


def heading(line: str, fields: Mapping[str, str], *, has_group: bool = False) -> Heading | None:
    """What this line without a code is among the lines of an annex; None: a procedure whose code is missing.

    `fields`: the keys of the catalogue's fields by their folded names; `has_group`: procedures are counted below it.
    """
    if _LIKE_A_CODE.search(_DAY.sub(" ", line)):
        return None
    words = fold(clean_line(line))
    bare = words[ordinal.end() :] if (ordinal := _ORDINAL.match(words)) else words
    if (kind := only_kind(bare)) is not None:
        return Heading(kind, True)
    if "thu tuc" in bare or "tthc" in bare:
        kinds = _kinds_in(bare)
        if kinds and not _is_head_row(bare):
            return Heading(kinds[0] if len(kinds) == 1 else None, True)
    field = fields.get(bare.removeprefix("linh vuc").strip(" .:-,()"), "")
    roman = _ROMAN.match(line)
    sure = has_group or field or line.isupper()
    if roman and not sure and _LIKE_A_PROCEDURE.match(fold(clean_line(line[roman.end() :]))):
        return None
    if field or roman or _TITLES.match(bare) or _TITLES.match(words):
        return Heading(field=field, between=bool(field) or bare.startswith(("linh vuc", "trang ")))
    if _is_head_row(bare) or _counts_only(words):
        return Heading(between=True)
    return None


def _kinds_in(words: str) -> list[ChangeOfRules]:
    found: list[ChangeOfRules] = [
        kind
        for kind, names in KINDS
        if kind is not ChangeOfRules.NEW and any(re.search(rf"\b{name}\b", words) for name in names)
    ]
    return [*found, ChangeOfRules.NEW] if _NEW_IN_HEADINGS.search(words) else found


def _is_head_row(words: str) -> bool:
    """Whether the line says nothing but what columns are called."""
    rest = _HEAD_WORDS.sub(" ", words)
    return _NAMES_A_COLUMN.search(words) is not None and not any(map(str.isalpha, rest))


def _counts_only(words: str) -> bool:
    """A page number, or the numbers of columns: "- 2 -", "(1) (2) (3)"."""
    return any(map(str.isdigit, words)) and not any(map(str.isalpha, words))
