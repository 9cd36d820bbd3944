"""Whole dossiers that pass every check, for tests that must hold for all of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import strategies as st

from vierkant.dossier import Dossier, from_plain
from vierkant.dossier.sections import KeyBasis, Kind, Stage, StumblingBlock
from vierkant.legal_form.inputs import Body, Criterion, LegalForm, TaxKind
from vierkant.quantities import Confidence

from .strategies_change import human_side
from .strategies_grip import grip_side
from .strategies_interests import interest_side
from .strategies_numbers import number_side
from .strategies_scan import scan_side

CODES = ("GM0534", "GM0553", "GM1525", "GM0363", "GM0599")
"""Hillegom, Lisse, Teylingen, Amsterdam, Rotterdam."""

identifiers = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,8}", fullmatch=True)
texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=40).map(str.strip)
names = texts.filter(bool)
dates = st.dates(date(1990, 1, 1), date(2090, 12, 31)).map(date.isoformat)


def optional(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A table in which each field may be absent."""
    return st.fixed_dictionaries({}, optional=fields)


@st.composite
def figures(draw: Callable[..., Any], sources: list[str], largest: float = 1e9) -> Any:
    """A figure between 0 and ``largest``: a bare number, or a table with range and source."""
    numbers = st.one_of(st.integers(0, int(largest)), st.floats(0, largest))
    low, value, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
    if draw(st.booleans()):
        return value
    table = {"value": value, **draw(optional(year=st.integers(1900, 2200)))}
    if draw(st.booleans()):
        table |= {"low": low, "high": high}
        if draw(st.booleans()):
            table["distribution"] = draw(st.sampled_from(["normal", "triangular", "uniform"]))
    if sources and draw(st.booleans()):
        table |= {"source": draw(st.sampled_from(sources))}
    confidence = draw(st.sampled_from(Confidence))
    if confidence is not Confidence.PUBLISHED or "source" in table:
        table["confidence"] = confidence.value
    return table


def choices(values: Any) -> st.SearchStrategy[str]:
    """One value of an enumeration, as written in a file."""
    return st.sampled_from([item.value for item in values])


@st.composite
def plain_dossiers(draw: Callable[..., Any]) -> dict[str, Any]:
    """Plain tables of a dossier, as a person might have typed them."""
    source_keys = draw(st.lists(identifiers, max_size=3, unique=True))
    partners = draw(st.lists(identifiers, max_size=4, unique=True))
    amount = figures(source_keys)
    share = figures(source_keys, 1.0)
    plain: dict[str, Any] = draw(
        optional(
            schema_version=st.just(1),
            cooperation=_cooperation(),
            form_answers=_answers(),
            agreements=_agreements(partners, amount, source_keys),
            sources=st.just({key: draw(_sources()) for key in source_keys}),
            tasks=_rows(_task(partners, amount, share)),
            functions=_rows(_function(partners, share)),
            people=_rows(_group(partners, amount)),
            measures=_rows(_measure(amount)),
        )
    )
    functions = [row["id"] for row in plain.get("functions", ())]
    for group in plain.get("people", ()):
        if functions and draw(st.booleans()):
            group["function"] = draw(st.sampled_from(functions))
    plain |= draw(human_side([row["id"] for row in plain.get("people", ())], amount, texts, names, dates))
    plain |= draw(grip_side(partners, amount, texts, names, dates))
    plain |= draw(number_side(partners, amount, share, texts, names))
    plain |= draw(interest_side(partners, amount, share, texts, names, dates))
    plain |= draw(scan_side(partners, amount, texts, names, dates))
    if source_keys:
        plain["sources"] = {key: draw(_sources()) for key in source_keys}
    if partners:
        plain["partners"] = [
            {"id": key, **draw(_partner(CODES[number], amount))} for number, key in enumerate(partners)
        ]
    return plain


def dossiers() -> st.SearchStrategy[Dossier]:
    """Dossiers that pass every check."""
    return plain_dossiers().map(from_plain)


