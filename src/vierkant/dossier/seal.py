"""Frozen at the decision: what was known, promised and assumed then, under a fingerprint that shows every change.

A seal holds numbers and keys, no sentences that somebody wrote: nothing personal can hide in what can never be taken
back. Every later comparison is against it (`vierkant.dossier.seal_comparison`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any

from pydantic import TypeAdapter

from vierkant.dossier.figures import figures
from vierkant.dossier.sections import Dossier
from vierkant.dossier.writing import digest
from vierkant.quantities import Figure, Message, Unit, to_plain

FORMAT = "vierkant-seal"
VERSION = 1


class DecidedBy(StrEnum):
    """Which bodies decided; never the name of a person."""

    COUNCILS = "councils"
    MUNICIPAL_EXECUTIVES = "municipal_executives"
    BOARD = "board"
    MANAGEMENT = "management"


class Part(StrEnum):
    """What a sealed number is."""

    BASELINE = "baseline"
    """What there was before."""
    PROMISE = "promise"
    """What was promised: saving, service, money and hours."""
    ASSUMPTION = "assumption"
    """What the calculation rested on."""


class SealError(ValueError):
    """A file is no seal, or was changed after it was made. ``message`` says what is wrong and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.id)
        self.message = message


@dataclass(frozen=True, slots=True)
class SealedFigure:
    """A figure of the dossier as it stood; ``key`` names its place (section, row, fields), with ``/`` between."""

    part: Part
    key: str
    value: float
    low: float | None
    high: float | None
    confidence: str


@dataclass(frozen=True, slots=True)
class SealedResult:
    """An outcome as it was computed then. ``partner`` is the key of a partner, None for all together."""

    id: str
    partner: str | None
    value: float
    low: float | None
    high: float | None
    unit: Unit


@dataclass(frozen=True, slots=True)
class Seal:
    """What was decided. ``fingerprint`` is the SHA-256 of all the rest, in canonical JSON."""

    sealed_on: date
    decided_by: DecidedBy
    engine_version: str
    dossier_digest: str
    rules_on: date
    seed: int
    draws: int
    form: str | None
    start_year: int | None
    figures: tuple[SealedFigure, ...]
    results: tuple[SealedResult, ...]
    fingerprint: str


_TYPES = TypeAdapter(Seal)
"""What may stand where; anybody can make a fingerprint that fits."""

_PARTS: Mapping[str, Mapping[str, Part]] = {
    "partners": {"residents": Part.BASELINE},
    "tasks": {
        "volume": Part.BASELINE,
        "own_fte": Part.BASELINE,
        "cost_per_fte": Part.BASELINE,
        "other_cost": Part.BASELINE,
        "planned_saving": Part.PROMISE,
    },
    "functions": {"presence": Part.ASSUMPTION},
    "people": {"hours_reserved": Part.PROMISE, "euros_reserved": Part.PROMISE},
    "ledger": {"hours": Part.PROMISE, "euros": Part.PROMISE},
    "measures": {"hours": Part.PROMISE, "euros": Part.PROMISE},
    "agreements": {"cost_key": Part.PROMISE, "transition_budget": Part.PROMISE},
    "indicators": {"baseline": Part.BASELINE, "target": Part.PROMISE},
    "channels": {
        "contacts": Part.BASELINE,
        "handling": Part.BASELINE,
        "open_hours": Part.BASELINE,
        "mark": Part.BASELINE,
        "norm_seconds": Part.PROMISE,
        "norm_share": Part.PROMISE,
        "open_hours_together": Part.PROMISE,
    },
    "counters": {
        "open_hours": Part.BASELINE,
        "visits": Part.BASELINE,
        "open_hours_together": Part.PROMISE,
    },
    "risks": {"chance": Part.ASSUMPTION, "impact": Part.ASSUMPTION},
    "finances": {
        "vat": Part.ASSUMPTION,
        "wage_harmonisation": Part.ASSUMPTION,
        "stranded_overhead": Part.ASSUMPTION,
        "exit_reserve": Part.PROMISE,
        "resilience": Part.BASELINE,
    },
    "transition_costs": {"amount": Part.PROMISE},
}
"""Which figures are sealed, and as what. Measurements from after the start, and views of people, are not."""

_OUTCOMES = ("baseline", "structural", "npv_5", "npv_10", "negative_npv_10", "peak_funding")
_VULNERABILITY = ("days_now", "days_together")
_RESERVED = ("hours_reserved", "euros_reserved")
_RESULTS = frozenset({*_OUTCOMES, "promised", *_VULNERABILITY, *_RESERVED})


def make_seal(
    dossier: Dossier, assessment: Mapping[str, Any], *, sealed_on: date, decided_by: DecidedBy
) -> Seal:
    """Seal the decided variant.

    Args:
        dossier: as it was decided.
        assessment: of this very dossier, as plain JSON (`Assessment.to_dict`).
        sealed_on: the day of the decision.
        decided_by: the bodies that decided.

    Raises:
        ValueError: the assessment is of another dossier.
    """
    name = digest(dossier)
    if assessment["dossier_digest"] != name:
        raise ValueError("the assessment is of another dossier")
    rest = {
        "sealed_on": sealed_on,
        "decided_by": decided_by,
        "engine_version": assessment["engine_version"],
        "dossier_digest": name,
        "rules_on": date.fromisoformat(assessment["rules_on"]),
        "seed": assessment["seed"],
        "draws": assessment["draws"],
        "form": assessment["agreed_form"] if dossier.agreements and dossier.agreements.form else None,
        "start_year": assessment["start_year"],
        "figures": tuple(sealed_figures(dossier, assessment)),
        "results": tuple(sealed_results(assessment)),
    }
    return Seal(**rest, fingerprint=_fingerprint(to_plain(rest)))


