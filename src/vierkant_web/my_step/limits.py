"""How often codes are tried and help is asked from one address; a code has 71 bits, so that nobody finds one."""

from __future__ import annotations

from vierkant_web.limits import Limit

WRONG_CODES = Limit(120, 60.0)
HELP_REQUESTS = Limit(60, 3600.0)
