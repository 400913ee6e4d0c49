"""A real Chromium without a window; each page keeps what it asked for and what its console complained of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from tests.servers.daemon import need

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Playwright

# It is to reach nothing but the pages under test: no updates, no accounts, no names but the loopback's.
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic"),
    *("--no-first-run", "--disable-component-update", "--disable-sync"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
PATIENCE = 30_000  # milliseconds, for a machine with much else to do


class Window:
    """One visitor: a context of their own, without anybody's cookies or history."""

    def __init__(
        self, browser: Browser, width: int, height: int, scheme: Literal["light", "dark"], *, scripts: bool
    ) -> None:
        self._context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, java_script_enabled=scripts
        )
        self._context.set_default_timeout(PATIENCE)
        self.asked: list[str] = []
        self.posted = 0
        self.complaints: list[str] = []
        self.page = self._context.new_page()
        self.page.on("request", lambda request: self._keep(request.method, request.url))
        self.page.on("console", lambda said: self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self._dismiss)

    def close(self) -> None:
        self._context.close()

    def _dismiss(self, dialog: Dialog) -> None:
        self.complaints.append(dialog.message)
        dialog.dismiss()

    def _keep(self, method: str, url: str) -> None:
        self.asked.append(url)
        self.posted += method == "POST"


class Chromium:
    """One browser process; every window in it is a visitor of its own."""

    def __init__(self) -> None:
        self.binary = need("chromium", "chromium-browser", "google-chrome")
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None

    def start(self) -> None:
        # Only here: who runs no browser test need not have it.
        from playwright.sync_api import sync_playwright

        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(
            executable_path=self.binary, args=FLAGS, timeout=PATIENCE
        )

    def stop(self) -> None:
        if self._browser is not None:
            self._browser.close()
        if self._playwright is not None:
            self._playwright.stop()

    def window(
        self,
        width: int = 390,
        height: int = 844,
        *,
        scheme: Literal["light", "dark"] = "light",
        scripts: bool = True,
    ) -> Window:
        assert self._browser is not None, "it was started"
        return Window(self._browser, width, height, scheme, scripts=scripts)
