"""What a machine can tell about the accessibility of a page: axe-core, reflow at 320 pixels."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
NARROW = 320
"""CSS pixels; WCAG 1.4.10 asks for no scrolling in two directions at this width."""

CONTRAST = "color-contrast"
"""Takes three quarters of the time of all rules together, so it looks at each look once (see `faults`)."""

RUN = """async ([rules, contrast, known, structure]) => {
  const told = found => found.violations.flatMap(rule => rule.nodes.map(
    node => `${rule.id}: ${node.target.join(" ")} (${node.failureSummary.split("\\n").slice(1, 2).join(" ").trim()})`));
  const all = {runOnly: {type: "tag", values: rules}, rules: {[contrast]: {enabled: false}},
    resultTypes: ["violations"]};
  const faults = structure ? told(await axe.run(document, all)) : [];
  const look = one => {
    const steps = [];
    for (let e = one; e && e !== document.documentElement; e = e.parentElement) {
      const own = ["class", "aria-current", "aria-selected", "aria-disabled", "disabled", "type", "open", "data-level"]
        .map(name => e.getAttribute(name) ?? "").join("|");
      steps.push(e.tagName + own);
    }
    return steps.join(">");
  };
  const seen = new Set(known), fresh = [], looks = [];
  for (const one of document.querySelectorAll("body *")) {
    const written = [...one.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) || "value" in one;
    if (!written || !one.checkVisibility() || seen.has(look(one))) continue;
    seen.add(look(one));
    looks.push(look(one));
    fresh.push(one);
  }
  if (!fresh.length) return [faults, []];
  const colours = {runOnly: {type: "rule", values: [contrast]}, resultTypes: ["violations"]};
  return [[...faults, ...told(await axe.run({include: fresh}, colours))], looks];
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


_looks: dict[tuple[int, str], set[str]] = {}
"""By width of the window and ground of the page: what text was held against its background already."""


def faults(page: Any, *, structure: bool = True) -> list[str]:
    """What axe has against the page as it is now; ``structure`` False looks at colours alone.

    Colours follow from the classes of an element and of everything around it. Text that looks the same as text that
    was seen at this width, on this page or an earlier one, is not held against its background again.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_axe())
    ground = str(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    known = _looks.setdefault((page.viewport_size["width"], ground), set())
    found, looks = page.evaluate(RUN, [list(RULES), CONTRAST, sorted(known), structure])
    known.update(looks)
    return list(found)


def too_wide(page: Any) -> str:
    """Empty when the page fits in 320 pixels, otherwise what sticks out."""
    size = page.viewport_size
    page.set_viewport_size({"width": NARROW, "height": 800})
    found = page.evaluate(TOO_WIDE)
    page.set_viewport_size(size)
    return str(found)


def unfolded(page: Any) -> None:
    """Open everything on the page that can be opened, so that what is inside counts as well.

    Not the menu of the user: it hangs over the page, and what it covers cannot be hit while it is open.
    """
    page.evaluate(
        "document.querySelectorAll('details:not(.v-header details)').forEach(one => one.open = true)"
    )
