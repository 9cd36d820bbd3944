"""What changes for whom, and whether hours and money are reserved for it."""

from __future__ import annotations

from vierkant.change.assessment import assess_people
from vierkant.change.results import PeopleResult

__all__ = ["PeopleResult", "assess_people"]
