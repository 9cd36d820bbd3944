"""From the dossier and what is asked to the effect of a key: amounts, who would leave, growing in, growth."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext

from vierkant import terms
from vierkant.cost_sharing.core import better_off
from vierkant.cost_sharing.designer import Mix, NoMix, mixed, simplest_mix
from vierkant.cost_sharing.games import GameError
from vierkant.cost_sharing.growing_in import MOST_YEARS, GrowingIn, growing_in
from vierkant.cost_sharing.growth import Growth, growth
from vierkant.cost_sharing.inputs import Ingredient
from vierkant.dossier.key_design import MOST_LIVE, KeyGround, changed_by, key_ground, with_weights
from vierkant.dossier.problems import DossierError
from vierkant.dossier.reading import from_plain
from vierkant_web.jobs.current import content_digest
from vierkant_web.templatetags.words import page_language, say

__all__ = ["MOST_LIVE", "Ground", "Wish", "effect", "found_mix", "ground_of", "read_wish"]

Plain = Mapping[str, Any]
Changing = Callable[[Sequence[float]], tuple[Any, Mapping[Ingredient, Any]]]
WORDS: Mapping[Ingredient, str] = {
    Ingredient.EQUAL: "gelijk",
    Ingredient.RESIDENTS: "inwoners",
    Ingredient.USE: "afname",
    Ingredient.HISTORIC: "inbreng",
    Ingredient.GRANT: "rijksgeld",
    Ingredient.STAND_ALONE: "alleen",
}
"""What an ingredient is called in the address."""
MOST_KEPT = 8


@dataclass(frozen=True, slots=True)
class Ground:
    """What there is to design on: ``ground`` is None while there are no two partners with costs (``too_many`` False)
    or there are more than can be shown at once. ``fault`` says why the costs cannot be used."""

    ground: KeyGround | None
    too_many: bool
    fault: str = ""
    changed: Changing | None = None
    """How the game and the ingredients change when partners grow; what was counted once is kept."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked: weights in percent, ingredients that may take part, years of growing in. ``typed`` is what stands
    in the fields; ``problems`` what is wrong with it, in sentences."""

    weights: Mapping[Ingredient, float]
    accepted: tuple[Ingredient, ...]
    years: int
    typed: Mapping[str, str]
    searching: bool
    problems: tuple[str, ...] = ()

    @property
    def total(self) -> float:
        """Percent in all."""
        return sum(self.weights.values())


_kept: OrderedDict[str, Ground] = OrderedDict()


def ground_of(plain: dict[str, Any]) -> Ground:
    """The game and the ingredients of what a visitor may see.

    Counting every combination takes a twentieth of a second with sixteen partners: a process keeps the last few, by
    the digest of the dossier. The shared cache of the site would need more time to read the half megabyte.
    """
    digest = content_digest(plain)
    found = _kept.pop(digest, None) or _made(plain)
    _kept[digest] = found
    while len(_kept) > MOST_KEPT:
        _kept.popitem(last=False)
    return found


def _made(plain: dict[str, Any]) -> Ground:
    try:
        dossier = from_plain(plain)
    except DossierError:
        return Ground(None, False)
    too_many = len(dossier.partners) > MOST_LIVE
    try:
        found = None if too_many else key_ground(dossier)
    except GameError as error:
        return Ground(None, too_many, say(error.message))
    changed = changed_by(dossier) if found is not None else None
    return Ground(found, too_many, changed=_remembered(changed) if changed else None)


def _remembered(changed: Changing) -> Changing:
    """The same, but every change is counted once: none of them depends on the weights."""

    @cache
    def once(factors: tuple[float, ...]) -> tuple[Any, Mapping[Ingredient, Any]]:
        return changed(factors)

    return lambda factors: once(tuple(factors))


def read_wish(asked: QueryDict, ground: KeyGround, design: Plain) -> Wish:
    """What the address asks for; what stands in the dossier when it asks nothing."""
    if not any(name in asked for name in (*WORDS.values(), "jaren", "zoek")):
        return _standing(ground, design)
    problems: list[str] = []
    typed = {word: asked.get(word, "").strip()[:12] for word in (*WORDS.values(), "jaren")}
    weights = {}
    for item, word in WORDS.items():
        weight = _percent(typed[word])
        if weight is None:
            words = {"name": ingredient_word(item), "text": typed[word]}
            problems.append(gettext("%(name)s: “%(text)s” is no percentage from 0 to 100.") % words)
        elif weight > 0 and item in ground.shares:
            weights[item] = weight
    years = _whole(typed["jaren"])
    if years is None or years > MOST_YEARS:
        problems.append(
            gettext("Years of growing in: fill in a whole number from 0 to %(most)s.") % {"most": MOST_YEARS}
        )
    if not weights and "zoek" not in asked:
        problems.append(gettext("Give at least one building block more than 0%."))
    accepted = tuple(
        item for item, word in WORDS.items() if word in asked.getlist("mee") and item in ground.shares
    )
    return Wish(weights, accepted, min(years or 0, MOST_YEARS), typed, "zoek" in asked, tuple(problems))


def _standing(ground: KeyGround, design: Plain) -> Wish:
    """The key of the dossier; without one by residents, or equal."""
    weights = {Ingredient(name): 100.0 * weight for name, weight in (design.get("weights") or {}).items()}
    single = {item.value: item for item in Ingredient}.get(design.get("key") or "")
    if single is not None:
        weights = {single: 100.0}
    weights = {item: weight for item, weight in weights.items() if weight > 0 and item in ground.shares}
    if not weights:
        weights = {Ingredient.RESIDENTS if Ingredient.RESIDENTS in ground.shares else Ingredient.EQUAL: 100.0}
    accepted = tuple(Ingredient(name) for name in design.get("accepted") or ())
    years = int(design.get("growing_in_years") or 0)
    return replace(
        Wish(
            weights, tuple(item for item in accepted or Ingredient if item in ground.shares), years, {}, False
        ),
        typed=_typed(weights, years),
    )


def _typed(weights: Mapping[Ingredient, float], years: int) -> dict[str, str]:
    found = {word: _short(weights.get(item, 0.0)) for item, word in WORDS.items()}
    return {**found, "jaren": str(years)}


def _short(percent: float) -> str:
    text = terms.plain_number(percent, 3, page_language())
    return text.rstrip("0").rstrip(",.") if "," in text or "." in text else text


def _percent(text: str) -> float | None:
    bare = text.rstrip("%").strip().replace(",", ".")
    if not bare:
        return 0.0
    if bare.count(".") > 1 or not bare.replace(".", "").isdecimal() or not bare.isascii():
        return None
    return float(bare) if float(bare) <= 100 else None


def _whole(text: str) -> int | None:
    if not text:
        return 0
    return int(text) if text.isascii() and text.isdecimal() else None


def found_mix(ground: KeyGround, wish: Wish) -> tuple[Wish, Mix | NoMix | None]:
    """The simplest mix of the accepted ingredients, and the wish with its weights in the fields."""
    try:
        found = simplest_mix(ground.costs, ground.shares, accepted=wish.accepted)
    except GameError as error:
        return replace(wish, problems=(*wish.problems, say(error.message))), None
    mix = found.nearest if isinstance(found, NoMix) else found
    weights = {item: 100.0 * weight for item, weight in mix.weights.items()}
    return replace(wish, weights=weights, typed=_typed(weights, wish.years)), found


@dataclass(frozen=True, slots=True)
class Effect:
    """What a key does."""

    mix: Mix
    holds: bool
    leavers: tuple[tuple[int, float], ...]
    path: GrowingIn | None
    growth: Growth
    counts_anew: bool


def effect(given: Ground, wish: Wish) -> Effect | None:
    """The effect of the weights that are asked; None when there are none."""
    ground = given.ground
    if ground is None or given.changed is None or not wish.weights:
        return None
    mix = mixed(ground.costs, ground.shares, wish.weights)
    leavers = better_off(ground.costs, mix.amounts, least=0.5)  # half a euro a year is nobody's reason
    path = None
    if wish.years and sum(ground.today) > 0:
        path = growing_in(ground.costs, ground.today, mix.amounts, wish.years)
    grown = growth(with_weights(given.changed, mix.weights), ground.rates)
    return Effect(mix, not leavers, leavers, path, grown, ground.counts_anew)


def ingredient_word(item: Ingredient) -> str:
    """What an ingredient is called on screen."""
    return terms.render(f"dossier.key_ingredient.{item.value}", page_language())
