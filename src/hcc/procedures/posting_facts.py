"""What the papers about a procedure say, from one revision and the office's settings. Papers are in Vietnamese."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from hcc.core.text import TranslationString
from hcc.printing.poster_data import PaperGroup, PostedFigure, PostedPaper, PostedProcedure, PostedRow, PostingOffice
from hcc.printing.words import short_date
from hcc.settings import Settings

from .names import AUDIENCE_NAMES, CHANNEL_NAMES, ONLINE_NAMES
from .record import Audience, Channel, Component, OnlineLevel, ProcedureRecord, Replacement
from .resources import Revision, RevisionState
from .wording import FeeWords, LimitWords, fees_in_words, limits_in_words

Say = Callable[[TranslationString | str], str]
"""Puts a message into Vietnamese."""

SOMETIMES = "Chỉ trong một số trường hợp"


_TOGETHER = re.compile(r"(?<=\d) (?=đồng\b|ngày\b|giờ\b|bản\b)|(?<=\bbản) (?=chính\b|sao\b)|(?<=\bhồ) (?=sơ\b)")
_TOGETHER_TOO = re.compile(r"(?<=\bgiấy) (?=tờ\b|phép\b)|(?<=\byếu) (?=tố\b)", re.IGNORECASE)


class Shown(NamedTuple):
    """The group a component is listed in: of which case, and whether everybody in it needs the paper."""

    case: str
    required: bool


def bound(text: str) -> str:
    """The text with pairs that a line must not part: figures and what they count, "bản sao", "giấy tờ"."""
    return _TOGETHER_TOO.sub("\u00a0", _TOGETHER.sub("\u00a0", text))


def unbroken(text: str) -> str:
    """A short text that stays on one line, such as a phone number."""
    return text.replace(" ", "\u00a0")


def posting_office(office: Settings) -> PostingOffice:
    place = ", ".join(filter(None, (office.commune, office.province)))
    hours = tuple(part.strip() for part in office.hours_text.replace("\n", ", ").split(", ") if part.strip())
    return PostingOffice(office.office_name, place, office.address, unbroken(office.phone), hours[:6])


def posted_procedure(revision: Revision, *, office: Settings, say: Say, today: date) -> PostedProcedure:
    """One revision as every paper shows it: what everybody brings first, then what only some do, case by case."""
    record = revision.record
    call = f"Hãy gọi {unbroken(office.phone)} trước khi đi."
    return PostedProcedure(
        code=record.code,
        title=bound(record.title),
        everyday=f"Bà con hay gọi: {', '.join(record.everyday_names)}" if record.everyday_names else "",
        edition=edition(revision),
        mark=mark(revision, today),
        bring=paper_groups(record),
        bring_unknown=f"Trung tâm đang cập nhật. {call}",
        fees=_figures(fees_in_words(record), say, call),
        limits=_figures(limits_in_words(record), say, call),
        steps=record.steps,
        who=record.audience or ", ".join(say(AUDIENCE_NAMES[Audience(one)]) for one in record.audiences),
        where=_where(record, say),
        results=record.results,
        conditions=record.conditions,
        legal=record.legal_basis,
        qr=public_address(office, record.code),
        address=public_address(office, record.code).partition("//")[2],
    )


def public_address(office: Settings, code: str) -> str:
    """Where a citizen reads the text in force; empty while the office has no public address."""
    return f"{office.public_url}/thu-tuc/{code}" if office.public_url else ""


def edition(revision: Revision) -> str:
    """ "Bản 4, áp dụng từ 01/12/2026, theo Quyết định công bố 3152/QĐ-BTP"."""
    parts = [f"Bản {revision.number}"]
    if revision.effective_from is not None:
        parts.append(f"áp dụng từ {short_date(revision.effective_from)}")
    if revision.record.announcement:
        parts.append(f"theo Quyết định công bố {revision.record.announcement}")
    return ", ".join(parts)


def mark(revision: Revision, today: date) -> str:
    """What a reader must know of a revision that is not the text in force."""
    state = revision.state(today)
    if state is RevisionState.SCHEDULED and revision.effective_from is not None:
        return f"Chỉ áp dụng từ ngày {short_date(revision.effective_from)}."
    sentences = {
        RevisionState.DRAFT: "Bản nháp, chưa công bố. Không dùng để hướng dẫn.",
        RevisionState.PUBLISHED: "",
    }
    return sentences.get(state, "Bản cũ, không còn áp dụng.")


def paper_groups(record: ProcedureRecord) -> tuple[PaperGroup, ...]:
    """The components in the order a citizen needs them, each group with the condition it is brought under."""
    groups: dict[Shown, list[PostedPaper]] = {}
    for component in record.components:
        groups.setdefault(Shown(component.case, component.required), []).append(_paper(component))
    ordered = sorted(groups, key=lambda shown: (_rank(record, shown.case), not shown.required))
    return tuple(PaperGroup(tuple(groups[shown]), _group_heading(shown)) for shown in ordered)


def _rank(record: ProcedureRecord, case: str) -> int:
    """Everybody's papers first, then the cases as the record lists them, then cases it only names at a paper."""
    names = ["", *(one.name for one in record.cases), *(one.case for one in record.components)]
    return names.index(case)


