"""Hoàng Thị Kiểm (danhmuc) writes the internal process of a procedure, and puts it in force when nothing is wrong."""

import pytest

from hcc.core.roles import Role
from office import LOGINS, Person
from populated import MARRIAGE

OFFICE = "/quan-tri/quy-trinh"
PROCESS = f"/thu-tuc/{MARRIAGE}/process"
EDIT = f"/thu-tuc/{MARRIAGE}/process_edit"


@pytest.fixture
def admin(office) -> Person:
    return office.as_(Role.CATALOGUE_ADMINISTRATOR)


def words(page) -> str:
    return " ".join(page.html.select_one("main").get_text(" ").split())


def nth(form, name: str, row: int):
    """The field of this name in the row, from 0."""
    return form.fields[name][row]


def draft(admin: Person, at: str = EDIT, **change: str):
    """Save the usual steps as a draft; `change` is field_row = value. Answers the page it leads to."""
    form = admin.get(at).forms["form"]
    for field, value in change.items():
        name, _, row = field.rpartition("_")
        nth(form, name, int(row)).value = value
    return form.submit("save", status=303).follow()


def publish(page, status: int = 303):
    return page.forms["form"].submit("publish", status=status)


def test_a_process_is_written_looked_at_and_put_in_force(admin):
    assert "Chưa có quy trình nội bộ nào" in words(admin.get(PROCESS))
    page = draft(admin)
    assert "Phiên bản 1, Nháp" in words(page)
    assert "20 giờ làm việc" in words(page)
    assert page.html.select_one("svg.process-graph")["aria-label"].startswith("Sơ đồ quy trình")
    page = publish(page).follow()
    assert "Hồ sơ nhận từ ngày 23/11/2026 theo quy trình này" in words(page)
    assert "Phiên bản 1, Đang áp dụng" in words(page)


def test_nothing_is_put_in_force_while_a_step_leads_nowhere(admin):
    page = draft(admin, to1_1="")
    fault = "Bước 2 không dẫn đến đâu. Hãy chọn bước tiếp theo."
    assert fault in words(page)
    assert page.html.select_one("[data-error-summary] a")["href"] == "#step-2"
    assert page.html.select_one("#step-2 .error")
    assert "form" not in page.forms
