"""hcc user add | roles | disable | enable | reset | invite | reset-factor | list, and hcc setup-token."""

import argparse
import getpass
import sys

from hcc.accounts.operations.factor import reset_factor
from hcc.accounts.operations.links import SET_UP_HOURS, invite, offer_set_up
from hcc.accounts.operations.officials import (
    add_official,
    change_roles,
    disable_official,
    enable_official,
    find_official,
)
from hcc.accounts.operations.passwords import reset_password
from hcc.accounts.passwords import Passwords
from hcc.core.roles import Role
from hcc.settings import Settings

from .database import command_act, reading, writing


def _password(args) -> str:
    if args.password_stdin:
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != first:
        raise OSError("the two passwords differ")
    return first


def _role(name: str) -> str:
    if name not in set(Role):
        raise argparse.ArgumentTypeError(f"there is no role {name}; there are {', '.join(Role)}")
    return name


def add(args, settings: Settings) -> None:
    about = (args.login, args.name, settings.office_name, settings.commune)
    hashed = Passwords(settings.password_memory_kib).hash_chosen(_password(args), about=about)
    with writing(settings) as root:
        official = add_official(
            root["site"].accounts,
            login=args.login,
            name=args.name,
            job_title=args.job_title,
            roles={Role(role) for role in args.role},
            password_hash=hashed,
            act=command_act(),
        )
        official.signing_capacity = tuple(args.capacity)
    print(f"{args.login} was added.")


def roles(args, settings: Settings) -> None:
    with writing(settings) as root:
        official = find_official(root["site"].accounts, args.login)
        change_roles(official, roles={Role(role) for role in args.role}, act=command_act())
    print(f"{args.login} now is: {', '.join(sorted(args.role)) or 'nothing'}.")


def disable(args, settings: Settings) -> None:
    with writing(settings) as root:
        disable_official(find_official(root["site"].accounts, args.login), act=command_act())
    print(f"{args.login} can no longer sign in.")


def reset(args, settings: Settings) -> None:
    about = (args.login, settings.office_name, settings.commune)
    hashed = Passwords(settings.password_memory_kib).hash_chosen(_password(args), about=about)
    with writing(settings) as root:
        reset_password(find_official(root["site"].accounts, args.login), password_hash=hashed, act=command_act())
    print(f"{args.login} has a new password; every session of hers has ended.")


def enable(args, settings: Settings) -> None:
    with writing(settings) as root:
        enable_official(find_official(root["site"].accounts, args.login), act=command_act())
    print(f"{args.login} may sign in again.")


def give_link(args, settings: Settings) -> None:
    with writing(settings) as root:
        secret = invite(find_official(root["site"].accounts, args.login), act=command_act())
    print(f"{args.login} chooses a password at {settings.origin}/dang-nhap/moi/{secret}")


def take_factor(args, settings: Settings) -> None:
    with writing(settings) as root:
        reset_factor(find_official(root["site"].accounts, args.login), act=command_act())
    print(f"{args.login} signs in with the password alone until she switches a second factor on again.")


def set_up_line(secret: str, settings: Settings) -> str:
    """Where the first administrator makes herself."""
    where = f"{settings.origin}/dang-nhap/thiet-lap?token={secret}"
    return f"Make the first administrator, once and within {SET_UP_HOURS} hours, at {where}"


def set_up_token(args, settings: Settings) -> int:
    with writing(settings) as root:
        secret = offer_set_up(root["site"].accounts, act=command_act())
    if secret is None:
        print("There is an administrator already, who invites the others (Quản trị, Cán bộ).", file=sys.stderr)
        return 1
    print(set_up_line(secret, settings))
    return 0


def list_officials(args, settings: Settings) -> None:
    with reading(settings) as site:
        for official in site.accounts.officials():
            state = " (disabled)" if official.disabled else "" if official.password_hash else " (no password yet)"
            print(
                f"{official.login}{state}: {official.name}, {official.job_title}: {', '.join(sorted(official.roles))}"
            )


def add_commands(commands) -> None:
    user = commands.add_parser("user", help="add officials, give roles, disable, reset passwords")
    acts = user.add_subparsers(dest="act", required=True, metavar="ACT")
    role_names = [role.value for role in Role]
    command = acts.add_parser("add", help="add an official")
    command.add_argument("login")
    command.add_argument("--name", required=True)
    command.add_argument("--job-title", default="")
    command.add_argument("--role", action="append", default=[], choices=role_names)
    command.add_argument("--capacity", action="append", default=[], help='line above the signature, "KT. CHỦ TỊCH"')
    command.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    command.set_defaults(run=add)
    command = acts.add_parser("roles", help="give an official exactly these roles")
    command.add_argument("login")
    # Not `choices`: before Python 3.12 argparse then refuses to be given none.
    command.add_argument("role", nargs="*", type=_role, metavar="ROLE")
    command.set_defaults(run=roles)
    command = acts.add_parser("disable", help="end an official's access")
    command.add_argument("login")
    command.set_defaults(run=disable)
    command = acts.add_parser("reset", help="set a new password")
    command.add_argument("login")
    command.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    command.set_defaults(run=reset)
    for name, run, help_text in (
        ("enable", enable, "let a disabled official sign in again"),
        ("invite", give_link, "print a link with which an official chooses a password"),
        ("reset-factor", take_factor, "take a lost second factor away"),
    ):
        command = acts.add_parser(name, help=help_text)
        command.add_argument("login")
        command.set_defaults(run=run)
    command = commands.add_parser(
        "setup-token", help="print the address where the first administrator makes herself, while there is none"
    )
    command.set_defaults(run=set_up_token)
    command = acts.add_parser("list", help="list officials and their roles")
    command.set_defaults(run=list_officials)
