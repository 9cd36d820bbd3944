"""The one way from what was released to what an employee reads; for Mijn stap, and for who releases it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from vierkant.change.employee_page import employee_page
from vierkant.change.settings import settings
from vierkant.quantities import Figure
from vierkant.sources import parameters
from vierkant_web.models import Section, Variant
from vierkant_web.permissions import latest_revisions

FLOOR = "change.smallest_group"


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


def points_to_persons(variant: Variant, group: str) -> bool:
    """Whether the group has become smaller than the floor since it was released. One query.

    A part that a partner closed since counts as well: who may read it makes no difference to how small the group is.
    """
    wanted = (Section.PEOPLE, Section.ASSUMPTIONS)
    found = latest_revisions().filter(variant=variant, section__in=wanted).values_list("section", "content")
    floor = parameters("change")["smallest_group"].value
    size: int | None = None
    for section, content in found:
        if section == Section.ASSUMPTIONS:
            floor = _floor(content, floor)
        else:
            size = _size(content or (), group, size)
    return size is not None and size < floor


def _floor(content: Any, usual: float) -> float:
    """The floor that this dossier chose; the usual one when it chose none, or something that cannot be."""
    chosen = content.get(FLOOR) if isinstance(content, dict) else None
    try:
        figure = None if chosen is None else Figure.model_validate(chosen)
        return usual if figure is None else settings({FLOOR: figure}).value("smallest_group")
    except ValueError:
        return usual


def _size(rows: Iterable[Any], group: str, known: int | None) -> int | None:
    sizes = [row.get("size") for row in rows if isinstance(row, dict) and row.get("id") == group]
    return next((size for size in sizes if isinstance(size, int)), known)
