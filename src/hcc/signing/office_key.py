"""Which key the office signs with: the one its settings name, else the trial key among its secrets."""

from pathlib import Path

from hcc.settings import Settings
from hcc.signing.keys import KEY_FILE, SigningKey, development_key, load_key


def office_key(settings: Settings, *, make: bool = True) -> SigningKey:
    """The office's key. Without one in the settings a trial key is made on first use, unless `make` is false.

    Raises KeyUnreadable; OSError when a file is missing.
    """
    if settings.signing_key:
        passphrase = Path(settings.signing_passphrase_file).read_text(encoding="utf-8").strip()
        return load_key(Path(settings.signing_key), passphrase)
    if not make and not (settings.secrets_folder / KEY_FILE).exists():
        raise FileNotFoundError(f"there is no key at {settings.secrets_folder / KEY_FILE}")
    return development_key(settings.secrets_folder, organisation=settings.authority, common_name=settings.office_name)
