"""Compiled templates, kept between starts so that the first page of the next one comes at once."""

import logging
import os
from pathlib import Path
from typing import Any

from chameleon.loader import MemoryLoader, ModuleLoader
from chameleon.template import BaseTemplate

from hcc.storage.synced import sync_file

log = logging.getLogger(__name__)


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


def keep_compiled(folder: Path) -> None:
    """Keep compiled templates in `folder`, which only we may write to: they are code."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    BaseTemplate.loader = KeptModules(str(folder))
