"""The page of health: every colour of a check, by making what it tells of real; who sees it, and what machines get."""

import json
import os
import re
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from functional.refusing import everyone_at_work, nothing_changes
from hcc.admin import health_machine
from hcc.core.roles import Role
from hcc.storage.backup import LAST_BACKUP
from hcc.storage.upkeep import BACKED_UP, DRILLED, PACKED, VERIFIED, note_upkeep
from office import MONDAY, Office
from populated import COPY, PopulatedOffice

PAGE = "/quan-tri/suc-khoe"


@pytest.fixture
def opened(filled, tmp_path):
    """Make an office with these settings; closed at the end."""
    made = []

    def make(**settings: object) -> Office:
        made.append(Office(tmp_path / f"var{len(made)}", filled, **settings))
        return made[-1]

    yield make
    for office in made:
        office.close()


def row(office: Office, part: str) -> tuple[str, str]:
    """Colour and words of one line, as the administrator reads it."""
    page = office.as_(Role.ADMINISTRATOR).get(PAGE)
    line = next(tr for tr in page.html.select("tbody tr") if tr.strong.get_text(strip=True) == part)
    tag = line.select_one(".tag")
    assert tag.select_one("svg use") is not None, "colour never stands alone"
    assert tag.get_text(strip=True)
    return tag["class"][-1], " ".join(line.get_text(" ", strip=True).replace("\N{NO-BREAK SPACE}", " ").split())


def note_backup(office: Office, at: datetime) -> None:
    (office.var / LAST_BACKUP).write_text(json.dumps({"at": at.isoformat()}), encoding="utf-8")


@pytest.mark.parametrize(
    ("settings", "colour"),
    [
        ({"disk_warn_percent": 100, "disk_bad_percent": 100}, "ok"),
        ({"disk_warn_percent": 1, "disk_bad_percent": 100}, "warn"),
        ({"disk_warn_percent": 1, "disk_bad_percent": 1}, "bad"),
    ],
)
def test_the_disk_against_its_limits(opened, settings, colour):
    kind, words = row(opened(**settings), "Đĩa")
    assert kind == colour
    assert ("hcc pack" in words) is (colour != "ok"), "what to do is said where something is to be done"


def test_a_disk_that_fills_fast(opened):
    office = opened(disk_warn_percent=100, disk_bad_percent=100)
    used = 10 * 2**40
    note_upkeep(office.var, BACKED_UP, at=MONDAY - timedelta(days=10), disk_used=used)
    assert row(office, "Đĩa")[0] == "ok", "it holds less than then"
    note_upkeep(office.var, "other", at=MONDAY)
    (office.var / "upkeep.json").unlink()
    note_upkeep(office.var, BACKED_UP, at=MONDAY - timedelta(days=3650), disk_used=0)
    note_upkeep(office.var, BACKED_UP, at=MONDAY, disk_used=1)
    assert row(office, "Đĩa")[0] == "ok", "it fills slowly"
    (office.var / "upkeep.json").unlink()
    note_upkeep(office.var, BACKED_UP, at=MONDAY - timedelta(days=4), disk_used=0)
    stat = os.statvfs(office.var)
    days_left = 4 * stat.f_bavail / (stat.f_blocks - stat.f_bfree)
    kind, words = row(office, "Đĩa")
    assert kind == ("bad" if days_left < 7 else "warn" if days_left < 60 else "ok")
    assert kind == "ok" or re.search(r"đầy sau \d+ ngày", words)


def test_the_age_of_the_backup(opened):
    office = opened()
    assert row(office, "Sao lưu")[0] == "warn", "there is none yet"
    for hours, colour in ((1, "ok"), (26, "ok"), (28, "warn"), (53, "bad")):
        note_backup(office, MONDAY - timedelta(hours=hours))
        kind, words = row(office, "Sao lưu")
        assert kind == colour
        assert f"{hours} giờ trước" in words


