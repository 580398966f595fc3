"""What a new database holds, and what a fresh one is filled with."""

from datetime import datetime
from pathlib import Path

from hcc.accounts.demo import add_demo_office
from hcc.accounts.passwords import Passwords
from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.dossiers.hamlets import hamlets_for
from hcc.procedures.file_problems import CatalogueFileRefused
from hcc.procedures.form_files import read_forms
from hcc.procedures.operations.import_catalogue import import_catalogue
from hcc.procedures.toml_files import read_catalogue
from hcc.settings import Settings

from .demo_processes import add_demo_processes
from .evolution import STEPS, evolve
from .resources import Site


def make_site(root) -> Site:
    """The site of this database, made when there is none."""
    site = root.get("site")
    if site is None:
        site = root["site"] = Site()
        site.evolution = tuple(step.name for step in STEPS)
    return site


def fill(site: Site, *, settings: Settings, catalogue: Path, at: datetime) -> None:
    """Bring the site up to date; fill and publish the catalogue if there is none; make the demo office if asked."""
    evolve(site)
    act = Act("system", at)
    if not len(site.procedures._children):
        forms, problems = read_forms(catalogue)
        records, more = read_catalogue(catalogue, forms)
        problems += more
        if problems:
            raise CatalogueFileRefused(problems)
        import_catalogue(site.procedures, records=records, forms=forms, act=act, effective=at.astimezone(LOCAL).date())
    if not site.dossiers.hamlets and (hamlets := hamlets_for(catalogue, settings.commune)):
        site.dossiers.hamlets = hamlets
    if settings.demo:
        add_demo_office(site.accounts, passwords=Passwords(settings.password_memory_kib), act=act)
        add_demo_processes(site, clerk=settings.clerk_registers, act=act)
