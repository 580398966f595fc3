"""What the form shows of a procedure comes back as it was; what is typed reaches its field and no other."""

from dataclasses import fields, replace

import pytest

from hcc.admin.faults import in_words_of_the_form
from hcc.admin.procedure_text import record_from, values_of
from hcc.admin.schemas import ProcedureSchema
from hcc.core.errors import Refusal
from hcc.procedures.checking import checked
from hcc.procedures.record import Audience, ProcedureRecord
from unit.procedures.full_record import FULL

BARE = ProcedureRecord("2.000815", "Chứng thực bản sao", "ho-tich")


SCHEMA = ProcedureSchema().bind(
    fields=[(key, key) for key in (FULL.field, BARE.field)],
    audiences=[(audience.value, audience.value) for audience in Audience],
    life_events=[(key, key) for key in (*FULL.life_events, "an-nghi")],
)


def sent(record: ProcedureRecord) -> dict:
    """What arrives when the form of this record is sent as it is shown."""
    return SCHEMA.deserialize(SCHEMA.serialize({**values_of(record), "opened_on": "1@x"}))


@pytest.mark.parametrize("record", [FULL, BARE], ids=["full", "bare"])
def test_a_form_sent_as_it_was_shown_changes_nothing(record):
    assert record_from(record, sent(record)) == record


def test_every_field_but_code_and_sources_can_be_typed():
    record = record_from(BARE, sent(FULL))
    kept = {f.name for f in fields(ProcedureRecord) if getattr(record, f.name) != getattr(FULL, f.name)}
    assert kept == {"sources", "audiences", "life_events"}
    assert set(record.audiences) == set(FULL.audiences)
    assert set(record.life_events) == set(FULL.life_events)


def words_of(record: ProcedureRecord) -> list[str]:
    with pytest.raises(Refusal) as refused:
        checked(record)
    return [
        c.sentence.interpolate()
        for c in in_words_of_the_form(refused.value, lambda text: text.interpolate()).complaints
    ]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"online": "partial"}, "“Why only a part is online”"),
        ({"online_reason": "Ký trước mặt"}, "“How much of it is online”"),
        ({"portal_url": "javascript:alert(1)"}, "is not an address of a state portal"),
        ({"successor": BARE.code}, "cannot replace itself"),
        ({"effective_from": FULL.effective_to, "effective_to": FULL.effective_from}, "“Last day of the rules”"),
        ({"components": (replace(FULL.components[1], database="", case=""),)}, "“Which database”"),
        ({"components": (replace(FULL.components[1], replaced_by="", case=""),)}, "“Needless when there is”"),
        ({"components": (FULL.components[1],)}, "“Cases”"),
        ({"components": (replace(FULL.components[0], form_file="a/b.pdf"),)}, "is not a file name for a form"),
    ],
)
def test_a_refusal_calls_things_what_the_form_calls_them(more, words):
    (sentence,) = words_of(replace(BARE, **more))
    assert words in sentence
    assert not any(f'"{f.name}"' in sentence for f in fields(ProcedureRecord))
