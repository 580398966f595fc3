"""The small forms of acts that ask something: their fields, what stands in them, and what they give the act."""

from collections.abc import Iterable, Mapping
from typing import Any

import colander
from deform.widget import MappingWidget, TextAreaWidget

from hcc.accounts.resources import Official
from hcc.core.text import clean_text, message
from hcc.web.forms import StrictSchema

from .checklist import BLOCKS, Verdict
from .course import Consultation, Defect, PaymentMethod
from .operations.announce_result import Means
from .operations.moving import ReasonMissing
from .operations.note_call import NAME_LIMIT as CALLED_LIMIT
from .operations.record_external_work import NAME_LIMIT as SYSTEM_LIMIT
from .operations.register_and_seal import next_paper
from .operations.submit_for_approval import BODY_LIMIT, NUMBER_LIMIT
from .ready_sentences import ReadySentences, shipped_sentences
from .resources import Dossier
from .results import ResultPaper
from .schemas import OUTCOME_NAMES, TWOS, SeenSchema, SuggestedWidget, choice, day, line, money, one_of, text, tick

METHOD_NAMES = {
    PaymentMethod.CASH: message("In cash"),
    PaymentMethod.TRANSFER: message("By bank transfer"),
    PaymentMethod.PORTAL: message("On the payment platform"),
    PaymentMethod.POST: message("Through the post"),
}
MEANS_NAMES = {
    Means.PHONE: message("By phone"),
    Means.MESSAGE: message("By message or Zalo"),
    Means.HAMLET: message("Through the head of the hamlet or a relative"),
    Means.LOUDSPEAKER: message("By loudspeaker"),
    Means.IN_PERSON: message("In person"),
    Means.NOT_REACHED: message("Not reached, to be tried again"),
}
_REASON = message("Reason")


class ReadySchema(SeenSchema):
    """Asks for a reason, as a ready sentence, in one's own words, or both.

    That there is none is for the act to refuse; where the form is refused for something else, it is told beside that.
    """

    def deserialize(self, cstruct: Any = colander.null) -> Any:
        try:
            return super().deserialize(cstruct)
        except colander.Invalid as invalid:
            names = [node.name for node in self.children]
            reason = names.index("reason")
            if isinstance(cstruct, Mapping) and not any(str(cstruct.get(name) or "").strip() for name in _EITHER):
                invalid.add(colander.Invalid(self.children[reason], ReasonMissing.text), reason)
            raise


_EITHER = ("ready", "reason")


def _ready(schema: ReadySchema, sentences: tuple[str, ...]) -> ReadySchema:
    schema.add(choice(message("Ready sentence"), {one: one for one in sentences}, message("None"), name="ready"))
    schema.add(text(_REASON, name="reason", asked=True))
    return schema


def reason_given(typed: Mapping[str, Any]) -> str:
    """The ready sentence and the own words as one reason."""
    return "\n".join(part for part in (typed.get(name, "") for name in _EITHER) if part)


def _sentences(dossier: Dossier) -> ReadySentences:
    return dossier.__parent__.ready or shipped_sentences()


def refuse_schema(dossier: Dossier) -> ReadySchema:
    return _ready(ReadySchema(), _sentences(dossier).refusal)


def extend_schema(dossier: Dossier) -> ReadySchema:
    schema = ReadySchema()
    schema.add(day(message("Promised for"), name="until", missing=colander.required))
    return _ready(schema, _sentences(dossier).apology)


def stop_schema(dossier: Dossier) -> ReadySchema:
    schema = _ready(ReadySchema(), _sentences(dossier).stop)
    schema.add(
        text(
            message("Legal basis"),
            rows=2,
            name="basis",
            description=message("Article, text, number and year"),
            missing=colander.required,
        )
    )
    return schema


# Asking for what is missing

_MISSING, _OTHER = "missing", "other"


