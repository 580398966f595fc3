"""Layers (optional content, ISO 32000-1, 8.11): parts of a page that are shown or hidden.

They stay as they were sent, so that a clean copy shows what its sender saw. Of their description only what decides
that is kept: what a reader may switch by itself, such as by zoom or language, is not.
"""

from pikepdf import Array, Dictionary, Name, Object, Pdf

from hcc.pdf.shapes import is_array, is_dictionary, name_in

GROUP = frozenset({"/Type", "/Name", "/Intent", "/Usage"})
MEMBERSHIP = frozenset({"/Type", "/OCGs", "/P", "/VE"})
KINDS = ("/OCG", "/OCMD")

Number = tuple[int, int]


def hidden_groups(pdf: Pdf) -> set[Number]:
    """The groups that are not shown when the file is opened."""
    properties = pdf.Root.get("/OCProperties")
    if not is_dictionary(properties):
        return set()
    groups = {group.objgen: group for group in _groups(properties.get("/OCGs"))}
    default = properties.get("/D")
    hidden = set()
    if is_dictionary(default):
        if name_in(default, "/BaseState") == "/OFF":
            hidden = groups.keys() - {group.objgen for group in _groups(default.get("/ON"))}
        hidden = hidden | {group.objgen for group in _groups(default.get("/OFF"))}
    return hidden | {number for number, group in groups.items() if _viewed(group) == "/OFF"}


def keep_layers(pdf: Pdf, out: Pdf) -> list[Object]:
    """Give `out`, which has the pages of `pdf` already, its layers as they are when opened; answers the groups."""
    properties = pdf.Root.get("/OCProperties")
    if not is_dictionary(properties) or not (groups := _groups(properties.get("/OCGs"))):
        return []
    kept = Dictionary(OCGs=Array(groups), D=Dictionary())
    default = properties.get("/D")
    if is_dictionary(default):
        if (state := name_in(default, "/BaseState")) in ("/ON", "/OFF"):
            kept.D.BaseState = Name(state)
        for key in ("/ON", "/OFF"):
            known = {group.objgen for group in groups}
            if listed := [group for group in _groups(default.get(key)) if group.objgen in known]:
                kept.D[key] = Array(listed)
    out.Root.OCProperties = out.copy_foreign(pdf.make_indirect(kept))
    return _groups(out.Root.OCProperties.OCGs)


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
