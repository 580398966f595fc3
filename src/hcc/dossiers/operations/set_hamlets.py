"""Deciding on the list of the commune's hamlets."""

from collections.abc import Iterable

from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import clean_line, fold, message

from ..hamlets import Hamlet, hamlet_lines
from ..office_decisions import HAMLETS_SET, NothingDiffers, check_seen, fingerprint, record_decision
from ..people import OUTSIDE
from ..resources import DossierFolder

LONGEST, MOST = 120, 200


class HamletWithoutName(Refusal):
    field = "hamlets"
    text = message("Line ${line} names an old commune and no hamlet: “${begins}”. Write the hamlet first.")


class HamletTwice(Refusal):
    field = "hamlets"
    text = message("${name} stands there twice. Leave one, or write what tells the two apart.")


class HamletTooLong(Refusal):
    field = "hamlets"
    text = message("“${begins}…” has more than ${most} letters. Write only the name.")


class TooManyHamlets(Refusal):
    field = "hamlets"
    text = message("There are ${count} hamlets here; at most ${most} can be chosen from.")


class NameOfOutside(Refusal):
    field = "hamlets"
    text = message("“${name}” is offered by itself, for people who live outside the commune. Take it away.")


def set_hamlets(
    folder: DossierFolder, *, hamlets: Iterable[Hamlet], seen: int | None = None, act: Act
) -> tuple[Hamlet, ...]:
    """Let officials choose from these hamlets from now on; none: any name is taken. Dossiers keep what they say.

    Answers them as they are kept. Raises the refusals above together, DecisionsChanged and NothingDiffers.
    """
    check_seen(folder, seen)
    kept = tuple(Hamlet(clean_line(one.name), clean_line(one.old_commune)) for one in hamlets)
    refuse_if(_complaints(kept))
    if kept == folder.hamlets:
        raise NothingDiffers()
    before, after = hamlet_lines(folder.hamlets).splitlines(), hamlet_lines(kept).splitlines()
    change = {
        "added": [one for one in after if one not in before],
        "removed": [one for one in before if one not in after],
    }
    folder.hamlets = kept
    record_decision(folder, act, HAMLETS_SET, sha256=fingerprint(hamlet_lines(kept)), hamlets=change)
    return kept


def _complaints(hamlets: tuple[Hamlet, ...]) -> list[Refusal]:
    found: list[Refusal] = []
    names: set[str] = set()
    for line, one in enumerate(hamlets, 1):
        name = one.name.casefold()
        if not name:
            found.append(HamletWithoutName(line=line, begins=one.old_commune[:40]))
        elif name in names:
            found.append(HamletTwice(name=one.name))
        elif fold(name) == fold(OUTSIDE):
            found.append(NameOfOutside(name=one.name))
        elif long := next((text for text in (one.name, one.old_commune) if len(text) > LONGEST), ""):
            found.append(HamletTooLong(begins=long[:40], most=LONGEST))
        names.add(name)
    if len(hamlets) > MOST:
        found.append(TooManyHamlets(count=len(hamlets), most=MOST))
    return found[:5]
