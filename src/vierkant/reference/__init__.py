"""Facts about Dutch municipalities that a dossier is checked against: names, residents, redivisions, taakvelden.

Compact tables with their source, licence and reference date in ``sources.toml``; made by
``tools/build_reference.py``. Nothing is read before the first question. See ``docs/methods/reference.md``.
"""

from vierkant.reference.facts import Abolished, Basis, Municipality, SizeClass, Taakveld
from vierkant.reference.lookup import (
    abolished,
    all_abolished,
    find_abolished,
    find_municipality,
    municipalities,
    municipality,
    municipality_code,
    population,
    suggest,
    taakveld,
    taakvelden,
)
from vierkant.reference.problems import (
    NotFound,
    abolished_problem,
    day,
    municipality_problem,
    taakveld_problem,
)
from vierkant.reference.tables import reference_date, source, sources

__all__ = [
    "Abolished",
    "Basis",
    "Municipality",
    "NotFound",
    "SizeClass",
    "Taakveld",
    "abolished",
    "abolished_problem",
    "all_abolished",
    "day",
    "find_abolished",
    "find_municipality",
    "municipalities",
    "municipality",
    "municipality_code",
    "municipality_problem",
    "population",
    "reference_date",
    "source",
    "sources",
    "suggest",
    "taakveld",
    "taakveld_problem",
    "taakvelden",
]
