"""From the dossier to votes that give a chosen power."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from math import sqrt
from typing import Any

from django.core.cache import cache
from django.http import QueryDict
from django.utils.translation import gettext

from vierkant import terms
from vierkant.dossier.composing import complete_key, partner_name
from vierkant.dossier.parts import merge
from vierkant.dossier.problems import DossierError
from vierkant.dossier.reading import from_plain
from vierkant.dossier.sections import Dossier
from vierkant.dossier.voting import residents_of
from vierkant.quantities import Unit, to_plain
from vierkant.voting_power import assess_votes
from vierkant.voting_power.designer import MOST_TRIED, Index, design_weights, in_proportion
from vierkant.voting_power.inputs import Voting
from vierkant.voting_power.rules import RuleError
from vierkant_web.models import Section
from vierkant_web.permissions import Visit
from vierkant_web.section_rows import written_section
from vierkant_web.templatetags.words import page_language, say
from vierkant_web.voting_power.inputs import findings

AROUND = (
    Section.COOPERATION.value, Section.PARTNERS.value, Section.AGREEMENTS.value, Section.SOURCES.value,
)  # fmt: skip
SECTION = Section.AGREEMENTS.value
PRINCIPLES = ("inwoners", "wortel", "gelijk", "kosten")
INDICES: Mapping[str, Index] = {"kans": "banzhaf", "volgorde": "shapley_shubik"}
"""The word in the address → how power is measured."""
MAJORITIES = {"": None, "helft": 0.5, "twee-derde": 2 / 3, "drie-kwart": 0.75}
CACHED = 3600
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for, as it stands in the address."""

    principle: str
    index: str
    majority: str
    most: str

    @classmethod
    def read(cls, asked: QueryDict) -> Wish:
        """What the address says, with the plainest choice for what it does not."""
        principle, index = asked.get("uitgangspunt", ""), asked.get("maat", "")
        majority = asked.get("meerderheid", "")
        return cls(
            principle if principle in PRINCIPLES else PRINCIPLES[0],
            index if index in INDICES else "kans",
            majority if majority in MAJORITIES else "",
            asked.get("hoogstens", "").strip()[:6],
        )


@dataclass(frozen=True, slots=True)
class Around:
    """What the design rests on."""

    dossier: Dossier | None
    names: dict[str, str]
    content: Any
    """The agreements as they stand."""
    number: int
    """The number of their revision; 0 for none."""


def around(place: Visit) -> Around:
    """What the visitor may read of partners and agreements. One query."""
    rows = list(
        place.revisions().filter(section__in=AROUND).values_list("section", "partner", "content", "number")
    )
    plain = merge(
        {(section, partner): content for section, partner, content, _ in rows if content is not None}
    )
    standing = [(content, number) for section, partner, content, number in rows if section == SECTION]
    content, number = standing[0] if standing else (None, 0)
    try:
        dossier = from_plain(plain)
    except DossierError:
        return Around(None, {}, content, number)
    names = {partner.id: partner_name(partner) for partner in dossier.partners}
    return Around(dossier, names, content, number)


def designed(given: Around, wish: Wish) -> Row:
    """The design with its power beside the principle, or ``faults``: every reason at once."""
    shares = _principle(given.dossier, wish.principle) if given.dossier else {}
    lacking = [name for name in given.names if name not in shares]
    if lacking:
        listed = terms.enumeration([given.names[name] for name in lacking], page_language())
        return {"faults": [_lacking(wish.principle) % {"partners": listed}]}
    most = int(wish.most) if wish.most.isascii() and wish.most.isdecimal() else None
    if wish.most and most is None:
        return {"faults": [gettext("Votes to divide: fill in a whole number, or leave it empty.")]}
    try:
        found = _made([shares[name] for name in given.names], wish, most)
    except RuleError as error:
        return {"faults": [say(message) for message in error.messages]}
    return _in_words(given, shares, found)


