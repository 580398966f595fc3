"""An office served on a loopback port, and people who sit at Chromium."""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import APIResponse, Browser, BrowserContext, Page, Route, expect, sync_playwright
from webtest.http import StopableWSGIServer, get_free_port

from hcc.accounts.demo import PASSWORD
from hcc.core.roles import Role
from office import LOGINS, Office

HERE = Path(__file__).parent
AXE = (HERE / "axe/axe.min.js").read_text(encoding="utf-8")
CHECKS = (HERE / "checks.js").read_text(encoding="utf-8")
CHROMIUM = "/usr/bin/chromium-headless-shell"
"""Chromium without its windows: the same pages for two thirds of the work."""
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--lang=vi",
    "--disable-features=Translate,OptimizationHints,MediaRouter",
)
PHONE, DESK, NARROWEST = (360, 780), (1366, 850), 320
"""Sizes that matter: a cheap phone and the counter's screen; and the width of a page at 400 %."""
BETWEEN = (1000, 760)
"""Widths of older screens, of windows side by side and of tablets."""
SQUEEZED = """() => {
  const faults = [];
  const tell = (one) => `<${one.tagName.toLowerCase()}> “${(one.textContent || one.name).trim().slice(0, 40)}”`;
  const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (over > 0) faults.push(`sideways scroll of ${over} px`);
  const shown = [...document.querySelectorAll("body *")].filter((one) =>
    one.checkVisibility({ visibilityProperty: true }) && !one.closest(".vh, svg"));
  for (const one of shown) {
    const box = one.getBoundingClientRect(), letter = parseFloat(getComputedStyle(one).fontSize);
    const said = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim().length > 5);
    const narrow = box.width > 1 && box.width < 3 * letter;
    if (said && narrow && box.height > 4 * letter) faults.push(`a column of letters: ${tell(one)}`);
    if (narrow && one.matches("input:not([type]), input[type=text], textarea, select"))
      faults.push(`too narrow to write in: ${tell(one)}`);
  }
  return faults;
}"""
PATIENCE_MS = 60_000
"""A machine that is busy with other work is slow, and not wrong; this ends what never comes."""
expect.set_options(timeout=PATIENCE_MS)
SHOTS = Path(os.environ["SHOTS"]) if os.environ.get("SHOTS") else None


class Online:
    """The office behind a real server. `url` is where browsers find it."""

    def __init__(self, office: Office, server: StopableWSGIServer, url: str) -> None:
        self.office, self.server, self.url = office, server, url

    @property
    def policy_reports(self) -> list[str]:
        """What browsers reported about the content policy."""
        return list(self.office.registry["hcc.csp_reports"])


@contextmanager
def served(var: Path, filled: Path, **settings: object) -> Iterator[Online]:
    """Serve a fresh office until the end; its papers carry the address they are checked at."""
    host, port = get_free_port()
    url = f"http://{host}:{port}"
    office = Office(var, filled, public_url=url, **settings)
    server = StopableWSGIServer.create(office.app, host=host, port=port, threads=4)
    try:
        yield Online(office, server, url)
    finally:
        server.shutdown()
        office.close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium without a network. Offices are populated before: its loop and pyHanko's do not mix."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        try:
            yield browser
        finally:
            browser.close()


