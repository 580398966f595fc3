"""Forms: drawn without a script or a style, wired for a screen reader, and never broken by what is sent."""

import ast
import copy
import html
import io
import re
from datetime import date
from pathlib import Path

import colander
import deform
import pytest
from bs4 import BeautifulSoup
from deform.widget import (
    CheckboxChoiceWidget,
    OptGroup,
    PasswordWidget,
    RadioChoiceWidget,
    SelectWidget,
    SequenceWidget,
    TextAreaWidget,
    TextInputWidget,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest
from pyramid.request import Request
from translationstring import TranslationString
from webob.multidict import MultiDict

from hcc.web.forms import (
    Button,
    DayMonthYear,
    DigitsWidget,
    Form,
    FormSchema,
    PhoneWidget,
    RowsChanged,
    StrictSchema,
    Upload,
    UploadedFile,
    read_controls,
)
from hcc.web.sentences import SENTENCES

WAYS = (("counter", "Tại quầy"), ("post", "Bưu điện"))
KEY = "0123456789abcdef" * 2
FORBIDDEN = re.compile(r"<script|<style|\sstyle\s*=|\son\w+\s*=|javascript:|autofocus|data:", re.IGNORECASE)


class Paper(StrictSchema):
    name = colander.SchemaNode(colander.String(), title="Tên giấy")
    form = colander.SchemaNode(colander.String(), title="Hình thức", widget=RadioChoiceWidget(values=WAYS))


class Papers(colander.SequenceSchema):
    paper = Paper(title="Giấy")


class Phones(colander.SequenceSchema):
    phone = colander.SchemaNode(colander.String(), title="Số máy", widget=PhoneWidget())


class Address(StrictSchema):
    hamlet = colander.SchemaNode(colander.String(), title="Xóm")


class Everything(FormSchema):
    name = colander.SchemaNode(
        colander.String(), title="Họ và tên", description="Như trên thẻ", validator=colander.Length(max=50)
    )
    number = colander.SchemaNode(colander.String(), title="Số căn cước", widget=DigitsWidget())
    born = colander.SchemaNode(DayMonthYear(), title="Ngày sinh", description="Ví dụ: 5/9/1998")
    note = colander.SchemaNode(colander.String(), title="Ghi chú", widget=TextAreaWidget(rows=3), missing="")
    count = colander.SchemaNode(colander.Integer(), title="Số bản", validator=colander.Range(1, 9))
    payment = colander.SchemaNode(
        colander.String(),
        title="Cách trả",
        widget=SelectWidget(values=(("", "Chọn"), OptGroup("Nhóm", ("cash", "Tiền mặt")), ("bank", "Chuyển khoản"))),
        validator=colander.OneOf(["cash", "bank"]),
    )
    purpose = colander.SchemaNode(
        colander.String(), title="Để làm gì?", widget=RadioChoiceWidget(values=WAYS, question=True)
    )
    ways = colander.SchemaNode(
        colander.Set(), title="Cách nộp", widget=CheckboxChoiceWidget(values=WAYS), validator=colander.Length(min=1)
    )
    agree = colander.SchemaNode(colander.Boolean(), title="Tôi cam đoan", validator=colander.OneOf([True]))
    password = colander.SchemaNode(colander.String(), title="Mật khẩu", widget=PasswordWidget())
    scan = colander.SchemaNode(Upload(), title="Bản chụp")
    code = colander.SchemaNode(colander.String(), title="Mã", widget=TextInputWidget(readonly=True), missing=None)
    address = Address(title="Nơi ở")
    papers = Papers(title="Giấy tờ", widget=SequenceWidget(min_len=1, max_len=3))
    phones = Phones(title="Điện thoại", missing=())


FILLED = {
    "name": '"><script>alert(1)</script>',
    "number": "001090000000",
    "born": date(1998, 9, 5),
    "note": "dòng 1\n\n</textarea><b>",
    "count": 2,
    "payment": "cash",
    "purpose": "post",
    "ways": {"counter"},
    "agree": True,
    "password": "bí mật",
    "code": "H44.99 <i>",
    "address": {"hamlet": "xóm 'Mẫu'"},
    "papers": [{"name": "a", "form": "post"}, {"name": "b", "form": "counter"}],
    "phones": ["0900 000 000"],
}

GOOD = [
    ("csrf_token", "token"),
    ("key", KEY),
    ("name", "  Nguyễn Thị Mẫu "),
    ("number", "001 090.000-000"),
    ("born", "5-9-1998"),
    ("note", "a\r\nb"),
    ("count", "2"),
    ("payment", "cash"),
    ("purpose", "post"),
    ("__start__", "ways:sequence"),
    ("checkbox", "counter"),
    ("checkbox", "post"),
    ("__end__", "ways:sequence"),
    ("agree", "true"),
    ("password", "bí mật"),
    ("__start__", "address:mapping"),
    ("hamlet", "Mẫu"),
    ("__end__", "address:mapping"),
    ("__start__", "papers:sequence"),
    ("__start__", "paper:mapping"),
    ("name", "Tờ khai"),
    ("__start__", "form:rename"),
    ("field-7", "post"),
    ("__end__", "form:rename"),
    ("__end__", "paper:mapping"),
    ("__end__", "papers:sequence"),
    ("__start__", "phones:sequence"),
    ("phone", "0900 000 000"),
    ("__end__", "phones:sequence"),
    ("send", "send"),
]


class Sent:
    """A file field as webob hands it over."""

    def __init__(self, filename: str, body: bytes = b"%PDF-") -> None:
        self.filename, self.file, self.type = filename, io.BytesIO(body), "application/pdf"


@pytest.fixture(scope="module")
def registry(locale_folder: str):
    config = Configurator(settings={})
    config.add_translation_dirs(locale_folder)
    config.include("hcc.web.assets")
    config.commit()
    return config.registry


@pytest.fixture
def english(registry) -> Request:
    return request_with(registry, "en")


@pytest.fixture
def vietnamese(registry) -> Request:
    return request_with(registry, "vi")


def request_with(registry, language: str) -> Request:
    request = Request.blank("/")
    request.registry = registry
    request.locale_name = language
    request.csrf_token = "this-token"
    return request


class PostedRequest(Request):
    POST = None  # type: ignore[assignment]


def posting(request: Request, controls: list, schema: type = Everything, **options) -> tuple[Form, object]:
    """The form, and either the values or the failure."""
    made = PostedRequest(request.environ.copy())
    made.registry, made.locale_name, made.csrf_token = request.registry, request.locale_name, "this-token"
    made.POST = MultiDict(controls)
    form = Form(schema(), made, buttons=(Button("send", "Gửi"),), **options)
    try:
        return form, form.validate_request(made)
    except deform.ValidationFailure as failure:
        return form, failure


def soup(page: str) -> BeautifulSoup:
    return BeautifulSoup(page, "html.parser")


def check_wiring(page: BeautifulSoup) -> None:
    """Labels, hints, errors and groups are tied together."""
    ids = [one["id"] for one in page.select("[id]")]
    assert len(ids) == len(set(ids))
    for label in page.select("label[for]"):
        assert label["for"] in ids
    for described in page.select("[aria-describedby]"):
        assert set(described["aria-describedby"].split()) <= set(ids)
    for control in page.select("input:not([type=hidden]), select, textarea"):
        if control.get("aria-hidden"):
            continue
        assert page.select(f"label[for='{control['id']}']"), control
    for group in page.select("fieldset"):
        assert group.find("legend", recursive=False)
    for radio in page.select("[type=radio]"):
        assert radio.find_parent("fieldset")


# Drawing


@pytest.mark.parametrize("readonly", [False, True])
@pytest.mark.parametrize("appstruct", [{}, FILLED], ids=["empty", "filled"])
def test_every_widget_draws_without_script_or_style(english: Request, appstruct: dict, readonly: bool):
    form = Form(Everything(), english, submit="Gửi")
    if readonly:
        for child in form.children:
            if child.name not in ("csrf_token", "key", "address", "papers", "phones", "scan"):
                # A widget is shared by every form of the class, so this one is copied first.
                child.widget = copy.copy(child.widget)
                child.widget.readonly = True
    page = form.render(appstruct)
    plain = soup(page)
    for text in plain.find_all(string=True):
        text.replace_with("")
    for tag in plain.select("[value]"):
        del tag["value"]
    assert not FORBIDDEN.search(str(plain))
    assert "<b>" not in page
    assert "<i>" not in page
    assert "<script" not in page


def test_filled_form_shows_its_values(english: Request):
    page = soup(Form(Everything(), english, submit="Gửi").render(FILLED))
    check_wiring(page)
    assert page.select_one("[name=born]")["value"] == "05/09/1998"
    assert page.select_one("textarea").text.endswith("dòng 1\n\n</textarea><b>")
    assert page.select_one("option[selected]")["value"] == "cash"
    assert page.select_one("[name=purpose][checked]")["value"] == "post"
    assert [one["value"] for one in page.select("[name=checkbox][checked]")] == ["counter"]
    assert page.select_one("[name=agree]").has_attr("checked")
    assert not page.select_one("[type=password]").has_attr("value")
    assert page.select_one("output").text == "H44.99 <i>"
    assert len(page.select(".rows > li")) == 3
    assert page.select_one("form")["enctype"] == "multipart/form-data"


def test_required_is_normal_and_the_rest_says_so(vietnamese: Request):
    page = soup(Form(Everything(), vietnamese).render())
    assert "(nếu có)" in page.select_one("textarea").find_previous("label").text
    assert page.text.count("(nếu có)") == 1


def test_hidden_fields_hold_this_request_s_token_and_a_new_key(english: Request):
    pages = [soup(Form(Everything(), english).render()) for _ in range(2)]
    assert all(page.select_one("[name=csrf_token]")["value"] == "this-token" for page in pages)
    keys = {page.select_one("[name=key]")["value"] for page in pages}
    assert len(keys) == 2
    assert all(re.fullmatch("[0-9a-f]{32}", key) for key in keys)


def test_two_forms_on_a_page_share_no_id(english: Request):
    page = Form(Everything(), english, formid="a").render() + Form(Everything(), english, formid="b").render()
    check_wiring(soup(page))


def test_question_is_legend_and_heading(english: Request):
    page = soup(Form(Everything(), english).render())
    assert [one.text for one in page.select("legend > h1")] == ["Để làm gì?"]


def test_radio_buttons_of_two_rows_are_two_choices(english: Request):
    page = soup(Form(Everything(), english).render(FILLED))
    rows = [{one["name"] for one in row.select("[type=radio]")} for row in page.select(".rows > li")[:2]]
    assert all(len(names) == 1 for names in rows)
    assert rows[0] != rows[1]
    assert len(page.select("[type=radio][checked]")) == 3


def test_buttons_carry_name_style_icon_and_key(english: Request):
    buttons = (Button("receive", "Nhận", icon="print", key="Ctrl+Enter"), Button("more", "Bổ sung", style="plain"))
    page = soup(Form(Everything(), english, buttons=buttons).render())
    first, second = page.select(".btns button")
    assert (first["name"], first["data-key"], first["class"]) == ("receive", "Ctrl+Enter", ["btn", "primary"])
    assert first.select_one("use")["href"].endswith("icons.svg#print")
    assert second["class"] == ["btn", "plain"]
    assert not soup(Form(Everything(), english, buttons=buttons, buttons_outside=True).render()).select(".btns")


def test_enter_in_a_field_presses_the_first_button_not_a_row_button(english: Request):
    page = soup(Form(Everything(), english, buttons=(Button("send", "Gửi"),)).render())
    assert page.select("button[type=submit]")[0]["name"] == "send"


# Taking in


def test_good_form_gives_its_values_and_nothing_else(english: Request):
    scan = Sent("Tờ khai.pdf")
    form, values = posting(english, [*GOOD, ("scan", scan)])
    assert not form.refused
    assert values == {
        "name": "Nguyễn Thị Mẫu",
        "number": "001090000000",
        "born": date(1998, 9, 5),
        "note": "a\nb",
        "count": 2,
        "payment": "cash",
        "purpose": "post",
        "ways": {"counter", "post"},
        "agree": True,
        "password": "bí mật",
        "scan": UploadedFile("Tờ khai.pdf", "application/pdf", scan.file),
        "code": None,
        "address": {"hamlet": "Mẫu"},
        "papers": [{"name": "Tờ khai", "form": "post"}],
        "phones": ["0900000000"],
    }


def test_text_arrives_composed(english: Request):
    class Name(FormSchema):
        name = colander.SchemaNode(colander.String())

    _form, values = posting(english, [("name", "Nguye\u0302\u0303n")], Name)
    assert values == {"name": "Nguyễn"}


def test_empty_form_names_every_fault_at_the_field_and_above(vietnamese: Request):
    form, failure = posting(vietnamese, [("send", "send")])
    page = soup(failure.render())
    check_wiring(page)
    summary = page.select_one(".summary")
    links = {link["href"]: link.text for link in summary.select("a")}
    assert len(links) == len(form.complaints) == 13
    for href, words in links.items():
        target = page.select_one(href)
        control = target if target.name != "legend" else target.parent
        errors = control["aria-describedby"].split()
        assert any(words in page.find(id=one).text for one in errors), (href, words)
        if target.name in ("input", "select", "textarea"):
            assert target["aria-invalid"] == "true"
    assert "Có 13 chỗ cần sửa" in summary.text
    assert "Hãy ghi họ và tên" in links.values()
    assert "Hãy chọn cách trả" in links.values()
    assert "Hãy chọn cách nộp" in links.values()
    assert "Hãy đánh dấu vào mục “Tôi cam đoan”" in links.values()
    assert form.refused
    assert not FORBIDDEN.search(str(page))
    # The form itself draws the same once it was refused.
    assert soup(form.render()).select_one(".summary").text == summary.text


def test_what_was_typed_comes_back(vietnamese: Request):
    controls = [(name, "31/02/1998" if name == "born" else value) for name, value in GOOD]
    _form, failure = posting(vietnamese, controls)
    page = soup(failure.render())
    assert page.select_one("[name=born]")["value"] == "31/02/1998"
    assert "Ngày 31/02/1998 không có trong lịch. Hãy xem lại ngày, tháng" in page.select_one(".summary").text
    assert page.select_one("[name=name]")["value"] == "Nguyễn Thị Mẫu"
    assert page.select_one("[name=key]")["value"] == KEY
    assert page.select_one("[name=csrf_token]")["value"] == "this-token"
    assert [one["value"] for one in page.select(".rows [type=radio][checked]")] == ["post"]
    assert "bí mật" not in str(page)


def test_refusal_of_the_act_is_shown_above_with_the_values(english: Request):
    class SignIn(FormSchema):
        login = colander.SchemaNode(colander.String(), title="Tên")

    form = Form(SignIn(), english, submit="Vào")
    page = soup(form.render_refused({"login": "an"}, ["Sai mật khẩu <b>"]))
    assert page.select_one(".summary li").text == "Sai mật khẩu <b>"
    assert page.select_one("[name=login]")["value"] == "an"
    assert english.environ["hcc.form_refused"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("5/9/1998", date(1998, 9, 5)),
        (" 05-09-1998 ", date(1998, 9, 5)),
        ("5.9.1998", date(1998, 9, 5)),
        ("5 9 1998", date(1998, 9, 5)),
        ("05091998", date(1998, 9, 5)),
        ("29/2/2024", date(2024, 2, 29)),
    ],
)
def test_dates_as_people_write_them(typed: str, expected: date):
    node = colander.SchemaNode(DayMonthYear())
    assert node.deserialize(typed) == expected
    assert node.deserialize(node.serialize(expected)) == expected


