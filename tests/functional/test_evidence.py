"""Evidence: who did what and who read what, found and told; chains that were tampered with; lists taken along."""

import csv
import hashlib
import io
import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from functional.refusing import everyone_at_work, nothing_changes
from hcc.accounts.history import RECORDED as OF_ACCOUNTS
from hcc.admin.evidence_words import RECORDED, WORDS
from hcc.content.history import DONE
from hcc.content.operations.add import add_item
from hcc.content.operations.delete import delete_items
from hcc.content.operations.purge import purge_item
from hcc.content.resources import Page
from hcc.core.act import Act
from hcc.core.evidence import GENESIS
from hcc.core.roles import Role
from hcc.dossiers.operations.begin import begin
from hcc.signing.office_key import office_key
from hcc.site.chains import KINDS
from hcc.site.sealing import make_seal
from hcc.site.verification import verify_site
from office import LOGINS, ROOT
from populated import PopulatedOffice
from tampering import made_anew, put, records_of

PAGE = "/quan-tri/nhat-ky"
CANARY = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def office(shared_office):
    return everyone_at_work(shared_office)


@pytest.fixture(scope="module")
def made(office):
    return PopulatedOffice(office).ready()


@pytest.fixture
def auditor(office):
    return office.as_(Role.AUDITOR)


def rows(page) -> list[str]:
    return [" ".join(line.get_text(" ", strip=True).split()) for line in page.html.select("tbody tr")]


def reads(office) -> list[str]:
    log = office.var / "access.log"
    return log.read_text(encoding="utf-8").splitlines() if log.exists() else []


def test_what_the_office_did_is_told_newest_first_without_dossiers(office, made, auditor):
    page = auditor.get(PAGE)
    told = rows(page)
    assert told
    assert any("đăng nhập" in line for line in rows(auditor.get(f"{PAGE}?kind=accounts")))
    assert not any(made.number_of(made.processing) in line for line in told)
    with office.changing() as site:
        site.procedures.chain.append(
            Act(LOGINS[Role.DIRECTOR], office.now + timedelta(minutes=1)), "imported", code=CANARY
        )
    page = auditor.get(PAGE)
    assert "nhập danh mục" in rows(page)[0]
    assert CANARY not in page.text
    assert CANARY in rows(page)[0]


def test_filters_find_and_refuse(office, made, auditor):
    by_director = rows(auditor.get(f"{PAGE}?by={LOGINS[Role.DIRECTOR]}"))
    with office.site() as site:
        name = site.accounts[LOGINS[Role.DIRECTOR]].name
    assert by_director
    assert all(name in line for line in by_director)
    assert rows(auditor.get(f"{PAGE}?kind=accounts&q=%C4%90%C4%82NG+NH%E1%BA%ACP"))
    assert not rows(auditor.get(f"{PAGE}?q=khongcochunay"))
    day = f"{office.now:%d/%m/%Y}"
    assert rows(auditor.get(f"{PAGE}?from={day}&to={day}"))
    assert not rows(auditor.get(f"{PAGE}?to=01/01/2020"))
    for query, said in (
        ("from=hom+qua", "“hom qua” không phải là ngày"),
        ("from=02/02/2026&to=01/02/2026", "trước ngày đầu"),
        (f"from={'9' * 4000}", "không phải là ngày"),
    ):
        page = auditor.get(f"{PAGE}?{query}&q=giu+lai")
        assert said in page.text.replace("\N{NO-BREAK SPACE}", " ")
        assert page.html.select_one("#evidence-q")["value"] == "giu lai", "nothing typed is lost"


@pytest.mark.parametrize(
    "query",
    ["kind=x", "after=x", "after=2026|a|b", f"after={'9' * 400}", "kind=dossiers&after=-1", "kind=pages&after=x",
     "kind=reads&after=7", "kind=days&after=%00", "by=%3Cscript%3E", "from=31/02/2026",
     "kind=reads&after=z"],
)  # fmt: skip
def test_an_address_of_nonsense_breaks_nothing(auditor, query):
    auditor.get(f"{PAGE}?{query}", status=200)
    auditor.get(f"{PAGE}/evidence.csv?{query}", status=200)
    auditor.get(f"{PAGE}/chain.jsonl?{query}", status=404)


