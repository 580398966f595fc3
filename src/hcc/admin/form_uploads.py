"""Files of prescribed forms sent with the form of a procedure: each is named, judged, and put at its paper."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from hcc.core.errors import Refusal
from hcc.core.text import TranslationString, fold, message
from hcc.procedures.file_problems import SENTENCES, Problem
from hcc.procedures.form_files import FORM_LIMIT, KINDS, FormFiles, form_problem

UPLOAD, NAME = "form_upload", "form_file"
_LONGEST = 80
"""Letters of a name, which people see when they fetch the form."""


class FormRefused(Refusal):
    """One file that cannot be given away as a form."""

    text = message("The form “${file}” was not taken: ${reason}")

    def __init__(self, row: int, **facts: object) -> None:
        super().__init__(**facts)
        self.field = f"components.{row}.more.{UPLOAD}" if row >= 0 else ""


@dataclass
class SentForms:
    """The form without its files: the name of each that is sound stands in the field of its paper."""

    controls: list[tuple[str, Any]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    """What is new to keep, by name."""
    names: list[tuple[str, str]] = field(default_factory=list)
    """How each was called by who sent it, and what it is called here."""
    refused: list[Refusal] = field(default_factory=list)


def sent_forms(controls: Sequence[tuple[str, Any]], forms: FormFiles, say) -> SentForms:
    """Take the files out of a posted form."""
    sent, place, row = SentForms(), -1, -1
    for name, value in controls:
        if name == NAME:
            place, row = len(sent.controls), row + 1
        if name != UPLOAD or not getattr(value, "filename", None):
            sent.controls.append((name, "" if name == UPLOAD else value))
            continue
        data = value.file.read(FORM_LIMIT + 1)
        called = _readable(str(value.filename))
        asked, problem = _judged(called, data)
        if problem is not None:
            sent.refused.append(FormRefused(row, file=called, reason=say(problem)))
            continue
        given = _free_name(asked, data, forms, sent.files)
        if forms.differing({given: data}):
            sent.files[given] = data
        sent.names.append((called, given))
        if place >= 0:
            sent.controls[place] = (NAME, given)
    return sent


def _readable(filename: str) -> str:
    """A name as a page can show it: without the folder some browsers send, and not longer than a line."""
    return re.split(r"[/\\]", filename.encode("utf-8", "replace").decode())[-1][-120:]


def _judged(called: str, data: bytes) -> tuple[str, TranslationString | None]:
    """What the file is called here, and what is wrong with it."""
    stem, _, ending = called.rpartition(".")
    if ending.lower() not in KINDS:
        return "", message("it is no pdf, docx or odt. Open it, save it as docx or pdf, and send that.")
    slug = re.sub(r"[^a-z0-9]+", "-", fold(stem)).strip("-")[:_LONGEST].strip("-") or "mau"
    name = f"{slug}.{ending.lower()}"
    problem, facts = form_problem(name, data)
    return name, None if problem is None else _sentence(problem, facts)


def _sentence(problem: Problem, facts: dict) -> TranslationString:
    said = SENTENCES[problem]
    return TranslationString(said, domain=said.domain, mapping=facts)


def _free_name(name: str, data: bytes, forms: FormFiles, sent: dict[str, bytes]) -> str:
    """This name, or the next that no other file has: what a text in force offers under a name stays as it is."""
    stem, _, ending = name.rpartition(".")
    free, number = name, 1
    while free in forms.names | sent.keys() and forms.differing({free: data}) and sent.get(free) != data:
        number += 1
        free = f"{stem}-{number}.{ending}"
    return free
