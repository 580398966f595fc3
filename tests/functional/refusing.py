"""What a refusal must be: a fitting status, Vietnamese sentences, and a database in which nothing happened."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from bs4 import BeautifulSoup
from webtest import TestResponse

from hcc.core.roles import Role
from office import Office

_SYLLABLE = re.compile(
    r"(b|ch?|d|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x)?[aeiouy]{1,3}(ch?|m|ng?|nh|p|t)?\Z", re.IGNORECASE
)
_QUOTED = re.compile(r"“[^”]*”")


@contextmanager
def nothing_changes(office: Office) -> Iterator[None]:
    """No transaction was committed meanwhile."""
    storage = office.registry["hcc.database"].storage
    before = storage.lastTransaction()
    yield
    assert storage.lastTransaction() == before, "the refused act changed the database"


def everyone_at_work(office: Office) -> Office:
    """Every official is signed in, so that no sign-in stands among what an act changes."""
    for role in Role:
        office.as_(role)
    return office


def is_vietnamese(sentence: str) -> bool:
    """Letters with marks, and no word of four letters or more that could not be a Vietnamese syllable.

    What stands in quotes was typed by the reader; what has digits or capitals throughout is a code.
    """
    plain = _QUOTED.sub("", sentence)
    words = [word for word in re.findall(r"\w{4,}", plain) if word.isascii() and word.isalpha() and not word.isupper()]
    return not sentence.isascii() and all(map(_SYLLABLE.match, words))


def sentences(response: TestResponse) -> list[str]:
    """What the page says of the refusal, in the order of the page."""
    main = BeautifulSoup(response.text, "html.parser").find("main")
    said = (
        main.select("[data-error-summary] li") or main.select(".note.bad strong") or main.select(".stack p, .stack li")
    )
    return [" ".join(one.get_text(" ").split()) for one in said]


def refused(response: TestResponse, *beginnings: str, status: int = 409) -> TestResponse:
    """The response, if it refuses with this status and one Vietnamese sentence for each of `beginnings`, in order."""
    assert response.status_int == status
    said = sentences(response)
    assert said, "the page says nothing"
    assert [one for one in said if not is_vietnamese(one)] == []
    assert len(said) >= len(beginnings)
    for one, begin in zip(said, beginnings, strict=False):
        assert begin in one, said
    return response


def typed(response: TestResponse, form: str = "form") -> dict[str, str]:
    """The visible and hidden fields of a form as the page shows them, the first of each name."""
    fields: dict[str, str] = {}
    for name, value in response.forms[form].submit_fields():
        fields.setdefault(name, value)
    return fields
