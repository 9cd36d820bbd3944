"""From the stored client focus to what its page shows. The stored result is plain JSON (`ServiceResult`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext

from vierkant import terms
from vierkant.four_ks.service_channels import duration
from vierkant.four_ks.service_charts import CHARTS, timeline
from vierkant.four_ks.service_norms import ServiceNorm, norms
from vierkant.quantities import Chart, Message, Number, Unit
from vierkant_web.templatetags.words import page_language

Plain = Mapping[str, Any]
TILES = (
    "wait_now",
    "wait_together",
    "within_now",
    "within_together",
    "needed_now",
    "needed_together",
    "dip_people",
)
WAYS = ("now", "together", "extra", "extra_road", "yearly")
Address = Callable[[str, str, str], str]
"""From the id of a channel, the name of a chart and a kind to its address."""


def shown(service: Plain, address: Address) -> dict[str, Any]:
    """The service with tables, pictures and norms for each channel."""
    channels = [_channel(channel, address) for channel in service["channels"]]
    first = next((channel for channel in channels if channel["moments"]), None)
    way = service["travel"]
    return {
        **service,
        "channels": channels,
        "first": first,
        "counter_rows": [_counter(row) for row in service["counters"]],
        "way": way and {**way, "tiles": [way[name] for name in WAYS if way[name]]},
        "way_rows": [_way(row) for row in way["partners"]] if way else [],
    }


def charts(channel: str) -> dict[str, Callable[[Plain, terms.Language], Chart]]:
    """The charts of one channel, from the whole stored service."""

    def make(name: str) -> Callable[[Plain, terms.Language], Chart]:
        return lambda plain, language: CHARTS[name](_find(plain, channel), language)

    return {name: make(name) for name in CHARTS}


def has_channel(service: Plain | None, channel: str) -> bool:
    """Whether the stored service knows the channel."""
    return service is not None and any(row["id"] == channel for row in service["channels"])


def _find(service: Plain, channel: str) -> Plain:
    found: Plain = next(row for row in service["channels"] if row["id"] == channel)
    return found


def _channel(channel: Plain, address: Address) -> dict[str, Any]:
    language = page_language()
    return {
        **channel,
        "tiles": [channel[name] for name in TILES if channel[name]],
        "moments": timeline(channel, language) if channel["timeline"] else [],
        "rows": [_partner(row) for row in channel["partners"]],
        "hours": [_hours(row, channel["hours_together"]) for row in channel["partners"] if _has_hours(row)],
        "drawings": [made for name in CHARTS if (made := _drawing(channel, name, address))],
        "norm": _norm_text(channel["norm_seconds"], channel["norm_share"]),
        "norms": [_norm(norm) for norm in norms(channel["kind"])],
    }


def _drawing(channel: Plain, name: str, address: Address) -> dict[str, Any] | None:
    """What ``components/chart.html`` needs; None when nothing would be on it."""
    language = page_language()
    made = CHARTS[name](channel, language)
    if not made.rows or not made.spec["data"]["values"]:
        return None
    return {
        "id": f"chart-{name}-{channel['id']}",
        "src": address(channel["id"], name, "svg"),
        "spec": address(channel["id"], name, "json"),
        "alt": made.spec["title"]["text"],
        "caption": " ".join(terms.render(message, language) for message in made.summary),
        "source": terms.render(made.source, language),
        "columns": [
            {"title": terms.render(title, language), "number": place > 0 and name == "within"}
            for place, title in enumerate(made.header)
        ],
        "rows": made.rows,
    }


def _partner(row: Plain) -> dict[str, Any]:
    queue = row["queue"]
    language = page_language()
    wait = "–" if queue["wait_seconds"] is None else _spoken(queue["wait_seconds"])
    if queue["short"]:
        wait = terms.render("service.chart.endless", language)
    return {
        "name": row["name"],
        "contacts": _number(queue["contacts"]),
        "handling": "–" if queue["handling_seconds"] is None else _spoken(queue["handling_seconds"]),
        "agents": _number(queue["agents"]),
        "needed": _number(queue["needed"]),
        "occupancy": terms.number(queue["occupancy"], Unit.SHARE, 0, language),
        "wait": wait,
        "within": terms.number(queue["within_norm"], Unit.SHARE, 0, language),
        "short": queue["short"],
    }


def _has_hours(row: Plain) -> bool:
    return row["open_hours"] is not None or row["mark"] is not None


def _hours(row: Plain, together: float | None) -> dict[str, Any]:
    language = page_language()
    extra = row["extra_hours"]
    return {
        "name": row["name"],
        "now": _number(row["open_hours"]),
        "together": _number(together),
        "extra": "–" if extra is None else f"{'+' if extra > 0 else ''}{_number(extra)}",
        "fewer": extra is not None and extra < 0,
        "mark": "–" if row["mark"] is None else terms.plain_number(row["mark"], 1, language),
    }


def _counter(row: Plain) -> dict[str, Any]:
    return {
        "name": row["name"],
        "now": _number(row["open_hours"]),
        "together": _number(row["hours_together"]),
        "closes": row["closes"],
        "visits": _number(row["visits"]),
    }


def _way(row: Plain) -> dict[str, Any]:
    language = page_language()
    together = row["together"]
    extra = None if together is None else together - row["now"]
    return {
        "name": row["name"],
        "now": terms.number(row["now"], Unit.KILOMETRES, 1, language),
        "together": terms.number(together, Unit.KILOMETRES, 1, language),
        "extra": terms.number(extra, Unit.KILOMETRES, 1, language),
        "counter_now": row["counter_now"],
        "counter_together": row["counter_together"] or gettext("no counter left"),
    }


def _norm(norm: ServiceNorm) -> dict[str, str]:
    name = "reached" if norm.reached else "aim" if norm.share is not None else "aim_mean"
    known: dict[str, Any] = {"who": norm.who, "year": str(norm.year), "norm": duration(norm.seconds)}
    if norm.share is not None:
        known["share"] = Number(norm.share, Unit.SHARE)
    text = terms.render(Message(f"service.norm.{name}", known), page_language())
    return {"text": text, "url": norm.source, "certainty": norm.certainty.value}


def _norm_text(seconds: float, share: float) -> str:
    known = {"norm": duration(seconds), "share": Number(share, Unit.SHARE)}
    return terms.render(Message("service.norm.chosen", known), page_language())


def _spoken(seconds: float) -> str:
    found = duration(seconds)
    return terms.number(found.value, found.unit, found.decimals, page_language())


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return terms.plain_number(value, 0 if value == round(value) else 1, page_language())
