"""The second factor: switched on by its owner, shown at every sign-in, switched off by her or an administrator."""

import secrets
from collections.abc import Sequence

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.identifiers import squeeze
from hcc.core.text import message
from hcc.storage.secrets import SealBroken, Sealer

from ..recovery import code_digest, is_recovery_code
from ..resources import Factor, Official
from ..totp import matching_step

CODE, RECOVERY = "code", "recovery"
"""How a factor was shown, as records name it."""


class CodeRefused(Refusal):
    field = "code"
    text = message(
        "This code is not right, or was used already. Wait for the next one in the app, and look whether the clock of"
        " the phone is right."
    )


class FactorUnreadable(Refusal):
    text = message(
        "The centre's key to second factors is missing, so codes cannot be checked. Ask a system administrator to"
        " reset your second factor."
    )


class FactorOnAlready(Refusal):
    text = message("Codes are asked for already. Switch that off first if you want to use another phone.")


class FactorOff(Refusal):
    text = message("No codes are asked for at the moment.")


def switch_on(official: Official, *, secret: bytes, typed: str, codes: Sequence[str], sealer: Sealer, act: Act) -> None:
    """From now on a code is asked for. `typed` shows that her phone has the secret; `codes` are her recovery codes.

    Raises FactorOnAlready, CodeRefused.
    """
    if official.factor is not None:
        raise FactorOnAlready()
    step = matching_step(secret, squeeze(typed), at=act.at, after=0)
    if step is None:
        raise CodeRefused()
    sealed = sealer.seal(secret, about=official.login)
    official.factor = Factor(sealed, act.at, step, _digests(official, codes, sealer))
    official.chain.append(act, "factor switched on")


def show_factor(official: Official, *, typed: str, sealer: Sealer, act: Act) -> str:
    """Check a code of the app or a recovery code, which is used up by it; answers which it was.

    Raises CodeRefused, FactorOff, FactorUnreadable.
    """
    factor = official.factor
    if factor is None:
        raise FactorOff()
    if is_recovery_code(typed):
        return _use_recovery(official, factor, typed, sealer, act)
    try:
        secret = sealer.open(factor.sealed, about=official.login)
    except SealBroken:
        raise FactorUnreadable() from None
    step = matching_step(secret, squeeze(typed), at=act.at, after=factor.step)
    if step is None:
        raise CodeRefused()
    factor.step = step
    return CODE


def _use_recovery(official: Official, factor: Factor, typed: str, sealer: Sealer, act: Act) -> str:
    digest = code_digest(sealer, official.login, typed)
    left = tuple(one for one in factor.recovery if not secrets.compare_digest(one, digest))
    if len(left) == len(factor.recovery):
        raise CodeRefused()
    factor.recovery = left
    official.chain.append(Act(official.login, act.at), "recovery code used", left=len(left))
    return RECOVERY


def renew_recovery(official: Official, *, codes: Sequence[str], sealer: Sealer, act: Act) -> None:
    """Other recovery codes; those before are worth nothing. Raises FactorOff."""
    if official.factor is None:
        raise FactorOff()
    official.factor.recovery = _digests(official, codes, sealer)
    official.chain.append(act, "recovery codes renewed")


def switch_off(official: Official, *, act: Act) -> None:
    """No codes are asked for any more. Raises FactorOff."""
    if official.factor is None:
        raise FactorOff()
    official.factor = None
    official.chain.append(act, "factor switched off")


def reset_factor(official: Official, *, reason: str = "", act: Act) -> None:
    """An administrator takes a lost factor away: the password alone lets her in until she switches one on again.

    Every session of hers ends. Raises FactorOff.
    """
    if official.factor is None:
        raise FactorOff()
    official.factor = None
    official.__parent__.end_sessions(official.login)
    official.chain.append(act, "factor reset", **({"reason": reason} if reason else {}))


def _digests(official: Official, codes: Sequence[str], sealer: Sealer) -> tuple[str, ...]:
    return tuple(code_digest(sealer, official.login, code) for code in codes)
