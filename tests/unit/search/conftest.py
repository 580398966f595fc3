"""A shelf of documents with its journal, for the tests of search."""

from collections.abc import Callable
from pathlib import Path

import pytest

from hcc.search.document import SearchDocument
from hcc.search.index import SearchIndex
from hcc.search.journal import Journal
from hcc.search.query import search
from hcc.search.results import Results


class Shelf:
    """Documents by key, a journal of their changes and an index in a folder."""

    def __init__(self, folder: Path, synonyms: dict | None = None, **options) -> None:
        self.folder = folder
        self.documents: dict[str, SearchDocument] = {}
        self.journal = Journal()
        self.reads: list[str] = []
        self.rebuilds = 0
        self.reopen(synonyms, **options)

    def reopen(self, synonyms: dict | None = None, **options) -> None:
        """As a new process would."""
        self.index = SearchIndex(self.folder, synonyms, **options)

    def put(self, key: str, title: str, **rest) -> None:
        self.documents[key] = SearchDocument(key, title, **rest)
        self.journal.append("changed", key)

    def remove(self, key: str) -> None:
        del self.documents[key]
        self.journal.append("removed", key)

    def read(self, key: str) -> SearchDocument | None:
        self.reads.append(key)
        return self.documents.get(key)

    def read_all(self) -> list[SearchDocument]:
        self.rebuilds += 1
        return list(self.documents.values())

    def follow(self, **options) -> bool:
        return self.index.catch_up(self.journal, self.read, self.read_all, **options)

    def search(self, text: str = "", **options) -> Results:
        self.follow()
        return search(self.index, text, **options)

    def keys(self, text: str = "", **options) -> list[str]:
        return [hit.key for hit in self.search(text, **options).hits]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "index")


@pytest.fixture
def new_shelf(tmp_path: Path) -> Callable[..., Shelf]:
    """Any number of shelves, each in a folder of its own."""
    made: list[Shelf] = []

    def make(synonyms: dict | None = None, **options) -> Shelf:
        made.append(Shelf(tmp_path / f"index-{len(made)}", synonyms, **options))
        return made[-1]

    return make


CIVIL_STATUS = {
    "khai-sinh": "Đăng ký khai sinh",
    "khai-sinh-luu-dong": "Đăng ký khai sinh lưu động",
    "khai-sinh-nuoc-ngoai": "Đăng ký khai sinh có yếu tố nước ngoài",
    "lai-khai-sinh": "Đăng ký lại khai sinh",
    "khai-tu": "Đăng ký khai tử",
    "ket-hon": "Đăng ký kết hôn",
    "hon-nhan": "Cấp Giấy xác nhận tình trạng hôn nhân",
    "ban-sao": "Chứng thực bản sao từ bản chính giấy tờ, văn bản do cơ quan có thẩm quyền cấp",
    "so-goc": "Cấp bản sao từ sổ gốc",
    "xay-dung": "Cấp giấy phép xây dựng mới đối với công trình cấp III, cấp IV và nhà ở riêng lẻ",
    "gia-han-xay-dung": "Gia hạn giấy phép xây dựng",
    "ho-ngheo": "Công nhận hộ nghèo, hộ cận nghèo",
    "thuy-san": "Công nhận khu vực biển để nuôi trồng thủy sản",
    "hoa-giai": "Công nhận hòa giải viên",
}


@pytest.fixture
def civil_status(shelf: Shelf) -> Shelf:
    """A few titles people really ask for."""
    for key, title in CIVIL_STATUS.items():
        shelf.put(key, title)
    return shelf