@pytest.mark.parametrize(
    "typed", ["31/02/1998", "1998-09-05", "5/9/98", "5/9", "mai", "٥/٩/١٩٩٨", "0/0/0000", "5/9/1998x"]
)
def test_other_dates_are_refused(typed: str):
    with pytest.raises(colander.Invalid):
        colander.SchemaNode(DayMonthYear()).deserialize(typed)


# Rows


def rows_of(page: str) -> list[str]:
    return [one["value"] for one in soup(page).select(".rows [name=name]")]


def paper(name: str) -> list:
    return [("__start__", "paper:mapping"), ("name", name), ("__end__", "paper:mapping")]


def test_row_is_added_without_complaints_and_without_loss(english: Request):
    sent = [
        ("name", "An"),
        ("__start__", "papers:sequence"),
        *paper("a"),
        ("__add__", "1"),
        ("__end__", "papers:sequence"),
    ]
    form, failure = posting(english, sent)
    assert isinstance(failure, RowsChanged)
    assert rows_of(failure.render()) == ["a", ""]
    assert soup(failure.render()).select_one("[name=name]")["value"] == "An"
    assert not form.refused
    assert not soup(failure.render()).select(".summary")


def test_the_row_before_the_button_is_taken_away(english: Request):
    sent = [("__start__", "papers:sequence"), *paper("a"), *paper("b"), ("__remove__", "1"), *paper("c")]
    _form, failure = posting(english, [*sent, ("__end__", "papers:sequence")])
    assert isinstance(failure, RowsChanged)
    assert rows_of(failure.render()) == ["a", "c"]