def _rows(row: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(row, max_size=3, unique_by=lambda item: item["id"])


def _with(required: dict[str, st.SearchStrategy[Any]], **fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional=fields)


def _by_partner(partners: list[str], value: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return optional(**dict.fromkeys(partners, value)) if partners else st.just({})


def _cooperation() -> st.SearchStrategy[dict[str, Any]]:
    return _with(
        {"name": names},
        kind=choices(Kind),
        stage=choices(Stage),
        goal=texts,
        start_year=st.integers(1950, 2100),
        next_decision=texts,
        next_decision_on=dates,
    )


def _partner(code: str, amount: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    rest = {"public": st.booleans(), "residents": amount}
    return st.one_of(
        _with({"municipality": st.just(code)}, name=names, **rest), _with({"name": names}, **rest)
    )


def _task(
    partners: list[str], amount: st.SearchStrategy[Any], share: st.SearchStrategy[Any]
) -> st.SearchStrategy[dict[str, Any]]:
    part = optional(volume=amount, own_fte=amount, cost_per_fte=amount, other_cost=amount)
    return _with(
        {"id": identifiers, "name": names},
        taakveld=st.sampled_from(["0.4", "0.61", "6.3"]),
        unit=texts,
        cost_per_fte=amount,
        planned_saving=share,
        note=texts,
        parts=_by_partner(partners, part),
    )


def _function(partners: list[str], share: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return _with(
        {"id": identifiers, "name": names},
        needed=st.integers(1, 1000),
        needed_together=st.integers(1, 10_000),
        presence=share,
        confidence=st.sampled_from(["measured", "estimated", "assumed"]),
        note=texts,
        qualified=_by_partner(partners, st.integers(0, 10_000)),
    )


def _group(partners: list[str], amount: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    fields: dict[str, Any] = {"partner": st.sampled_from(partners)} if partners else {}
    return _with(
        {"id": identifiers, "name": names, "size": st.integers(1, 100_000)},
        managers=st.booleans(),
        what_changes=texts,
        confidence=st.sampled_from(["measured", "estimated", "assumed"]),
        hours_reserved=amount,
        euros_reserved=amount,
        team=texts,
        scale=st.integers(1, 18),
        **fields,
    )


def _answers() -> st.SearchStrategy[dict[str, Any]]:
    yes_no = (
        "policy_powers prepares_policy regulations levy_tax legal_personality own_staff delegation mandate"
        " private_partner advisory_committee equal_partners harmonise_policy binding share_surplus"
        " residents_execute temporary fixed_result societal_question shared_support"
    )
    weights = [f"weight_{item.value}" for item in Criterion]
    return optional(
        public_bodies=st.integers(0, 500),
        bodies=st.lists(choices(Body), unique=True),
        tax_kinds=st.lists(choices(TaxKind), unique=True),
        kind=choices(Kind),
        note=texts,
        **dict.fromkeys(yes_no.split(), st.booleans()),
        **dict.fromkeys(weights, st.integers(0, 5)),
    )


@st.composite
def _agreements(
    draw: Callable[..., Any], partners: list[str], amount: st.SearchStrategy[Any], sources: list[str]
) -> dict[str, Any]:
    agreed: dict[str, Any] = draw(
        optional(
            form=choices(LegalForm),
            other_form=texts,
            cost_key_basis=choices(KeyBasis),
            transition_budget=amount,
            evaluation_on=dates,
            withdrawal_terms=texts,
            information_terms=texts,
            works_council_asked_on=dates,
        )
    )
    if partners and draw(st.booleans()):
        weights = [draw(st.integers(1, 100)) for _ in partners]
        agreed["cost_key"] = {
            key: {"value": weight / sum(weights), **({"source": sources[0]} if sources else {})}
            for key, weight in zip(partners, weights, strict=True)
        }
    if partners and draw(st.booleans()):
        agreed["votes"] = {key: draw(st.integers(0, 1_000_000)) for key in partners}
        total = sum(agreed["votes"].values())
        if total:
            agreed["quota"] = draw(st.integers(1, total))
    return agreed


def _measure(amount: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return _with(
        {"id": identifiers, "block": choices(StumblingBlock), "text": names},
        owner=texts,
        due=dates,
        hours=amount,
        euros=amount,
        done=st.booleans(),
    )


def _sources() -> st.SearchStrategy[dict[str, Any]]:
    return _with(
        {"title": names},
        publisher=texts,
        url=st.just("https://example.org/é"),
        year=st.integers(1900, 2200),
        licence=texts,
        certainty=st.sampled_from(["high", "medium", "low"]),
        note=texts,
    )
