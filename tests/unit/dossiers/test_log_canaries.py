"""Nothing personal and no secret in the log: a whole visit with planted names, numbers, words and files, read back."""

import logging
import secrets
from dataclasses import replace

import pytest

from hcc.accounts.demo import PASSWORD
from hcc.core.roles import Role
from hcc.dossiers.views.acts import ASKING
from office import sample_pdf

NAME = "Canaria Thị Hoàng Yến"
NUMBER = "025190777888"
PHONE = "0977666555"
ADDRESS = "Xóm Yến Hót"
GUESS = "mat-khau-doan-sai-1"
FILE = "giay-cua-ba-yen.pdf"
REASON = "Bà Yến chưa đủ tuổi"


class Everything(logging.Handler):
    """Every record as it would be written, and all it carries besides."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.written: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        formatted = logging.Formatter("%(name)s %(levelname)s %(message)s").format(record)
        self.written.append(f"{formatted}\n{vars(record)!r}")


@pytest.fixture
def heard():
    root, handler = logging.getLogger(), Everything()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler.written
    root.removeHandler(handler)
    root.setLevel(level)


def visit(office) -> str:
    """One dossier from the door to its receipt, with refusals on the way; answers its address."""
    stranger = office.as_()
    stranger.sign_in("tiepdon", GUESS, status="*")
    stranger.sign_in(NUMBER, GUESS, status="*")
    greeter = office.as_(Role.GREETER)
    made = greeter.fill("/ban-lam-viec/tiep-don", procedure="1.004873", name=NAME, guidance=REASON)
    dossier = made.location.partition("/ho-so/")[2].split("/")[0]
    address = f"/ho-so/{dossier}/"
    form = greeter.get(f"{address}prepare").forms["form"]
    form["name"], form["citizen_number"], form["phone"] = NAME, f"{NUMBER}9", PHONE
    form.submit(status=409)
    form = greeter.get(f"{address}prepare").forms["form"]
    form["name"], form["citizen_number"], form["phone"], form["address"] = NAME, NUMBER, PHONE, ADDRESS
    form["c0"], form["c2"], form["c3"] = "", "from_database", "compared_with_original"
    form.submit(status=303)
    greeter.post(f"{address}submit", status=409)
    greeter.upload(address, b"no PDF at all", name=FILE, component="0", status=409)
    greeter.upload(address, sample_pdf(), name=FILE, component="0")
    greeter.post(f"{address}submit", status=303)
    receiver = office.as_(Role.RECEIVER)
    receiver.get(f"{address}receive").forms["form"].submit(status=303)
    assert receiver.get(f"{address}receipt").content_type == "application/pdf"
    stranger.fill("/tra-cuu", status=422, number="H44.99-261123-0001", secret="ZZZZ ZZZZ")
    return address


def test_nothing_personal_in_any_log_record(office, heard, monkeypatch):
    address = visit(office)
    handler = office.as_(Role.HANDLER)
    handler.post(f"{address}process", status=303)

    def breaks(dossier, **options):
        raise RuntimeError(f"broken on purpose by {NAME}, {NUMBER}")

    monkeypatch.setitem(ASKING, "submit_for_approval", replace(ASKING["submit_for_approval"], operation=breaks))
    form = handler.get(f"{address}submit_for_approval").forms["form"]
    form["outcome"], form["text"] = "declined", REASON
    broken = form.submit(status=500)
    assert "broken on purpose" not in broken.text
    written = "\n".join(heard)
    assert "unexpected error" in written, "the broken act is in the log"
    assert "RuntimeError" in written
    with office.site() as site:
        dossier = site.dossiers.by_number("H44.99-261123-0001")
        held = [
            dossier.token,
            dossier.lookup_secret,
            *(record.csrf_token for record in site.accounts.sessions.values()),
        ]
    cookies = [value for person in office._people.values() for value in person.browser.cookies.values()]
    planted = [NAME, "Canaria", NUMBER, PHONE, ADDRESS, GUESS, PASSWORD, FILE, REASON, *held, *cookies]
    assert [word for word in planted if word in written] == []


def test_the_canaries_would_be_heard(heard):
    """The test above is deaf if the log is: a record in each way personal data could come into one."""
    log = logging.getLogger("hcc.somewhere")
    token = secrets.token_hex(8)
    log.debug("said %s", f"{token}-argument")
    log.info("extra", extra={"person": f"{token}-extra"})
    try:
        raise ValueError(f"{token}-exception")
    except ValueError:
        log.exception("failed")
    written = "\n".join(heard)
    assert all(f"{token}-{way}" in written for way in ("argument", "extra", "exception"))
