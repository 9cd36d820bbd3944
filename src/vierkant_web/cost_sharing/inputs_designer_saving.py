"""From the designer's form to the sections that it saves: the key, and the shares in the agreements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext

from vierkant.cost_sharing.designer import mixed
from vierkant.cost_sharing.inputs import Ingredient
from vierkant.dossier.key_design import KeyGround
from vierkant.dossier.sections import KeyBasis
from vierkant_web.cost_sharing.inputs_designer import WORDS, Wish
from vierkant_web.section_rows import written_section

Plain = Mapping[str, Any]
SECTIONS = ("key_design", "agreements")
FIELDS = (*WORDS.values(), "jaren", "reden", "herijken", "afspraken")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be saved: content by section, and the number of the revision that the form was filled from."""

    contents: Mapping[str, Any]
    seen: Mapping[str, int]


def asked(posted: QueryDict, plain: Plain, ground: KeyGround, wish: Wish) -> tuple[Asked | None, list[str]]:
    """What is to be saved, or why not, in sentences."""
    problems = list(wish.problems)
    years = posted.get("herijken", "").strip()
    if years and not (years.isascii() and years.isdecimal() and 1 <= int(years[:4]) <= 20):
        problems.append(gettext("Look at it again after: fill in a whole number of years, from 1 to 20."))
    if problems or not wish.weights:
        return None, problems
    seen = {name: _number(posted.get(f"seen_{name}", "")) for name in SECTIONS}
    contents: dict[str, Any] = {"key_design": _design(posted, plain.get("key_design") or {}, wish)}
    if posted.get("afspraken"):
        contents["agreements"] = _agreements(plain, ground, wish)
    written: dict[str, Any] = {}
    for section, content in contents.items():
        written[section], wrong = written_section(section, content)
        problems += wrong
    return (None, problems) if problems else (Asked(written, seen), [])


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def whole(weights: Mapping[Ingredient, float]) -> dict[Ingredient, float]:
    """The weights in four decimals that together are exactly 1: the largest takes what rounding leaves."""
    total = fsum(weights.values())
    found = {item: round(weight / total, 4) for item, weight in weights.items()}
    largest = max(found, key=lambda item: found[item])
    found[largest] = round(1.0 - fsum(value for item, value in found.items() if item is not largest), 4)
    return found


def _design(posted: QueryDict, standing: Plain, wish: Wish) -> dict[str, Any]:
    weights = whole(wish.weights)
    single = len(weights) == 1
    content = {
        **standing,
        "key": next(iter(weights)).value if single else "mixed",
        "weights": {item.value: weight for item, weight in weights.items()},
        "growing_in_years": wish.years,
    }
    accepted = posted.getlist("mee")
    if accepted:
        content["accepted"] = [item.value for item, word in WORDS.items() if word in accepted]
    years = posted.get("herijken", "").strip()
    content["recalibrate_years"] = int(years) if years else None
    content["reason"] = posted.get("reden", "").strip() or None
    return {name: value for name, value in content.items() if value is not None}


def _agreements(plain: Plain, ground: KeyGround, wish: Wish) -> dict[str, Any]:
    """The agreements with the shares of this key; a partner without costs pays nothing."""
    mix = mixed(ground.costs, ground.shares, whole(wish.weights))
    total = fsum(mix.amounts)
    shares = {name: round(amount / total, 4) for name, amount in zip(ground.names, mix.amounts, strict=True)}
    largest = max(shares, key=lambda name: shares[name])
    shares[largest] = round(1.0 - fsum(value for name, value in shares.items() if name != largest), 4)
    key = {row["id"]: {"value": shares.get(row["id"], 0.0)} for row in plain.get("partners", ())}
    names = {item.value for item in KeyBasis}
    only = next(iter(wish.weights)).value if len(wish.weights) == 1 else "mixed"
    return {
        **(plain.get("agreements") or {}),
        "cost_key": key,
        "cost_key_basis": only if only in names else "mixed",
    }


def query_of(posted: QueryDict) -> str:
    """The form as an address, so that nothing that was typed is lost."""
    names = (*WORDS.values(), "jaren", "variant")
    pairs = [(name, posted.get(name, "")) for name in names if posted.get(name)]
    pairs += [("mee", str(word)) for word in posted.getlist("mee")]
    return urlencode(pairs)


def fields_again(posted: QueryDict, seen: Mapping[str, int]) -> list[tuple[str, str]]:
    """The same form once more, on top of what stands now."""
    pairs = [(name, posted.get(name, "")) for name in FIELDS if posted.get(name)]
    pairs += [("mee", str(word)) for word in posted.getlist("mee")]
    return [*pairs, *((f"seen_{name}", str(seen.get(name, 0))) for name in SECTIONS)]
