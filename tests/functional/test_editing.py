"""Administrators of the catalogue write procedures: two at once, after a crash, and with whatever they type."""

import pytest

from functional.refusing import everyone_at_work, nothing_changes, refused, typed
from hcc.accounts.operations.officials import add_official
from hcc.accounts.passwords import Passwords
from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.procedures.operations.publish import publish_revision
from office import LOGINS

SECOND = "catalogue2"


@pytest.fixture(scope="module")
def office(shared_office):
    """A second administrator of the catalogue sits beside the first."""
    with shared_office.changing() as site:
        add_official(
            site.accounts,
            login=SECOND,
            name="Người Thứ Hai",
            job_title="Quản trị danh mục",
            roles={Role.CATALOGUE_ADMINISTRATOR},
            password_hash=Passwords(64).hash("an-mau-chay-thu"),
            act=Act("system", shared_office.now),
        )
    shared_office.as_(SECOND)
    return everyone_at_work(shared_office)


@pytest.fixture
def first(office):
    return office.as_(Role.CATALOGUE_ADMINISTRATOR)


@pytest.fixture
def second(office):
    return office.as_(SECOND)


def opened(person, code: str):
    return person.get(f"/thu-tuc/{code}/edit").forms["form"]


def saved(form):
    return form.submit("save", status=303)


def draft_of(office, code: str):
    with office.site() as site:
        draft = site.procedures[code].draft()
        return draft.record if draft is not None else None


def words_of(page) -> str:
    return " ".join(page.html.find("main").get_text(" ").split())


# Two at once


def test_two_who_change_different_things_both_have_their_way(office, first, second):
    """Whoever saves second sees it said, and looks at both before anything is published."""
    code = "2.000942"
    late, early = opened(first, code), opened(second, code)
    early["results"] = "Bản của người thứ hai"
    saved(early)
    late["short_name"] = "Tên của người thứ nhất"
    answer = saved(late).follow()
    assert "Người Thứ Hai" in answer.text
    record = draft_of(office, code)
    assert record.results == ("Bản của người thứ hai",)
    assert record.short_name == "Tên của người thứ nhất"
    with office.site() as site:
        assert site.procedures.chain.last.facts["joined"] == ["results"]


def test_two_who_change_the_same_each_see_both_texts_and_choose(office, first, second):
    code = "2.000908"
    late, early = opened(first, code), opened(second, code)
    early["results"], early["audience"] = "Bản của người thứ hai", "Mọi người"
    saved(early)
    late["results"], late["agency"] = "Bản của người thứ nhất", "Trung tâm"
    with nothing_changes(office):
        page = refused(saved_not(late), "Người Thứ Hai", status=409)
    shown = words_of(page)
    assert "Bản của người thứ nhất" in shown
    assert "Bản của người thứ hai" in shown
    form = page.forms["form"]
    assert form["choose_results"].value is None, "nothing is chosen by itself"
    assert typed(page)["audience"] == "Mọi người", "what only the other changed is there already"
    assert typed(page)["agency"] == "Trung tâm"
    with nothing_changes(office):
        again = refused(saved_not(form), "Người Thứ Hai", status=409)
    form = again.forms["form"]
    form["choose_results"] = "theirs"
    saved(form)
    record = draft_of(office, code)
    assert (record.results, record.audience, record.agency) == (("Bản của người thứ hai",), "Mọi người", "Trung tâm")


def saved_not(form):
    return form.submit("save", status=409)


@pytest.mark.parametrize("together", [False, True], ids=["hers", "both put together by hand"])
def test_her_own_text_stands_where_she_says_so(office, first, second, together):
    code = "2.000927" if together else "2.000913"
    late, early = opened(first, code), opened(second, code)
    early["results"] = "Của người thứ hai"
    saved(early)
    late["results"] = "Của người thứ nhất"
    form = saved_not(late).forms["form"]
    form["choose_results"] = "mine"
    if together:
        form["results"] = "Của người thứ nhất\nCủa người thứ hai"
    saved(form)
    expected = ("Của người thứ nhất", "Của người thứ hai") if together else ("Của người thứ nhất",)
    assert draft_of(office, code).results == expected


def test_a_choice_holds_only_for_the_text_that_was_looked_at(office, first, second):
    """While she chose, the other saved once more: she is asked again, with the newer text."""
    code = "1.001193"
    late, early = opened(first, code), opened(second, code)
    early["results"] = "Lần một"
    saved(early)
    late["results"] = "Của tôi"
    form = saved_not(late).forms["form"]
    office.later(minutes=1)
    early = opened(second, code)
    early["results"] = "Lần hai"
    saved(early)
    form["choose_results"] = "theirs"
    with nothing_changes(office):
        page = refused(saved_not(form), status=409)
    assert "Lần hai" in words_of(page)
    form = page.forms["form"]
    form["choose_results"] = "theirs"
    saved(form)
    assert draft_of(office, code).results == ("Lần hai",)


def test_what_she_undid_of_the_others_stays_undone(office, first, second):
    """What the other changed stood in her form when she chose: what she then typed there is meant."""
    code = "2.001035"
    before = opened(first, code)["agency"].value
    late, early = opened(first, code), opened(second, code)
    early["results"], early["agency"] = "Lần một", "Cơ quan khác"
    saved(early)
    late["results"] = "Của tôi"
    form = saved_not(late).forms["form"]
    assert form["agency"].value == "Cơ quan khác"
    form["agency"], form["choose_results"] = before, "mine"
    saved(form)
    assert draft_of(office, code).agency == before


