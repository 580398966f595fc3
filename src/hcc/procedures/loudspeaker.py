"""What the hamlet loudspeaker reads of a procedure: at most 120 words, in sentences of at most 20."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain

from hcc.printing.spoken import amount, digits, spoken
from hcc.printing.words import number_in_words
from hcc.settings import Settings

from .council_fees import record_on, shown_day
from .figures import Say
from .names import CHANNEL_NAMES
from .record import Channel, Component, Fee, FeeKind, LimitUnit, ProcedureRecord, Replacement, TimeLimit
from .resources import Revision
from .wording import fee_words, limit_words

MOST_WORDS = 120
"""A minute to a minute and a quarter, read aloud."""
MOST_WORDS_A_SENTENCE = 20
MOST_WORDS_OF_FEES = 45

ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_UNKNOWN_PAPERS = "Trung tâm đang cập nhật danh sách giấy tờ, bà con hãy gọi trước khi đi."
_UNKNOWN_FEE = "Mức phí Trung tâm đang cập nhật, bà con hỏi khi gọi điện."
_DEPENDS = "Mức phí tùy từng trường hợp, bà con hỏi khi gọi điện."
_UNKNOWN_LIMIT = "Thời gian giải quyết Trung tâm đang cập nhật, bà con hỏi khi gọi điện."


def words_of(text: str) -> int:
    return len(text.split())


def loudspeaker_text(revision: Revision, *, office: Settings, say: Say, today: date) -> str:
    """The sentences, a line each. What does not fit is left out by whole sentences, the least important first."""
    record = record_on(revision, shown_day(revision, today))
    opening = [_greeting(office), _subject(record)]
    closing = [_limit(record, say), *_phone(office)]
    extras = [sentence for sentence in _extras(record) if words_of(sentence) <= MOST_WORDS_A_SENTENCE]
    papers = [component for component in record.components if component.required and not component.case]
    named = [name for paper in papers[: len(ORDINALS)] if (name := _short_enough(paper))]
    every, short = _fees(record, say), [_fee(record, say)]
    rooms = [(fees, extra, len(named)) for fees in (every, short) for extra in range(len(extras), -1, -1)]
    for fees, extra, shown in [*rooms, *((short, 0, shown) for shown in range(len(named) - 1, -1, -1))]:
        bring = _papers(record, papers, named[:shown])
        sentences = [*opening, *bring, *fees, closing[0], *extras[:extra], *closing[1:]]
        if sum(map(words_of, sentences)) <= MOST_WORDS:
            return "\n".join(sentences)
    return "\n".join([*opening, *short, *closing])


def _sentence(text: str) -> str:
    """Its first letter large, a full stop at the end."""
    text = text.strip().rstrip(".,")
    return f"{text[:1].upper()}{text[1:]}."


def _fitting(candidates: Iterable[str]) -> str:
    """The first of these that is short enough to be one sentence; the last is short in any case."""
    last = ""
    for last in map(_sentence, candidates):
        if words_of(last) <= MOST_WORDS_A_SENTENCE:
            return last
    return last


def _greeting(office: Settings) -> str:
    name, commune = spoken(office.office_name), spoken(office.commune)
    return _fitting((f"Thông báo của {name} {commune}", f"Thông báo của {name}", "Thông báo của Trung tâm"))


def _subject(record: ProcedureRecord) -> str:
    """Which procedure it is: by its title, else a name people use, else its code."""
    names = (_small(spoken(name)) for name in (record.title, *record.everyday_names, record.title.partition("(")[0]))
    said = (f"Sau đây là hướng dẫn thủ tục {name}" for name in names if name)
    code = " chấm ".join(digits(part) for part in record.code.split("."))
    return _fitting(chain(said, (f"Thủ tục mã số {code}",)))


def _short_enough(paper: Component) -> str:
    """What a paper is called aloud; empty when even its first clause is too long."""
    name = spoken(paper.name)
    for words in (name, name.partition(",")[0]):
        if words and words_of(words) <= MOST_WORDS_A_SENTENCE - 2:
            return words
    return ""


def _papers(record: ProcedureRecord, papers: list[Component], named: list[str]) -> list[str]:
    """What to bring: every paper that is named has a sentence, the others are counted."""
    if not record.components:
        return [_UNKNOWN_PAPERS]
    if not papers:
        return ["Giấy tờ cần mang tùy từng trường hợp, bà con hãy gọi trước khi đi."]
    others = len(papers) - len(named)
    count = number_in_words(len(papers))
    begin = f"Khi đi, bà con mang theo {count} loại giấy tờ." if named else f"Bà con cần mang {count} loại giấy tờ."
    sentences = [begin, *(f"Thứ {ORDINALS[n]}, {_small(name)}." for n, name in enumerate(named))]
    if len(papers) == 1 and named and words_of(named[0]) <= MOST_WORDS_A_SENTENCE - 6:
        sentences = [f"Khi đi, bà con mang theo {_small(named[0])}."]
    if others:
        rest = f"Còn {number_in_words(others)} giấy tờ khác" if named else "Giấy tờ gồm những gì"
        sentences.append(f"{rest}, bà con hãy hỏi trước khi đi.")
    return sentences


def _small(name: str) -> str:
    """For the middle of a sentence: names of procedures and papers begin with a capital of their own."""
    return name[:1].lower() + name[1:]


def _case(case: str, sentence: str) -> Iterator[str]:
    """The sentence with its case in front, and without where that is too long to say."""
    if case:
        yield f"Trường hợp {_small(spoken(case))}, {_small(sentence)}"
    yield sentence


def _fees(record: ProcedureRecord, say: Say) -> list[str]:
    """What each case and each way to hand in costs, a sentence each; in one where that is too much to be read out."""
    if len(record.fees) < 2:
        return [_fee(record, say)]
    sentences = []
    for fee in record.fees:
        said = _fee_said(fee, say)
        if fee.channel:
            said = f"Nộp {_small(spoken(say(CHANNEL_NAMES[Channel(fee.channel)])))}, {_small(said)}"
        sentences.append(_sentence(next(_case(fee.case, said)).rstrip(".")))
    whole = sum(map(words_of, sentences)) <= MOST_WORDS_OF_FEES
    if whole and all(words_of(one) <= MOST_WORDS_A_SENTENCE for one in sentences):
        return sentences
    return [_fee(record, say)]


def _fee(record: ProcedureRecord, say: Say) -> str:
    """What it costs, in one sentence: of several fees the least and the most."""
    if not record.fees:
        return _UNKNOWN_FEE
    if len(record.fees) > 1:
        return _span(record.fees)
    fee = record.fees[0]
    said = _fee_said(fee, say)
    with_case = list(_case(fee.case, said))
    if fee.case and words_of(with_case[0]) > MOST_WORDS_A_SENTENCE:
        return _DEPENDS
    return _fitting((*with_case[:1], _UNKNOWN_FEE))


def _span(fees: Sequence[Fee]) -> str:
    """From what to what; nothing of figures where one is not known or is reckoned by the page."""
    if any(fee.kind not in (FeeKind.PER_CASE, FeeKind.FREE, FeeKind.UNREGULATED) for fee in fees):
        return _DEPENDS
    amounts = [fee.amount for fee in fees]
    least, most = min(amounts), max(amounts)
    if least == most:
        return _fitting((f"Lệ phí là {_money(most)}" if most else "Làm thủ tục này không mất tiền", _DEPENDS))
    said = f"Lệ phí tùy trường hợp, từ {_money(least)} đến {_money(most)}"
    if not least:
        said = f"Có trường hợp không mất tiền, trường hợp nhiều nhất là {_money(most)}"
    return _fitting((said, _DEPENDS))


def _money(amount: int) -> str:
    return spoken(f"{amount} đồng")


def _fee_said(fee: Fee, say: Say) -> str:
    if fee.kind == FeeKind.PER_PAGE:
        return f"Phí là {_money(fee.amount)} một trang"
    if fee.kind == FeeKind.PER_CASE:
        per = spoken(fee.per)
        return f"Lệ phí là {_money(fee.amount)}" + (f" một {per.removeprefix('một ')}" if per else "")
    if fee.kind == FeeKind.FREE:
        return "Làm thủ tục này không mất tiền"
    if fee.kind == FeeKind.UNREGULATED:
        return "Thủ tục này không quy định lệ phí"
    words = fee_words(fee)
    return f"Lệ phí: {spoken(say(words.figure))}" if words.known else _UNKNOWN_FEE


def _limit(record: ProcedureRecord, say: Say) -> str:
    limit = next((limit for limit in record.time_limits if not limit.case), next(iter(record.time_limits), None))
    if limit is None:
        return _UNKNOWN_LIMIT
    said = _limit_said(limit, say)
    with_case = next(_case(limit.case, said))
    if words_of(with_case) > MOST_WORDS_A_SENTENCE:
        return "Thời gian giải quyết tùy từng trường hợp, bà con hỏi khi gọi điện."
    return _sentence(with_case)


def _limit_said(limit: TimeLimit, say: Say) -> str:
    if limit.unit == LimitUnit.SAME_DAY:
        return "Kết quả có trong ngày"
    if limit.unit == LimitUnit.UNREGULATED:
        return "Thời gian giải quyết không có quy định chung"
    units = {LimitUnit.WORKING_DAYS: "ngày làm việc", LimitUnit.DAYS: "ngày", LimitUnit.HOURS: "giờ"}
    if limit.unit in units and limit.amount is not None:
        return f"Thời gian giải quyết là {amount(limit.amount)} {units[limit.unit]}"
    words = limit_words(limit)
    return f"Thời gian giải quyết là {_small(spoken(say(words.figure)))}" if words.known else _UNKNOWN_LIMIT


def _extras(record: ProcedureRecord) -> Iterator[str]:
    """What is worth saying when there is room, the most important first."""
    if any(component.replaced_by == Replacement.VNEID for component in record.components):
        yield "Giấy tờ đã có trên ứng dụng định danh điện tử thì bà con không phải mang."
    if any(not component.required or component.case for component in record.components):
        yield "Một số trường hợp cần thêm giấy tờ khác."
    for fee in record.fees[:1]:
        if fee.kind == FeeKind.PER_PAGE and fee.further_amount:
            page = spoken(str(fee.further_from))
            yield f"Từ trang thứ {page} là {_money(fee.further_amount)} một trang."
        if fee.kind == FeeKind.PER_PAGE and fee.cap:
            yield f"Mỗi bản cao nhất {_money(fee.cap)}."
    if any(limit.after_15 for limit in record.time_limits[:1]):
        yield "Nộp sau mười lăm giờ, kết quả có thể sang ngày làm việc tiếp theo."
    if len(record.time_limits) > 1:
        yield "Một số trường hợp có thời gian giải quyết khác."
    if record.everyday_names:
        yield f"Bà con hay gọi là {_small(spoken(record.everyday_names[0]))}."


def _phone(office: Settings) -> list[str]:
    """The telephone number, digit by digit; nothing where there is none that can be said."""
    said = digits(office.phone)
    sentences = (f"Bà con cần hỏi, xin gọi số {said}", f"Số điện thoại {said}")
    found = _fitting(sentences) if said else ""
    return [found] if 0 < words_of(found) <= MOST_WORDS_A_SENTENCE else ["Bà con cần hỏi, xin đến Trung tâm."]
