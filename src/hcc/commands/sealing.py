"""hcc seal."""

from datetime import UTC, datetime

from hcc.settings import Settings
from hcc.signing.errors import SigningError
from hcc.signing.office_key import office_key
from hcc.site.sealing import make_seal

from .database import reading


def seal(args, settings: Settings) -> int:
    try:
        key = office_key(settings)
        with reading(settings) as site:
            made = make_seal(site, settings, key, at=datetime.now(UTC))
    except SigningError as problem:
        raise OSError(f"nothing was sealed: {problem}") from None
    trial = " with the trial key, which is worth nothing before the law" if key.is_trial else ""
    print(f"Seal {made.number} of {made.chains} chains written to {made.path}, signed{trial}.")
    print(f"SHA-256 {made.digest}")
    return 0


def add_commands(commands) -> None:
    command = commands.add_parser(
        "seal", help="write down and sign where every chain of evidence stands, beside a running server"
    )
    command.set_defaults(run=seal)
