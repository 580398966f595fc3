"""Accounts brought into the state a test needs: a password everybody knows, a second factor, a second browser."""

import base64
import re
from datetime import timedelta

from hcc.accounts.demo import PASSWORD
from hcc.accounts.operations.factor import switch_on
from hcc.accounts.operations.links import invite
from hcc.accounts.operations.sessions import begin_session, session_digest, session_name
from hcc.accounts.passwords import Passwords
from hcc.accounts.recovery import new_codes
from hcc.accounts.totp import code_of, new_secret, step_at
from hcc.core.act import Act
from office import Office, Person

ANOTHER_PASSWORD = "bốn con chim lạ bay ngang"


def as_made(office: Office, login: str) -> None:
    """The password of the demo office and no second factor."""
    with office.changing() as site:
        official = site.accounts[login]
        official.password_hash = Passwords(64).hash(PASSWORD)
        official.factor = None


def with_factor(office: Office, login: str) -> tuple[bytes, list[str]]:
    """Switch a second factor on; answers its secret and the recovery codes."""
    as_made(office, login)
    secret, codes = new_secret(), new_codes()
    # Switched on a while ago, so that the code of this very moment is not used up.
    at = office.now.replace(hour=max(office.now.hour - 1, 0))
    with office.changing() as site:
        switch_on(
            site.accounts[login],
            secret=secret,
            typed=code_of(secret, step_at(at)),
            codes=codes,
            sealer=office.registry["hcc.sealer"],
            act=Act(login, at),
        )
    return secret, codes


def another_session(office: Office, login: str) -> str:
    """The name of a session of hers in another browser."""
    with office.changing() as site:
        at = office.now + timedelta(seconds=1)
        secret = begin_session(site.accounts[login], hours=12, browser="Firefox, Linux", act=Act(login, at))
    return session_name(session_digest(secret))


def newest_session(office: Office, login: str) -> str:
    """The name of the session of hers that began last."""
    with office.site() as site:
        return session_name(site.accounts.sessions_of(login)[0][0])


def invitation(office: Office, login: str) -> str:
    """The address where she may choose a password, once."""
    as_made(office, login)
    with office.changing() as site:
        secret = invite(site.accounts[login], act=Act("quantri", office.now))
    return f"/dang-nhap/moi/{secret}"


def app_code(office: Office, secret: bytes, *, steps: int = 0) -> str:
    """What the app on her phone shows now, or so many steps away."""
    return code_of(secret, step_at(office.now) + steps)


def shown_secret(page) -> bytes:
    """The secret a page offers to switch on with, as one types it into an app."""
    typed = page.html.find("dd", class_="code").get_text()
    return base64.b32decode(re.sub(r"\s", "", typed))


def switch_on_fields(office: Office, person: Person) -> dict[str, str]:
    """What the form that switches a second factor on sends when all goes well."""
    page = person.get("/tai-khoan/factor")
    return {"sealed": page.forms["form"]["sealed"].value, "code": app_code(office, shown_secret(page))}
