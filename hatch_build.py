"""Compile the gettext catalogues whenever the package is built or installed in place."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileMessages(BuildHookInterface):
    PLUGIN_NAME = "custom"

    def initialize(self, version, build_data):
        for po in Path(self.root, "src/hcc/locale").glob("*/LC_MESSAGES/*.po"):
            catalogue = read_po(po.open("rb"))
            with po.with_suffix(".mo").open("wb") as out:
                write_mo(out, catalogue)
