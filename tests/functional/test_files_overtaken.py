"""While a file that was sent is looked at, others publish or delete what it is for: whoever sent it asks again."""

import pytest
from webtest import Upload

from content_states import author, lay_in, reviewer
from hcc.content import intake
from hcc.content.operations.delete import delete_items
from hcc.content.operations.step import take_step
from hcc.content.resources import Folder
from hcc.content.telling import untold_of_content
from hcc.content.workflow import PRIVATE
from hcc.core.roles import Role


@pytest.fixture
def folder(office) -> str:
    with office.changing() as site:
        return f"/{lay_in(office, site.content, resource=Folder, state=PRIVATE, title='Kho').__name__}/"


@pytest.fixture
def brought(office, folder) -> str:
    """The address of a private file of hers."""
    form = office.as_(Role.AUTHOR).get(f"{folder}new?kind=file").forms["form"]
    form["title"], form["file"] = "Mẫu đơn", Upload("mau.txt", b"ban dau")
    return form.submit("save", status=303).location.removeprefix("http://localhost")


@pytest.fixture
def meanwhile(monkeypatch):
    """`meanwhile(act)`: what is done while the next file is looked at."""

    def do(act) -> None:
        looked = intake.look_at

        def look_at(*args, **more):
            found = looked(*args, **more)
            act()
            return found

        monkeypatch.setattr(intake, "look_at", look_at)

    return do


def found_at(site, address: str):
    item = site.content
    for name in address.strip("/").split("/"):
        item = item.get(name)
    return item


def deleting(office, address: str):
    def act() -> None:
        with office.changing() as site:
            delete_items([found_at(site, address)], act=reviewer(office), why="")

    return act


def faults(office) -> list[str]:
    with office.site() as site:
        assert all(name in site.content for name in site.content.lines())
        return list(untold_of_content(site.content))


def test_what_was_published_meanwhile_is_not_written_over(office, folder, brought, meanwhile):
    form = office.as_(Role.AUTHOR).get(f"{brought}/edit").forms["form"]
    form["file"] = Upload("khac.txt", b"chua ai duyet")

    def publish() -> None:
        with office.changing() as site:
            for address in (folder, brought):
                take_step(found_at(site, address), step="publish", act=reviewer(office))

    meanwhile(publish)
    refused = form.submit("save", status=409)
    assert "Mẫu đơn" in refused.text
    assert office.as_().get(f"{brought}/download").body == b"ban dau"
    assert faults(office) == []


def test_what_was_deleted_meanwhile_takes_nothing(office, brought, meanwhile):
    form = office.as_(Role.AUTHOR).get(f"{brought}/edit").forms["form"]
    form["file"], form["summary"] = Upload("khac.txt", b"ban sau"), "Dùng khi đổi nơi ở"
    meanwhile(deleting(office, brought))
    refused = form.submit("save", status=409)
    assert "vừa bị xóa" in refused.text
    assert refused.forms["form"]["summary"].value == "Dùng khi đổi nơi ở"
    assert faults(office) == []


@pytest.mark.parametrize("view", ["new?kind=file", "new?kind=image", "pick"])
def test_a_folder_deleted_meanwhile_takes_nothing(office, folder, meanwhile, view):
    from functional.test_bringing_files import photo

    person = office.as_(Role.AUTHOR)
    form = person.get(f"{folder}{view}").forms["bring" if view == "pick" else "form"]
    form["file"] = Upload("anh.jpg", photo()) if "file" not in view else Upload("khac.txt", b"ban sau")
    if "alt" in form.fields:
        form["alt"] = "Người dân ngồi chờ trong sảnh"
    meanwhile(deleting(office, folder))
    assert "vừa bị xóa" in form.submit(form.fields and "save" if view != "pick" else "bring", status=409).text
    assert faults(office) == []
    with office.site() as site:
        assert [one.title for one in site.content.trash.things()] == ["Kho"]


def test_a_line_of_what_is_not_there_is_told_and_goes_when_the_database_evolves(office, folder):
    from hcc.site.evolution import STEPS

    with office.changing() as site:
        item = lay_in(office, site.content, title="Bóng")
        line = list(site.content.lines()[item.__name__])
        delete_items([item], act=author(office), why="")
        site.content.lines()["bong"] = line
        held = found_at(site, folder)
        held.lines()["bong-nua"] = line
    with office.site() as site:
        told = list(untold_of_content(site.content))
    assert [one for one in told if "its list has bong, which is not there" in one]
    assert [one for one in told if "its list has bong-nua, which is not there" in one]
    with office.changing() as site:
        next(step for step in STEPS if step.name == "lists of pages").take(site)
    assert faults(office) == []
