"""What an author types into a page and what comes back, whatever it is."""

import pytest

from hcc.core.roles import Role

CANARY = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}${structure: x}'


def new(person, **fields: str):
    form = person.get("/noi-dung/new?kind=page").forms["form"]
    for name, value in fields.items():
        form[name] = value
    return form


def test_what_was_typed_with_marks_is_read_as_a_page(office):
    author = office.as_(Role.AUTHOR)
    page = (
        new(author, title="Giờ làm việc", body="# Sáng\n\nTừ **7 giờ 30**.\n\n- thứ hai\n- thứ ba")
        .submit(status=303)
        .follow()
    )
    main = page.html.find(class_="prose")
    assert [one.text for one in main.find_all("h2")][:1] == ["Sáng"]
    assert main.strong.text == "7 giờ 30"
    assert [one.text for one in main.find_all("li")] == ["thứ hai", "thứ ba"]


def test_nothing_that_is_typed_runs_wherever_it_is_shown(office):
    author = office.as_(Role.AUTHOR)
    form = new(author, title=CANARY, summary=CANARY, body=CANARY + "\n\n" + f"![{CANARY}](/x) [x](javascript:alert(1))")
    address = form.submit(status=303).follow().request.path
    for path in (address, f"{address}/edit", f"{address}/steps", "/noi-dung/contents"):
        page = author.get(path, status=200)
        assert "<script>alert" not in page.text
        assert not [one for one in page.html.find_all("img") if one.get("onerror")]
        assert not [one for one in page.html.find_all("a") if one.get("href", "").startswith("javascript")]
    shown = author.post("/noi-dung/markdown_preview", {"text": CANARY, "csrf_token": author.token()}, status=200)
    assert "<script>" not in shown.text
    assert "&lt;script&gt;" in shown.text


def test_the_form_comes_back_with_the_look_and_saves_nothing(office):
    author = office.as_(Role.AUTHOR)
    shown = new(author, title="Lịch", summary="Tóm tắt", body="*Nghiêng*").submit("preview", status=200)
    assert shown.html.find(attrs={"data-look": ""}).em.text == "Nghiêng"
    form = shown.forms["form"]
    assert (form["title"].value, form["summary"].value, form["body"].value) == ("Lịch", "Tóm tắt", "*Nghiêng*")
    with office.site() as site:
        assert "lich" not in site.content
    address = form.submit(status=303).follow().request.path
    form = author.get(f"{address}/edit").forms["form"]
    form["body"] = "**Đậm**"
    shown = form.submit("preview", status=200)
    assert shown.html.find(attrs={"data-look": ""}).strong.text == "Đậm"
    assert author.get(address).html.find("main").find(class_="prose").em.text == "Nghiêng", "nothing was saved"


@pytest.mark.parametrize("letters", [200_001, 400_000])
def test_a_text_that_is_too_long_comes_back_whole(office, letters):
    author = office.as_(Role.AUTHOR)
    typed = "a " * (letters // 2) + "x"
    refused = new(author, title="Dài", body=typed).submit(status=422)
    assert "nhiều nhất 200000 chữ" in refused.text
    assert refused.forms["form"]["body"].value == typed
    refused = author.post("/noi-dung/markdown_preview", {"text": typed, "csrf_token": author.token()}, status=422)
    assert "Bài dài quá" in refused.text


@pytest.mark.parametrize("word", ["a", "ế ", "<b>&amp;\r\n"])
def test_five_megabytes_come_back_to_be_divided(office, word):
    author = office.as_(Role.AUTHOR)
    typed = (word * (5_000_000 // len(word.encode()))).strip()
    page = new(author, title="Bài rất dài", body=typed).submit(status=413)
    assert "Hãy chép lại, chia ra rồi gửi từng phần." in page.text
    title, body = page.html.select("textarea[readonly]")
    assert (title.text.strip(), body.text.replace("\r\n", "\n").strip()) == ("Bài rất dài", typed.replace("\r\n", "\n"))


def test_what_another_site_made_up_is_not_shown(office):
    body = {"body": "Gọi ngay số này. " * 100_000}
    foreign = office.as_().browser.post("/thu-tuc", body, status=413, headers={"Origin": "https://nguoi-la.example"})
    assert "Gọi ngay" not in foreign.text
    own = {"Sec-Fetch-Site": "same-origin"}
    assert "Gọi ngay" in office.as_().browser.post("/thu-tuc", body, status=413, headers=own).text


@pytest.mark.parametrize("body", ["ế" * 2_000_000, "a" * 6_500_000])
def test_more_than_can_be_shown_is_told_to_be_divided(office, body):
    page = new(office.as_(Role.AUTHOR), title="Dài", body=body).submit(status=413)
    assert "không hiện lại được ở đây" in page.text


def test_strangers_are_shown_less(office):
    own = {"Sec-Fetch-Site": "same-origin"}
    answer = office.as_().browser.post("/thu-tuc", {"body": "Gọi ngay. " * 600_000}, status=413, headers=own)
    assert "Gọi ngay" not in answer.text


def test_a_text_with_too_many_marks_is_refused_and_kept(office, monkeypatch):
    from dataclasses import replace

    from hcc.content import drawings

    monkeypatch.setattr(drawings, "BOUNDS", replace(drawings.BOUNDS, wall_seconds=0.05))
    author = office.as_(Role.AUTHOR)
    typed = "a|b\n-|-\n" + "|\n" * 80_000 + "."
    refused = new(author, title="Bảng", body=typed).submit(status=422)
    assert "quá nhiều dấu lồng nhau" in refused.text
    assert refused.forms["form"]["body"].value == typed


def test_a_page_is_drawn_when_it_is_saved_and_not_when_it_is_read(office, monkeypatch):
    author = office.as_(Role.AUTHOR)
    address = new(author, title="Vẽ", body="Sáng **7 giờ**").submit(status=303).follow().request.path

    def never(text: str):
        raise AssertionError("it was drawn again")

    monkeypatch.setattr("hcc.content.drawings.drawing_of_text", never)
    assert author.get(address).html.find("main").find(class_="prose").strong.text == "7 giờ"
