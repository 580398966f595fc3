"""A form as a browser reads it off its page: the controls in their order, with the values they would send."""

from collections.abc import Mapping
from html.parser import HTMLParser

Controls = list[tuple[str, str]]
MADE_AFRESH = ("csrf_token", "key")
"""What every sending gets anew."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.inside = False
        self.controls: Controls = []
        self._select: str | None = None
        self._area: str | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "form":
            self.inside = given.get("id") == "form"
        name = given.get("name")
        if not self.inside:
            return
        if tag == "option" and self._select and ("selected" in given or self.controls[-1][0] != self._select):
            if self.controls[-1][0] == self._select:
                self.controls.pop()
            self.controls.append((self._select, given.get("value") or ""))
        elif tag == "select":
            self._select = name
        elif tag == "textarea" and name:
            self._area = name
            self.controls.append((name, ""))
        elif tag == "input" and name and _sends(given):
            self.controls.append((name, given.get("value") or ""))

    def handle_data(self, data: str) -> None:
        if self._area:
            self.controls[-1] = (self._area, self.controls[-1][1] + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._area = None


def _sends(given: Mapping[str, str | None]) -> bool:
    """Whether an input sends its value without being pressed."""
    kind = given.get("type")
    return kind not in ("submit", "button", "file") and (kind not in ("checkbox", "radio") or "checked" in given)


def controls_of(page: str) -> Controls:
    """The controls of the page's own form. Raises ValueError when it has none."""
    reader = _Reader()
    reader.feed(page)
    found = [(name, value) for name, value in reader.controls if name not in MADE_AFRESH]
    if not found:
        raise ValueError("the page has no form")
    return found


def filled(controls: Controls, values: Mapping[str, str]) -> Controls:
    """The controls with these values typed in. Raises KeyError for a name the form does not have."""
    for name in values:
        if name not in dict(controls):
            raise KeyError(name)
    return [(name, values.get(name, value)) for name, value in controls]


def with_two(controls: Controls, row: str) -> Controls:
    """The controls with the one row of a sequence twice, as after "add one more"."""
    begin, end = controls.index(("__start__", f"{row}:mapping")), controls.index(("__end__", f"{row}:mapping"))
    return [*controls[: end + 1], *controls[begin : end + 1], *controls[end + 1 :]]
