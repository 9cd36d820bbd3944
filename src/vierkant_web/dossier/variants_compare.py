"""Two variants side by side: from the stored assessment of each, and what differs in their dossiers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from vierkant_web.assessed import fill_in_url
from vierkant_web.dossier import inputs
from vierkant_web.dossier.inputs_closed import closed_groups, without_closed
from vierkant_web.dossier.inputs_compare import Names, changes, in_order, is_same, part_title
from vierkant_web.jobs.current import Current, current_assessment
from vierkant_web.models import Variant
from vierkant_web.permissions import Visit

MONEY = ("structural", "negative_npv_10", "peak_funding", "npv_10")
PARTNER_MONEY = ("structural", "negative_npv_10", "peak_funding")


def _places(place: Visit, variants: Sequence[Variant]) -> list[Visit]:
    return [replace(place, variant=_with_cooperation(place, variant)) for variant in variants]


def _with_cooperation(place: Visit, variant: Variant) -> Variant:
    variant.cooperation = place.cooperation  # spares a query each time somebody asks
    return variant


def standing(place: Visit, variants: Sequence[Variant]) -> tuple[str, float]:
    """The state for the page that waits, and how far both are together, 0 to 1."""
    found = [current_assessment(item) for item in _places(place, variants)]
    shares = [item.run.progress if item.run is not None else 1.0 for item in found]
    return ("running" if any(item.is_open for item in found) else "done"), sum(shares) / len(shares)


def context(place: Visit, variants: Sequence[Variant]) -> dict[str, Any]:
    """What the page shows. A side whose assessment is not ready yet is None everywhere."""
    places = _places(place, variants)
    found = [current_assessment(item) for item in places]
    results = [item.result for item in found]
    ready = [item for item in results if item is not None]
    shown: dict[str, Any] = {
        "sides": [_side(item, current) for item, current in zip(places, found, strict=True)],
        "waiting": any(item.is_open for item in found),
        "differences": _differences(places),
    }
    if not ready:
        return shown
    blocks = _paired(results, "blocks")
    return shown | {
        "people": blocks[0],
        "people_numbers": _people(results),
        "blocks": blocks[1:],
        "four_ks": _paired(results, "four_ks"),
        "money": _money(results),
        "partners": _partners(results),
        "forms": [_form(item) for item in results],
        "measures": [_measures(item) for item in results],
    }


def _side(place: Visit, current: Current) -> dict[str, Any]:
    base = f"/s/{place.cooperation.slug}"
    return {
        "variant": place.variant,
        "current": current,
        "sources": current.result["sources"] if current.result is not None else {},
        "url": place.cooperation.url + place.query,
        "figures_url": f"{base}/cijfers/{place.query}",
        "fill_in_url": fill_in_url(place),
        "may_write": place.access.may("write") and place.variant.archived is None,
    }


def _paired(results: Sequence[Mapping[str, Any] | None], name: str) -> list[dict[str, Any]]:
    """The blocks or K's of both, in the order of the assessment."""
    first = next(item for item in results if item is not None)
    order = [row["id"] for row in first[name]]
    by_id = [{row["id"]: row for row in item[name]} if item is not None else {} for item in results]
    return [{"id": key, "sides": [rows.get(key) for rows in by_id]} for key in order]


def _people(results: Sequence[Mapping[str, Any] | None]) -> list[dict[str, Any]]:
    names = ("people", "hours_needed", "hours_reserved", "euros_needed", "euros_reserved")
    return _numbers([item["people"] if item is not None else None for item in results], names)


def _money(results: Sequence[Mapping[str, Any] | None]) -> list[dict[str, Any]]:
    cases = [item["business_case"] if item is not None else None for item in results]
    return _numbers([case["total"] if case is not None else None for case in cases], MONEY)


def _numbers(tables: Sequence[Mapping[str, Any] | None], names: Sequence[str]) -> list[dict[str, Any]]:
    """One row per number that at least one side has: its label, and the number of both sides."""
    rows = []
    for name in names:
        pair = [table.get(name) if table is not None else None for table in tables]
        known = next((item for item in pair if item is not None), None)
        if known is not None:
            rows.append({"id": name, "label": known["label"], "sides": pair})
    return rows


def _partners(results: Sequence[Mapping[str, Any] | None]) -> list[dict[str, Any]]:
    """The money per partner; a partner may take part in one of the two only."""
    tables: list[dict[str, Any]] = []
    for item in results:
        case = item["business_case"] if item is not None else None
        tables.append({row["id"]: row for row in case["partners"]} if case is not None else {})
    rows = []
    for key in dict.fromkeys([*tables[0], *tables[1]]):
        pair = [table.get(key) for table in tables]
        name = next(item["name"] for item in pair if item is not None)
        outcomes = [item["outcome"] if item is not None else None for item in pair]
        is_known = all(tables)  # one that is not computed yet is not one without this partner
        only = "second" if is_known and pair[0] is None else "first" if is_known and pair[1] is None else ""
        rows.append({"name": name, "numbers": _numbers(outcomes, PARTNER_MONEY), "only": only})
    return rows


def _form(result: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if result is None:
        return None
    advice = result["legal_form"]
    forms = advice["forms"] if advice is not None else []
    chosen = next((item for item in forms if item["form"] == result["agreed_form"]), None)
    kept = ("admissible", "admissible_with_conditions")
    return {
        "chosen": chosen,
        "other": result["agreed_form"] if chosen is None else None,
        "possible": [item for item in forms if item["verdict"] in kept],
        "undecided": [item for item in forms if item["verdict"] == "undecided"],
        "findings": [item for item in result["form_findings"] if item["level"] in ("red", "amber")],
    }


def _measures(result: Mapping[str, Any] | None) -> dict[str, Any]:
    if result is None:  # not ready yet: every number is shown as unknown
        return dict.fromkeys(("number", "incomplete", "done", "hours", "euros"))
    rows = [row for block in result["blocks"] for row in block["measures"]]
    return {
        "number": len(rows),
        "incomplete": sum(not row["complete"] for row in rows),
        "done": sum(row["done"] for row in rows),
        "hours": sum(row["hours"] or 0 for row in rows if not row["done"]),
        "euros": sum(row["euros"] or 0 for row in rows if not row["done"]),
    }


def _differences(places: Sequence[Visit]) -> list[dict[str, Any]]:
    """Part by part what the second variant says differently from the first, as far as this visitor sees both."""
    first, second = (_contents(place) for place in places)
    names = Names.of(second, first)
    found = []
    for key in in_order({*first, *second}, names):
        if is_same(first.get(key), second.get(key)):
            continue
        rows = changes(key, first.get(key), second.get(key), names)
        if rows:
            found.append({"title": part_title(key, names), "rows": [_row(row) for row in rows]})
    return found


def _contents(place: Visit) -> dict[inputs.Key, Any]:
    """What this visitor sees of a variant, without rows about groups that others keep closed."""
    found = inputs.contents(place)
    closed = closed_groups(place, (section for section, _partner in found))
    return {key: without_closed(key[0], content, closed) for key, content in found.items()}


def _row(row: Any) -> dict[str, Any]:
    only = {"added": _("only in the second"), "removed": _("only in the first")}.get(row.kind, "")
    return {"title": row.title, "kind": row.kind, "only": only, "changes": row.changes}