@pytest.mark.parametrize(
    ("part", "what", "days"), [("Diễn tập khôi phục", DRILLED, 100), ("Kiểm tra dữ liệu", VERIFIED, 8)]
)
def test_drills_and_checks_that_are_done_or_not(opened, part, what, days):
    office = opened()
    assert row(office, part)[0] == "warn"
    note_upkeep(office.var, what, at=MONDAY - timedelta(days=days - 1), faults=0)
    assert row(office, part)[0] == "ok"
    office.later(days=2)
    office._people.clear()
    assert row(office, part)[0] == "warn", "it was too long ago"
    note_upkeep(office.var, what, at=office.now, faults=3)
    kind, words = row(office, part)
    assert kind == "bad"
    assert "3 lỗi" in words


def test_notes_that_were_damaged(opened):
    """Half a file is as none; the page does not break."""
    office = opened()
    note_upkeep(office.var, DRILLED, at=MONDAY, faults=0)
    for damage in ("{", "[]", '{"drilled": 3}', '{"drilled": [{"at": 5}, 7]}'):
        (office.var / "upkeep.json").write_text(damage, encoding="utf-8")
        assert row(office, "Diễn tập khôi phục")[0] == "warn"
    note_upkeep(office.var, DRILLED, at=MONDAY, faults=0)
    assert row(office, "Diễn tập khôi phục")[0] == "ok"


def test_an_index_that_is_behind_while_somebody_brings_it_up_to_date(opened):
    office = opened()
    assert row(office, "Chỉ mục tìm kiếm")[0] == "ok"
    with office.registry["hcc.search_index"]._updating:
        with office.changing() as site:
            site.procedures.journal.append("changed", COPY)
        assert row(office, "Chỉ mục tìm kiếm")[0] == "warn"
    assert row(office, "Chỉ mục tìm kiếm")[0] == "ok", "whoever asks next brings it up to date"


def test_an_index_whose_files_were_damaged_is_made_anew(opened):
    office = opened()
    for path in (office.var / "index").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:10])
    assert row(office, "Chỉ mục tìm kiếm")[0] == "ok"


def test_jobs_set_aside_and_jobs_that_nobody_does(opened):
    office = opened()
    assert row(office, "Việc chạy ngầm")[0] == "ok"
    PopulatedOffice(office).parked_job()
    assert row(office, "Việc chạy ngầm")[0] == "warn"
    with office.changing() as site:
        site.jobs.add("small", subject="x", now=(office.now - timedelta(hours=2)).timestamp())
    kind, words = row(office, "Việc chạy ngầm")
    assert kind == "bad"
    assert "khởi động lại máy chủ" in words


def tls_file(folder, days: int) -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "anmau.example")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
    signed = made.not_valid_after(MONDAY.astimezone(UTC) + timedelta(days=days, minutes=5)).sign(key, hashes.SHA256())
    from cryptography.hazmat.primitives.serialization import Encoding

    file = folder / f"tls{days}.pem"
    file.write_bytes(signed.public_bytes(Encoding.PEM))
    return str(file)


@pytest.mark.parametrize(("days", "colour"), [(90, "ok"), (29, "warn"), (-2, "bad")])
def test_the_certificate_of_the_address(opened, tmp_path, days, colour):
    assert row(opened(tls_certificate=tls_file(tmp_path, days)), "Chứng thư của địa chỉ trang")[0] == colour


def test_a_certificate_file_that_is_none(opened, tmp_path):
    assert row(opened(), "Chứng thư của địa chỉ trang")[0] == "idle", "nobody named one"
    (tmp_path / "x.pem").write_text("none")
    for file in (tmp_path / "x.pem", tmp_path / "gone.pem", tmp_path):
        assert row(opened(tls_certificate=file), "Chứng thư của địa chỉ trang")[0] == "bad"


def test_the_signing_certificate_runs_out(opened):
    office = opened()
    assert row(office, "Chứng thư ký số")[0] == "idle", "a trial key"
    office.now = MONDAY.replace(year=2090)
    office._people.clear()
    assert row(office, "Chứng thư ký số")[0] == "bad"


def test_a_clock_that_stands_behind_what_was_stored(opened, monkeypatch):
    office = opened()
    assert row(office, "Đồng hồ")[0] in ("ok", "warn", "idle"), "what the kernel of this machine says"
    for told, colour in ((True, "ok"), (False, "warn"), (None, "idle")):
        monkeypatch.setattr(health_machine, "_kept_by_time_server", lambda told=told: told)
        assert row(office, "Đồng hồ")[0] == colour

    class Behind(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) - timedelta(hours=1)

    monkeypatch.setattr(health_machine, "datetime", Behind)
    kind, words = row(office, "Đồng hồ")
    assert kind == "bad"
    assert re.search(r"3[56]\d\d giây", words)


