"""Files inside packages, as Pyramid, pyramid_chameleon and deform ask pkg_resources for them.

The real one reads about every installed package as it loads, which takes 60 ms and 8 MB only to join two paths, and
setuptools 82 does not bring it any more. This module answers in its place; whoever asks for more gets the real one.
"""

import os
import sys
from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO

NAME = "pkg_resources"


class DefaultProvider:
    """Looks beside the module's own file. `manager` is a part of the interface that nothing needs."""

    def __init__(self, module: ModuleType) -> None:
        self.module_path = os.path.dirname(getattr(module, "__file__", None) or "")

    def get_resource_filename(self, manager: Any, resource_name: str) -> str:
        return self._path(resource_name)

    def get_resource_stream(self, manager: Any, resource_name: str) -> BinaryIO:
        return BytesIO(self.get_resource_string(manager, resource_name))

    def get_resource_string(self, manager: Any, resource_name: str) -> bytes:
        return Path(self._path(resource_name)).read_bytes()

    def has_resource(self, resource_name: str) -> bool:
        return os.path.exists(self._path(resource_name))

    def resource_isdir(self, resource_name: str) -> bool:
        return os.path.isdir(self._path(resource_name))

    def resource_listdir(self, resource_name: str) -> list[str]:
        return os.listdir(self._path(resource_name))

    def _path(self, resource_name: str) -> str:
        """Raises ValueError for a name that leads out of the package."""
        parts = resource_name.split("/")
        if os.path.isabs(resource_name) or os.pardir in parts:
            raise ValueError(f"{resource_name!r} is not inside the package")
        return os.path.join(self.module_path, *parts) if resource_name else self.module_path


_factories: dict[type, Callable[[ModuleType], Any]] = {}


def register_loader_type(loader_type: type, provider_factory: Callable[[ModuleType], Any]) -> None:
    """Ask `provider_factory` about modules whose loader is of this type."""
    _factories[loader_type] = provider_factory
    answering = sys.modules.get(NAME)
    if answering not in (None, sys.modules[__name__]):
        answering.register_loader_type(loader_type, provider_factory)


def get_provider(package: str) -> Any:
    """Who knows the files of a package. Raises ImportError when there is no such package."""
    module = sys.modules.get(package) or import_module(package)
    kinds = type(getattr(module, "__loader__", None)).__mro__
    return next((_factories[kind] for kind in kinds if kind in _factories), DefaultProvider)(module)


def resource_filename(package: str, resource_name: str) -> str:
    return get_provider(package).get_resource_filename(None, resource_name)


def resource_stream(package: str, resource_name: str) -> BinaryIO:
    return get_provider(package).get_resource_stream(None, resource_name)


def resource_string(package: str, resource_name: str) -> bytes:
    return get_provider(package).get_resource_string(None, resource_name)


def resource_exists(package: str, resource_name: str) -> bool:
    return get_provider(package).has_resource(resource_name)


def resource_isdir(package: str, resource_name: str) -> bool:
    return get_provider(package).resource_isdir(resource_name)


def resource_listdir(package: str, resource_name: str) -> list[str]:
    return get_provider(package).resource_listdir(resource_name)


def answer_for_it() -> None:
    """Be pkg_resources to whoever imports it from now on, unless the real one is loaded already."""
    sys.modules.setdefault(NAME, sys.modules[__name__])


def __getattr__(name: str) -> Any:
    """What is not here, of the real one, which answers whoever imports it from then on."""
    if name.startswith("__"):
        raise AttributeError(name)
    if sys.modules.get(NAME) is sys.modules[__name__]:
        del sys.modules[NAME]
        for kind, factory in _factories.items():
            import_module(NAME).register_loader_type(kind, factory)
    return getattr(import_module(NAME), name)
