"""Administrators of the catalogue write procedures: two at once, after a crash, and with whatever they type."""

import pytest
from webtest import Upload

from functional.refusing import everyone_at_work, nothing_changes, refused, typed
from functional.test_administration import PAYLOADS, fill_everything
from hcc.accounts.operations.officials import add_official
from hcc.accounts.passwords import Passwords
from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.procedures.operations.publish import publish_revision
from office import LOGINS
from populated import sample_pdf

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
    assert "Có 1 chỗ cần sửa" in shown, "the sentence that leads over to the choices is none of them"
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


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_nothing_that_is_typed_runs_where_two_texts_meet(office, first, second, payload):
    code = "1.004944"
    late, early = opened(first, code), opened(second, code)
    fill_everything(early, payload)
    saved(early)
    fill_everything(late, f"Khác {payload}")
    pages = [saved_not(late)]
    pages.append(saved_not(pages[0].forms["form"]))
    keep(first, pages[0].forms["form"])
    pages.append(first.get(f"/thu-tuc/{code}/edit"))
    pages.append(second.get(f"/thu-tuc/{code}/discard"))
    for page in pages:
        assert "<script>alert" not in page.text
        assert not [tag for tag in page.html.find_all(True) for name in tag.attrs if name.startswith("on")]
        assert not page.html.select('script:not([src]):not([type="application/ld+json"])')
    for page in pages[:3]:
        assert payload.split()[0] in page.html.find("main").get_text(), "it is shown as it was typed"
    office.later(minutes=1)
    form = discard_form(second, code)
    form["reason"] = payload
    history = form.submit("discard", status=303).follow()
    assert "<script>alert" not in history.text
    first.post(f"/thu-tuc/{code}/edit_give_up", {})


@pytest.mark.parametrize("stamp", ["1@", "9" * 5_000 + "@", "\u0000", "1@" + "x" * 500, "99999999999@2026"])
def test_a_form_that_remembers_nonsense(office, first, stamp):
    form = opened(first, "2.000884")
    form["opened_on"].force_value(stamp)
    form["seen"].force_value(stamp)
    form["contested"].force_value("results")
    form["results"] = "Chữ đã gõ"
    with nothing_changes(office):
        page = form.submit("save", status=[409, 422])
    assert typed(refused(page, status=page.status_int))["results"] == "Chữ đã gõ"


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


def test_what_arrives_after_its_form_was_saved_is_not_kept(office, first):
    """A slow line brings the last letters when the whole form was saved already: nothing is left over to go on with."""
    code = "1.001022"
    form = opened(first, code)
    form["results"] = "Đã lưu rồi"
    saved(form)
    with nothing_changes(office):
        assert keep(first, form)["at"] == ""
    page = first.get(f"/thu-tuc/{code}/edit")
    assert not [one for one in page.forms.values() if one.action.endswith("edit_give_up")]


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


# Rows


def names_of(form, of: str) -> list[str]:
    """What stands in the names of one kind of rows, in the order of the form."""
    body = form.submit_fields()
    start = body.index(("__start__", f"{of}:sequence"))
    end = body.index(("__end__", f"{of}:sequence"))
    return [value for name, value in body[start:end] if name == "name"]


def button_of(page, of: str, row: int, name: str) -> int:
    """The how-many-eth button of this name stands at this row of these rows."""
    buttons = page.html.select(f"form#form button[name={name}]")
    wanted = page.html.select(f'ol[data-of="{of}"] > li')[row].select_one(f"button[name={name}]")
    return next(place for place, one in enumerate(buttons) if one is wanted)


def pressed(page, of: str, row: int, name: str):
    return page.forms["form"].submit(name, index=button_of(page, of, row, name))


