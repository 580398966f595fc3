"""Refusals: the office says no, with facts, and a sentence that says what to do."""

from .text import TranslationString, message


class Refusal(Exception):
    """An act that cannot be done as asked.

    A subclass sets `text`, a message id that says what is wrong and what to do; keyword arguments are its facts.
    """

    text: TranslationString = message("This cannot be done now.")
    field = ""
    """Dotted name of the form field it is about, where it is about one."""
    line = 0
    """Which line of what was typed into that field it is about, from 1; 0: the whole."""
    stale = False
    """Whether the form was opened on an older state: shown again, it remembers the present one, so that whoever has
    looked may send it."""

    leads = False
    """Whether it only leads over to what is said at fields: it is no place to put right itself."""

    def __init__(self, **facts: object) -> None:
        super().__init__(type(self).__name__)
        self.facts = facts

    @property
    def sentence(self) -> TranslationString:
        return TranslationString(self.text, domain=self.text.domain, mapping=self.facts)

    @property
    def complaints(self) -> list["Refusal"]:
        """Every complaint, for refusals that gather several."""
        return [self]


class Refusals(Refusal):
    """Several complaints at once: all are found before the act is refused."""

    text = message("There are several things to put right.")

    def __init__(self, complaints: list[Refusal]) -> None:
        super().__init__()
        self._complaints = complaints

    @property
    def complaints(self) -> list[Refusal]:
        return self._complaints


def refuse_if(complaints: list[Refusal]) -> None:
    """Raise what was gathered, if anything."""
    if len(complaints) == 1:
        raise complaints[0]
    if complaints:
        raise Refusals(complaints)


class NotInThisState(Refusal):
    """The workflow has no such act from here."""

    text = message(
        "This was already changed by someone else, so it cannot be done now. Look at it as it is now and choose again."
    )
