"""Whether certifications are signed now: by capacity, absence and calendar, and nothing said without a capacity."""

from datetime import date, datetime, timedelta

import pytest

from hcc.accounts.capacities import Seat
from hcc.accounts.operations.capacities import end_capacity, give_capacity
from hcc.accounts.resources import AccountFolder, Official
from hcc.accounts.substitutes import Substitution
from hcc.certifications.signing_hours import signing_facts, signing_hours
from hcc.core.act import Act
from hcc.core.calendar import LOCAL, OfficeCalendar
from hcc.core.roles import Role

MONDAY = date(2026, 11, 23)
ACT = Act("quantri", datetime(2026, 11, 23, 2, tzinfo=LOCAL))


def accounts(*given: dict) -> AccountFolder:
    made = AccountFolder()
    for login in ("chutich", "tuphap", "xuly"):
        made[login] = Official(login, login.title(), "Chuyên viên", frozenset({Role.HANDLER}))
    for capacity in given:
        login = capacity.pop("login", "chutich")
        give_capacity(made[login], act=ACT, **{"seat": Seat.CHAIR, "first": date(2026, 1, 1), **capacity})
    return made


def said(made: AccountFolder, hour: str, day: date = MONDAY) -> str | None:
    moment = datetime.combine(day, datetime.strptime(hour, "%H:%M").time(), LOCAL)
    found = signing_hours(made, OfficeCalendar(), moment, "en")
    return None if found is None else " ".join([found.sentence.interpolate(), *found.lacking])


def test_nothing_is_said_where_nobody_has_a_capacity():
    assert said(accounts(), "09:00") is None
    made = accounts({})
    end_capacity(made["chutich"], number=1, today=MONDAY, act=ACT)
    assert said(made, "09:00") is None


@pytest.mark.parametrize(
    ("hour", "sentence"),
    [
        ("07:00", "Certifications are signed again from 7:30 today"),
        ("07:30", "Certifications are signed now, until 12:00, then from 13:30 to 17:00"),
        ("12:00", "Certifications are signed again from 13:30 today"),
        ("16:59", "Certifications are signed now, until 17:00"),
        ("17:00", "Certifications are signed again from 7:30 on Wednesday 25/11/2026"),  # 24/11 is a day off
    ],
)
def test_the_hours_are_those_of_the_office(hour, sentence):
    assert said(accounts({}), hour) == sentence


def test_an_absent_signer_signs_again_when_she_is_back():
    made = accounts({})
    made["xuly"].stands_in = (Substitution("chutich", MONDAY, MONDAY + timedelta(days=1)),)
    assert said(made, "09:00") == "Certifications are signed again from 7:30 on Wednesday 25/11/2026"
    made["xuly"].stands_in = (Substitution("chutich", MONDAY, MONDAY + timedelta(days=60)),)
    assert "not being signed at present" in said(made, "09:00")


def test_a_delegation_says_what_it_does_not_cover_and_ends_by_itself():
    last = MONDAY + timedelta(days=1)
    delegation = {"seat": Seat.DELEGATED, "login": "tuphap", "last": last, "title": "Tư pháp", "decision": "12/QĐ-UBND"}
    made = accounts({**delegation, "kinds": {"chu-ky"}})
    assert said(made, "09:00").endswith("No copies are certified that day.")
    assert said(made, "17:00", last) is None


def test_every_change_of_who_signs_makes_other_pages():
    made = accounts({})
    before = signing_facts(made)
    made["xuly"].stands_in = (Substitution("chutich", MONDAY, MONDAY),)
    away = signing_facts(made)
    end_capacity(made["chutich"], number=1, today=MONDAY, act=ACT)
    assert len({str(before), str(away), str(signing_facts(made))}) == 3


def test_no_more_officials_are_asked_than_it_takes(monkeypatch):
    made = accounts({})
    chair = made["chutich"]

    def officials(self):
        yield chair
        raise AssertionError("she signs in every book")

    monkeypatch.setattr(AccountFolder, "officials", officials)
    assert said(made, "16:59") == "Certifications are signed now, until 17:00"