def _group_heading(shown: Shown) -> str:
    if not shown.case:
        return "" if shown.required else SOMETIMES
    return shown.case if shown.required else f"{shown.case}, khi cần"


def _paper(component: Component) -> PostedPaper:
    counts = [(component.original, "bản chính"), (component.copy, "bản sao")]
    notes = [note for note in (component.note, needless(component)) if note]
    return PostedPaper(
        name=component.name,
        count=", ".join(unbroken(f"{count} {what}") for count, what in counts if count),
        note=" ".join(note if note.endswith((".", "…")) else f"{note}." for note in notes),
    )


def needless(component: Component) -> str:
    """When the paper need not be brought; empty when it must."""
    if component.replaced_by == Replacement.VNEID:
        return "Không phải mang nếu đã có trên VNeID."
    if component.replaced_by == Replacement.DATABASE:
        where = component.database or "cơ sở dữ liệu"
        return f"Không phải mang nếu cán bộ tra được trong {where}."
    return ""


def _figures(all_words: Iterable[FeeWords | LimitWords], say: Say, call: str) -> tuple[PostedFigure, ...]:
    """Each figure once: those that differ only in the channel stand together under the channels' names."""
    channels: dict[PostedFigure, list[str]] = {}
    for words in all_words:
        channels.setdefault(_figure(words, say, call), []).append(words.channel)
    shown = []
    for figure, named in channels.items():
        every = "" in named or set(named) == set(Channel)
        where = "" if every else ", ".join(say(CHANNEL_NAMES[Channel(name)]) for name in named)
        shown.append(replace(figure, heading=": ".join(filter(None, (figure.heading, where)))))
    return tuple(shown)


def _figure(words: FeeWords | LimitWords, say: Say, call: str) -> PostedFigure:
    notes = [] if words.known else [call]
    rows: tuple[PostedRow, ...] = ()
    per = ""
    if isinstance(words, FeeWords):
        per = bound(f"/\u00a0{say(words.per)}") if words.per else ""
        rows = tuple(PostedRow(say(what), unbroken(say(amount))) for what, amount in words.rows)
        notes += [say(words.example)] if words.example else []
        notes += [f"Được miễn: {words.exempt}"] if words.exempt else []
    else:
        notes += [say(note) for note in words.notes]
    return PostedFigure(bound(say(words.figure)), words.known, per, words.case, rows, tuple(notes))


def _where(record: ProcedureRecord, say: Say) -> str:
    ways = []
    for method in record.methods:
        name = say(CHANNEL_NAMES[Channel(method.channel)]) if method.channel else ""
        ways.append(": ".join(filter(None, (name, method.note))))
    if record.online in (OnlineLevel.FULL, OnlineLevel.PARTIAL):
        ways.append(": ".join(filter(None, (say(ONLINE_NAMES[OnlineLevel(record.online)]), record.online_reason))))
    return "; ".join(ways)