class Reader:
    """Someone at a browser window, and everything the browser complained about."""

    def __init__(self, online: Online, context: BrowserContext, *, counter: bool = False) -> None:
        self.online, self.context = online, context
        self.counter = counter
        self.complaints: list[str] = []
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))
        self.page.on("console", self._heard)
        self.page.on("requestfailed", self._failed)
        self.expected_statuses: set[int] = set()

    def _heard(self, message) -> None:
        if message.type not in ("error", "warning"):
            return
        status = re.search(r"the server responded with a status of (\d+)", message.text)
        if status and int(status[1]) in self.expected_statuses:
            return
        self.complaints.append(f"{self.page.url}: {message.text}")

    def _failed(self, request) -> None:
        # A page that is left gives up its pictures; a download is reported as given up too.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"{request.url}: {request.failure}")

    def forget(self) -> None:
        """Begin a new look: what was complained about belongs to what was looked at before."""
        self.complaints, self.expected_statuses = [], set()

    def go(self, path: str) -> Page:
        self.page.goto(self.online.url + path)
        return self.page

    def wide(self) -> None:
        self.page.set_viewport_size({"width": DESK[0], "height": DESK[1]})

    def narrow(self) -> None:
        self.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})

    @property
    def public(self) -> bool:
        """Whether this is a page for citizens, with its larger targets."""
        return "public" in (self.page.locator("body").get_attribute("class") or "")

    def faults(self, *, fresh: bool = True) -> list[str]:
        """Everything wrong with the page as it stands at this width."""
        found = self.page.evaluate(f"({CHECKS})({json.dumps({'least': 44 if self.public else 24, 'fresh': fresh})})")
        return [*found, *self.axe_violations()]

    def axe_violations(self) -> list[str]:
        """What axe says of the whole page: in a window of its height, so that no bar lies over anything."""
        size = self.page.viewport_size
        height = self.page.evaluate("document.documentElement.scrollHeight")
        self.page.set_viewport_size({"width": size["width"], "height": max(size["height"], height)})
        try:
            return self._axe_violations()
        finally:
            self.page.set_viewport_size(size)

    def _axe_violations(self) -> list[str]:
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(f"() => {{ {AXE} }}")
        result = self.page.evaluate(
            """async () => {
              const rules = axe.getRules().filter(one => !one.tags.includes("deprecated")).map(one => one.ruleId);
              const only = {type: "rule", values: rules};
              const found = await axe.run(document, {runOnly: only, resultTypes: ["violations"]});
              return found.violations.map(one => [one.id, one.help, one.nodes.map(node =>
                [node.target.join(" "), node.html, node.failureSummary])]);
            }"""
        )
        return [
            f"axe {rule} ({words}): " + "; ".join(f"{target} {html[:160]} {why}" for target, html, why in nodes[:3])
            for rule, words, nodes in result
        ]

    def shot(self, name: str) -> None:
        """Keep a picture at both widths, when asked for by SHOTS."""
        if SHOTS is None:
            return
        SHOTS.mkdir(parents=True, exist_ok=True)
        for size in (PHONE, DESK):
            self.page.set_viewport_size({"width": size[0], "height": size[1]})
            self.page.screenshot(path=SHOTS / f"{name}-{size[0]}.png", full_page=True)


class Papers:
    """The PDFs that a page opens at an address: kept here as they were sent, and the page stays where it is.

    Chromium's viewer of PDF does not open: it does not always let go of its window, and whoever waits for that waits
    for ever.
    """

    def __init__(self, page: Page, address: str) -> None:
        self.opened: list[APIResponse] = []
        self._page = page
        page.route(address, self._asked)

    def _asked(self, route: Route) -> None:
        answer = route.fetch(max_redirects=0)
        if answer.status == 303:
            answer = self._page.context.request.get(urljoin(route.request.url, answer.headers["location"]))
        if answer.headers["content-type"] != "application/pdf":
            return route.fulfill(response=answer)
        self.opened.append(answer)
        return route.fulfill(status=204)


def sign_in(reader: Reader, role: Role) -> Reader:
    """Sign in as the official of this role, by name and password."""
    page = reader.go("/dang-nhap")
    form = page.locator("#form")
    form.locator("[name=login]").fill(LOGINS[role])
    form.locator("[name=password]").fill(PASSWORD)
    form.locator("button.primary").click()
    assert "/dang-nhap" not in page.url
    return reader


def look_at(reader: Reader, name: str, *, fresh: bool = True) -> None:
    """Fail with everything that is wrong with the page that is open."""
    assert not reader.complaints, reader.complaints
    found = []
    reader.wide()
    found += [f"at 1366 px: {fault}" for fault in reader.faults(fresh=fresh)]
    reader.narrow()
    found += [f"at 360 px: {fault}" for fault in reader.faults(fresh=fresh)]
    for width in (*BETWEEN, NARROWEST):
        reader.page.set_viewport_size({"width": width, "height": 640})
        found += [f"at {width} px: {fault}" for fault in reader.page.evaluate(SQUEEZED)]
    reader.shot(name)
    assert not found, "\n".join(found)
    assert not reader.complaints, reader.complaints
    assert not reader.online.policy_reports
