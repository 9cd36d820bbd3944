"""From the name of a time zone in a calendar file to a zone that exists, also for the names that Outlook makes up."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

HOME = "Europe/Amsterdam"
_BY_OFFSETS = {
    (60, 120): HOME, (60,): HOME, (120,): "Europe/Athens", (0, 60): "Europe/London", (120, 180): "Europe/Athens",
    (0,): "UTC",
}  # fmt: skip
"""Offsets from UTC in minutes that a file gives a zone → a zone with the same clock now."""
_UTC = re.compile(r"^(?:.*/)?(?:utc|z|etc/utc|gmt)$", re.IGNORECASE)
_OFFSET = re.compile(r"(?:UTC|GMT)\s?([+-])([0-9]{1,2}):?([0-9]{2})?", re.IGNORECASE)
_HERE = re.compile(
    r"amsterdam|berlij?n|brussel|parijs|paris|west-europa|western? europe|midden-europa", re.IGNORECASE
)


def known_zone(name: str, offsets: Collection[int] = ()) -> str | None:
    """The zone of the tz database that is meant; None when nobody can tell.

    ``offsets`` are what the file itself says of the zone, in minutes from UTC.
    """
    # Loads the tables of a large library.
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    tidy = name.strip().strip('"').strip()
    if _UTC.match(tidy):
        return "UTC"
    # "/freeassociation.sourceforge.net/Europe/Amsterdam": the name stands at the end.
    parts = tidy.strip("/").split("/")
    for start in range(len(parts)):
        candidate = "/".join(parts[start:])
        if candidate in _zones():
            return candidate
    if tidy in WINDOWS_TO_OLSON and WINDOWS_TO_OLSON[tidy] in _zones():
        return str(WINDOWS_TO_OLSON[tidy])
    if offsets:
        return _BY_OFFSETS.get(tuple(sorted(offsets)))
    if _HERE.search(tidy):
        return HOME
    found = _OFFSET.search(tidy)
    if found is not None:
        minutes = (int(found[2]) * 60 + int(found[3] or 0)) * (-1 if found[1] == "-" else 1)
        return _BY_OFFSETS.get((minutes,))
    return None


@cache
def _zones() -> frozenset[str]:
    from zoneinfo import available_timezones  # reads a folder; only files with a zone need it

    return frozenset(available_timezones())
