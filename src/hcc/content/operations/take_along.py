"""Having the whole site written into one file, to be taken away."""

import secrets
from dataclasses import replace
from datetime import datetime
from typing import Any

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import message

from ..resources import ContentRoot
from ..taken_along import KEPT, KEPT_FOR, Keeper, TakenAlong

WRITE, FORGET = "write-site", "forget-site"
"""Kinds of jobs; the subject of the first is the name of the file."""
ASKED = "site taken along"
"""What the chain of the centre's pages calls it."""


class BeingWritten(Refusal):
    text = message("The file is being written already. Wait for it: this page tells when it is ready.")


def ask_for_site(keeper: Keeper, root: ContentRoot, jobs: Any, *, act: Act) -> TakenAlong:
    """Have it written; it goes after `KEPT_FOR`. Raises `BeingWritten` while another one is, unless that hangs."""
    newest = keeper.taken_along[-1] if keeper.taken_along else None
    if newest is not None and newest.done_at is None and any(job.subject == newest.name for job in jobs):
        raise BeingWritten()
    asked = TakenAlong(secrets.token_hex(8), act.by, act.at)
    done = [one for one in keeper.taken_along if one.done_at is not None]
    keeper.taken_along = (*done, asked)
    root.chain.append(act, ASKED)
    jobs.add(WRITE, subject=asked.name, now=act.at.timestamp())
    jobs.add(FORGET, subject="", now=(act.at + KEPT_FOR).timestamp())
    return asked


def note_written(keeper: Keeper, name: str, *, size: int, files: int, sha256: str, at: datetime) -> None:
    """The file is there."""
    keeper.taken_along = tuple(
        replace(one, done_at=at, size=size, files=files, sha256=sha256) if one.name == name else one
        for one in keeper.taken_along
    )
    forget_older(keeper, at)


def forget_older(keeper: Keeper, now: datetime) -> None:
    """Let those go whose time is over, and the oldest of too many; their bytes go when the disk is swept."""
    keeper.taken_along = tuple(one for one in keeper.taken_along if one.asked_at + KEPT_FOR > now)[-KEPT:]