def supplement_schema(dossier: Dossier, *, second: bool) -> SeenSchema:
    """One choice and one note for each paper, and whatever else; `second` asks for the director's reason."""
    schema = SeenSchema()
    if dossier.record.components:
        schema.add(_defects_schema(dossier))
    schema.add(
        text(
            message("Anything else to bring or put right"),
            rows=3,
            name="other",
            description=message("One thing a line"),
        )
    )
    schema.add(day(message("To be brought until"), name="until"))
    if second:
        schema.add(text(message("Why papers are asked for a second time"), rows=2, name="second_reason", asked=True))
    return schema


def _defects_schema(dossier: Dossier) -> StrictSchema:
    defects = StrictSchema(name="defects", title=message("Papers of the dossier"), widget=MappingWidget(css_class=TWOS))
    offered = {_MISSING: message("Missing"), **{one: one for one in _sentences(dossier).supplement}}
    offered[_OTHER] = message("Wrong, as written beside")
    for index, component in dossier.components():
        defects.add(choice(component.name, offered, message("Right"), name=f"d{index}"))
        defects.add(line(message("In other words"), 500, name=f"d{index}_note", asked=True))
    return defects


def supplement_values(dossier: Dossier) -> dict[str, Any]:
    """What was already found wanting stands in the form."""
    values = {}
    for index, found in dossier.verdicts.items():
        if found.verdict in BLOCKS:
            values[f"d{index}"] = _MISSING if found.verdict is Verdict.MISSING else _OTHER
            values[f"d{index}_note"] = found.note
    return {"defects": values} if values else {}


def defects_given(dossier: Dossier, typed: Mapping[str, Any]) -> list[Defect]:
    """Everything that was marked or written, as the person reads it."""
    found, given = [], typed.get("defects", {})
    for name, chosen in given.items():
        note = given.get(f"{name}_note", "")
        if name.endswith("_note") or not (chosen or note):
            continue
        said = {_MISSING: note or _sentences(dossier).missing, _OTHER: note, "": note}
        sentence = said.get(chosen, f"{chosen} {note}".strip())
        found.append(Defect(sentence, int(name[1:]), missing=chosen == _MISSING))
    return found + [Defect(one) for one in typed.get("other", "").splitlines() if one.strip()]


# Officials


def _officials(found: Iterable[Official]) -> dict[str, str]:
    return {one.login: f"{one.name}, {one.job_title}" if one.job_title else one.name for one in found}


def official_schema(found: Iterable[Official], *, why: bool) -> SeenSchema:
    """An official to choose; `why` asks for a reason too."""
    schema = SeenSchema()
    schema.add(choice(message("Official"), _officials(found), message("Not chosen yet"), name="official"))
    if why:
        schema.add(text(_REASON, rows=2, name="reason", asked=True))
    return schema


def passing_schema(found: Iterable[Official], steps: Mapping[str, str]) -> SeenSchema:
    """Who goes on with it, and with which step, where several may come next."""
    schema = SeenSchema()
    if len(steps) > 1:
        schema.add(one_of(message("Which step comes next"), dict(steps), name="step"))
    schema.add(choice(message("Who goes on with it"), _officials(found), message("Not chosen yet"), name="official"))
    return schema


def hand_over_schema(found: Iterable[Official]) -> SeenSchema:
    schema = SeenSchema()
    schema.add(choice(message("Handed to the official"), _officials(found), message("Somebody else"), name="official"))
    schema.add(line(message("Or to the unit or person"), name="to", asked=True))
    schema.add(line(message("Cabinet"), 60, name="cabinet"))
    schema.add(line(message("Compartment"), 60, name="compartment"))
    schema.add(text(message("Note"), rows=2, name="note"))
    return schema


def consult_schema(found: Iterable[Official]) -> SeenSchema:
    schema = SeenSchema()
    schema.add(choice(message("Official who is asked"), _officials(found), message("Another office"), name="official"))
    schema.add(line(message("Or the office that is asked"), name="of", asked=True))
    schema.add(text(message("Question"), name="question", asked=True))
    schema.add(day(message("Wanted until"), name="due", missing=colander.required))
    return schema


