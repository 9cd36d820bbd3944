"""Who may write which part of the human side."""

from __future__ import annotations

from vierkant_web.permissions import Visit


def may_write(place: Visit, section: str, partner: str = "") -> bool:
    """Whether this visitor may save this part now: not in a variant that was put away."""
    return place.variant.archived is None and place.access.may_write(partner, section)
