"""Why cooperate: the four K's (kosten, kwaliteit, klantgerichtheid, kwetsbaarheid), measured."""

from __future__ import annotations

from vierkant.four_ks.assessment import assess_vulnerability
from vierkant.four_ks.convolution import Losses, convolve, pooled_variation
from vierkant.four_ks.coverage import people_needed, uncovered_days
from vierkant.four_ks.motives import assess_motives
from vierkant.four_ks.motives_results import MotivesResult
from vierkant.four_ks.quality import assess_quality
from vierkant.four_ks.quality_results import QualityResult
from vierkant.four_ks.queue import Queue, agents_needed, erlang_b, erlang_c
from vierkant.four_ks.results import VulnerabilityResult
from vierkant.four_ks.risk_results import RiskResult
from vierkant.four_ks.risks import assess_risks
from vierkant.four_ks.service import assess_service
from vierkant.four_ks.service_results import ServicePartner, ServiceResult

__all__ = [
    "Losses",
    "MotivesResult",
    "QualityResult",
    "Queue",
    "RiskResult",
    "ServicePartner",
    "ServiceResult",
    "VulnerabilityResult",
    "agents_needed",
    "assess_motives",
    "assess_quality",
    "assess_risks",
    "assess_service",
    "assess_vulnerability",
    "convolve",
    "erlang_b",
    "erlang_c",
    "people_needed",
    "pooled_variation",
    "uncovered_days",
]
