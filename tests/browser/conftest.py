"""A served office and a browser for each module that looks at pages."""

import pytest

from .online import Reader, chromium, served, sign_in


@pytest.fixture(scope="module")
def online(filled, tmp_path_factory):
    """An office of the module's own, served."""
    with served(tmp_path_factory.mktemp("online") / "var", filled) as office:
        yield office


@pytest.fixture(scope="module")
def browser(online):
    with chromium() as one:
        yield one


@pytest.fixture(scope="module")
def people(online, browser):
    """`people(role)`: the browser window of that official, signed in; `people(None)` a citizen's. Kept by role."""
    windows: dict[object, Reader] = {}

    def person(role=None) -> Reader:
        if role not in windows:
            windows[role] = Reader(online, browser.new_context(locale="vi-VN", accept_downloads=True))
            if role is not None:
                sign_in(windows[role], role)
        windows[role].forget()
        return windows[role]

    yield person
    for window in windows.values():
        window.context.close()
