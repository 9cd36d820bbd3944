"""Facts about Dutch municipalities: names, residents, redivisions, taakvelden, what they spend, neighbours and borders,
and the joint arrangements in which they take part (with the reader of the register's export).

Compact tables with their source, licence and reference date in ``sources.toml``; made by the scripts
``tools/build_*.py``. Nothing is read before the first question. See ``docs/methods/reference.md``, and
``docs/methods/import.md`` for tables of your own.
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
from vierkant.reference.finances import (
    StatementKind,
    TaakveldAnswer,
    TaakveldFinances,
    YearFinances,
    finances,
    main_fields,
    taakveld_answer,
    taakveld_finances,
    taakveld_reports,
)
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
from vierkant.reference.places import boundaries, distance_km, haversine_km, neighbours
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
from vierkant.reference.renumbering import Counterparts, Match, counterparts, main_taakveld
from vierkant.reference.tables import reference_date, source, sources

__all__ = [
    "Abolished",
    "Acquisition",
    "Arrangement",
    "Basis",
    "Counterparts",
    "Match",
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
    "StatementKind",
    "Taakveld",
    "TaakveldAnswer",
    "TaakveldFinances",
    "YearFinances",
    "abolished",
    "abolished_problem",
    "all_abolished",
    "arrangement",
    "arrangements",
    "arrangements_of",
    "boundaries",
    "by_municipality",
    "counterparts",
    "day",
    "distance_km",
    "finances",
    "find_abolished",
    "find_municipality",
    "haversine_km",
    "main_fields",
    "main_taakveld",
    "municipalities",
    "municipality",
    "municipality_code",
    "municipality_problem",
    "neighbours",
    "partners",
    "population",
    "read_register",
    "reference_date",
    "source",
    "sources",
    "suggest",
    "taakveld",
    "taakveld_answer",
    "taakveld_finances",
    "taakveld_problem",
    "taakveld_reports",
    "taakvelden",
]
