"""hcc init, evolve, serve."""

import os
import shutil
import signal
import sys
import time
from contextlib import nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hcc.core.cores import one_core
from hcc.settings import BadSetting, Settings, is_loopback
from hcc.storage.opening import blob_folder, data_file
from hcc.web.late import postponing
from hcc.web.made import noticing

from .database import command_act, writing
from .ini import application_of, set_up_logging
from .loading import give_memory_back, keep_loaded, loaded, uncollected

RECEIVED_AT_ONCE = 2**16
"""Bytes: waitress takes 8 KB of a socket by itself, and a scan of 7 MB in nine hundred rounds of its one loop."""


def init(args, settings: Settings) -> None:
    """Make the database and fill what is missing."""
    from hcc.shipped import shipped
    from hcc.site.content import fill, make_site

    with writing(settings, new=True) as root:
        site = make_site(root)
        fill(site, settings=settings, catalogue=shipped("catalog"), at=datetime.now(UTC))
        if settings.demo:
            _add_demo_pages(site, settings, shipped("catalog"))
        procedures = sum(1 for _ in site.procedures)
        told = None if settings.demo else _offer_set_up(site.accounts, settings)
    print(f"The database in {settings.var} holds {procedures} procedures.")
    if told:
        print(told)


def _add_demo_pages(site, settings: Settings, catalogue) -> None:
    from hcc.content.views.kinds import KINDS
    from hcc.site.demo_pages import add_demo_pages

    kinds = {kind.name: kind for kind in KINDS}
    add_demo_pages(site, kinds=kinds, settings=settings, catalogue=catalogue, act=command_act())


def _offer_set_up(accounts, settings: Settings) -> str | None:
    """Where the first administrator makes herself; None once there is one."""
    from hcc.accounts.operations.links import offer_set_up, set_up_waits

    from .people import set_up_line

    act = command_act()
    if set_up_waits(accounts, now=act.at):
        return "The address for the first administrator was printed before; “hcc setup-token” prints a new one."
    secret = offer_set_up(accounts, act=act)
    return set_up_line(secret, settings) if secret else None


def evolve_command(args, settings: Settings) -> None:
    from hcc.site.evolution import evolve

    with writing(settings, steps_may_wait=True) as root:
        taken = evolve(root["site"])
    print("Nothing to do." if not taken else f"Steps taken: {', '.join(taken)}.")


LEFT_BEHIND = 24 * 3600.0
"""Seconds after which no process can still be at work on a file it received."""


def clear_leftovers(settings: Settings) -> None:
    """Remove papers that a killed process had received and not yet stored: no transaction names them.

    Only the process that alone holds the database removes them all; beside others, what was left behind long ago.
    """
    data = data_file(settings)
    folders = (settings.var / "tmp",) if data is None else (settings.var / "tmp", blob_folder(data) / "tmp")
    newest = time.time() - LEFT_BEHIND
    for folder in folders:
        for path in folder.glob("*"):
            with suppress(FileNotFoundError):  # its process was still at it
                if data is None and path.stat().st_mtime > newest:
                    continue
                if path.is_dir():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink()


def _stop(number: int, frame: object) -> None:
    raise SystemExit(0)


def _proxy(settings: Settings) -> dict[str, object]:
    """Whose headers the server believes, as waitress wants it."""
    if not settings.trusted_proxy:
        return {}
    headers = "x-forwarded-for x-forwarded-proto x-forwarded-host"
    return {"trusted_proxy": settings.trusted_proxy, "trusted_proxy_headers": headers}


def _ready(ini: Path, settings: Settings) -> Any:
    """The server that listens for the application. Raises BadSetting when the address is taken."""
    from waitress.server import create_server

    from hcc.web.compiled import keep_compiled

    from .unheard import say_refusals_ourselves

    keep_compiled(Path(os.environ.get("CHAMELEON_CACHE") or settings.var / "templates"))
    application = application_of(ini)
    say_refusals_ourselves()
    clear_leftovers(settings)
    try:
        return create_server(
            application,
            listen=settings.listen,
            # A file that waits to be looked at keeps its thread, and nothing else.
            threads=settings.threads + settings.uploads_waiting,
            ident="hcc",
            recv_bytes=RECEIVED_AT_ONCE,
            max_request_body_size=(settings.upload_mb + 1) * 1024 * 1024,
            clear_untrusted_proxy_headers=True,
            **_proxy(settings),
        )
    except OSError as problem:
        raise BadSetting("listen", f"{settings.listen} cannot be served: {problem.strerror}") from None


def serve(args, settings: Settings) -> int:
    """Serve the application with waitress until SIGINT or SIGTERM; requests being worked on are finished first."""
    if settings.demo and not is_loopback(settings.host):
        print("the demo office is only served on a loopback address", file=sys.stderr)
        return 1
    # SIGINT too: a process started in the background is born ignoring it.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    give_memory_back()
    set_up_logging(args.ini)
    if args.init and data_file(settings) is not None:
        init(args, settings)
    with one_core() if settings.one_core else nullcontext():
        return _serve(args, settings)


def _serve(args, settings: Settings) -> int:
    with uncollected(), postponing(loaded), noticing() as registries:
        server = _ready(args.ini, settings)
    keep_loaded()
    print(f"Serving http://{settings.listen}", flush=True)
    from .page_index import LAST_SECONDS, PageIndexKeeper
    from .worker import beside_the_server

    databases = [registry["hcc.database"] for registry in registries]
    worker = beside_the_server(databases[0], settings) if databases else None
    keepers = [PageIndexKeeper(registry) for registry in registries]
    for keeper in keepers:
        keeper.start()
    try:
        server.run()
    finally:
        server.close()
        for keeper in keepers:
            keeper.stop(LAST_SECONDS)
        if worker:
            worker.stop()
        for database in databases:
            database.close()
    return 0


def add_commands(commands) -> None:
    command = commands.add_parser("init", help="make the database and fill it from the shipped catalogue")
    command.set_defaults(run=init)
    command = commands.add_parser("evolve", help="bring stored objects to the shape this version expects")
    command.set_defaults(run=evolve_command)
    command = commands.add_parser("serve", help="serve the application")
    command.add_argument("--init", action="store_true", help="first make and fill what is missing")
    command.set_defaults(run=serve)
