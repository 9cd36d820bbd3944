"""The effect of a key in words and tables, as the designer's page shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, ngettext

from vierkant import terms
from vierkant.cost_sharing.designer import Mix, NoMix
from vierkant.cost_sharing.games import members
from vierkant.cost_sharing.growing_in import GrowingIn
from vierkant.cost_sharing.growth import Growth
from vierkant.cost_sharing.inputs import Ingredient
from vierkant.dossier.key_design import KeyGround
from vierkant.quantities import Unit
from vierkant_web.cost_sharing.inputs_designer import WORDS, Effect, Wish, ingredient_word
from vierkant_web.templatetags.words import page_language, say

Row = dict[str, Any]
NAMED_WHOLE = 5
"""Groups up to this many partners are named; of larger ones those that are not in it, when these "
"are fewer."""


def fields(ground: KeyGround, wish: Wish, section_url: Mapping[str, str]) -> list[Row]:
    """The ingredients as the form asks for them; of those that cannot be computed what is missing."""
    return [
        {
            "word": word,
            "label": ingredient_word(item),
            "value": wish.typed.get(word, ""),
            "accepted": item in wish.accepted,
            "known": item in ground.shares,
            "missing": [
                {"text": say(row.what), "url": section_url.get(row.section, "")}
                for row in ground.missing.get(item, ())[:1]
            ],
        }
        for item, word in WORDS.items()
    ]


def euro(value: float) -> str:
    """An amount as people say it."""
    return terms.number(value, Unit.EURO, 0, page_language())


def change(value: float) -> str:
    """A difference with its sign."""
    text = euro(abs(value))
    if text == euro(0.0):
        return gettext("the same")
    return (
        gettext("%(amount)s more") % {"amount": text}
        if value > 0
        else gettext("%(amount)s less") % {"amount": text}
    )


def group(ground: KeyGround, mask: int) -> str:
    """A group of partners by name."""
    names = list(ground.names.values())
    inside = [names[i] for i in members(mask)]
    outside = [name for i, name in enumerate(names) if not mask >> i & 1]
    if len(inside) > NAMED_WHOLE and len(outside) < len(inside):
        return gettext("everybody but %(names)s") % {"names": terms.enumeration(outside, page_language())}
    return terms.enumeration(inside, page_language())


def weights(mix: Mix) -> str:
    """A mix in words: 30% equal shares, 70% residents."""
    language = page_language()
    parts = [
        f"{terms.plain_number(100 * weight, 0 if abs(weight * 100 - round(weight * 100)) < 1e-9 else 1, language)}% "
        f"{ingredient_word(item)}"
        for item, weight in sorted(mix.weights.items(), key=lambda pair: -pair[1])
    ]
    return terms.enumeration(parts, language)


def weights_of(wish: Wish) -> str:
    """What was asked, in words."""
    total = wish.total or 1.0
    return weights(Mix({item: weight / total for item, weight in wish.weights.items()}, (), 0.0, 0, None))


def outcome(ground: KeyGround, found: Effect) -> Row:
    """Whether the key holds, who would leave, and what each pays."""
    return {
        "holds": found.holds,
        "weights": weights(found.mix),
        "lead": _lead(ground, found),
        "leavers": [_leaver(ground, mask, gain) for mask, gain in found.leavers],
        "total": euro(float(ground.costs[-1])),
        "rows": _amounts(ground, found.mix),
    }


def _lead(ground: KeyGround, found: Effect) -> str:
    if not found.holds:
        return gettext("This key does not hold: somebody pays less without the others.")
    words = {"group": group(ground, found.mix.mask), "amount": euro(found.mix.margin)}
    return (
        gettext(
            "This key holds: nobody and no group is better off without the others. Least room: "
            "%(group)s, %(amount)s a year."
        )
        % words
    )


def _leaver(ground: KeyGround, mask: int, gain: float) -> str:
    words = {"group": group(ground, mask), "amount": euro(gain)}
    if len(members(mask)) == 1:
        return gettext("%(group)s pays %(amount)s a year less when it does this alone.") % words
    return gettext("%(group)s pay %(amount)s a year less together, without the others.") % words


