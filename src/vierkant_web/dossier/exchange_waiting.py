"""What waits between the choice of a file and the confirmation.

The content stays on the server, in the cache of the database: never in a form (it may be megabytes, and a form can
be changed on its way back) and never in the session (which is read at every page). One file waits per user and
variant, so a new choice replaces the last one and nobody can fill the cache; it is gone after half an hour. The key
holds the user, so nobody can ask for another's file; the token ties a confirmation to the preview that was shown.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.utils.crypto import constant_time_compare

from vierkant_web.dossier.inputs_exchange import FromFile, Untouched
from vierkant_web.permissions import Visit

SECONDS = 30 * 60
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that was read and is complete."""

    token: str
    name: str
    parts: dict[Key, Any]
    untouched: Untouched


def _name(place: Visit) -> str:
    return f"import-{place.user.pk}-{place.variant.pk}"


def put_aside(place: Visit, name: str, found: FromFile) -> None:
    """Keep what was read until it is confirmed."""
    value = {
        "token": secrets.token_urlsafe(16),
        "name": name,
        "parts": [[*key, item] for key, item in found.parts.items()],
        "untouched": found.untouched.as_json(),
    }
    cache.set(_name(place), value, SECONDS)


def waiting(place: Visit, token: str | None = None) -> Waiting | None:
    """What waits for this user and variant; None when nothing does, or when it is not what the token is about."""
    value = cache.get(_name(place))
    if value is None or (token is not None and not constant_time_compare(value["token"], token)):
        return None
    parts = {(section, partner): content for section, partner, content in value["parts"]}
    return Waiting(value["token"], value["name"], parts, Untouched.from_json(value.get("untouched", {})))


def forget(place: Visit) -> None:
    """It was saved, or is not wanted any more."""
    cache.delete(_name(place))
