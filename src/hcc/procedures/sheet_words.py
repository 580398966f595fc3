"""A procedure as the sheet shows it: ready words in the reader's language, the ordinary case before the others.

Review marks are the office's own and never shown.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from hcc.core.moments import day_line
from hcc.core.text import TranslationString, message

from .names import AUDIENCE_NAMES, CHANNEL_NAMES, ONLINE_NAMES
from .record import Audience, Channel, Component, Fee, OnlineLevel, ProcedureRecord, Replacement, TimeLimit
from .wording import UPDATING, FeeWords, LimitWords, fee_words, limit_words

Say = Callable[[TranslationString | str], str]
"""Puts a message into the reader's language."""


@dataclass(frozen=True, slots=True)
class PaperWords:
    """One paper to bring."""

    name: str
    counts: str
    note: str
    needless: str
    """The sentence that says when it need not be brought; empty where it must."""
    form: str
    form_file: str
    """Name of the form's file, where the centre has it."""


@dataclass(frozen=True, slots=True)
class FigureWords:
    """One fee or time limit: the figure large, then what belongs to it. Unknown ones say so and are not large."""

    figure: str
    where: str
    known: bool
    per: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseWords:
    """What is different in one case of the procedure."""

    name: str
    code: str
    note: str
    papers: tuple[PaperWords, ...]
    fees: tuple[FigureWords, ...]
    limits: tuple[FigureWords, ...]

    @property
    def differs(self) -> bool:
        return bool(self.note or self.papers or self.fees or self.limits)


@dataclass(frozen=True, slots=True)
class SheetWords:
    """Everything the sheet says of a record."""

    everyday: str
    required: tuple[PaperWords, ...]
    sometimes: tuple[PaperWords, ...]
    fees: tuple[FigureWords, ...]
    limits: tuple[FigureWords, ...]
    cases: tuple[CaseWords, ...]
    who: str
    ways: tuple[str, ...]
    online: str
    anywhere: str
    sets: str
    announcement: str
    effective: str


def sheet_words(record: ProcedureRecord, say: Say, lang: str, forms: Collection[str] = ()) -> SheetWords:
    """The words of a record in `lang`; `forms` are the names of the form files the centre has."""
    papers = [(component, _paper(component, say, forms)) for component in record.components]
    fees = [(fee.case, _fee(fee_words(fee), say)) for fee in record.fees]
    limits = [(limit.case, _limit(limit_words(limit), say)) for limit in record.time_limits]
    return SheetWords(
        everyday=", ".join(record.everyday_names),
        required=tuple(words for paper, words in papers if paper.required and not paper.case),
        sometimes=tuple(words for paper, words in papers if not paper.required and not paper.case),
        fees=_ordinary(fees, say),
        limits=_ordinary(limits, say),
        cases=tuple(
            CaseWords(
                name,
                code,
                note,
                tuple(words for paper, words in papers if paper.case == name),
                tuple(words for case, words in fees if case == name),
                tuple(words for case, words in limits if case == name),
            )
            for name, code, note in _cases(record)
        ),
        who=record.audience or ", ".join(say(AUDIENCE_NAMES[Audience(one)]) for one in record.audiences),
        ways=tuple(_with(say(CHANNEL_NAMES[Channel(way.channel)]), way.note) for way in record.methods),
        online=_online(record, say),
        anywhere=_anywhere(record, say),
        sets=say(message("${count} sets of these papers", mapping={"count": record.sets})) if record.sets > 1 else "",
        announcement=_announcement(record, say),
        effective=_effective(record, say, lang),
    )


def _cases(record: ProcedureRecord) -> list[tuple[str, str, str]]:
    """Name, code and note of every case, those only named beside a paper, fee or limit last."""
    named = {case.name: (case.name, case.code, case.note) for case in record.cases}
    entries: tuple[Component | Fee | TimeLimit, ...] = (*record.components, *record.fees, *record.time_limits)
    for entry in entries:
        if entry.case and entry.case not in named:
            named[entry.case] = (entry.case, "", "")
    return list(named.values())


