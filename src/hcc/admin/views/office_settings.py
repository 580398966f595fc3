"""/quan-tri/cai-dat: what the office decides for itself, what each decision brings about, and where it is made."""

from dataclasses import dataclass

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.traversal import find_resource

from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message

from ..decisions_told import DECIDED, told_of
from ..places import SETTINGS, OfficeSettings

PATH = f"/quan-tri/{SETTINGS}"
RECENT = 20


@dataclass(frozen=True)
class Setting:
    """One thing the office decides."""

    path: str
    icon: str
    name: TranslationString
    effect: TranslationString
    """From when it counts, and what stays as it was."""
    permission: Permission = Permission.OFFICE_EDIT
    elsewhere: bool = False
    """Whether it is a place of its own, not a view of this one."""


SETTING_PAGES = (
    Setting(
        f"{PATH}/four_eyes",
        "people",
        message("Two people for each text"),
        message("Whether another person than its writer approves a text; it holds for texts published from then on."),
        Permission.ACCOUNT_EDIT,
    ),
    Setting(
        f"{PATH}/council_fees",
        "money",
        message("Fees set by the province's council"),
        message("Citizens and new dossiers have them from their first day; dossiers received before keep theirs."),
        Permission.PROCEDURE_PUBLISH,
    ),
    Setting(
        f"{PATH}/sentences",
        "list",
        message("Ready sentences"),
        message("Officials choose from them when they write a slip; slips that were written keep their words."),
    ),
    Setting(
        f"{PATH}/symbols",
        "file",
        message("Symbols of outgoing papers"),
        message("Papers bear them from their first day; papers written before keep theirs."),
    ),
    Setting(
        f"{PATH}/result_texts",
        "print",
        message("Texts of results"),
        message("They serve results drafted from then on; those drafted or issued keep their words."),
    ),
    Setting(
        f"{PATH}/hamlets",
        "home",
        message("Hamlets"),
        message("Every desk offers them at once; dossiers keep the name they have."),
    ),
    Setting(
        "/quan-tri/lich",
        "calendar",
        message("Office calendar"),
        message("Hours and days off; due moments are counted by them, and those promised already are kept."),
        Permission.CALENDAR_VIEW,
        elsewhere=True,
    ),
    Setting(
        "/quan-tri/can-bo",
        "people",
        message("Officials and in what capacity they sign"),
        message("Roles count at once; a capacity from its first day on, and what was signed keeps its block."),
        Permission.ACCOUNT_VIEW,
        elsewhere=True,
    ),
    Setting(
        "/quan-tri/don-vi",
        "home",
        message("Units"),
        message("A new name stands everywhere at once; a closed unit takes nobody in and keeps its dossiers."),
        Permission.ACCOUNT_VIEW,
        elsewhere=True,
    ),
    Setting(
        "/chung-thuc/bieu-phi",
        "money",
        message("Fees of certified contracts and transactions"),
        message("They count for the next line of the book; lines that are written keep what they cost."),
        Permission.CERTIFICATION_FEES,
        elsewhere=True,
    ),
)


def page(title: TranslationString, **more: object) -> dict:
    """A page under this one."""
    return {
        "title": title,
        "section": SETTINGS,
        "admin": True,
        "back": (PATH, message("Settings of the office")),
        **more,
    }


def show_settings(context: OfficeSettings, request: Request) -> dict:
    return {
        "title": message("Settings of the office"),
        "section": SETTINGS,
        "admin": True,
        "settings": [one for one in SETTING_PAGES if _opens(one, context, request)],
        "told": told_of(request, request.site.dossiers.decisions, *DECIDED, most=RECENT),
    }


def _opens(setting: Setting, context: OfficeSettings, request: Request) -> bool:
    place = find_resource(request.root, setting.path) if setting.elsewhere else context
    return bool(request.has_permission(setting.permission, place))


def includeme(config: Configurator) -> None:
    config.add_view(
        show_settings,
        context=OfficeSettings,
        permission=Permission.OFFICE_VIEW,
        request_method="GET",
        renderer="hcc:templates/admin/settings.pt",
    )
    config.add_place(
        SETTINGS,
        message("Settings"),
        icon="settings",
        path=PATH,
        permission=Permission.OFFICE_VIEW,
        order=97,
        admin=True,
    )
