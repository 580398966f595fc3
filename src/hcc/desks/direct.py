"""Theo dõi: what was received and is unfinished, shared out by the director and followed by the auditor too."""

from pyramid.config import Configurator

from hcc.core.permissions import Permission

from .desk_views import add_desk
from .places import DirectDesk


def includeme(config: Configurator) -> None:
    add_desk(config, "direct", DirectDesk, "theo-doi", Permission.DESK_DIRECT, 26)
