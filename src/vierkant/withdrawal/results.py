"""What leaving costs: for who leaves, who stays and the body, per partner."""

from __future__ import annotations

from dataclasses import dataclass

from vierkant.quantities import Finding, Level, Message, Missing


@dataclass(frozen=True, slots=True)
class WithdrawalResult:
    """The price of leaving, for every partner."""

    level: Level
    headline: Message
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]
