"""A refusal in the model: raised with its facts, and everything as it was."""

import pytest

from hcc.core.errors import Refusal
from unit.dossiers.building import picture


def refused(thing, kind: type[Refusal], do, *arguments, **options) -> Refusal:
    """The refusal of an act that leaves the dossier, its folder and its counters exactly as they were."""
    before = picture(thing)
    with pytest.raises(kind) as caught:
        do(*arguments, **options)
    assert picture(thing) == before, "the refused act changed something"
    return caught.value
