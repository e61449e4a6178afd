"""What axe finds on a page, and what is wider than its screen."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
RUN = "async options => (await axe.run(document, options)).violations"
UNFOLD = "document.querySelectorAll('main details, footer details').forEach(d => d.open = true)"
WIDTHS = (1440, 390, 320)
# What a width can change in a page of which everything was looked at in another. Colours it cannot.
OF_LAYOUT = {
    "type": "rule",
    "values": [
        "target-size", "scrollable-region-focusable", "link-in-text-block",
        "heading-order", "page-has-heading-one", "region", "skip-link", "label", "link-name",
        "button-name", "image-alt", "empty-table-header", "empty-heading",
    ],
}  # fmt: skip


def barriers(page: Page, only: dict[str, object] | None = None) -> list[str]:
    """What axe finds: the rule and the first places where it is broken."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    options = {"runOnly": only or {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    found: list[dict[str, Any]] = page.evaluate(RUN, options)
    return [
        f"{rule['id']}: {rule['help']}: {[node['html'][:160] for node in rule['nodes'][:3]]}"
        for rule in found
    ]


def no_barrier(page: Page) -> None:
    """No barrier at any width with everything unfolded, and nothing sideways.

    A click does not wait for the page that it asks for: after one, expect something of the new page
    first, or this looks at the old one, or at none.
    """
    page.wait_for_load_state()
    page.evaluate(UNFOLD)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(SIDEWAYS) <= 0, f"{page.url} is wider than {width} pixels"
        assert barriers(page) == []
    page.set_viewport_size({"width": 1440, "height": 1000})
