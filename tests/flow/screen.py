"""An owner at the screen of a real browser: opens links, presses buttons or keys, sees what can be seen."""

from __future__ import annotations

from tests.flow.test_pages import URL, link
from tests.servers.chromium import Window
from tests.story import SentMail, Story

# What the eye needs, computed from what the browser really shows: WCAG 2.2, 1.4.3, 1.4.10 and 1.4.11.
SEEING = """
const light = (colour) => {
  const [r, g, b] = colour.match(/[\\d.]+/g).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one, other) => {
  const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
};
const behind = (element) => {
  const ground = getComputedStyle(element).backgroundColor;
  return ground.startsWith("rgb(") ? ground : behind(element.parentElement);
};
"""
MISFITS = f"""() => {{
{SEEING}
const wrong = [], room = document.documentElement.clientWidth;
const must = (holds, element, what) => {{
  if (!holds) wrong.push(`${{element.tagName}} "${{element.textContent.trim().slice(0, 30)}}" ${{what}}`);
}};
document.querySelectorAll("details").forEach((closed) => closed.open = true);
must(document.documentElement.scrollWidth <= room, document.documentElement, "scrolls sideways");
for (const element of document.querySelectorAll("body *")) {{
  const style = getComputedStyle(element), box = element.getBoundingClientRect();
  if (element.matches("option, [type=hidden]")) continue;
  must(box.left >= 0 && box.right <= room, element, `lies from ${{box.left}} to ${{box.right}} of ${{room}}`);
  const field = element.matches("input, select, textarea");
  if (!field && style.display !== "inline")
    must(element.scrollWidth <= element.offsetWidth, element, "holds more than it is wide");
  const words = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  if (field || words) {{
    const found = contrast(style.color, behind(element));
    must(found >= 4.5, element, `has a contrast of ${{found}}`);
  }}
  if (field) {{
    const found = contrast(style.borderTopColor, behind(element.parentElement));
    must(found >= 3, element, `has an edge with a contrast of ${{found}}`);
  }}
}}
return wrong;
}}"""
FOCUS = f"""() => {{
{SEEING}
const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
const ring = style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
return {{
  words: at.textContent.trim(), name: at.name ?? "",
  seen: ring >= 2 && contrast(style.outlineColor, behind(at.parentElement)) >= 3
    && box.top < innerHeight && box.bottom > 0,
}};
}}"""


class Visitor:
    """Somebody at a screen, with the mails of a story to open."""

    def __init__(self, story: Story, window: Window, origin: str) -> None:
        self.story, self.window, self.origin, self.page = story, window, origin, window.page

    def opens(self, mail: SentMail, place: str = "") -> None:
        self.page.goto(link(mail).replace(URL, self.origin) + place)

    def presses(self, button: str) -> str:
        """Press it and let the product do what follows; what the page says to it."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button, exact=True).click()
        self.story.run()
        return self.answer

    def says(self, words: str) -> str:
        if not self.page.get_by_label("As you would reply").is_visible():
            self.page.get_by_text("In your own words").click()
        self.page.get_by_label("As you would reply").fill(words)
        return self.presses("Do it")

    def tabs_to(self, **wanted: str) -> None:
        """Go on by the Tab key alone, seeing at each stop where one is."""
        for _ in range(60):
            self.page.keyboard.press("Tab")
            stop = self.page.evaluate(FOCUS)
            assert stop["seen"], f"nobody sees that the focus is on {stop}"
            if wanted.items() <= stop.items():
                return
        raise AssertionError(f"the Tab key never comes to {wanted}")

    def enters(self) -> str:
        """Press Enter, which sends the form one is in; what the page says to it."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.story.run()
        return self.answer

    @property
    def answer(self) -> str:
        return self.page.get_by_role("status").inner_text()

    @property
    def text(self) -> str:
        return self.page.locator("body").inner_text()

    @property
    def strangers(self) -> list[str]:
        """What was asked of anybody but us."""
        return [url for url in self.window.asked if not url.startswith(f"{self.origin}/")]
