"""Templates come from the top-level folder, in a checkout and in a wheel alike."""

from pyramid.config import Configurator

from hcc.shipped import shipped


def includeme(config: Configurator) -> None:
    config.include("pyramid_chameleon")
    config.override_asset("hcc:templates/", f"{shipped('templates')}/")
