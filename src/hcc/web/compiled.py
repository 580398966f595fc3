"""Compiled templates, kept between starts so that the first page of the next one comes at once."""

import hashlib
import logging
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

import chameleon.template
from chameleon.loader import MemoryLoader, ModuleLoader
from chameleon.template import BaseTemplate

from hcc.storage.synced import sync_file

log = logging.getLogger(__name__)

EXPRESSIONS = 2
"""To be raised when templates are compiled otherwise than before (see rendering.py): their text alone does not tell."""


class KeptModules(ModuleLoader):
    """Compiled templates in a folder. When the disk is full they are compiled in memory: the page that says so needs
    one too.
    """

    def build(self, source: str, filename: str) -> dict[str, Any]:
        try:
            module = super().build(source, filename)
            # Empty after a power cut, it would be taken for the template from then on.
            sync_file(os.path.join(self.path, os.path.splitext(filename)[0] + ".py"))
        except OSError as problem:
            log.warning("a compiled template could not be kept: %s", problem.strerror)
            return MemoryLoader().build(source, filename)
        return module


def _of_chameleon() -> Any:
    """What the names of compiled templates begin with: all that changes the code made of one template.

    Chameleon's own takes the version of every installed package, which takes 80 ms to gather at each start.
    """
    return hashlib.sha1(_versions())


@cache
def _versions() -> bytes:
    installed = Path(chameleon.template.__file__).parents[1]
    # The version stands in the name of a folder: reading what is in it takes importlib.metadata, and 6 ms.
    found = next((path.stem.rpartition("-")[2] for path in installed.glob("[Cc]hameleon-*.dist-info")), None)
    return f"{found or _told_version()} {sys.version} {EXPRESSIONS}".encode()


def _told_version() -> str:
    from importlib.metadata import version

    return version("Chameleon")


def keep_compiled(folder: Path) -> None:
    """Keep compiled templates in `folder`, which only we may write to: they are code."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    chameleon.template.get_pkg_digest = _of_chameleon
    BaseTemplate.loader = KeptModules(str(folder))