@pytest.mark.parametrize(
    ("behind", "button", "order"),
    [
        (1, "__up__", ["b", "a", "c"]),
        (0, "__down__", ["b", "a", "c"]),
        (2, "__up__", ["a", "c", "b"]),
        (0, "__up__", ["a", "b", "c"]),
        (2, "__down__", ["a", "b", "c"]),
    ],
)
def test_the_row_before_the_button_changes_places_with_its_neighbour(english: Request, behind, button, order):
    sent = [("__start__", "papers:sequence")]
    for place, name in enumerate("abc"):
        sent += [*paper(name), *([(button, "1")] if place == behind else [])]
    form, failure = posting(english, [*sent, ("__end__", "papers:sequence")])
    assert isinstance(failure, RowsChanged)
    assert rows_of(failure.render()) == order
    assert not form.refused


def test_rows_never_fall_below_the_least_nor_rise_above_the_most(english: Request):
    sent = [("__start__", "papers:sequence"), *paper("a"), ("__remove__", "1"), ("__end__", "papers:sequence")]
    assert rows_of(posting(english, sent)[1].render()) == [""]
    sent = [("__start__", "papers:sequence"), *paper("a") * 3, ("__add__", "1"), ("__end__", "papers:sequence")]
    page = posting(english, sent)[1].render()
    assert len(rows_of(page)) == 3
    papers = soup(page).find("legend", string=re.compile("Giấy tờ")).parent
    assert not papers.find("button", attrs={"name": "__add__"})


