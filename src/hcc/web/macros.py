"""The macros that templates share."""

from pathlib import Path
from typing import Any

from chameleon.zpt.template import PageTemplateFile


class Macros:
    """The macros of templates/macros by name: `metal:use-macro="ui.tag"`. A name stands in one file only."""

    def __init__(self, folder: Path, **options: Any) -> None:
        self._files: dict[str, PageTemplateFile] = {}
        for path in sorted(folder.glob("*.pt")):
            template = PageTemplateFile(str(path), **options)
            for name in template.macros.names:
                if name in self._files:
                    raise ValueError(f"the macro {name!r} stands in two files, the second is {path.name}")
                self._files[name] = template

    def __getattr__(self, name: str) -> Any:
        try:
            return self._files[name].macros[name]
        except KeyError:
            raise AttributeError(f"no macro {name!r} in templates/macros") from None

    def names(self) -> list[str]:
        return sorted(self._files)
