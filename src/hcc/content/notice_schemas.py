"""What the forms of notices, questions, contacts and collections ask."""

from typing import Any

import colander
from deform.widget import CheckboxChoiceWidget, TextAreaWidget

from hcc.core.text import TranslationString, message
from hcc.procedures.loudspeaker import MOST_WORDS
from hcc.web.forms import Beside, FormSchema, PhoneWidget

from .choosing_fields import address_node, procedures_node
from .collections import ANY, KINDS, MOST_SHOWN, SORTS, STAGES
from .fields import account_node, choice_node, moment_nodes, tick_node
from .loudspeaker import read_aloud, sentences_of, words_in
from .markdown_field import body_node
from .notices import moments_of
from .resources import Notice
from .schemas import BODY, SUMMARY, TITLE, PageSchema, add_english, add_in_english, line_node, text_node
from .wanted import FOLDER, PICTURE, SOUND

SHORT, LONG, READ = 100, 300, 2_000


class LoudspeakerWidget(TextAreaWidget):
    """A text that is read aloud, with how many words it has."""

    template = "loudspeaker"
    most = MOST_WORDS

    def get_template_values(self, field: Any, cstruct: Any, kw: Any) -> dict[str, Any]:
        values, request = super().get_template_values(field, cstruct, kw), field.get_root().request
        item = request.context
        read = sentences_of(item.text, request.office) if isinstance(item, Notice) else []
        return {**values, "count": words_in(read_aloud(values["cstruct"])), "read": read}


def _short_enough(node: colander.SchemaNode, text: str) -> None:
    words = words_in(read_aloud(text))
    if words > MOST_WORDS:
        sentence = message(
            "Read aloud this has ${count} words, and the loudspeaker takes ${most}. Leave a sentence out."
        )
        raise colander.Invalid(node, TranslationString(sentence, mapping={"count": words, "most": MOST_WORDS}))


class NoticeSchema(PageSchema):
    """Something made known."""

    def add_own(self) -> None:
        begin = Beside(message("Begins"), message("A day such as 27/11/2026, a time such as 8:30"))
        end = Beside(message("Ends"), message("Afterwards it is marked as over"))
        for node in (
            *moment_nodes(begin, "starts", message("First day"), message("Time on the first day")),
            *moment_nodes(end, "ends", message("Last day"), message("Time on the last day")),
        ):
            self.add(node)
        self.add(tick_node("urgent", message("Urgent: it stands first, with a warning sign")))
        self.add(
            text_node(
                "loudspeaker",
                message("For the loudspeaker"),
                READ,
                4,
                description=message("Empty: made of the title, the summary and the days"),
                widget=LoudspeakerWidget(rows=4),
            )
        )
        self["loudspeaker"].validator = colander.All(colander.Length(max=READ), _short_enough)
        self.add(
            address_node(
                "sound",
                message("Recording"),
                SOUND,
                message("Address of a file among the pages, such as /thong-bao/ban-ghi-am"),
            )
        )
        self.validator = _in_order


def _in_order(schema: colander.SchemaNode, typed: dict[str, Any]) -> None:
    wrong = colander.Invalid(schema)
    for day, at in (("starts_on", "starts_at"), ("ends_on", "ends_at")):
        if typed.get(at) and not typed.get(day):
            wrong[day] = message("A time of day needs a day beside it. Fill in the day, or leave both empty.")
    begin, end = moments_of(typed)
    if begin is not None and end is not None and end <= begin:
        wrong["ends_on"] = message("It would end before it begins. Choose a later end, or an earlier beginning.")
    if wrong.children:
        raise wrong


class QuestionSchema(FormSchema):
    """What people ask, and the answer."""

    def __init__(self, *args, **kw) -> None:
        super().__init__(*args, **kw)
        self.add(
            line_node("title", message("What is asked"), TITLE, description=message("In the words of those who ask"))
        )
        self.add(body_node("body", message("Answer"), BODY, rows=10))
        self["body"].missing = colander.required
        self.add(procedures_node())
        add_english(self, "title", "body")


class ContactSchema(FormSchema):
    """An official one can ask. Who stands in the public list of officials is not typed a second time."""

    def __init__(self, *args, **kw) -> None:
        super().__init__(*args, **kw)
        self.add(account_node())
        self.add(line_node("title", message("Full name"), TITLE, missing=""))
        self.add(line_node("job", message("Position"), SHORT, missing=""))
        self.add(line_node("duty", message("Field she works in"), LONG, missing=""))
        self.add(line_node("phone", message("Telephone"), 30, missing="", widget=PhoneWidget(short=True)))
        self.add(line_node("place", message("Counter or room"), SHORT, missing=""))
        self.add(text_node("hours", message("When she can be met"), LONG, 2))
        self.add(
            address_node(
                "picture",
                message("Picture of her"),
                PICTURE,
                message("Address of a picture among the pages, such as /anh-can-bo"),
            )
        )
        for node in (
            line_node(
                "title_en",
                message("Name in English"),
                TITLE,
                missing="",
                description=message("Only of a part of the office; names of people stay as they are"),
            ),
            line_node("job_en", message("Position in English"), SHORT, missing=""),
            line_node("duty_en", message("Field in English"), LONG, missing=""),
            line_node("place_en", message("Counter or room in English"), SHORT, missing=""),
            text_node("hours_en", message("When she can be met, in English"), LONG, 2),
        ):
            add_in_english(self, node)
        self.validator = _somebody


@colander.deferred
def _somebody(node: colander.SchemaNode, kw: dict[str, Any]) -> Any:
    accounts = kw["request"].site.accounts

    def check(schema: colander.SchemaNode, typed: dict[str, Any]) -> None:
        if not typed["title"] and typed["account"]:
            typed["title"] = accounts[typed["account"]].name
        if not typed["title"]:
            wrong = colander.Invalid(schema)
            wrong["title"] = message("Choose an official of the list, or write the full name")
            raise wrong

    return check


class CollectionSchema(FormSchema):
    """A list that is made anew whenever it is read."""

    def __init__(self, *args, **kw) -> None:
        super().__init__(*args, **kw)
        self.add(line_node("title", message("Title"), TITLE))
        self.add(text_node("summary", message("Summary"), SUMMARY, 2))
        self.add(
            colander.SchemaNode(
                colander.Set(),
                name="kinds",
                title=message("Kinds"),
                description=message("None ticked: every kind"),
                missing=(),
                preparer=lambda chosen: sorted(chosen) if chosen else [],
                validator=colander.All(colander.ContainsOnly([kind for kind, _ in KINDS])),
                widget=CheckboxChoiceWidget(values=KINDS),
            )
        )
        self.add(
            address_node(
                "within",
                message("Only what lies in the folder"),
                FOLDER,
                message("Its address, such as /thong-bao/; empty: everything"),
            )
        )
        self.add(
            line_node(
                "words",
                message("Only with these words in title or summary"),
                SHORT,
                missing="",
            )
        )
        self.add(choice_node("stage", message("Notices"), [(ANY, message("All of them")), *STAGES]))
        self.add(
            colander.SchemaNode(
                colander.Integer(),
                name="most",
                title=message("At most so many"),
                missing=20,
                default=20,
                validator=colander.Range(1, MOST_SHOWN),
            )
        )
        self.add(choice_node("sort", message("Order"), SORTS))
        add_english(self, "title", "summary")