def test_buttons_of_rows_stand_behind_their_rows(english: Request):
    page = Form(Everything(), english, buttons=(Button("send", "Gửi"),)).render(FILLED)
    sent = []
    for one in soup(page).select("input, button, textarea, select"):
        chosen = one.get("type") not in ("checkbox", "radio", "file") or one.has_attr("checked")
        pressed = one.name != "button" or (one["name"] == "__remove__" and "Giấy 1" in one.text)
        if one.get("name") and chosen and pressed:
            sent.append((one["name"], one.get("value", one.text)))
    _form, failure = posting(english, sent)
    assert isinstance(failure, RowsChanged)
    assert rows_of(failure.render()) == ["b"]


# What no browser sends


def test_unknown_fields_never_reach_the_values(english: Request):
    form, failure = posting(english, [*GOOD, ("scan", Sent("a.pdf")), ("role", "admin")])
    assert isinstance(failure, deform.ValidationFailure)
    assert len(form.complaints) == 1
    assert "admin" not in failure.render()
    nested = [*GOOD[:17], ("role", "admin"), *GOOD[17:], ("scan", Sent("a.pdf"))]
    assert isinstance(posting(english, nested)[1], deform.ValidationFailure)


def test_schema_alone_refuses_unknown_keys_too():
    with pytest.raises(colander.Invalid):
        Address().deserialize({"hamlet": "Mẫu", "role": "admin"})


