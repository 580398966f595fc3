"""What cannot be right about a person is refused, what looks odd is a warning; a draft is saved as far as it goes."""

from dataclasses import replace
from datetime import date

import pytest

from hcc.core.errors import Refusal
from hcc.dossiers.hamlets import Hamlet
from hcc.dossiers.operations.prepare import OrganisationNotServed, PeopleHandedIn, prepare
from hcc.dossiers.operations.submit import AuthorisationMissing, submit
from hcc.dossiers.people import OUTSIDE, Gender, Helper, IdKind, Parties, Person
from hcc.dossiers.people_rules import (
    BirthAhead,
    ContactPhoneWrong,
    EmailWrong,
    ExpiresBeforeIssue,
    HamletUnknown,
    IssuedAhead,
    OldNumberWrong,
    PassportWrong,
    TaxNumberWrong,
    changed_fields,
    person_warnings,
    read_person,
)
from hcc.procedures.record import Audience
from unit.dossiers.building import PERSON, TODAY, VERDICTS, act, dossier_in, draft, record

MAU = Person("Nguyễn Thị Mẫu", "025190000001", "05/03/1990", "0900000000")


def read(person: Person, **options) -> tuple[Person, list[Refusal]]:
    complaints: list[Refusal] = []
    return read_person(person, complaints, today=TODAY, **options), complaints


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("citizen_number", "025.190.000.001", "025190000001"),
        ("old_number", "113 456 789", "113456789"),
        ("passport", "c 1234567", "C1234567"),
        ("contact_phone", "+84 912 345 678", "0912345678"),
        ("email", " mau@example.vn ", "mau@example.vn"),
        ("tax_number", " 0100109106-001 ", "0100109106-001"),
        ("birth", "1990", "1990"),
        ("hamlet", "  xóm   Mẫu ", "xóm Mẫu"),
    ],
)
def test_numbers_and_names_are_kept_in_one_form(field, typed, kept):
    person, complaints = read(replace(MAU, **{field: typed}))
    assert complaints == []
    assert getattr(person, field) == kept


@pytest.mark.parametrize(
    ("kind", "field", "typed"),
    [
        (OldNumberWrong, "old_number", "12345678"),
        (OldNumberWrong, "old_number", "1234567890"),
        (PassportWrong, "passport", "C-123/45"),
        (ContactPhoneWrong, "contact_phone", "115"),
        (EmailWrong, "email", "mau@"),
        (TaxNumberWrong, "tax_number", "12345"),
        (BirthAhead, "birth", "24/11/2026"),
        (BirthAhead, "birth", "2027"),
        (IssuedAhead, "id_issued", date(2026, 11, 24)),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field(kind, field, typed):
    _, complaints = read(replace(MAU, **{field: typed}), where="proxy.proxy_")
    assert [type(one) for one in complaints] == [kind]
    assert complaints[0].field == f"proxy.proxy_{field}"


def test_born_today_is_possible_and_so_is_a_card_that_ends_tomorrow():
    _, complaints = read(replace(MAU, birth="23/11/2026", id_issued=TODAY, id_expires=date(2026, 11, 24)))
    assert complaints == []


def test_a_card_cannot_end_before_it_was_issued():
    _, complaints = read(replace(MAU, id_issued=date(2020, 1, 2), id_expires=date(2020, 1, 1)))
    assert [type(one) for one in complaints] == [ExpiresBeforeIssue]


def test_a_hamlet_is_one_of_the_commune_s_or_outside():
    names = ["xóm Mẫu", "bản Giả Định"]
    for good in ("", "xóm Mẫu", OUTSIDE):
        assert read(replace(MAU, hamlet=good), hamlets=names)[1] == []
    _, complaints = read(replace(MAU, hamlet="xóm Lạ"), hamlets=names)
    assert [(type(one), one.facts) for one in complaints] == [(HamletUnknown, {"hamlet": "xóm Lạ"})]
    assert read(replace(MAU, hamlet="xóm Lạ"), hamlets=[])[1] == [], "where nobody entered a list any name is taken"


def test_the_list_of_the_folder_is_the_one_that_counts():
    dossier = draft()
    dossier.__parent__.hamlets = (Hamlet("xóm Mẫu", "xã Mẫu Thượng"),)
    with pytest.raises(HamletUnknown):
        prepare(dossier, person=replace(MAU, hamlet="xóm Lạ"), act=act())
    assert prepare(dossier, person=replace(MAU, hamlet="xóm Mẫu"), act=act()) is True


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"birth": "05/03/1991"}, "born in"),
        ({"gender": Gender.MALE.value}, "man or woman"),
        ({"citizen_number": "099190000001"}, "no province"),
        ({"id_kind": IdKind.OLD_CARD.value, "old_number": "113456789"}, "31/12/2024"),
        ({"id_expires": date(2026, 11, 22)}, "ended on"),
        ({"phone": "", "no_phone": True}, "nobody through whom"),
    ],
)
def test_what_looks_odd_is_a_warning_and_nothing_is_refused(change, said):
    person, complaints = read(replace(MAU, **change))
    assert complaints == []
    assert [said in str(warning) for warning in person_warnings(person, TODAY)] == [True]


