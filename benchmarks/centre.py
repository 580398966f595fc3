"""A centre to measure: a var folder filled by `hcc init`, work waiting in it, and the server as a child process."""

import configparser
import os
import random
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from hcc.accounts.operations.officials import add_official
from hcc.accounts.passwords import Passwords
from hcc.commands.database import reading, writing
from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.roles import Role
from hcc.dossiers.due import due_for
from hcc.dossiers.operations.greet import greet
from hcc.dossiers.operations.prepare import prepare
from hcc.dossiers.operations.submit import submit
from hcc.dossiers.resources import Person, Verdict
from hcc.procedures.following import new_index
from hcc.procedures.indexing import document_of
from hcc.procedures.operations.edit import draft_stamp, edit_procedure
from hcc.procedures.operations.import_catalogue import import_catalogue
from hcc.procedures.record import Fee, FeeKind, ProcedureRecord
from hcc.procedures.toml_files import read_catalogue
from hcc.settings import Settings, read_settings
from hcc.shipped import shipped

from .processes import Tree

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "an-mau-do-thoi-gian"
COUNTERS = 8
"""Officials of each counter role, so that eight connections are eight people."""
COUNTER_ROLES = {"tiepnhan": Role.RECEIVER, "chungthuc": Role.CERTIFIER, "pheduyet": Role.APPROVER}
DRAFTED = "1.004873"
"""The procedure somebody is writing a text of."""
GROWN = "9."
"""How codes begin of procedures that only make the catalogue large."""
START_LIMIT = 60
"""Seconds a server may take to answer before it counts as broken."""


@dataclass(frozen=True)
class Waiting:
    """Tokens of dossiers by how far they are: drafts with everything but a paper, and those handed in."""

    drafts: list[str]
    submitted: list[str]


def write_ini(folder: Path, name: str = "bench", **more: object) -> Path:
    """development.ini without the reloading of templates, which no office runs with, and with `more` settings."""
    ini = configparser.RawConfigParser()
    ini.read(ROOT / "development.ini", encoding="utf-8")
    ini["app:main"]["pyramid.reload_templates"] = "false"
    ini["logger_root"]["level"] = "WARNING"
    ini["app:main"].update({f"hcc.{key}": str(value) for key, value in more.items()})
    path = folder / f"{name}.ini"
    with path.open("w", encoding="utf-8") as file:
        ini.write(file)
    return path


def settings_of(ini: Path, var: Path) -> Settings:
    values = configparser.RawConfigParser()
    values.read(ini, encoding="utf-8")
    section = {name: value for name, value in values["app:main"].items() if name.startswith("hcc.")}
    return read_settings(section, environ={"VAR": str(var)})


def more_records(real: dict[str, ProcedureRecord], count: int) -> dict[str, ProcedureRecord]:
    """The catalogue grown to `count` procedures: real ones under other codes and with words of two names."""
    chance, codes, grown = random.Random(1), sorted(real), dict(real)
    while len(grown) < count:
        code = f"{GROWN}{len(grown):06d}"
        first, second = real[chance.choice(codes)], real[chance.choice(codes)]
        name = f"{first.title} {' '.join(second.title.split()[:6])}"
        grown[code] = replace(first, code=code, name=name, short_name="", everyday_names=())
    return grown


def fill_centre(ini: Path, settings: Settings, *, drafts: int, submitted: int, procedures: int) -> Waiting:
    """`hcc init`, then eight officials a counter and dossiers that wait.

    `procedures` grows the catalogue to so many; 0 leaves it as shipped.
    """
    at = datetime.now(UTC)
    command = [sys.executable, "-m", "hcc.cli", "--ini", str(ini), "init"]
    subprocess.run(command, cwd=ROOT, env=_environment(VAR=str(settings.var)), stdout=subprocess.DEVNULL, check=True)
    with writing(settings) as root:
        site = root["site"]
        if procedures:
            records, _ = read_catalogue(shipped("catalog"))
            day = at.astimezone(LOCAL).date()
            import_catalogue(
                site.procedures, records=more_records(records, procedures), act=Act("system", at), effective=day
            )
        _add_draft(site, at)
        _add_counters(site, settings, at)
        return _add_dossiers(site, drafts, submitted, at)


def _add_draft(site, at: datetime) -> None:
    """A text to be compared with the one in force: every list of it says something else."""
    procedure = site.procedures[DRAFTED]
    record = procedure.latest().record
    record = replace(
        record,
        fees=(Fee(FeeKind.PER_CASE, amount=15_000, per="bản"),),
        steps=tuple(f"{step} Đối chiếu với bản chính." for step in record.steps),
        components=tuple(replace(paper, copy=paper.copy + 1) for paper in record.components),
        legal_basis=(*record.legal_basis, "Nghị định 309/2026/NĐ-CP"),
    )
    edit_procedure(procedure, record=record, opened_on=draft_stamp(procedure), act=Act("danhmuc", at))


def _add_counters(site, settings: Settings, at: datetime) -> None:
    digest = Passwords(settings.password_memory_kib).hash(PASSWORD)
    for login, role in COUNTER_ROLES.items():
        for number in range(1, COUNTERS + 1):
            official = add_official(
                site.accounts,
                login=f"{login}{number}",
                name=f"Thử Quầy {number}",
                job_title=f"Quầy {number}",
                roles={role},
                password_hash=digest,
                act=Act("system", at),
            )
            if role == Role.APPROVER:
                official.signing_capacity = ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")