def test_pages_of_few_records_each_lead_through_all_of_them(office, made, auditor, monkeypatch):
    """Going on never shows a record twice, and leaves none out."""
    whole = rows(auditor.get(f"{PAGE}?kind=accounts"))
    monkeypatch.setattr("hcc.admin.views.evidence.found_of", _short)
    page, seen = auditor.get(f"{PAGE}?kind=accounts"), []
    for _ in range(40):
        seen += rows(page)
        onward = page.html.select_one('main a[rel="next"]')
        if onward is None:
            break
        page = auditor.get(onward["href"])
    assert seen[: len(whole)] == whole[: len(seen)]
    assert len(seen) >= min(len(whole), 40 * 3)


def _short(request, question):
    from hcc.admin.evidence_list import found_of

    return found_of(request, question, most=3, looked_at=100)


def test_a_dossier_s_course_is_told_without_who_it_is_about_and_noted(office, made, auditor):
    number = made.number_of(made.processing)
    before = len(reads(office))
    page = auditor.get(f"{PAGE}?number={number}")
    assert any("tiếp nhận" in line for line in rows(page))
    with office.site() as site:
        dossier = site.dossiers.by_number(number)
        person = dossier.person.name
    assert person
    assert person not in page.text
    assert f"{PAGE} {number}" in reads(office)[-1]
    assert len(reads(office)) == before + 1
    auditor.get(f"{PAGE}?kind=accounts")
    assert len(reads(office)) == before + 1, "that shows nothing of a person"
    assert rows(auditor.get(f"{PAGE}?kind=dossiers"))


def test_an_administrator_is_led_to_no_dossier(office, made):
    number = made.number_of(made.processing)
    page = office.as_(Role.ADMINISTRATOR).get(f"{PAGE}?number={number}")
    assert rows(page)
    assert not page.html.select("tbody a")
    assert office.as_(Role.AUDITOR).get(f"{PAGE}?number={number}").html.select("tbody a")


def test_who_read_what_is_shown_without_the_secret_of_the_address(office, made, auditor):
    token = made.draft.split("/")[2]
    office.as_(Role.GREETER).get(f"{made.draft}giay-to/1/page?n=1", status=200)
    page = auditor.get(f"{PAGE}?kind=reads")
    assert any("Hồ sơ chưa có số, giấy tờ 1" in line for line in rows(page))
    assert token not in office.as_(Role.ADMINISTRATOR).get(f"{PAGE}?kind=reads").text
    assert "kind=reads" not in auditor.get(PAGE).html.select_one("tbody").text
    assert "reads" in reads(office)[-1] or "reads" in reads(office)[-2]


# Chains that somebody tampered with


def check(person, query: str = "kind=catalogue"):
    return person.browser.post(f"{PAGE}/check?{query}", {"csrf_token": person.token()}, status=200)


def test_whole_chains_are_called_whole(office, made, auditor):
    with nothing_changes(office):
        assert "nguyên vẹn" in check(auditor).html.select_one("main").text
        for query in ("", "kind=dossiers", "kind=pages", "kind=days", f"number={made.number_of(made.processing)}"):
            assert "nguyên vẹn" in check(auditor, query).html.select_one("main").text


def test_each_broken_link_is_named_by_its_number(office, made, auditor):
    with office.changing() as site:
        chain, had = site.calendar_book.chain, len(site.calendar_book.chain)
        for count in range(6):
            chain.append(Act("system", office.now), "note", count=count)
        whole, head = records_of(chain), chain.head
        damaged = dict(whole)
        line, digest = damaged[had + 1]
        damaged[had + 1] = (line.replace("note", "none"), digest)
        del damaged[had + 3]
        damaged[had + 5] = ("x", "y")
        put(chain, damaged, head)
    said = check(auditor, "kind=calendar").html.select_one("main ul").text.replace("\N{NO-BREAK SPACE}", " ")
    assert f"Bản ghi số {had + 1} đã bị sửa" in said
    assert f"Bản ghi số {had + 3} bị thiếu" in said
    assert f"Bản ghi số {had + 5} đã" in said
    auditor.get(f"{PAGE}?kind=calendar", status=200)
    with office.changing() as site:
        put(site.calendar_book.chain, {key: whole[key] for key in range(1, had + 3)}, head)
    assert "Phần cuối" in check(auditor, "kind=calendar").html.select_one("main").text
    with office.changing() as site:
        put(site.calendar_book.chain, whole, head)
    assert "nguyên vẹn" in check(auditor, "kind=calendar").html.select_one("main").text


def test_more_faults_than_are_shown_make_no_whole_chain_unreadable(office, made, auditor, monkeypatch):
    from hcc.admin import evidence_check

    monkeypatch.setattr(evidence_check, "MOST_BROKEN", -1)  # as if more had been found than are shown
    assert "nguyên vẹn" in check(auditor, "kind=accounts").html.select_one("main").text


