"""Words of organisations side by side that several pages show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from vierkant import terms
from vierkant_web.templatetags.words import page_language

Words = Mapping[str, str | Promise]
_say: Callable[[str], Any] = lazy(lambda identifier: terms.render(identifier, page_language()), str)

LEVELS: Mapping[str, str] = {"alike": "green", "different": "amber", "unknown": "unknown"}
"""The sign of a comparison."""
COMPARISONS: Words = {name: _say(f"organisation_scan.comparison.{name}") for name in LEVELS}
LANDSCAPES: Words = {
    name: _say(f"organisation_scan.landscape.{name}") for name in ("same", "different", "one", "unknown")
}
LANDSCAPE_LEVELS: Mapping[str, str] = {
    "same": "green",
    "different": "amber",
    "one": "unknown",
    "unknown": "unknown",
}
ANSWERS: Words = {
    "agreement": _("an agreement"),
    "measure": _("a measure"),
    "accepted": _("it may stay as it is"),
}
"""What is done about a difference."""
LACKS: Words = {
    "text": _("what you will do"),
    "owner": _("who sees to it"),
    "due": _("when it is ready"),
}
"""What an answer still needs."""
ROOMS: Words = {
    name: _say(f"organisation_scan.room.{name}")
    for name in ("employment", "mandates", "structure", "processes", "applications", "culture")
}
NOTICES: Words = {
    "soon": _("soon"),
    "later": _("later"),
    "passed": _("passed: it probably runs on"),
    "ended": _("contract has ended"),
}
NOTICE_LEVELS: Mapping[str, str] = {"soon": "red", "later": "green", "passed": "amber", "ended": "amber"}
