"""Deciding on the sentences that officials choose from when they write a slip."""

from dataclasses import fields

from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import clean_line, message

from ..office_decisions import SENTENCES_SET, NothingDiffers, check_seen, fingerprint, record_decision
from ..ready_sentences import ReadySentences, shipped_sentences, write_ready_sentences
from ..resources import DossierFolder

LONGEST, MOST = 300, 60
"""Letters of a sentence, sentences of a list: more is not read at a counter."""


class NoSentence(Refusal):
    field = "missing"
    text = message("Write what a slip says of a paper that is not there.")


class SentenceTooLong(Refusal):
    text = message("“${begins}…” has more than ${most} letters. Make it shorter, or two lines of it.")


class TooManySentences(Refusal):
    text = message("There are ${count} sentences here; at most ${most} can be chosen from. Take some away.")


def set_ready_sentences(
    folder: DossierFolder, *, ready: ReadySentences, seen: int | None = None, act: Act
) -> ReadySentences:
    """Let officials choose from these sentences from now on; slips that were written keep their words.

    Answers them as they are kept: clean, each once. Raises the refusals above together, DecisionsChanged and
    NothingDiffers.
    """
    check_seen(folder, seen)
    kept = _clean(ready)
    refuse_if(_complaints(kept))
    before = folder.ready or shipped_sentences()
    if kept == before:
        raise NothingDiffers()
    folder.ready = kept
    facts = {name: change for name in _LISTS if (change := _change(before, kept, name))}
    record_decision(folder, act, SENTENCES_SET, sha256=fingerprint(write_ready_sentences(kept)), **facts)
    return kept


_LISTS = tuple(one.name for one in fields(ReadySentences))


def _clean(ready: ReadySentences) -> ReadySentences:
    lists = {name: tuple(dict.fromkeys(filter(None, map(clean_line, getattr(ready, name))))) for name in _LISTS[1:]}
    return ReadySentences(clean_line(ready.missing), **lists)


def _said(ready: ReadySentences, name: str) -> tuple[str, ...]:
    said = getattr(ready, name)
    return (said,) if isinstance(said, str) else said


def _complaints(ready: ReadySentences) -> list[Refusal]:
    found: list[Refusal] = [] if ready.missing else [NoSentence()]
    for name in _LISTS:
        said = _said(ready, name)
        long = next((one for one in said if len(one) > LONGEST), "")
        complaints: list[Refusal] = [SentenceTooLong(begins=long[:40], most=LONGEST)] if long else []
        if len(said) > MOST:
            complaints.append(TooManySentences(count=len(said), most=MOST))
        for complaint in complaints:
            complaint.field = name
        found += complaints[:1]
    return found


def _change(before: ReadySentences, after: ReadySentences, name: str) -> dict[str, list[str]]:
    """What came and what went; the order alone may have changed."""
    old, new = _said(before, name), _said(after, name)
    if old == new:
        return {}
    return {"added": [one for one in new if one not in old], "removed": [one for one in old if one not in new]}
