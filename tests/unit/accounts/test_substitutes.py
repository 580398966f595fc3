"""Standing in for an absent official: what it gives, when, and that it ends by itself."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hcc.accounts.identity import principals_of
from hcc.accounts.operations.officials import add_official, change_roles, disable_official
from hcc.accounts.operations.substitutes import (
    AlreadyStandsIn,
    DaysPast,
    DaysTurned,
    NotForOneself,
    RolesNotHers,
    SubstituteUnfit,
    SubstitutionGone,
    TooLong,
    appoint_substitute,
    end_substitution,
)
from hcc.accounts.resources import AccountFolder
from hcc.accounts.substitutes import powers_of
from hcc.core.acl import official_principal, role_principal
from hcc.core.act import Act
from hcc.core.errors import Refusal, Refusals
from hcc.core.roles import Role

MONDAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 2, 12, tzinfo=UTC)
ADMIN = Act("quantri", AT)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


@pytest.fixture
def accounts() -> AccountFolder:
    accounts = AccountFolder()
    for login, roles in (
        ("xuly", {Role.HANDLER, Role.CERTIFIER}),
        ("tiepnhan", {Role.RECEIVER}),
        ("traketqua", {Role.RETURNER}),
    ):
        add_official(accounts, login=login, name=login, job_title="", roles=roles, password_hash="x", act=ADMIN)
    return accounts


def appoint(accounts, *, absent="xuly", substitute="tiepnhan", first=1, last=3, roles=(Role.HANDLER,), today=0):
    return appoint_substitute(
        accounts[absent],
        substitute=accounts[substitute],
        first=day(first),
        last=day(last),
        roles=set(roles),
        today=day(today),
        act=ADMIN,
    )


def powers(accounts, login="tiepnhan", *, on=1, factor_roles=()):
    return powers_of(accounts[login], accounts, today=day(on), factor_roles=factor_roles)


def test_from_the_first_day_to_the_last_and_not_beside(accounts):
    appoint(accounts, first=1, last=3)
    standing = [number for number in range(6) if "xuly" in powers(accounts, on=number).logins]
    assert standing == [1, 2, 3]
    assert powers(accounts, on=0).roles == {Role.RECEIVER}
    assert powers(accounts, on=1).roles == {Role.RECEIVER, Role.HANDLER}, "her own roles stay hers"


def test_she_answers_to_what_is_assigned_to_the_absent_one(accounts):
    appoint(accounts)
    principals = principals_of(powers(accounts))
    assert official_principal("xuly") in principals
    assert role_principal(Role.HANDLER) in principals
    assert role_principal(Role.CERTIFIER) not in principals, "only the roles that were lent"


def test_without_roles_only_what_is_assigned(accounts):
    appoint(accounts, roles=())
    assert powers(accounts).roles == {Role.RECEIVER}
    assert official_principal("xuly") in principals_of(powers(accounts))


def test_a_role_the_absent_one_loses_is_not_lent_any_more(accounts):
    appoint(accounts)
    change_roles(accounts["xuly"], roles={Role.CERTIFIER}, act=ADMIN)
    assert powers(accounts).roles == {Role.RECEIVER}


def test_who_is_disabled_lends_nothing(accounts):
    appoint(accounts)
    disable_official(accounts["xuly"], act=ADMIN)
    assert powers(accounts).logins == ("tiepnhan",)


def test_standing_in_is_not_handed_on(accounts):
    appoint(accounts)
    appoint(accounts, absent="tiepnhan", substitute="traketqua", roles=(Role.RECEIVER,))
    assert powers(accounts, "traketqua").logins == ("traketqua", "tiepnhan")


def test_both_chains_tell_of_it(accounts):
    appoint(accounts)
    absent, stander = accounts["xuly"].chain.last, accounts["tiepnhan"].chain.last
    assert (absent.what, absent.facts["substitute"], absent.facts["roles"]) == (
        "substitute appointed", "tiepnhan", ["handler"],
    )  # fmt: skip
    assert (stander.what, stander.facts["absent"], stander.facts["last"]) == ("stands in", "xuly", "2026-11-26")


def test_it_can_end_before_its_time(accounts):
    appoint(accounts, first=0, last=5)
    end_substitution(accounts, accounts["xuly"], substitute="tiepnhan", first=day(0), today=day(2), act=ADMIN)
    assert "xuly" in powers(accounts, on=1).logins
    assert "xuly" not in powers(accounts, on=2).logins
    assert accounts["xuly"].chain.last.what == "substitute dismissed"
    with pytest.raises(SubstitutionGone):
        end_substitution(accounts, accounts["xuly"], substitute="tiepnhan", first=day(0), today=day(2), act=ADMIN)


def test_what_was_agreed_for_later_can_be_dropped(accounts):
    appoint(accounts, first=4, last=5)
    end_substitution(accounts, accounts["xuly"], substitute="tiepnhan", first=day(4), today=day(2), act=ADMIN)
    assert accounts["tiepnhan"].stands_in == ()


@pytest.mark.parametrize(
    ("refusal", "wrong"),
    [
        (NotForOneself, {"substitute": "xuly"}),
        (DaysTurned, {"first": 3, "last": 2}),
        (DaysPast, {"first": -3, "last": -1}),
        (TooLong, {"first": 0, "last": 400}),
        (RolesNotHers, {"roles": (Role.APPROVER,)}),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_what_is_refused(accounts, refusal, wrong):
    with pytest.raises(refusal):
        appoint(accounts, **wrong)
    assert accounts["tiepnhan"].stands_in == ()
    assert accounts["xuly"].chain.last.what == "added"


def test_who_may_not_sign_in_cannot_stand_in(accounts):
    disable_official(accounts["tiepnhan"], act=ADMIN)
    with pytest.raises(SubstituteUnfit):
        appoint(accounts)


def test_every_complaint_is_told_at_once(accounts):
    with pytest.raises(Refusals) as caught:
        appoint(accounts, substitute="xuly", first=3, last=2, roles=(Role.APPROVER,))
    assert [type(one) for one in caught.value.complaints] == [NotForOneself, DaysTurned, RolesNotHers]
    assert isinstance(caught.value, Refusal)


def test_the_same_two_cannot_agree_on_a_day_twice(accounts):
    appoint(accounts, first=1, last=3)
    with pytest.raises(AlreadyStandsIn):
        appoint(accounts, first=3, last=4)
    appoint(accounts, first=4, last=4)
    appoint(accounts, substitute="traketqua", first=1, last=3)


def test_roles_that_want_a_second_factor_wait_for_it(accounts):
    appoint(accounts)
    waiting = powers(accounts, factor_roles={Role.HANDLER})
    assert waiting.roles == {Role.RECEIVER}
    assert waiting.waiting == {Role.HANDLER}
    assert powers(accounts, factor_roles={Role.RECEIVER}).own == frozenset()
    accounts["tiepnhan"].factor = object()
    assert powers(accounts, factor_roles={Role.HANDLER}).roles == {Role.RECEIVER, Role.HANDLER}
