"""What each partner wants, fears and needs, and the agreements in which everybody gains."""

from __future__ import annotations

from vierkant.positions.assessment import assess_positions
from vierkant.positions.packages import find_packages, packages
from vierkant.positions.results import Package, PackagesResult, PositionsResult

__all__ = ["Package", "PackagesResult", "PositionsResult", "assess_positions", "find_packages", "packages"]
