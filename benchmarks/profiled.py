"""Where the time of a page goes: cProfile over a page opened again and again, in this process.

    python -m benchmarks.profiled PATH [--by LOGIN] [--calls 100] [--sort tottime] [--rows 40]

`{dossier}` in the path is a dossier handed in; LOGIN is an official of the demo office or a counter such as tiepnhan1.
"""

import argparse
import cProfile
import os
import pstats
import tempfile
import time
from pathlib import Path

from webtest import TestApp

from hcc.accounts.demo import OFFICIALS
from hcc.accounts.demo import PASSWORD as DEMO_PASSWORD

from .centre import PASSWORD, fill_centre, settings_of, write_ini


def opened(folder: Path, ini: Path, login: str, templates: Path | None = None) -> TestApp:
    """A browser of the application on the database in `folder`, signed in when a login is given.

    `templates`: where compiled ones are kept; None: a new folder.
    """
    from pyramid.paster import get_app

    former, os.environ["VAR"] = os.environ.get("VAR"), str(folder / "var")
    if templates is None:
        templates = folder / "templates"
        templates.mkdir()
    os.environ["CHAMELEON_CACHE"] = str(templates)
    browser = TestApp(get_app(str(ini)), lint=False)
    os.environ.pop("VAR")
    if former is not None:
        os.environ["VAR"] = former
    if login:
        form = browser.get("/dang-nhap").forms["form"]
        form["login"] = login
        form["password"] = DEMO_PASSWORD if login in {person.login for person in OFFICIALS} else PASSWORD
        form.submit(status=303)
    return browser


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path")
    parser.add_argument("--by", default="", metavar="LOGIN")
    parser.add_argument("--calls", type=int, default=100)
    parser.add_argument("--sort", default="cumulative")
    parser.add_argument("--rows", type=int, default=40)
    parser.add_argument("--procedures", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hcc-profile-") as name:
        folder = Path(name)
        ini = write_ini(folder)
        settings = settings_of(ini, folder / "var")
        waiting = fill_centre(ini, settings, drafts=1, submitted=60, procedures=options.procedures)
        browser = opened(folder, ini, options.by)
        path = options.path.replace("{dossier}", f"/ho-so/{waiting.submitted[0]}/")
        cold = time.process_time()
        browser.get(path)
        warm = time.process_time()
        for _ in range(options.calls):
            browser.get(path)
        ended = time.process_time()
        print(f"first {(warm - cold) * 1000:.1f} ms, then {(ended - warm) / options.calls * 1000:.2f} ms of CPU a call")
        profile = cProfile.Profile()
        profile.enable()
        for _ in range(options.calls):
            browser.get(path)
        profile.disable()
        pstats.Stats(profile).sort_stats(options.sort).print_stats(options.rows)


if __name__ == "__main__":
    main()
