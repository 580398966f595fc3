"""Accounts brought into the state a test needs: a password everybody knows, a second factor, a second browser."""

import base64
import re
from datetime import date, timedelta

from hcc.accounts.capacities import Seat
from hcc.accounts.demo import PASSWORD
from hcc.accounts.operations.capacities import give_capacity
from hcc.accounts.operations.factor import switch_on
from hcc.accounts.operations.links import invite
from hcc.accounts.operations.officials import add_official, disable_official
from hcc.accounts.operations.sessions import begin_session, session_digest, session_name
from hcc.accounts.operations.substitutes import appoint_substitute
from hcc.accounts.operations.units import add_unit, close_unit
from hcc.accounts.passwords import Passwords
from hcc.accounts.recovery import new_codes
from hcc.accounts.totp import code_of, new_secret, step_at
from hcc.admin.views.official_edit import stamp_of
from hcc.certifications.resources import SIGNATURES
from hcc.core.act import Act
from hcc.core.roles import Role
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


class Colleagues:
    """Fresh officials and units for acts that use them up; the newest is what the fields of a form are about."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.login = ""
        self.unit = 0

    @property
    def path(self) -> str:
        """The newest colleague's page."""
        return f"/quan-tri/can-bo/{self.login}/"

    def _next(self) -> int:
        """A number nobody in this office has had."""
        self._office.made = getattr(self._office, "made", 0) + 1
        return self._office.made

    def fresh_login(self) -> str:
        return f"dong-nghiep-{self._next()}"

    def hired(self, *, disabled: bool = False, session: bool = False, factor: bool = False, away: bool = False) -> str:
        """The page of a colleague nobody has touched, in this state."""
        self.login = self.fresh_login()
        act = Act("quantri", self._office.now)
        with self._office.changing() as site:
            official = add_official(
                site.accounts,
                login=self.login,
                name="Mai Thị Lan",
                job_title="Chuyên viên",
                roles={Role.HANDLER},
                password_hash=Passwords(64).hash(PASSWORD),
                act=act,
            )
            if disabled:
                disable_official(official, act=act)
            if away:
                appoint_substitute(
                    official,
                    substitute=site.accounts["traketqua"],
                    first=self.today,
                    last=self.today,
                    roles={Role.HANDLER},
                    today=self.today,
                    act=act,
                )
        if session:
            another_session(self._office, self.login)
        if factor:
            with_factor(self._office, self.login)
        return self.path

    def signing(self) -> str:
        """A colleague nobody has touched, who signs certifications of signatures by a delegation."""
        path = self.hired()
        with self._office.changing() as site:
            give_capacity(
                site.accounts[self.login],
                seat=Seat.DELEGATED,
                first=self.today,
                last=self.today + timedelta(days=30),
                title="Công chức Tư pháp - Hộ tịch",
                decision="Quyết định số 12/QĐ-UBND ngày 20/11/2026",
                kinds={SIGNATURES},
                act=Act("quantri", self._office.now),
            )
        return path

    @property
    def today(self) -> date:
        return self._office.now.date()

    def stamp(self) -> str:
        """What a form opened now remembers of the newest colleague."""
        with self._office.site() as site:
            return stamp_of(site.accounts[self.login])

    def opened(self, *, closed: bool = False) -> str:
        """The page of a fresh unit."""
        act = Act("quantri", self._office.now)
        with self._office.changing() as site:
            self.unit = add_unit(site.accounts, name=f"Tổ công tác {self._next()}", act=act).number
            if closed:
                close_unit(site.accounts, number=self.unit, act=act)
        return f"/quan-tri/don-vi/{self.unit}/"
