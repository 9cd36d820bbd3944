"""What the scan on trust and readiness gives: the marks side by side, where they lie apart, and what is not seen."""

from __future__ import annotations

from dataclasses import dataclass

from vierkant.organisation_scan.inputs import TrustTheme
from vierkant.quantities import Computed, Finding, Level, Message, Missing


@dataclass(frozen=True, slots=True)
class TrustStatement:
    """One statement of the scan, as one partner marked it: 1 (not at all) to 5 (fully), or None."""

    field: str
    text: Message
    mark: int | None


@dataclass(frozen=True, slots=True)
class TrustMark:
    """What one partner says about one theme."""

    partner: str
    name: str
    statements: tuple[TrustStatement, ...]
    mark: float
    """Mean of the statements that the partner marked, 1 to 5."""
    words: Message
    """The mark in words: low, in between or high."""


@dataclass(frozen=True, slots=True)
class TrustThemeResult:
    """One theme, with the marks that this audience may see."""

    theme: TrustTheme
    label: Message
    level: Level
    marks: tuple[TrustMark, ...]
    """In the order of the partners; who gave no mark, or is not seen, is not there."""
    apart: bool
    """Whether the partners that are seen differ so much that they should talk about it."""
    mean: Computed | None
    """Mean of the partners that are seen; None with fewer than two: an average of one is that one."""
    spread: Computed | None
    """Highest less lowest mark; None with fewer than two."""
    text: Message
    """What there is to see, in one sentence."""
    action: Message | None
    """What to do; None when nothing needs it."""


@dataclass(frozen=True, slots=True)
class TrustPartner:
    """One partner, and whether this audience sees what it filled in."""

    partner: str
    name: str
    seen: bool
    concern: str | None
    """What worries it most, in its own words."""


@dataclass(frozen=True, slots=True)
class TrustResult:
    """Trust and readiness as this audience may see it. With fewer than two partners the level is ``unknown``."""

    level: Level
    headline: Message
    themes: tuple[TrustThemeResult, ...]
    """The five themes, always in the same order."""
    partners: tuple[TrustPartner, ...]
    apart: tuple[TrustTheme, ...]
    """Themes to talk about, the widest first."""
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]
