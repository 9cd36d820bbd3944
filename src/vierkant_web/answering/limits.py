"""How often codes are tried: per address, and all together. A code has 66 bits, so that nobody finds one."""

from __future__ import annotations

from django.http import HttpRequest

from vierkant_web.limits import Limit, address_of

WRONG_CODES = Limit(60, 60.0)
"""Per address. A typing mistake does not count: the check letter finds it before anything is looked up."""
ALL_WRONG_CODES = Limit(300, 1.0)
"""Everybody together, in a second: so much work and no more. Short, so that nobody can keep others out for long."""
_EVERYBODY = "everybody"


def is_braked(request: HttpRequest) -> bool:
    """Whether codes are not looked up now, right or wrong: otherwise a brake would still tell which one is right."""
    return WRONG_CODES.is_reached(address_of(request)) or ALL_WRONG_CODES.is_reached(_EVERYBODY)


def count_wrong(request: HttpRequest) -> None:
    """One more code that does not exist."""
    WRONG_CODES.allows(address_of(request))
    ALL_WRONG_CODES.allows(_EVERYBODY)
