"""Which keys the office signs with: those its settings name, else the trial key among its secrets."""

from pathlib import Path

from hcc.settings import Settings
from hcc.signing.keys import KEY_FILE, SigningKey, development_key, load_key
from hcc.signing.token import TokenKey, token_key


def office_key(settings: Settings, *, make: bool = True) -> SigningKey:
    """The office's own key, in a file. Without one in the settings a trial key is made on first use, unless `make` is
    false.

    Raises KeyUnreadable; OSError when a file is missing.
    """
    if settings.signing_key:
        passphrase = Path(settings.signing_passphrase_file).read_text(encoding="utf-8").strip()
        return load_key(Path(settings.signing_key), passphrase)
    if not make and not (settings.secrets_folder / KEY_FILE).exists():
        raise FileNotFoundError(f"there is no key at {settings.secrets_folder / KEY_FILE}")
    return development_key(settings.secrets_folder, organisation=settings.authority, common_name=settings.office_name)


def paper_key(settings: Settings, *, make: bool = True) -> SigningKey | TokenKey:
    """What electronic copies are signed with: the token where the settings name one, else the office's own key.

    Raises what `office_key` raises.
    """
    if settings.token_module:
        return token_key(Path(settings.token_module), settings.token_label, Path(settings.token_certificate))
    return office_key(settings, make=make)
