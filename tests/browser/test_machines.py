"""What a real browser makes of what is meant for machines: the data block in a sheet, and other sites' scripts."""

import json

import pytest

from populated import MARRIAGE

pytestmark = pytest.mark.browser

ASK = """async ([address, headers]) => {
  try { const answer = await fetch(address, {headers}); return [answer.status, await answer.text()]; }
  catch (error) { return [0, String(error)]; }
}"""


def test_the_data_block_of_a_sheet_is_read_and_breaks_no_policy(online, people):
    citizen = people(None)
    page = citizen.go(f"/thu-tuc/{MARRIAGE}")
    service = json.loads(page.locator('script[type="application/ld+json"]').text_content())
    assert service["url"] == f"{online.url}/thu-tuc/{MARRIAGE}"
    assert service["name"] == page.locator("h1").inner_text()
    assert not citizen.complaints
    assert not online.policy_reports


def test_a_script_of_another_site_reads_the_catalogue_and_nothing_else(online, browser):
    # Another name of this machine is another site; from a foreign address Chromium lets nobody ask the own machine.
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(online.url.replace("127.0.0.1", "localhost"))
    status, text = page.evaluate(ASK, [f"{online.url}/api/v1/procedures?q=ket+hon", {}])
    assert status == 200
    assert json.loads(text)["items"]
    status, _ = page.evaluate(ASK, [f"{online.url}/api/v1/procedures?page=x", {"If-None-Match": '"x"'}])
    assert status == 400
    for private in ("/", "/tra-cuu", "/ho-so/x", "/healthz"):
        assert page.evaluate(ASK, [online.url + private, {}])[0] == 0
    context.close()
