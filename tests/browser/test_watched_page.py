"""A page without a feed, watched while its clock goes on: run late, for the town says it by itself."""

from playwright.sync_api import expect

from tests.browser.conftest import Come
from tests.browser.running import LEAD, Running
from tests.worker.desks import until


def test_a_page_tells_what_is_new_and_not_what_its_clock_says(desk: Running, come: Come):
    lead = come(reduced_motion="reduce").sign_in(LEAD)
    notice = lead.locator(".triage-row", has_text="a crossing patrol will stand outside")
    until(lambda: lead.goto("/inbox/?q=patrol&box=all") and notice.count(), 150)
    lead.goto("/sources/")
    lead.get_by_role("link", name="Wexcombe Town Council: notices").click()
    looks = lead.get_by_role("cell", name="Nothing had changed")
    until(lambda: lead.reload() and looks.count() >= 2, 60)  # while its clock went on
    lead.goto("/inbox/?q=visitor&box=all")
    expect(lead.locator(".triage-row")).to_have_count(0)
