"""From the stored price of leaving to what the pages show: charts, tables, and another method to try."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404
from django.utils.translation import gettext

from vierkant import terms
from vierkant.quantities import Unit, to_plain
from vierkant.withdrawal.charts import CHARTS
from vierkant.withdrawal.inputs import WithdrawalMethod
from vierkant.withdrawal.what_if import Choice, what_if
from vierkant_web.templatetags.words import page_language, say

Plain = Mapping[str, Any]
ALL_CHARTS = {"price": CHARTS["price"]}
WIDTH = 900
METHODS = {
    "afbouw": WithdrawalMethod.TAPER,
    "schade": WithdrawalMethod.REAL_DAMAGE,
    "keer": WithdrawalMethod.MULTIPLE,
}
"""The word in the address → the method to try."""
FIRST = (100, 90, 80, 70, 60, 50)
"""Percentages for the first year of a contribution that falls."""
MOST_YEARS, MOST_TIMES = 15, 10.0


def partner_charts(partner: str) -> dict[str, Callable[[Plain, terms.Language], Any]]:
    """The charts of one partner by name. They raise `Http404` when there is no such partner or nothing to draw."""

    def make(found: Plain, language: terms.Language) -> Any:
        for row in found["partners"]:
            if row["id"] == partner and row["leaver"]["cash"]:
                return CHARTS["cash"](row, language)
        raise Http404

    return {"cash": make}


def drawing(name: str, found: Plain, address: Callable[[str], str]) -> dict[str, Any]:
    """What ``components/chart.html`` needs for one chart."""
    language = page_language()
    made = CHARTS[name](found, language)
    return {
        "id": f"chart-{name}",
        "src": address("svg"),
        "spec": address("json"),
        "alt": terms.render(f"withdrawal.chart.{'sum' if name == 'price' else name}.title", language),
        "caption": " ".join(say(message) for message in made.summary),
        "source": terms.render(made.source, language),
        "columns": [
            {"title": terms.render(title, language), "number": place > 0}
            for place, title in enumerate(made.header)
        ],
        "rows": made.rows,
        "width": WIDTH,
    }


def _euro(value: float | None) -> str:
    return terms.number(value, Unit.EURO, 0, page_language())


def _share(value: float | None) -> str:
    return terms.number(value, Unit.SHARE, 0, page_language())


def _between(low: float, high: float) -> str:
    if _euro(low) == _euro(high):
        return _euro(low)
    return gettext("%(low)s to %(high)s") % {"low": _euro(low), "high": _euro(high)}


def _times(value: float | None) -> str:
    return "–" if value is None else terms.plain_number(value, 1, page_language())


def price_table(found: Plain, url_of: Callable[[str], str]) -> dict[str, Any]:
    """All partners: the price as a range, beside the contribution of a year and what is set aside."""
    rows = []
    for price, row in zip(found["prices"], found["partners"], strict=True):
        contribution = row["leaver"]["contribution"]["value"]
        reserve = row["reserve"]["value"] if row["reserve"] else None
        rows.append(
            [
                {"text": price["name"], "url": url_of(price["id"])},
                _between(price["low"], price["high"]),
                _euro(contribution),
                _times(price["value"] / contribution if contribution else None),
                gettext("nothing yet") if reserve is None else _euro(reserve),
            ]
        )
    titles = (
        gettext("Partner"),
        gettext("Leaving probably costs"),
        gettext("Contribution a year"),
        gettext("Times the contribution, in the middle"),
        gettext("Set aside"),
    )
    return _table(titles, rows)


def _table(titles: tuple[str, ...], rows: list[list[Any]], texts: tuple[int, ...] = (0,)) -> dict[str, Any]:
    columns = [{"title": title, "number": place not in texts} for place, title in enumerate(titles)]
    return {"columns": columns, "rows": rows}


def staff_rows(found: Plain) -> list[dict[str, Any]]:
    """How many people work for each partner."""
    return [{"name": row["name"], "fte": row["staff"]["fte"]} for row in found["partners"]]


def partner_findings(found: Plain) -> list[dict[str, Any]]:
    """What leaving does, partner by partner; only those about whom there is something to say."""
    return [
        {"name": row["name"], "findings": row["findings"]} for row in found["partners"] if row["findings"]
    ]


def method_table(row: Plain) -> dict[str, Any]:
    """The sum by every method that counts."""
    language = page_language()
    rows = []
    for item in row["methods"]:
        amount = item["amount"]
        low = amount["value"] if amount["low"] is None else amount["low"]
        high = amount["value"] if amount["high"] is None else amount["high"]
        rows.append(
            [
                terms.render(item["text"], language),
                _euro(amount["value"]),
                _between(low, high),
                _euro(item["present_value"]["value"]),
                _times(item["times_contribution"]),
            ]
        )
    titles = (
        gettext("Method"),
        gettext("Sum, in the middle"),
        gettext("Probably between"),
        gettext("Worth on the day of leaving"),
        gettext("Times the contribution"),
    )
    return _table(titles, rows)


def stayer_table(row: Plain) -> dict[str, Any]:
    """What happens to each partner that stays."""
    stayers = row["stayers"]["rows"]
    has_votes = any(item["power_now"] is not None for item in stayers)
    rows = []
    for item in stayers:
        cells = [
            item["name"],
            _share(item["key_now"]),
            _share(item["key_after"]),
            _euro(item["cost_now"]),
            _euro(item["cost_after"]),
            _between(item["remaining"]["low"], item["remaining"]["high"]),
        ]
        if has_votes:
            cells += [_share(item["power_now"]), _share(item["power_after"])]
        rows.append(cells)
    titles = (
        gettext("Who stays"),
        gettext("Share of the costs now"),
        gettext("Share afterwards"),
        gettext("Cost a year now"),
        gettext("Cost a year afterwards"),
        gettext("Not covered by the sum, once"),
        *((gettext("Power now"), gettext("Power afterwards")) if has_votes else ()),
    )
    return _table(titles, rows)


def year_table(row: Plain) -> dict[str, Any]:
    """Year by year for the joint organisation: what stays, what comes in, the gap."""
    rows = [
        [
            gettext("Year %(number)s") % {"number": item["year"]},
            *map(_euro, (item["stranded"], item["received"], item["gap"])),
        ]
        for item in row["body"]["years"]
    ]
    titles = (
        gettext("Year after leaving"),
        gettext("Cost that stays"),
        gettext("Comes in"),
        gettext("Gap (below zero: money left)"),
    )
    return _table(titles, rows)


def trial(row: Plain, shared: Plain, asked: Mapping[str, str]) -> dict[str, Any]:
    """Another method for this partner, as asked in the address; what makes no sense there falls back."""
    word = asked.get("methode", "afbouw")
    word = word if word in METHODS else "afbouw"
    years = round(_within(asked.get("jaren"), 1, MOST_YEARS, 5))
    first = round(_within(asked.get("eerste"), 0, 100, 100))
    times = _within((asked.get("keer") or "").replace(",", "."), 0, MOST_TIMES, 3.0)
    choice = Choice(METHODS[word], years=years, first=first / 100, times=times)
    found = what_if(row, choice, discount_rate=shared["discount_rate"], damage_years=shared["damage_years"])
    plain: dict[str, Any] = to_plain(found)
    return {
        **plain,
        "word": word,
        "methods": _method_words(),
        "years": years,
        "most_years": MOST_YEARS,
        "first": first,
        "firsts": FIRST if first in FIRST else tuple(sorted({*FIRST, first}, reverse=True)),
        "times": times,
        "most_times": MOST_TIMES,
        "amount_text": _between(found.amount.low, found.amount.high),
        "worth_text": _euro(found.present_value.value),
        "left_text": _between(found.remaining.low, found.remaining.high),
        "is_asked": "methode" in asked,
    }


def _method_words() -> list[tuple[str, str]]:
    language = page_language()
    return [
        (word, terms.render(f"withdrawal.method_name.{kind.value}", language))
        for word, kind in METHODS.items()
    ]


def _within(text: str | None, least: float, most: float, otherwise: float) -> float:
    """A number from the address between two bounds."""
    try:
        value = float(text) if text else otherwise
    except ValueError:
        return otherwise
    return min(most, max(least, value)) if value == value else otherwise
