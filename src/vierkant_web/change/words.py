"""Words of the human side that several pages show: aspects, sizes, how firm a card is, what becomes of a function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from vierkant import terms
from vierkant_web.templatetags.words import page_language

Words = Mapping[str, str | Promise]
_say: Callable[[str], Any] = lazy(lambda identifier: terms.render(identifier, page_language()), str)

ASPECTS: Words = {
    aspect: _say(f"impact.aspect.{aspect}.name")
    for aspect in (
        "task", "team", "manager", "place", "systems", "way_of_working", "pay", "hours", "decision_room", "clients",
    )
}  # fmt: skip
"""The ten aspects of work, in the order of a card."""

SIZES = (_("nothing"), _("hardly"), _("a little"), _("clearly"), _("a lot"), _("everything"))
"""How much changes, for the scores 0 to 5."""

STATUSES: Words = {
    status: _say(f"impact.status.{status}")
    for status in ("intended", "advice_asked", "decided", "not_yet_known")
}
STATUS_LEVELS: Mapping[str, str] = {
    "intended": "amber",
    "advice_asked": "amber",
    "decided": "green",
    "not_yet_known": "unknown",
}
"""The look of a status: firm is green, what nobody knows yet is dashed."""

OUTCOMES: Words = {
    "unchanged": _("stays the same"),
    "changed": _("changes"),
    "ends": _("ends"),
    "new": _("is new"),
}
PLACEMENTS: Words = {
    "follows_work": _("goes along with the work"),
    "suitable_function": _("gets a suitable function"),
    "selection": _("is selected"),
    "from_work_to_work": _("is helped to other work"),
    "not_yet_known": _("not yet known"),
}
KINDS: Words = {
    "article": _("Text"),
    "conversation_guide": _("Conversation guide"),
    "training": _("Training"),
    "practice_time": _("Practice time"),
    "buddy": _("Buddy"),
    "visit": _("Visit"),
    "manager_talk": _("Talk with the manager"),
    "ritual": _("Farewell or start"),
}


def size(score: int | None) -> str:
    """The word for a score; "not scored" when nobody did."""
    return str(_("not scored") if score is None else SIZES[score])
