"""Takes the manual's pictures of pages, at a desk's width and a phone's, where somebody asked for them."""

from pathlib import Path

from playwright.sync_api import Page

DESK, PHONE = {"width": 1440, "height": 1000}, {"width": 390, "height": 844}


class Camera:
    """Without a folder it takes nothing, so that a test writes nothing in the tree."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def take(self, page: Page, name: str, *, height: int = 1000) -> None:
        """`name`.png at 1440 by `height`, and `name`-phone.png at 390 by 844 pixels."""
        if self.folder is None:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        for size, suffix in ((DESK | {"height": height}, ""), (PHONE, "-phone")):
            page.set_viewport_size(size)
            page.evaluate("scrollTo(0, 0)")
            page.screenshot(
                path=self.folder / f"{name}{suffix}.png", animations="disabled", caret="hide"
            )
        page.set_viewport_size(DESK)
