"""The allow-list: what a served page may consist of, and nothing else.

`Keeper.page` walks everything a page is drawn with, drops every entry that is not needed to draw, and remembers the
streams it met so that `weight` can judge them before anything decompresses them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from hcc.pdf.allowed_entries import FONT, FORM, GRAPHICS, IMAGE, KINDS, NEVER, PAGE, PATTERN, RESOURCES
from hcc.pdf.findings import ACTS
from hcc.pdf.layers import MEMBERSHIP, is_layer, reduce_group
from hcc.pdf.shapes import is_array, is_dictionary, is_stream, name_in


@dataclass
class Keeper:
    """Walks the pages of one file of our own making and leaves in it only what draws."""

    pdf: Pdf
    images: dict[tuple[int, int], Object] = field(default_factory=dict)
    others: dict[tuple[int, int], Object] = field(default_factory=dict)
    """Every other stream. One used both ways stands here: calling a page's content an image must not hide it."""
    contents: set[tuple[int, int]] = field(default_factory=set)
    """Which of the others are the content of a page."""
    _seen: set[tuple[str, int, int]] = field(default_factory=set)

    def page(self, page: Object) -> None:
        """Reduce one page dictionary and everything it reaches. Raises RecursionError on absurd nesting."""
        _keep(page, PAGE)
        contents = page.get("/Contents")
        if is_array(contents):
            streams = [item for item in contents if is_stream(item)]
            page.Contents = Array(streams)
        elif is_stream(contents):
            streams = [contents]
        else:
            streams = []
            _drop(page, "/Contents")
        for stream in streams:
            self._content(stream)
            self.contents.add(stream.objgen)
        self._resources(page)
        self._leaves(page, "/Contents", "/Resources", "/Parent")

    def _content(self, stream: Object) -> None:
        if self._first("content", stream):
            self.others[stream.objgen] = stream
            # The same stream may also be a form; its own entries do no harm here.
            _keep(stream, FORM | PATTERN)
            self._shown_when(stream)
            self._resources(stream)
            self._leaves(stream, "/Resources", "/OC")

    def _resources(self, owner: Object) -> None:
        resources = owner.get("/Resources")
        if not is_dictionary(resources):
            if resources is not None:
                owner.Resources = Dictionary()
            return
        if not self._first("resources", resources):
            return
        _keep(resources, RESOURCES)
        for category, keep, fits in (
            ("/ExtGState", self._graphics, is_dictionary),
            ("/ColorSpace", self._plain, _any),
            ("/Pattern", self._pattern, _any),
            ("/Shading", self._plain, _any),
            ("/XObject", self._xobject, _any),
            ("/Font", self._font, is_dictionary),
            ("/Properties", self.layer, is_layer),
        ):
            named = resources.get(category)
            if not is_dictionary(named):
                _drop(resources, category)
                continue
            for name, item in list(named.items()):
                if not isinstance(item, Object) or not fits(item):
                    del named[name]
                elif category == "/XObject" and not self._is_drawable(item):
                    named[name] = self._nothing()
                else:
                    keep(item)

    @staticmethod
    def _is_drawable(item: Object) -> bool:
        return is_stream(item) and item.get("/Subtype") in (Name.Image, Name.Form)

    def _nothing(self) -> Object:
        """A form that draws nothing, in the place of what may not stay, so that its name still leads somewhere."""
        return Stream(self.pdf, b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 1, 1])

    def _xobject(self, item: Object) -> None:
        if item.Subtype == Name.Image:
            self._image(item)
        else:
            self._form(item)

    def layer(self, item: Object) -> None:
        """What says when a part of a page is shown, and nothing else."""
        if is_array(item):  # the groups of a membership, or an expression over them
            for child in item:
                if isinstance(child, Object):
                    self.layer(child)
        elif is_dictionary(item) and self._first("layer", item):
            if name_in(item, "/Type") == "/OCMD":
                _keep(item, MEMBERSHIP)
                for key in ("/OCGs", "/VE"):
                    if isinstance(part := item.get(key), Object):
                        self.layer(part)
                self._leaves(item, "/OCGs", "/VE")
            elif is_layer(item):
                reduce_group(item)
                self._leaves(item)
            else:
                _keep(item, ())
        else:
            self._plain(item)

    def _shown_when(self, drawn: Object) -> None:
        condition = drawn.get("/OC")
        if condition is not None and is_layer(condition):
            self.layer(condition)
        else:
            _drop(drawn, "/OC")

    def _image(self, image: Object) -> None:
        if not self._first("image", image):
            return
        self.images[image.objgen] = image
        _keep(image, IMAGE)
        self._shown_when(image)
        for key in ("/SMask", "/Mask"):
            mask = image.get(key)
            if is_stream(mask):
                self._image(mask)
        self._leaves(image, "/OC", *(key for key in ("/SMask", "/Mask") if is_stream(image.get(key))))

    def _form(self, form: Object) -> None:
        if not self._first("form", form):
            return
        self.others[form.objgen] = form
        _keep(form, FORM)
        self._shown_when(form)
        self._resources(form)
        self._leaves(form, "/Resources", "/OC")

    def _pattern(self, pattern: Object) -> None:
        if not isinstance(pattern, Object) or not self._first("pattern", pattern):
            return
        if is_stream(pattern):
            self.others[pattern.objgen] = pattern
        if not (is_stream(pattern) or is_dictionary(pattern)):
            self._plain(pattern)
            return
        _keep(pattern, PATTERN)
        if isinstance(graphics := pattern.get("/ExtGState"), Object):
            self._graphics(graphics)
        self._resources(pattern)
        self._leaves(pattern, "/ExtGState", "/Resources")

    def _graphics(self, graphics: Object) -> None:
        if not is_dictionary(graphics):
            self._plain(graphics)
            return
        if not self._first("graphics", graphics):
            return
        _keep(graphics, GRAPHICS)
        for key, value in list(graphics.items()):
            if key == "/SMask" and is_dictionary(value):
                self._soft_mask(value)
            elif key == "/Font" and is_array(value):
                for part in value:
                    if isinstance(part, Object):
                        self._font(part)
            elif isinstance(value, Object):
                self._plain(value)

    def _soft_mask(self, mask: Object) -> None:
        if not self._first("soft mask", mask):
            return
        _keep(mask, {"/Type", "/S", "/G", "/BC", "/TR"})
        group = mask.get("/G")
        if is_stream(group):
            self._form(group)
        else:
            _drop(mask, "/G")
        self._leaves(mask, "/G")

    def _font(self, font: Object) -> None:
        if not is_dictionary(font):
            self._plain(font)
            return
        if not self._first("font", font):
            return
        _keep(font, FONT)
        for key, value in list(font.items()):
            if key == "/DescendantFonts" and is_array(value):
                for descendant in value:
                    if isinstance(descendant, Object):
                        self._font(descendant)
            elif key == "/CharProcs":
                self._glyphs(font, value)
            elif key == "/Resources":
                self._resources(font)
            elif isinstance(value, Object):
                self._plain(value)

    def _glyphs(self, font: Object, glyphs: Object) -> None:
        if not is_dictionary(glyphs):
            del font["/CharProcs"]
            return
        for name, glyph in list(glyphs.items()):
            if is_stream(glyph):
                self._content(glyph)
            else:
                del glyphs[name]

    def _leaves(self, entries: Object, *walked: str) -> None:
        """The other values: in an untrusted file even a width may be a dictionary, with anything in it."""
        for key, value in list(entries.items()):
            if key not in walked and isinstance(value, Object):
                self._plain(value)

    def _plain(self, item: Object) -> None:
        """A leaf of the drawing: kept in its own shape, without anything that acts or points outside."""
        if not (is_stream(item) or is_dictionary(item) or is_array(item)) or not self._first("plain", item):
            return
        if is_array(item):
            children: Iterable[Object] = list(item)
        else:
            if any(name_in(item, key) in ACTS for key in KINDS):
                _keep(item, ())
            _strip(item, NEVER)
            if is_stream(item):
                self.others[item.objgen] = item
                _strip(item, ("/F", "/FFilter", "/FDecodeParms"))
            children = [child for _, child in item.items()]
        for child in children:
            if isinstance(child, Object):
                self._plain(child)

    def _first(self, role: str, item: Object) -> bool:
        """Whether this object is met for the first time in this role. What is written inline always is."""
        if not item.is_indirect:
            return True
        mark = (role, *item.objgen)
        if mark in self._seen:
            return False
        self._seen.add(mark)
        return True


def _any(item: Object) -> bool:
    return True


def _keep(entries: Object, allowed: Iterable[str]) -> None:
    for key in set(entries.keys()) - set(allowed):
        _drop(entries, key)
    for key in KINDS:
        if name_in(entries, key) in ACTS:
            _drop(entries, key)


def _strip(entries: Object, unwanted: Iterable[str]) -> None:
    for key in set(entries.keys()).intersection(unwanted):
        _drop(entries, key)


def _drop(entries: Object, key: str) -> None:
    # The /Length of a stream belongs to the library, which refuses to let go of it and writes its own.
    if key in entries and (key != "/Length" or not is_stream(entries)):
        del entries[key]