def _amounts(ground: KeyGround, mix: Mix) -> list[Row]:
    language = page_language()
    total = float(ground.costs[-1])
    rows = []
    for i, name in enumerate(ground.names.values()):
        amount, alone, residents = mix.amounts[i], float(ground.costs[1 << i]), ground.residents[i]
        rows.append(
            {
                "name": name,
                "share": terms.number(amount / total, Unit.SHARE, 1, language) if total > 0 else "–",
                "amount": euro(amount),
                "per_resident": f"€ {terms.plain_number(amount / residents, 2, language)}"
                if residents
                else "–",
                "today": change(amount - ground.today[i]),
                "alone": change(amount - alone),
                "is_dearer": amount > alone + 0.5,
            }
        )
    return rows


def searched(ground: KeyGround, found: Mix | NoMix | None) -> Row | None:
    """What the search for the simplest mix found: the mix, or why there is none."""
    if found is None:
        return None
    if isinstance(found, Mix):
        return {
            "found": True,
            "title": gettext("The simplest key that keeps everybody in"),
            "lines": [_found_line(ground, found)],
        }
    masks = found.certificate.masks
    lines = [_proof(ground, found), _nearest(ground, found), *_way_out(found)]
    if found.certificate.exact:
        lines.append(gettext("This is proven, not guessed: we checked it with exact fractions."))
    return {
        "found": False,
        "title": gettext("No mix of these building blocks keeps everybody in"),
        "groups": [group(ground, mask) for mask in masks] if len(masks) > 1 else [],
        "lines": lines,
    }


def _found_line(ground: KeyGround, mix: Mix) -> str:
    words = {"weights": weights(mix), "group": group(ground, mix.mask), "amount": euro(mix.margin)}
    return (
        gettext(
            "Divide the cost like this: %(weights)s. The group with least room is %(group)s: it "
            "still saves %(amount)s a year."
        )
        % words
    )


def _proof(ground: KeyGround, found: NoMix) -> str:
    proof = found.certificate
    if len(proof.masks) == 1:
        words = {"group": group(ground, proof.masks[0]), "amount": euro(proof.least)}
        return (
            gettext(
                "Whatever weights you choose: %(group)s always pays at least %(amount)s a year more "
                "than without the others."
            )
            % words
        )
    return gettext(
        "What keeps one of these groups in drives another one out: with every mix at least one of "
        "them pays less without the others."
    )


def _nearest(ground: KeyGround, found: NoMix) -> str:
    words = {
        "weights": weights(found.nearest),
        "group": group(ground, found.nearest.mask),
        "amount": euro(-found.nearest.margin),
    }
    return (
        gettext(
            "The nearest is %(weights)s. Then %(group)s pays %(amount)s a year more than without the others."
        )
        % words
    )


def _way_out(found: NoMix) -> list[str]:
    if not found.divisible:
        return [
            gettext(
                "No other division would keep everybody in either: together it is dearer than in "
                "parts. First make the cooperation cheaper, or do less together."
            )
        ]
    if found.helps:
        names = [ingredient_word(item) for item in found.helps]
        return [
            gettext("It can be done when one of these takes part too: %(names)s.")
            % {"names": terms.enumeration(names, page_language())}
        ]
    if found.all_help:
        return [gettext("It can be done when all building blocks take part.")]
    return [
        gettext(
            "Another division does keep everybody in, but not one of these building blocks. Look at "
            "the most balanced key, beside the others."
        )
    ]


def path(ground: KeyGround, found: GrowingIn | None) -> Row | None:
    """Growing in, year by year, and what can be said about it."""
    if found is None:
        return None
    years = len(found.path) - 1
    columns = [{"title": gettext("Partner"), "number": False}, {"title": gettext("As now"), "number": True}]
    columns += [
        {"title": gettext("Year %(year)s") % {"year": year}, "number": True} for year in range(1, years + 1)
    ]
    rows = [[name, *(euro(row[i]) for row in found.path)] for i, name in enumerate(ground.names.values())]
    verdict = [gettext("holds") if margin >= 0 else gettext("does not hold") for margin in found.margins]
    rows.append([gettext("Does it hold?"), *verdict])
    return {"columns": columns, "rows": rows, "lines": _path_lines(ground, found)}


