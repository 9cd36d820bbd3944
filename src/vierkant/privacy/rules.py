"""The rules of the release controller, and what it decides about a cell."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Rule(StrEnum):
    """One rule. All of them always hold; the attack tests switch off one to prove that it matters."""

    RESPONDENTS = "respondents"
    INVITED = "invited"
    RESPONSE = "response"
    REMAINDER = "remainder"
    OVERLAP = "overlap"
    SPAN = "span"
    TURNOVER = "turnover"
    ITEMS = "items"
    ROUNDING = "rounding"
    MEANS = "means"


ALL_RULES = frozenset(Rule)


class Reason(StrEnum):
    """Why a cell, an item of a cell or a statistic is withheld."""

    RESPONDENTS = "respondents"
    INVITED = "invited"
    RESPONSE = "response"
    REMAINDER = "remainder"
    OVERLAP = "overlap"
    SPAN = "span"
    TURNOVER = "turnover"
    ITEMS = "items"
    MEANS = "means"
    CELLS = "cells"


FLOORS = frozenset({Reason.RESPONDENTS, Reason.INVITED, Reason.RESPONSE})
"""The reasons that follow from the size of a cell alone."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about one planned cell or derived statistic; the sentence is ``privacy.reason.<reason>``."""

    cell: str
    released: bool
    reason: Reason | None = None
