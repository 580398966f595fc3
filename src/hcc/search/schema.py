"""What of a document goes into each field of the index (see `terms`)."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from hcc.search.actions import later_acts, special_cases
from hcc.search.codes import code_terms
from hcc.search.document import SearchDocument
from hcc.search.text import counted, order_key, pairs, spelled, tokens

META_KEY = "\x00position"
"""Key of the one document that says how far the index has followed its journal."""

_FACET_PARTS = "\x1f"
ACT_PARTS = "|"
"""Between the acts of one title; whoever asks for one of them asks for the title."""
ASIDE = re.compile(r"[(;:\[]")
"""What follows in a title explains or lists; it does not make the title longer than another."""
_OPENING = 8
_FADING = 0.02


def facet_term(name: str, value: str) -> str:
    """The term a facet's value is kept under."""
    return f"{name}{_FACET_PARTS}{value}"


def facet_of(term: str) -> tuple[str, str]:
    """Name and value back from `facet_term`."""
    name, _, value = term.partition(_FACET_PARTS)
    return name, value


def fields_of(document: SearchDocument) -> dict[str, object]:
    """What to hand to Whoosh's `add_document`."""
    titles = [list(tokens(title)) for title in (document.title, *document.other_titles)]
    text = counted(document.body)
    text.update((token.exact, token.folded) for title in titles for token in title)
    names = [[(token.exact, token.folded) for token in title] for title in titles]
    asked, asked_pairs = _asked([*names, *map(spelled, document.asked_as)])
    acts = special_cases(document.title)
    if later := later_acts(document.title):
        acts.append(ACT_PARTS.join(later))
    return {
        "key": document.key,
        "title": _by_place([token.exact for token in title] for title in titles),
        "title_f": _by_place([token.folded for token in title] for title in titles),
        "title_b": _by_place(pairs(token.folded for token in title) for title in titles),
        "text": _text_terms(text),
        "asked": asked,
        "asked_b": asked_pairs,
        "code": dict.fromkeys((term for code in document.codes for term in code_terms(code)), 1.0),
        "facet": {facet_term(name, value): 1.0 for name, values in document.facets.items() for value in values},
        "act": dict.fromkeys(acts, 1.0),
        "row": {
            "key": document.key,
            "names": [document.title, *document.other_titles],
            "folded": [" ".join(token.folded for token in title) for title in titles],
            "ways": 1 + len(document.other_titles) + len(document.asked_as),
            "newest": document.newest,
            "stamp": document.stamp,
            "rank": min(max(float(document.rank), 0.0), 1.0),
            "order": order_key(document.sort_key or document.title),
            "title_length": len(list(tokens(ASIDE.split(document.title, maxsplit=1)[0]))),
            "text_length": text.total(),
        },
    }


def meta_fields(sequence: int, mark: int, as_of: str) -> dict[str, object]:
    """The document that travels in the same Whoosh commit as the content it speaks of."""
    return {"key": META_KEY, "row": {"sequence": sequence, "mark": mark, "as_of": as_of}}


def _by_place(titles: Iterable[list[str]]) -> dict[str, float]:
    """What a title is about comes first: full weight for the opening words, falling towards the end of a long one."""
    weights: dict[str, float] = {}
    for title in titles:
        for place, term in enumerate(title):
            weight = 1 / (1 + _FADING * max(0, place - _OPENING))
            weights[term] = max(weight, weights.get(term, 0.0))
    return weights


def _asked(ways: Iterable[list[tuple[str, str]]]) -> tuple[Counter[str], Counter[str]]:
    """In how many of the ways people ask for a document each syllable stands, and each pair of neighbours, folded."""
    syllables: Counter[str] = Counter()
    neighbours: Counter[str] = Counter()
    for way in ways:
        syllables.update({exact for exact, _ in way})
        neighbours.update({f"{one}_{other}" for (_, one), (_, other) in pairwise(way)})
    return syllables, neighbours


def _text_terms(text: Counter[tuple[str, str]]) -> dict[str, int]:
    terms: dict[str, int] = {}
    for (exact, folded), times in text.items():
        terms[folded] = terms.get(folded, 0) + times
        if exact != folded:
            terms[exact] = times
    return terms
