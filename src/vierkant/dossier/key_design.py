"""What designing a key needs of a dossier: the game, the ingredients, and both again when partners grow or shrink."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from vierkant.business_case.inputs import CaseInput, CasePartner, Task, TaskPart
from vierkant.cost_sharing.growth import Changed
from vierkant.cost_sharing.ingredients import ingredient_values, known_values, missing_of, shares_of
from vierkant.cost_sharing.inputs import Ingredient, Product
from vierkant.cost_sharing.partner_words import today_of
from vierkant.cost_sharing.results import CostsSource
from vierkant.cost_sharing.sharing_input import SharingInput, game_of
from vierkant.dossier.composing import case_input
from vierkant.dossier.numbers import doubting_centre, service_level_chosen
from vierkant.dossier.sections import Dossier
from vierkant.dossier.sharing import sharing_input, task_use
from vierkant.quantities import Figure, Missing
from vierkant.sources import overridden

if TYPE_CHECKING:
    from numpy import ndarray

MOST_LIVE = 16
"""Up to this many partners the effect of a key can be shown while somebody designs it."""
MOST_GROWING = 12
"""Up to this many partners the cost of every combination is counted anew for every change of residents and use."""


@dataclass(frozen=True, slots=True)
class KeyGround:
    """What keys are designed on. Everything by partner is in the order of ``names``; amounts are euro per year."""

    names: Mapping[str, str]
    residents: tuple[float | None, ...]
    today: tuple[float, ...]
    costs: ndarray[Any, Any]
    """Cost of every group, shape (2**n,)."""
    shares: Mapping[Ingredient, ndarray[Any, Any]]
    """Share of the cost by partner, shape (n,), of every ingredient that can be computed."""
    missing: Mapping[Ingredient, tuple[Missing, ...]]
    """Of the others: what must be filled in first."""
    source: CostsSource
    rates: tuple[float, ...]
    """Growth of each partner in ten years, as a share; 0 when it did not say."""

    @property
    def counts_anew(self) -> bool:
        """Whether growth changes the cost of every combination; if not, only the shares."""
        return self.source is CostsSource.BUSINESS_CASE and len(self.names) <= MOST_GROWING


def key_ground(dossier: Dossier) -> KeyGround | None:
    """The game and the ingredients; None when there are no two partners with costs, or more than `MOST_LIVE`.

    Raises:
        GameError: the costs are no game.
    """
    given = _given(dossier, _case(dossier))
    return None if given is None else _ground(given)


def _case(dossier: Dossier) -> CaseInput:
    # What was measured about residents' service (the unmeasured partners) bears on ranges, not on central costs.
    hourly_cost = overridden("change", dossier.assumptions)["hourly_cost"].value
    return case_input(
        dossier,
        hourly_cost=hourly_cost,
        doubting_centre=doubting_centre(dossier),
        service_level_chosen=service_level_chosen(dossier),
    )


def _given(dossier: Dossier, case: CaseInput) -> SharingInput | None:
    if len(case.partners) > MOST_LIVE:
        return None
    return sharing_input(dossier, case, seed=0, draws=0)


def _ground(given: SharingInput) -> KeyGround:
    game = game_of(given)
    values = ingredient_values(given, game)
    known = {item: known_values(found) for item, found in values.items()}
    if game.costs is None:
        raise ValueError("every combination must be counted")
    return KeyGround(
        names=given.partners,
        residents=tuple(given.residents.get(name) for name in given.ids),
        today=tuple(today_of(given, place)[0] for place in range(game.n)),
        costs=game.costs,
        shares={item: shares_of(found) for item, found in known.items() if found is not None},
        missing={item: missing_of(values[item]) for item, found in known.items() if found is None},
        source=given.source,
        rates=tuple(_rate(given, name) for name in given.ids),
    )


def _rate(given: SharingInput, name: str) -> float:
    own = given.key_inputs.get(name)
    return own.growth.value if own is not None and own.growth is not None else 0.0


def changed_by(dossier: Dossier) -> Callable[[Sequence[float]], tuple[Any, Mapping[Ingredient, Any]]] | None:
    """How the game and the shares of every ingredient change with a factor per partner (1 is as now).

    A partner that grows has that much more residents, staff, other cost and use; grants grow with residents, what it
    brought in at the start does not. With a table of the partners, or more than `MOST_GROWING` partners, the costs of
    combinations stay and only shares change. None as in `key_ground`.
    """
    case = _case(dossier)
    given = _given(dossier, case)
    if given is None:
        return None
    counts_anew = given.source is CostsSource.BUSINESS_CASE and len(given.partners) <= MOST_GROWING
    inside = replace(case, partners=tuple(item for item in case.partners if item.id in given.partners))

    def changed(factors: Sequence[float]) -> tuple[Any, Mapping[Ingredient, Any]]:
        from vierkant.business_case.coalitions import (
            coalition_costs,
        )  # heavy: `vierkant --help` must not wait

        by_partner = dict(zip(given.ids, factors, strict=True))
        other = _grown_case(inside, by_partner)
        grown = replace(
            given,
            residents={name: value * by_partner[name] for name, value in given.residents.items()},
            products=tuple(_grown_product(item, by_partner) for item in given.products),
            task_use=task_use(other) if given.task_use is not None else None,
            key_inputs={
                name: row.model_copy(update={"grant": _times(row.grant, by_partner[name])})
                for name, row in given.key_inputs.items()
            },
            costs=coalition_costs(other) if counts_anew else given.costs,
            drawn=None,
            drawn_total=None,
        )
        found = ingredient_values(grown, game_of(grown))
        known = {item: known_values(values) for item, values in found.items()}
        return grown.costs, {item: shares_of(values) for item, values in known.items() if values is not None}

    return changed


def with_weights(
    changed: Callable[[Sequence[float]], tuple[Any, Mapping[Ingredient, Any]]],
    weights: Mapping[Ingredient, float],
) -> Callable[[Sequence[float]], Changed]:
    """The same for one mixed key, as `growth` asks for it; the key is called ``mix``."""

    def made(factors: Sequence[float]) -> Changed:
        costs, shares = changed(factors)
        total = float(costs[-1])
        return Changed(costs, {"mix": total * sum(weight * shares[item] for item, weight in weights.items())})

    return made


def _times(figure: Figure | None, factor: float) -> Figure | None:
    if figure is None:
        return None
    low, high = figure.low, figure.high
    scaled = {
        "value": figure.value * factor,
        "low": None if low is None else low * factor,
        "high": None if high is None else high * factor,
    }
    return figure.model_copy(update=scaled)


def _grown_product(product: Product, factors: Mapping[str, float]) -> Product:
    parts = {
        name: part.model_copy(update={"quantity": _times(part.quantity, factors.get(name, 1.0))})
        for name, part in product.parts.items()
    }
    return product.model_copy(update={"parts": parts})


def _grown_case(case: CaseInput, factors: Mapping[str, float]) -> CaseInput:
    def partner(item: CasePartner) -> CasePartner:
        return replace(item, residents=_times(item.residents, factors[item.id]))

    def task(item: Task) -> Task:
        parts = {name: _grown_part(part, factors.get(name, 1.0)) for name, part in item.parts.items()}
        return item.model_copy(update={"parts": parts})

    return replace(
        case,
        partners=tuple(partner(item) for item in case.partners),
        tasks=tuple(task(item) for item in case.tasks),
    )


def _grown_part(part: TaskPart, factor: float) -> TaskPart:
    return part.model_copy(
        update={
            "volume": _times(part.volume, factor),
            "own_fte": _times(part.own_fte, factor),
            "other_cost": _times(part.other_cost, factor),
        }
    )
