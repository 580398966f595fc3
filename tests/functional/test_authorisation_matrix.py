"""Role x state x view of a dossier, asked over WebTest, equals authorisation_matrix.txt beside this file.

Every act is tried and given up (its transaction is doomed), so that one dossier a state serves everybody. Somebody is
refused when the request ends in "forbidden" or in "no such thing", whatever page she is told so on.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date
from pathlib import Path

import pytest
from pyramid.events import NewRequest, NewResponse
from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound

from functional.refusing import nothing_changes
from hcc.accounts.demo import PASSWORD
from hcc.accounts.operations.officials import add_official
from hcc.accounts.passwords import Passwords
from hcc.core.act import Act
from hcc.core.permissions import Permission
from hcc.core.roles import Role
from hcc.dossiers import workflow
from hcc.dossiers.course import Consultation
from hcc.dossiers.people import Helper
from office import Office
from populated import FREE_TEXT, MARRIAGE, PopulatedOffice

MATRIX = Path(__file__).with_name("authorisation_matrix.txt")
STANDINGS = [*workflow.WORKFLOW.states, workflow.SEALING]
NAMED = ("assigned", "helping", "consulted")
"""Who has to do with the dossier by name; they are officials of a role that has no part in dossiers."""
EVERYBODY = [*map(str, Role), *NAMED, "stranger"]
CONTEXTS = ("Dossier", "Attachment", "NumberedDossier")
"""What an address of one dossier may lead to. The folder of all dossiers has no state."""
REFUSALS = (303, 403, 404, 409)
"""To the sign-in page, not her place, no such thing, no longer in this state."""

View = tuple[str, str, str]
"""Method, context, name."""
Cell = tuple[View, str, str]
"""View, state, who."""

# The table


def read_matrix(text: str) -> dict[Cell, bool]:
    """Every cell of the table; a block that leaves a state out, or names somebody unknown, is an error."""
    cells: dict[Cell, bool] = {}
    for block in text.split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        states = dict(line.split(maxsplit=1) for line in lines if line.startswith(" "))
        assert not lines or sorted(states) == sorted(STANDINGS), f"not every state stands under {lines[:1]}"
        for line in [line for line in lines if not line.startswith(" ")]:
            method, context, name = [*line.split(), ""][:3]
            for state, words in states.items():
                allowed = [] if words == "nobody" else words.split()
                assert set(allowed) <= set(EVERYBODY), f"{line}, {state}: {words}"
                for who in EVERYBODY:
                    cell = (method, context, name), state, who
                    assert cell not in cells, f"{line} stands in the table twice"
                    cells[cell] = who in allowed
    return cells


def registered(office: Office) -> set[View]:
    """The views of a dossier, off the introspector."""
    found = set()
    for entry in office.registry.introspector.get_category("views"):
        view = entry["introspectable"]
        context, methods = getattr(view["context"], "__name__", ""), view["request_methods"]
        if context in CONTEXTS:
            named = (methods,) if isinstance(methods, str) else methods or ("GET", "POST")
            found |= {(method, context, view["name"]) for method in named if method != "HEAD"}
    return found


def differences(table: dict[Cell, bool], answers: dict[Cell, bool]) -> list[str]:
    """Every cell in which the office does not answer as the table says."""
    words = {True: "opened", False: "refused"}
    return [
        f"{' '.join(filter(None, view))} in {state}: {who} was {words[may]}"
        for (view, state, who), may in answers.items()
        if table[view, state, who] is not may
    ]


# The office


class Asked:
    """An office with one dossier a state, and people signed in to ask for it. Nothing they do is kept."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.made = PopulatedOffice(office)
        self.problem: Exception | None = None
        self._hire()
        for who in EVERYBODY[:-1]:
            office.as_(who)
        office.registry.registerHandler(lambda event: event.request.tm.doom(), (NewRequest,))
        office.registry.registerHandler(self._note, (NewResponse,))
        self._tokens: dict[str, str] = {}
        self._serial = 0

    def _note(self, event: NewResponse) -> None:
        self.problem = event.request.exception

    def _hire(self) -> None:
        """An official for each name that is no role."""
        for login in NAMED:
            with self.office.changing() as site:
                add_official(
                    site.accounts,
                    login=login,
                    name="Mai Thị Lan",
                    job_title="Chuyên viên",
                    roles={Role.CATALOGUE_ADMINISTRATOR},
                    password_hash=Passwords(64).hash(PASSWORD),
                    act=Act("quantri", self.office.now),
                )

    def dossier(self, state: str, *, of: str) -> str:
        """The path of a dossier in this state with a paper in it, which the named officials have to do with."""
        path = self.made.dossier(state, of=of, scanned=True)
        at = self.office.now.astimezone(UTC)
        question = Consultation(9, "Mai Thị Lan", "Có đúng bản chính không?", date(2027, 3, 1), at, "xuly", "consulted")
        with self.office.changing() as site:
            dossier = site.dossiers.get_by_token(path.split("/")[2])
            dossier.handler = "assigned"
            dossier.parties = replace(dossier.parties, helper=Helper("Mai Thị Lan", "helping"))
            dossier.consultations = (question,)
            site.dossiers.relist(dossier)
            assert dossier.standing is workflow.VARIANTS.get(state, workflow.WORKFLOW.states.get(state))
            self.number = dossier.reception_number or "H44.99-261123-9999"
        return path

    def at(self, view: View, path: str) -> str:
        """The address of a view of the dossier at `path`, which was made last."""
        _, context, name = view
        places = {"Dossier": path, "Attachment": f"{path}giay-to/1/", "NumberedDossier": f"/ho-so/{self.number}"}
        return places[context] + name

    def opens(self, view: View, path: str, who: str) -> bool:
        """Whether somebody gets past the door of a view."""
        person = self.office.as_(None if who == "stranger" else who)
        self.problem = None
        if view[0] == "GET":
            answer = person.get(self.at(view, path), status="*")
        else:
            self._serial += 1
            if who not in self._tokens:
                self._tokens[who] = person.token()
            fields = {"csrf_token": self._tokens[who], "key": f"{self._serial:032x}"}
            if who == "stranger":
                fields["csrf_token"] = person.token()
            answer = person.browser.post(self.at(view, path), fields, status="*")
        assert answer.status_int < 500, (view, path, who)
        refused = isinstance(self.problem, (HTTPForbidden, HTTPNotFound))
        if refused:
            assert answer.status_int in REFUSALS, (view, path, who, answer.status)
            assert answer.status_int != 303 or "/dang-nhap" in answer.location
        return not refused

    def answers(self, views: set[View], state: str, people: list[str], *, of: str) -> Iterator[tuple[Cell, bool]]:
        """What the office answers to these people in a state."""
        path = self.dossier(state, of=of)
        with nothing_changes(self.office):
            for view in sorted(views):
                for who in people:
                    yield (view, state, who), self.opens(view, path, who)


