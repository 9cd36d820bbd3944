"""The admissible forms compared on eight criteria, with the weights of the user, and how firm the order is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from vierkant.legal_form.criteria import points, scores
from vierkant.legal_form.inputs import Criterion, LegalForm
from vierkant.legal_form.profiles import form_name
from vierkant.legal_form.results_choice import CriterionRow, FormChoice, Ranked, Tipping
from vierkant.quantities import Message, MessageArgument, Number, Unit

if TYPE_CHECKING:
    import numpy as np

LARGEST_WEIGHT = 5
WEIGHTINGS = (LARGEST_WEIGHT + 1) ** len(Criterion) - 1
"""All weightings with weights 0..5, but for the one in which nothing counts."""
Weights = Mapping[Criterion, int]
_EQUAL: Weights = dict.fromkeys(Criterion, 1)


def compare(forms: Sequence[LegalForm], weights: Weights) -> FormChoice:
    """Rank the forms by the weighted mean of their points.

    Args:
        forms: what to compare, usually `Advice.comparable`; doubles count once. None at all gives an empty ranking.
        weights: 0..5 per criterion; a criterion left out weighs 0. When all are 0, every criterion weighs the same.
    """
    kept = tuple(dict.fromkeys(forms))
    given = {criterion: weights.get(criterion, 0) for criterion in Criterion}
    ranking = _ranking(kept, given)
    order = tuple(row.form for row in ranking)
    return FormChoice(
        ranking=ranking,
        rows=tuple(
            CriterionRow(
                criterion=criterion,
                name=criterion_name(criterion),
                text=Message(f"form_choice.criterion.{criterion.value}.text"),
                weight=given[criterion],
                scores=tuple(scores()[form, criterion] for form in order),
            )
            for criterion in Criterion
        ),
        tipping=_tipping(kept, given),
        is_own_weights=len(set(given.values())) > 1,
        text=_text(ranking, is_nothing=not any(given.values())),
        notice=Message("form_choice.notice"),
    )


def criterion_name(criterion: Criterion) -> Message:
    """The name of a criterion."""
    return Message(f"form_choice.criterion.{criterion.value}.name")


def _counting(weights: Weights) -> Weights:
    """The weights that count: when everything weighs nothing, everything weighs the same."""
    return weights if any(weights.values()) else _EQUAL


def _sums(forms: Sequence[LegalForm], weights: Weights) -> dict[LegalForm, int]:
    """The weighted sum of the points per form; whole numbers, so that ties are exact."""
    counting = [_counting(weights)[criterion] for criterion in Criterion]
    return {form: sum(w * p for w, p in zip(counting, points(form), strict=True)) for form in forms}


def _ranks(sums: Mapping[LegalForm, int]) -> dict[LegalForm, int]:
    """1 for the highest; equal sums share a rank, and the next form counts them all."""
    return {form: 1 + sum(other > own for other in sums.values()) for form, own in sums.items()}


def _ranking(forms: tuple[LegalForm, ...], weights: Weights) -> tuple[Ranked, ...]:
    sums = _sums(forms, weights)
    ranks, equal = _ranks(sums), _ranks(_sums(forms, _EQUAL))
    shares = first_shares(forms)
    total = sum(_counting(weights).values())
    rows = [
        Ranked(form, form_name(form), sums[form] / total, ranks[form], equal[form], shares[form])
        for form in forms
    ]
    return tuple(sorted(rows, key=lambda row: (row.rank, row.rank_equal_weights)))


def first_shares(forms: Sequence[LegalForm]) -> Mapping[LegalForm, float]:
    """Per form the share of all weightings in which it is first, alone or tied. Exact: every weighting is tried."""
    # The order of the forms does not matter, so that one answer serves every order.
    shares = _shares_by_points(tuple(sorted({points(form) for form in forms})))
    return {form: shares[points(form)] for form in forms}


@lru_cache(maxsize=512)
def _shares_by_points(rows: tuple[tuple[int, ...], ...]) -> Mapping[tuple[int, ...], float]:
    if len(rows) < 2:
        return dict.fromkeys(rows, 1.0)
    import numpy as np  # heavy; the command line must start fast

    halves = [(_half_sums(row[:4]), _half_sums(row[4:])) for row in rows]
    best = np.zeros((len(halves[0][0]), len(halves[0][1])), dtype=np.uint8)
    for first, second in halves:
        np.maximum(best, np.add.outer(first, second), out=best)
    # In the weighting of all zeros everybody is first; it is not one of the weightings.
    counts = [int(np.count_nonzero(np.add.outer(first, second) == best)) - 1 for first, second in halves]
    return {row: count / WEIGHTINGS for row, count in zip(rows, counts, strict=True)}


def _half_sums(row: Sequence[int]) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """The weighted sums of four criteria under all their weights, (6**4,): at most 100, so two halves fit in a byte."""
    import numpy as np  # heavy; the command line must start fast

    weights = np.arange(LARGEST_WEIGHT + 1, dtype=np.uint8)
    sums = np.zeros(1, dtype=np.uint8)
    for value in row:
        sums = np.add.outer(sums, weights * np.uint8(value)).ravel()
    return sums


def first_by_weight(
    forms: Sequence[LegalForm], weights: Weights
) -> Mapping[Criterion, tuple[tuple[LegalForm, ...], ...]]:
    """Per criterion which forms come first when it weighs 0, 1, .. 5 and the other weights stay as they are."""
    kept = tuple(dict.fromkeys(forms))
    given = {criterion: weights.get(criterion, 0) for criterion in Criterion}
    if not kept:
        return dict.fromkeys(Criterion, ((),) * (LARGEST_WEIGHT + 1))
    return {
        criterion: tuple(
            tuple(_firsts(_sums(kept, {**given, criterion: weight}))) for weight in range(LARGEST_WEIGHT + 1)
        )
        for criterion in Criterion
    }


def _tipping(forms: tuple[LegalForm, ...], weights: Weights) -> tuple[Tipping, ...]:
    if len(forms) < 2:
        return ()
    found = (_tipping_of(criterion, forms, weights) for criterion in Criterion)
    return tuple(item for item in found if item is not None)


def _tipping_of(criterion: Criterion, forms: tuple[LegalForm, ...], weights: Weights) -> Tipping | None:
    now = weights[criterion]
    leading = _firsts(_sums(forms, weights))
    others = [weight for weight in range(LARGEST_WEIGHT + 1) if weight != now]
    for weight in sorted(others, key=lambda weight: abs(weight - now)):
        firsts = _firsts(_sums(forms, {**weights, criterion: weight}))
        new = [form for form in firsts if form not in leading]
        if new:
            kind = "tied" if len(firsts) > 1 else "alone"
            name = criterion_name(criterion)
            words: dict[str, MessageArgument] = {
                "criterion": name,
                "now": now,
                "weight": weight,
                "form": form_name(new[0]),
            }
            return Tipping(criterion, name, weight, new[0], Message(f"form_choice.tipping.{kind}", words))
    return None


def _firsts(sums: Mapping[LegalForm, int]) -> list[LegalForm]:
    best = max(sums.values())
    return [form for form, own in sums.items() if own == best]


def _text(ranking: tuple[Ranked, ...], *, is_nothing: bool) -> Message:
    if not ranking:
        return Message("form_choice.text.none")
    first = [row for row in ranking if row.rank == 1]
    if len(ranking) == 1:
        return Message("form_choice.text.one", {"form": first[0].name})
    if is_nothing:
        return Message("form_choice.text.nothing", {"form": first[0].name})
    if len(first) > 1:
        return Message("form_choice.text.tied", {"number": len(first), "all": len(ranking)})
    top = first[0]
    words: dict[str, MessageArgument] = {
        "form": top.name,
        "all": len(ranking),
        "total": Number(top.total, Unit.NUMBER, 1),
        "share": Number(top.first_share, Unit.SHARE, 0),
    }
    return Message("form_choice.text.first", words)
