"""Words of the pages about grip."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, str | Promise]

STANCES: Words = {
    "agrees": _("in favour"),
    "agrees_if_changed": _("in favour if it changes"),
    "objects": _("against"),
    "no_view": _("no view of its own"),
}
NOT_YET = _("nothing said yet")
STANCE_LEVELS: Mapping[str, str] = {
    "agrees": "green",
    "agrees_if_changed": "amber",
    "objects": "red",
    "no_view": "unknown",
}
"""The look of a stance; colour is never the only sign."""

GROUPS: Words = {
    "frame": _("To set the frame beforehand"),
    "control": _("To control afterwards"),
    "information": _("To know what happens"),
}
"""What instruments are for, in the order of work."""

OUTCOMES: Words = {
    "open": _("open"),
    "adopted": _("taken over"),
    "partly": _("partly taken over"),
    "rejected": _("not taken over"),
}
OUTCOME_LEVELS: Mapping[str, str] = {
    "open": "unknown",
    "adopted": "green",
    "partly": "amber",
    "rejected": "red",
}
