"""Small published data sets on which other programs were run."""

from __future__ import annotations

import numpy as np

MISSING = float("nan")

COHESION = np.array(
    [
        [4, 5, 5, 5, 5],
        [3, MISSING, 5, 5, 5],
        [2, 3, 3, 3, 3],
        [3, 4, 3, 4, 4],
        [4, 4, 3, 4, 4],
        [3, 3, 2, 2, 1],
        [3, 3, 3, 3, 3],
        [3, 1, 4, 3, 4],
        [3, 3, 3, 3, 3],
        [2, 2, 2, 3, 2],
        [1, 1, 1, 3, 3],
    ]
)
"""Five items on cohesion, 1 to 5: data set ``cohesion`` of the package multilevel for R (Bliese; GPL-2 or later)."""
COHESION_UNIT = np.array(["1044B"] * 6 + ["1044C"] * 5)

SHROUT_FLEISS = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], dtype=float
)
"""Six targets, four judges: Shrout & Fleiss (1979), Psychological Bulletin 86, table 2."""
