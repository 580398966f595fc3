"""Two texts of one field, when somebody saved another one meanwhile: shown beside each other, and none chosen."""

from deform.widget import RadioChoiceWidget

Pieces = tuple[tuple[str, str], ...]
"""Words of a text, each with what became of them: same, added or removed."""


class ContestedWidget(RadioChoiceWidget):
    """Both texts beside each other, with what each changed in the text before, and a choice for each."""

    template = "contested"
    unmarked = True
    field_name = ""
    """The field it is about, further down in the form."""
    theirs: Pieces = ()
    mine: Pieces | None = None
    """None where what stands in the form could not be read."""
    before = ""
    """The text both began from; empty where it is not known, or said nothing."""