def answer_schema(asked: Iterable[Consultation]) -> SeenSchema:
    schema = SeenSchema()
    names = {one.number: f"{one.of}: {one.question[:120]}" for one in asked}
    schema.add(choice(message("Question"), names, message("Not chosen yet"), name="number"))
    schema.add(text(message("Opinion"), name="opinion", asked=True))
    return schema


def appraise_schema() -> SeenSchema:
    schema = SeenSchema()
    names = {"yes": message("The conditions are met"), "no": message("The conditions are not met")}
    schema.add(one_of(message("Conclusion"), names, name="eligible"))
    schema.add(text(message("Opinion"), name="opinion", missing=colander.required))
    schema.add(text(message("What was found, where and with whom"), name="findings"))
    return schema


# Money, results, numbers


def require_payment_schema() -> SeenSchema:
    schema = SeenSchema()
    schema.add(money(message("Amount, in đồng"), name="amount"))
    schema.add(line(message("What it is for"), 200, name="purpose", missing=colander.required))
    return schema


def confirm_payment_schema() -> SeenSchema:
    schema = SeenSchema()
    schema.add(money(message("Amount, in đồng"), name="amount"))
    schema.add(one_of(message("How it was paid"), METHOD_NAMES, name="method"))
    schema.add(line(message("Number of the payment receipt"), 60, name="receipt_number", missing=colander.required))
    return schema


def proposal_schema(dossier: Dossier, title: str) -> SeenSchema:
    """With the text of the result document where the result has a name (`title`) and is a paper of the commune."""
    schema = SeenSchema()
    schema.add(one_of(message("Proposal"), OUTCOME_NAMES, name="outcome"))
    told = message("Left empty, a person to whom it is granted is asked to come. Declining wants its reasons.")
    schema.add(text(message("What the citizen is told"), name="text", description=told, asked=True))
    if title:
        schema.add(
            line(
                message("Text of “${title}”", mapping={"title": title}),
                BODY_LIMIT,
                name="body",
                asked=True,
                widget=TextAreaWidget(rows=12),
                description=message("Write what is known in place of each ……(…)……. Left alone, the template serves."),
            )
        )
    for node in _paper_nodes(dossier):
        schema.add(node)
    return schema


def proposal_values(dossier: Dossier, body: str) -> dict[str, Any]:
    """What was proposed before the approver sent it back: nobody types it twice. `body` of the document."""
    if (proposal := dossier.sent_back) is None:
        return {"body": body} if body else {}
    values: dict[str, Any] = {"outcome": proposal.outcome, "text": proposal.text}
    if body:
        values["body"] = body
    for paper in proposal.papers[:1]:
        values |= {"number": paper.number, "symbol": paper.symbol, "code": paper.code}
        if paper.file is not None and str(paper.file) in dossier.papers:
            values["file"] = str(paper.file)
    return values


def _paper_nodes(dossier: Dossier, *, asked: bool = False) -> Iterable[colander.SchemaNode]:
    yield line(message("Number of the result"), NUMBER_LIMIT, name="number", asked=asked)
    yield line(
        message("Symbol"),
        NUMBER_LIMIT,
        name="symbol",
        description=message("What stands behind the number: GXN-UBND"),
        asked=asked,
    )
    yield line(message("Code of the result"), 30, name="code", description=message("KQ.G15.000021, if it is known"))
    if len(dossier.papers):
        files = {paper.number: paper.name for paper in dossier.papers}
        yield choice(message("File of the result"), files, message("None"), name="file")


