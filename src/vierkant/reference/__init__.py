"""Facts about Dutch municipalities that a dossier is checked against: names, residents, redivisions, taakvelden,
and the joint arrangements in which they take part (with the reader of the register's export).

Compact tables with their source, licence and reference date in ``sources.toml``; made by
``tools/build_reference.py``. Nothing is read before the first question. See ``docs/methods/reference.md``.
"""

from vierkant.reference.arrangements import (
    Partners,
    Replacement,
    arrangement,
    arrangements,
    arrangements_of,
    by_municipality,
    partners,
)
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
from vierkant.reference.register import (
    Acquisition,
    Arrangement,
    Organ,
    Participant,
    ParticipantKind,
    Register,
    RegisterError,
    RegisterProblem,
)
from vierkant.reference.register_file import read_register
from vierkant.reference.tables import reference_date, source, sources

__all__ = [
    "Abolished",
    "Acquisition",
    "Arrangement",
    "Basis",
    "Municipality",
    "NotFound",
    "Organ",
    "Participant",
    "ParticipantKind",
    "Partners",
    "Register",
    "RegisterError",
    "RegisterProblem",
    "Replacement",
    "SizeClass",
    "Taakveld",
    "abolished",
    "abolished_problem",
    "all_abolished",
    "arrangement",
    "arrangements",
    "arrangements_of",
    "by_municipality",
    "day",
    "find_abolished",
    "find_municipality",
    "municipalities",
    "municipality",
    "municipality_code",
    "municipality_problem",
    "partners",
    "population",
    "read_register",
    "reference_date",
    "source",
    "sources",
    "suggest",
    "taakveld",
    "taakveld_problem",
    "taakvelden",
]
