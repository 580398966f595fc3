"""Names of the papers people bring most, offered at the visit while the official types a few letters."""

from collections import Counter

from .resources import Book

USUAL = (
    "Giấy khai sinh",
    "Bản sao trích lục khai sinh",
    "Thẻ căn cước",
    "Thẻ căn cước công dân",
    "Giấy chứng nhận căn cước",
    "Hộ chiếu",
    "Giấy phép lái xe",
    "Giấy chứng nhận kết hôn",
    "Trích lục kết hôn (bản sao)",
    "Giấy xác nhận tình trạng hôn nhân",
    "Quyết định công nhận thuận tình ly hôn",
    "Bản án ly hôn",
    "Trích lục khai tử (bản sao)",
    "Giấy báo tử",
    "Sổ hộ khẩu",
    "Giấy xác nhận thông tin về cư trú",
    "Bằng tốt nghiệp trung học cơ sở",
    "Bằng tốt nghiệp trung học phổ thông",
    "Giấy chứng nhận tốt nghiệp tạm thời",
    "Bằng tốt nghiệp trung cấp",
    "Bằng tốt nghiệp cao đẳng",
    "Bằng tốt nghiệp đại học",
    "Bằng thạc sĩ",
    "Học bạ trung học cơ sở",
    "Học bạ trung học phổ thông",
    "Bảng điểm",
    "Chứng chỉ tin học",
    "Chứng chỉ ngoại ngữ",
    "Chứng chỉ hành nghề",
    "Giấy chứng nhận quyền sử dụng đất",
    "Giấy chứng nhận quyền sở hữu nhà ở",
    "Hợp đồng chuyển nhượng quyền sử dụng đất",
    "Giấy chứng nhận đăng ký xe",
    "Giấy chứng nhận kiểm định xe",
    "Giấy chứng nhận đăng ký hộ kinh doanh",
    "Giấy chứng nhận đăng ký doanh nghiệp",
    "Thẻ bảo hiểm y tế",
    "Sổ bảo hiểm xã hội",
    "Giấy khám sức khỏe",
    "Giấy ra viện",
    "Giấy xác nhận khuyết tật",
    "Giấy chứng nhận hộ nghèo",
    "Giấy chứng nhận thương binh",
    "Bằng Tổ quốc ghi công",
    "Huân chương, huy chương",
    "Giấy khen, bằng khen",
    "Quyết định tuyển dụng",
    "Quyết định nghỉ hưu",
    "Hợp đồng lao động",
    "Lý lịch đảng viên",
    "Thẻ đảng viên",
    "Giấy chứng nhận nghĩa vụ quân sự",
    "Quyết định xuất ngũ",
)
LOOKED_BACK = 100
"""Lines of the book looked at for names the office has written itself."""


def paper_kinds(book: Book | None) -> list[str]:
    """Names to offer: those the office wrote more than once lately, the most frequent first, then the usual ones."""
    written = Counter(entry.title for entry in book.latest(LOOKED_BACK)) if book is not None else Counter()
    own = [title for title, times in written.most_common() if times > 1]
    return list(dict.fromkeys([*own, *USUAL]))
