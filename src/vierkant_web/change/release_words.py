"""How a release stands, in words."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vierkant_web.models import Role
from vierkant_web.releases import Standing

WAITS = {
    Role.HR_CHANGE.value: _("waits for HR and change"),
    Role.WORKS_COUNCIL.value: _("waits for the works council"),
}
REFUSALS = {
    "view_changed": _("The text was changed while you were reading. Read it once more; then release it."),
    "archived": _("This variant was put away. Release the card in a variant that is in use."),
    "same_person": _(
        "You released this text yourself in the other role. Somebody else releases it in this role, or in that one."
    ),
    "not_released": _(
        "HR and the works council have not both released this page yet. After that you can make a link."
    ),
}
DONE = {
    "release": _("You released this text. Staff see it as soon as the other role released the same text."),
    "withdraw": _("You took it back. Staff of this group no longer see it."),
    "link": _("The link is ready. Print the letter and give it to everybody in the group."),
    "replace": _("There is a new code. The old code no longer works; hand out the new letter."),
    "unlink": _("The link was deleted. Nobody can open this page any more."),
}


def standing_words(digest: str, refusal: str, stand: Standing) -> dict[str, Any]:
    """``level``, ``word`` and ``waits``; ``digest`` is that of the text of now, empty when there is none."""
    since = ""
    if stand.published_on is not None:
        since = date_format(localtime(stand.published_on), "DATE_FORMAT")
    if refusal:
        word = (
            gettext("on show, but not possible any more: take it back")
            if since
            else gettext("cannot be released")
        )
        return {"level": "red" if since else "unknown", "word": word, "waits": [], "since": since}
    missing = stand.waits_for(digest)
    waits = [str(WAITS[role]) for role in missing]
    if since and stand.published_digest == digest:
        return {"level": "green", "word": gettext("released on %(date)s") % {"date": since}, "waits": [],
                "since": since}  # fmt: skip
    if since:
        return {
            "level": "amber",
            "word": gettext("changed since the release"),
            "waits": waits,
            "since": since,
        }
    if len(missing) == len(WAITS):
        return {"level": "unknown", "word": gettext("intended, not released"), "waits": waits, "since": ""}
    return {"level": "amber", "word": gettext("released by one of the two"), "waits": waits, "since": ""}