def test_an_error_of_ours_is_counted(opened, monkeypatch):
    office = opened()
    assert row(office, "Lỗi của chương trình")[0] == "ok"
    office.registry["hcc.errors_answered"].append(office.now - timedelta(hours=25))
    assert row(office, "Lỗi của chương trình")[0] == "ok", "that was the day before"
    with monkeypatch.context() as broken:
        broken.setitem(office.registry, "hcc.looked_up", None)
        office.as_(Role.RECEIVER).get("/ban-lam-viec/tim?q=0912345678", status=500)
    kind, words = row(office, "Lỗi của chương trình")
    assert kind == "warn"
    assert "1 lỗi" in words
    assert "0912" not in office.as_(Role.ADMINISTRATOR).get(PAGE).text


def test_a_check_that_breaks_hides_no_other(opened, monkeypatch):
    office = opened()
    checks = office.registry["hcc.health_checks"]
    checks.append(checks[0]._replace(name="broken", look=lambda request: 1 / 0))
    page = office.as_(Role.ADMINISTRATOR).get(PAGE)
    assert len(page.html.select("tbody tr")) == len(checks)
    assert "broken" in page.html.select_one("tbody tr").text, "the worst stands first"


def test_the_database_was_packed(opened):
    office = opened()
    assert "chưa dọn lần nào" in row(office, "Cơ sở dữ liệu")[1]
    note_upkeep(office.var, PACKED, at=MONDAY - timedelta(days=3), before=10, after=5)
    assert "20/11/2026" in row(office, "Cơ sở dữ liệu")[1]


def test_the_rail_marks_what_is_red(opened):
    office = opened()
    administrator = office.as_(Role.ADMINISTRATOR)
    assert not administrator.get("/quan-tri/lich").html.select(".rail .count")
    note_backup(office, MONDAY - timedelta(days=9))
    administrator.get(PAGE)
    assert "1" in administrator.get("/quan-tri/lich").html.select_one(f'.rail a[href="{PAGE}"] .count').text
    assert "1" in administrator.get("/tai-khoan").html.select_one(".rail .foot .count").text
    assert not office.as_(Role.CATALOGUE_ADMINISTRATOR).get("/quan-tri/danh-muc").html.select(".rail .foot .count")
    assert "Sao lưu" in administrator.get("/quan-tri").html.find("main").text


def test_who_reads_it(opened):
    office = everyone_at_work(opened())
    with nothing_changes(office):
        office.as_(Role.AUDITOR).get(PAGE, status=200)
    for role in (Role.CATALOGUE_ADMINISTRATOR, Role.RECEIVER, Role.REVIEWER):
        office.as_(role).get(PAGE, status=403)
    office.as_().get(PAGE, status=303)


def test_a_monitoring_program_asks_with_its_token(opened, tmp_path):
    (tmp_path / "token").write_text("s3cret-token\n")
    office = opened(monitor_token_file=tmp_path / "token")
    anybody = office.as_().browser
    for sent in (
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": "Basic s3cret-token"},
        {"Authorization": "é"},
    ):
        anybody.get("/healthz/parts", headers=sent, status=404)
    told = anybody.get("/healthz/parts", headers={"Authorization": "Bearer s3cret-token"}).json
    assert told["status"] in ("ok", "idle", "warn", "bad")
    assert {"disk", "backup", "jobs", "clock", "index"} <= {one["name"] for one in told["checks"]}
    note_backup(office, MONDAY - timedelta(days=9))
    told = anybody.get("/healthz/parts", headers={"Authorization": "Bearer s3cret-token"}).json
    assert told["status"] == "bad"


def test_without_a_token_file_the_address_is_not_there(opened, tmp_path):
    for office in (opened(), opened(monitor_token_file=tmp_path / "gone")):
        office.as_().browser.get("/healthz/parts", headers={"Authorization": "Bearer "}, status=404)
        assert office.as_().browser.get("/healthz").json["status"] == "ok", "the sign of life stays"
