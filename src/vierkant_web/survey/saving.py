"""Save a part of the setup, and say what stands in the way."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from vierkant_web.actions import Invalid
from vierkant_web.actions.waves import save_setup
from vierkant_web.models import Wave, WaveState
from vierkant_web.permissions import Visit
from vierkant_web.survey import inputs
from vierkant_web.survey.words import refusal

_AFTER = (WaveState.CLOSED, WaveState.RELEASED)


def save_fields(request: HttpRequest, place: Visit, wave: Wave, fields: dict[str, Any]) -> str:
    """Save these fields of the setup; an empty answer, or why not.

    What staff read about the survey before this one comes along by itself.
    """
    try:
        setup = inputs.changed(wave, fields)
        save_setup(wave=wave, setup=setup, seen=request.POST.get("seen", ""), by=place.user)
    except inputs.UnreadableError:
        return gettext("This cannot be saved as it stands. Look at what you filled in once more.")
    except Invalid as error:
        return refusal(error.code, error.details)
    return ""


def previous_of(wave: Wave) -> Wave | None:
    """The last wave before this one that was closed."""
    before = Wave.objects.filter(cooperation=wave.cooperation_id, number__lt=wave.number, state__in=_AFTER)
    return before.order_by("-number").first()
