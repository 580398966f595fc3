"""Who is who at the centre."""

from enum import StrEnum

from .text import TranslationString, message


class Role(StrEnum):
    """What an official may be; one person may be several."""

    GREETER = "greeter"
    """Greets and guides (tiếp đón, hướng dẫn)."""
    HELPER = "helper"
    """Helps citizens prepare (người hỗ trợ): a volunteer, who sees only the drafts she helps with."""
    RECEIVER = "receiver"
    """Receives dossiers at the counter (tiếp nhận)."""
    HANDLER = "handler"
    """Works on them in the specialist office (xử lý)."""
    APPROVER = "approver"
    """Decides and signs for the commune (phê duyệt, ký): chair or vice-chair."""
    CLERK = "clerk"
    """Enters outgoing papers in the register and puts the seal on them (văn thư)."""
    CERTIFIER = "certifier"
    """Compares and numbers certified papers (chứng thực)."""
    RETURNER = "returner"
    """Hands out results (trả kết quả)."""
    CATALOGUE_ADMINISTRATOR = "catalogue_administrator"
    """Keeps the published procedures right (quản trị danh mục)."""
    AUTHOR = "author"
    """Writes the centre's own pages and notices (biên tập)."""
    REVIEWER = "reviewer"
    """Reviews and publishes them, and keeps their order (duyệt bài)."""
    ADMINISTRATOR = "administrator"
    """Keeps officials and the system (quản trị hệ thống)."""
    AUDITOR = "auditor"
    """Reads everything of the office, evidence and access log too, and changes nothing (kiểm tra, giám sát)."""
    DIRECTOR = "director"
    """Leads the centre (giám đốc): reads every dossier and the figures, answers for second supplement requests."""


ROLE_NAMES: dict[Role, TranslationString] = {
    Role.GREETER: message("Greeting and guidance"),
    Role.HELPER: message("Helping to prepare"),
    Role.RECEIVER: message("Reception"),
    Role.HANDLER: message("Handling"),
    Role.APPROVER: message("Approval"),
    Role.CLERK: message("Register and seal"),
    Role.CERTIFIER: message("Certification"),
    Role.RETURNER: message("Returning results"),
    Role.CATALOGUE_ADMINISTRATOR: message("Procedure catalogue"),
    Role.AUTHOR: message("Writing of pages"),
    Role.REVIEWER: message("Review of pages"),
    Role.ADMINISTRATOR: message("System administration"),
    Role.AUDITOR: message("Inspection"),
    Role.DIRECTOR: message("Direction of the centre"),
}
