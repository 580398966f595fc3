"""What the papers about a procedure say, from one revision and the office's settings. Papers are in Vietnamese."""

from datetime import date

from hcc.printing.poster_data import PaperGroup, PostedFigure, PostedPaper, PostedProcedure, PostedRow, PostingOffice
from hcc.printing.words import short_date
from hcc.settings import Settings

from .binding import bound
from .council_fees import record_on, shown_day
from .figures import FigureWords, Say
from .resources import Revision, RevisionState
from .sheet_words import QUESTIONS, PaperWords, SheetWords, sheet_words

LONGEST = 240
"""Letters of one entry; the code on the paper leads to the rest."""
MOST = 100
"""Entries of one list; more than any page has room for."""

SOMETIMES = "Chỉ trong một số trường hợp"


def shortened(text: str, limit: int = LONGEST) -> str:
    """The text, or its first words and "…" where it has more letters than `limit`."""
    if len(text) <= limit:
        return text
    return f"{text[: limit - 1].rpartition(' ')[0].rstrip(' ,;:(–-') or text[: limit - 1]}…"


def unbroken(text: str) -> str:
    """A short text that stays on one line, such as a phone number."""
    return text.replace(" ", "\u00a0")


def posting_office(office: Settings, hours: tuple[str, ...]) -> PostingOffice:
    """The office at the foot of a paper; `hours` are its opening hours, a line each."""
    place = ", ".join(filter(None, (office.commune, office.province)))
    return PostingOffice(office.office_name, place, office.address, unbroken(office.phone), hours)


def posted_procedure(revision: Revision, *, office: Settings, say: Say, today: date) -> PostedProcedure:
    """One revision as every paper shows it: what everybody brings first, then what only some do, case by case."""
    record = record_on(revision, shown_day(revision, today))
    words = sheet_words(record, say, "vi")
    call = f"Hãy gọi {unbroken(office.phone)} trước khi đi."
    address = public_address(office, record.code)
    ways = "; ".join(map(str, words.ways))
    return PostedProcedure(
        code=record.code,
        title=bound(shortened(record.title, 200)),
        everyday=f"Bà con hay gọi: {words.everyday}" if words.everyday else "",
        edition=edition(revision),
        mark=mark(revision, today),
        bring=paper_groups(words),
        bring_unknown=f"Trung tâm đang cập nhật. {call}",
        fees=tuple(_figure(figure, call) for figure in words.all_fees[:MOST]),
        limits=tuple(_figure(figure, call) for figure in words.all_limits[:MOST]),
        steps=_list(record.steps),
        who=words.who,
        where=" ".join(_ended(part) for part in (ways, words.online, words.anywhere) if part),
        results=_list(record.results),
        conditions=_list(record.conditions),
        legal=_list(record.legal_basis),
        qr=address,
        address=address.partition("//")[2],
        ask=tuple(say(question) for question in QUESTIONS) if words.thin else (),
    )


def public_address(office: Settings, code: str) -> str:
    """Where a citizen reads the text in force; empty while the office has no public address a code can hold."""
    return f"{office.public_url}/thu-tuc/{code}" if office.public_url.isascii() and office.public_url else ""


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
        RevisionState.REVIEW: "Bản nháp, chưa công bố. Không dùng để hướng dẫn.",
        RevisionState.PUBLISHED: "",
    }
    return sentences.get(state, "Bản cũ, không còn áp dụng.")


def paper_groups(words: SheetWords) -> tuple[PaperGroup, ...]:
    """The papers in the order a citizen needs them, each group under the condition it is brought on."""
    groups = [("", words.required), (SOMETIMES, words.sometimes), *((case.name, case.papers) for case in words.cases)]
    filled = [PaperGroup(tuple(map(_paper, papers[:MOST])), heading) for heading, papers in groups if papers]
    return tuple(filled[:MOST])


def _paper(paper: PaperWords) -> PostedPaper:
    """What makes bringing it needless is never cut; its note is, and the form's name goes first."""
    form = "" if paper.form in paper.note else paper.form
    told = " ".join(_ended(part) for part in (paper.note, form) if part)
    note = " ".join(filter(None, (shortened(told, LONGEST - len(paper.needless) - 1), paper.needless)))
    return PostedPaper(shortened(paper.name), unbroken(paper.counts), note)


def _list(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(shortened, texts[:MOST]))


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "…")) else f"{sentence}."


def _figure(words: FigureWords, call: str) -> PostedFigure:
    return PostedFigure(
        figure=bound(shortened(words.figure)),
        known=words.known,
        heading=": ".join(filter(None, (words.case, words.channels))),
        per=bound(f"/\u00a0{words.per}") if words.per else "",
        rows=tuple(PostedRow(what, unbroken(amount)) for what, amount in words.rows[:6]),
        notes=(*map(shortened, words.notes[:5]), *(() if words.known else (call,))),
    )