def test_an_ordinary_person_raises_no_warning():
    usual = replace(MAU, gender=Gender.FEMALE.value, id_kind=IdKind.CARD.value, id_expires=date(2030, 1, 1))
    assert person_warnings(usual, TODAY) == []
    reached = replace(MAU, phone="", no_phone=True, contact_name="Trưởng xóm", contact_phone="0912345678")
    assert person_warnings(reached, TODAY) == []
    assert reached.reached_by == "0912345678"
    assert person_warnings(replace(MAU, citizen_number="", birth="1990"), TODAY) == []


def test_a_nine_digit_number_may_stand_beside_the_new_one_or_alone():
    person, complaints = read(Person("Cụ Mẫu", birth="1938", old_number="113456789"))
    assert (complaints, person.old_number, person.citizen_number) == ([], "113456789", "")


def test_an_organisation_is_served_where_the_procedure_is_for_organisations():
    company = Person("Hợp tác xã Mẫu", organisation=True, tax_number="0100109106")
    for audiences, served in (((), True), ((Audience.BUSINESS,), True), ((Audience.CITIZEN,), False)):
        dossier = draft(of=record(audiences=audiences))
        if served:
            prepare(dossier, person=company, act=act())
            assert dossier.person == company
        else:
            with pytest.raises(OrganisationNotServed):
                prepare(dossier, person=company, act=act())
            assert not dossier.person.organisation


def test_somebody_who_comes_for_the_owner_needs_a_paper():
    dossier = draft()
    proxy = Person("Trần Văn Ví Dụ", "025090000009", phone="0912 345 678")
    helper = Helper("Đoàn viên Thử", "hotro")
    prepare(dossier, parties=Parties(owner=PERSON, proxy=proxy, helper=helper), verdicts=VERDICTS, act=act())
    assert dossier.person == PERSON
    assert dossier.parties.handing_in.name == "Trần Văn Ví Dụ"
    assert dossier.parties.handing_in.phone == "0912345678"
    with pytest.raises(AuthorisationMissing):
        submit(dossier, act=act(minutes=3))
    authorised = replace(dossier.parties, authorisation="Giấy ủy quyền số 12 ngày 20/11/2026")
    prepare(dossier, parties=authorised, act=act(minutes=4))
    submit(dossier, act=act(minutes=5))
    assert dossier.state == "submitted"


def test_a_wrong_number_of_the_proxy_points_at_the_proxy():
    dossier = draft()
    with pytest.raises(Refusal) as refused:
        prepare(dossier, parties=Parties(owner=PERSON, proxy=Person("Ví Dụ", "123")), act=act())
    assert refused.value.field == "proxy.proxy_citizen_number"


def test_a_draft_is_saved_in_parts_and_what_is_not_named_stays():
    dossier = draft()
    prepare(dossier, person=Person("Mẫu"), act=act(minutes=2))
    prepare(dossier, verdicts={0: "passed"}, act=act(minutes=3))
    prepare(dossier, verdicts={1: "missing"}, channel="post", act=act(minutes=4))
    assert dossier.person.name == "Mẫu"
    assert {index: found.verdict for index, found in dossier.verdicts.items()} == {0: "passed", 1: "missing"}
    assert dossier.channel == "post"
    prepare(dossier, verdicts={1: ""}, act=act(minutes=5))
    assert dossier.missing() == [1]
    assert [record.what for record in dossier.chain] == ["greet", "prepare", "prepare", "prepare", "prepare"]


def test_saving_what_is_already_there_records_nothing():
    dossier = draft()
    prepare(dossier, person=PERSON, verdicts=VERDICTS, act=act(minutes=2))
    version = dossier.version
    again = prepare(dossier, person=PERSON, verdicts=VERDICTS, channel="counter", case="", act=act(minutes=3))
    assert (again, dossier.version) == (False, version)


def test_the_record_of_a_draft_names_the_fields_and_none_of_their_values():
    dossier = draft()
    prepare(dossier, person=PERSON, act=act())
    line = str(dossier.chain.last.facts)
    assert "owner.citizen_number" in line
    assert not [value for value in (PERSON.name, PERSON.citizen_number, PERSON.phone) if value in line]


def test_after_reception_people_are_not_prepared_any_more():
    dossier = dossier_in("received")
    dossier.state = "submitted"  # as it is while something more is asked for
    with pytest.raises(PeopleHandedIn):
        prepare(dossier, person=replace(PERSON, phone="0911111111"), act=act())


def test_what_changed_is_told_before_and_after():
    before = Parties(owner=MAU)
    after = Parties(owner=replace(MAU, phone="0911111111", id_expires=date(2030, 1, 2)), helper=Helper("Thử"))
    assert changed_fields(before, after) == {
        "owner.phone": ["0900000000", "0911111111"],
        "owner.id_expires": [None, "2030-01-02"],
        "helper.name": ["", "Thử"],
    }
