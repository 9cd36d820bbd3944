"""The one way from what was released to what an employee reads; for Mijn stap, and for who releases it."""

from __future__ import annotations

from typing import Any

from vierkant.change.employee_page import employee_page


def content(view: dict[str, Any], language: str) -> dict[str, Any]:
    """The page of this view in a language, ready for the templates: every phase has its texts and items beside it."""
    page = employee_page(view, "en" if language == "en" else "nl")
    most = max(answer["points"] for answer in page["check"]["answers"])
    return {**page, "steps": [_step(page, phase, most) for phase in page["phases"]]}


def _step(page: dict[str, Any], phase: dict[str, Any], most: int) -> dict[str, Any]:
    texts = page["content"]
    items = [item for item in page["check"]["items"] if item["phase"] == phase["id"]]
    return {
        **phase,
        "texts": [{**texts[name], "id": name} for name in (*phase["information"], *phase["tools"])],
        "items": items,
        "most": most * len(items),
    }