@pytest.fixture
def sealed(office, made):
    """A seal of this moment, which goes again."""
    seal = make_seal_now(office)
    yield seal
    for path in (seal.path, seal.path.with_suffix(".sig")):
        path.unlink(missing_ok=True)


def make_seal_now(office):
    with office.site() as site:
        return make_seal(
            site, office.registry["hcc.settings"], office_key(office.registry["hcc.settings"]), at=datetime.now(UTC)
        )


def test_chains_are_held_against_the_newest_seal_and_called_as_the_office_calls_them(office, made, auditor, sealed):
    """A chain made anew is whole in itself, and is not the one that was sealed; an altered seal proves nothing."""
    said = check(auditor, "kind=calendar").html.select_one("main").text
    assert "như khi được niêm phong" in said
    with office.changing() as site:
        chain = site.accounts[LOGINS[Role.DIRECTOR]].chain
        whole, head, records = records_of(chain), chain.head, list(chain)
        made_anew(chain, [replace(records[0], by="khac"), *records[1:]])
        name = site.accounts[LOGINS[Role.DIRECTOR]].name
    said = check(auditor, "kind=accounts").html.select_one("main ul").text
    assert f"{name}: Chuỗi đã bị ghi lại từ đầu" in said
    assert "account " not in said
    with office.changing() as site:
        made_anew(site.accounts[LOGINS[Role.DIRECTOR]].chain, records[:-1])
    assert "Phần cuối của chuỗi đã bị cắt" in check(auditor, "").html.select_one("main ul").text
    with office.changing() as site:
        put(site.accounts[LOGINS[Role.DIRECTOR]].chain, whole, head)
    content = sealed.path.read_bytes()
    sealed.path.write_bytes(content.replace(b'"catalogue",', b'"catalogua",'))
    page = check(auditor, "kind=calendar")
    assert "đã bị sửa. Đối chiếu" in page.html.select_one("main .note.warn").text
    assert "nguyên vẹn" in page.html.select_one("main .note.ok").text
    sealed.path.write_bytes(content)
    assert page.html.select_one("details ul").text.strip() == "Lịch"


def test_without_a_seal_the_check_says_so(auditor, made):
    assert "Chưa có bản niêm phong" in check(auditor, "kind=calendar").html.select_one("main .note.warn").text


def test_dossiers_only_begun_have_their_chains_and_no_seal_holds_them_fast(office, made, auditor):
    """One that is given up may rightly be gone; its token, which opens it, stands nowhere."""
    with office.changing() as site:
        begun = begin(site.dossiers, token="T" * 22, act=Act(LOGINS[Role.RECEIVER], office.now))
        begun.chain.append(Act(LOGINS[Role.RECEIVER], office.now), "attached", number=1)
    page = auditor.get(f"{PAGE}?kind=begun")
    assert any("Hồ sơ chưa có số" in line for line in rows(page))
    assert "T" * 22 not in page.html.select_one("main").text
    assert "nguyên vẹn" in check(auditor, "kind=begun").html.select_one("main").text
    assert f"{PAGE} begun: 1" in reads(office)[-1]
    seal = make_seal_now(office)
    with office.changing() as site:
        begun = site.dossiers.begun("T" * 22)
        put(begun.chain, {1: ("no json", "")})
        faults = {check.name: check.faults for check in verify_site(site, office.registry["hcc.settings"])}
        assert any("begun" in fault for fault in faults["chains"])
        site.dossiers.forget_begun(begun)
        assert faults["seals"] == []
        assert {check.name: check.faults for check in verify_site(site, office.registry["hcc.settings"])}["seals"] == []
    for path in (seal.path, seal.path.with_suffix(".sig")):
        path.unlink()


def test_a_page_that_was_deleted_after_a_seal_is_missed_by_nobody(office, made, auditor):
    with office.changing() as site:
        page = add_item(
            site.content, resource=Page, text={"title": "Bỏ đi"}, act=Act("x", office.now), reserved=frozenset()
        )
        id = page.id
    seal = make_seal_now(office)
    act = Act(LOGINS[Role.REVIEWER], office.now)
    for remove in (lambda item, **kw: delete_items([item], **kw), lambda item, **kw: purge_item(item.root, id, **kw)):
        with office.changing() as site:
            item = site.content.by_id.get(id) or next(site.content.trash.things())
            remove(item, act=act)
        with office.site() as site:
            assert {check.name: check.faults for check in verify_site(site, office.registry["hcc.settings"])}[
                "seals"
            ] == []
        assert "nguyên vẹn" in check(auditor, "kind=pages").html.select_one("main").text
    for path in (seal.path, seal.path.with_suffix(".sig")):
        path.unlink()


