"""How crowded and how scattered the field is in which a cooperation comes: measured in the national register.

The measures are those of ``docs/methods/register.md``. The literature gives no limits: every number stands beside that
of the middle municipality of the country. The register holds no private forms, so all counts are low.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import combinations
from math import fsum, log2
from statistics import fmean, median

from vierkant.quantities import (
    Certainty,
    Computed,
    Confidence,
    Explanation,
    Finding,
    Input,
    Level,
    Message,
    MessageArgument,
    Number,
    Unit,
)
from vierkant.reference import abolished, arrangements_of, municipalities, municipality, partners
from vierkant.reference.forms import BODY_FORMS, LegalForm

SOURCE = "Register van Overheidsorganisaties, gemeenschappelijke regelingen, 16 mei 2026"
CHAIN_SOURCE = "docs/methods/register.md"

Region = frozenset[str]
"""The codes of the municipalities of today in one arrangement."""

Measure = Callable[[Sequence[Region]], float | None]

_MOST_NAMES = 3


def complexity(
    codes: Sequence[str], form: LegalForm | None, budget_shares: Mapping[str, float] | None = None
) -> tuple[Computed, ...]:
    """The measures for the municipalities of a cooperation.

    Args:
        codes: codes of municipalities (``GM0534``); one that is gone counts as its successors, others are left out.
        form: the form that is chosen, for the steps from council to desk; None leaves them out.
        budget_shares: name of an arrangement → its share of the money, when known; any positive amounts do.

    Returns:
        ``bodies``, ``percentile``, ``partners``, ``congruence``, ``modal_region``, ``entropy``, and where they can be
        made ``steps`` and ``effective_number``. Without a known municipality only these last two.
    """
    own = _today(codes)
    found: list[Computed] = []
    if own:
        found.extend(_measured(own))
    if form is not None:
        found.append(_steps(form))
    if budget_shares:
        found.append(_effective(budget_shares))
    return tuple(found)


def findings(codes: Sequence[str], form: LegalForm | None) -> tuple[Finding, ...]:
    """Whether the cooperation comes in a field that is crowded or scattered, and whether it could be placed elsewhere.

    Compared with the middle municipality, because no limit is known; the certainty is low. Empty without a known
    municipality.
    """
    own = _today(codes)
    if not own:
        return ()
    found = []
    bodies, country = fmean(len(regions(code)) for code in own), _country("bodies")
    if bodies > country and (form is None or form in BODY_FORMS):
        found.append(
            _finding(
                "crowded",
                Level.AMBER,
                {"number": Number(bodies, Unit.NUMBER, 1), "median": Number(country, Unit.NUMBER)},
            )
        )
    overlap, middle = _mean(own, congruence), _country("congruence")
    if overlap is not None and overlap < middle:
        numbers = {"number": Number(overlap, Unit.SHARE), "median": Number(middle, Unit.SHARE)}
        found.append(_finding("incongruent", Level.AMBER, dict(numbers)))
    found.extend(_elsewhere(frozenset(own)))
    return tuple(found)


def _elsewhere(own: Region) -> Iterable[Finding]:
    """Arrangements in which all of them already take part: those of exactly them, otherwise the smallest others."""
    if len(own) < 2:
        return
    shared = [item for item in arrangements_of(min(own)) if own <= partners(item).codes]
    same = [item.name for item in shared if partners(item).codes == own]
    if same:
        yield _finding("same_partners", Level.GREEN, {"names": _listed(same)})
    elif shared:
        shared.sort(key=lambda item: (len(partners(item).codes), item.name))
        yield _finding("holding", Level.GREEN, {"names": _listed([item.name for item in shared])})


def _listed(names: Sequence[str]) -> str:
    rest = len(names) - _MOST_NAMES
    return "; ".join(names[:_MOST_NAMES]) + (f" + {rest}" if rest > 0 else "")


def _finding(name: str, level: Level, arguments: Mapping[str, MessageArgument]) -> Finding:
    return Finding(
        id=f"grip.{name}",
        level=level,
        text=Message(f"complexity.finding.{name}", arguments),
        action=Message(f"complexity.action.{name}"),
        source=SOURCE,
        certainty=Certainty.LOW,
    )


def regions(code: str) -> tuple[Region, ...]:
    """The municipalities in each arrangement of a municipality of today, itself included."""
    return _regions().get(code, ())


@cache
def _regions() -> Mapping[str, tuple[Region, ...]]:
    return {
        item.code: tuple(partners(each).codes for each in arrangements_of(item.code))
        for item in municipalities()
    }


def congruence(sets: Sequence[Region]) -> float | None:
    """Mean Jaccard overlap over all pairs of arrangements, 0 to 1; None with fewer than two."""
    pairs = [len(left & right) / len(left | right) for left, right in combinations(sets, 2)]
    return fsum(pairs) / len(pairs) if pairs else None


def modal_region(sets: Sequence[Region]) -> Region:
    """The set that occurs most; of equals the one that holds most of the others, then the first in order of codes."""
    counted = Counter(sets)

    def rank(region: Region) -> tuple[int, int, list[str]]:
        held = sum(count for other, count in counted.items() if other <= region)
        return (-counted[region], -held, sorted(region))

    return min(counted, key=rank, default=frozenset())


def within_modal_region(sets: Sequence[Region]) -> float | None:
    """The share of the arrangements that lie within the modal region, 0 to 1; None without arrangements."""
    if not sets:
        return None
    modal = modal_region(sets)
    return sum(region <= modal for region in sets) / len(sets)


def entropy(sets: Sequence[Region]) -> float | None:
    """Shannon entropy of the partner sets, in bits; None without arrangements."""
    if not sets:
        return None
    shares = [count / len(sets) for count in Counter(sets).values()]
    return abs(fsum(share * log2(share) for share in shares))


def distinct_partners(sets: Sequence[Region]) -> float:
    """The number of other municipalities over all arrangements of one municipality."""
    return float(max(len(frozenset().union(*sets)) - 1, 0))


def percentile(value: float, country: Sequence[float]) -> float:
    """The share of the values below it, with equal ones for half, 0 to 1."""
    below = sum(item < value for item in country)
    equal = sum(item == value for item in country)
    return (below + equal / 2) / len(country)


def effective_number(shares: Iterable[float]) -> float:
    """One over the sum of squared shares (the inverse Herfindahl index); amounts are made into shares first.

    Raises:
        ValueError: an amount is negative, or all are zero.
    """
    amounts = list(shares)
    total = fsum(amounts)
    if total <= 0 or min(amounts) < 0:
        raise ValueError("amounts must be positive")
    return 1 / fsum((amount / total) ** 2 for amount in amounts)


def chain(form: LegalForm) -> tuple[str, ...]:
    """Who stands between the council and the desk, the council first; words in ``locale/complexity.toml``."""
    return _chains()[form.value]


@cache
def _chains() -> Mapping[str, tuple[str, ...]]:
    path = resources.files("vierkant.grip").joinpath("complexity_chains.toml")
    return {key: tuple(links) for key, links in tomllib.loads(path.read_text(encoding="utf-8")).items()}


def _today(codes: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for code in codes:
        gone = abolished(code)
        if municipality(code) is not None:
            found[code] = None
        elif gone is not None:
            found.update(dict.fromkeys(item.code for item in gone.successors))
    return tuple(found)


_MEASURES: Mapping[str, Measure] = {
    "bodies": lambda sets: float(len(sets)),
    "partners": distinct_partners,
    "congruence": congruence,
    "modal_region": within_modal_region,
    "entropy": entropy,
}
_UNITS = {"congruence": Unit.SHARE, "modal_region": Unit.SHARE}
_DECIMALS = {"bodies": 1, "entropy": 1}


@cache
def _country(name: str) -> float:
    """The median over all municipalities of today."""
    values = [_MEASURES[name](sets) for sets in _regions().values()]
    return float(median(value for value in values if value is not None))


def _mean(codes: Sequence[str], measure: Measure) -> float | None:
    values = [measure(regions(code)) for code in codes]
    known = [value for value in values if value is not None]
    return fmean(known) if known else None


def _measured(codes: Sequence[str]) -> Iterable[Computed]:
    for name, measure in _MEASURES.items():
        value = _mean(codes, measure)
        if value is not None:
            yield _computed(name, value, _inputs(name, codes))
        if name == "bodies" and value is not None:
            country = [float(len(sets)) for sets in _regions().values()]
            yield _computed("percentile", percentile(value, country), _inputs("bodies", codes), Unit.SHARE)


def _inputs(name: str, codes: Sequence[str]) -> tuple[Input, ...]:
    """The value of each municipality, and of the middle one of the country."""
    unit, decimals = _UNITS.get(name, Unit.NUMBER), _DECIMALS.get(name, 0) if name != "bodies" else 0
    rows = []
    for code in codes:
        value, found = _MEASURES[name](regions(code)), municipality(code)
        if value is not None and found is not None:
            label = Message("complexity.input.municipality", {"name": found.name})
            rows.append(Input(label, value, unit, Confidence.PUBLISHED, SOURCE, decimals=decimals))
    middle = Message("complexity.input.median")
    rows.append(Input(middle, _country(name), unit, Confidence.PUBLISHED, SOURCE, decimals=decimals))
    return tuple(rows)


def _computed(name: str, value: float, inputs: tuple[Input, ...], unit: Unit | None = None) -> Computed:
    return Computed(
        id=name,
        label=Message(f"complexity.label.{name}"),
        value=value,
        unit=unit or _UNITS.get(name, Unit.NUMBER),
        decimals=0 if value.is_integer() else _DECIMALS.get(name, 0),
        explanation=Explanation(
            Message(f"complexity.method.{name}"), inputs, sources=(SOURCE,), certainty=Certainty.MEDIUM
        ),
    )


def _steps(form: LegalForm) -> Computed:
    links = chain(form)
    told: dict[str, MessageArgument] = {
        "chain": _arrow([Message(f"complexity.link.{link}") for link in links])
    }
    count = Input(
        Message("complexity.input.links"), float(len(links)), Unit.NUMBER, Confidence.ESTIMATED, CHAIN_SOURCE
    )
    return Computed(
        id="steps",
        label=Message("complexity.label.steps"),
        value=float(len(links) - 1),
        unit=Unit.NUMBER,
        explanation=Explanation(
            Message("complexity.method.steps", told),
            (count,),
            sources=(CHAIN_SOURCE,),
            certainty=Certainty.LOW,
        ),
    )


def _arrow(links: Sequence[Message]) -> Message:
    """The links behind each other; a message in a message, because each has its own translation."""
    first, *rest = links
    told = first
    for link in rest:
        told = Message("complexity.arrow", {"before": told, "after": link})
    return told


def _effective(shares: Mapping[str, float]) -> Computed:
    total = fsum(shares.values())
    inputs = tuple(
        Input(
            Message("complexity.input.share", {"name": name}),
            amount / total,
            Unit.SHARE,
            Confidence.ASSUMED,
            None,
        )
        for name, amount in shares.items()
    )
    value = effective_number(shares.values())
    return Computed(
        id="effective_number",
        label=Message("complexity.label.effective_number"),
        value=value,
        unit=Unit.NUMBER,
        decimals=1,
        explanation=Explanation(
            Message("complexity.method.effective_number"), inputs, certainty=Certainty.MEDIUM
        ),
    )
