"""Why cooperate: the four K's (kosten, kwaliteit, klantgerichtheid, kwetsbaarheid), measured."""

from __future__ import annotations

from vierkant.four_ks.assessment import assess_vulnerability
from vierkant.four_ks.coverage import people_needed, uncovered_days
from vierkant.four_ks.motives import assess_motives
from vierkant.four_ks.motives_results import MotivesResult
from vierkant.four_ks.quality import assess_quality
from vierkant.four_ks.quality_results import QualityResult
from vierkant.four_ks.results import VulnerabilityResult

__all__ = [
    "MotivesResult",
    "QualityResult",
    "VulnerabilityResult",
    "assess_motives",
    "assess_quality",
    "assess_vulnerability",
    "people_needed",
    "uncovered_days",
]