def test_a_damaged_record_hides_no_other_chain(office, made, auditor):
    with office.changing() as site:
        chain = site.calendar_book.chain
        whole, head = records_of(chain), chain.head
        put(chain, {**whole, max(whole): ("no json", "")}, head)
    page = auditor.get(PAGE)
    assert "Kiểm tra chuỗi" in page.text
    assert rows(page)
    auditor.get(f"{PAGE}/evidence.csv", status=200)
    with office.changing() as site:
        put(site.calendar_book.chain, whole, head)


# Taken along


def test_the_list_as_a_table_in_which_nothing_reckons(office, made, auditor):
    with office.changing() as site:
        for text in ("=1+1", "+1", "-1", "@x", "\t=1"):
            site.procedures.chain.append(Act(text, office.now + timedelta(hours=1)), text, code=text)
    answer = auditor.get(f"{PAGE}/evidence.csv?kind=catalogue")
    assert answer.content_type == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    table = list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig")), delimiter=";"))
    assert table[0][:2] == ["Lúc", "Người làm"]
    assert len(table) > 5
    assert not [cell for row in table for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]


def test_a_whole_chain_is_checked_by_others(office, made, auditor):
    """As docs/evidence.md tells it: each digest is of the one before and of the text."""
    link = next(one for one in auditor.get(f"{PAGE}?kind=catalogue").html.select("details a"))
    previous = GENESIS
    lines = auditor.get(link["href"]).body.decode().splitlines()
    assert lines
    for row in lines:
        _number, (text, digest) = json.loads(row)
        previous = hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()
        assert digest == previous
    with office.site() as site:
        assert previous == site.procedures.chain.head


def test_a_chain_of_a_dossier_is_for_those_who_may_read_it(office, made):
    number = made.number_of(made.processing)
    with office.site() as site:
        dossier = site.dossiers.by_number(number)
        name = f"dossier {dossier.id >> 32}-{dossier.id & 0xFFFFFFFF}"
    address = f"{PAGE}/chain.jsonl?name={name}"
    office.as_(Role.ADMINISTRATOR).get(address, status=404)
    assert office.as_(Role.AUDITOR).get(address).body
    assert name in reads(office)[-1]


def test_who_may(office, made):
    director = office.as_(Role.DIRECTOR)
    page = director.get(PAGE)
    assert not page.html.select('form[action*="check"]')
    director.get(f"{PAGE}/evidence.csv", status=403)
    director.get(f"{PAGE}/chain.jsonl?name=catalogue", status=403)
    director.post(f"{PAGE}/check", status=403)
    for role in (Role.CATALOGUE_ADMINISTRATOR, Role.HANDLER, Role.REVIEWER):
        office.as_(role).get(PAGE, status=403)
    office.as_().get(PAGE, status=303)


def test_a_chain_is_checked_elsewhere_as_the_paper_says(auditor, tmp_path):
    """The few lines of docs/evidence.md find a whole chain whole, and name the record that was changed."""
    lines = auditor.get(f"{PAGE}/chain.jsonl?name=catalogue").text.splitlines(keepends=True)
    paper = (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8")
    check = paper.partition("```python\n")[2].partition("```")[0]

    def checked(kept: list[str]) -> subprocess.CompletedProcess:
        file = tmp_path / "chain.jsonl"
        file.write_text("".join(kept), encoding="utf-8")
        return subprocess.run([sys.executable, "-c", check, file], capture_output=True, text=True, timeout=60)

    assert checked(lines).stdout.startswith("whole")
    changed = checked([*lines[:3], lines[3].replace("published", "withdrawn", 1), *lines[4:]])
    assert (changed.returncode, changed.stderr.strip()) == (1, "record 4 was changed")
    assert checked([*lines[:3], *lines[4:]]).stderr.strip() == "record 5 was changed"


def test_whatever_is_on_record_is_told_in_words(office, made):
    """No verb of a chain is shown as it is kept."""
    made.fill()
    bare = set()
    with office.site() as site:
        for kind, of_kind in KINDS.items():
            words = {**RECORDED, **OF_ACCOUNTS, **WORDS.get(kind, {})} if kind not in ("pages", "content") else DONE
            records = (record for named in of_kind(site) for record in named.chain if record.by != record.what)
            bare |= {(kind, record.what) for record in records if record.what not in words}
    assert bare - {("calendar", "note"), ("catalogue", "note")} == set()
