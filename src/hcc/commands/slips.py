"""hcc slips: every official slip with invented facts, as PDF, so that a clerk can review the wording."""

from hcc.printing.slips import render_slip
from hcc.settings import Settings

from .slip_samples import AT, sample_slips


def slips_command(args, settings: Settings) -> None:
    """Write them to `slips` in the var folder and print their paths; no database is needed or touched."""
    folder = settings.var / "slips"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, (template, data) in sample_slips(settings).items():
        path = folder / f"{name}.pdf"
        path.write_bytes(render_slip(template, data, at=AT))
        print(path)


def add_commands(commands) -> None:
    command = commands.add_parser("slips", help="print every official slip with invented facts, in VAR/slips")
    command.set_defaults(run=slips_command)
