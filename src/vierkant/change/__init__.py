"""What changes for whom, and whether hours and money are reserved for it."""

from __future__ import annotations

from vierkant.change.assessment import Beside, assess_people
from vierkant.change.results import PeopleResult

__all__ = ["Beside", "PeopleResult", "assess_people"]
