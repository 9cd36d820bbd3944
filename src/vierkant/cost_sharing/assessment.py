"""The keys side by side: amounts, whether they hold, ranges, and what they mean for each council."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from vierkant.cost_sharing import game_words, key_words
from vierkant.cost_sharing.findings import findings_of, headline, missing_of_design
from vierkant.cost_sharing.game_keys import Balance, balance_of
from vierkant.cost_sharing.keys import KeyAmounts, keys_in
from vierkant.cost_sharing.partner_words import partner_sharing, today_of
from vierkant.cost_sharing.ranges import Range, gain_range, range_of
from vierkant.cost_sharing.results import AGREED, KeyAmount, KeyResult, SharingResult, Subgroup
from vierkant.cost_sharing.sharing_input import Game, SharingInput, game_of
from vierkant.cost_sharing.stability import Held, held
from vierkant.cost_sharing.tax import tax_findings
from vierkant.quantities import Computed, Explanation, Message, Number, Unit

if TYPE_CHECKING:
    from numpy import ndarray

Progress = Callable[[float], None]
CENTS = 100


def assess_sharing(given: SharingInput, *, progress: Progress | None = None) -> SharingResult | None:
    """Every key, what each partner pays with it, and who would be better off without the others.

    Args:
        given: the composed input.
        progress: is told the share that is done (0..1); what it raises ends the calculation.

    Returns:
        None with fewer than two partners.

    Raises:
        GameError: the costs are no game (see `games.checked`).
    """
    if len(given.partners) < 2:
        return None
    tell = progress or (lambda share: None)
    game = game_of(given)
    balance = balance_of(game, given.seed)
    tell(0.2)
    rows = keys_in(given, game, balance)
    tell(0.5)
    shown_id = _shown(given)
    keys = []
    for place, row in enumerate(rows):
        keys.append(_key(given, game, row, shown_id))
        tell(0.5 + 0.4 * (place + 1) / len(rows))
    return _result(given, game, balance, tuple(keys), shown_id)


def _shown(given: SharingInput) -> str | None:
    """The key that all words are about: the one that is proposed, else the one that was agreed."""
    if given.design is not None and given.design.key is not None:
        return given.design.key.value
    return None if given.agreed is None else AGREED


def _result(
    given: SharingInput,
    game: Game,
    balance: Balance | None,
    keys: tuple[KeyResult, ...],
    shown_id: str | None,
) -> SharingResult:
    shown = next((key for key in keys if key.id == shown_id), None)
    costs = game_words.game(given, game)
    level, text = headline(given, costs, keys, shown)
    stability = game_words.stability(given, game, balance)
    return SharingResult(
        level=level,
        headline=text,
        costs_source=given.source,
        internal=given.internal,
        game=costs,
        keys=keys,
        stability=stability,
        partners=tuple(
            partner_sharing(given, place, float(game.alone[place]), keys, shown) for place in range(game.n)
        ),
        chosen=given.design.key.value if given.design and given.design.key else None,
        shown=shown_id,
        exact=game.costs is not None,
        method=game_words.method(given, game),
        draws=0 if given.drawn_total is None else len(given.drawn_total),
        findings=tuple(findings_of(given, costs, keys, shown, stability)),
        missing=(*given.missing, *missing_of_design(given)),
    )


def _key(given: SharingInput, game: Game, row: KeyAmounts, shown: str | None) -> KeyResult:
    explanation = key_words.explanation(given, game, row)
    chosen = given.design is not None and given.design.key is not None and given.design.key.value == row.id
    count = key_words.figures(given, row.id, game.n)
    ranged = range_of(given, row)
    how = None
    if row.amounts is not None:
        how = held(game, row.amounts, listed=chosen or row.id in (shown, AGREED), seed=given.seed)
    ids = given.ids
    return KeyResult(
        id=row.id,
        label=key_words.label(row.id),
        sentence=key_words.sentence(given, row.id),
        technical=key_words.technical(row.id),
        chosen=chosen,
        amounts=() if row.amounts is None else _amounts(given, game, row, ranged, explanation),
        missing=row.missing,
        dearer_than_alone=() if how is None else tuple(ids[place] for place in how.dearer),
        subgroups=() if how is None else _subgroups(given, game, row, how),
        margin=None if how is None else _margin(how),
        margin_partners=() if how is None else tuple(ids[place] for place in how.tightest),
        stable=None if how is None else how.stable,
        figures=count,
        simplicity=key_words.simplicity(row.id, count),
        ranged=ranged is not None,
        exact=row.sample is None,
        findings=tuple(tax_findings(given, row, game.total)),
        explanation=explanation,
    )


def _amounts(
    given: SharingInput, game: Game, row: KeyAmounts, ranged: Range | None, key: Explanation
) -> tuple[KeyAmount, ...]:
    cents = in_cents(row.amounts, game.total)
    short = Explanation(
        Message("cost_sharing.method.amount", {"sentence": key_words.sentence(given, row.id)}),
        certainty=key.certainty,
    )
    found = []
    for place, (identifier, amount) in enumerate(zip(given.ids, cents, strict=True)):
        residents = given.residents.get(identifier)
        today, _ = today_of(given, place)
        alone = float(game.alone[place])
        found.append(
            KeyAmount(
                partner=identifier,
                amount=Computed(
                    id="cost_sharing.amount",
                    label=Message("cost_sharing.label.amount"),
                    value=amount,
                    unit=Unit.EURO_PER_YEAR,
                    explanation=short,
                    low=None if ranged is None else round(min(float(ranged[0][place]), amount), 2),
                    high=None if ranged is None else round(max(float(ranged[1][place]), amount), 2),
                ),
                share=round(amount / game.total, 6) if game.total > 0 else None,
                per_resident=round(amount / residents, 2) if residents else None,
                today=round(today, 2),
                change=round(amount - today, 2),
                alone=round(alone, 2),
                gain=round(alone - amount, 2),
            )
        )
    return tuple(found)


def in_cents(amounts: Any, total: float) -> Sequence[float]:
    """Amounts in whole cents that add up to the total in whole cents: the largest remainders are rounded up.

    In cents the last bits of a calculation do not show, which differ from one processor to another.
    """
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    exact: ndarray[Any, Any] = np.asarray(amounts, dtype=np.float64) * CENTS
    whole = np.floor(exact + 1e-6)
    left = round(total * CENTS) - int(whole.sum())
    order = np.argsort(-np.round(exact - whole, 4), kind="stable")
    if 0 < left <= len(exact):
        whole[order[:left]] += 1
    return [float(cents) / CENTS + 0.0 for cents in whole]


def _subgroups(given: SharingInput, game: Game, row: KeyAmounts, how: Held) -> tuple[Subgroup, ...]:
    return tuple(_subgroup(given, game, row, places, gain) for places, gain in how.groups)


def _subgroup(
    given: SharingInput, game: Game, row: KeyAmounts, places: Sequence[int], gain: float
) -> Subgroup:
    partners = tuple(given.ids[place] for place in places)
    names = key_words.enumerated([given.partners[name] for name in partners])
    name = "one" if len(partners) == 1 else "more"
    likely = None
    if game.total > 0 and row.amounts is not None:
        likely = gain_range(given, {place: float(row.amounts[place]) / game.total for place in places})
    if likely is not None and likely[0] <= 0:
        name += "_unsure"  # the range of the advantage holds zero
    text = Message(
        f"cost_sharing.subgroup.{name}", {"group": names, "gain": Number(round(gain, 2), Unit.EURO)}
    )
    return Subgroup(partners, round(gain, 2), text)


def _margin(how: Held) -> Computed | None:
    return game_words.margin("margin", how.margin, proven=how.proven)