def test_papers_are_put_in_order_without_scripts(office, first):
    code = "1.004873"
    page = first.get(f"/thu-tuc/{code}/edit")
    one, two, three, *rest = names_of(page.forms["form"], "components")
    page = pressed(page, "components", 2, "__up__")
    assert names_of(page.forms["form"], "components") == [one, three, two, *rest]
    page = pressed(page, "components", 0, "__down__")
    assert names_of(page.forms["form"], "components") == [three, one, two, *rest]
    page = pressed(page, "components", 0, "__up__")
    assert names_of(page.forms["form"], "components") == [three, one, two, *rest], "there is nothing above the first"
    last = len(rest) + 2
    page = pressed(page, "components", last, "__down__")
    saved(page.forms["form"])
    assert [paper.name for paper in draft_of(office, code).components] == [three, one, two, *rest]


def test_a_case_called_otherwise_is_called_so_at_its_papers(office, first):
    """And the case leads to what is its own."""
    code = "1.001776"
    page = first.get(f"/thu-tuc/{code}/edit").forms["form"].submit("__add__", index=0)
    form = page.forms["form"]
    case = next(control for control in form.fields["name"] if not control.value and control.tag == "input")
    case.value = "Cấp lại"
    form.fields["case"][0].value = "Cấp lại"
    saved(form)
    page = first.get(f"/thu-tuc/{code}/edit")
    within = page.html.select_one('ol[data-of="cases"] .of-case')
    assert "giấy tờ: 1" in within.text
    assert page.html.find(id=within.select_one("a")["href"].removeprefix("#")) is not None
    assert [one["value"] for one in page.html.select("#case-names option")] == ["Cấp lại"]
    form = page.forms["form"]
    next(control for control in form.fields["name"] if control.value == "Cấp lại").value = "Cấp đổi"
    saved(form)
    record = draft_of(office, code)
    assert [case.name for case in record.cases] == ["Cấp đổi"]
    assert record.components[0].case == "Cấp đổi"


# Forms that people are given


def first_of(form, name: str):
    """The first field of this name; names repeat from row to row."""
    return form.fields[name][0]


def with_form(form, filename: str, data: bytes):
    form.fields["form_upload"][0].value = Upload(filename, data)
    return form


def test_a_form_sent_with_the_text_is_named_and_given_away(office, first):
    code = "1.001193"
    data = sample_pdf(1)
    page = with_form(opened(first, code), "C:\\Mẫu số 01 (Tờ khai).PDF", data).submit("save", status=303)
    paper = draft_of(office, code).components[0]
    assert paper.form_file == "mau-so-01-to-khai.pdf"
    with office.site() as site:
        assert site.procedures.forms.get("mau-so-01-to-khai.pdf").size == len(data)
        assert [one.what for one in list(site.procedures.chain)[-2:]] == ["form kept", "edited"]
    assert page.status_int == 303


def test_a_form_of_a_taken_name_gets_the_next_one(office, first):
    """The text in force offers a file under that name, and goes on to offer the same."""
    code = "2.000528"
    taken = sample_pdf(1)
    with office.changing() as site:
        site.procedures.forms.keep("don.pdf", taken)
    saved(with_form(opened(first, code), "Đơn.pdf", sample_pdf(2)))
    assert draft_of(office, code).components[0].form_file == "don-2.pdf"
    form = opened(first, code)
    form["short_name"] = "Gửi lại đúng tệp ấy"
    saved(with_form(form, "Đơn.pdf", taken))
    assert draft_of(office, code).components[0].form_file == "don.pdf", "the same bytes are the same form"


def test_a_form_stays_when_the_text_it_came_with_is_refused(office, first):
    code = "1.000894"
    form = opened(first, code)
    name = first_of(form, "name")
    name.value = ""
    page = with_form(form, "giu-lai.pdf", sample_pdf(1)).submit("save", status=422)
    form = page.forms["form"]
    assert first_of(form, "form_file").value == "giu-lai.pdf"
    first_of(form, "name").value = "Tên thủ tục"
    saved(form)
    assert draft_of(office, code).components[0].form_file == "giu-lai.pdf"