def _ordinary(figures: list[tuple[str, FigureWords]], say: Say) -> tuple[FigureWords, ...]:
    """What the box shows: the ordinary case, or where there is none every case with its name."""
    ordinary = tuple(words for case, words in figures if not case)
    if ordinary:
        return ordinary
    if not figures:
        return (FigureWords(say(UPDATING), "", False),)
    return tuple(
        FigureWords(f.figure, _with(case, f.where, " · "), f.known, f.per, f.rows, f.notes) for case, f in figures
    )


def _paper(paper: Component, say: Say, forms: Collection[str]) -> PaperWords:
    counts = []
    if paper.original:
        counts.append(say(message("original: ${count}", mapping={"count": paper.original})))
    if paper.copy:
        counts.append(say(message("copies: ${count}", mapping={"count": paper.copy})))
    needless = ""
    if paper.replaced_by == Replacement.VNEID:
        needless = say(message("Need not be brought if it is in VNeID."))
    elif paper.replaced_by == Replacement.DATABASE:
        text = message("Need not be brought if the official finds it in: ${database}.")
        needless = say(TranslationString(text, domain=text.domain, mapping={"database": paper.database}))
    return PaperWords(
        name=paper.name,
        counts=", ".join(counts),
        note=paper.note,
        needless=needless,
        form=paper.form,
        form_file=paper.form_file if paper.form_file in forms else "",
    )


def _fee(words: FeeWords, say: Say) -> FigureWords:
    notes = [say(words.example)] if words.example else []
    if words.exempt:
        text = message("Pays nothing: ${who}")
        notes.append(say(TranslationString(text, domain=text.domain, mapping={"who": words.exempt})))
    rows = tuple((say(what), say(amount)) for what, amount in words.rows)
    per = say(words.per) if words.per else ""
    return FigureWords(say(words.figure), _channel(words.channel, say), words.known, per, rows, tuple(notes))


def _limit(words: LimitWords, say: Say) -> FigureWords:
    notes = tuple(say(note) for note in words.notes)
    return FigureWords(say(words.figure), _channel(words.channel, say), words.known, notes=notes)


def _channel(channel: str, say: Say) -> str:
    return say(CHANNEL_NAMES[Channel(channel)]) if channel else ""


def _online(record: ProcedureRecord, say: Say) -> str:
    if not record.online:
        return ""
    return _with(say(ONLINE_NAMES[OnlineLevel(record.online)]), record.online_reason)


def _anywhere(record: ProcedureRecord, say: Say) -> str:
    """NĐ 309/2026 art. 7: non-territorial reception is province-wide."""
    if record.non_territorial is None:
        return ""
    if record.non_territorial:
        return say(message("You may hand it in at the centre of any commune of the province."))
    return say(message("Only the centre of the responsible commune takes it."))


def _announcement(record: ProcedureRecord, say: Say) -> str:
    if not record.announcement:
        return ""
    if record.announced_on is None:
        text, facts = message("Announcement decision ${decision}"), {"decision": record.announcement}
    else:
        text = message("Announcement decision ${decision} of ${day}")
        facts = {"decision": record.announcement, "day": f"{record.announced_on:%d/%m/%Y}"}
    return say(TranslationString(text, domain=text.domain, mapping=facts))


def _effective(record: ProcedureRecord, say: Say, lang: str) -> str:
    """From when until when the announced rules hold, as far as that is known."""
    sentences: Iterable[tuple[TranslationString, date | None]] = (
        (message("The rules hold from ${day}."), record.effective_from),
        (message("Their last day is ${day}."), record.effective_to),
    )
    return " ".join(
        say(TranslationString(text, domain=text.domain, mapping={"day": day_line(day, lang)}))
        for text, day in sentences
        if day is not None
    )


def _with(first: str, second: str, between: str = ": ") -> str:
    return between.join(part for part in (first, second) if part)
