"""One history of a thing: steps, texts and everything else its chain tells, in words."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from hcc.core.moments import moment_line
from hcc.core.text import TranslationString, message

from .workflow import CONTENT

Say = Callable[[TranslationString], str]

DONE: dict[str, TranslationString] = {
    "added": message("made it"),
    "edited": message("changed the text"),
    "text_restored": message("brought back the text of version ${of}"),
    "submit": message("submitted it for review"),
    "retract": message("took it back to write on"),
    "send_back": message("sent it back to be written on"),
    "publish": message("published it"),
    "set_dates": message("changed the days on which it is shown"),
    "unpublish": message("took it off the site"),
    "archive": message("put it into the archive"),
    "reopen": message("took it out of the archive"),
    "shared": message("changed the sharing"),
    "renamed": message("renamed it from ${before} to ${after}"),
    "moved": message("moved it from /${before} to /${after}"),
    "ordered": message("changed the order of what lies in it"),
    "deleted": message("laid it into the trash"),
    "restored": message("took it out of the trash"),
    "imported": message("brought it in from a file"),
    "purged": message("deleted it for good"),
    "forgotten": message("gave up a former address"),
    "site taken along": message("had the whole site written into a file"),
    "put_in_menu": message("put it into the menu"),
    "taken_off_menu": message("took it off the menu"),
}
UNDONE: dict[str, TranslationString] = {
    "edited": message("undid a change of the text"),
    "shared": message("undid a change of the sharing"),
}
ALONG = message("together with the folder it lies in")
INNER = message("with ${inner} things in it")
JOINED = message("joined with what somebody else wrote at the same time")
FROM, UNTIL = message("shown from ${moment}"), message("shown until ${moment}")


def what_was_done(what: str, facts: dict[str, Any], say: Say) -> str:
    """What a record tells, as the second half of a sentence that begins with who did it."""
    if what == "undone":
        former = facts.get("before", "")
        if former in CONTENT.states:
            now = say(CONTENT.states[facts["after"]].label)
            return say(TranslationString(message("undid a step: it is “${state}” again"), mapping={"state": now}))
        return say(UNDONE[facts["undone"]])
    words = DONE.get(what)
    return say(TranslationString(words, mapping=facts)) if words is not None else what


def details_of(what: str, facts: dict[str, Any], say: Say, lang: str) -> list[str]:
    """What more the record says of it, a sentence or two without a note."""
    found = []
    for name, words in (("publish_from", FROM), ("expires_at", UNTIL)):
        if name in facts:
            moment = moment_line(datetime.fromisoformat(facts[name]), lang)
            found.append(say(TranslationString(words, mapping={"moment": moment})))
    if "along" in facts:
        found.append(say(ALONG))
    if facts.get("inner"):
        found.append(say(TranslationString(INNER, mapping=facts)))
    if "joined" in facts:
        found.append(say(JOINED))
    return found
