"""The macros that templates share."""

from functools import cached_property
from pathlib import Path
from typing import Any

from chameleon.zpt.template import PageTemplateFile


class Macros:
    """The macros of templates/macros by name: `metal:use-macro="ui.tag"`. Read for the first page that uses one."""

    def __init__(self, folder: Path, **options: Any) -> None:
        self._folder, self._options = folder, options

    @cached_property
    def _files(self) -> dict[str, PageTemplateFile]:
        found: dict[str, PageTemplateFile] = {}
        for path in sorted(self._folder.glob("*.pt")):
            template = PageTemplateFile(str(path), **self._options)
            for name in template.macros.names:
                if name in found:
                    raise ValueError(f"the macro {name!r} stands in two files, the second is {path.name}")
                found[name] = template
        return found

    def __getattr__(self, name: str) -> Any:
        try:
            return self._files[name].macros[name]
        except KeyError:
            raise AttributeError(f"no macro {name!r} in templates/macros") from None

    def names(self) -> list[str]:
        """Every macro there is. Raises ValueError where a name stands in two files."""
        return sorted(self._files)
