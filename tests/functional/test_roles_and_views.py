"""Role x view, asked over the application, equals roles_and_views.txt beside this file; views of one dossier have a
table by state in test_authorisation_matrix.py.

Every view is asked at its address of tests/pages.py by an official of each role, and one of that role alone. Acts are
given up. Somebody is refused when the request ends in "forbidden", whatever page she is told so on.
"""

from pathlib import Path

import pytest
from pyramid.events import NewRequest, NewResponse
from pyramid.httpexceptions import HTTPForbidden
from webob.response import iter_close

from functional.seen_forms import FIELDS, ask, encoded, without_waiting
from hcc.accounts.demo import PASSWORD
from hcc.accounts.operations.officials import add_official
from hcc.accounts.passwords import Passwords
from hcc.core.act import Act
from hcc.core.roles import Role
from office import Office
from pages import VIEWS, Row
from populated import PopulatedOffice

TABLE = Path(__file__).with_name("roles_and_views.txt")
BY_STATE = ("Dossier", "Attachment", "NumberedDossier")
EVERYBODY = [*map(str, Role), "stranger"]
WORDS = {"everyone": EVERYBODY, "officials": EVERYBODY[:-1], "nobody": []}
"""Words of the table for several; "stranger" has not signed in."""
ROWS = [row for row in VIEWS if row.context and row.context not in BY_STATE]
"""Routes carry no permission of a role: signing in and out, health, files for machines."""


def read_table(text: str) -> dict[str, list[str]]:
    """View -> who may open it."""
    found: dict[str, list[str]] = {}
    for block in text.split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        for line in lines[:-1]:
            assert not line.startswith(" "), line
            assert line not in found, f"{line} stands in the table twice"
            found[line] = [who for word in lines[-1].split() for who in WORDS.get(word, [word])]
            assert set(found[line]) <= set(EVERYBODY), lines[-1]
    return found


class Asked:
    """A populated office and one official a role, who is nothing else and stands in for nobody."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.problem: Exception | None = None
        made = PopulatedOffice(office).fill()
        self.at = {str(row): row.at(made) for row in ROWS}
        office._people.clear()  # a week passed meanwhile, and those who had signed in are signed out
        without_waiting(office)
        with office.changing() as site:
            for role in Role:
                add_official(
                    site.accounts,
                    login=self.login(role),
                    name="Mai Thị Lan",
                    job_title="Chuyên viên",
                    roles={role},
                    password_hash=Passwords(64).hash(PASSWORD),
                    act=Act("quantri", office.now),
                )
        self.people = {str(role): office.as_(self.login(role)) for role in Role} | {"stranger": office.as_()}
        self.tokens = {who: person.token() for who, person in self.people.items()}
        office.registry.registerHandler(lambda event: event.request.tm.doom(), (NewRequest,))
        office.registry.registerHandler(self._note, (NewResponse,))

    def login(self, role: Role) -> str:
        return f"chi-la.{role.replace('_', '-')}"

    def _note(self, event: NewResponse) -> None:
        self.problem = event.request.exception

    def opens(self, row: Row, who: str) -> bool:
        person, at = self.people[who], self.at[str(row)]
        guard = [(b"csrf_token", self.tokens[who].encode()), (b"key", b"0" * 32)]
        body, kind = (b"", "") if row.method == "GET" else (encoded(guard), FIELDS)
        answer = ask(person, row.method, at, body, kind)
        iter_close(answer.app_iter)
        assert answer.status_int < 500, (str(row), who)
        return not isinstance(self.problem, HTTPForbidden)

    def who_opens(self, row: Row) -> list[str]:
        return [who for who in EVERYBODY if self.opens(row, who)]


@pytest.fixture(scope="module")
def asked(shared_office) -> Asked:
    return Asked(shared_office)


@pytest.fixture(scope="module")
def table() -> dict[str, list[str]]:
    return read_table(TABLE.read_text(encoding="utf-8"))


def test_every_view_stands_in_the_table(table):
    """test_every_view.py sees to it that tests/pages.py has every view there is."""
    listed = {str(row) for row in ROWS}
    assert sorted(listed - set(table)) == [], "views without a row"
    assert sorted(set(table) - listed) == [], "rows without a view"


@pytest.mark.parametrize("row", ROWS, ids=map(str, ROWS))
def test_the_office_answers_as_the_table_says(asked, table, row):
    assert asked.who_opens(row) == [who for who in EVERYBODY if who in table[str(row)]]
