"""How well the statements measure, and whether people of one organisation see the same: numbers with words beside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vierkant.organisation_scan.culture_results import ScaleQuality, Words
from vierkant.organisation_scan.culture_words import (
    agreement_text,
    computed,
    measured,
    reliability_text,
    team_text,
)
from vierkant.quantities import Computed, Message


def quality_of(
    values: Mapping[str, Mapping[str, Any]], names: Mapping[str, str], labels: Mapping[str, Words]
) -> tuple[ScaleQuality, ...]:
    """Reliability and agreement per organisation and dimension.

    Args:
        values: what was released about culture, by key without the prefix.
        names: organisation → name.
        labels: dimension → its name.
    """
    return tuple(_rows(values, names, labels))


def _rows(
    values: Mapping[str, Mapping[str, Any]], names: Mapping[str, str], labels: Mapping[str, Words]
) -> Iterator[ScaleQuality]:
    for key, value in values.items():
        if not key.startswith("scales.") or value["organisation"] not in names:
            continue
        organisation = str(value["organisation"])
        for row in value["scales"]:
            yield _quality(row, organisation, names[organisation], labels[row["key"]])


def _quality(row: Mapping[str, Any], organisation: str, name: str, label: Words) -> ScaleQuality:
    place = f"{organisation}.{row['key']}"

    def number(part: str, method: str, **more: Any) -> Computed | None:
        said = Message(f"culture.label.{method}")
        return computed(f"{method}.{place}", said, row[part], method, **more)

    limit = (measured("limit", row["limit"], 2),) if row["limit"] is not None else ()
    return ScaleQuality(
        organisation=organisation,
        name=name,
        dimension=str(row["key"]),
        dimension_name=label,
        alpha=number("alpha", "alpha", ends=(row["alpha_low"], row["alpha_high"])),
        omega=number("omega", "omega", ends=(row["omega_low"], row["omega_high"])),
        alpha_listwise=row["alpha_listwise"],
        omega_listwise=row["omega_listwise"],
        many_missing=bool(row["many_missing"]),
        agreement=number("rwgj", "agreement"),
        agreement_star=number("r_star_wgj", "agreement_star"),
        deviation=number("average_deviation", "deviation", inputs=limit),
        team=number("icc1", "team"),
        team_means=number("icc2", "team_means"),
        reliability_text=reliability_text(row["omega"], row["alpha"]),
        agreement_text=agreement_text(row["rwgj"]),
        team_text=team_text(row["icc1"]),
    )
