"""The public check at a browser: an issued file is told without being sent, a changed one is sent to tell more."""

import pytest

from browser.online import Reader
from hcc.certifications.views import check
from hcc.core.roles import Role
from populated import PopulatedOffice

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def issued(online) -> bytes:
    """An electronic copy; first of all fixtures, as signing and Chromium's loop do not mix."""
    made = PopulatedOffice(online.office)
    return online.office.as_(Role.APPROVER).get(f"{made.signed}paper").body


@pytest.fixture
def received(monkeypatch) -> list[int]:
    """Sizes of the files that came to the office."""
    sizes, receive = [], check.receive

    def counted(*arguments, **options):
        file = receive(*arguments, **options)
        sizes.append(file.size)
        return file

    monkeypatch.setattr(check, "receive", counted)
    return sizes


def checked(reader: Reader, data: bytes) -> str:
    """What the page says of a file."""
    page = reader.go("/kiem-tra")
    page.set_input_files("#paper", {"name": "giay.pdf", "mimeType": "application/pdf", "buffer": data})
    with page.expect_navigation():
        page.click("main form button.primary")
    return page.inner_text("h1").replace("\N{NO-BREAK SPACE}", " ")


def test_an_issued_file_stays_on_the_readers_machine(issued, received, people):
    reader = people(None)
    assert checked(reader, issued) == "Giấy thật"
    assert received == []
    assert reader.complaints == []


def test_a_changed_file_is_sent_to_tell_what_it_is(issued, received, people):
    reader = people(None)
    assert checked(reader, issued + b"x") == "Giấy bị thêm nội dung"
    assert received == [len(issued) + 1]
    assert reader.complaints == []


def test_without_scripts_the_office_compares(issued, received, online, browser):
    context = browser.new_context(locale="vi-VN", java_script_enabled=False)
    try:
        assert checked(Reader(online, context), issued) == "Giấy thật"
    finally:
        context.close()
    assert received == [len(issued)]
