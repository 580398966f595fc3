"""Passwords: chosen by their owner, changed by her, replaced at the keyboard of the server."""

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import message

from ..passwords import Passwords
from ..resources import Official


class WrongPassword(Refusal):
    field = "current"
    text = message("This is not your present password. Look at it again; capitals count.")


class SamePassword(Refusal):
    field = "password"
    text = message("This is the password you have. Choose another one.")


def change_password(
    official: Official, *, current: str, new: str, about: tuple[str, ...] = (), passwords: Passwords, act: Act
) -> None:
    """Her own act: the present password is asked for, and every session of hers ends.

    Raises WrongPassword, SamePassword, and what `Passwords.hash_chosen` raises.
    """
    if not passwords.verify(official.password_hash, current):
        raise WrongPassword()
    if passwords.verify(official.password_hash, new):
        raise SamePassword()
    _set(official, passwords.hash_chosen(new, about=(official.login, official.name, *about)))
    official.chain.append(act, "password changed")


def reset_password(official: Official, *, password_hash: str, act: Act) -> None:
    """A new password; every session ends, and a disabled account is open again."""
    _set(official, password_hash)
    official.disabled = False
    official.chain.append(act, "password reset")


def _set(official: Official, password_hash: str) -> None:
    official.password_hash = password_hash
    official.link = None
    official.__parent__.end_sessions(official.login)
