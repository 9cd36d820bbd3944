"""Culture side by side: where organisations are alike, where they differ, and where we cannot tell.

The input is what the release controller let out (`vierkant.privacy.disclosed`); nothing else can come in. Culture is
not good or bad here, and no number says whether a cooperation will succeed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from vierkant.organisation_scan.culture_quality import quality_of
from vierkant.organisation_scan.culture_results import (
    CultureDimension,
    CultureResult,
    Distance,
    Need,
    Pair,
    PairOnDimension,
    Position,
    Verdict,
    View,
    ViewOnDimension,
    Words,
)
from vierkant.organisation_scan.culture_verdicts import ALPHA, Adjusted, doubtful, towards
from vierkant.organisation_scan.culture_words import (
    certainty_of,
    computed,
    measured,
    size_of,
    start_for,
    summary_of,
    words_of,
)
from vierkant.quantities import Certainty, Message

if TYPE_CHECKING:
    from vierkant.privacy import Disclosable

PREFIX = "culture."
TOGETHER = "together"
Values = Mapping[str, Mapping[str, Any]]
"""What was released about culture in one wave, by key without the prefix."""

SOURCES = (
    "http://hinet.lindayi.me/paper.php?id=1191329",
    "https://www.scribd.com/document/486702643/3fe1ec25bd571b8e4fa4e33da63160de691b",
)
"""On cultural distance and the outcome of mergers: 46 studies, and an earlier version of it."""


def culture_of(disclosed: Mapping[str, Disclosable[Any]]) -> CultureResult:
    """What was measured about culture, in the newest wave among what is disclosed.

    Args:
        disclosed: as `vierkant.privacy.disclosed` or a release gives it; other statistics and cells are left alone.

    Returns:
        Profiles, comparisons, views, reliability. Without any released profile everything in it is empty.

    Raises:
        TypeError: something among it was not let out by the release controller.
    """
    # Imported here: NumPy comes with it, and takes longer to load than `vierkant --help` may take.
    from vierkant.privacy import Disclosable

    if not all(isinstance(item, Disclosable) for item in disclosed.values()):
        raise TypeError("only what the release controller let out is shown")
    ours = [item for item in disclosed.values() if item.key.startswith(PREFIX)]
    wave = ours[-1].wave if ours else ""
    values = {item.key.removeprefix(PREFIX): item.value for item in ours if item.wave == wave}
    profiles = [value for name, value in values.items() if name.startswith("profile.")]
    names = {str(profile["organisation"]): str(profile["name"]) for profile in profiles}
    adjusted = Adjusted(values)
    dimensions = _dimensions(values, profiles, names, adjusted)
    pairs = tuple(
        _pair(value, names, dimensions)
        for name, value in values.items()
        if name.startswith("pair.") and {value["first"], value["second"]} <= set(names)
    )
    labels = {dimension.key: dimension.name for dimension in dimensions}
    return CultureResult(
        wave=wave,
        questionnaire=str(profiles[0]["questionnaire"]) if profiles else "",
        organisations=tuple(names.items()),
        dimensions=dimensions,
        pairs=pairs,
        views=_views(values, names, dimensions, adjusted),
        quality=quality_of(values, names, labels),
        summary=summary_of(dimensions, names),
        no_prediction=Message("culture.no_prediction"),
        no_prediction_certainty=Certainty.MEDIUM,
        sources=SOURCES,
    )


def _dimensions(
    values: Values, profiles: Sequence[Mapping[str, Any]], names: Mapping[str, str], adjusted: Adjusted
) -> tuple[CultureDimension, ...]:
    if not profiles:
        return ()
    first = profiles[0]
    found = []
    for place, row in enumerate(first["dimensions"]):
        about = (str(first["questionnaire"]), bool(first["shipped"]))
        name = words_of(row, "name", *about) or str(row["key"])
        poles = words_of(row, "low", *about), words_of(row, "high", *about)
        rows = {str(profile["organisation"]): profile["dimensions"][place] for profile in profiles}
        pairs = tuple(_on_dimension(values, names, str(row["key"]), poles, adjusted))
        found.append(
            CultureDimension(
                key=str(row["key"]),
                name=name,
                low=poles[0],
                high=poles[1],
                is_value=bool(row["value"]),
                points=int(row["points"]),
                items=int(row["items"]),
                positions=tuple((key, _position(key, name, item)) for key, item in rows.items()),
                pairs=pairs,
                needs=tuple(_needs(rows, names, poles, adjusted)),
                **start_for(str(row["key"]), about, pairs),
            )
        )
    return tuple(found)


def _position(organisation: str, name: Words, row: Mapping[str, Any]) -> Position:
    def mean(part: str) -> Any:
        found = row[part]
        if found is None:
            return None
        return computed(
            f"{part}.{organisation}.{row['key']}",
            Message(f"culture.label.{part}", {"dimension": name}),
            found["mean"],
            "mean",
            ends=(found["low"], found["high"]),
            decimals=1,
            inputs=(measured("spread", found["spread"]),),
        )

    own = row["own"]
    return Position(mean("own"), mean("needed"), None if own is None else float(own["spread"]))


def _on_dimension(
    values: Values,
    names: Mapping[str, str],
    dimension: str,
    poles: tuple[Words | None, Words | None],
    adjusted: Adjusted,
) -> list[PairOnDimension]:
    found = []
    for name, value in values.items():
        if not name.startswith("pair.") or not {value["first"], value["second"]} <= set(names):
            continue
        row = next((item for item in value["dimensions"] if item["key"] == dimension), None)
        if row is not None:
            keys = (str(value["first"]), str(value["second"]))
            found.append(_compared(row, keys, (names[keys[0]], names[keys[1]]), poles, adjusted))
    return found


def _compared(
    row: Mapping[str, Any],
    keys: tuple[str, str],
    names: tuple[str, str],
    poles: tuple[Words | None, Words | None],
    adjusted: Adjusted,
) -> PairOnDimension:
    own, place = row["own"], ("own", *keys, str(row["key"]))
    verdict, doubt = adjusted.verdict(place, own)
    different = verdict is Verdict.DIFFERENT
    p = adjusted.different.get(place)
    needed, needed_text = _same_need(row, keys, names, poles, adjusted)
    size = size_of(own["g"]) if different else None
    certainty = certainty_of(p) if different and p is not None else None
    return PairOnDimension(
        first=keys[0],
        second=keys[1],
        first_name=names[0],
        second_name=names[1],
        verdict=verdict,
        doubt=doubt,
        effect=_effect(own, f"{keys[0]}.{keys[1]}.{row['key']}"),
        p=p,
        p_alike=adjusted.alike.get(place),
        size=size,
        certainty=certainty,
        text=_pair_text(verdict, own, names, poles, doubtful(doubt), size, certainty),
        needed=needed,
        needed_text=needed_text,
    )


def _effect(row: Mapping[str, Any] | None, name: str) -> Any:
    if row is None:
        return None
    ends = (row["low"], row["high"])
    inputs = (measured("points", row["points"]),)
    return computed(
        f"effect.{name}", Message("culture.label.effect"), row["g"], "effect", ends=ends, inputs=inputs
    )


def _pair_text(
    verdict: Verdict,
    row: Mapping[str, Any] | None,
    names: tuple[str, str],
    poles: tuple[Words | None, Words | None],
    doubt: Message,
    size: Any,
    certainty: Any,
) -> Message:
    said: dict[str, Words] = {"first": names[0], "second": names[1]}
    if verdict is Verdict.ALIKE:
        return Message("culture.pair.alike", said)
    if verdict is Verdict.UNCERTAIN or row is None:
        return Message("culture.pair.uncertain", {**said, "doubt": doubt})
    sure = Message(f"culture.certainty.{certainty.value}")
    return towards(
        "pair", row["g"], *poles, **said, size=Message(f"culture.size.{size.value}"), certainty=sure
    )


def _same_need(
    row: Mapping[str, Any],
    keys: tuple[str, str],
    names: tuple[str, str],
    poles: tuple[Words | None, Words | None],
    adjusted: Adjusted,
) -> tuple[Verdict | None, Message | None]:
    needed = row["needed"]
    if needed is None:
        return None, None
    verdict, doubt = adjusted.verdict(("needed", *keys, str(row["key"])), needed)
    said: dict[str, Words] = {"first": names[0], "second": names[1]}
    if verdict is Verdict.ALIKE:
        return verdict, Message("culture.same_need.alike", said)
    if verdict is Verdict.UNCERTAIN:
        return verdict, Message("culture.same_need.uncertain", {**said, "doubt": doubtful(doubt)})
    return verdict, towards("same_need", needed["g"], *poles, **said)


def _needs(
    rows: Mapping[str, Mapping[str, Any]],
    names: Mapping[str, str],
    poles: tuple[Words | None, Words | None],
    adjusted: Adjusted,
) -> list[Need]:
    found = []
    for key, row in rows.items():
        gap = row["gap"]
        if gap is None:
            continue
        verdict = adjusted.need(("gap", key, str(row["key"])), gap)
        if verdict is Verdict.DIFFERENT:
            text = towards("need", gap["points"], *poles, name=names[key])
        else:
            text = Message(f"culture.need.{verdict.value}", {"name": names[key]})
        number = computed(
            f"gap.{key}.{row['key']}",
            Message("culture.label.gap"),
            gap["points"],
            "gap",
            ends=(gap["low"], gap["high"]),
            decimals=1,
        )
        if number is not None:
            found.append(Need(key, names[key], number, verdict, text))
    return found


def _pair(value: Mapping[str, Any], names: Mapping[str, str], dimensions: Sequence[CultureDimension]) -> Pair:
    keys = (str(value["first"]), str(value["second"]))
    found = [
        item.verdict
        for dimension in dimensions
        for item in dimension.pairs
        if (item.first, item.second) == keys
    ]
    counts = {verdict: found.count(verdict) for verdict in Verdict}
    both: dict[str, Words] = {"first": names[keys[0]], "second": names[keys[1]]}
    said = {verdict.value: count for verdict, count in counts.items()}
    return Pair(
        first=keys[0],
        second=keys[1],
        first_name=names[keys[0]],
        second_name=names[keys[1]],
        alike=counts[Verdict.ALIKE],
        different=counts[Verdict.DIFFERENT],
        uncertain=counts[Verdict.UNCERTAIN],
        distance=_distance(value["distance"], f"{keys[0]}.{keys[1]}", both),
        text=Message("culture.pair.summary", {**both, **said, "count": len(found)}),
    )


def _distance(row: Mapping[str, Any] | None, name: str, both: Mapping[str, Words]) -> Distance | None:
    if row is None:
        return None

    def number(part: str, label: str) -> Any:
        inputs = (measured("raw", row["raw"], 2), measured("dimensions", row["dimensions"], 0))
        said = Message(f"culture.label.{label}")
        return computed(f"{label}.{name}", said, row[part], "distance", inputs=inputs)

    distance = number("corrected", "distance")
    if distance is None:
        return None
    differs = row["p"] is not None and row["p"] <= ALPHA
    return Distance(
        distance=distance,
        p=row["p"],
        differs=differs,
        elevation=number("elevation", "elevation"),
        shape=number("shape", "shape"),
        joint=number("mahalanobis", "joint"),
        text=Message(f"culture.distance.{'differs' if differs else 'not_shown'}", both),
    )


def _views(
    values: Values,
    names: Mapping[str, str],
    dimensions: Sequence[CultureDimension],
    adjusted: Adjusted,
) -> tuple[View, ...]:
    by_key = {dimension.key: dimension for dimension in dimensions}
    found = []
    for key, value in values.items():
        if not key.startswith("seen.") or value["organisation"] not in names:
            continue
        who, partner = str(value["organisation"]), str(value["partner"])
        partner_name: Words = names.get(partner) or Message("culture.others")
        rows = tuple(
            _view(row, (who, partner), (names[who], partner_name), by_key[row["key"]], values, adjusted)
            for row in value["dimensions"]
            if row["key"] in by_key
        )
        wrong = sum(row.verdict is Verdict.DIFFERENT for row in rows)
        right = sum(row.verdict is Verdict.ALIKE for row in rows)
        said: dict[str, Any] = {"name": names[who], "partner": partner_name}
        text = Message("culture.view.summary", {**said, "wrong": wrong, "right": right, "count": len(rows)})
        found.append(View(who, names[who], partner, partner_name, rows, wrong, text))
    return tuple(found)


def _view(
    row: Mapping[str, Any],
    keys: tuple[str, str],
    names: tuple[Words, Words],
    dimension: CultureDimension,
    values: Values,
    adjusted: Adjusted,
) -> ViewOnDimension:
    found, place = row["found"], ("seen", *keys, dimension.key)
    verdict, doubt = adjusted.verdict(place, found)
    said: dict[str, Words] = {"name": names[0], "partner": names[1]}
    if verdict is Verdict.DIFFERENT:
        text = towards("view", found["g"], dimension.low, dimension.high, **said)
    elif verdict is Verdict.ALIKE:
        text = Message("culture.view.alike", said)
    else:
        text = Message("culture.view.uncertain", {**said, "doubt": doubtful(doubt)})

    def mean(organisation: str, part: str) -> Any:
        profile = values.get(f"profile.{organisation}")
        rows = () if profile is None else profile["dimensions"]
        cell = next((item[part] for item in rows if item["key"] == dimension.key), None)
        if cell is None:
            return None
        label = Message(f"culture.label.{part}", {"dimension": dimension.name})
        ends = (cell["low"], cell["high"])
        name = f"{part}.{organisation}.{dimension.key}"
        return computed(name, label, cell["mean"], "mean", ends=ends, decimals=1)

    return ViewOnDimension(
        dimension=dimension.key,
        name=dimension.name,
        seen=mean(keys[0], "partner"),
        itself=None if keys[1] == TOGETHER else mean(keys[1], "direct"),
        effect=_effect(found, f"view.{keys[0]}.{keys[1]}.{dimension.key}"),
        p=adjusted.different.get(place),
        verdict=verdict,
        doubt=doubt,
        text=text,
    )
