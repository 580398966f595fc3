"""What every desk with a worklist registers: its page, its place in the rail, and its act upon many."""

from pyramid.config import Configurator

from hcc.core.permissions import Permission

from .batch import do_batch
from .steps import DESKS
from .worklist_page import show_desk

PAGE = "hcc:templates/desks/desk.pt"
DONE = "hcc:templates/desks/batch.pt"


def add_desk(config: Configurator, step: str, context: type, slug: str, permission: Permission, order: int) -> None:
    """Register the desk of a step at /ban-lam-viec/<slug>."""
    rule = DESKS[step]
    config.add_view(show_desk, context=context, permission=permission, request_method="GET", renderer=PAGE)
    if rule.batch:
        config.add_view(
            do_batch, context=context, name="batch", permission=permission, request_method="POST", renderer=DONE
        )
    config.add_place(slug, rule.label, icon=rule.icon, path=f"/ban-lam-viec/{slug}", permission=permission, order=order)
