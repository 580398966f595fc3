"""Who is who at the centre."""

from enum import StrEnum

from .text import TranslationString, message


class Role(StrEnum):
    """What an official may be; one person may be several."""

    GREETER = "greeter"
    """Greets and guides (tiếp đón, hướng dẫn)."""
    RECEIVER = "receiver"
    """Receives dossiers at the counter (tiếp nhận)."""
    HANDLER = "handler"
    """Works on them in the specialist office (xử lý)."""
    APPROVER = "approver"
    """Decides and signs for the commune (phê duyệt, ký): chair or vice-chair."""
    CERTIFIER = "certifier"
    """Compares and numbers certified papers (chứng thực)."""
    RETURNER = "returner"
    """Hands out results (trả kết quả)."""
    CATALOGUE_ADMINISTRATOR = "catalogue_administrator"
    """Keeps the published procedures right (quản trị danh mục)."""
    ADMINISTRATOR = "administrator"
    """Keeps officials and the system (quản trị hệ thống)."""


ROLE_NAMES: dict[Role, TranslationString] = {
    Role.GREETER: message("Greeting and guidance"),
    Role.RECEIVER: message("Reception"),
    Role.HANDLER: message("Handling"),
    Role.APPROVER: message("Approval"),
    Role.CERTIFIER: message("Certification"),
    Role.RETURNER: message("Returning results"),
    Role.CATALOGUE_ADMINISTRATOR: message("Procedure catalogue"),
    Role.ADMINISTRATOR: message("System administration"),
}