@pytest.mark.parametrize(
    ("filename", "data"),
    [
        ("mau.doc", b"\xd0\xcf\x11\xe0"),
        ("mau.pdf", b"MZ not a pdf"),
        ("mau.docx", b"%PDF-1.7 %%EOF"),
        ("mau.pdf.exe", b"MZ"),
        ("<script>alert(1)</script>.pdf", b"x"),
        ("x" * 300 + ".xls", b"x"),
        ("mau.pdf", b""),
    ],
)
def test_a_file_that_is_no_form_is_refused_and_the_text_stays(office, first, filename, data):
    form = opened(first, "2.000806")
    form["audience"] = "Chữ đã gõ"
    with nothing_changes(office):
        page = refused(with_form(form, filename, data).submit("save", status=409), "Chưa nhận mẫu", status=409)
    assert typed(page)["audience"] == "Chữ đã gõ"
    assert "<script>alert" not in page.text


# Throwing a draft away


def discard_form(person, code: str):
    page = person.get(f"/thu-tuc/{code}/discard")
    return page.forms["form"]


def test_a_draft_thrown_away_stays_in_the_history_and_counts_for_nothing(office, first, second):
    code = "1.003583"
    form = opened(first, code)
    form["results"] = "Bản nháp bỏ đi"
    saved(form)
    discard = discard_form(first, code)
    with nothing_changes(office):
        refused(discard.submit("discard", status=409), status=409)
    discard["reason"] = "Quyết định bị thu hồi"
    page = discard.submit("discard", status=303).follow()
    assert "Quyết định bị thu hồi" in words_of(page)
    assert "Đã bỏ" in words_of(page)
    assert "Bản nháp bỏ đi" not in typed(first.get(f"/thu-tuc/{code}/edit"))["results"]
    with office.site() as site:
        procedure = site.procedures[code]
        assert procedure.draft() is None
        assert procedure.revisions[2].record.results == ("Bản nháp bỏ đi",)
        assert site.procedures.chain.last.what == "discarded"
    form = opened(second, code)
    form["results"] = "Bản nháp mới"
    saved(form)
    with office.site() as site:
        assert (site.procedures[code].draft().number, site.procedures[code].draft().base) == (3, 1)


def test_a_draft_somebody_saved_meanwhile_is_not_thrown_away_unseen(office, first, second):
    code = "1.004837"
    form = opened(first, code)
    form["results"] = "Lần một"
    saved(form)
    discard = discard_form(first, code)
    office.later(minutes=1)
    form = opened(second, code)
    form["results"] = "Lần hai"
    saved(form)
    discard["reason"] = "Thừa"
    with nothing_changes(office):
        page = refused(discard.submit("discard", status=409), "Người Thứ Hai", status=409)
    page.forms["form"].submit("discard", status=303)
    assert draft_of(office, code) is None


def test_no_draft_to_throw_away(office, first):
    with nothing_changes(office):
        refused(first.get("/thu-tuc/2.000815/discard", status=409), status=409)


# What is refused, and what is not


def row_of(page, of: str, row: int = -1):
    """One row of the form as it is shown."""
    return page.html.select(f'ol[data-of="{of}"] > li')[row]


def control(form, row, name: str):
    """The field of this name in a row of the page."""
    wanted = row.select_one(f"[name={name}]")["id"]
    return next(one for one in form.fields[name] if one.id == wanted)


def added(page, of: str):
    """The form with one more row."""
    buttons = page.html.select("form#form button[name=__add__]")
    of_these = page.html.find("ol", attrs={"data-of": of}).find_next_sibling("button")
    return page.forms["form"].submit("__add__", index=next(n for n, one in enumerate(buttons) if one is of_these))


