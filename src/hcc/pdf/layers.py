"""Layers (optional content, ISO 32000-1, 8.11): parts of a page that are shown or hidden.

They stay as they were sent, so that a clean copy shows what its sender saw. Of their description only what decides
that is kept: what a reader may switch by itself, such as by zoom or language, is not.
"""

from collections.abc import Set

from pikepdf import Array, Dictionary, Name, Object, Pdf

from hcc.pdf.shapes import is_array, is_dictionary, name_in

GROUP = frozenset({"/Type", "/Name", "/Intent", "/Usage"})
MEMBERSHIP = frozenset({"/Type", "/OCGs", "/P", "/VE"})
KINDS = ("/OCG", "/OCMD")

Number = tuple[int, int]


def hidden_groups(pdf: Pdf) -> set[Number]:
    """The groups that are not shown when the file is opened."""
    groups = {group.objgen: group for group in _listed(pdf)}
    return _off(pdf, groups.keys()) | {number for number, group in groups.items() if _viewed(group) == "/OFF"}


def keep_layers(pdf: Pdf, out: Pdf) -> list[Object]:
    """Give `out`, which has pages of `pdf` already, its layers as they are when opened; answers their groups.

    What `out` has of other files stays.
    """
    groups = _listed(pdf)
    if not groups:
        return []
    off = _off(pdf, {group.objgen for group in groups})
    hidden = [group for group in groups if group.objgen in off]
    both = out.copy_foreign(pdf.make_indirect(Array([Array(groups), Array(hidden)])))
    if "/OCProperties" not in out.Root:
        out.Root.OCProperties = Dictionary(OCGs=Array(), D=Dictionary(OFF=Array()))
    out.Root.OCProperties.OCGs.extend(both[0])
    out.Root.OCProperties.D.OFF.extend(both[1])
    return list(both[0])


def _listed(pdf: Pdf) -> list[Object]:
    properties = pdf.Root.get("/OCProperties")
    return _groups(properties.get("/OCGs")) if is_dictionary(properties) else []


def _off(pdf: Pdf, groups: Set[Number]) -> set[Number]:
    """Which of these groups the default view hides."""
    default = pdf.Root.OCProperties.get("/D") if groups else None
    if not is_dictionary(default):
        return set()
    off = {group.objgen for group in _groups(default.get("/OFF"))}
    if name_in(default, "/BaseState") == "/OFF":
        off |= groups - {group.objgen for group in _groups(default.get("/ON"))}
    return off & groups


def reduce_group(group: Object) -> None:
    """Leave of one group's description what decides whether it is shown."""
    viewed = _viewed(group)
    for key in set(group.keys()) - GROUP | {"/Usage"}:
        if key in group:
            del group[key]
    if viewed in ("/ON", "/OFF"):
        group.Usage = Dictionary(View=Dictionary(ViewState=Name(viewed)))
    if "/Intent" in group and not (is_array(group.Intent) or name_in(group, "/Intent")):
        del group["/Intent"]


def is_layer(item: object) -> bool:
    """Whether this is a group, or says of groups when something is shown."""
    return is_dictionary(item) and name_in(item, "/Type") in KINDS


def _viewed(group: Object) -> str:
    usage = group.get("/Usage")
    view = usage.get("/View") if is_dictionary(usage) else None
    return name_in(view, "/ViewState") if is_dictionary(view) else ""


def _groups(listed: object) -> list[Object]:
    if not is_array(listed):
        return []
    # The same layer twice, or one written inline, which nothing else can refer to, decides nothing.
    found = {item.objgen: item for item in listed if is_dictionary(item) and item.is_indirect}
    return list(found.values())
