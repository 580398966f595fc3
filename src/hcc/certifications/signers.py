"""Who may sign certifications today, and in what capacity."""

from hcc.accounts.resources import AccountFolder
from hcc.core.roles import Role

from .resources import Signer


def signers_of(accounts: AccountFolder) -> list[Signer]:
    """Approving officials with lines to stand above their signature, by name."""
    found = [
        Signer(official.login, official.name, official.job_title, official.signing_capacity)
        for official in accounts.officials()
        if official.signing_capacity and official.has_role(Role.APPROVER) and not official.disabled
    ]
    return sorted(found, key=lambda signer: signer.name)


def signer_named(accounts: AccountFolder, login: str) -> Signer | None:
    return next((signer for signer in signers_of(accounts) if signer.login == login), None)
