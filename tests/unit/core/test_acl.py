"""Access lists worked out from grants, asked through Pyramid's own machinery."""

from pyramid.authorization import ACLHelper

from hcc.core.acl import ASSIGNED, Authenticated, Everyone, acl_of_grants, allow, official_principal, role_principal
from hcc.core.permissions import Permission as P
from hcc.core.roles import Role

GRANTS = {Role.HANDLER: (P.DOSSIER_VIEW,), ASSIGNED: (P.DOSSIER_VIEW, P.DOSSIER_SUBMIT_FOR_APPROVAL)}


class Thing:
    def __init__(self, acl: list, parent: object = None) -> None:
        self.__acl__, self.__parent__ = acl, parent


def may(thing: Thing, permission: P, *principals: str) -> bool:
    return bool(ACLHelper().permits(thing, [Everyone, *principals], permission))


def test_a_role_may_what_it_was_given_and_nothing_else():
    thing = Thing(acl_of_grants(GRANTS))
    handler = (Authenticated, official_principal("xuly"), role_principal(Role.HANDLER))
    assert may(thing, P.DOSSIER_VIEW, *handler)
    assert not may(thing, P.DOSSIER_SUBMIT_FOR_APPROVAL, *handler)
    assert not may(thing, P.DOSSIER_VIEW, Authenticated, role_principal(Role.ADMINISTRATOR))
    assert not may(thing, P.DOSSIER_VIEW)


def test_the_assigned_official_may_more_whoever_she_is():
    thing = Thing(acl_of_grants(GRANTS, {ASSIGNED: ["xuly"]}))
    assert may(thing, P.DOSSIER_SUBMIT_FOR_APPROVAL, Authenticated, official_principal("xuly"))
    assert not may(thing, P.DOSSIER_SUBMIT_FOR_APPROVAL, Authenticated, official_principal("xulykhac"))


def test_without_an_assigned_official_nobody_has_her_rights():
    for nobody in (None, {}, {ASSIGNED: []}, {ASSIGNED: [""]}):
        thing = Thing(acl_of_grants(GRANTS, nobody))
        assert not may(thing, P.DOSSIER_SUBMIT_FOR_APPROVAL, Authenticated, "assigned", official_principal(""))


def test_what_stands_above_cannot_open_what_is_closed_here():
    above = Thing([allow(Everyone, P.DOSSIER_VIEW)])
    assert may(Thing([], above), P.DOSSIER_VIEW)
    assert not may(Thing(acl_of_grants({}), above), P.DOSSIER_VIEW)


def test_a_role_cannot_pass_for_an_official_of_that_name():
    thing = Thing(acl_of_grants({ASSIGNED: (P.DOSSIER_VIEW,)}, {ASSIGNED: ["handler"]}))
    assert not may(thing, P.DOSSIER_VIEW, role_principal(Role.HANDLER))