def test_repeated_field_is_refused(english: Request):
    form, failure = posting(english, [*GOOD, ("scan", Sent("a.pdf")), ("count", "9")])
    assert isinstance(failure, deform.ValidationFailure)
    assert form.problems


def test_readonly_field_keeps_its_value_and_refuses_another(english: Request):
    class Shown(FormSchema):
        code = colander.SchemaNode(colander.String(), widget=TextInputWidget(readonly=True))

    assert posting(english, [], Shown, appstruct={"code": "H44"})[1] == {"code": "H44"}
    assert isinstance(
        posting(english, [("code", "H99")], Shown, appstruct={"code": "H44"})[1], deform.ValidationFailure
    )


@pytest.mark.parametrize(
    "controls",
    [
        [("__start__", "papers:sequence")],
        [("__end__", "papers:sequence")],
        [("__start__", "papers:sequence"), ("__start__", "paper:mapping"), ("__end__", "papers:sequence")],
        [("__start__", "papers:nonsense"), ("__end__", "papers:nonsense")],
        [("__start__", "a:mapping")] * 5000 + [("__end__", "a:mapping")] * 5000,
        [("__start__", "a:mapping")] * 20 + [("__end__", "a:mapping")] * 20,
        [("name", "x")] * 6000,
        [("__add__", "1")],
    ],
    ids=["open", "unopened", "crossed", "kind", "deepest", "deep", "many", "row"],
)
def test_crossed_marks_are_a_plain_400(english: Request, controls: list):
    with pytest.raises(HTTPBadRequest):
        posting(english, controls)


