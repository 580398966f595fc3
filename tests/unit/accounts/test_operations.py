"""Accounts: adding, roles, disabling, resetting, signing in and out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from argon2.exceptions import VerifyMismatchError

from hcc.accounts.demo import OFFICIALS, PASSWORD, add_demo_office
from hcc.accounts.operations.officials import (
    BadLogin,
    LastAdministrator,
    ListedWithoutDuty,
    ListedWithoutPhone,
    LoginTaken,
    NameMissing,
    NoSuchOfficial,
    NoSuchUnit,
    NotOneself,
    PhoneUnreadable,
    add_official,
    change_roles,
    disable_official,
    edit_contact,
    enable_official,
    find_official,
)
from hcc.accounts.operations.passwords import SamePassword, WrongPassword, change_password, reset_password
from hcc.accounts.operations.sessions import (
    SessionGone,
    SignInRefused,
    end_session,
    end_sessions,
    renew_session,
    session_digest,
    session_name,
    sign_in,
    sign_out,
)
from hcc.accounts.passwords import PasswordCommon, PasswordRefused, Passwords
from hcc.accounts.resources import UNLISTED, AccountFolder, Contact, Standing, session_expired
from hcc.accounts.substitutes import powers_of
from hcc.core.acl import official_principal, role_principal
from hcc.core.act import Act
from hcc.core.errors import Refusal, Refusals
from hcc.core.roles import Role

AT = datetime(2026, 11, 23, 2, 12, tzinfo=UTC)
SECRET_WORDS = "bốn chữ ghép lại"
PASSWORDS = Passwords(8)
HASH = PASSWORDS.hash(SECRET_WORDS)


def by_admin(hours: float = 0) -> Act:
    return Act("quantri", AT + timedelta(hours=hours))


@pytest.fixture
def accounts() -> AccountFolder:
    accounts = AccountFolder()
    for login, roles in (("tiepnhan", {Role.RECEIVER}), ("xuly", {Role.HANDLER, Role.CERTIFIER})):
        add_official(
            accounts,
            login=login,
            name="Lê Thị Ví Dụ",
            job_title="Quầy 2",
            roles=roles,
            password_hash=HASH,
            act=by_admin(),
        )
    return accounts


def enter(accounts, login="tiepnhan", password=SECRET_WORDS, *, hours: float = 0, last: int = 12) -> str:
    act = Act("public", AT + timedelta(hours=hours))
    return sign_in(accounts, login=login, password=password, passwords=PASSWORDS, hours=last, act=act)


def records(accounts, login) -> list[str]:
    return [record.what for record in accounts[login].chain]


def add(accounts, login):
    return add_official(
        accounts, login=login, name=" Lê  Thị\n", job_title="", roles={Role.GREETER}, password_hash=HASH, act=by_admin()
    )


def test_an_official_is_added(accounts):
    official = add(accounts, "tiepdon")
    assert accounts["tiepdon"] is official
    assert (official.name, official.roles, official.disabled) == ("Lê Thị", frozenset({Role.GREETER}), False)
    assert official.chain.last.facts == {"roles": ["greeter"], "unit": 1}
    assert official.chain.last.by == "quantri"
    assert official.signing_capacity == ()


@pytest.mark.parametrize("login", ["", "a", "1a", "A1", "đức", "a b", "a" * 33, "a/b", "an\n", "an_b", "-an"])
def test_a_sign_in_name_is_plain(accounts, login):
    with pytest.raises(BadLogin):
        add(accounts, login)
    assert sorted(accounts) == ["tiepnhan", "xuly"]


def test_a_sign_in_name_is_given_once(accounts):
    first = accounts["xuly"]
    with pytest.raises(LoginTaken) as refused:
        add(accounts, "xuly")
    assert refused.value.facts == {"login": "xuly"}
    assert accounts["xuly"] is first


def test_an_official_who_does_not_exist(accounts):
    assert find_official(accounts, "xuly") is accounts["xuly"]
    with pytest.raises(NoSuchOfficial) as refused:
        find_official(accounts, "khong")
    assert refused.value.facts == {"login": "khong"}


# Signing in


def test_signing_in_begins_a_session_kept_only_as_a_digest(accounts):
    secret = enter(accounts)
    assert list(accounts.sessions) == [session_digest(secret)]
    assert secret not in list(accounts.sessions)
    record = accounts.sessions[session_digest(secret)]
    assert (record.login, record.created_at) == ("tiepnhan", AT)
    assert len(secret) >= 43
    assert record.csrf_token not in (secret, session_digest(secret))
    last = accounts["tiepnhan"].chain.last
    assert (last.what, last.by, last.facts) == ("signed in", "tiepnhan", {})


def test_each_session_has_secrets_of_its_own(accounts):
    secrets = {enter(accounts) for _ in range(5)}
    assert len(secrets) == len(accounts.sessions) == 5
    assert len({record.csrf_token for record in accounts.sessions.values()}) == 5


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("tiepnhan", "sai mật khẩu rồi"),
        ("tiepnhan", ""),
        ("khong", SECRET_WORDS),
        ("", SECRET_WORDS),
        ("../x", SECRET_WORDS),
    ],
)
def test_every_wrong_sign_in_is_refused_alike(accounts, login, password):
    with pytest.raises(SignInRefused) as refused:
        enter(accounts, login, password)
    assert refused.value.facts == {}
    assert list(accounts.sessions) == []
    assert records(accounts, "tiepnhan") == ["added"]


@pytest.mark.parametrize("login", ["tiepnhan", "khong", "not/a/login", "disabled"])
def test_every_wrong_sign_in_costs_one_hash(accounts, login, monkeypatch):
    asked = []

    def mismatch(hasher, kept, password):
        asked.append(kept)
        raise VerifyMismatchError

    monkeypatch.setattr(type(PASSWORDS._hasher), "verify", mismatch)
    add(accounts, "disabled").disabled = True
    with pytest.raises(SignInRefused):
        enter(accounts, login, "sai mật khẩu rồi")
    assert len(asked) == 1


def test_a_disabled_official_cannot_sign_in_with_the_right_password(accounts):
    disable_official(accounts["tiepnhan"], act=by_admin())
    with pytest.raises(SignInRefused):
        enter(accounts)


def test_an_official_without_a_password_cannot_sign_in(accounts):
    accounts["tiepnhan"].password_hash = None
    with pytest.raises(SignInRefused):
        enter(accounts)


# Ending sessions


def test_signing_out_ends_this_session_alone(accounts):
    here, there = enter(accounts), enter(accounts)
    sign_out(accounts, secret=here, act=Act("tiepnhan", AT))
    assert list(accounts.sessions) == [session_digest(there)]
    assert records(accounts, "tiepnhan")[-1] == "signed out"


def test_signing_out_twice_or_from_nowhere_is_no_error(accounts):
    secret = enter(accounts)
    for guess in (secret, secret, "never given", ""):
        sign_out(accounts, secret=guess, act=Act("tiepnhan", AT))
    assert records(accounts, "tiepnhan").count("signed out") == 1


@pytest.mark.parametrize("how", ["reset", "disable"])
def test_reset_and_disable_end_every_session_of_that_official(accounts, how):
    enter(accounts)
    enter(accounts)
    other = enter(accounts, "xuly")
    official = accounts["tiepnhan"]
    if how == "reset":
        reset_password(official, password_hash=PASSWORDS.hash("một mật khẩu mới"), act=by_admin())
    else:
        disable_official(official, act=by_admin())
    assert list(accounts.sessions) == [session_digest(other)]
    assert records(accounts, "tiepnhan")[-1] == {"reset": "password reset", "disable": "disabled"}[how]


def test_a_reset_password_is_the_only_one(accounts):
    reset_password(accounts["tiepnhan"], password_hash=PASSWORDS.hash("một mật khẩu mới"), act=by_admin())
    with pytest.raises(SignInRefused):
        enter(accounts)
    assert enter(accounts, password="một mật khẩu mới")


def test_a_reset_opens_a_disabled_account_again(accounts):
    disable_official(accounts["tiepnhan"], act=by_admin())
    reset_password(accounts["tiepnhan"], password_hash=HASH, act=by_admin())
    assert enter(accounts)


def test_sessions_that_ran_out_are_swept_when_their_official_signs_in(accounts):
    old = enter(accounts)
    other = enter(accounts, "xuly")
    new = enter(accounts, hours=13)
    assert set(accounts.sessions) == {session_digest(other), session_digest(new)}
    assert session_digest(old) not in accounts.sessions


def test_a_session_runs_out(accounts):
    record = accounts.sessions[session_digest(enter(accounts))]
    assert not session_expired(record, AT + timedelta(hours=12), 12)
    assert session_expired(record, AT + timedelta(hours=12, seconds=1), 12)


# Roles


def test_roles_change_to_exactly_these(accounts):
    official = accounts["xuly"]
    change_roles(official, roles={Role.RETURNER}, act=by_admin())
    assert official.roles == frozenset({Role.RETURNER})
    assert official.chain.last.facts == {"before": ["certifier", "handler"], "after": ["returner"]}
    assert official.has_role(Role.RETURNER, Role.HANDLER)
    assert not official.has_role(Role.HANDLER)


def test_principals_follow_the_roles(accounts):
    from hcc.accounts.identity import principals_of

    def principals() -> list[str]:
        return principals_of(powers_of(accounts["xuly"], accounts, today=AT.date()))

    before = principals()
    assert role_principal(Role.HANDLER) in before
    assert official_principal("xuly") in before
    change_roles(accounts["xuly"], roles=set(), act=by_admin())
    assert not any(principal.startswith("role:") for principal in principals())
    assert principals_of(None) == ["system.Everyone"]


def test_nothing_of_a_password_stands_in_the_records(accounts):
    secret = enter(accounts)
    reset_password(accounts["tiepnhan"], password_hash=HASH, act=by_admin())
    for record in accounts["tiepnhan"].chain:
        text = f"{record}"
        assert SECRET_WORDS not in text
        assert HASH not in text
        assert secret not in text
    assert accounts["tiepnhan"].chain.faults() == []


def test_the_demo_office_is_made_once():
    accounts = AccountFolder()
    for _ in range(2):
        add_demo_office(accounts, passwords=PASSWORDS, act=by_admin())
    assert sorted(accounts) == sorted(person.login for person in OFFICIALS)
    assert {role for person in OFFICIALS for role in [person.role]} == set(Role)
    assert all(len(official.chain) == 1 for official in accounts.officials())
    assert enter(accounts, "quantri", PASSWORD)


# The public list


ON_THE_LIST = Contact(listed=True, phone="0210 000 0002", duty="Hộ tịch")


def test_nobody_is_listed_until_an_administrator_says_so(accounts):
    assert accounts.listed() == []
    edit_contact(accounts["tiepnhan"], contact=ON_THE_LIST, act=by_admin())
    assert [official.login for official in accounts.listed()] == ["tiepnhan"]
    assert records(accounts, "tiepnhan")[-1] == "contact edited"


def test_the_head_stands_first_then_deputies_then_the_others_by_name(accounts):
    for login, name, standing in (
        ("c", "Ân", Standing.OFFICIAL),
        ("a", "Bình", Standing.DEPUTY),
        ("b", "Yến", Standing.HEAD),
        ("d", "An", Standing.DEPUTY),
    ):
        official = add_official(
            accounts, login=f"o{login}", name=name, job_title="", roles=set(), password_hash=HASH, act=by_admin()
        )
        edit_contact(official, contact=replace(ON_THE_LIST, standing=standing), act=by_admin())
    assert [official.name for official in accounts.listed()] == ["Yến", "An", "Bình", "Ân"]


def test_a_disabled_official_leaves_the_list(accounts):
    edit_contact(accounts["tiepnhan"], contact=ON_THE_LIST, act=by_admin())
    disable_official(accounts["tiepnhan"], act=by_admin())
    assert accounts.listed() == []


@pytest.mark.parametrize(
    ("changed", "refusals"),
    [
        ({"phone": ""}, [ListedWithoutPhone]),
        ({"duty": "  "}, [ListedWithoutDuty]),
        ({"phone": "", "duty": ""}, [ListedWithoutPhone, ListedWithoutDuty]),
        ({"phone": "gọi sau"}, [PhoneUnreadable]),
        ({"phone": "0210 000 00\u0662\u0662"}, [PhoneUnreadable]),
        ({"phone": "123"}, [PhoneUnreadable]),
    ],
)
def test_an_entry_citizens_could_not_use_is_refused(accounts, changed, refusals):
    with pytest.raises(Refusal) as refused:
        edit_contact(accounts["tiepnhan"], contact=replace(ON_THE_LIST, **changed), act=by_admin())
    assert [type(one) for one in refused.value.complaints] == refusals
    assert accounts["tiepnhan"].contact == UNLISTED
    assert "contact edited" not in records(accounts, "tiepnhan")


def test_an_entry_saved_unchanged_leaves_no_record(accounts):
    edit_contact(accounts["tiepnhan"], contact=ON_THE_LIST, act=by_admin())
    before = len(accounts["tiepnhan"].chain)
    edit_contact(accounts["tiepnhan"], contact=replace(ON_THE_LIST, phone=" 0210  000 0002 "), act=by_admin(1))
    assert len(accounts["tiepnhan"].chain) == before


def test_an_account_made_before_there_was_a_list_is_not_on_it(accounts):
    assert "contact" not in vars(accounts["xuly"])
    assert accounts["xuly"].contact == UNLISTED


# Nobody shuts the office out


@pytest.fixture
def administrators(accounts):
    for login in ("quantri", "quantri2"):
        add_official(
            accounts,
            login=login,
            name="Ngô Văn Duyệt",
            job_title="",
            roles={Role.ADMINISTRATOR, Role.RECEIVER},
            password_hash=HASH,
            act=by_admin(),
        )
    return accounts["quantri"], accounts["quantri2"]


TAKE_AWAY = {
    "disabling": lambda official, act: disable_official(official, act=act),
    "changing roles": lambda official, act: change_roles(official, roles={Role.RECEIVER}, act=act),
}


@pytest.mark.parametrize("how", sorted(TAKE_AWAY))
def test_nobody_takes_her_own_administration_away(administrators, how):
    own, other = administrators
    with pytest.raises(NotOneself):
        TAKE_AWAY[how](own, by_admin())
    TAKE_AWAY[how](other, by_admin())
    assert own.has_role(Role.ADMINISTRATOR)


@pytest.mark.parametrize("how", sorted(TAKE_AWAY))
@pytest.mark.parametrize("by", ["command line", "someone"])
def test_the_last_administrator_stays(accounts, administrators, how, by):
    own, other = administrators
    act = Act(by, AT)
    TAKE_AWAY[how](other, act)
    with pytest.raises(LastAdministrator) as refusal:
        TAKE_AWAY[how](own, act)
    assert refusal.value.facts == {"name": "Ngô Văn Duyệt"}
    assert accounts.administrators() == [own]


def test_who_cannot_sign_in_yet_is_no_administrator_to_rely_on(accounts, administrators):
    own, other = administrators
    other.password_hash = None
    with pytest.raises(LastAdministrator):
        disable_official(own, act=Act("someone", AT))


def test_other_roles_may_change_as_one_likes(administrators):
    own, _ = administrators
    change_roles(own, roles={Role.ADMINISTRATOR, Role.AUDITOR}, act=by_admin())
    assert own.roles == {Role.ADMINISTRATOR, Role.AUDITOR}


def test_who_is_enabled_again_has_her_password(accounts):
    disable_official(accounts["tiepnhan"], act=by_admin())
    with pytest.raises(SignInRefused):
        enter(accounts)
    enable_official(accounts["tiepnhan"], act=by_admin())
    assert enter(accounts)
    assert records(accounts, "tiepnhan")[-3:] == ["disabled", "enabled", "signed in"]


def test_everything_wrong_with_a_new_account_is_told_at_once(accounts):
    with pytest.raises(Refusals) as caught:
        add_official(
            accounts, login="Lan", name=" ", job_title="", roles=set(), password_hash=None, unit=9, act=by_admin()
        )
    assert [type(one) for one in caught.value.complaints] == [BadLogin, NameMissing, NoSuchUnit]
    assert "Lan" not in accounts


# One's own password and sessions


def change(official, *, current=SECRET_WORDS, new="bốn con chim lạ bay ngang"):
    change_password(official, current=current, new=new, passwords=PASSWORDS, act=Act(official.login, AT))


def test_changing_the_password_asks_for_the_old_one_and_ends_every_session(accounts):
    enter(accounts)
    receiver = accounts["tiepnhan"]
    for refusal, words in (
        (WrongPassword, {"current": "không phải câu này"}),
        (SamePassword, {"new": SECRET_WORDS}),
        (PasswordRefused, {"new": "ngắn"}),
        (PasswordCommon, {"new": "tiepnhan 123456"}),
    ):
        with pytest.raises(refusal):
            change(receiver, **words)
        assert len(accounts.sessions) == 1
    change(receiver)
    assert len(accounts.sessions) == 0
    assert enter(accounts, password="bốn con chim lạ bay ngang")
    with pytest.raises(SignInRefused):
        enter(accounts)


def test_sessions_are_ended_one_by_one_or_all_but_one(accounts):
    secrets = [enter(accounts, hours=hour / 10) for hour in range(4)]
    other = enter(accounts, "xuly")
    receiver = accounts["tiepnhan"]
    name = session_name(session_digest(secrets[0]))
    end_session(receiver, name=name, act=by_admin())
    with pytest.raises(SessionGone):
        end_session(receiver, name=name, act=by_admin())
    with pytest.raises(SessionGone):
        end_session(receiver, name=session_name(session_digest(other)), act=by_admin())
    assert end_sessions(receiver, but=session_digest(secrets[3]), act=by_admin()) == 2
    assert set(accounts.sessions) == {session_digest(secrets[3]), session_digest(other)}
    assert receiver.chain.last.facts == {"count": 2}
    assert end_sessions(receiver, but=session_digest(secrets[3]), act=by_admin()) == 0


def test_a_renewed_session_has_another_secret_and_is_otherwise_the_same(accounts):
    old = enter(accounts)
    record = accounts.sessions[session_digest(old)]
    new = renew_session(accounts, secret=old, act=Act("tiepnhan", AT + timedelta(hours=1)))
    assert session_digest(old) not in accounts.sessions
    renewed = accounts.sessions[session_digest(new)]
    assert (renewed.created_at, renewed.csrf_token) == (record.created_at, record.csrf_token)
    assert renewed.confirmed_at == AT + timedelta(hours=1)
