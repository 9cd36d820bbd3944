"""What the partners want: where they agree, where they clash, and which packages serve everybody."""

from __future__ import annotations

from dataclasses import dataclass

from vierkant.quantities import Finding, Level, Message, Missing


@dataclass(frozen=True, slots=True)
class PositionsResult:
    """Positions side by side, of those who may be seen."""

    level: Level
    headline: Message
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]
