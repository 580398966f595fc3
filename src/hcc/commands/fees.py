"""hcc fee: what certified copies and signatures cost, and how that comes about."""

import argparse
from collections.abc import Callable

from hcc.certifications.fees import CopyFee, SignatureFee, copy_fee, signature_fee
from hcc.settings import Settings

from .vietnamese import in_vietnamese

MOST = 1_000_000
"""The most of anything that is reckoned with; no paper has so many pages."""


def _count(text: str) -> int:
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= len(str(MOST)) else 0
    if not 1 <= number <= MOST:
        raise argparse.ArgumentTypeError(f"write a whole number from 1 to {MOST}, not {text!r}")
    return number


def _fee_command(fee: Callable[[argparse.Namespace], CopyFee | SignatureFee]):
    def run(args, settings: Settings) -> int:
        asked, say = fee(args), in_vietnamese()
        print(asked.total)
        for line in asked.lines:
            print(say(line))
        return 0

    return run


def add_commands(commands) -> None:
    kinds = commands.add_parser("fee", help="say what a certification costs, in đồng, and why").add_subparsers(
        dest="kind", required=True, metavar="KIND"
    )
    copy = kinds.add_parser("copy", help="certified copies of one original")
    copy.add_argument("--pages", type=_count, required=True, metavar="N", help="pages of the original")
    copy.add_argument("--copies", type=_count, default=1, metavar="N", help="copies wanted; default: 1")
    copy.set_defaults(run=_fee_command(lambda args: copy_fee(args.pages, args.copies)))
    signature = kinds.add_parser("signature", help="certified signatures or fingerprints")
    signature.add_argument("--cases", type=_count, default=1, metavar="N", help="papers signed; default: 1")
    signature.set_defaults(run=_fee_command(lambda args: signature_fee(args.cases)))