def test_bytes_that_are_not_text_are_complained_of(registry):
    request = Request.blank("/", method="POST", body=b"name=%ED%A0%80%FF")
    request.content_type = "application/x-www-form-urlencoded"
    request.registry, request.locale_name = registry, "vi"
    form = Form(Everything(), request)
    with pytest.raises(deform.ValidationFailure):
        form.validate_request(request)
    assert form.problems


@pytest.mark.parametrize("body", [b"--x\r\nContent-Disposition: form-data\r\n\r\n\xff", b"", b"--x", b"\x00" * 99])
def test_damaged_uploads_are_a_form_or_a_400(registry, body: bytes):
    for kind in ("multipart/form-data; boundary=x", "multipart/form-data", "application/json", "text/plain"):
        request = Request.blank("/", method="POST", body=body, headers={"Content-Type": kind})
        request.registry, request.locale_name = registry, "vi"
        with pytest.raises((deform.ValidationFailure, HTTPBadRequest)):
            Form(Everything(), request).validate_request(request)


@pytest.mark.parametrize("letters", ["\ud800", "a\x00b", "\x1b[2J", "x\udfff"])
def test_unreadable_letters_are_shown_and_complained_of(english: Request, letters: str):
    controls = [(name, letters if name == "name" and at < 5 else value) for at, (name, value) in enumerate(GOOD)]
    form, failure = posting(english, [*controls, ("scan", Sent("a.pdf"))])
    page = failure.render()
    page.encode()
    assert "�" in soup(page).select_one("[name=name]")["value"]
    assert form.problems


MISFITS = [
    [("name", Sent("a.pdf")), ("scan", "not a file"), ("ways", "counter"), ("papers", "x"), ("address", "y")],
    [("__start__", "name:mapping"), ("x", "y"), ("__end__", "name:mapping")],
    [("__start__", "name:sequence"), ("x", "y"), ("__end__", "name:sequence")],
    [("__start__", "address:sequence"), ("x", "y"), ("__end__", "address:sequence")],
    [("__start__", "papers:mapping"), ("x", "y"), ("__end__", "papers:mapping")],
    [("__start__", "ways:mapping"), ("x", "y"), ("__end__", "ways:mapping")],
    [("__start__", "csrf_token:mapping"), ("x", "y"), ("__end__", "csrf_token:mapping")],
    [("__start__", "key:sequence"), ("x", "y"), ("__end__", "key:sequence")],
    [("__start__", "send:sequence"), ("x", "y"), ("__end__", "send:sequence")],
    [("__start__", "papers:sequence"), ("paper", "flat"), ("paper", Sent("b")), ("__end__", "papers:sequence")],
    [("__start__", "phones:sequence"), *paper("x"), ("__end__", "phones:sequence")],
    [("__start__", "scan:mapping"), ("file", "x"), ("__end__", "scan:mapping")],
    [("payment", "gold"), ("purpose", "gold"), ("agree", "maybe"), ("count", "1e9"), ("count", "x")],
    [("count", "9" * 5000), ("born", "9" * 5000), ("number", "..."), ("name", "x" * 100_000)],
    [("__start__", "purpose:rename"), ("__end__", "purpose:rename")],
    [("", ""), (":", ":"), ("__formid__", "deform"), ("_charset_", "UTF-8")],
    [("scan", b""), ("scan", Sent("\ud800.pdf"))],
    [("__start__", "papers:sequence"), *paper("x") * 400, ("__end__", "papers:sequence")],
]


@pytest.mark.parametrize("controls", MISFITS, ids=range(len(MISFITS)))
def test_misfits_come_back_as_a_form(vietnamese: Request, controls: list):
    _form, failure = posting(vietnamese, controls)
    assert isinstance(failure, deform.ValidationFailure)
    page = failure.render()
    page.encode()
    check_wiring(soup(page))