def _add_dossiers(site, drafts: int, submitted: int, at: datetime) -> Waiting:
    today, act = at.astimezone(LOCAL).date(), Act("tiepdon", at)
    # People hand in what an office does; the procedures the catalogue was grown by are for those who look for one.
    offered = [
        revision.procedure
        for revision in site.procedures.published(today)
        if revision.record.components and not revision.record.code.startswith(GROWN)
    ]
    waiting = Waiting([], [])
    position = 0
    while len(waiting.submitted) < submitted or len(waiting.drafts) < drafts:
        dossier = greet(
            site.dossiers, procedure=offered[position % len(offered)], today=today, name="Nguyễn Thị Mẫu", act=act
        )
        position += 1
        number = f"025190{position:06d}"
        person = Person(f"Nguyễn Thị Mẫu {position}", number, "05/09/1990", "0900000000", address="xóm Mẫu, xã An Mẫu")
        seen = {index: Verdict.COMPARED for index in range(len(dossier.record.components))}
        case = dossier.record.cases[0].name if dossier.needs_case else None
        prepare(dossier, person=person, verdicts=seen, case=case, act=act)
        countable = due_for(dossier, at=at, calendar=site.calendar) is not None
        if countable and len(waiting.submitted) < submitted:
            submit(dossier, act=act)
            waiting.submitted.append(dossier.token)
        elif len(waiting.drafts) < drafts:
            waiting.drafts.append(dossier.token)
    return waiting


def _environment(**more: str) -> dict[str, str]:
    """This environment without what would point at another office, or keep Python from keeping its compiled files."""
    foreign = ("VAR", "PORT", "HCC_INI", "CHAMELEON_CACHE", "PYTHONDONTWRITEBYTECODE")
    return {**{name: value for name, value in os.environ.items() if name not in foreign}, **more}


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@dataclass(frozen=True)
class Server:
    """A server that runs: its port and its processes."""

    port: int
    tree: Tree
    process: subprocess.Popen
    log: Path


@contextmanager
def started(command: list[str], *, port: int, log: Path, environment: dict[str, str]) -> Iterator[Server]:
    """Run a server until the block ends. It need not answer yet."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=_environment(PORT=str(port), **environment), stdout=output, stderr=output
        )
    try:
        yield Server(port, Tree(process.pid), process, log)
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def index_made(settings: Settings, folder: Path) -> float:
    """CPU seconds to make the search index of every procedure anew, in this process."""
    today = datetime.now(UTC).astimezone(LOCAL).date()
    with reading(settings) as site:
        began = time.process_time()
        index = new_index(folder)
        index.rebuild(
            site.procedures.journal,
            lambda: (document_of(one.procedure, today) for one in site.procedures.published(today)),
            as_of=today.isoformat(),
        )
        spent = time.process_time() - began
        if index.total != sum(1 for _ in site.procedures.published(today)):
            raise RuntimeError("the index does not hold every procedure")
    return spent


def serving(ini: Path, var: Path):
    """`hcc serve` on a free port of the loopback address."""
    command = [sys.executable, "-m", "hcc.cli", "--ini", str(ini), "serve"]
    port = free_port()
    return started(command, port=port, log=var.parent / "server.log", environment={"VAR": str(var)})


def serving_floor(threads: int, log: Path):
    """The bare hello on waitress with as many threads."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.floor", str(port), str(threads)]
    return started(command, port=port, log=log, environment={})


def wait_for(server: Server, path: str) -> bytes:
    """The first 200 of a page, asked for every 5 ms. Raises RuntimeError when the server ends or takes too long."""
    until = time.monotonic() + START_LIMIT
    while time.monotonic() < until:
        if server.process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{server.port}{path}", timeout=START_LIMIT) as answer:
                return answer.read()
        except urllib.error.HTTPError:
            raise
        except OSError:
            time.sleep(0.005)
    tail = "\n".join(server.log.read_text(errors="replace").splitlines()[-20:])
    raise RuntimeError(f"the server did not answer {path}\n{tail}")


def start_up(ini: Path, var: Path, *, cold: bool) -> dict[str, float]:
    """Seconds from exec to the first 200 of /healthz, to the first front page, and to the first search; CPU so far.

    `cold` begins without compiled templates. Python's own compiled files and the disk cache are warm in both.
    """
    if cold:
        shutil.rmtree(var / "templates", ignore_errors=True)
    began = time.monotonic()
    with serving(ini, var) as server:
        wait_for(server, "/healthz")
        healthy = time.monotonic() - began
        if b"</html>" not in wait_for(server, "/"):
            raise RuntimeError("the first front page is not whole")
        front, cpu = time.monotonic() - began, server.tree.cpu()
        if b"2.000815" not in wait_for(server, "/thu-tuc?q=chung+thuc+ban+sao"):
            raise RuntimeError("the first search does not find what it should")
        return {
            "healthz_s": healthy,
            "front_page_s": front,
            "front_page_cpu_s": cpu,
            "first_search_s": time.monotonic() - began,
        }