def paper_given(typed: Mapping[str, Any], *, title: str, body: str) -> ResultPaper | None:
    """The paper to be signed, where anything of it is known. `body` is kept where it is not what the template has."""
    file = typed.get("file")
    own = clean_text(typed.get("body", ""))
    paper = ResultPaper(
        title=title,
        body=own if own != clean_text(body) else "",
        number=typed.get("number", ""),
        symbol=typed.get("symbol", ""),
        code=typed.get("code", ""),
        file=int(file) if file else None,
    )
    return paper if paper != ResultPaper() else None


def register_schema(dossier: Dossier) -> SeenSchema:
    schema = SeenSchema()
    schema.add(line(message("Result"), 300, name="title", asked=True))
    for node in _paper_nodes(dossier, asked=True):
        schema.add(node)
    schema.add(day(message("Day of the register"), name="day", missing=colander.required))
    schema.add(tick(message("More results of this dossier follow"), name="more"))
    return schema


def register_values(dossier: Dossier) -> dict[str, Any]:
    """What was proposed, as it stands on the paper before the clerk; nothing when it was sent back meanwhile."""
    if dossier.decision is None:
        return {}
    paper = next_paper(dossier)
    values = {"title": paper.title, "number": paper.number, "symbol": paper.symbol, "code": paper.code}
    return {**values, "file": str(paper.file)} if paper.file is not None else values


def external_work_schema() -> SeenSchema:
    schema = SeenSchema()
    systems = message("Civil status, land, social protection, business registration")
    schema.add(line(message("System"), SYSTEM_LIMIT, name="system", description=systems, asked=True))
    schema.add(line(message("Number there"), SYSTEM_LIMIT, name="number", asked=True))
    return schema


def announce_schema() -> SeenSchema:
    schema = SeenSchema()
    schema.add(one_of(message("How the person was told"), MEANS_NAMES, name="means"))
    schema.add(text(message("Note"), rows=2, name="note"))
    return schema


REACHED, NOT_REACHED = "yes", "no"
REACHED_NAMES = {REACHED: message("Somebody answered"), NOT_REACHED: message("Nobody answered")}


def call_schema() -> SeenSchema:
    schema = SeenSchema()
    schema.add(line(message("Who was called"), CALLED_LIMIT, name="to", asked=True))
    schema.add(one_of(message("How the call went"), REACHED_NAMES, name="reached"))
    schema.add(text(message("Note"), rows=2, name="note", description=message("What was said, when to call again")))
    return schema


def call_values(dossier: Dossier) -> dict[str, Any]:
    """Whom one reaches by the number that is written down."""
    person = dossier.person
    return {"to": person.name if person.phone or not person.contact_phone else person.contact_name or person.name}


RECOGNISED_BY = (
    message("Identity card shown"),
    message("Electronic identity on VNeID"),
    message("Receipt and identity card"),
    message("Authorisation and identity card"),
)


def return_schema() -> SeenSchema:
    schema = SeenSchema()
    schema.add(line(message("Who takes the result"), name="to", missing=colander.required))
    schema.add(
        line(
            message("Recognised by"),
            name="identified_by",
            description=message("Identity card, receipt or authorisation"),
            widget=SuggestedWidget(suggestions=RECOGNISED_BY),
            missing=colander.required,
        )
    )
    schema.add(tick(message("Not the owner: somebody she authorised"), name="proxy"))
    schema.add(line(message("Paper of authorisation"), 200, name="authorisation"))
    schema.add(money(message("Fee taken, in đồng"), name="fee", missing=0))
    schema.add(line(message("Originals given back"), 200, name="originals"))
    return schema


def code_schema() -> SeenSchema:
    schema = SeenSchema()
    schema.add(
        line(
            message("Dossier code"),
            60,
            name="code",
            description=message("As the portal shows it: H44.99-261123-0001"),
            missing=colander.required,
        )
    )
    schema.add(tick(message("Compared: the portal really shows it so"), name="unusual"))
    return schema


def withdrawal_schema() -> SeenSchema:
    schema = SeenSchema()
    schema.add(text(message("Papers given back"), rows=2, name="given_back"))
    return schema
