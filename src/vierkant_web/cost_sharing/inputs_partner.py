"""From the stored division of the cost to the page of one council: what it pays, the others, and what to ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from vierkant import terms
from vierkant.quantities import Unit
from vierkant_web.cost_sharing.inputs import SAME, about, change, euro, names_of
from vierkant_web.templatetags.words import page_language, say

Plain = Mapping[str, Any]
Row = dict[str, Any]
TEXT = "cost_sharing.partner."
AGREEMENTS = frozenset(
    f"{TEXT}{name}" for name in ("growing_in", "reason", "no_reason", "recalibrate", "no_recalibrate")
)
"""The sentences about what was agreed: they have a part of the page of their own."""
MOST_QUESTIONS = 7


def row_of(found: Plain, partner: str) -> Row | None:
    """The partner among those that share the cost."""
    return next((row for row in found["partners"] if row["id"] == partner), None)


def key_of(found: Plain, identifier: str | None) -> Row | None:
    """A key that could be counted."""
    return next((row for row in found["keys"] if row["id"] == identifier and row["amounts"]), None)


def amount_of(key: Plain | None, partner: str) -> Row | None:
    """What the partner pays under the key."""
    return next((row for row in key["amounts"] if row["partner"] == partner), None) if key else None


def shown(found: Plain, row: Plain) -> Row:
    """Everything about one partner that follows from the division alone."""
    key = key_of(found, row["key"])
    own = amount_of(key, row["id"])
    sentences = [text for text in row["text"] if text["id"].startswith(TEXT)]
    return {
        "key": key,
        "own": own,
        "notes": _notes(own),
        "sentences": [text for text in sentences if text["id"] not in AGREEMENTS],
        "agreements": [text for text in sentences if text["id"] in AGREEMENTS],
        "others": _others(found, key),
        "cheapest": _cheapest(found, row, key, own),
    }


def _notes(own: Plain | None) -> dict[str, str]:
    """A line under each number: per resident, against today, against alone."""
    if own is None:
        return {}
    per_resident, language = own["per_resident"], page_language()
    gain = own["gain"]
    beside = (
        gettext("together is %(amount)s cheaper") if gain > 0 else gettext("together is %(amount)s dearer")
    )
    return {
        "amount": gettext("%(amount)s per resident")
        % {"amount": f"€\u00a0{terms.plain_number(per_resident, 2, language)}"}
        if per_resident is not None
        else "",
        "today": gettext("with this key: %(change)s") % {"change": change(own["change"], about)},
        "alone": beside % {"amount": about(abs(gain))}
        if abs(gain) >= SAME
        else gettext("as dear as together"),
    }


def _others(found: Plain, key: Plain | None) -> Row | None:
    """What everybody pays with this key."""
    if key is None:
        return None
    names, language = names_of(found), page_language()
    rows = [
        [
            names[row["partner"]],
            euro(row["amount"]["value"]),
            "–" if row["share"] is None else terms.number(row["share"], Unit.SHARE, 1, language),
            change(row["change"]),
            _beside_alone(row["gain"]),
        ]
        for row in key["amounts"]
    ]
    titles = (
        gettext("Partner"),
        gettext("Pays per year"),
        gettext("Share of the cost"),
        gettext("Against now"),
        gettext("Against alone"),
    )
    return {
        "columns": [{"title": title, "number": place > 0} for place, title in enumerate(titles)],
        "rows": rows,
    }


def _beside_alone(gain: float) -> str:
    if abs(gain) < SAME:
        return gettext("the same")
    amount = {"amount": euro(abs(gain))}
    return gettext("%(amount)s less") % amount if gain > 0 else gettext("%(amount)s more") % amount


def _cheapest(found: Plain, row: Plain, key: Plain | None, own: Plain | None) -> list[str]:
    """The keys under which this partner pays least and most, and who pays for the cheap one."""
    lowest, highest = key_of(found, row["lowest"]), key_of(found, row["highest"])
    if lowest is None or highest is None:
        return []
    least, most = amount_of(lowest, row["id"]), amount_of(highest, row["id"])
    if least is None or most is None:
        return []
    said = gettext(
        "%(partner)s pays least with “%(lowest)s”: %(low)s per year. It pays most with "
        "“%(highest)s”: %(high)s."
    )
    words = {
        "partner": row["name"],
        "lowest": say(lowest["label"]),
        "low": about(least["amount"]["value"]),
        "highest": say(highest["label"]),
        "high": about(most["amount"]["value"]),
    }
    return [said % words, *_who_bears(found, lowest, key or highest)]


def _who_bears(found: Plain, lowest: Plain, beside: Plain) -> list[str]:
    """Whom the cheapest key for one makes pay more than the key beside it."""
    if lowest["id"] == beside["id"]:
        return [
            gettext(
                "That is the key shown here. What is cheap for one is dear for another: see below"
                " what the others pay."
            )
        ]
    names = names_of(found)
    dearer = [
        (row["amount"]["value"] - other["amount"]["value"], names[row["partner"]])
        for row, other in zip(lowest["amounts"], beside["amounts"], strict=True)
    ]
    extra, name = max(dearer)
    if extra < SAME:
        return []
    said = gettext(
        "What is cheap for one is dear for another: with “%(lowest)s” %(name)s pays "
        "%(extra)s more than with “%(beside)s”."
    )
    return [
        said
        % {
            "lowest": say(lowest["label"]),
            "name": name,
            "extra": about(extra),
            "beside": say(beside["label"]),
        }
    ]


def votes(result: Plain, partner: str, own: Plain | None) -> Row | None:
    """The votes and the power of the partner beside its share of the cost; None without votes."""
    rows = (result.get("voting") or {}).get("partners") or ()
    row = next((item for item in rows if item["id"] == partner), None)
    if row is None:
        return None
    language = page_language()
    share = own["share"] if own else None
    return {
        "text": row["text"],
        "cost_share": None if share is None else terms.number(share, Unit.SHARE, 0, language),
        "vote_share": terms.number(row["vote_share"]["value"], Unit.SHARE, 0, language),
    }


def questions(found: Plain, row: Plain, page: Plain, voted: Plain | None, leaving: Plain | None) -> list[str]:
    """What somebody with little time can ask, with the numbers of this partner in it."""
    asked = [
        *_about_amount(row, page["key"], page["own"]),
        *_about_groups(found, row, page["key"]),
        *_about_votes(voted),
    ]
    if leaving is not None:
        said = gettext("What would it cost us to leave: %(low)s to %(high)s? What do we set aside for it?")
        asked.append(said % {"low": about(leaving["low"]), "high": about(leaving["high"])})
    asked.append(_about_again(page["agreements"]))
    return asked[:MOST_QUESTIONS]


def _about_amount(row: Plain, key: Plain | None, own: Plain | None) -> list[str]:
    alone = about(row["alone"]["value"])
    checked = gettext("Alone it would cost us %(alone)s per year. Who computed that, and who checked it?")
    if key is None or own is None:
        why = gettext("Which key do we want, and can we explain what we then pay?")
        return [why, checked % {"alone": alone}]
    words = {
        "amount": about(own["amount"]["value"]),
        "change": about(abs(own["change"])),
        "key": say(key["label"]),
    }
    asked = [gettext("Can we explain why we pay %(amount)s per year, with the key “%(key)s”?") % words]
    if own["change"] >= SAME:
        asked.append(
            gettext(
                "We pay %(change)s per year more than now. What do we get for it, and what is it taken from?"
            )
            % words
        )
    elif own["change"] <= -SAME:
        asked.append(
            gettext(
                "We pay %(change)s per year less than now. When is that money really free, and "
                "what stays behind with us?"
            )
            % words
        )
    if own["gain"] <= -SAME:
        said = gettext(
            "Together is %(loss)s per year dearer for us than alone. Which quality or security is that worth?"
        )
        asked.append(said % {"loss": about(-own["gain"])})
    else:
        asked.append(checked % {"alone": alone})
    low, high = own["amount"]["low"], own["amount"]["high"]
    if low is not None and high is not None:
        said = gettext(
            "Our amount probably lies between %(low)s and %(high)s. Who pays when it turns out worse?"
        )
        asked.append(said % {"low": about(low), "high": about(high)})
    return asked


def _about_groups(found: Plain, row: Plain, key: Plain | None) -> list[str]:
    if key is None:
        return []
    names, language = names_of(found), page_language()
    groups = [group for group in key["subgroups"] if len(group["partners"]) > 1]
    with_us = [group for group in groups if row["id"] in group["partners"]]
    if with_us:
        said = gettext(
            "With %(others)s we would be %(gain)s per year better off without the rest. Why "
            "do we stay, and what do we ask for it?"
        )
        others = [names[item] for item in with_us[0]["partners"] if item != row["id"]]
        return [said % {"others": terms.enumeration(others, language), "gain": about(with_us[0]["gain"])}]
    if groups:
        said = gettext(
            "%(group)s together would be %(gain)s per year better off without the rest. What "
            "do we pay when they go?"
        )
        group = terms.enumeration([names[item] for item in groups[0]["partners"]], language)
        return [said % {"group": group, "gain": about(groups[0]["gain"])}]
    return [gettext("Does this key still keep everybody in when one partner grows and another shrinks?")]


def _about_votes(voted: Plain | None) -> list[str]:
    if voted is None:
        return []
    if voted["cost_share"] is None:
        return [
            gettext("We have %(votes)s of the votes. Can we stop a rise of the contribution?")
            % {"votes": voted["vote_share"]}
        ]
    said = gettext(
        "We bear %(share)s of the cost and have %(votes)s of the votes. Can we stop a "
        "rise of the contribution?"
    )
    return [said % {"share": voted["cost_share"], "votes": voted["vote_share"]}]


def _about_again(agreements: list[Plain]) -> str:
    for text in agreements:
        if text["id"] == f"{TEXT}recalibrate":
            years = terms.number(text["arguments"]["years"]["value"], Unit.YEARS, 0, page_language())
            said = gettext(
                "The key is looked at again after %(years)s. Who may ask for that sooner, and "
                "what happens when nobody agrees?"
            )
            return said % {"years": years}
    return gettext("When do we look at this key again, and who may ask for it?")
