"""The nucleolus against published and worked answers, its laws, and its two implementations against each other."""

from __future__ import annotations

import numpy as np
import pytest

from vierkant.cost_sharing.games import GameError
from vierkant.cost_sharing.nucleolus import least_core, nucleolus, per_capita_nucleolus

# Young, Okada & Hashimoto 1982, Water Resources Research 18(3): water supply of six municipalities in Skåne, million
# kronor. The nucleolus is worked out (per head to the cent); printed for M and T is a least-core point that is not it.
PARTNERS = "AHKLMT"
SKANE = """A 21.95 H 17.08 K 10.91 L 15.88 M 20.81 T 21.98 AH 34.69 AK 32.86 AL 37.83 AM 42.76 AT 43.93 HK 22.96
HL 25.00 HM 37.89 HT 39.06 KL 26.79 KM 31.45 KT 32.89 LM 31.10 LT 37.86 MT 39.41 AHK 40.74 AHL 43.22 AHM 55.50
AHT 56.67 AKL 48.74 AKM 53.40 AKT 54.84 ALM 53.05 ALT 59.81 AMT 61.36 HKL 27.26 HKM 42.55 HKT 44.94 HLM 45.81
HLT 46.98 HMT 56.49 KLM 42.01 KLT 48.77 KMT 50.32 LMT 51.46 AHKL 48.95 AHKM 60.25 AHKT 62.72 AHLM 64.03 AHLT 65.20
AHMT 74.10 AKLM 63.96 AKLT 70.72 AKMT 72.27 ALMT 73.41 HKLM 48.07 HKLT 49.24 HKMT 59.35 HLMT 64.41 KLMT 56.61
AHKLM 69.76 AHKLT 70.93 AHKMT 77.42 AHLMT 83.00 AKLMT 73.97 HKLMT 66.46 AHKLMT 83.82"""
SKANE_NUCLEOLUS = [20.35, 12.056667, 4.996667, 8.606667, 18.32, 19.49]
SKANE_PER_CAPITA = [20.03, 12.52, 3.94, 9.07, 18.54, 19.71]


def skane() -> np.ndarray:
    words = SKANE.split()
    costs = np.zeros(64)
    for name, cost in zip(words[::2], words[1::2], strict=True):
        costs[sum(1 << PARTNERS.index(letter) for letter in name)] = float(cost)
    return costs


def airport(runways: list[float]) -> np.ndarray:
    """Every coalition pays for the longest runway that it needs."""
    costs = np.zeros(1 << len(runways))
    for partner, cost in enumerate(runways):
        half = 1 << partner
        costs[half : 2 * half] = np.maximum(costs[:half], cost)
    return costs


def test_skane() -> None:
    assert nucleolus(skane()) == pytest.approx(SKANE_NUCLEOLUS, abs=1e-6)
    assert per_capita_nucleolus(skane()) == pytest.approx(SKANE_PER_CAPITA, abs=0.005)


@pytest.mark.parametrize(
    ("costs", "expected"),
    [
        # Gately 1974, three regions of India, as savings: 955, 395, 180.
        ([0, 0, 0, -1170, 0, -770, -210, -1530], [-955, -395, -180]),
        # Young 1994, two towns: half the saving each.
        ([0, 11, 7, 15], [9.5, 5.5]),
        (airport([10, 20, 30]), [5, 7.5, 17.5]),
        (airport([12, 28, 30, 40]), [6, 8, 8, 18]),
        # Nobody to compare with.
        ([0, 7.25], [7.25]),
        # A pair that loses by working together carries the loss in halves: no imputation, so the prenucleolus.
        ([0, 4, 6, 13], [5.5, 7.5]),
    ],
)
def test_worked_games(costs: list[float], expected: list[float]) -> None:
    assert nucleolus(costs) == pytest.approx(expected, abs=1e-9)


def test_least_core() -> None:
    margin, amounts = least_core([0, 11, 7, 15])
    assert (margin, amounts.tolist()) == (pytest.approx(1.5), pytest.approx([9.5, 5.5]))
    # Majority of three (savings of 1 for any two): no core, each pair can claim 1 and gets 2/3.
    margin, amounts = least_core([0, 0, 0, -1, 0, -1, -1, -1])
    assert (margin, amounts.tolist()) == (pytest.approx(-1 / 3), pytest.approx([-1 / 3] * 3))
    assert least_core([0, 5])[0] == float("inf")


@pytest.mark.parametrize("costs", [[0, 1, 2], [1, 1, 2, 3], [0, 1, float("nan"), 3]])
def test_no_game(costs: list[float]) -> None:
    for function in (nucleolus, per_capita_nucleolus, least_core):
        with pytest.raises(GameError):
            function(costs)
