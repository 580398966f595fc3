"""A procedure as the sheet shows it: ready words in the reader's language, the ordinary case before the others.

Review marks are the office's own and never shown.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from hcc.core.moments import day_line
from hcc.core.text import TranslationString, message

from .figures import FigureWords, Say, boxed, fee_figures, joined_words, limit_figures
from .names import AUDIENCE_NAMES, CHANNEL_NAMES, ONLINE_NAMES
from .record import Audience, Channel, Component, Fee, OnlineLevel, ProcedureRecord, Replacement, TimeLimit

QUESTIONS = (
    message("What to bring, and how many of each?"),
    message("How much money?"),
    message("How long does it take, and where is the result given out?"),
)
"""What to ask about a procedure of which the page says nothing."""
WHO, HOW, RESULTS = message("Who may apply"), message("How to hand it in"), message("What you get")

PAPERS_BESIDE, LETTERS_BESIDE = 3, 260
"""Papers, and letters about them, that have room in a box beside the two others."""


@dataclass(frozen=True, slots=True)
class PaperWords:
    """One paper to bring."""

    name: str
    counts: str
    note: str
    needless: str
    """The sentence that says when it need not be brought; empty where it must."""
    form: str
    """Which form it is written on: "Mẫu: Tờ khai 01", "Mẫu số 79"."""
    form_file: str
    """Name of the form's file, where the centre has it."""


@dataclass(frozen=True, slots=True)
class CaseWords:
    """What is different in one case of the procedure and not in the boxes."""

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
class Way:
    """One way to hand it in, and what the source says of it."""

    channel: str
    note: str

    def __str__(self) -> str:
        return joined_words(self.channel, self.note)


@dataclass(frozen=True, slots=True)
class SheetWords:
    """Everything the sheet says of a record."""

    everyday: str
    required: tuple[PaperWords, ...]
    sometimes: tuple[PaperWords, ...]
    fees: tuple[FigureWords, ...]
    """What the box shows; `all_fees` is every one."""
    limits: tuple[FigureWords, ...]
    all_fees: tuple[FigureWords, ...]
    all_limits: tuple[FigureWords, ...]
    cases: tuple[CaseWords, ...]
    thin: bool
    """Neither papers nor fees nor time limits are known: all there is to say is whom to ask."""
    unknown: tuple[str, ...]
    """Headings under which nothing is known."""
    who: str
    ways: tuple[Way, ...]
    online: str
    anywhere: str
    sets: str
    announcement: str
    effective: str

    @property
    def tall(self) -> bool:
        """Whether the papers need more room than beside the two other boxes."""
        shown = (*self.required, *(self.sometimes if self.sometimes_open else ()))
        letters = sum(len(paper.name) + len(paper.note) + len(paper.needless) for paper in shown)
        return len(shown) > PAPERS_BESIDE or letters > LETTERS_BESIDE

    @property
    def sometimes_open(self) -> bool:
        """Whether the papers only some need are shown without unfolding."""
        return not self.required or len(self.sometimes) <= 2


def sheet_words(record: ProcedureRecord, say: Say, lang: str, forms: Collection[str] = ()) -> SheetWords:
    """The words of a record in `lang`; `forms` are the names of the form files the centre has."""
    papers = [(component, _paper(component, say, forms)) for component in record.components]
    cases = _cases(record)
    all_fees, all_limits = fee_figures(record, say), limit_figures(record, say)
    fees, limits = boxed(all_fees, say), boxed(all_limits, say)
    who = record.audience or ", ".join(say(AUDIENCE_NAMES[Audience(one)]) for one in record.audiences)
    ways = tuple(Way(say(CHANNEL_NAMES[Channel(way.channel)]), way.note) for way in record.methods)
    anywhere = _anywhere(record, say)
    unknown = [
        (who, WHO),
        (ways or record.online or anywhere, HOW),
        (record.results, RESULTS),
        (record.steps, message("Steps")),
        (record.agency, message("Who carries it out")),
        (record.legal_basis, message("Legal basis")),
    ]
    return SheetWords(
        everyday=", ".join(record.everyday_names),
        required=tuple(words for paper, words in papers if paper.required and not paper.case),
        sometimes=tuple(words for paper, words in papers if not paper.required and not paper.case),
        fees=fees,
        limits=limits,
        all_fees=all_fees or fees,
        all_limits=all_limits or limits,
        cases=tuple(_told_below(cases, papers, all_fees, all_limits, told=(*fees, *limits))),
        thin=not (record.components or record.fees or record.time_limits),
        unknown=tuple(say(heading) for known, heading in unknown if not known),
        who=who,
        ways=ways,
        online=_online(record, say),
        anywhere=anywhere,
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


def _told_below(
    cases: list[tuple[str, str, str]],
    papers: list[tuple[Component, PaperWords]],
    fees: tuple[FigureWords, ...],
    limits: tuple[FigureWords, ...],
    *,
    told: tuple[FigureWords, ...],
) -> Iterator[CaseWords]:
    """The cases with what the boxes do not say; one of which they say everything is left out."""
    for name, code, note in cases:
        case = CaseWords(
            name,
            code,
            note,
            tuple(words for paper, words in papers if paper.case == name),
            tuple(replace(words, case="") for words in fees if words.case == name and words not in told),
            tuple(replace(words, case="") for words in limits if words.case == name and words not in told),
        )
        if case.differs or code or not any(words.case == name for words in told):
            yield case


def _paper(paper: Component, say: Say, forms: Collection[str]) -> PaperWords:
    counts: list[str] = []
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
        counts=", ".join(count.replace(" ", "\u00a0") for count in counts),
        note=paper.note,
        needless=needless,
        form=_form(paper.form, say),
        form_file=paper.form_file if paper.form_file in forms else "",
    )


def _form(form: str, say: Say) -> str:
    """ "Mẫu: Tờ khai 01", but "Mẫu số 79" for a form whose name says what it is."""
    if not form:
        return ""
    text = message("Form: ${form}")
    labelled = say(TranslationString(text, domain=text.domain, mapping={"form": form}))
    label = labelled.partition(":")[0]
    return form if form.casefold().startswith(label.casefold()) else labelled


def _online(record: ProcedureRecord, say: Say) -> str:
    if not record.online:
        return ""
    return joined_words(say(ONLINE_NAMES[OnlineLevel(record.online)]), record.online_reason)


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
