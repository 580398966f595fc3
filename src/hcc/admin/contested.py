"""The part of the form in which an administrator chooses between her text and the one somebody saved meanwhile."""

from collections.abc import Callable, Iterable

import colander

from hcc.core.text import TranslationString, message
from hcc.procedures.changes import FIELD_LABELS, field_words
from hcc.procedures.reconciling import Choice
from hcc.procedures.record import ProcedureRecord
from hcc.procedures.word_changes import word_changes
from hcc.web.contested import ContestedWidget

CHOOSE = "choose_"
Say = Callable[[TranslationString], str]


def contested_names(listed: str) -> list[str]:
    """The fields named in a form's `contested`, in the order of the sheet."""
    named = set(listed.split(","))
    return [name for name in FIELD_LABELS if name in named]


def undecided(name: str, say: Say) -> TranslationString:
    """What is said at a choice until one is made."""
    return message("${field}: choose one of the two texts", mapping={"field": say(FIELD_LABELS[name])})


def add_choices(
    schema: colander.SchemaNode,
    names: Iterable[str],
    *,
    base: ProcedureRecord | None,
    theirs: ProcedureRecord,
    mine: ProcedureRecord | None,
    by: str,
    say: Say,
) -> None:
    """Put a choice for each of these fields before the first field of the form; nothing is chosen beforehand.

    `by` is who saved meanwhile. `base` is the text both began from, None where it is not known; `mine` None where the
    form could not be read.
    """
    for name in names:
        before, left, right = (
            field_words(name, getattr(text, name), say) if text is not None else "" for text in (base, theirs, mine)
        )
        widget = ContestedWidget(
            values=(
                (Choice.THEIRS.value, message("What ${by} saved", mapping={"by": by})),
                (Choice.MINE.value, message("What stands in the form below")),
            )
        )
        widget.field_name, widget.before = name, before
        widget.theirs = word_changes(before or right, left)[1]
        widget.mine = word_changes(before or left, right)[1] if mine is not None else None
        schema.add_before(
            "name",
            colander.SchemaNode(
                colander.String(),
                name=f"{CHOOSE}{name}",
                title=message("Which text stands: ${field}", mapping={"field": say(FIELD_LABELS[name])}),
                widget=widget,
                validator=colander.OneOf([choice.value for choice in Choice]),
                missing="",
            ),
        )