def test_a_new_row_asks_for_nothing_that_does_not_belong_to_it(office, first):
    """A fee that is not by the page has no page from which it is another; a paper that is added has to be brought."""
    code = "1.001022"
    page = added(first.get(f"/thu-tuc/{code}/edit"), "fees")
    form, row = page.forms["form"], row_of(page, "fees")
    assert control(form, row, "further_from").value == ""
    control(form, row, "kind").value = "free"
    control(form, row, "case").value = "Trẻ em"
    page = added(form.submit("__add__", index=0), "components")
    form, row = page.forms["form"], row_of(page, "components")
    control(form, row, "name").value = "Giấy tờ thêm vào"
    case = row_of(page, "cases")
    control(form, case, "name").value = "Trẻ em"
    saved(form)
    record = draft_of(office, code)
    assert record.components[-1].required
    assert (record.fees[-1].kind, record.fees[-1].further_from) == ("free", 3)

    page = first.get(f"/thu-tuc/{code}/edit")
    form = page.forms["form"]
    control(form, row_of(page, "fees"), "further_from").value = "5"
    page = refused(form.submit("save", status=409), "“Từ trang thứ mấy” chỉ đi với", status=409)
    link = page.html.select_one("[data-error-summary] li a")["href"]
    assert page.html.find(id=link[1:])["name"] == "further_from", "it leads to what was typed"
    assert page.html.find(id=link[1:])["aria-invalid"] == "true"


def test_everything_that_is_wrong_is_told_in_one_round(office, first):
    """A file that is no form, a figure in words, the code of a case, a line too long: each with its way there."""
    code = "1.000656"
    page = added(first.get(f"/thu-tuc/{code}/edit"), "cases")
    form, case = page.forms["form"], row_of(page, "cases")
    control(form, case, "name").value = "Đã lâu"
    control(form, case, "code").value = "da-lau"
    form["steps"] = "Nộp hồ sơ\n\n" + "d" * 3000
    form["audience"] = "Chữ đã gõ"
    with_form(form, "mau.exe", b"MZ")
    with nothing_changes(office):
        page = refused(form.submit("save", status=409), status=409)
        names = [page.html.find(id=a["href"][1:]).get("name") for a in page.html.select("[data-error-summary] a[href]")]
        assert sorted(names) == ["code", "form_upload", "steps"]
        assert page.html.select_one("[data-error-summary] a[data-line]")["data-line"] == "3"
        assert "“da-lau”" in page.text
        assert (
            f"{code[:8]}.01" in page.html.find(id=row_of(page, "cases").select_one("[name=code]")["id"] + "-hint").text
        )
        form = page.forms["form"]
        control(form, row_of(page, "fees", 0), "amount").value = "tám nghìn"
        with_form(form, "mau.exe", b"MZ")
        page = refused(form.submit("save", status=422), status=422)
        again = [page.html.find(id=a["href"][1:]).get("name") for a in page.html.select("[data-error-summary] a[href]")]
    assert sorted(again) == ["amount", "code", "form_upload", "steps"]
    assert typed(page)["audience"] == "Chữ đã gõ"


# A procedure that is new


def test_a_procedure_made_from_another_goes_on_to_its_preview_and_leads_nowhere_that_is_not_there(office, first):
    page = first.get("/thu-tuc/1.001193/history").click("Làm thủ tục mới từ bản này")
    page.forms["form"]["code"] = "9.000777"
    form = page.forms["form"].submit("save", status=303).follow().forms["form"]
    form["results"] = "Giấy mới"
    page = saved(form).follow()
    assert page.request.path == "/thu-tuc/9.000777/preview"
    assert "Hãy xem trước như người dân sẽ thấy" in page.text
    for name in ("edit", "compare", "preview", "process", "history"):
        page = first.get(f"/thu-tuc/9.000777/{name}")
        assert "Danh mục" in page.html.select_one(".rail a[aria-current]").text
        for link in page.html.select("main a[href^='/thu-tuc/9.000777'], .acts a[href^='/thu-tuc/9.000777']"):
            first.get(link["href"], status=200)
