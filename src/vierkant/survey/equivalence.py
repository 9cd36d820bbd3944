"""Are two groups alike? That nothing was found is no answer: alike must be shown (two one-sided tests)."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

from vierkant.survey.effects import Effect

MARGIN = 0.3
"""Differences of less than this many standard deviations do not matter at work: our choice, between the small (0.2) and
the medium (0.5) of Cohen (1988)."""


@dataclass(frozen=True, slots=True)
class Equivalence:
    """The outcome of two one-sided tests."""

    p: float
    """The larger of both: chance of this outcome when the true difference lies at or past the margin."""
    margin: float
    equivalent: bool


def two_one_sided_tests(
    estimate: float, standard_error: float, degrees: float, *, margin: float = MARGIN, alpha: float = 0.05
) -> Equivalence:
    """Two one-sided t tests of a difference against -margin and +margin (Schuirmann 1987).

    Args:
        estimate: the difference, in the unit of the margin.
        standard_error: its standard error; NaN when not known, then nothing is shown.
        degrees: degrees of freedom.
        margin: the largest difference that does not matter.
        alpha: chance to call alike what is not.

    Raises:
        ValueError: a margin or error that is not above zero, or alpha outside 0..0.5.
    """
    if not margin > 0:
        raise ValueError(f"a margin is above zero, not {margin}")
    if not 0 < alpha <= 0.5:
        raise ValueError(f"alpha lies between 0 and 0.5, not {alpha}")
    if isnan(estimate) or isnan(standard_error) or degrees < 1:
        return Equivalence(float("nan"), margin, False)
    if standard_error <= 0:
        raise ValueError(f"a standard error is above zero, not {standard_error}")
    # Imported here: SciPy takes longer to load than `vierkant --help` may take.
    from scipy.special import stdtr

    below = float(stdtr(degrees, (estimate - margin) / standard_error))
    above = float(stdtr(degrees, (-margin - estimate) / standard_error))
    p = max(below, above)
    return Equivalence(p, margin, p <= alpha)


def equivalence_of(effect: Effect, *, margin: float = MARGIN, alpha: float = 0.05) -> Equivalence:
    """Is a standardised difference within the margin, given how much it varies over teams?

    Errors as `two_one_sided_tests`.
    """
    return two_one_sided_tests(effect.g, effect.standard_error, effect.degrees, margin=margin, alpha=alpha)
