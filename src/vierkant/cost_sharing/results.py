"""What the keys give: amounts per partner, whether they hold, and what it means for each council."""

from __future__ import annotations

from dataclasses import dataclass

from vierkant.quantities import Finding, Level, Message, Missing


@dataclass(frozen=True, slots=True)
class SharingResult:
    """The keys side by side."""

    level: Level
    headline: Message
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]