def _made(shares: list[float], wish: Wish, most: int | None) -> Row:
    """The design and the plain way beside it; a search takes up to two seconds, so what it found is kept."""
    if len(shares) <= MOST_TRIED:
        return _both(shares, wish, most)
    about = json.dumps([shares, wish.index, wish.majority, most])
    key = "voting-design-" + sha256(about.encode()).hexdigest()
    found: Row | None = cache.get(key)
    if found is None:
        found = _both(shares, wish, most)
        cache.set(key, found, CACHED)
    return found


def _both(shares: list[float], wish: Wish, most: int | None) -> Row:
    index = INDICES[wish.index]
    design = design_weights(shares, index=index, quota_share=MAJORITIES[wish.majority], most_votes=most)
    return {"design": asdict(design), "plain": asdict(in_proportion(shares, index=index, most_votes=most))}


def _in_words(given: Around, shares: Mapping[str, float], found: Row) -> Row:
    design, plain = found["design"], found["plain"]
    whole = sum(shares.values())
    agreed = given.dossier.agreements.votes if given.dossier and given.dossier.agreements else {}
    votes = dict(zip(given.names, design["votes"], strict=True))
    result = to_plain(assess_votes(Voting(votes=votes, quota=design["quota"]), None, given.names))
    return {
        "faults": [],
        "quota": design["quota"],
        "total": sum(design["votes"]),
        "proven": design["proven"],
        "tried": terms.plain_number(design["tried"], 0, page_language()),
        "mean_gap": _points(design["mean_gap"]),
        "largest_gap": _points(design["largest_gap"]),
        "plain": {
            "quota": plain["quota"],
            "total": sum(plain["votes"]),
            "mean_gap": _points(plain["mean_gap"]),
            "largest_gap": _points(plain["largest_gap"]),
        },
        "rows": [
            {
                "id": name,
                "name": given.names[name],
                "votes": design["votes"][place],
                "agreed": agreed.get(name),
                "goal": _share(shares[name] / whole),
                "power": _share(design["power"][place]),
                "plain_votes": plain["votes"][place],
                "plain_power": _share(plain["power"][place]),
            }
            for place, name in enumerate(given.names)
        ],
        "headline": result["headline"],
        "findings": findings(result),
    }


def _share(value: float) -> str:
    return terms.number(value, Unit.SHARE, 1, page_language())


def _points(gap: float) -> str:
    """A difference between two shares, in percentage points."""
    return terms.plain_number(gap * 100, 1, page_language())


def _principle(dossier: Dossier, principle: str) -> dict[str, float]:
    if principle == "gelijk":
        return {partner.id: 1.0 for partner in dossier.partners}
    if principle == "kosten":
        return {name: share for name, share in (complete_key(dossier) or {}).items() if share > 0}
    known = residents_of(dossier)
    return {name: sqrt(number) for name, number in known.items()} if principle == "wortel" else known


def _lacking(principle: str) -> str:
    if principle == "kosten":
        return gettext("There is no complete key for the costs yet. It lacks: %(partners)s.")
    return gettext("We do not know the residents of: %(partners)s.")


def asked_votes(given: Around, posted: QueryDict) -> tuple[dict[str, int], int] | None:
    """The votes and the quota of the form; None when they are not whole numbers for all partners."""
    texts = {name: posted.get(f"stem-{name}", "") for name in given.names}
    quota = posted.get("nodig", "")
    if not texts or not all(_is_whole(text) for text in (*texts.values(), quota)):
        return None
    votes = {name: int(text) for name, text in texts.items()}
    return (votes, int(quota)) if 0 < int(quota) <= sum(votes.values()) else None


def _is_whole(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 8


def with_votes(content: Any, votes: Mapping[str, int], quota: int) -> tuple[Any, list[str]]:
    """The agreements with these votes, and what is wrong with them in sentences."""
    return written_section(SECTION, {**(content or {}), "votes": dict(votes), "quota": quota})


def standing_votes(content: Any, names: Mapping[str, str]) -> list[Row]:
    """The votes in agreements that somebody else saved."""
    votes = (content or {}).get("votes") or {}
    return [{"name": names.get(name, name), "votes": number} for name, number in votes.items()]
