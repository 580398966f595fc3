"""The ini file: the settings in it, how it logs, and the application it describes.

Read by PasteDeploy itself: pyramid.paster would first ask every installed package whether it knows other kinds of file.
"""

import configparser
from pathlib import Path
from typing import Any
from urllib.parse import quote

from paste.deploy import appconfig, loadapp

from hcc.settings import BadSetting


def settings_in(ini: Path) -> dict[str, str]:
    """The keys of its [app:main]. Raises BadSetting for a file that cannot be read as an ini file."""
    try:
        return dict(appconfig(_address(ini)).local_conf)
    except (configparser.Error, LookupError, UnicodeDecodeError) as problem:
        raise BadSetting("ini", f"{ini.name} cannot be read: {problem}") from None


def application_of(ini: Path) -> Any:
    """The WSGI application it describes, inside the filters it names."""
    return loadapp(_address(ini))


def set_up_logging(ini: Path) -> None:
    """Log as the file says; where it says nothing, on standard error."""
    import logging.config

    known = configparser.RawConfigParser()
    known.read(ini, encoding="utf-8")
    if known.has_section("loggers"):
        places = {"here": str(ini.parent), "__file__": str(ini)}
        logging.config.fileConfig(ini, defaults=places, disable_existing_loggers=False, encoding="utf-8")
    else:
        logging.basicConfig()


def _address(ini: Path) -> str:
    return f"config:{quote(str(ini.resolve()))}"
