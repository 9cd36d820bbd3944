"""What a machine can tell about the accessibility of a page: axe-core, reflow at 320 pixels."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
NARROW = 320
"""CSS pixels; WCAG 1.4.10 asks for no scrolling in two directions at this width."""

CONTRAST = "color-contrast"
"""Takes three quarters of the time of all rules together."""

RUN = """async ([rules, without]) => {
  const off = Object.fromEntries(without.map(name => [name, {enabled: false}]));
  const asked = {runOnly: {type: "tag", values: rules}, rules: off, resultTypes: ["violations"]};
  const found = await axe.run(document, asked);
  return found.violations.flatMap(rule => rule.nodes.map(
    node => `${rule.id}: ${node.target.join(" ")} (${node.failureSummary.split("\\n").slice(1, 2).join(" ").trim()})`));
}"""
TOO_WIDE = """() => {
  const wide = document.documentElement.scrollWidth;
  if (wide <= innerWidth) return "";
  const first = [...document.querySelectorAll("body *")].filter(
    e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".v-table-scroll")).slice(0, 3);
  return `${wide} px wide: ` + first.map(e => e.tagName.toLowerCase() + "." + e.className).join(", ");
}"""


@cache
def _axe() -> str:
    import axe_playwright_python

    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def faults(page: Any, *, contrast: bool = True) -> list[str]:
    """What axe has against the page as it is now; ``contrast`` False leaves out the colours."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_axe())
    return list(page.evaluate(RUN, [list(RULES), [] if contrast else [CONTRAST]]))


def too_wide(page: Any) -> str:
    """Empty when the page fits in 320 pixels, otherwise what sticks out."""
    size = page.viewport_size
    page.set_viewport_size({"width": NARROW, "height": 800})
    found = page.evaluate(TOO_WIDE)
    page.set_viewport_size(size)
    return str(found)


def unfolded(page: Any) -> None:
    """Open everything that can be opened, so that what is inside counts as well."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
