"""Finds a municipality or a taakveld by what people write, and what is near to it when nothing matches."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import cache

from vierkant.reference.facts import Abolished, Municipality, Taakveld
from vierkant.reference.tables import abolished_by_code, municipalities_by_code, taakvelden_by_code

NEAR = 0.6
"""Names less alike than this (0 to 1) are not suggested: below it unrelated names of equal length appear."""

_CODE = re.compile(r"(?:gm)?\s*(\d{1,4})", re.IGNORECASE)
_SUFFIX = re.compile(r"\s*\([^)]*\)$")
_PREFIX = re.compile(r"^gemeente\s+")
_ON_THE_RIVER = re.compile(r"\b(?:aan den|aan de|a/d|a\.d\.?)(?=\s)")


def municipality(code: str) -> Municipality | None:
    """The municipality of today with the code (``GM0534``), or None."""
    return municipalities_by_code().get(code)


def municipalities() -> tuple[Municipality, ...]:
    """All municipalities of today, in order of their code."""
    return tuple(municipalities_by_code().values())


def abolished(code: str) -> Abolished | None:
    """The abolished municipality with the code, or None. Complete from 2000 on, as far as the register goes."""
    return abolished_by_code().get(code)


def all_abolished() -> tuple[Abolished, ...]:
    """All abolished municipalities, the latest first."""
    return tuple(abolished_by_code().values())


def population(code: str, year: int) -> int | None:
    """Residents on 1 January of the year; None when the municipality or the year is not in the table.

    Abolished municipalities count too, in the years that they existed (2017 to 2022).
    """
    found = municipality(code) or abolished(code)
    return found.population.get(year) if found else None


def taakveld(code: str, year: int | None = None) -> Taakveld | None:
    """The taakveld with the code: as it was in the year, or as it is (or was last) without a year."""
    found = taakvelden_by_code().get(code.strip(), ())
    return next((item for item in reversed(found) if year is None or item.in_use(year)), None)


def taakvelden(year: int | None = None) -> tuple[Taakveld, ...]:
    """The taakvelden of a year in the order of the Iv3 list; of the latest year without a year."""
    everything = [item for found in taakvelden_by_code().values() for item in found]
    wanted = max(item.last_year for item in everything) if year is None else year
    return tuple(item for item in everything if item.in_use(wanted))


def municipality_code(text: str) -> str | None:
    """``534``, ``0534``, ``gm534`` and ``GM0534`` become ``GM0534``; None when the text is no code at all."""
    match = _CODE.fullmatch(text.strip())
    return f"GM{int(match.group(1)):04d}" if match else None


def find_municipality(text: str) -> Municipality | None:
    """The one municipality of today that the text means: a code, a name or an alias.

    Case, accents, apostrophes, hyphens and a leading "gemeente" do not matter; a province behind the name may
    help. None when nothing matches, and also when several do ("Bergen"): `suggest` then gives them.
    """
    code = municipality_code(text)
    if code is not None:
        return municipality(code)
    found = _names().get(_compact(text), ())
    return found[0] if len(found) == 1 else None


def find_abolished(text: str) -> Abolished | None:
    """The abolished municipality that the text means, by code, name or alias; None when none or several do."""
    code = municipality_code(text)
    if code is not None:
        return abolished(code)
    found = _abolished_names().get(_compact(text), ())
    return found[0] if len(found) == 1 else None


def suggest(text: str, n: int = 3) -> tuple[Municipality, ...]:
    """At most ``n`` municipalities of today that the text may mean, the likeliest first.

    The text matches one or more municipalities: those. It is the name or code of an abolished one: its
    successors. Otherwise municipalities whose name is alike; for an unknown code none, because codes that are
    alike belong to places that have nothing to do with each other.
    """
    exact = find_municipality(text)
    if exact is not None:
        return (exact,)[:n]
    if municipality_code(text) is None:
        same = _names().get(_compact(text), ())
        if same:
            return same[:n]
    gone = find_abolished(text)
    if gone is not None:
        return gone.successors[:n]
    return () if municipality_code(text) is not None else _alike(text, n)


def _alike(text: str, n: int) -> tuple[Municipality, ...]:
    wanted = _spaced(text)
    if not wanted:
        return ()
    best: dict[str, float] = {}
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    for key, item in _spaced_names():
        score = _likeness(matcher, key, wanted)
        if score > best.get(item.code, 0.0):
            best[item.code] = score
    today = municipalities_by_code()
    order = sorted(best, key=lambda code: (-best[code], today[code].name))
    return tuple(today[code] for code in order[:n])


def _likeness(matcher: SequenceMatcher[str], key: str, wanted: str) -> float:
    """0 to 1, or 0 below `NEAR`; a name that begins with or holds the written word is close."""
    matcher.set_seq1(key)
    likely = matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR
    score = matcher.ratio() if likely else 0.0
    if len(wanted) >= 3 and key.startswith(wanted):
        score = max(score, 0.9)
    elif len(wanted) >= 4 and wanted in key.split():
        score = max(score, 0.8)
    return score if score >= NEAR else 0.0


def _spaced(text: str) -> str:
    """Lower case without accents; everything but letters and digits becomes one space."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).strip()
    plain = _ON_THE_RIVER.sub("ad", _PREFIX.sub("", plain))
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def _compact(text: str) -> str:
    return _spaced(text).replace(" ", "")


def _written(item: Municipality) -> Iterable[str]:
    """The ways to write a name: with and without what stands in brackets, and with the province behind it."""
    yield item.name
    yield from item.aliases
    for name in (item.name, *item.aliases):
        base = _SUFFIX.sub("", name)
        yield base
        yield f"{base} {item.province}"


@cache
def _names() -> Mapping[str, tuple[Municipality, ...]]:
    """Compact name → the municipalities that it may mean.

    A full name wins from a derived one: "Utrecht" is the municipality, whatever else ends up at that key.
    """
    full: dict[str, list[Municipality]] = {}
    derived: dict[str, list[Municipality]] = {}
    for item in municipalities():
        names = {_compact(name) for name in (item.name, *item.aliases)}
        for key in names:
            full.setdefault(key, []).append(item)
        for key in {_compact(name) for name in _written(item)} - names:
            derived.setdefault(key, []).append(item)
    return {key: tuple(items) for key, items in {**derived, **full}.items()}


@cache
def _spaced_names() -> tuple[tuple[str, Municipality], ...]:
    rows: list[tuple[str, Municipality]] = []
    for item in municipalities():
        names = (item.name, *item.aliases)
        keys = {_spaced(name) for name in names} | {_spaced(_SUFFIX.sub("", name)) for name in names}
        rows.extend((key, item) for key in sorted(keys))
    return tuple(rows)


@cache
def _abolished_names() -> Mapping[str, tuple[Abolished, ...]]:
    found: dict[str, list[Abolished]] = {}
    for item in all_abolished():
        for key in {_compact(name) for name in (item.name, *item.aliases)}:
            found.setdefault(key, []).append(item)
    return {key: tuple(items) for key, items in found.items()}