NAMES = st.sampled_from(
    ["name", "number", "born", "count", "ways", "agree", "scan", "papers", "paper", "phone", "x", "key"]
)
VALUES = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=8),
    st.sampled_from(["papers:sequence", "paper:mapping", "ways:sequence", "form:rename", "address:mapping", ":", "1"]),
    st.builds(Sent, st.text(max_size=5)),
    st.just(b""),
)
CONTROLS = st.lists(
    st.tuples(st.one_of(NAMES, st.sampled_from(["__start__", "__end__", "__add__", "__remove__"])), VALUES)
)


@given(controls=CONTROLS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_anything_sent_is_a_form_or_a_400(vietnamese: Request, controls: list):
    try:
        _form, answer = posting(vietnamese, controls)
    except HTTPBadRequest:
        return
    assert isinstance(answer, deform.ValidationFailure)
    answer.render().encode()


@given(controls=CONTROLS)
@settings(max_examples=300, deadline=None)
def test_reading_never_fails_otherwise(controls: list):
    try:
        posted = read_controls(controls)
    except HTTPBadRequest:
        return
    assert isinstance(posted.tree, dict)


# Words


def colander_messages() -> set[str]:
    """Every message id in colander's source, with adjacent literals joined as Python does."""
    tree = ast.parse(Path(colander.__file__).read_text("utf-8"))
    return {
        call.args[0].value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") == "_"
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }


def test_every_message_of_colander_has_words_of_ours(registry):
    # Said of a schema or of what a program gives to a form, never of what a person typed.
    ours_only = re.compile("dotted name|relative name|__name__|(date|datetime|time) object")
    assert {said for said in colander_messages() if not ours_only.search(said)} == set(SENTENCES)
    localizer = request_with(registry, "vi").localizer
    for sentence in SENTENCES.values():
        facts = {name: "7" for name in re.findall(r"\$\{(\w+)\}", sentence)}
        words = localizer.translate(TranslationString(sentence, domain=sentence.domain, mapping=facts))
        assert re.search(r"[À-ỹ]", words), sentence
        assert "$" not in words


def test_words_of_the_frame_are_all_translated(registry):
    from hcc.shipped import shipped

    localizer = request_with(registry, "vi").localizer
    for part in ("layouts", "macros", "deform", "errors"):
        for path in (shipped("templates") / part).rglob("*.pt"):
            page = path.read_text("utf-8")
            for tag in soup(page).select('[i18n\\:translate=""]'):
                words = html.unescape(re.sub(r"\s+", " ", "".join(map(str, tag.contents)))).strip()
                words = re.sub(r"<(\S+)[^>]*i18n:name=\"(\w+)\"[^>]*>.*?</\1>", r"${\2}", words)
                translated = localizer.translate(TranslationString(words, domain="hcc"))
                assert translated != words, (path.name, words)


@pytest.mark.parametrize(
    ("path", "sent_to"),
    [("/thu-tuc/1.000656/edit?a=1", "/thu-tuc/1.000656/edit?a=1"), ("//other.example/x", "/other.example/x")],
)
def test_a_form_is_sent_to_its_page_without_a_row_of_it_and_to_no_other_site(english, path, sent_to):
    """A browser sends a form without an address to that of its window, and shows the answer at the row named there."""
    english.environ["PATH_INFO"], _, english.environ["QUERY_STRING"] = path.partition("?")
    drawn = BeautifulSoup(Form(FormSchema(), english).render(), "html.parser")
    assert drawn.form["action"] == sent_to


def test_a_fault_is_put_at_a_field_of_a_row_beside_what_is_said_there(english):
    class Whole(FormSchema):
        papers = Papers(title="Giấy tờ")

    form = Form(Whole(), english, appstruct={"papers": [{"name": "a", "form": "post"}, {"name": "b", "form": "post"}]})
    form.refuse(["Above"], {"papers.1.name": ["Not this one"], "papers.7.name": ["No such row"]})
    (link,) = [href for href, sentence in form.complaints if sentence == "Not this one"]
    drawn = BeautifulSoup(form.render(), "html.parser")
    assert drawn.find(id=link[1:])["value"] == "b"
    assert [sentence for href, sentence in form.complaints if not href] == ["Above", "No such row"]
