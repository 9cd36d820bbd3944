"""Grip: which instruments councils have and use, who has which role, how complex it is, and what councils think."""

from __future__ import annotations

from vierkant.grip.assessment import assess_grip
from vierkant.grip.inputs import CaseNumbers, GripInput, Shown
from vierkant.grip.instruments import instrument_ids
from vierkant.grip.results import GripResult

__all__ = ["CaseNumbers", "GripInput", "GripResult", "Shown", "assess_grip", "instrument_ids"]