@pytest.fixture(scope="module")
def asked(shared_office) -> Asked:
    return Asked(shared_office)


@pytest.fixture(scope="module")
def matrix() -> dict[Cell, bool]:
    return read_matrix(MATRIX.read_text(encoding="utf-8"))


def field_of(state: str) -> str:
    """A procedure of the certification field; certified papers do not pass the clerk."""
    return MARRIAGE if state == workflow.SEALING else FREE_TEXT


def test_every_view_of_a_dossier_stands_in_the_table(asked, matrix):
    listed = {view for view, _, _ in matrix}
    assert sorted(registered(asked.office) - listed) == [], "views without a row"
    assert sorted(listed - registered(asked.office)) == [], "rows without a view"
    assert len(matrix) == len(listed) * len(STANDINGS) * len(EVERYBODY)


@pytest.mark.parametrize("state", STANDINGS)
def test_the_office_answers_as_the_table_says(asked, matrix, state):
    answers = dict(asked.answers(registered(asked.office), state, EVERYBODY, of=field_of(state)))
    assert len(answers) == len(registered(asked.office)) * len(EVERYBODY)
    assert differences(matrix, answers) == []


@pytest.mark.parametrize("state", [state for state in STANDINGS if state != workflow.SEALING])
def test_certifying_officials_open_nothing_of_another_field(asked, state):
    answers = dict(asked.answers(registered(asked.office), state, [Role.CERTIFIER], of=MARRIAGE))
    assert [cell for cell, may in answers.items() if may] == []


@pytest.mark.parametrize(
    ("state", "role", "permission", "told"),
    [
        (workflow.AWAITING_APPROVAL, Role.APPROVER, Permission.DOSSIER_APPROVE, "approver was refused"),
        (workflow.RECEIVED, Role.CLERK, Permission.DOSSIER_PROCESS, "clerk was opened"),
    ],
)
def test_one_permission_given_or_taken_is_noticed(asked, matrix, monkeypatch, state, role, permission, told):
    standing = workflow.WORKFLOW.states[state]
    had = standing.grants.get(role, ())
    grants = {**standing.grants, role: tuple({permission} ^ set(had))}
    flipped = replace(standing, grants=grants)
    path = asked.dossier(state, of=FREE_TEXT)
    monkeypatch.setitem(workflow.WORKFLOW.states, state, flipped)
    answers = {(view, state, role): asked.opens(view, path, role) for view in sorted(registered(asked.office))}
    assert differences(matrix, answers) == [f"POST Dossier {permission.partition(':')[2]} in {state}: {told}"]


def test_a_block_without_a_state_is_no_table():
    whole = MATRIX.read_text(encoding="utf-8")
    with pytest.raises(AssertionError, match="not every state"):
        read_matrix(whole.replace("    stopped ", "    forgotten ", 1))