def sealed_figures(dossier: Dossier, assessment: Mapping[str, Any]) -> Iterator[SealedFigure]:
    """The figures that a seal holds, and the parameters that counted beside them, in order of their key."""
    found = {item.key: item for item in (*_figures(dossier), *_parameters(assessment))}
    yield from (found[key] for key in sorted(found))


def _figures(dossier: Dossier) -> Iterator[SealedFigure]:
    for place in figures(dossier):
        where = place.where
        section = where.section or ""
        if section == "assumptions":
            yield _sealed(Part.ASSUMPTION, f"assumptions/{'.'.join(where.fields)}", place.figure)
            continue
        part = next((kind for name, kind in _PARTS.get(section, {}).items() if name in where.fields), None)
        if part is not None:
            row = where.name or (str(where.row) if where.row is not None else "")
            key = "/".join(filter(None, (section, row, *where.fields)))
            yield _sealed(part, key, place.figure)


def _sealed(part: Part, key: str, figure: Figure) -> SealedFigure:
    return SealedFigure(part, key, figure.value, figure.low, figure.high, figure.confidence.value)


def _parameters(assessment: Mapping[str, Any]) -> Iterator[SealedFigure]:
    """Our own numbers as they counted then: a later version may bring better ones."""
    case = assessment.get("business_case")
    for row in case["parameters"] if case else ():
        key = f"assumptions/business_case.{row['name']}"
        if not row["overridden"]:
            yield SealedFigure(Part.ASSUMPTION, key, row["value"], row["low"], row["high"], "assumed")


def sealed_results(assessment: Mapping[str, Any]) -> Iterator[SealedResult]:
    """The outcomes that a seal holds."""
    case = assessment.get("business_case")
    if case:
        for partner, outcome in [(None, case["total"])] + [
            (row["id"], row["outcome"]) for row in case["partners"]
        ]:
            for name in _OUTCOMES:
                yield _result(name, partner, outcome[name])
        for row in case["tasks"]:
            if row["promised"]:
                yield _result(f"promised/{row['id']}", None, row["promised"])
    vulnerability = assessment.get("vulnerability") or {}
    for name in _VULNERABILITY:
        if vulnerability.get(name):
            yield _result(name, None, vulnerability[name])
    people = assessment.get("people") or {}
    for name in _RESERVED:
        if people.get(name):
            yield _result(name, None, people[name])


def _result(name: str, partner: str | None, computed: Mapping[str, Any]) -> SealedResult:
    return SealedResult(
        name, partner, computed["value"], computed["low"], computed["high"], Unit(computed["unit"])
    )


def _fingerprint(rest: Mapping[str, Any]) -> str:
    content = {key: value for key, value in rest.items() if key != "fingerprint"}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def write_seal(seal: Seal) -> dict[str, Any]:
    """The seal as plain JSON values, for a file or a database."""
    return {"format": FORMAT, "version": VERSION, **to_plain(seal)}


def read_seal(plain: Any) -> Seal:
    """The seal in plain JSON values.

    Raises:
        SealError: no seal, of a later version, or changed after it was made.
    """
    if not isinstance(plain, Mapping) or plain.get("format") != FORMAT:
        raise SealError(Message("seal.problem.no_seal"))
    if plain.get("version") != VERSION:
        raise SealError(Message("seal.problem.other_version", {"version": str(plain.get("version"))[:20]}))
    rest = {key: value for key, value in plain.items() if key not in ("format", "version", "fingerprint")}
    try:
        same = _fingerprint(rest) == plain["fingerprint"]
        seal = _typed(rest, str(plain["fingerprint"]))
    except (KeyError, TypeError, ValueError) as error:
        raise SealError(Message("seal.problem.no_seal")) from error
    if not same:
        raise SealError(Message("seal.problem.broken"))
    return seal


def _typed(rest: Mapping[str, Any], fingerprint: str) -> Seal:
    _TYPES.validate_json(json.dumps({**rest, "fingerprint": fingerprint}, allow_nan=False), strict=True)
    if not 0 <= rest["seed"] < 2**64 or not 100 <= rest["draws"] <= 10_000_000:
        raise ValueError("no calculation can be made with this seed and these draws")
    if any(row["id"].partition("/")[0] not in _RESULTS for row in rest["results"]):
        raise ValueError("not a result of a seal")
    return Seal(
        sealed_on=date.fromisoformat(rest["sealed_on"]),
        decided_by=DecidedBy(rest["decided_by"]),
        engine_version=rest["engine_version"],
        dossier_digest=rest["dossier_digest"],
        rules_on=date.fromisoformat(rest["rules_on"]),
        seed=rest["seed"],
        draws=rest["draws"],
        form=rest["form"],
        start_year=rest["start_year"],
        figures=tuple(SealedFigure(**{**row, "part": Part(row["part"])}) for row in rest["figures"]),
        results=tuple(SealedResult(**{**row, "unit": Unit(row["unit"])}) for row in rest["results"]),
        fingerprint=fingerprint,
    )