def test_a_form_opened_on_a_draft_that_was_published_goes_on_in_a_new_draft(office, first, second):
    code = "1.000656"
    form = opened(second, code)
    form["results"] = "Bản nháp"
    saved(form)
    late = opened(first, code)
    with office.changing() as site:
        act = Act(SECOND, office.now)
        publish_revision(site.procedures[code].draft(), effective=office.now.date(), act=act)
    late["agency"] = "Trung tâm"
    saved(late)
    with office.site() as site:
        procedure = site.procedures[code]
        assert procedure.published(office.now.date()).number == 2
        assert procedure.published(office.now.date()).record.agency != "Trung tâm"
        assert (procedure.draft().number, procedure.draft().base) == (3, 2)
        assert procedure.draft().record.results == ("Bản nháp",)


def test_two_texts_that_contradict_each_other_together_are_put_right_in_the_form(office, first, second):
    """Each is sound alone; together a paper belongs to a case that the other took away."""
    code = "2.001016"
    form = opened(first, code)
    form = form.submit("__add__", index=0)
    form = form.forms["form"]
    form.fields["name"][1].value = "Lần đầu"
    saved(form)
    office.later(minutes=1)
    late, early = opened(first, code), opened(second, code)
    early.fields["case"][0].value = "Lần đầu"
    saved(early)
    page = late.submit("__remove__", index=0)
    with nothing_changes(office):
        page = refused(page.forms["form"].submit("save", status=409), "Lần đầu", status=409)
    form = page.forms["form"]
    assert form.fields["case"][0].value == "Lần đầu", "the other's text stands in the form"
    form.fields["case"][0].value = ""
    saved(form)
    assert draft_of(office, code).cases == ()


def test_a_form_older_than_all_that_is_kept_shows_every_difference(office, first, second):
    code = "2.000806"
    late = opened(first, code)
    late["opened_on"].force_value("1@2020-01-01T00:00:00+00:00")
    late["results"] = "Của tôi"
    with nothing_changes(office):
        page = refused(saved_not(late), status=409)
    page.forms["form"]["choose_results"] = "mine"
    saved(page.forms["form"])
    assert draft_of(office, code).results == ("Của tôi",)


@pytest.mark.parametrize("contested", ["results", "name,results,fees", "code,sources,__class__", "x" * 1900, ","])
def test_choices_nobody_was_asked_for(office, first, contested):
    """A form made by hand is refused or saved like any other, and breaks nothing."""
    form = opened(first, "2.000884")
    form["contested"].force_value(contested)
    form["seen"].force_value(form["opened_on"].value)
    with nothing_changes(office):
        page = form.submit("save", status=[409, 422])
    refused(page, status=page.status_int)


# What is kept while it is typed


def keep(person, form, **typed_words):
    for name, value in typed_words.items():
        form[name] = value
    body = [(name, value) for name, value in form.submit_fields() if name not in ("save", "keep")]
    path = form.response.request.path.removesuffix("edit")
    return person.browser.post(f"{path}edit_keep", body).json


def test_what_was_typed_is_there_after_a_crash_and_makes_no_draft(office, first):
    code = "2.000992"
    with office.site() as site:
        records = len(site.procedures.chain)
    assert keep(first, opened(first, code), results="Đang gõ dở")["at"]
    again = first.get(f"/thu-tuc/{code}/edit")
    assert typed(again)["results"] == "Đang gõ dở"
    assert draft_of(office, code) is None
    with office.site() as site:
        assert len(site.procedures.chain) == records
    saved(again.forms["form"])
    assert draft_of(office, code).results == ("Đang gõ dở",)
    with office.site() as site:
        assert site.procedures.kept_form(LOGINS[Role.CATALOGUE_ADMINISTRATOR], f"edit {code}", office.now) is None


def test_what_was_typed_is_hers_alone_and_thrown_away_on_request(office, first, second):
    code = "2.001008"
    keep(first, opened(first, code), results="Của người thứ nhất")
    assert typed(second.get(f"/thu-tuc/{code}/edit"))["results"] != "Của người thứ nhất"
    page = first.get(f"/thu-tuc/{code}/edit")
    drop = next(form for form in page.forms.values() if form.action.endswith("edit_give_up"))
    page = drop.submit(status=303).follow()
    assert typed(page)["results"] != "Của người thứ nhất"
    assert not [form for form in page.forms.values() if form.action.endswith("edit_give_up")]


def test_what_was_typed_before_somebody_saved_is_told_and_brought_together(office, first, second):
    code = "2.001019"
    keep(first, opened(first, code), results="Đang gõ dở")
    form = opened(second, code)
    form["agency"] = "Trung tâm"
    saved(form)
    page = first.get(f"/thu-tuc/{code}/edit")
    assert "Người Thứ Hai" in words_of(page)
    saved(page.forms["form"])
    assert (draft_of(office, code).results, draft_of(office, code).agency) == (("Đang gõ dở",), "Trung tâm")


def test_without_scripts_a_button_keeps_what_was_typed(office, first):
    code = "2.001088"
    form = opened(first, code)
    form["results"], form["sets"] = "Đang gõ dở", "không phải số"
    page = form.submit("keep")
    assert typed(page)["results"] == "Đang gõ dở"
    page = first.get(f"/thu-tuc/{code}/edit")
    assert (typed(page)["results"], typed(page)["sets"]) == ("Đang gõ dở", "không phải số"), "kept as it was typed"
    assert draft_of(office, code) is None


def test_a_form_longer_than_anything_a_person_types_is_not_kept(office, first):
    form = opened(first, "2.000930")
    with nothing_changes(office):
        assert keep(first, form, results="a" * 300_001)["at"] == ""
