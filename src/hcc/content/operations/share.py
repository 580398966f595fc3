"""Officials are given parts in one page or folder."""

from hcc.accounts.resources import AccountFolder, Official
from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.roles import Role
from hcc.core.text import message

from ..recording import note_changed
from ..resources import Item
from ..sharing import PARTS, Sharing, inherited_from, put_sharing
from ..texts import digest_of
from ..workflow import CONTENT, REVIEWER


class LastReviewer(Refusal):
    text = message(
        "Then nobody could review or share this any more. Leave one official “Reviews and publishes” whose account is"
        " open."
    )


class UnknownOfficial(Refusal):
    text = message("There is no official called ${login}. Open the page anew and choose again.")


class SharedMeanwhile(Refusal):
    stale = True
    text = message("Somebody changed the sharing meanwhile. Yours is not saved: look at both, then save again.")


def stamp_of(item: Item) -> str:
    """What a form was opened on."""
    return digest_of({"sharing": item.sharing, "inherits": item.inherits})[:16]


def share_item(item: Item, *, sharing: Sharing, inherits: bool, seen: str, act: Act, accounts: AccountFolder) -> None:
    """Give these parts and no others. `seen`: the stamp the form was opened on.

    The same again changes nothing. Raises `UnknownOfficial`, `SharedMeanwhile`, `LastReviewer`.
    """
    CONTENT.check("share", item.state)
    wanted = {login: tuple(part for part in PARTS if part in parts) for login, parts in sharing.items() if parts}
    if wanted == dict(item.sharing) and inherits == item.inherits:
        return
    if seen != stamp_of(item):
        raise SharedMeanwhile()
    for login in wanted:
        if login not in accounts:
            raise UnknownOfficial(login=login[:40])
    above = {login for login, part, _ in inherited_from(item, inherits) if part == REVIEWER}
    named = {login for login, parts in wanted.items() if REVIEWER in parts} | above
    if not any(_reviews(one, named) for one in accounts.officials()):
        raise LastReviewer()
    facts = {"was": told(item.sharing), "was_inherits": item.inherits}
    put_sharing(item, wanted, inherits)
    item.chain.append(act, "shared", sharing=told(item.sharing), inherits=inherits, **facts)
    note_changed(item)


def _reviews(official: Official, named: set[str]) -> bool:
    """Whether she can sign in and reviews here, by her role or by name."""
    if official.disabled or official.password_hash is None:
        return False
    return official.has_role(Role.REVIEWER) or official.login in named


def told(sharing: Sharing) -> dict[str, list[str]]:
    """Sharing as a fact of a record."""
    return {login: list(parts) for login, parts in sharing.items()}
