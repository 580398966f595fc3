"""The centre's own pages (nội dung): notices, news, guides, forms, questions people ask, and the officials one can ask.

Every one is an object at an address of its own, anywhere under the root: it has a state, a history, and the acts that
whoever looks at it may do.
"""

from .editing_now import EditingNow


def includeme(config):
    """What every request has: the kinds of content, and the state public pages depend on."""
    config.include(".kinds")
    config.include(".public_tree")
    config.include(".about_procedures")
    config.registry["hcc.editing_now"] = EditingNow(config.registry["hcc.settings"].var / "editing")
    config.add_page_state(lambda site: _state(site, config.registry["hcc.clock"]()))
    config.add_page_turn(lambda site, now: site.content.next_moment(now) if site.content is not None else None)


def later(config):
    """What no first page needs (see hcc.web.late)."""
    config.include(".searching")
    config.include(".views")


def _state(site, now):
    """What public pages depend on of the centre's own, in a database that has any."""
    return site.content.state_at(now) if site.content is not None else None
