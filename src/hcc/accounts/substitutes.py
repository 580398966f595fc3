"""Standing in (làm thay): an official takes an absent one's place for some days.

Worked out when it is asked for, from the dates: nothing has to run at midnight, and what was agreed ends by itself.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from hcc.core.roles import Role


@dataclass(frozen=True)
class Substitution:
    """Whose place an official takes, from when until when. Kept inside the official who stands in: add fields with
    defaults, never rename them.
    """

    absent: str
    """Login of the official who is away. Who stands in gets what is assigned to her."""
    first: date
    last: date
    """Both days belong to it."""
    roles: frozenset[Role] = frozenset()
    """Roles of the absent official that are lent; she must still have them herself."""

    def holds_on(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Powers:
    """What an official answers to on one day."""

    login: str
    own: frozenset[Role]
    """Her own roles, without those that wait for a second factor."""
    lent: tuple[tuple[str, frozenset[Role]], ...] = ()
    """Login of each official in whose place she stands, and the roles lent by her."""
    waiting: frozenset[Role] = frozenset()
    """Roles, her own or lent, that she gets once she has a second factor."""
    units: tuple[int, ...] = ()
    """Her unit, then that of each official in whose place she stands: a lent role is held where its owner holds it."""

    @property
    def held(self) -> tuple[tuple[int, frozenset[Role]], ...]:
        """The roles she has in each unit, her own first."""
        return tuple(zip(self.units, (self.own, *(roles for _, roles in self.lent)), strict=False))

    @property
    def roles(self) -> frozenset[Role]:
        return self.own.union(*(roles for _, roles in self.lent))

    @property
    def logins(self) -> tuple[str, ...]:
        """Her own login first, then those of the officials in whose place she stands."""
        return (self.login, *(login for login, _ in self.lent))


def powers_of(official: Any, accounts: Any, *, today: date, factor_roles: Collection[Role] = ()) -> Powers:
    """What `official` may answer to today.

    `factor_roles` wait while she has no second factor. A disabled official lends nothing.
    """
    held = frozenset() if official.factor is not None else frozenset(factor_roles)
    lent, asked, units = [], set(official.roles), [official.unit]
    for substitution in official.stands_in:
        absent = accounts.get(substitution.absent) if substitution.holds_on(today) else None
        if absent is not None and not absent.disabled:
            roles = substitution.roles & absent.roles
            asked |= roles
            lent.append((substitution.absent, roles - held))
            units.append(absent.unit)
    return Powers(official.login, official.roles - held, tuple(lent), frozenset(asked) & held, tuple(units))
