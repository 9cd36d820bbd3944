"""Why cooperate: the four K's (kosten, kwaliteit, klantgerichtheid, kwetsbaarheid), measured."""

from __future__ import annotations

from vierkant.four_ks.assessment import assess_vulnerability
from vierkant.four_ks.coverage import people_needed, uncovered_days
from vierkant.four_ks.results import VulnerabilityResult

__all__ = ["VulnerabilityResult", "assess_vulnerability", "people_needed", "uncovered_days"]
