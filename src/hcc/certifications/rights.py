"""Who may do what with books, and with what belongs to them; a line's own state says more (`workflow`)."""

from hcc.core.acl import DENY_ALL, allow
from hcc.core.permissions import Permission
from hcc.core.roles import Role

GRANTS = [
    allow(
        Role.CERTIFIER,
        Permission.CERTIFICATION_VIEW,
        Permission.CERTIFICATION_CERTIFY,
        Permission.CERTIFICATION_CONFIRM,
        Permission.CERTIFICATION_KEEP,
    ),
    allow(
        Role.APPROVER,
        Permission.CERTIFICATION_VIEW,
        Permission.CERTIFICATION_CONFIRM,
        Permission.CERTIFICATION_SIGN,
    ),
]
BOOK_ACL = [*GRANTS, DENY_ALL]
