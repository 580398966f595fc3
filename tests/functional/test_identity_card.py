"""At the counter: the scanner types a card, and the page asks what it says."""

from hcc.core.roles import Role

TYPED = "025190000000|123456789|Nguyễn Thị Mẫu|01011990|Nữ|Xóm Mẫu, Xã An Mẫu, Tỉnh Phú Mẫu|02022022"
FIELDS = {
    "citizen_number": "025190000000",
    "old_number": "123456789",
    "name": "Nguyễn Thị Mẫu",
    "birth": "01/01/1990",
    "gender": "female",
    "address": "Xóm Mẫu, Xã An Mẫu, Tỉnh Phú Mẫu",
    "id_issued": "02/02/2022",
}


def test_a_scanned_card_comes_back_as_fields_of_the_form(shared_office):
    for role in (Role.GREETER, Role.RECEIVER):
        answer = shared_office.as_(role).post("/ho-so/read_card", {"text": TYPED + "\r\n"}, status=200)
        assert answer.json == {"card": FIELDS, "warnings": [], "parts": []}
        assert answer.headers["Cache-Control"] == "no-store"


def test_the_official_is_told_in_her_language_what_to_look_at(shared_office):
    greeter = shared_office.as_(Role.GREETER)
    garbled = TYPED.replace("Nguyễn Thị Mẫu", "Nguyeenx Thij Maaux").replace("Nữ", "Nam")
    answer = greeter.post("/ho-so/read_card", {"text": garbled}, status=200).json
    assert answer["card"] == {**FIELDS, "name": "", "address": "", "gender": "male"}
    assert [warning["kind"] for warning in answer["warnings"]] == ["garbled", "gender"]
    assert "UniKey sang E" in answer["warnings"][0]["text"].replace("\N{NO-BREAK SPACE}", " ")
    assert answer["parts"] == ["Nguyeenx Thij Maaux", "Xóm Mẫu, Xã An Mẫu, Tỉnh Phú Mẫu"]


def test_what_is_no_card_comes_back_in_pieces(shared_office):
    answer = shared_office.as_(Role.GREETER).post("/ho-so/read_card", {"text": "H44.99-261123-0001"}, status=200)
    assert answer.json["card"] is None
    assert answer.json["parts"] == ["H44.99-261123-0001"]


def test_a_form_without_the_text_or_with_a_file_for_it_is_refused(shared_office):
    greeter = shared_office.as_(Role.GREETER)
    greeter.post("/ho-so/read_card", {}, status=400)
    body = {"csrf_token": greeter.token()}
    greeter.browser.post("/ho-so/read_card", body, upload_files=[("text", "the.txt", b"x")], status=400)


def test_nothing_of_the_card_is_kept_or_logged(office, caplog):
    caplog.set_level("DEBUG")
    greeter = office.as_(Role.GREETER)
    token = greeter.token()
    before = office.registry["hcc.database"].storage.lastTransaction()
    for text in (TYPED, TYPED[3:], "x" * 5_000):
        greeter.browser.post("/ho-so/read_card", {"csrf_token": token, "text": text}, status=200)
    assert office.registry["hcc.database"].storage.lastTransaction() == before
    held = b"".join(path.read_bytes() for path in office.var.rglob("*") if path.is_file())
    assert b"025190000000|123456789" not in held
    assert "190000000" not in caplog.text
    assert "Nguyễn Thị Mẫu" not in caplog.text
