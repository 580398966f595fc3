"""Templates come from the top-level folder, in a checkout and in a wheel alike."""

from collections.abc import Callable
from typing import Any

from chameleon.astutil import ItemLookupOnAttributeErrorVisitor
from chameleon.tales import PythonExpr, transform_attribute
from chameleon.utils import Scope
from pyramid.config import Configurator
from pyramid.decorator import reify
from pyramid_chameleon.renderer import template_renderer_factory
from pyramid_chameleon.zpt import PyramidPageTemplateFile, ZPTTemplateRenderer

from hcc.shipped import shipped


class Names(dict):
    """What a template can name: chameleon.utils.Scope without Python code at each of a page's thousand look-ups.

    A part of a page has a copy of its own, and sees besides what was set for the whole page after that.
    """

    __slots__ = ("_whole",)
    _whole: "Names"

    def copy(self) -> "Names":
        part = Names(self)
        whole: Any = getattr(self, "_whole", self)
        part._whole = whole
        return part

    def __missing__(self, name: str) -> Any:
        whole = getattr(self, "_whole", self)
        if whole is self:
            raise KeyError(name)
        return whole[name]

    def set_global(self, name: str, value: Any) -> None:
        getattr(self, "_whole", self)[name] = value

    get_name = dict.__getitem__
    set_local = setLocal = dict.__setitem__
    setGlobal = set_global

    @property
    def vars(self) -> "Names":
        return self


class _AsWritten(ItemLookupOnAttributeErrorVisitor):
    """Leaves an expression as it stands."""

    def visit(self, node: Any) -> Any:
        return node


class PlainPython(PythonExpr):
    """Attributes as Python looks them up: Chameleon's own goes through a function that tries items as well, a thousand
    times a page.
    """

    transform = _AsWritten(transform_attribute)


class Page(PyramidPageTemplateFile):
    """A template whose names are `Names`, and whose expressions are Python and nothing more."""

    expression_types = {**PyramidPageTemplateFile.expression_types, "python": PlainPython}
    _render: Callable[..., Any]

    def cook(self, body: str) -> None:
        super().cook(body)
        draw = self._render

        def draw_named(stream: list, names: Any, *rest: Any, **more: Any) -> Any:
            # By its items: copied as a mapping, a Scope is asked for each name in Python.
            return draw(stream, Names(dict.items(names)) if isinstance(names, Scope) else names, *rest, **more)

        self._render = draw_named


class PageRenderer(ZPTTemplateRenderer):
    @reify
    def template(self) -> Page:
        lookup = self.lookup
        return Page(
            self.path, auto_reload=lookup.auto_reload, debug=lookup.debug, translate=lookup.translate, macro=self.macro
        )


def includeme(config: Configurator) -> None:
    config.include("pyramid_chameleon")
    config.add_renderer(".pt", lambda info: template_renderer_factory(info, PageRenderer))
    config.override_asset("hcc:templates/", f"{shipped('templates')}/")
