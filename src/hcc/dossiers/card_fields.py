"""The code of an identity card, typed by a scanner into a form about a person: what it says goes into the fields."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from hcc.core.identity_card import SENTENCES, CardReading, read_card

Controls = Sequence[tuple[str, Any]]

SCAN, READ = "scan", "read"
"""Name of the field that scanners type into, and of the button that reads it where no script does."""
CARD_FIELDS = ("citizen_number", "name", "birth", "gender", "old_number", "id_issued")


def replaced(controls: Controls, **values: str) -> list[tuple[str, Any]]:
    """The controls with other values for some fields, wherever they stand; those not there are left out."""
    return [(name, values.get(name, value)) for name, value in controls]


def scanned(controls: Controls) -> str:
    """What stands in the scanners' field of a form that was sent to be read; empty when nothing does."""
    sent = dict(controls)
    code = sent.get(SCAN, "") if READ in sent else ""
    return code.strip() if isinstance(code, str) else ""


def to_be_read(controls: Controls) -> bool:
    """Whether a card was scanned, or its button pressed: a scanner's Enter presses the first button of the form."""
    sent = dict(controls)
    code = sent.get(SCAN, "")
    return READ in sent or (isinstance(code, str) and bool(code.strip()))


def filled_from_card(controls: Controls, code: str, *, today: date) -> tuple[list[tuple[str, Any]], CardReading]:
    """The form with what the card says in its fields, and nothing of the code; and what was read."""
    reading, filled = read_card(code, today=today), replaced(controls, **{SCAN: ""})
    if (card := reading.card) is not None:
        issued = f"{card.issued:%d/%m/%Y}" if card.issued else ""
        values = (card.number, card.name, card.birth, card.gender, card.old_number, issued)
        filled = replaced(filled, **dict(zip(CARD_FIELDS, map(str, values), strict=True)))
    return filled, reading


def card_said(reading: CardReading | None) -> dict[str, list]:
    """What the page says of a reading: what to look at, and the pieces of a code of something else."""
    if reading is None:
        return {"card_warnings": [], "card_parts": []}
    parts = list(reading.parts) if reading.card is None else []
    return {"card_warnings": [SENTENCES[warning] for warning in reading.warnings], "card_parts": parts}
