"""From the stored voting power to what the page shows, and other votes to try."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext

from vierkant import terms
from vierkant.quantities import Unit, to_plain
from vierkant.voting_power import assess_votes
from vierkant.voting_power.blocs import bloc
from vierkant.voting_power.charts import CHARTS
from vierkant.voting_power.inputs import Voting
from vierkant.voting_power.rules import RuleError
from vierkant_web.templatetags.words import page_language

__all__ = ["CHARTS", "Trial", "councils", "drawing", "findings", "rules", "trial"]

Plain = Mapping[str, Any]
Row = dict[str, Any]
WEIGHT = {"red": 0, "amber": 1, "unknown": 2, "green": 3}
OWN_PAPERS = "docs/"
MOST_GROUPS = 12
"""Groups that the page shows; the number says how many there are."""
MOST_TRIED, MOST_VOTES = 60, 20_000
"""Partners and votes up to which trying answers at once."""
WIDTH = 900


def findings(found: Plain) -> list[Row]:
    """The heaviest first; a page of our own method is no source on screen."""
    rows = sorted(found["findings"], key=lambda row: WEIGHT[row["level"]])
    return [_shown(row) for row in rows]


def _shown(row: Plain) -> Row:
    own = row["source"] is not None and row["source"].startswith(OWN_PAPERS)
    return {**row, "source": None if own else row["source"]}


def drawing(found: Plain, address: Callable[[str], str]) -> Row:
    """What ``components/chart.html`` needs."""
    language = page_language()
    made = CHARTS["power"](found, language)
    return {
        "id": "chart-power",
        "src": address("svg"),
        "spec": address("json"),
        "alt": terms.render("voting_power.chart.title", language),
        "caption": " ".join(terms.render(message, language) for message in made.summary),
        "source": terms.render(made.source, language),
        "columns": [
            {"title": terms.render(title, language), "number": place > 0}
            for place, title in enumerate(made.header)
        ],
        "rows": made.rows,
        "width": WIDTH,
    }


def rules(found: Plain) -> list[Row]:
    """Every rule with its groups in names."""
    names = {row["id"]: row["name"] for rule in found["rules"] for row in rule["partners"]}
    return [
        {
            **rule,
            "findings": [_shown(row) for row in rule["findings"]],
            "deciding": _groups(rule["deciding"], names),
            "blocking": _groups(rule["blocking"], names),
            "with_quorum": any(row["power_all_come"] for row in rule["partners"]),
        }
        for rule in found["rules"]
    ]


def _groups(given: Plain, names: Plain) -> Row:
    language = page_language()
    listed = [
        terms.enumeration([names.get(item, item) for item in group], language) for group in given["sets"]
    ]
    number = given["number"]
    shown = listed[:MOST_GROUPS]
    return {"listed": shown, "number": number, "more": (number or len(shown)) - len(shown)}


def councils(found: Plain, positions: Plain | None) -> list[Row]:
    """What is to be decided, and how many councils each still needs: the councils' points, then the issues."""
    rows = [
        {"kind": row["kind"], "name": row["name"], "text": row["text"], "decided": row["standing"]["decided"]}
        for row in found["councils"]
    ]
    for issue in (positions or {}).get("issues") or ():
        if issue["councils"]:
            standing = issue["councils"]
            rows.append(
                {
                    "kind": "issue",
                    "name": issue["name"],
                    "text": standing["text"],
                    "decided": standing["decided"],
                }
            )
    return rows


@dataclass(frozen=True, slots=True)
class Trial:
    """Other votes, and what they do. ``rows`` are the fields with power now and then; ``faults`` are sentences."""

    rows: list[Row]
    quota: str
    faults: list[str]
    asked: bool
    headline: Any = None
    findings: tuple[Row, ...] = ()
    bloc: Row | None = None


def trial(found: Plain, asked: QueryDict) -> Trial:
    """The power with the votes in the address; with none there, the votes that were agreed."""
    given = any(name.startswith("stem-") for name in asked) or "nodig" in asked
    partners = found["partners"]
    texts = {row["id"]: asked.get(f"stem-{row['id']}", str(row["votes"])).strip() for row in partners}
    quota = asked.get("nodig", "" if found["quota_assumed"] else str(found["quota"])).strip()
    together = [row["id"] for row in partners if row["id"] in asked.getlist("blok")]
    rows = [
        {"id": row["id"], "name": row["name"], "text": texts[row["id"]], "now": _value(row["power"]),
         "together": row["id"] in together, "then": None}
        for row in partners
    ]  # fmt: skip
    faults = _faults(rows, quota, together)
    if faults or not given:
        return Trial(rows, quota, faults if given else [], given)
    return _tried(rows, quota, together)


def _value(computed: Plain | None) -> float | None:
    return computed["value"] if computed else None


def _faults(rows: list[Row], quota: str, together: list[str]) -> list[str]:
    """Everything that is wrong, at once."""
    found = [
        gettext("%(partner)s: fill in a whole number of votes, from 0.") % {"partner": row["name"]}
        for row in rows
        if _whole(row["text"]) is None
    ]
    total = sum(_whole(row["text"]) or 0 for row in rows)
    if len(rows) > MOST_TRIED or total > MOST_VOTES:
        said = gettext("Here you can try up to %(partners)s partners and %(votes)s votes together.")
        found.append(said % {"partners": MOST_TRIED, "votes": terms.plain_number(MOST_VOTES)})
    if quota and not _whole(quota):
        found.append(gettext("Votes needed: fill in a whole number from 1, or leave it empty."))
    elif quota and not found and (_whole(quota) or 0) > total:
        said = gettext("Votes needed: %(quota)s is more than all votes together (%(total)s).")
        found.append(said % {"quota": quota, "total": total})
    if not found and not total:
        found.append(gettext("Give at least one partner a vote."))
    if len(together) == 1:
        found.append(gettext("A bloc has at least two partners."))
    return found


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else None


def _tried(rows: list[Row], quota: str, together: list[str]) -> Trial:
    votes = {row["id"]: _whole(row["text"]) or 0 for row in rows}
    names = {row["id"]: row["name"] for row in rows}
    result = to_plain(assess_votes(Voting(votes=votes, quota=_whole(quota) or None), None, names))
    for row, then in zip(rows, result["partners"], strict=True):
        row["then"], row["text_then"] = _value(then["power"]), then["text"]
    return Trial(
        rows,
        quota,
        [],
        asked=True,
        headline=result["headline"],
        findings=tuple(findings(result)),
        bloc=_bloc(votes, result["quota"], together, names) if together else None,
    )


def _bloc(votes: Mapping[str, int], quota: int, together: list[str], names: Plain) -> Row | None:
    try:
        made = bloc(votes, quota, together)
    except RuleError:
        return None
    language = page_language()
    return {
        "names": terms.enumeration([names[name] for name in made.members], language),
        "apart": terms.number(made.apart, Unit.SHARE, 0, language),
        "together": terms.number(made.together, Unit.SHARE, 0, language),
        "others": [
            {
                "name": names[name],
                "before": terms.number(before, Unit.SHARE, 0, language),
                "after": terms.number(after, Unit.SHARE, 0, language),
            }
            for name, (before, after) in made.others.items()
        ],
    }
