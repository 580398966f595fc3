"""A citizen reads one procedure: what to bring, what it costs, how long it takes, and whether it still holds."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from hcc.core.act import Act
from hcc.procedures.operations.publish import put_in_force
from hcc.procedures.operations.withdraw import withdraw_procedure
from hcc.procedures.record import Case, Component, Fee, FeeKind, LimitUnit, Method, ProcedureRecord, TimeLimit
from hcc.procedures.resources import Procedure
from office import MONDAY, Office, sample_pdf

TODAY = MONDAY.date()
CODE, NEXT = "9.000001", "9.000002"
RECORD = ProcedureRecord(
    CODE,
    "Cấp thẻ mượn sách của thư viện xã theo quy định của Ủy ban nhân dân xã",
    "chung-thuc",
    short_name="Cấp thẻ mượn sách",
    everyday_names=("làm thẻ thư viện",),
    life_events=("ket-hon",),
    audience="Người từ 6 tuổi",
    conditions=("Có nơi ở ổn định",),
    methods=(Method("direct"), Method("post", "Gửi kèm phong bì")),
    online="partial",
    online_reason="Phải chụp ảnh tại quầy",
    non_territorial=True,
    agency="Ủy ban nhân dân xã",
    cases=(Case("Cấp lại", note="Khi thẻ mất hoặc hỏng"), Case("Trẻ dưới 14 tuổi")),
    time_limits=(TimeLimit(LimitUnit.WORKING_DAYS, 3), TimeLimit(LimitUnit.SAME_DAY, case="Cấp lại")),
    fees=(
        Fee(FeeKind.PER_CASE, 20_000, per="thẻ", review="xem lại mức phí"),
        Fee(FeeKind.PER_CASE, 35_000, per="thẻ", case="Cấp lại"),
    ),
    components=(
        Component("Tờ khai", original=1, copy=2, form="Mẫu 01", form_file="to-khai.pdf"),
        Component("Căn cước", replaced_by="vneid"),
        Component("Giấy xác nhận nơi ở", replaced_by="database", database="Cơ sở dữ liệu về cư trú"),
        Component("Giấy ủy quyền", required=False, note="Khi nhờ người khác"),
        Component("Thẻ đã hỏng", original=1, case="Cấp lại"),
    ),
    steps=("Nộp tờ khai", "Chụp ảnh", "Nhận thẻ"),
    results=("Thẻ mượn sách",),
    legal_basis=("Nghị quyết 1/2026",),
    announcement="12/QĐ-UBND",
    announced_on=date(2026, 3, 4),
    review="mục cần xem lại",
)
BARE = ProcedureRecord(NEXT, "Gia hạn thẻ mượn sách", "chung-thuc")


@pytest.fixture
def office(filled, tmp_path):
    office = Office(tmp_path / "var", filled)
    yield office
    office.close()


def publish(office: Office, record: ProcedureRecord, *, days: int = 0, form: bytes | None = None) -> int:
    """The record takes effect so many days from the office's today; answers the revision's number."""
    with office.changing() as site:
        if form is not None:
            site.procedures.forms.keep("to-khai.pdf", form)
        procedure = site.procedures.get(record.code)
        if procedure is None:
            procedure = site.procedures[record.code] = Procedure(record.code)
        act = Act("system", office.now)
        revision = procedure.add_revision(record, made_by=act.by, made_at=act.at)
        put_in_force(revision, effective=office.now.date() + timedelta(days=days), act=act)
        return revision.number


def text_of(node) -> str:
    return re.sub(r" (?=[.:,])", "", " ".join(node.get_text(" ").split()))


def sheet(office: Office, code: str = CODE, below: str = ""):
    return office.as_().get(f"/thu-tuc/{code}{below}").html.find("main")


def boxes(main) -> list[str]:
    return [text_of(box) for box in main.select(".boxes > section")]


# What she came for


def test_three_boxes_come_first_and_speak_of_the_ordinary_case(office):
    publish(office, RECORD, form=sample_pdf())
    main = sheet(office)
    bring, cost, time = boxes(main)
    assert bring.startswith("Mang theo gì Tờ khai (1 bản chính, 2 bản sao)")
    assert "Căn cước Không phải mang nếu đã có trên VNeID." in bring
    assert "Không phải mang nếu cán bộ tra được trong Cơ sở dữ liệu về cư trú." in bring
    assert bring.index("Giấy xác nhận nơi ở") < bring.index("một số trường hợp") < bring.index("Giấy ủy quyền")
    assert cost == "Bao nhiêu tiền 20.000 đồng / thẻ Cấp lại 35.000 đồng / thẻ"
    assert time == "Bao lâu 3 ngày làm việc Cấp lại Trong ngày"
    assert "Thẻ đã hỏng" not in bring
    assert main.select_one(".boxes").find_previous("h1").get_text() == "Cấp thẻ mượn sách"
    assert not main.select_one(".boxes").find_previous("h2")


def test_a_case_has_its_own_part_with_only_what_differs(office):
    publish(office, RECORD)
    main = sheet(office)
    again, child = main.select("#cases ~ details, #cases ~ p")[:2]
    assert text_of(again) == ("Cấp lại Khi thẻ mất hoặc hỏng Mang thêm Thẻ đã hỏng (1 bản chính)"), (
        "fee and time of the case stand in the boxes already"
    )
    assert again.name == "details", "it opens without a script"
    assert text_of(child) == "Trẻ dưới 14 tuổi"


def test_many_figures_leave_the_box_and_stand_with_their_case(office):
    cases = [f"Hạng {n}" for n in range(1, 6)]
    fees = tuple(Fee(FeeKind.PER_CASE, 1_000 * n, case=case) for n, case in enumerate(cases, 1))
    limits = (TimeLimit(LimitUnit.DAYS, 9), *(TimeLimit(LimitUnit.DAYS, n, case=case) for n, case in enumerate(cases)))
    publish(office, replace(RECORD, cases=(), components=RECORD.components[:1], fees=fees, time_limits=limits))
    main = sheet(office)
    _, cost, time = boxes(main)
    assert cost == "Bao nhiêu tiền Tùy trường hợp của bạn. Xem trường hợp của bạn ở dưới"
    assert time == "Bao lâu 9 ngày Xem trường hợp của bạn ở dưới"
    told = [text_of(case) for case in main.select("#cases ~ details") if text_of(case).startswith("Hạng")]
    assert told[1] == "Hạng 2 Bao nhiêu tiền 2.000 đồng Bao lâu 1 ngày"
    assert len(told) == 5


def test_a_figure_is_told_once(office):
    publish(office, replace(RECORD, cases=(Case("Cấp lại"),), components=RECORD.components[:1]))
    main = sheet(office)
    assert text_of(main).count("35.000 đồng") == 1
    assert not main.select("#cases"), "a case of which the boxes say everything needs no part of its own"


def test_ways_of_handing_in_that_cost_the_same_stand_together(office):
    limits = tuple(TimeLimit(LimitUnit.DAYS, n, channel=way) for n, way in ((5, "online"), (7, "direct"), (5, "post")))
    publish(office, replace(RECORD, time_limits=limits))
    assert boxes(sheet(office))[2] == "Bao lâu Trực tuyến, Qua bưu điện 5 ngày Tại quầy 7 ngày"


def test_where_every_fee_is_of_some_case_the_box_names_the_cases(office):
    fees = (Fee(FeeKind.FREE, case="Cấp lần đầu"), Fee(FeeKind.PER_CASE, 35_000, case="Cấp lại", channel="post"))
    publish(office, replace(RECORD, fees=fees))
    assert boxes(sheet(office))[1] == "Bao nhiêu tiền Cấp lần đầu Không thu Cấp lại · Qua bưu điện 35.000 đồng"


def test_where_nothing_is_known_the_reader_is_told_whom_to_call_and_what_to_ask(office):
    publish(office, BARE)
    main = sheet(office, NEXT)
    said = text_of(main)
    assert not boxes(main), "three boxes that say the same would hide what helps"
    assert text_of(main.select_one(".btn.primary")) == "Gọi 0210 000 0000"
    assert main.select_one(".btn.primary")["href"].startswith("tel:")
    assert [text_of(one) for one in main.select(".questions li")] == [
        "Mang theo gì, mỗi thứ mấy bản?", "Bao nhiêu tiền?", "Bao lâu có kết quả, đến nhận ở đâu?"
    ]  # fmt: skip
    for words in ("xóm Mẫu", "7:30", NEXT, "Gia hạn thẻ mượn sách"):
        assert words in said
    assert said.count("Trung tâm đang cập nhật") == 1
    assert "Trang này chưa có" not in said


def test_what_is_not_known_says_so_with_the_phone_number(office):
    publish(office, replace(BARE, components=(Component("Tờ khai"),), audience="Mọi người"))
    main = sheet(office, NEXT)
    for box in main.select(".boxes > section")[1:]:
        assert "Trung tâm đang cập nhật, hãy gọi 0210 000 0000." in text_of(box)
        assert box.select_one('a[href^="tel:"]')
    note = main.select_one(".note")
    missing = ["Nộp bằng cách nào", "Kết quả nhận được", "Các bước", "Cơ quan thực hiện", "Căn cứ pháp lý"]
    assert [text_of(one) for one in note.select("li")] == missing
    assert note.select_one('a[href^="tel:"]')
    assert [text_of(one) for one in main.select("h2") if "Nộp bằng" in one.text or "Các bước" in one.text] == []


def test_a_limit_the_office_doubts_is_quoted_in_small_letters(office):
    limit = TimeLimit(LimitUnit.WORDING, wording="Trực tiếp: 2 Ngày; Trực tiếp: 7 Ngày", review="hai số")
    publish(office, replace(RECORD, time_limits=(limit,)))
    box = sheet(office).select(".boxes > section")[2]
    assert not box.select(".figure")
    assert "Trung tâm đang cập nhật" in text_of(box)
    assert "Văn bản ghi: Trực tiếp: 2 Ngày; Trực tiếp: 7 Ngày" in text_of(box)


def test_everything_else_is_said_and_the_law_is_folded_at_the_end(office):
    publish(office, RECORD)
    main = sheet(office)
    said = text_of(main)
    for words in (
        "Bà con hay gọi: làm thẻ thư viện.", "Mã thủ tục 9.000001", "Nộp tờ khai Chụp ảnh Nhận thẻ", "Người từ 6 tuổi",
        "Có nơi ở ổn định", "Tại quầy", "Qua bưu điện: Gửi kèm phong bì", "một phần trên mạng: Phải chụp ảnh tại quầy",
        "bất kỳ xã, phường nào trong tỉnh", "Kết quả nhận được Thẻ mượn sách",
    ):  # fmt: skip
        assert words in said, words
    (law,) = [fold for fold in main.select("details.fold") if "căn cứ pháp lý" in text_of(fold.summary)]
    for words in (RECORD.name, "Nghị quyết 1/2026", "Quyết định công bố 12/QĐ-UBND ngày 04/03/2026", "Ủy ban nhân dân"):
        assert words in text_of(law)
    assert not law.has_attr("open")
    assert "Bản 1, áp dụng từ 23/11/2026" in said


def test_review_marks_are_not_for_citizens(office):
    publish(office, RECORD)
    assert "xem lại" not in office.as_().get(f"/thu-tuc/{CODE}").text


@pytest.mark.parametrize(
    ("more", "primary", "address"),
    [
        (
            {"portal_url": "https://dichvucong.gov.vn/p/x?ma=1"},
            "Nộp trực tuyến trên Cổng Dịch vụ công quốc gia",
            "https://dichvucong.gov.vn/p/x?ma=1",
        ),
        ({}, "In tờ hướng dẫn (1 trang)", "https://dichvucong.gov.vn/"),
        ({"online": "none", "online_reason": ""}, "In tờ hướng dẫn (1 trang)", None),
        (
            {"online": "none", "online_reason": "", "portal_url": "https://dichvucong.gov.vn/p/x"},
            "In tờ hướng dẫn (1 trang)",
            None,
        ),
    ],
    ids=["own-address", "front-page", "not-online", "not-online-any-more"],
)
def test_the_way_to_the_portal_is_never_guessed(office, more, primary, address):
    publish(office, replace(RECORD, **more))
    main = sheet(office)
    assert [text_of(button) for button in main.select(".btn.primary")] == [primary]
    assert [link["href"] for link in main.select("a[rel=external]")] == ([address] if address else [])
    assert "In tờ hướng dẫn (1 trang)" in text_of(main), "there is always something to take home"


def test_the_portal_of_the_settings_is_used(filled, tmp_path):
    office = Office(tmp_path / "other", filled, portal_url="https://dichvucong.phumau.gov.vn/")
    publish(office, RECORD)
    assert sheet(office).select_one("a[rel=external]")["href"] == "https://dichvucong.phumau.gov.vn/"
    office.close()


def test_related_procedures_share_the_event_of_life_before_the_field(office):
    publish(office, RECORD)
    links = [a["href"] for a in sheet(office).select(".side ul a") if re.fullmatch(r"/thu-tuc/[\d.]+", a["href"])]
    assert 1 <= len(links) == len(set(links)) <= 4
    assert f"/thu-tuc/{CODE}" not in links
    with office.site() as site:
        first = site.procedures[links[0].rpartition("/")[2]].published(TODAY).record
    assert "ket-hon" in first.life_events


# Texts that come and go


def test_what_will_change_is_announced_with_a_link(office):
    publish(office, RECORD)
    number = publish(office, replace(RECORD, short_name="Cấp thẻ bạn đọc"), days=14)
    main = sheet(office)
    note = main.select_one(".note")
    assert text_of(note).startswith("Từ thứ Hai 07/12/2026 có thay đổi.")
    coming = office.as_().get(note.a["href"]).html.find("main")
    assert note.a["href"] == f"/thu-tuc/{CODE}/phien-ban/{number}"
    assert coming.h1.get_text() == "Cấp thẻ bạn đọc"
    assert text_of(coming.select_one(".note")).startswith("Chưa đến ngày áp dụng")
    assert "áp dụng từ 07/12/2026" in text_of(coming.select_one(".note"))
    assert coming.select_one(".note a")["href"] == f"/thu-tuc/{CODE}"
    office.later(days=14)
    assert sheet(office).h1.get_text() == "Cấp thẻ bạn đọc"
    assert sheet(office).select_one(".note") is None


def test_what_will_change_is_named(office):
    publish(office, RECORD)
    publish(office, replace(RECORD, fees=(), steps=("Nộp tại quầy.",), announcement="99/QĐ-UBND"), days=14)
    assert "Phần thay đổi: phí, lệ phí; các bước." in text_of(sheet(office).select_one(".note"))


def test_nobody_compares_two_pages_where_only_another_decision_stands_behind_them(office):
    publish(office, RECORD)
    publish(office, replace(RECORD, announcement="99/QĐ-UBND", review="Hỏi lại."), days=14)
    note = text_of(sheet(office).select_one(".note"))
    assert "Giấy tờ, phí và thời hạn giữ nguyên, chỉ thay quyết định công bố." in note


def test_before_its_last_day_a_procedure_says_that_it_ends_and_what_comes_instead(office):
    publish(office, BARE)
    publish(office, replace(RECORD, effective_to=TODAY + timedelta(days=2), successor=NEXT))
    note = sheet(office).select_one(".note")
    assert text_of(note).startswith("Từ thứ Năm 26/11/2026, thủ tục này không còn nữa.")
    assert note.a["href"] == f"/thu-tuc/{NEXT}"
    assert "Gia hạn thẻ mượn sách" in note.a.get_text()
    publish(office, replace(RECORD, short_name="Cấp thẻ bạn đọc"), days=5)
    note = sheet(office).select_one(".note")
    assert "không còn nữa. Thủ tục có lại từ thứ Bảy 28/11/2026." in text_of(note)
    assert note.a["href"] == f"/thu-tuc/{CODE}/phien-ban/2"
    publish(office, replace(RECORD, short_name="Cấp thẻ bạn đọc"), days=5)
    office.later(days=1)
    with office.changing() as site:
        act = Act("system", office.now)
        withdraw_procedure(site.procedures[CODE], on=TODAY + timedelta(days=5), reason="Bãi bỏ", act=act)
    note = sheet(office).select_one(".note")
    assert text_of(note).startswith("Từ thứ Năm 26/11/2026, thủ tục này không còn nữa.")
    assert "có lại" not in text_of(note), "what ends on its own first day never comes"


def test_a_former_text_says_from_when_to_when_it_held(office):
    publish(office, RECORD)
    office.later(days=10)
    publish(office, replace(RECORD, short_name="Cấp thẻ bạn đọc"))
    older = [a["href"] for a in sheet(office).select("details.fold a") if "phien-ban" in a["href"]]
    assert older == [f"/thu-tuc/{CODE}/phien-ban/1"]
    note = office.as_().get(older[0]).html.find("main").select_one(".note")
    assert "Đã có bản thay thế" in text_of(note)
    assert "từ 23/11/2026 đến 02/12/2026" in text_of(note)
    assert note.a["href"] == f"/thu-tuc/{CODE}"


def test_a_procedure_that_ended_names_its_successor_and_shows_no_fee(office):
    publish(office, BARE)
    publish(office, replace(RECORD, effective_to=TODAY + timedelta(days=2), successor=NEXT))
    assert boxes(sheet(office))
    assert CODE in office.as_().get("/thu-tuc?q=th%E1%BA%BB+m%C6%B0%E1%BB%A3n+s%C3%A1ch").text
    office.later(days=3)
    main = sheet(office)
    assert text_of(main.select_one(".note")) == "Thủ tục này không còn hiệu lực từ thứ Năm 26/11/2026."
    assert main.select_one(f'a[href="/thu-tuc/{NEXT}"]').get_text() == "Gia hạn thẻ mượn sách"
    assert not boxes(main)
    assert "đồng" not in text_of(main)
    assert not main.select(".btn.primary")
    assert f"/thu-tuc/{CODE}" not in office.as_().get("/thu-tuc?q=th%E1%BA%BB+m%C6%B0%E1%BB%A3n+s%C3%A1ch").text
    last = office.as_().get(f"/thu-tuc/{CODE}/phien-ban/1").html.find("main")
    assert "Không còn hiệu lực" in text_of(last.select_one(".note"))
    assert "từ 23/11/2026 đến 25/11/2026" in text_of(last.select_one(".note"))


def test_a_successor_nobody_can_read_yet_is_named_without_a_link(office):
    publish(office, replace(RECORD, effective_to=TODAY, successor=NEXT))
    office.later(days=1)
    main = sheet(office)
    assert NEXT in text_of(main)
    assert not main.select(f'a[href="/thu-tuc/{NEXT}"]')


def test_a_procedure_that_is_still_to_come_is_readable_before_its_day(office):
    publish(office, replace(RECORD, effective_from=TODAY + timedelta(days=5)))
    main = sheet(office)
    assert "áp dụng từ 28/11/2026" in text_of(main.select_one(".note"))
    assert main.h1.get_text() == "Cấp thẻ mượn sách"


# Forms


def test_a_form_is_downloaded_as_it_came(office):
    form = sample_pdf()
    publish(office, RECORD, form=form)
    link = sheet(office).select_one(".boxes a[href*=bieu-mau]")
    answer = office.as_().get(link["href"])
    assert answer.body == form
    assert answer.content_type == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="to-khai.pdf"')
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    office.as_().browser.get(link["href"], headers={"If-None-Match": answer.headers["ETag"]}, status=304)


@pytest.mark.parametrize(
    "name", ["", "khac.pdf", "../to-khai.pdf", "%2e%2e/Data.fs", "to-khai.pdf/x", "TO-KHAI.PDF", "%FF"]
)
def test_what_the_text_does_not_name_is_not_given(office, name):
    publish(office, RECORD, form=sample_pdf())
    publish(office, replace(BARE), form=sample_pdf())
    assert office.as_().get(f"/thu-tuc/{CODE}/bieu-mau/{name}", status="*").status_int in (400, 404)
    office.as_().get(f"/thu-tuc/{NEXT}/bieu-mau/to-khai.pdf", status=404)


def test_a_form_goes_with_the_revision_that_names_it(office):
    form = sample_pdf()
    publish(office, RECORD, form=form)
    publish(office, replace(RECORD, components=()))
    office.as_().get(f"/thu-tuc/{CODE}/bieu-mau/to-khai.pdf", status=404)
    old = sheet(office, CODE, "/phien-ban/1").select_one(".boxes a[href*=bieu-mau]")["href"]
    assert office.as_().get(old).body == form


def test_without_the_file_the_form_is_named_but_not_linked(office):
    publish(office, RECORD)
    bring = sheet(office).select_one(".boxes > section")
    assert "Mẫu 01" in text_of(bring)
    assert "Mẫu: Mẫu" not in text_of(bring)
    assert not bring.select("a[href*=bieu-mau]")


def test_a_form_that_does_not_say_it_is_one_is_introduced(office):
    publish(office, replace(RECORD, components=(Component("Tờ khai", form="TK1-TS"),)))
    assert "Mẫu: TK1-TS" in text_of(sheet(office).select_one(".boxes > section"))


def test_pairs_of_words_are_not_parted_in_the_heading(office):
    publish(office, replace(RECORD, short_name="Chứng thực bản sao từ bản chính"))
    assert sheet(office).h1.get_text() == "Chứng thực bản\u00a0sao từ bản\u00a0chính"