def _path_lines(ground: KeyGround, found: GrowingIn) -> list[str]:
    lines = []
    if not found.today_holds:
        words = {"group": group(ground, found.masks[0]), "amount": euro(-found.margins[0])}
        lines.append(
            gettext(
                "Divided as now, it does not hold: %(group)s pays %(amount)s a year more than "
                "without the others."
            )
            % words
        )
    if found.holds_from is None:
        lines.append(
            gettext("The key itself does not hold, so no path to it can. This path goes wrong least.")
        )
    elif found.is_straight:
        lines.append(gettext("Every year an equal step from how it is divided now to the key."))
    else:
        lines.append(
            gettext(
                "With equal steps it would hold from year %(straight)s only. This path holds from "
                "year %(year)s."
            )
            % {"straight": found.straight_from, "year": found.holds_from}
        )
    names = list(ground.names.values())
    bearers = [(names[i], value) for i, value in enumerate(found.bears) if value >= 1000]
    if bearers:
        listed = terms.enumeration([f"{name} ({euro(value)})" for name, value in bearers], page_language())
        lines.append(
            gettext("For that these pay more than with equal steps, over all years together: %(names)s.")
            % {"names": listed}
        )
    return lines


def over_time(ground: KeyGround, found: Effect) -> Row:
    """Growth and shrink in sentences."""
    grown: Growth = found.growth
    key = grown.keys["mix"]
    lines = []
    if any(ground.rates):
        lines.append(_years_line(ground, grown))
        if key.recalibrate and key.breaks is None:
            lines.append(gettext("When the shares follow the figures of each year, it holds all ten years."))
    else:
        lines.append(
            gettext("No partner says how much it will grow or shrink, so the next ten years are as now.")
        )
    broken = [case for case in grown.stress if case.margins["mix"] < 0]
    if found.holds and not broken:
        lines.append(gettext("It also holds when any one partner grows or shrinks by 10%."))
    names = list(ground.names.values())
    for case in broken[:4] if found.holds else ():
        words = {"partner": names[case.partner], "group": group(ground, case.masks["mix"])}
        text = gettext("If %(partner)s grows by 10%%, this is better off without the others: %(group)s.")
        if case.factor < 1:
            text = gettext(
                "If %(partner)s shrinks by 10%%, this is better off without the others: %(group)s."
            )
        lines.append(text % words)
    if not found.counts_anew:
        lines.append(gettext("The costs of each combination stay as they are here; only the shares change."))
    return {"lines": lines, "recalibrate": max((key.recalibrate or 5) - 1, 1)}


def _years_line(ground: KeyGround, grown: Growth) -> str:
    key = grown.keys["mix"]
    if key.recalibrate is None:
        return gettext(
            "With the growth that partners expect, and the shares of now, the key holds for ten years."
        )
    if key.recalibrate == 0:
        return gettext("The key does not hold now; growth of the partners is not what breaks it.")
    words = {"year": key.recalibrate, "group": group(ground, key.fixed_masks[key.recalibrate])}
    return (
        ngettext(
            "With the shares of now it does not hold any more after %(year)s year: %(group)s is then "
            "better off without the others. Look at the key again before that.",
            "With the shares of now it does not hold any more after %(year)s years: %(group)s is "
            "then better off without the others. Look at the key again before that.",
            key.recalibrate,
        )
        % words
    )


def standing(design: Mapping[str, Any]) -> str:
    """The key that stands in the dossier, in words."""
    kind = design.get("key")
    if not kind:
        return gettext("No key.")
    found = {Ingredient(name): weight for name, weight in (design.get("weights") or {}).items() if weight}
    if kind == "mixed" and found:
        return weights(Mix(found, (), 0.0, 0, None))
    return terms.render(f"dossier.key_kind.{kind}", page_language())
