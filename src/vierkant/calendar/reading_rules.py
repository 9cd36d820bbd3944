"""What it would cost to work out a recurrence, told from its text: a file decides how long nobody waits.

The library steps from the first day of a series until it is past the window, and until the year 9999 when no day
ever fits ("every 30 February"). So each rule is weighed first, and a file has a budget.
"""

from __future__ import annotations

import re
from datetime import date
from math import ceil

BUDGET = 2_000_000
"""Microseconds, about, that all rules of one file may take together."""
_STEP_DAYS = {"DAILY": 1.0, "WEEKLY": 7.0, "MONTHLY": 30.4, "YEARLY": 365.25}
_STEP_COST = {"DAILY": 2.0, "WEEKLY": 2.5, "MONTHLY": 4.0, "YEARLY": 26.0}
"""Microseconds of one step of dateutil 2.9 on one core, measured."""
_OTHER = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"}
_FILTERS = {"BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS"}
_BY_DAY = re.compile(r"^([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)$")
_WHOLE = re.compile(r"^[+-]?[0-9]{1,4}$")
_UNTIL = re.compile(r"^[0-9]{8}(T[0-9]{6}Z?)?$")


def cost(rule: str, first: date, window_end: date) -> int | None:
    """Microseconds, about, to work out a rule from its first day to the end of the window.

    None for a rule that no meeting has: every minute, an interval of nothing, a part that does not exist.
    """
    parts = _parts(rule)
    if parts is None:
        return None
    frequency, interval = parts["FREQ"], int(parts.get("INTERVAL", "1"))
    surely = _is_sure(frequency, interval, parts)
    last = window_end.year + 5 if surely else 9999
    days = max(last - first.year, 1) * 365.25
    return ceil(days / (_STEP_DAYS[frequency] * interval) * _STEP_COST[frequency])


def _parts(rule: str) -> dict[str, str] | None:
    """The parts of a rule in capitals; None when one of them is not for meetings."""
    parts: dict[str, str] = {}
    for part in rule.strip().strip(";").upper().split(";"):
        name, _, value = part.partition("=")
        if not value or name in parts or name not in _OTHER | _FILTERS:
            return None
        parts[name] = value
    if parts.get("FREQ") not in _STEP_DAYS or ("COUNT" in parts and "UNTIL" in parts):
        return None
    numbers = [parts.get("INTERVAL", "1"), parts.get("COUNT", "1")]
    if not all(
        text.isdecimal() and text.isascii() and 1 <= int(text) <= 1000 for text in (n[:5] for n in numbers)
    ):
        return None
    lists = ((name, parts[name].split(",")) for name in _FILTERS & set(parts))
    for name, values in lists:
        pattern = _BY_DAY if name == "BYDAY" else _WHOLE
        if len(values) > 60 or not all(pattern.match(value) for value in values):
            return None
    return parts if _UNTIL.match(parts.get("UNTIL", "20270101")) else None


def _is_sure(frequency: str, interval: int, parts: dict[str, str]) -> bool:
    """Whether a day that fits surely comes along within a few years."""
    filters = _FILTERS & set(parts)
    if not filters:
        return True
    days = [_BY_DAY.match(text) for text in parts.get("BYDAY", "MO").split(",")]
    with_number = any(found is not None and found[1] is not None for found in days)
    if frequency == "DAILY":
        return filters == {"BYDAY"} and interval == 1 and not with_number
    if frequency == "WEEKLY":
        return filters <= {"BYDAY", "BYMONTH"} and interval <= 4 and _within(parts, "BYMONTH", 12)
    if {"BYDAY", "BYMONTHDAY"} <= filters or (
        "BYSETPOS" in filters and (with_number or "BYDAY" not in filters)
    ):
        return False
    if frequency == "MONTHLY" and interval > (1 if "BYMONTH" in filters else 12):
        return False
    if frequency == "YEARLY" and (interval > 5 or (with_number and "BYMONTH" not in filters)):
        return False
    limits = (("BYMONTH", 12), ("BYMONTHDAY", 28), ("BYSETPOS", 4))
    return all(_within(parts, name, most) for name, most in limits)


def _within(parts: dict[str, str], name: str, most: int) -> bool:
    return all(1 <= abs(int(text)) <= most for text in parts[name].split(",")) if name in parts else True
