"""A browser that complains: of a page that is not accessible, of its console, of its policy, of any other host."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.browsers import AXE

ROOT = Path(__file__).parents[2]
DESK, PHONE, SMALLEST = {"width": 1280, "height": 900}, {"width": 390, "height": 844}, {"width": 320, "height": 700}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """async ([rules]) => {
    const found = await axe.run(document, {
        runOnly: {type: "tag", values: rules}, rules: {"target-size": {enabled: true}}, resultTypes: ["violations"],
    });
    return found.violations.map((each) => `${each.id}: ${each.help}: ` + each.nodes.slice(0, 3).map(
        (node) => `${node.html.slice(0, 300)} (${(node.any[0] || node.all[0] || node.none[0] || {}).message || ""})`
    ).join(" | "));
}"""
# What sticks out of the page to the right, and is not inside something that scrolls by itself.
STICKING_OUT = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const scrolls = (node) => node && node !== document.body &&
        (["auto", "scroll", "hidden"].includes(getComputedStyle(node).overflowX) || scrolls(node.parentElement));
    const out = [...document.body.querySelectorAll("*")].filter(
        (node) => node.getBoundingClientRect().right > width + 0.1 && !scrolls(node));
    return [`the page is ${document.documentElement.scrollWidth} wide`,
        ...out.slice(-3).map((node) => node.outerHTML.slice(0, 200))];
}"""


class Visitor:
    """One browser of one person. ``complaints`` is empty as long as every page was as it must be."""

    def __init__(self, browser: Any, address: str, *, session: str = "", **settings: Any) -> None:
        self.address, self.complaints = address, []  # type: str, list[str]
        self.scripted = settings.get("java_script_enabled", True)
        self.context = browser.new_context(**{"viewport": DESK, "reduced_motion": "reduce", **settings})
        self.context.set_default_timeout(30_000)
        if session:
            self.context.add_cookies([{"name": "session", "value": session, "url": address}])
        self.context.on("request", self._asked)
        self.context.on("response", self._answered)
        self.context.on("requestfailed", self._failed)
        self.context.on("console", self._said)
        self.context.on("weberror", lambda wrong: self.complaints.append(f"a fault in a script: {wrong.error}"))
        self.page = self.context.new_page()

    def go(self, path: str, *, expect: int = 200) -> Any:
        """Open an address of the site; its answer must have this status."""
        answer = self.page.goto(path if path.startswith("http") else self.address + path)
        if answer.status != expect:
            self.complaints.append(f"{path} answered {answer.status}, not {expect}")
        return answer

    def main(self) -> str:
        """The words of the page between its header and its footer."""
        return str(self.page.inner_text("main"))

    def axe(self, *, rules: list[str] = RULES) -> list[str]:
        """What axe finds on the page as it stands."""
        if not self.page.evaluate("typeof window.axe === 'object'"):
            self.page.evaluate(AXE.read_text())
        return [f"{self.page.url}: {each}" for each in self.page.evaluate(RUN_AXE, [rules])]

    def sticking_out(self) -> list[str]:
        """What makes the page scroll sideways."""
        return [f"{self.page.url}: {each}" for each in self.page.evaluate(STICKING_OUT)]

    def close(self) -> list[str]:
        self.context.close()
        return self.complaints

    def _asked(self, request: Any) -> None:
        here = request.url.startswith((f"{self.address}/", "data:", "blob:", "about:"))
        if not here:
            self.complaints.append(f"{request.frame.url} asked another host: {request.url}")

    def _answered(self, response: Any) -> None:
        if response.request.service_worker:
            return  # the browser's worker asks for the page; the page it hands on is answered again
        part = response.request.resource_type != "document"
        if response.status >= (400 if part else 500):
            self.complaints.append(f"{response.url} answered {response.status}")

    def _failed(self, request: Any) -> None:
        # A page left while its parts are still on the way aborts them, and a download aborts the page it came from.
        if "ERR_ABORTED" not in (request.failure or "") and not request.service_worker:
            self.complaints.append(f"{request.url} failed: {request.failure}")

    def _said(self, message: Any) -> None:
        of_a_page = message.text.startswith("Failed to load resource") and (
            urlsplit(message.location["url"]).path == urlsplit(message.page.url).path if message.page else False
        )
        if message.type in {"error", "warning"} and not of_a_page:
            self.complaints.append(f"the console of {message.location['url']}: {message.text}")
