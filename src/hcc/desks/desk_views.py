"""What every desk with a list registers: its page, its place in the rail, and its acts upon many."""

from pyramid.config import Configurator

from hcc.core.permissions import Permission
from hcc.core.text import TranslationString
from hcc.dossiers.views.acts import AT_ONCE

from .batch import PREFIX, do_batch
from .batch_asking import DONE, ask_batch
from .board_page import show_board
from .boards import BOARDS, BoardRule
from .steps import DESKS, DeskRule
from .worklist_page import show_desk

DESK, BOARD, ASK = (f"hcc:templates/desks/{name}.pt" for name in ("desk", "board", "batch_form"))


def add_desk(config: Configurator, step: str, context: type, slug: str, permission: Permission, order: int) -> None:
    """Register the desk of a step at /ban-lam-viec/<slug>."""
    config.add_view(show_desk, context=context, permission=permission, request_method="GET", renderer=DESK)
    _add_batches(config, DESKS[step], context, permission)
    _add_place(config, DESKS[step].label, DESKS[step].icon, slug, permission, order)


def add_board(
    config: Configurator,
    step: str,
    context: type,
    slug: str,
    permission: Permission,
    order: int,
    *,
    in_rail: bool = True,
) -> None:
    """Register a board at /ban-lam-viec/<slug>."""
    config.add_view(show_board, context=context, permission=permission, request_method="GET", renderer=BOARD)
    _add_batches(config, BOARDS[step], context, permission)
    if in_rail:
        _add_place(config, BOARDS[step].in_rail, BOARDS[step].icon, slug, permission, order)


def _add_batches(config: Configurator, rule: DeskRule | BoardRule, context: type, permission: Permission) -> None:
    for act in rule.batches:
        view, page = (do_batch, DONE) if act.verb in AT_ONCE else (ask_batch, ASK)
        config.add_view(
            view, context=context, name=PREFIX + act.verb, permission=permission, request_method="POST", renderer=page
        )


def _add_place(
    config: Configurator, label: TranslationString, icon: str, slug: str, permission: Permission, order: int
) -> None:
    config.add_place(slug, label, icon=icon, path=f"/ban-lam-viec/{slug}", permission=permission, order=order)
