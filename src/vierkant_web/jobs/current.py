"""The assessment that belongs to what a visitor may see now: read when it is there, asked for when it is not."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied

from vierkant import __version__
from vierkant.dossier.parts import merge
from vierkant.dossier.problems import DossierError, Problem
from vierkant.dossier.reading import from_plain
from vierkant_web.actions import Invalid, request_run
from vierkant_web.models import Run, RunState
from vierkant_web.permissions import Visit, may_use_audience, visible_revisions


@dataclass(frozen=True, slots=True)
class Current:
    """Where the assessment stands.

    ``state`` is a `RunState`, or ``empty`` (nothing to assess), ``invalid`` or ``busy`` (too many under way).
    ``plain`` is the dossier as the audience may see it. ``problems`` say why it cannot be assessed (``invalid``).
    """

    state: str
    audience: str
    plain: dict[str, Any]
    run: Run | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def result(self) -> dict[str, Any] | None:
        """The assessment in plain JSON, when it is ready."""
        return self.run.result if self.run is not None and self.state == RunState.DONE else None

    @property
    def is_open(self) -> bool:
        """True while somebody is working on it."""
        return self.state in (RunState.WAITING, RunState.RUNNING)


def visible_plain(place: Visit, audience: str | None = None) -> dict[str, Any]:
    """The dossier in plain tables, with only what the audience (default: the visitor's own) may see. One query.

    Raises:
        PermissionDenied: the audience is not one of the visitor's.
    """
    wanted = audience or place.audience
    if not may_use_audience(place.access, wanted):
        raise PermissionDenied
    rows = visible_revisions(place.variant, wanted).values_list("section", "partner", "content")
    return merge({(section, partner): content for section, partner, content in rows if content is not None})


def content_digest(plain: dict[str, Any]) -> str:
    """A name for the content of a dossier in plain tables."""
    return sha256(json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def current_assessment(place: Visit, audience: str | None = None, *, again: bool = False) -> Current:
    """The assessment for the audience (default: the visitor's own); asks for it when there is none.

    ``again`` asks anew for one that failed or was called off; a page never does that by itself.

    Raises:
        PermissionDenied: the audience is not one of the visitor's.
    """
    wanted = audience or place.audience
    plain = visible_plain(place, wanted)
    if len(plain) == 1:  # the schema version alone
        return Current("empty", wanted, plain)
    digest = content_digest(plain)
    same = Run.objects.filter(
        variant=place.variant, digest=digest, audience=wanted, engine_version=__version__
    )
    run = same.filter(seed=0, draws=settings.ASSESSMENT_DRAWS).defer("dossier").first()
    if run is not None and not (again and run.state in (RunState.FAILED, RunState.CANCELLED)):
        return Current(run.state, wanted, plain, run)
    try:
        from_plain(plain)
    except DossierError as error:
        return Current("invalid", wanted, plain, problems=error.problems)
    try:
        run = request_run(
            variant=place.variant,
            audience=wanted,
            dossier=plain,
            digest=digest,
            draws=settings.ASSESSMENT_DRAWS,
            engine_version=__version__,
            by=place.user,
        )
    except Invalid:
        return Current("busy", wanted, plain)
    return Current(run.state, wanted, plain, run)
