"""The whole site as plain files: a Vietnamese README, the pages, and the catalogue with the office's lists."""

import io
import shutil
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from ZODB.blob import Blob

from hcc.content.writing_files import Written, written_site
from hcc.dossiers.hamlets import HAMLETS_FILE, write_hamlets
from hcc.dossiers.ready_sentences import READY_FILE, write_ready_sentences
from hcc.dossiers.result_documents import DOCUMENTS_FILE, write_result_documents
from hcc.procedures.form_files import FORMS_FOLDER
from hcc.procedures.kept import let_go
from hcc.procedures.life_events import LIFE_EVENTS_FILE
from hcc.procedures.shipped_processes import PROCESSES_FILE
from hcc.procedures.synonyms_file import SYNONYMS_FILE
from hcc.procedures.toml_files import FIELDS_FILE, PROCEDURES_FOLDER, write_record
from hcc.shipped import shipped

NOT_IN_DATABASE = (FIELDS_FILE, LIFE_EVENTS_FILE, PROCESSES_FILE, SYNONYMS_FILE)
"""Files of a catalogue that the program reads as they are shipped."""
README, PAGES, CATALOGUE = "README.txt", "pages", "catalog"
OBJECTS_KEPT = 500
"""Files after which memory is given back."""
_MADE = (1980, 1, 1, 0, 0, 0)
"""The moment in the ZIP file's heads: the same site gives the same bytes."""
_README = """\
TRANG CỦA TRUNG TÂM - toàn bộ nội dung dưới dạng tệp thường

Mọi tệp ở đây mở được bằng trình soạn thảo văn bản bất kỳ (UTF-8). Không cần phần mềm này để đọc chúng.

pages/      Các trang của trung tâm. Mỗi trang là một thư mục mang tên như trong địa chỉ của trang.
            _index.md   Giữa hai dòng +++ là những gì máy cần biết (TOML): loại, trạng thái, ngày, người viết,
                        chia sẻ, tên các trường. Sau đó là văn bản của trang (Markdown).
            _history/   Các văn bản trước đây, theo số thứ tự.
            _files/     Tệp và ảnh của trang, đúng từng byte. Tên bắt đầu bằng 16 chữ số đầu của SHA-256.
            _site.toml  (chỉ ở ngoài cùng) Thứ tự của các trang ngoài cùng, và các địa chỉ cũ dẫn về đâu.
            Trạng thái: private = đang viết, pending = chờ duyệt, published = đã đăng, archived = đã lưu trữ.
catalog/    Danh mục thủ tục (mỗi thủ tục một tệp), biểu mẫu, danh sách thôn, câu soạn sẵn, lời văn kết quả.

KHÔNG có ở đây, vì là dữ liệu cá nhân: hồ sơ, sổ chứng thực, tài khoản, hàng đợi. Để giữ những thứ đó,
hãy dùng bản sao lưu (hcc backup). Thùng rác, nhật ký ai làm gì, lịch làm việc, mức phí của Hội đồng nhân dân,
quyết định công bố và quy trình nội bộ cũng chỉ có trong bản sao lưu. Tên đăng nhập của người viết trang thì có.

Đưa trở lại: hcc import-site THƯ_MỤC --dry-run để xem sẽ đổi gì, rồi bỏ --dry-run để làm thật.
Nếu có lỗi, mỗi lỗi được nêu với tệp và dòng, và không có gì bị thay đổi.
"""


def whole_site(site: Any, commune: str) -> Iterator[Written]:
    """Every file, in one order."""
    yield README, _README.encode("utf-8")
    for path, content in catalogue_files(site, commune):
        yield f"{CATALOGUE}/{path}", content
    for path, content in written_site(site.content):
        yield f"{PAGES}/{path}", content


def catalogue_files(site: Any, commune: str) -> Iterator[Written]:
    """A catalogue folder that can be imported again as a whole: every procedure's latest text, every form byte for
    byte, the office's lists, and those no database holds as they are shipped.
    """
    for procedure in site.procedures.values():
        latest = procedure.latest()
        if latest is not None:
            yield f"{PROCEDURES_FOLDER}/{procedure.code}.toml", write_record(latest.record).encode("utf-8")
            let_go(procedure)
    for form in site.procedures.forms:
        yield f"{FORMS_FOLDER}/{form.name}", form.blob
    dossiers = site.dossiers
    if dossiers.hamlets:
        yield HAMLETS_FILE, write_hamlets(commune, dossiers.hamlets).encode("utf-8")
    yield READY_FILE, write_ready_sentences(dossiers.ready).encode("utf-8") if dossiers.ready else _shipped(READY_FILE)
    texts = dossiers.documents
    yield DOCUMENTS_FILE, write_result_documents(texts).encode("utf-8") if texts else _shipped(DOCUMENTS_FILE)
    for name in NOT_IN_DATABASE:
        yield name, _shipped(name)


def _shipped(name: str) -> bytes:
    return (shipped("catalog") / name).read_bytes()


def write_zip(site: Any, commune: str, out: BinaryIO) -> int:
    """The whole site in one ZIP file; answers how many files are in it. Objects that were read are given back."""
    count = 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        for path, content in whole_site(site, commune):
            info = zipfile.ZipInfo(path, _MADE)
            info.compress_type = zipfile.ZIP_STORED if isinstance(content, Blob) else zipfile.ZIP_DEFLATED
            with parts.open(info, "w", force_zip64=True) as part, opened(content) as kept:
                shutil.copyfileobj(kept, part)
            count += 1
            if count % OBJECTS_KEPT == 0:
                site._p_jar.cacheGC()
    return count


def opened(content: bytes | Blob) -> BinaryIO:
    """A file of `whole_site`, to be read."""
    found: BinaryIO = io.BytesIO(content) if isinstance(content, bytes) else content.open()
    return found


def bytes_of(content: bytes | Blob) -> bytes:
    """What is in a file of `whole_site`."""
    if isinstance(content, bytes):
        return content
    with content.open() as kept:
        found: bytes = kept.read()
    return found
